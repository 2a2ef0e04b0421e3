"""The texts of the sources beside the claims, with each passage tied to what rests on it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from karabakh._markup import Content, Markup, element
from karabakh.exports._html_page import Claim, Page, fold
from karabakh.ids import SourceId
from karabakh.model import Document, Word

__all__ = ["place_styles", "texts"]


def texts(page: Page) -> Markup | None:
    """Write the bound texts; nothing where there are none."""
    if page.bound is None:
        return None
    return element(
        "aside",
        element("h2", "The text" if len(page.bound.documents) == 1 else "The texts", id="text"),
        element("p", "", id="told", role="status"),
        [_text(page, source, text) for source, text in page.bound.documents.items()],
        aria_labelledby="text",
    )


def place_styles(page: Page) -> str:
    """Mark the words of the place that a link leads to, without any script."""
    return "".join(
        f":root:has(#q{number}:target) .q{number}{{background:var(--mark);color:var(--marked)}}\n"
        for number, _ in page.places.values()
    )


def _text(page: Page, source: SourceId, document: Document) -> Markup:
    covering = _covering(page, source)
    claims = page.claims_by_place()
    begun: set[int] = set()
    title = page.dataset.sources[source].title or source
    paragraphs = [
        element(
            "div",
            element("p", _runs(paragraph, covering, begun), class_="copy", dir="auto"),
            _claims_on(paragraph, covering, claims, number),
            class_="passage",
        )
        for number, paragraph in enumerate(document.paragraphs, start=1)
    ]
    whole = [
        number
        for citation, (number, _) in page.places.items()
        if citation.source == source and citation.paragraph is None
    ]
    anchors = [element("span", id=f"q{number}") for number in whole]
    return element("section", anchors, element("h3", title), paragraphs)


def _covering(page: Page, source: SourceId) -> dict[int, list[int]]:
    """Give for each word, by where it begins, the numbers of the places that it belongs to."""
    found: dict[int, list[int]] = defaultdict(list)
    for citation, (number, words) in page.places.items():
        if citation.source == source and citation.paragraph is not None:
            for word in words:
                found[word.start].append(number)
    return found


def _runs(
    paragraph: Sequence[Word], covering: dict[int, list[int]], begun: set[int]
) -> Iterator[Content]:
    """Write words in runs that belong to the same places, each place's anchor before its first."""
    runs = groupby(paragraph, key=lambda word: tuple(covering.get(word.start, ())))
    for place, (numbers, words) in enumerate(runs):
        if place:
            yield " "
        new = [number for number in numbers if number not in begun]
        begun.update(new)
        yield [element("span", id=f"q{number}") for number in new]
        text = " ".join(word.text for word in words)
        classes = " ".join(["s", *(f"q{number}" for number in numbers)])
        yield element("span", text, class_=classes) if numbers else text


def _claims_on(
    paragraph: Sequence[Word],
    covering: dict[int, list[int]],
    claims: dict[int, list[Claim]],
    number: int,
) -> Markup | None:
    """List what rests on a paragraph."""
    numbers = dict.fromkeys(each for word in paragraph for each in covering.get(word.start, ()))
    found = {claim.anchor: claim for each in numbers for claim in claims.get(each, ())}
    if not found:
        return None
    items = [
        element(
            "li",
            element("a", element("bdi", claim.text), href=f"#{claim.anchor}"),
            data_q=" ".join(map(str, claim.places)),
        )
        for claim in found.values()
    ]
    count = "1 claim rests" if len(items) == 1 else f"{len(items)} claims rest"
    return fold(f"{count} on paragraph {number}", element("ul", items), class_="on")
