"""What an answer lacks: the nearest premise that would make it."""

import enum
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from typing import Final

import attrs

from karabakh._shown import visible
from karabakh.ids import ActorId, PropositionId
from karabakh.model import Certainty, Dataset, Position, Record
from karabakh.reasoning import (
    Conclusion,
    Holding,
    Holdings,
    contradictions,
    disputes,
    holdings_of,
    require_actor,
    require_dataset,
    require_ids,
    require_proposition,
    shifts,
)
from karabakh.time import TimeOrder
from karabakh.wording import Labels, describe_record, describe_unhedged, join_words

__all__ = ["Missing", "MissingPremise", "why_not"]

_MOST_CHANGES: Final = 60
"""How many single changes are tried at most."""


@enum.unique
class Missing(enum.Enum):
    """What sort of premise is missing."""

    POSITION = "position"
    """No position is recorded or derived that the answer would need."""

    IDENTITY = "identity"
    """A *same-as* link is not certain enough, or only an actor's word."""

    ORDER = "order"
    """Which of two positions came first, or whether they were simultaneous, is not known."""

    TIME = "time"
    """The times that are known exclude it."""

    VOICE = "voice"
    """The positions are according to different actors, or to actors alone."""


@attrs.frozen(kw_only=True)
class MissingPremise:
    """Why a question has no such answer, and what would change that.

    >>> import karabakh
    >>> from karabakh.explanations import Missing, why_not
    >>> found = why_not(karabakh.load(), "shift", "aliyev", "stronger-control")
    >>> found.missing is Missing.POSITION
    True
    """

    question: str
    """The question: ``shift``, ``contradiction`` or ``dispute``."""

    holder: ActorId
    """The actor asked about."""

    proposition: PropositionId
    """The proposition asked about."""

    missing: Missing
    """What sort of premise is missing."""

    records: tuple[Record, ...] = ()
    """The records that come nearest: positions, or the link that would decide."""

    def describe(self, labels: Labels | None = None) -> str:
        """Return what is missing, in one line, and what would change it."""
        labels = Labels.or_ids(labels)
        subject = f"no {self.question} of {labels(self.holder)} on {labels(self.proposition)}"
        if self.missing is Missing.IDENTITY:
            links = join_words(describe_unhedged(each, labels) for each in self.records)
            return visible(f"{subject}: it depends on whether {links}")
        near = join_words(describe_record(each, labels) for each in self.records)
        reason = _REASONS[self.missing, self.question if near else ""]
        return visible(f"{subject}: {reason.format(near)}")


_REASONS: Final[Mapping[tuple[Missing, str], str]] = {
    (Missing.POSITION, ""): "no position is recorded or derived",
    (Missing.POSITION, "shift"): "only this is known: {}; another stance, before or after, would",
    (Missing.POSITION, "contradiction"): "only this is known: {}; the opposite stance would",
    (Missing.POSITION, "dispute"): "only this is known: {}; another actor's opposite stance would",
    (Missing.ORDER, "shift"): "which came first is not known: {}; a date or a link would decide",
    (Missing.ORDER, "contradiction"): (
        "whether they were simultaneous is not known: {}; a date or a link would decide"
    ),
    (Missing.TIME, "shift"): "they are simultaneous, which is a contradiction: {}",
    (Missing.TIME, "contradiction"): "they are held at different times: {}",
    (Missing.TIME, "dispute"): "they are held at different times: {}",
    (Missing.VOICE, "contradiction"): "they are according to different actors: {}",
    (Missing.VOICE, "shift"): "no account has both: {}",
}


def _contradictions(dataset: Dataset) -> tuple[Conclusion, ...]:
    return tuple(contradictions(dataset))


_QUESTIONS: Final[Mapping[str, Callable[[Dataset], tuple[Conclusion, ...]]]] = {
    "shift": lambda dataset: tuple(shifts(dataset)),
    "contradiction": _contradictions,
    "dispute": lambda dataset: tuple(disputes(dataset)),
}


def why_not(dataset: Dataset, question: str, holder: str, proposition: str) -> MissingPremise:
    """Return the nearest premise that a shift, contradiction or dispute lacks.

    First each *same-as* link that is uncertain is taken as certain. If none makes the
    answer, the positions that there are say what is missing: another one, their order, a
    common time or a common voice.

    Args:
        dataset: The records.
        question: ``"shift"``, ``"contradiction"`` or ``"dispute"``.
        holder: The actor.
        proposition: The proposition.

    Raises:
        UnknownIdError: If the dataset has no such actor or proposition.
        ValueError: If the question is none of these, or has such an answer: `explain` it.

    >>> import karabakh
    >>> from karabakh.explanations import Missing, why_not
    >>> from karabakh.wording import Labels
    >>> dataset = karabakh.load()
    >>> missing = why_not(dataset, "contradiction", "pashinyan", "region-part-of-azerbaijan")
    >>> print(missing.describe(Labels()))
    no contradiction of pashinyan on region-part-of-azerbaijan: only this is known: ...
    """
    require_dataset(dataset)
    if question not in tuple(_QUESTIONS):
        known = ", ".join(map(repr, _QUESTIONS))
        raise ValueError(f"question must be one of {known}, got {question!r}")
    require_ids(holder=holder, proposition=proposition)
    require_actor(dataset, holder=holder)
    require_proposition(dataset, proposition=proposition)
    request = _Request(dataset, question, holder, proposition)
    if request.has_answer(dataset):
        raise ValueError(f"there is such a {question}; use explain() on the answer")
    return request.by_links() or request.by_positions()


class _Request:
    """One question about one actor and proposition."""

    def __init__(self, dataset: Dataset, question: str, holder: str, proposition: str) -> None:
        self._dataset = dataset
        self._question = question
        self._holder = holder
        self._proposition = proposition
        self._known: Holdings = holdings_of(dataset)

    def has_answer(self, dataset: Dataset) -> bool:
        """Return whether a dataset has an answer about the actor and the proposition."""
        clusters = holdings_of(dataset).clusters
        names = {*clusters.cluster(self._holder)}, {*clusters.cluster(self._proposition)}
        return any(
            any(isinstance(each, Position) for each in found.support)
            and not names[0].isdisjoint(_holders(found))
            and not names[1].isdisjoint(_propositions(found))
            for found in _QUESTIONS[self._question](dataset)
        )

    def by_links(self) -> MissingPremise | None:
        """Return the link that would make the answer if it were certain, or None."""
        uncertain = self._known.clusters.uncertain[:_MOST_CHANGES]
        for link in sorted(uncertain, key=lambda each: -each.certainty.rank):
            firm = attrs.evolve(link, certainty=Certainty.CERTAIN, according_to=())
            if self.has_answer(self._dataset.replace(firm)):
                return self._missing(Missing.IDENTITY, link)
        return None

    def by_positions(self) -> MissingPremise:
        """Return what the positions that there are lack."""
        rows = self._rows()
        if self._question == "dispute":
            return self._dispute(rows)
        pairs = [(a, b) for a, b in combinations(rows, 2) if a.stance is not b.stance]
        if not pairs:
            return self._missing(Missing.POSITION, *_records(rows[:1]))
        a, b = pairs[0]
        if a.voices != b.voices:
            return self._missing(Missing.VOICE, *_records((a, b)))
        for a, b in pairs:
            if self._known.order(a, b) is TimeOrder.OPEN:
                return self._missing(Missing.ORDER, *_records((a, b)))
        return self._missing(Missing.TIME, *_records(pairs[0]))

    def _dispute(self, own: list[Holding]) -> MissingPremise:
        opposed = [
            (row, other)
            for row in own
            for other in self._of_others()
            if other.stance is row.stance.opposite and other.stance is not row.stance
        ]
        if opposed:
            return self._missing(Missing.TIME, *_records(opposed[0]))
        return self._missing(Missing.POSITION, *_records(own[:1]))

    def _rows(self) -> list[Holding]:
        clusters = self._known.clusters
        key = clusters.representative(self._holder), clusters.representative(self._proposition)
        return sorted(self._known.by_holder.get(key, ()), key=lambda row: row.preference)

    def _of_others(self) -> Iterator[Holding]:
        clusters = self._known.clusters
        holder = clusters.representative(self._holder)
        proposition = clusters.representative(self._proposition)
        for row in self._known.all:
            if row.proposition == proposition and row.holder != holder:
                yield row

    def _missing(self, missing: Missing, *records: Record) -> MissingPremise:
        return MissingPremise(
            question=self._question,
            holder=self._holder,
            proposition=self._proposition,
            missing=missing,
            records=records,
        )


def _records(rows: "list[Holding] | tuple[Holding, ...]") -> tuple[Position, ...]:
    return tuple(dict.fromkeys(row.position for row in rows))


def _holders(found: Conclusion) -> set[str]:
    parts = [found, *(each for each in found.premises if isinstance(each, Conclusion))]
    return {each for part in parts if (each := getattr(part, "holder", None)) is not None}


def _propositions(found: Conclusion) -> set[str]:
    parts = [found, *(each for each in found.premises if isinstance(each, Conclusion))]
    named = {each for part in parts if (each := getattr(part, "proposition", None)) is not None}
    return named | set(getattr(found, "also", ()))
