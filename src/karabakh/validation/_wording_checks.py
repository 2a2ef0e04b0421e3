"""Rules on the words that records cite, for datasets that are bound to texts."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final

from karabakh.errors import CitationError
from karabakh.findings import Finding
from karabakh.model import (
    Actor,
    BoundDataset,
    Citation,
    ParticipantRole,
    Place,
    Position,
    Record,
    Source,
    Stance,
)
from karabakh.validation._context import RuleContext, citations_of

__all__ = ["initiator_by_scheme", "misplaced_range", "stances_never_simultaneous", "unnamed_actor"]

_NO_WORD: Final = re.compile(r"^[^\w]+|(?:['’]s)?[^\w]+$|['’]s$")
_STOP: Final = re.compile(r"\W\Z")

_UNFINISHED: Final = frozenset(
    {
        *("the", "a", "an", "of", "to", "and", "in", "on", "at", "by", "for", "with", "from", "as"),
        *("or", "but", "his", "her", "its", "their", "these", "those", "into", "between", "during"),
        *("than", "if", "while", "both"),
    }
)
"""English words that something must follow: no passage ends with one."""

_SCHEMES_WITHOUT_INITIATOR: Final = frozenset({"acled"})


def unnamed_actor(context: RuleContext) -> Iterator[Finding]:
    """An actor or place cites words of a bound text that have none of its names.

    Only names that the source's author uses, by `used_by`, are looked for. The name may be
    misspelt in the record, or the citation may be of other words.

    Fix: correct the name or the citation.
    """
    dataset = context.dataset
    if not isinstance(dataset, BoundDataset):
        return
    for record in _named(dataset):
        for source in dataset.sources:
            names = _names_used(record, source)
            quotes = _quotes(dataset, record, source)
            if names and quotes and not any(_has(_words(quote), names) for quote in quotes):
                name = min((each.text for each in record.names), key=len)
                message = f"{record.id!r} cites words that have none of its names"
                hint = f"cite words that have {name!r}, or correct the name"
                yield context.warning("KB208", record, message, at="citations/0", hint=hint)


def misplaced_range(context: RuleContext) -> Iterator[Finding]:
    """A cited range of words of a bound text begins or ends where no passage does.

    It begins or ends amid a name; ends with a first word of a sentence, or begins with a
    last one; or, in English, ends where another word must follow, such as "the". Where many
    ranges of a source do, and would not one word earlier or later, all were counted from a wrong
    word, and each is reported.

    Fix: count the words again.
    """
    dataset = context.dataset
    if not isinstance(dataset, BoundDataset):
        return
    names = [_words(name.text) for each in _named(dataset) for name in each.names]
    several = [name for name in map(_without_article, names) if len(name) > 1]
    texts = _Texts(dataset, several)
    ranges: dict[Citation, tuple[Record, str]] = {}
    for record in dataset.records():
        for at, citation in citations_of(record):
            if citation.first is not None and citation.first_character is None:
                ranges.setdefault(citation, (record, at))
    problems = {citation: texts.problem(citation) for citation in ranges}
    for source in dataset.sources:
        own = [citation for citation in ranges if citation.source == source.id]
        shift = _shift(texts, own)
        for citation in own:
            problem = problems[citation]
            if shift and not problem:
                problem = f"would fit better {abs(shift)} word {_DIRECTIONS[shift]}, as all ranges"
            if problem:
                message = f"range {str(citation)!r} {problem}"
                hint = "count the words again"
                record, at = ranges[citation]
                yield context.warning("KB209", record, message, at=at, hint=hint)


_DIRECTIONS: Final = {-1: "earlier", 1: "later"}

_MISPLACED: Final = 0.2
"""Which share of the ranges of a source has a problem, at least, if all are shifted."""


def _shift(texts: "_Texts", ranges: Sequence[Citation]) -> int:
    """Return by how many words all ranges of a source should be shifted; 0 if by none."""
    before = sum(bool(texts.problem(each)) for each in ranges)
    if before < max(2, _MISPLACED * len(ranges)):
        return 0
    for by in _DIRECTIONS:
        moved = [_moved(each, by) for each in ranges]
        behind = sum(bool(texts.problem(each)) for each in moved if each is not None)
        if behind + moved.count(None) <= before * _MISPLACED:
            return by
    return 0


def _moved(citation: Citation, by: int) -> Citation | None:
    first, last = (citation.first or 1) + by, (citation.last or 1) + by
    return Citation(citation.source, citation.paragraph, first, last) if first > 0 else None


def initiator_by_scheme(context: RuleContext) -> Iterator[Finding]:
    """An event coded by a scheme whose first actor did not begin it has an initiator.

    ACLED's actor 1 and actor 2 are in no order of who began.

    Fix: give both the role "participant", unless the source says who began.
    """
    for event in context.dataset.events:
        schemes = {code.scheme for code in (*event.codes, *event.identifiers)}
        for number, part in enumerate(event.participants):
            if part.role is ParticipantRole.INITIATOR and schemes & _SCHEMES_WITHOUT_INITIATOR:
                message = f"{event.id!r} has an initiator, but ACLED does not say who began"
                hint = "use the role 'participant', unless the source says who began"
                at = f"participants/{number}/role"
                yield context.warning("KB210", event, message, at=at, hint=hint)


def stances_never_simultaneous(context: RuleContext) -> Iterator[Finding]:
    """Two holders' opposite stances have single dates that never meet.

    A stance that is voiced on a day is held beyond it, as far as the source says. Dated by the
    day alone, the two are no dispute.

    Fix: write an unknown end (``2023-01-03/``), or an open one (``2023-01-03/..``) if the source
    says that the stance goes on.
    """
    dated: dict[str, list[Position]] = {}
    for position in context.dataset.positions:
        if position.stance is not Stance.UNDECIDED and re.fullmatch(r"[^/\[]+", str(position.when)):
            dated.setdefault(position.proposition, []).append(position)
    for positions in dated.values():
        for position in positions:
            other = next((each for each in positions if _never_meet(position, each)), None)
            if other is not None:
                message = (
                    f"{position.id!r} and the opposite {other.id!r} are dated by days that never"
                    " meet, and neither is said to end"
                )
                hint = f"if it was held on, use '{position.when}/', or '{position.when}/..'"
                yield context.warning("KB407", position, message, at="when", hint=hint)


def _never_meet(one: Position, other: Position) -> bool:
    if one.holder == other.holder or one.stance is other.stance:
        return False
    a, b = one.when.bounds, other.when.bounds
    return a.end_latest < b.start_earliest or b.end_latest < a.start_earliest


def _named(dataset: BoundDataset) -> Iterator[Actor | Place]:
    yield from dataset.actors
    yield from dataset.places


def _names_used(record: Actor | Place, source: Source) -> list[list[str]]:
    return [
        _words(name.text)
        for name in record.names
        if source.author and source.author in name.used_by
    ]


def _quotes(dataset: BoundDataset, record: Record, source: Source) -> list[str]:
    citations = [each for each in record.citations if each.source == source.id and each.first]
    return [quote for each in citations if (quote := _quote(dataset, each))]


def _quote(dataset: BoundDataset, citation: Citation) -> str:
    try:
        return dataset.quote(citation)
    except CitationError:
        return ""  # another rule reports it


def _words(text: str) -> list[str]:
    return [_NO_WORD.sub("", word).casefold() for word in text.split()]


def _without_article(name: Sequence[str]) -> Sequence[str]:
    return name[1:] if name and name[0] in _UNFINISHED else name


def _has(words: Sequence[str], names: Sequence[Sequence[str]]) -> bool:
    return any(
        words[start : start + len(name)] == name
        for name in names
        for start in range(len(words) - len(name) + 1)
    )


class _Texts:
    """The paragraphs of bound texts, each divided once."""

    def __init__(self, dataset: BoundDataset, names: Sequence[Sequence[str]]) -> None:
        self._dataset = dataset
        self._names = names
        self._written: dict[Citation, list[str]] = {}

    def _words_of(self, paragraph: Citation) -> list[str]:
        if paragraph not in self._written:
            try:
                words = self._dataset.words_of(paragraph)
            except CitationError:
                words = ()  # another rule reports it
            self._written[paragraph] = [word.text for word in words]
        return self._written[paragraph]

    def problem(self, citation: Citation) -> str:
        """Return what is wrong with where a range begins or ends; empty if nothing is."""
        source = self._dataset.sources.get(citation.source)
        if source is None:
            return ""
        written = self._words_of(Citation(citation.source, citation.paragraph))
        first, last = (citation.first or 1) - 1, (citation.last or 1) - 1
        if citation.paragraph is None or last >= len(written):
            return ""
        sentences = source.paragraphs[citation.paragraph - 1].sentences if source.paragraphs else ()
        for end in [*accumulate(sentence.words for sentence in sentences)][:-1]:
            if first == end - 1 < last:
                return "begins with the last word of a sentence"
            if first < end == last:
                return "ends with the first word of a sentence"
        words = [_NO_WORD.sub("", each).casefold() for each in written]
        is_unfinished = words[last] in _UNFINISHED and not _STOP.search(written[last])
        if is_unfinished and source.language.startswith("en"):
            return f"ends with {written[last]!r}"
        return _amid_name(words, first, last, self._names)


def _amid_name(words: Sequence[str], first: int, last: int, names: Sequence[Sequence[str]]) -> str:
    for name in names:
        for start in range(max(0, first - len(name)), min(last + 1, len(words) - len(name) + 1)):
            stop = start + len(name)
            if words[start:stop] != [*name]:
                continue
            if start < first < stop <= last:
                return f"begins amid {' '.join(name)!r}"
            if first <= start <= last < stop - 1:
                return f"ends amid {' '.join(name)!r}"
    return ""
