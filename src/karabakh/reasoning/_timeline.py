"""What came before what, as far as it is known, and why."""

from collections.abc import Iterable, Iterator

import attrs

from karabakh._collector import collector_paused
from karabakh.model import (
    Agreement,
    Certainty,
    Dataset,
    Event,
    Position,
    is_ordering,
)
from karabakh.reasoning._accounts import Account, Accounts
from karabakh.reasoning._arguments import require_actor, require_dataset, require_ids
from karabakh.reasoning._conclusion import Conclusion, Premise
from karabakh.reasoning._reading_order import in_reading_order, reading_key
from karabakh.reasoning._temporal_order import Order, evidence, order_of
from karabakh.time import Bounds, Chronology, Constraint, Truth
from karabakh.wording import Labels

__all__ = ["Timeline", "timeline"]

Placed = Event | Agreement | Position
"""What a timeline lays out."""


@attrs.frozen(kw_only=True, repr=False)
class Timeline(Conclusion):
    """The order of the events, agreements and positions of a dataset.

    It is a partial order: much of what sources report has no date, and no known order.

    >>> import karabakh
    >>> from karabakh.reasoning import timeline
    >>> times = timeline(karabakh.load())
    >>> for layer in times.layers:
    ...     print(*sorted(record.id for record in layer))
    armenia-backed-independence armenia-recognised-government war-2020
    armenia-stance-change escalation offensive pashinyan-statement recent-fighting ...
    laying-down-arms
    >>> times.before("offensive", "war-2020")
    <Order: offensive does not come before war-2020, inferred by the coder \
[before, certain, inferred]>
    """

    rule: str = "timeline"
    """``timeline``."""

    layers: tuple[tuple[Placed, ...], ...]
    """What is in any known order: what is over before something is in a layer before it.

    Two things in one layer overlap or are in no known order; so may be two in different layers:
    ask `before`. Within a layer the earliest possible beginning comes first.
    """

    unordered: tuple[Placed, ...]
    """What is not known to come before or after anything, in the order of the sources; and what
    only some actor reports."""

    inconsistency: tuple[Constraint, ...]
    """The fewest constraints that can't all be true: then there are no layers. Else empty."""

    _accounts: Accounts = attrs.field(alias="accounts", eq=False)

    @property
    def dataset(self) -> Dataset:
        """All records, whoever vouches for them."""
        return self._accounts.dataset

    @property
    def chronology(self) -> Chronology:
        """All that the sources vouch for of the times."""
        return self._accounts.own.chronology

    def bounds(self, id: str) -> Bounds:
        """Return the days between which something began and ended, considering everything.

        Args:
            id: A relation, position, event or agreement; or a source, for its creation.

        Raises:
            UnknownIdError: If nothing with a time has the identifier.

        >>> import karabakh
        >>> from karabakh.reasoning import timeline
        >>> dataset = karabakh.load().with_publication_date("article", "2023-09-21")
        >>> print(timeline(dataset).bounds("laying-down-arms"))
        start 2020-01-01 to 2023-09-21, end 2020-01-01 to 2023-09-21
        """
        require_ids(id=id)
        return self._holding(id).chronology.bounds(id)

    def before(self, a: str, b: str) -> Order:
        """Return whether one thing is over before another begins, and why.

        Nothing comes before itself, and what comes before something that comes before a
        third comes before that.

        Args:
            a: A relation, position, event or agreement; or a source, for its creation.
            b: Another one.

        Returns:
            The sources' answer; if they leave it open, that of an actor whom they report, which
            is *possible* at most, unless such actors differ.

        Raises:
            UnknownIdError: If nothing with a time has one of the identifiers.

        >>> import karabakh
        >>> from karabakh.reasoning import timeline
        >>> times = timeline(karabakh.load())
        >>> times.before("aliyev-rhetoric", "offensive").answer
        <Truth.UNKNOWN: 'unknown'>
        >>> [record.id for record in times.before("war-2020", "offensive").coder_inferences]
        ['war-before-offensive']
        """
        return self._answer("before", a, b)

    def overlaps(self, a: str, b: str) -> Order:
        """Return whether two things overlap in time, and why.

        They do if neither is over before the other begins, and don't if one certainly is. If
        it is not known which of them comes first, it is undetermined, even of two one-of sets
        of dates that share none.

        Args:
            a: A relation, position, event or agreement; or a source, for its creation.
            b: Another one.

        Returns:
            The answer, as that of `before`.

        Raises:
            UnknownIdError: If nothing with a time has one of the identifiers.

        >>> import karabakh
        >>> from karabakh.reasoning import timeline
        >>> timeline(karabakh.load()).overlaps("conflict", "offensive")
        <Order: conflict and offensive overlap, inferred by the coder [overlaps, certain, inferred]>
        """
        return self._answer("overlaps", a, b)

    def _describe(self, labels: Labels) -> str:
        if self.inconsistency:
            records = dict.fromkeys(labels(each.record) for each in self.inconsistency)
            return f"inconsistent order: {', '.join(records)}"
        placed = sum(map(len, self.layers))
        return (
            f"{placed} records in {len(self.layers)} layers, "
            f"{len(self.unordered)} in no known order"
        )

    def _holding(self, id: str) -> Account:
        """Return the first account that has something with a time."""
        for account in self._accounts.all():
            if id in account.chronology:
                return account
        return self._accounts.own

    def _answer(self, rule: str, a: str, b: str) -> Order:
        require_ids(a=a, b=b)
        own = self._accounts.own
        if a in own.chronology and b in own.chronology:
            answer = order_of(own, rule, a, b)
            if answer.answer is not Truth.UNKNOWN:
                return answer
        every = [each for each in self._accounts.all() if {a, b} <= _timed(each, a, b)]
        if not every:
            return order_of(own, rule, a, b)
        orders = [order_of(each, rule, a, b) for each in every]
        decided = [each for each in orders if each.answer is not Truth.UNKNOWN]
        return decided[0] if len({each.answer for each in decided}) == 1 else orders[0]


def _timed(account: Account, *ids: str) -> set[str]:
    return {each for each in ids if each in account.chronology}


@collector_paused()
def timeline(dataset: Dataset, *, according_to: str | None = None) -> Timeline:
    """Return the order of events, agreements and positions, as far as it is known.

    With start and end of everything as endpoints, and m ≤ n and m < n all that dates, the
    creation of sources, expressions and the links *before*, *causes*, *follows*, *part of*
    and *same as* say of them (see `karabakh.model.build_chronology`)::

        before(a, b)   =  yes, if end(a) < start(b) follows
                          no, if start(b) ≤ end(a) follows
                          unknown, else
        overlaps(a, b) =  ¬(before(a, b) ∨ before(b, a)), in three values
        layer(b)       =  max({layer(a) + 1 | before(a, b) = yes} ∪ {0})

    Each answer is as certain as the least certain record of the chain that it follows
    from; a date marked as approximate or uncertain makes it *probable* at most. Of several
    chains that lead to an answer, the shortest is reported. The layers are the sources'; dates
    and links that only an actor's word carries order nothing there, see `Timeline.before`.

    Limits: links that are no more than *possible* order nothing; other hedged records order as
    all else does, and the certainty of the answer shows it. Of a one-of set of dates only the
    first and the last count. If records are inconsistent there are no layers, but the shortest
    inconsistency.

    Args:
        dataset: The records.
        according_to: An actor whose word counts as the sources'.

    Raises:
        UnknownIdError: If the dataset has no such actor.

    Limits: An agreement coded in two records, linked as the same, has in each the time of
    that record's own step; where the steps differ, their order may stay undetermined.

    >>> import karabakh
    >>> from karabakh.reasoning import timeline
    >>> timeline(karabakh.load()).describe()
    '10 records in 3 layers, 32 in no known order'
    """
    require_dataset(dataset)
    require_actor(dataset, according_to=according_to)
    accounts = Accounts(dataset, according_to)
    chronology, vouched = accounts.own.chronology, accounts.own.dataset
    records = {record.id: record for record in reversed([*_placed(dataset)])}
    inconsistency = chronology.inconsistency or ()
    levels = chronology.levels(each for each in records if each in chronology)
    layers = [list[Placed]() for _ in range(max(_known(levels.values()), default=-1) + 1)]
    unordered: list[Placed] = []
    for record in records.values():
        level = levels.get(record.id)
        (unordered if level is None else layers[level]).append(record)
    for layer in layers:
        layer.sort(key=lambda record: (chronology.bounds(record.id), reading_key(record)))
    premises = evidence(vouched, inconsistency) if inconsistency else _ordering_links(vouched)
    return Timeline(
        premises=premises,
        max_certainty=Certainty.UNKNOWN if inconsistency else Certainty.CERTAIN,
        according_to=(),
        layers=tuple(map(tuple, layers)),
        unordered=in_reading_order(unordered),
        inconsistency=inconsistency,
        accounts=accounts,
    )


def _placed(dataset: Dataset) -> Iterator[Placed]:
    yield from dataset.events
    yield from dataset.agreements
    yield from dataset.positions


def _known(levels: Iterable[int | None]) -> Iterator[int]:
    return (level for level in levels if level is not None)


def _ordering_links(dataset: Dataset) -> tuple[Premise, ...]:
    """Return the links that order records."""
    return in_reading_order(filter(is_ordering, dataset.links))
