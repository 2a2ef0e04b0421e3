"""What the parts of a briefing page share: names, numbered places, and the claims on each."""

from collections import defaultdict
from collections.abc import Iterable

import attrs

from karabakh._markup import Content, Markup, element
from karabakh.errors import CitationError, UnknownIdError
from karabakh.explanations import Explanation, explain
from karabakh.exports._html_tree import place_in_words, rests_on, tree
from karabakh.figures import Figure
from karabakh.ids import SourceId
from karabakh.model import (
    Basis,
    BoundDataset,
    Certainty,
    Citation,
    Dataset,
    DocTimeRel,
    Record,
    Source,
    Stance,
    Word,
)
from karabakh.reasoning import STATED, Premise
from karabakh.time import When
from karabakh.wording import Labels, date_in_words

__all__ = ["COLUMN", "Page", "Section", "fold", "listed", "names", "parted", "sign"]

_MANY = 40
"""How many claims of a list are shown unfolded, if there are more than twice as many."""

_FEW = 3
"""How many sources a claim names."""

COLUMN = 740.0
"""How wide figures are, in pixels: about as wide as the column that they stand in."""

_SIGNS = {Stance.SUPPORTS: "for", Stance.OPPOSES: "against", Stance.UNDECIDED: "open"}

_TIMES = {
    DocTimeRel.BEFORE: ("before the time of writing", "before {} was written"),
    DocTimeRel.BEFORE_OR_OVERLAPS: (
        "begun before the time of writing",
        "begun before {} was written",
    ),
    DocTimeRel.OVERLAPS_OR_AFTER: (
        "not over at the time of writing",
        "not over when {} was written",
    ),
    DocTimeRel.OVERLAPS: ("at the time of writing", "when {} was written"),
    DocTimeRel.AFTER: ("after the time of writing", "after {} was written"),
}
"""What is said of a time where there is one source, and where there are several."""

_HEDGES = {
    Certainty.CERTAIN: "",
    Certainty.PROBABLE: "probable, not certain",
    Certainty.POSSIBLE: "possible, not certain",
    Certainty.UNKNOWN: "not known",
}


@attrs.frozen(kw_only=True)
class Section:
    """A part of the page."""

    name: str
    """Its anchor."""

    title: str
    """Its heading."""

    lead: str
    """What it shows, in a sentence."""

    count: int
    """How much there is of it."""

    body: Content
    """What stands in it."""


@attrs.frozen(kw_only=True)
class Claim:
    """Something that the page says, at its anchor, and the places that it rests on."""

    anchor: str
    """Where it stands on the page."""

    text: str
    """What it says, in one line."""

    places: tuple[int, ...]
    """The numbers of the places."""


class Page:
    """A page in the making.

    Args:
        dataset: the records; one that is bound to texts gives their words.
    """

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        """The records."""
        self.name = Labels(dataset)
        """Gives what to call a record, by its identifier."""
        self.claims: list[Claim] = []
        """All claims so far."""
        self.places: dict[Citation, tuple[int, tuple[Word, ...]]] = {}
        """The cited places that a bound text has, with their numbers and words."""
        self._missing: set[Citation] = set()
        self._anchors: set[str] = set()

    @property
    def bound(self) -> BoundDataset | None:
        """The dataset with the texts of its sources; none where it has no such text."""
        bound = self.dataset
        return bound if isinstance(bound, BoundDataset) and bound.documents else None

    def claim(
        self, result: Premise, said: Content, *, more: Content = None, below: Content = None
    ) -> Markup:
        """Write a claim, with the reasons for it folded under it.

        Args:
            result: what is claimed.
            said: how the page says it.
            more: what belongs to it.
            below: other claims, which belong to it.
        """
        told = explain(result, dataset=self.dataset)
        anchor = self._anchor(result)
        places = self._places_of(told)
        self.claims.append(Claim(anchor=anchor, text=told.text, places=places))
        return element(
            "li",
            element("div", said, class_="said"),
            more,
            self._foot(told, places),
            below,
            id=anchor,
            class_="claim",
            data_q=" ".join(map(str, places)) or None,
        )

    def place(self, citation: Citation) -> Markup:
        """Write a place in a source, linked to its words where the page has them."""
        number = self._number(citation)
        text = place_in_words(citation, with_source=len(self.dataset.sources) != 1)
        if number is None:
            return element("span", text, class_="at")
        return element("a", text, href=f"#q{number}", class_="at", title=str(citation))

    def time(self, when: When, doc_time_rel: DocTimeRel | None, source: SourceId | None) -> Content:
        """Say when something is: by its date, and seen from the making of its source.

        Args:
            when: its date.
            doc_time_rel: its place in time seen from the source.
            source: the source that tells so.
        """
        told: list[Content] = [date_in_words(when)] if when.is_known else []
        if doc_time_rel is not None:
            alone, among_several = _TIMES[doc_time_rel]
            title = self.source(source) if source and len(self.dataset.sources) > 1 else None
            before, after = among_several.split("{}")
            told.append([before, title, after] if title else alone)
        return parted(told)

    def source(self, id: SourceId) -> Content:
        """Name a source."""
        return element("bdi", self.name(id))

    def figure(self, figure: Figure) -> Markup:
        """Write a figure, with its data folded under it."""
        table = figure.table.to_html(caption=figure.title)
        return element(
            "figure",
            _scrolled(figure.to_svg(style=False), figure.title, class_="drawing"),
            fold(
                f"The same as a table ({len(figure.table)} rows)",
                _scrolled(table, f"{figure.title}, as a table", class_="data"),
            ),
        )

    def _foot(self, told: Explanation, places: tuple[int, ...]) -> Markup:
        """Write how firm a claim is, why it is made, and the way to its words."""
        lines = list(told.lines())
        concluded = len(lines) > 1
        summary = [
            element("span", "Why" if concluded else "Source", class_="why"),
            element("small", self._standing(told)),
        ]
        body = tree(lines[1:], self.place, depth=1) if concluded else rests_on(told, self.place)
        words = "1 passage →" if len(places) == 1 else f"{len(places)} passages →"
        link = element("a", words, href=f"#q{places[0]}", class_="words") if places else None
        return element("div", fold(summary, body), link, class_="foot")

    def _standing(self, told: Explanation) -> Content:
        """Say who tells a claim or what it follows from, and how firm it is."""
        sources = dict.fromkeys(
            citation.source for node in told.walk() for citation in node.citations
        )
        named: Content = "the source"
        if not sources:
            named = "no source"
        elif len(self.dataset.sources) != 1:
            shown = [self.source(each) for each in tuple(sources)[:_FEW]]
            more = len(sources) - len(shown)
            named = [parted(shown, ", "), f" and {more} more" if more else None]
        if told.rule is not None and told.rule != STATED:
            said: Content = ["follows from what is told in ", named]
        elif told.basis is Basis.STATED:
            said = ["told in ", named]
        else:
            said = ["read by the coder into ", named]
        hedge = _HEDGES[told.certainty]
        return [said, [": ", element("span", hedge, class_="hedge")] if hedge else None]

    def _places_of(self, told: Explanation) -> tuple[int, ...]:
        found: dict[int, None] = {}
        for node in told.walk():
            for citation in node.citations:
                number = self._number(citation)
                if number is not None and citation.paragraph is not None:
                    found[number] = None
        return tuple(found)

    def _number(self, citation: Citation) -> int | None:
        """Give the number of a place, or none where no bound text has it."""
        if self.bound is None or citation in self._missing:
            return None
        known = self.places.get(citation)
        if known is None:
            try:
                words = self.bound.words_of(citation)
            except (CitationError, UnknownIdError):
                self._missing.add(citation)
                return None
            if not words and citation.paragraph is not None:  # nowhere to put the anchor
                self._missing.add(citation)
                return None
            known = self.places[citation] = (len(self.places) + 1, words)
        return known[0]

    def _anchor(self, result: Premise) -> str:
        """Give a claim an anchor: that of the record that it is, or else a number."""
        wanted = f"r-{result.id}" if isinstance(result, Record | Source) else ""
        anchor = wanted if wanted and wanted not in self._anchors else f"c{len(self.claims) + 1}"
        self._anchors.add(anchor)
        return anchor

    def claims_by_place(self) -> dict[int, list[Claim]]:
        """Give the claims that rest on each place."""
        found: dict[int, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            for number in claim.places:
                found[number].append(claim)
        return found


def _scrolled(content: Content, label: str, *, class_: str) -> Markup:
    """Put what may be too wide into a region that the keyboard can scroll."""
    return element("div", content, class_=class_, tabindex="0", role="region", aria_label=label)


def fold(summary: Content, body: Content, *, class_: str | None = None) -> Markup:
    """Fold something under a line that opens it."""
    return element("details", element("summary", summary), body, class_=class_)


def listed(claims: Iterable[Markup]) -> Content:
    """List claims; where there are very many, most of them folded."""
    found = tuple(claims)
    shown = _MANY if len(found) > 2 * _MANY else len(found)
    rest = found[shown:]
    return [
        element("ul", found[:shown], class_="claims"),
        fold(f"{len(rest)} more", element("ul", rest, class_="claims")) if rest else None,
    ]


def parted(parts: Iterable[Content], between: str = " · ") -> list[Content]:
    """Write parts with something between them; nothing at all is no part."""
    found: list[Content] = []
    for each in parts:
        if each:
            found += [between if found else None, each]
    return found


def names(page: Page, ids: Iterable[str]) -> list[Content]:
    """Write the names of records, with commas between."""
    return parted((element("bdi", page.name(each)) for each in ids), ", ")


def sign(stance: Stance) -> Markup:
    """Write a stance as a word with its mark."""
    name = _SIGNS[stance]
    return element("span", stance.value, class_=f"sign {name}")
