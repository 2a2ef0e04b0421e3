"""The notes of a briefing: one number for each claim, wherever it stands."""

import re
from collections.abc import Hashable, Iterable

from karabakh.briefing._content import Line, Note, Passage, Span, Standing
from karabakh.errors import CitationError, UnknownIdError
from karabakh.explanations import explain
from karabakh.model import (
    Basis,
    BoundDataset,
    Certainty,
    Citation,
    Cited,
    Dataset,
    Position,
    Record,
    Source,
)
from karabakh.reasoning import STATED, Conclusion, Obligation, Premise
from karabakh.wording import Labels, describe_citation, describe_record, describe_source, join_words

__all__ = ["Notes", "capitalised", "standing_of", "tidy"]

_LEVELS = {
    Certainty.CERTAIN: (3, "Stated"),
    Certainty.PROBABLE: (2, "Likely"),
    Certainty.POSSIBLE: (1, "Possible"),
    Certainty.UNKNOWN: (0, "Not stated"),
}


_MOST_PASSAGES = 16


class Notes:
    """Numbers claims in the order in which they come up, each claim once.

    Args:
        dataset: The records.
        labels: What to call them.
    """

    def __init__(self, dataset: Dataset, labels: Labels) -> None:
        self.dataset = dataset
        self.labels = labels
        self._numbers: dict[Hashable, int] = {}
        self._premises: list[Premise] = []

    def number(self, premise: Premise) -> int:
        """Return the number of a claim; a new one for a claim that has none."""
        restated = _restated(premise)
        key = _key(restated)
        if key not in self._numbers:
            self._premises.append(restated)
            self._numbers[key] = len(self._premises)
        return self._numbers[key]

    def has(self, premise: Premise) -> bool:
        """Return whether a claim has a number."""
        return _key(_restated(premise)) in self._numbers

    def span(self, text: str, *premises: Premise) -> Span:
        """Return a piece of a sentence with the numbers of what it rests on."""
        return Span(tidy(text), tuple(dict.fromkeys(map(self.number, premises))))

    def line(self, text: str, *premises: Premise, remark: Iterable[Span] = ()) -> Line:
        """Return a statement, marked if its first premise is not plainly stated."""
        standing = standing_of(premises[0]) if premises else None
        return Line(
            spans=(self.span(f"{capitalised(text)}.", *premises),),
            standing=None if standing is None or standing.is_default else standing,
            remark=tuple(remark),
        )

    def all(self) -> tuple[Note, ...]:
        """Return all notes, by number."""
        return tuple(
            self._note(number, premise) for number, premise in enumerate(self._premises, start=1)
        )

    def who(self, premise: Premise) -> str:
        """Return who says so: holders, those whom sources quote, and the sources' authors."""
        restated = _restated(premise)
        tellers = join_words(map(self.teller, _sources(restated)))
        reported = f", as {tellers} {'reports' if ' and ' not in tellers else 'report'}"
        match restated:
            case Source():
                return capitalised(self.teller(restated.id))
            case Conclusion():
                named = self.labels.joined(restated.according_to)
                verb = "say" if " and " in tellers else "says"
                said = f"derived from what {tellers or 'the dataset'} {verb}"
                if restated.coder_inferences:
                    said += " and from what the coder inferred"
                text = f"according to {named}; {said}" if named else f"nobody outright: {said}"
                return capitalised(text)
            case Position() if restated.holder in self._authors(restated):
                return capitalised(self.labels(restated.holder))
            case Position():
                others = [each for each in restated.according_to if each != restated.holder]
                text = self.labels(restated.holder)
                if others:
                    text += f", according to {self.labels.joined(others)}"
                return capitalised(text + (reported if tellers else ""))
            case _:
                speakers = getattr(restated, "according_to", ())
                if set(speakers) <= self._authors(restated):
                    return capitalised(tellers) or "No source is cited"
                return capitalised(self.labels.joined(speakers) + (reported if tellers else ""))

    def teller(self, source: str) -> str:
        """Return who speaks in a source: its author, or itself."""
        record = self.dataset.sources.get(source)
        author = record.author if record else None
        if author and author in self.dataset.actors.ids:
            return self.labels(author)
        return self.labels(source)

    def _authors(self, record: Cited) -> set[str]:
        sources = (self.dataset.sources.get(each) for each in _sources(record))
        return {each.author for each in sources if each is not None and each.author}

    def _note(self, number: int, premise: Premise) -> Note:
        why = None
        remark, record = "", ""
        citations = _citations(premise)
        match premise:
            case Conclusion():
                why = explain(premise, dataset=self.dataset)
                claim = premise.describe(self.labels)
                if isinstance(premise, Obligation):
                    duty = describe_record(premise.provision, self.labels)
                    claim = f"{duty}; {premise.reason(self.labels)}"
            case Source():
                claim, remark = describe_source(premise), premise.note
                record = _reference(premise)
            case _:
                claim = describe_record(premise, self.labels)
                remark = premise.note
                record = _reference(premise) if isinstance(premise, Record) else ""
        return Note(
            number=number,
            claim=tidy(f"{capitalised(claim.removesuffix('.'))}."),
            who=self.who(premise),
            standing=standing_of(premise),
            remark=remark,
            passages=tuple(map(self._passage, citations)),
            why=why,
            record=record,
        )

    def _passage(self, citation: Citation) -> Passage:
        place = capitalised(describe_citation(citation))
        source = self.dataset.sources.get(citation.source)
        if len(self.dataset.sources) != 1:
            place = f"{source.title if source and source.title else citation.source}: {place}"
        words, problem = _quote(self.dataset, citation)
        language = source.language if source else ""
        return Passage(place=place, words=words, problem=problem, language=language)


def tidy(text: str) -> str:
    """Return a sentence with typographic apostrophes.

    >>> from karabakh.briefing._notes import tidy
    >>> tidy("Ost's weir is lowered.")
    'Ost’s weir is lowered.'
    """
    return re.sub(r"(?<=\w)'(?=\w)", "’", text)


def capitalised(text: str) -> str:
    """Return a text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def standing_of(premise: Premise) -> Standing:
    """Return how firm something is, in a level and in words.

    >>> import karabakh
    >>> from karabakh.briefing._notes import standing_of
    >>> standing_of(karabakh.load()["ceasefire-is-laying-down-arms"]).words
    'Possible, inferred by the coder'
    """
    restated = _restated(premise)
    if isinstance(restated, Source):
        return Standing(3, "Stated", is_default=True)
    certainty = restated.certainty
    level, words = _LEVELS[certainty]
    manner, origin = "said", ""
    if isinstance(restated, Conclusion):
        manner, origin = "derived", "derived"
    elif restated.basis is Basis.INFERRED:
        manner, origin = "inferred", "inferred by the coder"
    if origin:
        words = capitalised(origin) if certainty is Certainty.CERTAIN else f"{words}, {origin}"
    is_default = manner == "said" and certainty is Certainty.CERTAIN
    return Standing(level, words, is_default=is_default, manner=manner)


def _restated(premise: Premise) -> Premise:
    """Return the record that a conclusion merely restates, else the premise itself."""
    if isinstance(premise, Conclusion) and premise.rule == STATED:
        return premise.premises[0]
    return premise


def _key(premise: Premise) -> Hashable:
    """Return what is the same for the same claim, however often it is concluded."""
    if isinstance(premise, Record | Source):
        return premise.id
    if isinstance(premise, Conclusion):
        records = frozenset(getattr(each, "id", id(each)) for each in premise.support)
        return type(premise).__name__, premise.rule, premise.describe(), records
    return id(premise)


def _reference(record: Record | Source) -> str:
    """Return the identifier of a record, and what other collections call it."""
    others = [str(each) for each in (*record.identifiers, *record.codes)]
    return f"{record.id} ({', '.join(others)})" if others else record.id


def _citations(premise: Premise) -> tuple[Citation, ...]:
    """Return the passages that something rests on; of much, the first."""
    records = premise.support if isinstance(premise, Conclusion) else (premise,)
    found: dict[Citation, None] = {}
    for record in records:
        if not isinstance(record, Source):
            found |= dict.fromkeys(record.all_citations)
    return tuple(found)[:_MOST_PASSAGES]


def _sources(premise: Premise) -> tuple[str, ...]:
    """Return the identifiers of the sources that something is from, each once."""
    if isinstance(premise, Source):
        return (premise.id,)
    records = premise.support if isinstance(premise, Conclusion) else (premise,)
    found: dict[str, None] = {}
    for record in records:
        if isinstance(record, Source):
            found[record.id] = None
        else:
            found |= dict.fromkeys(each.source for each in record.all_citations)
    return tuple(found)


def _quote(dataset: Dataset, citation: Citation) -> tuple[str | None, str]:
    """Return the words of a passage, or why there are none in the copy at hand."""
    if not isinstance(dataset, BoundDataset) or citation.source not in dataset.documents:
        return None, ""
    try:
        return dataset.quote(citation), ""
    except CitationError:
        if dataset.alignments[citation.source].is_unsearched(citation):
            return None, "Not searched for to the end: it may yet be in the copy."
        return None, "Not found in the copy at hand."
    except UnknownIdError:
        return None, ""
