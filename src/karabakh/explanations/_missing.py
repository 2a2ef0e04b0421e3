"""What an answer lacks: the nearest premise that would make it."""

import enum
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
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


_QUESTIONS: Final[Mapping[str, Callable[[Dataset], Iterable[Conclusion]]]] = {
    "shift": shifts,
    "contradiction": contradictions,
    "dispute": disputes,
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
    request = MissingPremise(
        question=question,
        holder=holder,
        proposition=proposition,
        missing=Missing.POSITION,
    )
    if _has_answer(dataset, request):
        raise ValueError(f"there is such a {question}; use explain() on the answer")
    holdings = holdings_of(dataset)
    for link in holdings.clusters.uncertain[:_MOST_CHANGES]:
        firm = attrs.evolve(link, certainty=Certainty.CERTAIN, according_to=())
        if _has_answer(dataset.replace(firm), request):
            return attrs.evolve(request, missing=Missing.IDENTITY, records=(link,))
    missing, rows = _nearest(holdings, request)
    records = tuple(dict.fromkeys(row.position for row in rows))
    return attrs.evolve(request, missing=missing, records=records)


def _has_answer(dataset: Dataset, request: MissingPremise) -> bool:
    """Return whether a dataset has an answer about the actor and the proposition."""
    clusters = holdings_of(dataset).clusters
    holders = {*clusters.cluster(request.holder)}
    propositions = {*clusters.cluster(request.proposition)}
    return any(
        any(isinstance(each, Position) for each in found.support)
        and not holders.isdisjoint(_named(found, "holder"))
        and not propositions.isdisjoint(
            (*_named(found, "proposition"), *getattr(found, "also", ()))
        )
        for found in _QUESTIONS[request.question](dataset)
    )


def _named(found: Conclusion, field: str) -> Iterator[str]:
    """Yield what an answer and its premises name in a field."""
    for part in (found, *found.premises):
        if isinstance(part, Conclusion) and getattr(part, field, None) is not None:
            yield getattr(part, field)


def _nearest(known: Holdings, request: MissingPremise) -> tuple[Missing, Sequence[Holding]]:
    """Return what the positions that there are lack, and those that come nearest."""
    representative = known.clusters.representative
    holder, proposition = representative(request.holder), representative(request.proposition)
    own = known.by_holder.get((holder, proposition), [])
    if request.question == "dispute":
        others = [it for it in known.all if it.proposition == proposition and it.holder != holder]
        pairs = [
            (row, other)
            for row, other in product(own, others)
            if other.stance is row.stance.opposite and other.stance is not row.stance
        ]
        return (Missing.TIME, pairs[0]) if pairs else (Missing.POSITION, own[:1])
    pairs = [(a, b) for a, b in combinations(own, 2) if a.stance is not b.stance]
    if not pairs:
        return Missing.POSITION, own[:1]
    if pairs[0][0].voices != pairs[0][1].voices:
        return Missing.VOICE, pairs[0]
    undecided = (pair for pair in pairs if known.order(*pair) is TimeOrder.OPEN)
    pair = next(undecided, None)
    return (Missing.TIME, pairs[0]) if pair is None else (Missing.ORDER, pair)
