"""What came before what, as far as it is known, and why."""

from collections.abc import Iterable, Iterator

import attrs

from karabakh._collector import collector_paused
from karabakh.ids import RecordId
from karabakh.model import (
    Agreement,
    Certainty,
    Cited,
    Dataset,
    Event,
    LinkKind,
    Position,
    Relation,
    Source,
    StatusChange,
    build_chronology,
)
from karabakh.reasoning._arguments import require_dataset, require_ids
from karabakh.reasoning._attribution import speakers_behind
from karabakh.reasoning._conclusion import Conclusion, Premise
from karabakh.reasoning._creation_times import date_certainty
from karabakh.reasoning._reading_order import in_reading_order, reading_key
from karabakh.reasoning._words import Naming
from karabakh.time import Bounds, Chronology, Constraint, ConstraintKind, Truth, When

__all__ = ["Order", "Timeline", "timeline"]

_ORDERING = {
    LinkKind.BEFORE,
    LinkKind.CAUSES,
    LinkKind.FOLLOWS,
    LinkKind.PART_OF,
    LinkKind.SAME_AS,
}

Placed = Event | Agreement | Position
"""What a timeline lays out."""

_WORDS = {
    ("before", Truth.YES): "{a} comes before {b}",
    ("before", Truth.NO): "{a} does not come before {b}",
    ("before", Truth.UNKNOWN): "whether {a} comes before {b} can't be told",
    ("overlaps", Truth.YES): "{a} and {b} go on at one time",
    ("overlaps", Truth.NO): "{a} and {b} do not go on at one time",
    ("overlaps", Truth.UNKNOWN): "whether {a} and {b} go on at one time can't be told",
}


@attrs.frozen(kw_only=True, repr=False)
class Order(Conclusion):
    """How two things lie to each other in time, with what says so.

    Its rule is ``before`` or ``overlaps``, after the question.

    >>> import karabakh
    >>> from karabakh import reasoning
    >>> dataset = karabakh.load()
    >>> reasoning.timeline(dataset).before("war-2020", "offensive")
    <Order: war-2020 comes before offensive, by the coder's reading [before, certain, inferred]>
    """

    subject: RecordId
    """What is asked about."""

    object: RecordId
    """What it is compared to."""

    answer: Truth
    """Whether the one is over before the other begins; or whether both go on at one time."""

    chain: tuple[Constraint, ...] = ()
    """What the answer follows from; empty where it can't be told."""

    def sentence(self, name: Naming = str) -> str:
        """Give the answer in one line, and say if it rests on a coder's reading."""
        told = _WORDS[self.rule, self.answer].format(a=name(self.subject), b=name(self.object))
        return f"{told}, by the coder's reading" if self.coder_inferences else told


@attrs.frozen(kw_only=True, repr=False)
class Timeline(Conclusion):
    """The order of the events, agreements and positions of a dataset.

    It is a partial one: much of what sources tell has no date, and no known place.

    >>> import karabakh
    >>> from karabakh.reasoning import timeline
    >>> times = timeline(karabakh.load())
    >>> for layer in times.layers:
    ...     print(*sorted(record.id for record in layer))
    war-2020
    armenia-stance-change escalation offensive recent-fighting renewed-attention
    laying-down-arms
    >>> times.before("offensive", "war-2020")
    <Order: offensive does not come before war-2020, by the coder's reading \
[before, certain, inferred]>
    """

    rule: str = "timeline"
    """``timeline``."""

    layers: tuple[tuple[Placed, ...], ...]
    """What is in any known order, in rows: all that comes before something is rows above it.

    Two things in one row are in no known order, or go on at one time; so may be two in
    different rows: ask `before`. Within a row the earliest possible beginning comes first.
    """

    unordered: tuple[Placed, ...]
    """What is not known to come before or after anything, in the order of the sources."""

    conflict: tuple[Constraint, ...]
    """The fewest constraints that can't all be true; empty where all can. Then no layers."""

    chronology: Chronology = attrs.field(eq=False)
    """All that is known of the times."""

    dataset: Dataset = attrs.field(eq=False)
    """The records."""

    def bounds(self, id: str) -> Bounds:
        """Give the days between which something began and ended, considering everything.

        Args:
            id: a relation, position, event or agreement; or a source, for its making.

        Raises:
            UnknownIdError: nothing with a time has the identifier.

        >>> import karabakh
        >>> from karabakh.reasoning import timeline
        >>> dataset = karabakh.load().with_publication_date("article", "2023-09-21")
        >>> print(timeline(dataset).bounds("laying-down-arms"))
        start 2020-01-01 to 2023-09-21, end 2020-01-01 to 2023-09-21
        """
        require_ids(id=id)
        return self.chronology.bounds(id)

    def before(self, a: str, b: str) -> Order:
        """Tell whether one thing is over before another begins, and why.

        Nothing comes before itself, and what comes before something that comes before a
        third comes before that.

        Args:
            a: a relation, position, event or agreement; or a source, for its making.
            b: another one.

        Raises:
            UnknownIdError: nothing with a time has one of the identifiers.

        >>> import karabakh
        >>> from karabakh.reasoning import timeline
        >>> times = timeline(karabakh.load())
        >>> times.before("aliyev-rhetoric", "offensive").answer
        <Truth.UNKNOWN: 'unknown'>
        >>> [record.id for record in times.before("war-2020", "offensive").coder_inferences]
        ['war-before-offensive']
        """
        require_ids(a=a, b=b)
        chronology = self.chronology
        answer = chronology.before(a, b)
        if a == b:
            return self._order("before", a, b, Truth.NO, chronology.why_not_before(a, b))
        why = chronology.why_before if answer is Truth.YES else chronology.why_not_before
        return self._order("before", a, b, answer, why(a, b))

    def overlaps(self, a: str, b: str) -> Order:
        """Tell whether two things go on at one time, and why.

        They do if neither is over before the other begins, and don't if one certainly is. Where
        it is not known which of them comes first, it can't be told, not even of two one-of sets
        of dates that share none.

        Args:
            a: a relation, position, event or agreement; or a source, for its making.
            b: another one.

        Raises:
            UnknownIdError: nothing with a time has one of the identifiers.

        >>> import karabakh
        >>> from karabakh.reasoning import timeline
        >>> timeline(karabakh.load()).overlaps("conflict", "offensive")
        <Order: conflict and offensive go on at one time, by the coder's reading \
[overlaps, certain, inferred]>
        """
        require_ids(a=a, b=b)
        chronology = self.chronology
        answer = chronology.overlaps(a, b)
        chain: tuple[Constraint, ...] = ()
        if answer is Truth.YES:
            chain = (*chronology.why_not_before(a, b), *chronology.why_not_before(b, a))
        elif answer is Truth.NO:
            chain = chronology.why_before(a, b) or chronology.why_before(b, a)
        return self._order("overlaps", a, b, answer, chain)

    def sentence(self, name: Naming = str) -> str:
        """Say how much is in order, in one line; or what contradicts what."""
        if self.conflict:
            records = dict.fromkeys(name(each.record) for each in self.conflict)
            return f"the records contradict one another: {', '.join(records)}"
        placed = sum(map(len, self.layers))
        return (
            f"{placed} records in {len(self.layers)} layers, "
            f"{len(self.unordered)} in no known order"
        )

    def _order(
        self, rule: str, a: str, b: str, answer: Truth, chain: tuple[Constraint, ...]
    ) -> Order:
        is_told = answer is not Truth.UNKNOWN
        dataset = self.dataset
        premises = _premises(dataset, chain)
        return Order(
            rule=rule,
            premises=premises,
            according_to=speakers_behind(dataset, premises),
            max_certainty=date_certainty(*_dates(dataset, chain)) if is_told else Certainty.UNKNOWN,
            subject=a,
            object=b,
            answer=answer,
            chain=chain,
        )


@collector_paused()
def timeline(dataset: Dataset) -> Timeline:
    """Put the events, agreements and positions of a dataset in order, as far as it is known.

    With start and end of everything as moments, and m ≤ n and m < n all that dates, the
    making of sources, expressions and the links *before*, *causes*, *follows*, *part of*
    and *same as* say of them (see `karabakh.model.build_chronology`)::

        before(a, b)   =  yes, if end(a) < start(b) follows
                          no, if start(b) ≤ end(a) follows
                          unknown, else
        overlaps(a, b) =  ¬(before(a, b) ∨ before(b, a)), in three values
        layer(b)       =  max({layer(a) + 1 | before(a, b) = yes} ∪ {0})

    Each answer is as certain as the least certain record of the chain that it follows
    from; a date marked as approximate or uncertain makes it *probable* at most. Where
    several chains lead to an answer, it is the shortest that is told.

    Limits: links that are no more than *possible* order nothing; what is hedged beside
    them orders as all else does, and the certainty of the answer tells. Of a one-of set of
    dates only the first and the last count. Where records contradict one another there are
    no layers, but the shortest contradiction.

    Args:
        dataset: the records.

    >>> import karabakh
    >>> from karabakh.reasoning import timeline
    >>> timeline(karabakh.load()).sentence()
    '7 records in 3 layers, 34 in no known order'
    """
    require_dataset(dataset)
    chronology = build_chronology(dataset)
    records = {record.id: record for record in reversed([*_placed(dataset)])}
    conflict = chronology.inconsistency or ()
    levels = chronology.levels(records)
    layers = [list[Placed]() for _ in range(max(_known(levels.values()), default=-1) + 1)]
    unordered: list[Placed] = []
    for record in records.values():
        level = levels.get(record.id)
        (unordered if level is None else layers[level]).append(record)
    for layer in layers:
        layer.sort(key=lambda record: (chronology.bounds(record.id), reading_key(record)))
    premises = _premises(dataset, conflict) if conflict else _ordering_links(dataset)
    return Timeline(
        premises=premises,
        according_to=speakers_behind(dataset, premises),
        max_certainty=Certainty.UNKNOWN if conflict else Certainty.CERTAIN,
        layers=tuple(map(tuple, layers)),
        unordered=in_reading_order(unordered),
        conflict=conflict,
        chronology=chronology,
        dataset=dataset,
    )


def _placed(dataset: Dataset) -> Iterator[Placed]:
    yield from dataset.events
    yield from dataset.agreements
    yield from dataset.positions


def _known(levels: Iterable[int | None]) -> Iterator[int]:
    return (level for level in levels if level is not None)


def _ordering_links(dataset: Dataset) -> tuple[Premise, ...]:
    """Give the links that a chronology goes by."""
    return in_reading_order(
        link
        for link in dataset.links
        if link.kind in _ORDERING and link.certainty.rank >= Certainty.PROBABLE.rank
    )


def _premises(dataset: Dataset, chain: tuple[Constraint, ...]) -> tuple[Premise, ...]:
    """Give the records and sources that a chain of constraints comes from, each once."""
    found: dict[int, Premise] = {}
    for constraint in chain:
        cited = constraint.cited
        said = cited if isinstance(cited, Cited) else dataset.sources.get(constraint.record)
        if said is not None:
            found.setdefault(id(said), said)
    return tuple(found.values())


def _dates(dataset: Dataset, chain: tuple[Constraint, ...]) -> Iterator[When]:
    """Go through the dates that a chain of constraints uses."""
    for constraint in chain:
        if constraint.kind is ConstraintKind.DATE:
            match constraint.cited or dataset.sources.get(constraint.record):
                case Source() as source:
                    yield source.published
                case Position() as position:
                    yield position.when
                case Event() | Relation() | StatusChange() as dated:
                    yield dated.when
                case _:
                    pass
