"""What came before what, as far as it is known, and why."""

from collections.abc import Iterable
from typing import Final

import attrs

from karabakh._collector import collector_paused
from karabakh.ids import RecordId
from karabakh.model import (
    Agreement,
    Certainty,
    Cited,
    Dataset,
    Event,
    Position,
    Source,
    is_ordering,
)
from karabakh.reasoning._accounts import Account, Accounts
from karabakh.reasoning._arguments import require_actor, require_dataset, require_ids
from karabakh.reasoning._conclusion import Conclusion, Premise
from karabakh.reasoning._intervals import date_certainty
from karabakh.reasoning._reading_order import in_reading_order, reading_key
from karabakh.time import Bounds, Constraint, ConstraintKind, Truth, When
from karabakh.wording import Labels

__all__ = ["Order", "Timeline", "timeline"]

Placed = Event | Agreement | Position
"""What a timeline lays out."""

_WORDS: Final = {
    ("before", Truth.YES): "{a} comes before {b}",
    ("before", Truth.NO): "{a} does not come before {b}",
    ("before", Truth.UNKNOWN): "whether {a} comes before {b} is undetermined",
    ("overlaps", Truth.YES): "{a} and {b} overlap",
    ("overlaps", Truth.NO): "{a} and {b} do not overlap",
    ("overlaps", Truth.UNKNOWN): "whether {a} and {b} overlap is undetermined",
}


@attrs.frozen(kw_only=True, repr=False)
class Order(Conclusion):
    """The order of two things in time; its rule is ``before`` or ``overlaps``."""

    subject: RecordId
    """What is asked about."""

    object: RecordId
    """What it is compared with."""

    answer: Truth
    """Whether the one is over before the other begins; or whether the two overlap."""

    chain: tuple[Constraint, ...] = ()
    """What the answer follows from; empty if it is undetermined."""

    def _describe(self, labels: Labels) -> str:
        text = _WORDS[self.rule, self.answer].format(a=labels(self.subject), b=labels(self.object))
        return f"{text}, inferred by the coder" if self.coder_inferences else text


@attrs.frozen(kw_only=True, repr=False)
class Timeline(Conclusion):
    """The order of the events, agreements and positions of a dataset.

    It is a partial order: much of what sources report has no date, and no known order.
    """

    rule: str = "timeline"

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

    def bounds(self, id: str) -> Bounds:
        """Return the days between which something began and ended, by all that is known.

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
        return next(self._accounts.with_times_of(id)).chronology.bounds(id)

    def before(self, a: str, b: str) -> Order:
        """Return whether one thing is over before another begins, and why.

        Nothing comes before itself, and what comes before something that comes before a
        third comes before that.

        Args:
            a: A relation, position, event or agreement; or a source, for its creation.
            b: Another one.

        Returns:
            The sources' answer; if they leave it open, that of an actor whom they report, which
            is *possible* at most, unless such actors differ. Of what only several actors
            report, each a part, it is their joint answer.

        Raises:
            UnknownIdError: If nothing with a time has one of the identifiers.

        >>> import karabakh
        >>> from karabakh.reasoning import timeline
        >>> times = timeline(karabakh.load())
        >>> times.before("war-2020", "offensive")
        <Order: war-2020 comes before offensive, inferred by the coder [before, certain, inferred]>
        >>> times.before("aliyev-rhetoric", "offensive").answer
        <Truth.UNKNOWN: 'unknown'>
        """
        return self._answer("before", a, b)

    def overlaps(self, a: str, b: str) -> Order:
        """Return whether two things overlap in time, and why.

        They do if neither is over before the other begins, and don't if one certainly is. If
        it is not known which of them comes first, it is undetermined, even of two one-of sets
        of dates that share none. Arguments and errors are those of `before`.

        >>> import karabakh
        >>> from karabakh.reasoning import timeline
        >>> timeline(karabakh.load()).overlaps("conflict", "offensive")
        <Order: conflict and offensive overlap, inferred by the coder [overlaps, certain, inferred]>
        """
        return self._answer("overlaps", a, b)

    def _answer(self, rule: str, a: str, b: str) -> Order:
        require_ids(a=a, b=b)
        accounts = self._accounts.with_times_of(a, b)
        orders = (_order(each, rule, a, b) for each in accounts)
        first = next(orders)
        if first.answer is not Truth.UNKNOWN and not first.according_to:
            return first
        decided = [it for it in (first, *orders) if it.answer is not Truth.UNKNOWN]
        return decided[0] if len({each.answer for each in decided}) == 1 else first

    def _describe(self, labels: Labels) -> str:
        if self.inconsistency:
            records = dict.fromkeys(labels(each.record) for each in self.inconsistency)
            return f"inconsistent order: {', '.join(records)}"
        placed, layers = sum(map(len, self.layers)), len(self.layers)
        return f"{placed} records in {layers} layers, {len(self.unordered)} in no known order"


@collector_paused
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

    Each answer is as certain as the least certain record of the shortest chain that it follows
    from; a date marked as approximate or uncertain makes it *probable* at most. The layers are
    the sources'; dates and links that only an actor's word carries order nothing there, see
    `Timeline.before`.

    Limits: links that are no more than *possible* order nothing; other hedged records order as
    all else does. Of a one-of set of dates only the first and the last count. An agreement coded
    in two records, linked as the same, has in each the time of that record's own step; where the
    steps differ, their order may stay undetermined.

    Args:
        dataset: The records.
        according_to: An actor whose word counts as the sources'.

    Raises:
        UnknownIdError: If the dataset has no such actor.

    >>> import karabakh
    >>> from karabakh.reasoning import timeline
    >>> times = timeline(karabakh.load())
    >>> times.describe()
    '10 records in 3 layers, 32 in no known order'
    >>> for layer in times.layers:
    ...     print(*sorted(record.id for record in layer))
    armenia-backed-independence armenia-recognised-government war-2020
    armenia-stance-change escalation offensive pashinyan-statement recent-fighting ...
    laying-down-arms
    """
    require_dataset(dataset)
    require_actor(dataset, according_to=according_to)
    accounts = Accounts(dataset, according_to=according_to)
    chronology, vouched = accounts.own.chronology, accounts.own.dataset
    placed: Iterable[Placed] = (*dataset.positions, *dataset.agreements, *dataset.events)
    records = {record.id: record for record in placed}
    inconsistency = chronology.inconsistency or ()
    levels = chronology.levels(each for each in records if each in chronology)
    last = max((level for level in levels.values() if level is not None), default=-1)
    layers = [list[Placed]() for _ in range(last + 1)]
    unordered: list[Placed] = []
    for record in records.values():
        level = levels.get(record.id)
        (unordered if level is None else layers[level]).append(record)
    for layer in layers:
        layer.sort(key=lambda record: (chronology.bounds(record.id), reading_key(record)))
    links = in_reading_order(filter(is_ordering, vouched.links))
    return Timeline(
        premises=_evidence(vouched, inconsistency) if inconsistency else links,
        max_certainty=Certainty.UNKNOWN if inconsistency else Certainty.CERTAIN,
        according_to=(),
        layers=tuple(map(tuple, layers)),
        unordered=in_reading_order(unordered),
        inconsistency=inconsistency,
        accounts=accounts,
    )


def _order(account: Account, rule: str, a: str, b: str) -> Order:
    """Return the order of two things in one account."""
    chronology, chain = account.chronology, tuple[Constraint, ...]()
    if rule == "before":
        answer = Truth.NO if a == b else chronology.before(a, b)
        is_before = answer is Truth.YES
        chain = (chronology.why_before if is_before else chronology.why_not_before)(a, b)
    else:
        answer = chronology.overlaps(a, b)
        if answer is Truth.YES:
            chain = (*chronology.why_not_before(a, b), *chronology.why_not_before(b, a))
        elif answer is Truth.NO:
            chain = chronology.why_before(a, b) or chronology.why_before(b, a)
    is_known = answer is not Truth.UNKNOWN
    dating = _evidence(account.dataset, (it for it in chain if it.kind is ConstraintKind.DATE))
    limit = date_certainty(*map(_date, dating))
    return Order(
        rule=rule,
        premises=_evidence(account.dataset, chain),
        max_certainty=limit if is_known else Certainty.UNKNOWN,
        according_to=account.according_to if is_known else (),
        subject=a,
        object=b,
        answer=answer,
        chain=chain,
    )


def _evidence(dataset: Dataset, chain: Iterable[Constraint]) -> tuple[Premise, ...]:
    """Return the records and sources that a chain of constraints comes from."""
    found = (each.cited or dataset.sources.get(each.record) for each in chain)
    return tuple({id(it): it for it in found if isinstance(it, Cited | Source)}.values())


def _date(record: Premise) -> When:
    date: object = getattr(record, "published" if isinstance(record, Source) else "when", None)
    return date if isinstance(date, When) else When.unknown()
