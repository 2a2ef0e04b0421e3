"""Types of identifiers under their names: `ActorId`, and not `Annotated[str, …]`."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from sphinx.ext.autodoc._dynamic import _loader, _type_annotations
from sphinx.util import inspect as sphinx_inspect
from sphinx.util import typing as sphinx_typing

from karabakh import ids

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["setup"]

_NAMES: Final[Mapping[object, str]] = {
    value: name for name, value in vars(ids).items() if name.endswith("Id")
}
_CALLERS: Final = (sphinx_typing, sphinx_inspect, _loader, _type_annotations)
"""The modules that write annotations out by `stringify_annotation`, each by its own name."""


def _by_name(stringify: Callable[..., str]) -> Callable[..., str]:
    """Return the function, which then writes types of identifiers by name."""

    def named(annotation: Any, /, *arguments: Any, **options: Any) -> str:  # noqa: ANN401
        try:
            name = _NAMES.get(annotation)
        except TypeError:  # an annotation that can't be hashed is no type of identifier
            name = None
        return name or stringify(annotation, *arguments, **options)

    return named


def setup(app: "Sphinx") -> None:  # noqa: ARG001
    """Replace the function in Sphinx, which has no setting for evaluated aliases."""
    named = _by_name(sphinx_typing.stringify_annotation)
    for module in _CALLERS:
        module.stringify_annotation = named  # type: ignore[attr-defined]
