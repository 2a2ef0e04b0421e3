"""Links to names of the library, however docstrings and annotations spell them."""

import builtins
import functools
import inspect
import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import make_refnode

from karabakh_docs.public import documented_names, home_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["setup"]

_A_NAME = re.compile(r"[A-Z]\w*|\w+(\.\w+)+")
"""What must have a target: a class, or anything with a dot."""


@functools.cache
def _spellings() -> dict[str, str]:
    """Return the documented path of each name by its possible spellings."""
    found: dict[str, str] = {}
    for path in documented_names():
        name = path.rpartition(".")[2]
        found.setdefault(name, path)
        found[f"{home_of(path)}.{name}"] = path
    return found


def _documented(target: str) -> str | None:
    """Find the documented path of a name, or of an attribute of a public class."""
    if target in _spellings():
        return _spellings()[target]
    owner, _, attribute = target.rpartition(".")
    path = _spellings().get(owner)
    if path is None:
        return None
    value = documented_names()[path].value
    if inspect.isclass(value):
        for base in value.__mro__:
            if attribute in vars(base) or attribute in vars(base).get("__annotations__", {}):
                home = _spellings().get(base.__name__)
                return f"{home}.{attribute}" if home else None
    return None


def resolve(
    app: "Sphinx", env: BuildEnvironment, node: pending_xref, contnode: nodes.Element
) -> nodes.Element | None:
    """Point a reference that Sphinx found no target for to the documented path."""
    if node.get("refdomain") != "py":
        return None
    target = node["reftarget"]
    candidates = [target, f"{node.get('py:class') or ''}.{target}".lstrip(".")]
    for candidate in candidates:
        path = _documented(candidate)
        entry = env.domains.python_domain.objects.get(path) if path else None
        if entry is not None:
            return make_refnode(
                app.builder, node["refdoc"], entry.docname, entry.node_id, contnode, path
            )
    # A parameter, a field in passing, a word of Python: nothing to link to, and no mistake.
    is_name = _A_NAME.fullmatch(target) is not None
    return contnode if node["reftype"] == "obj" and not is_name else None


def keep_builtins(app: "Sphinx", doctree: nodes.document) -> None:  # noqa: ARG001
    """Keep Sphinx from taking `object` in an annotation for a field of that name."""
    for node in doctree.findall(pending_xref):
        if node.get("refdomain") == "py" and hasattr(builtins, node["reftarget"]):
            for context in ("refspecific", "py:module", "py:class"):
                node.attributes.pop(context, None)


def setup(app: "Sphinx") -> None:
    """Register the hooks."""
    app.connect("doctree-read", keep_builtins)
    app.connect("missing-reference", resolve)
