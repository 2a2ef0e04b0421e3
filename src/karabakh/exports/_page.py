"""A briefing as one page of HTML, from templates that can be replaced."""

import base64
import hashlib
import os
import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from math import isqrt
from pathlib import Path
from typing import Any, Final, NamedTuple
from weakref import proxy

from karabakh._shown import shown, visible_lines
from karabakh.briefing import Step, build_briefing, capitalised, tidy
from karabakh.explanations import Explanation
from karabakh.model import Basis, Certainty, Dataset
from karabakh.wording import describe_citation, hedge

__all__ = ["briefing_to_html"]

_MOST_STEPS: Final = 40
_DEEPEST: Final = 6
_CHARACTERS: Final = 50
"""How many characters the narrowest column of the timeline has."""
_LONGEST: Final = 24
"""How long a word may be that is not separated from its number."""
_LANGUAGE: Final = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def briefing_to_html(dataset: Dataset, *, templates: str | os.PathLike[str] | None = None) -> str:
    """Return a briefing page: what a dataset says, the answer first, in one file.

    The page needs no network and no script, and its content security policy allows it nothing
    but its own style and its own small script, which opens a note that an address names. Each
    statement has a number, which opens a note with the words that it rests on; on paper the
    notes are endnotes. A dataset that is bound to texts, see `Dataset.bind`, shows the exact
    words: respect the copyright of the texts before you share such a page.

    The page needs Jinja2, which the extra brings: ``pip install "karabakh[page]"``. All text
    of the dataset is escaped, and characters that steer the text around them are shown as �.
    The page is well-formed XML as well, and the same for the same dataset.

    Args:
        dataset: The records.
        templates: A folder with files that replace those of the same name: ``briefing.html``,
            ``parts.html``, ``style.css`` and ``script.js``. A template there may extend
            ``karabakh/briefing.html`` and replace its blocks. Templates are programs: use only
            those that you trust.

    Raises:
        ImportError: If Jinja2 is not installed.
        NotADirectoryError: If `templates` is not a folder.
        TypeError: If the dataset is not a Dataset.

    >>> import karabakh
    >>> from karabakh.exports import briefing_to_html
    >>> page = briefing_to_html(karabakh.load())
    >>> page.startswith("<!DOCTYPE html>"), len(page) < 150_000
    (True, True)
    """
    briefing = build_briefing(dataset)
    environment = _own_environment() if templates is None else _environment(templates)
    style, script = (_asset(environment, name) for name in ("style.css", "script.js"))
    policy = "; ".join(
        [
            "default-src 'none'",
            f"style-src {_digest(style)}",
            f"script-src {_digest(script)}",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
    is_one = len(dataset.sources) == 1
    titles = {} if is_one else {each.id: each.title or each.id for each in dataset.sources}
    # A proxy, since Jinja's macros form a cycle, which would keep the briefing.
    page: str = environment.get_template("briefing.html").render(
        briefing=proxy(briefing), titles=titles, policy=policy, style=style, script=script
    )
    return page


@cache
def _own_environment() -> Any:  # noqa: ANN401 (of an extra)
    return _environment(None)


def _environment(templates: str | os.PathLike[str] | None) -> Any:  # noqa: ANN401 (of an extra)
    try:
        # Here, since it is an extra.
        jinja2 = import_module("jinja2")
    except ModuleNotFoundError as error:
        message = "briefing_to_html needs Jinja2; use pip install 'karabakh[page]'"
        raise ImportError(message) from error
    own = jinja2.PackageLoader("karabakh.exports", "page")
    loaders = [own, jinja2.PrefixLoader({"karabakh": own})]
    if templates is not None:
        if not Path(templates).is_dir():
            message = f"templates must be a folder, got {shown(os.fspath(templates))}"
            raise NotADirectoryError(f"{message}; check the path")
        loaders.insert(0, jinja2.FileSystemLoader(templates))
    environment = jinja2.Environment(
        loader=jinja2.ChoiceLoader(loaders),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "language": _language,
        "last_word": _last_word,
        "first_word": _first_word,
        "steps": _steps,
        "width": _width,
    }
    return environment


def _finalize(value: object) -> object:
    """Return a value without characters that are invisible and steer others."""
    return visible_lines(value) if type(value) is str else value


def _asset(environment: Any, name: str) -> Any:  # noqa: ANN401 (of an extra)
    """Return a style or script as it stands, marked as safe: it is no template."""
    source, _, _ = environment.loader.get_source(environment, name)
    markup = import_module("markupsafe").Markup
    return markup(source)


def _digest(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _language(tag: str) -> bool:
    """Return whether a text has the form of a language tag."""
    return _LANGUAGE.fullmatch(tag) is not None


def _last_word(text: str) -> tuple[str, str]:
    """Return a text in two parts: its last word is not separated from a note."""
    head, blank, tail = text.rpartition(" ")
    return (head + blank, tail) if len(tail) <= _LONGEST else (text, "")


def _first_word(text: str) -> tuple[str, str]:
    """Return a text in two parts: its first word stays with a mark."""
    first, _, rest = text.partition(" ")
    return (first, rest) if len(first) <= _LONGEST else ("", text)


def _width(step: Step) -> int:
    """Return how wide the column of a step is, from 1 to 4: as its text is long."""
    texts = [it.text for line in step.lines for it in (*line.spans, *line.remark)]
    return min(1 + isqrt(sum(map(len, texts)) // _CHARACTERS), 4)


def _sentence(node: Explanation) -> str:
    return tidy(f"{capitalised(node.text.removesuffix('.'))}.")


def _remark(node: Explanation, titles: Mapping[str, str]) -> str:
    """Return the passages of a step, and how firm it is unless it is plainly stated."""
    places = {it: titles.get(it.source, "") for it in node.citations}
    parts = [f"{title}: {describe_citation(it)}".removeprefix(": ") for it, title in places.items()]
    if node.certainty is not Certainty.CERTAIN:
        parts.append(hedge(node.certainty) or "not stated")
    if node.basis is Basis.INFERRED and node.citations:
        parts.append("inferred by the coder")
    return capitalised("; ".join(parts))


class _Step(NamedTuple):
    """A step of an explanation."""

    text: str
    depth: int
    remark: str


def _steps(why: Explanation, titles: Mapping[str, str]) -> list[_Step]:
    """Return the steps below a conclusion.

    Args:
        why: The conclusion.
        titles: What to call each source; empty if there is only one.
    """
    found: list[_Step] = []
    for line in why.lines():
        if line.depth == 0:
            continue
        if len(found) == _MOST_STEPS:
            found.append(_Step("… and further steps.", 1, ""))
            break
        found.append(
            _Step(_sentence(line.node), min(line.depth, _DEEPEST), _remark(line.node, titles))
        )
    return found
