"""What the briefing is written with: words for records and times, and a page to put them on."""

import itertools
import re
import textwrap
from collections.abc import Iterable, Iterator
from operator import attrgetter

from karabakh import (
    Actor,
    ActorKind,
    Agreement,
    BoundDataset,
    Certainty,
    Citation,
    CitationError,
    Cited,
    Dataset,
    DocTimeRel,
    Event,
    Link,
    Place,
    Position,
    PositionForm,
    Proposition,
    Provision,
    Relation,
    RelationKind,
    Stance,
    When,
)
from karabakh.model import Basis

WIDTH = 80
DEEPEST = 24
"""How far lines are indented at most, so that there is room for their text."""

TO_ASCII = str.maketrans(
    dict.fromkeys("“”„‟«»″", '"')
    | dict.fromkeys("‘’‚‛′", "'")
    | dict.fromkeys("‐‑‒–—−", "-")
    | {"…": "...", "→": "->", "•": "*"}
)
INVISIBLE = "\u00ad\u200c\u200d"
"""Soft hyphens and joiners: they belong to words of some scripts."""

Verbs = dict[Stance, tuple[str, str]]
"""For each stance what one holder does, and what several do."""
SAY: Verbs = {
    Stance.SUPPORTS: ("says", "say"),
    Stance.OPPOSES: ("denies", "deny"),
    Stance.UNDECIDED: ("leaves open", "leave open"),
}
PREDICT = SAY | {
    Stance.SUPPORTS: ("predicts", "predict"),
    Stance.OPPOSES: ("rules out", "rule out"),
}
SAID = {
    PositionForm.CLAIM: SAY,
    PositionForm.ASSESSMENT: SAY,
    PositionForm.CONCESSION: SAY,
    PositionForm.PREDICTION: PREDICT,
}
"""The forms of positions by which one says that something is so; by all others one wants it."""
WANTED = {Stance.SUPPORTS: "for", Stance.OPPOSES: "against", Stance.UNDECIDED: "undecided"}

TIES = {  # no verbs: there may be one subject or many
    RelationKind.HOLDS_OFFICE: "in office of",
    RelationKind.MEMBER_OF: "member of",
    RelationKind.PART_OF: "part of",
    RelationKind.GOVERNS_DE_FACTO: "in fact governing",
    RelationKind.CONTROLS: "in control of",
    RelationKind.MAJORITY_OF_POPULATION_OF: "most of the population of",
    RelationKind.LIVES_IN: "living in",
    RelationKind.ACTIVE_IN: "active in",
    RelationKind.ACTS_FOR: "acting for",
    RelationKind.OTHER: "connected to",
}
MANY = {ActorKind.ARMED_GROUP, ActorKind.POPULATION, ActorKind.COLLECTIVE}
"""The kinds of actors of which one says that they *are*."""

SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
QUALIFIED = {"~": "about {}", "?": "perhaps {}", "%": "perhaps about {}"}
NESTED = 2
"""How deep names may stand within names: a careless record may mention itself."""


class Words:
    """What to call the records of a dataset."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset

    def name(self, id: str, nested: int = 0) -> str:
        """Give a name, a title or a sentence; of ties between records, both ends."""
        text = ""
        match self.dataset.get(id):
            case Actor() | Place() as named:
                text = named.label
            case Event() | Agreement() as titled:
                text = titled.title
            case Proposition() as proposition:
                text = proposition.text
            case Provision() as provision:
                text = provision.duty
            case None:
                source = self.dataset.sources.get(id)
                text = source.title if source else ""
            case Position() as position if nested < NESTED:
                text = self._position(position, nested + 1)
            case Relation() as relation if nested < NESTED:
                subject = self.name(relation.subject, nested + 1)
                text = f"{subject}, {self.tie(relation, nested + 1)}"
            case Link() as link if nested < NESTED:
                ends = [self.name(end, nested + 1) for end in link.ends]
                text = f"{ends[0]} – {link.kind.value.replace('-', ' ')} – {ends[1]}"
            case _:
                pass
        return text.strip().rstrip(".") or id

    def quoted(self, id: str) -> str:
        """Give what to call a record within a sentence."""
        record = self.dataset.get(id)
        if isinstance(record, Provision):
            return f"the duty “{self.name(id)}”"
        return self.name(id) if isinstance(record, Actor | Place) else f"“{self.name(id)}”"

    def tie(self, relation: Relation, nested: int = 0) -> str:
        """Say what the subject of a relation is to its object, such as the head of it."""
        tie = f"{relation.title} of" if relation.title else TIES[relation.kind]
        former = {DocTimeRel.BEFORE: "formerly ", DocTimeRel.AFTER: "later "}
        time = f", {in_words(relation.when)}" if relation.when.is_known else ""
        before = former.get(relation.doc_time_rel, "") if relation.doc_time_rel else ""
        return f"{before}{tie} {self.name(relation.object, nested)}{time}"

    def verb(self, position: Position) -> str:
        """Say what a holder does: says or denies a judgement, is for or against all else."""
        if position.form in SAID:
            return SAID[position.form][position.stance][self.are_many(position.holder)]
        return WANTED[position.stance]

    def are_many(self, actor: str) -> bool:
        """Tell whether one says of an actor that they are, and not that it is."""
        record = self.dataset.get(actor)
        return isinstance(record, Actor) and record.kind in MANY

    def according(self, record: Cited) -> str:
        """Say whose word it is, where it is not the source's own."""
        speakers: tuple[str, ...] = getattr(record, "according_to", ())
        return f"according to {' and '.join(map(self.name, speakers))}" if speakers else ""

    def place(self, citation: Citation) -> str:
        """Write a place, with its source only where there are several."""
        source, _, place = str(citation).partition("#")
        if len(self.dataset.sources) == 1:
            return place or "the whole"
        return f"{source} {place}".rstrip()

    def _position(self, position: Position, nested: int) -> str:
        verb = self.verb(position)
        if position.form not in SAID:
            verb = f"{'are' if self.are_many(position.holder) else 'is'} {verb}"
        holder = self.name(position.holder, nested)
        return f"{holder} {verb}: {self.name(position.proposition, nested)}"


def in_words(when: When) -> str:
    """Say when something was, in words for what EDTF has signs for."""
    text = str(when)
    if text.startswith("["):
        return " or ".join(map(_range, text.strip("[]").split(",")))
    return _range(text)


def _range(text: str) -> str:
    start, is_range, end = text.partition("/" if "/" in text else "..")
    if not is_range:
        return _date(text)
    start, end = start.strip("."), end.strip(".")  # two dots are an open end
    if start and end:
        return f"{_date(start)} to {_date(end)}"
    if start or end:
        return f"from {_date(start)} on" if start else f"until {_date(end)}"
    return "always"


def _date(text: str) -> str:
    if text[-1:] in QUALIFIED:
        return QUALIFIED[text[-1]].format(_date(text[:-1]))
    if season := re.fullmatch(r"(-?\d+)-(2[1-4])", text):
        return f"{SEASONS[season[2]]} {_date(season[1])}"
    if years := re.fullmatch(r"(\d{3})X", text):
        return f"the {years[1]}0s"
    if year := re.fullmatch(r"Y?-(\d+)", text):
        return f"{int(year[1]) + 1} BC"  # EDTF has a year 0, which was 1 BC
    return text.removeprefix("Y").replace("T", " ")


class Page:
    """A page of 80 columns, with the places of what it says at the right.

    Args:
        dataset: the records; where it is bound to texts, lines are followed by their words.
        is_ascii: whether to write typographic signs as typewriters do.
    """

    def __init__(self, dataset: Dataset, *, is_ascii: bool = False) -> None:
        self.dataset = dataset
        self.is_ascii = is_ascii
        self.words = Words(dataset)

    def entry(
        self,
        text: str,
        *records: Cited,
        indent: int = 2,
        lead: str = "",
        quoted: Iterable[Citation] | None = None,
    ) -> Iterator[str]:
        """Put a line together: the text, its hedge, where it stands, and the words if at hand.

        Args:
            text: what the line says.
            *records: what it rests on.
            indent: where it begins.
            lead: what stands before the text, and before nothing in the lines behind.
            quoted: the places to quote; those of the records without it.
        """
        told = text + hedge(Certainty.weakest(record.certainty for record in records))
        if any(record.basis is Basis.INFERRED for record in records):
            told += "*"
        places = tuple(dict.fromkeys(each for record in records for each in record.citations))
        lines = self.lines(told, indent=indent, lead=lead, hang=len(lead) or 2)
        yield from self._with_margin(lines, [self.words.place(place) for place in places])
        if isinstance(self.dataset, BoundDataset):
            wanted = places if quoted is None else quoted
            is_name = all(isinstance(record, Actor) for record in records)
            known = text if is_name else ""
            yield from self._quotes(self.dataset, known, tuple(wanted), indent + (len(lead) or 2))

    def lines(self, text: str, *, indent: int = 0, lead: str = "", hang: int = 0) -> list[str]:
        """Break a text into lines."""
        margin = " " * min(indent, DEEPEST)
        lines = textwrap.wrap(
            self.shown(" ".join(text.split())),
            WIDTH,
            initial_indent=margin + self.shown(lead),
            subsequent_indent=margin + " " * hang,
            break_on_hyphens=False,
        ) or [margin + self.shown(lead)]
        return [line.rstrip() for line in lines]  # a blank stays before a word that it breaks

    def shown(self, text: str) -> str:
        """Put a text into the letters of the page; what would steer a terminal is not shown."""
        seen = "".join(
            each if each.isprintable() or each in INVISIBLE else "\ufffd" for each in text
        )
        return seen.translate(TO_ASCII) if self.is_ascii else seen

    def _with_margin(self, lines: list[str], places: Iterable[str]) -> Iterator[str]:
        """Put places at the right of the last line, or below it where there is no room."""
        *whole, last = lines
        yield from whole
        # A source and its place stay together, so their blank is none for the moment.
        whole_places = ", ".join(self.shown(place).replace(" ", "\xa0") for place in places)
        for line in textwrap.wrap(whole_places, WIDTH // 2) or [""]:
            if len(last) + 2 + len(line) > WIDTH:
                yield last
                last = ""
            yield (last + line.replace("\xa0", " ").rjust(WIDTH - len(last))).rstrip()
            last = ""

    def _quotes(
        self, dataset: BoundDataset, known: str, places: tuple[Citation, ...], indent: int
    ) -> Iterator[str]:
        """Quote places; those of one paragraph together, with dots for what is between them."""
        outer = [
            place
            for place in sorted(set(places), key=attrgetter("sort_key"))
            if place.paragraph is not None  # a whole source is not quoted
            and place.source in dataset.documents
            and not any(place != other and _contains(other, place) for other in places)
        ]
        for _, group in itertools.groupby(outer, lambda place: (place.source, place.paragraph)):
            found = [_quote(dataset, place) for place in group]
            telling = [quote for quote in found if quote and not _is_within(quote, known)]
            if telling:
                yield from self.lines(f"“{' … '.join(telling)}”", indent=indent)
            elif None in found:
                yield from self.lines("(not in the copy at hand)", indent=indent)


def hedge(certainty: Certainty) -> str:
    """Say how certain something is, if it is not."""
    return "" if certainty is Certainty.CERTAIN else f" – {_HEDGES[certainty]}"


_HEDGES = {
    Certainty.PROBABLE: "probable",
    Certainty.POSSIBLE: "possible",
    Certainty.UNKNOWN: "not known to be so",
}


def _quote(dataset: BoundDataset, place: Citation) -> str | None:
    """Give the words of a place; none where the copy has others."""
    try:
        return dataset.quote(place)
    except CitationError:
        return None


def _is_within(quote: str, known: str) -> bool:
    """Tell whether a quote is a mere name that the line says already."""
    return quote.strip(" ,.;:!?").casefold().removeprefix("the ") in known.casefold()


def _contains(outer: Citation, inner: Citation) -> bool:
    """Tell whether all words of a passage are in another one, too."""
    if (outer.source, outer.paragraph) != (inner.source, inner.paragraph):
        return False
    if outer.first is None or outer.last is None:
        return True
    if inner.first is None or inner.last is None:
        return False
    return outer.first <= inner.first and inner.last <= outer.last
