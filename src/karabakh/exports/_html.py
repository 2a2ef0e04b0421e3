"""The briefing page: a dataset, what follows from it, and the words it rests on, in one file."""

import base64
import hashlib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files

from karabakh._markup import Content, Markup, element, joined
from karabakh.exports._html_findings import (
    agreements_section,
    changes_section,
    conditions_section,
    contradictions_section,
    demands_section,
    disputes_section,
    open_section,
    timeline_section,
)
from karabakh.exports._html_page import Page, Section, fold
from karabakh.exports._html_records import parties_section, positions_section, sources_section
from karabakh.exports._html_text import place_styles, texts
from karabakh.figures import FIGURE_STYLE
from karabakh.model import Dataset, Document
from karabakh.reasoning import require_dataset
from karabakh.wording import date_in_words

__all__ = ["to_html"]

_SECTIONS: tuple[Callable[[Page], Section], ...] = (
    changes_section,
    disputes_section,
    contradictions_section,
    timeline_section,
    agreements_section,
    conditions_section,
    demands_section,
    open_section,
    positions_section,
    parties_section,
    sources_section,
)
"""The parts of the page, in order. Each is left out where there is nothing of it."""


def to_html(dataset: Dataset, document: "Document | Mapping[str, Document] | None" = None) -> str:
    """Write a briefing page: all that a dataset says and what follows from it, in one file.

    The page needs no network, no script and nothing but itself, and its content security
    policy allows nothing else. Each claim has its reasons folded under it. Where the
    dataset is bound to a text, that stands beside the claims: each claim leads to the words
    that it rests on, and each paragraph to what rests on it. Its script only makes that
    handier: it marks all words of a claim at once, and shows what rests on some words.

    Every text of the dataset is shown as text. Characters that steer the text around them
    (controls, overrides of direction) are shown as �.

    The result is HTML and well-formed XML at the same time, and the same for the same input.

    Args:
        dataset: the records; one that is bound shows the texts that it is bound to.
        document: the text of the only source, or texts by their sources' identifiers.

    Raises:
        UnknownIdError: a text is given for a source that the dataset does not have.
        TypeError: `dataset` is not a Dataset.
        ValueError: one text is given and the dataset has not exactly one source.

    >>> import karabakh
    >>> from karabakh.exports import to_html
    >>> page = to_html(karabakh.load())
    >>> page.startswith("<!DOCTYPE html>"), len(page) < 200_000
    (True, True)
    """
    require_dataset(dataset)
    page = Page(dataset if document is None else dataset.bind(document))
    sections = [section for each in _SECTIONS if (section := each(page)).count]
    beside = texts(page)
    style = Markup(f"{_data('briefing.css')}{FIGURE_STYLE}{place_styles(page)}")
    script = Markup(_data("briefing.js")) if beside else None
    title = dataset.title or "Untitled dataset"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_policy(style, script)),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", title),
        element("style", style),
    )
    body = element(
        "body",
        element("a", "To the findings", href="#findings", class_="skip"),
        element("header", _header(page, title, sections)),
        element(
            "div",
            element("main", [_section(each) for each in sections], id="findings"),
            beside,
            class_="two" if beside else "one",
        ),
        element("footer", element("p", "Made with karabakh. " + _COUNSEL)),
        element("script", script) if script else None,
    )
    html = element("html", head, body, lang="en", xmlns="http://www.w3.org/1999/xhtml")
    return f"<!DOCTYPE html>\n{html}\n"


_COUNSEL = (
    "It has no opinion of its own: whatever is asserted here, somebody holds or a source says."
)

_READING = {
    "told, read by the coder, follows": "Whether a source says it, somebody who read the source"
    " found it between the lines, or it is concluded from other statements by a rule.",
    "certain, probable, possible, unknown": "How firmly the source presents it. What follows"
    " is as certain as the least certain thing that it rests on. Where nothing is said of it,"
    " it is certain.",
    "supports, opposes, undecided": "What somebody thinks of a statement, which stands in"
    " quotation marks. The page itself asserts no such statement.",
    "the time of writing": "When the source was written that tells of it.",
    "¶2 words 21–36": "Where it stands: the second paragraph of the source, its 21st to 36th word.",
    "Why, Source": "Unfold these to see what a line rests on, down to the place in the source.",
}


def _header(page: Page, title: str, sections: list[Section]) -> Markup:
    links = [
        element(
            "li", element("a", each.title, href=f"#{each.name}"), element("span", str(each.count))
        )
        for each in sections
    ]
    if page.bound is not None:
        links.append(element("li", element("a", "The text", href="#text")))
    terms = [[element("dt", term), element("dd", meaning)] for term, meaning in _READING.items()]
    return joined(
        element("p", "Briefing", class_="kicker"),
        element("h1", element("bdi", title)),
        element("p", _drawn_from(page), class_="lead"),
        fold("How to read this page", element("dl", terms)),
        element("nav", element("ul", links), aria_label="Contents"),
    )


def _drawn_from(page: Page) -> Content:
    """Say what the page tells of."""
    sources = page.dataset.sources
    if len(sources) != 1:
        return f"What {len(sources)} sources tell, and what follows from it."
    published = sources[0].published
    made = f"written {date_in_words(published)}" if published.is_known else "of no known date"
    return [
        "What one source tells, and what follows from it: ",
        page.source(sources[0].id),
        f", {made}.",
    ]


def _section(section: Section) -> Markup:
    return element(
        "section",
        element("h2", section.title, id=section.name),
        element("p", section.lead, class_="lead"),
        section.body,
        aria_labelledby=section.name,
    )


def _policy(style: str, script: str | None) -> str:
    """Allow the page its own style and script, and nothing else whatever."""
    rules = ["default-src 'none'", f"style-src {_digest(style)}"]
    if script is not None:
        rules.append(f"script-src {_digest(script)}")
    return "; ".join([*rules, "base-uri 'none'", "form-action 'none'"])


def _digest(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


@cache
def _data(name: str) -> str:
    """Read a file that comes with the package."""
    return files(__package__ or "").joinpath(name).read_text(encoding="utf-8")
