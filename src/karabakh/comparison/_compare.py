"""What two codings, or two sources, say about the same things."""

import enum
from collections.abc import Iterator
from typing import Any, Final

import attrs

from karabakh.comparison._differences import Difference, differences
from karabakh.comparison._identity import Identity, counterparts
from karabakh.ids import SourceId
from karabakh.model import (
    COLLECTIONS,
    Agreement,
    Cited,
    Coding,
    Dataset,
    Link,
    Record,
)
from karabakh.reasoning import Conclusion, reading_key, require_dataset, require_ids
from karabakh.wording import Labels, describe_codings

__all__ = ["Comparison", "Pair", "PairOutcome", "compare", "compare_sources", "restrict_to_source"]


@enum.unique
class PairOutcome(enum.Enum):
    """The outcome of comparing two records of the same thing."""

    SAME = "same"
    """Both say the same about it."""

    DIFFERENT = "different"
    """They differ, but both may be true, or only the wording differs."""

    CONTRADICTING = "contradicting"
    """They can't both be true."""

    ONLY_LEFT = "only-left"
    """Only the left dataset has it."""

    ONLY_RIGHT = "only-right"
    """Only the right dataset has it."""


@attrs.frozen(kw_only=True, repr=False)
class Pair(Conclusion):
    """One thing in two datasets.

    Its rule says why the two records are of the same thing: ``same-id``; ``same-as``, by links;
    or ``same-matter``, for simultaneous positions of one holder on one proposition. What
    has no counterpart has the rule ``no-counterpart``.

    >>> import karabakh
    >>> from karabakh import comparison
    >>> dataset = karabakh.load()
    >>> comparison.compare(dataset, dataset).same[0]
    <Pair: author: same [same-id, certain, inferred]>
    """

    left: Record | None
    """The record of the left dataset; None if it has none."""

    right: Record | None
    """The record of the right dataset; None if it has none."""

    links: tuple[Link, ...] = ()
    """The *same-as* links that make the two, or what they refer to, the same."""

    outcome: PairOutcome
    """The outcome."""

    differences: tuple[Difference, ...] = ()
    """The fields in which they differ."""

    def _describe(self, labels: Labels) -> str:
        names = [labels(each.id) for each in (self.left, self.right) if each is not None]
        fields = ", ".join(each.field for each in self.differences)
        where = f" in {fields}" if fields else ""
        return f"{' / '.join(dict.fromkeys(names))}: {self.outcome.value}{where}"


@attrs.frozen(kw_only=True, repr=False)
class Comparison(Conclusion):
    """What two datasets say about the same things.

    >>> import karabakh
    >>> from karabakh.comparison import compare
    >>> dataset = karabakh.load()
    >>> compare(dataset, dataset)
    <Comparison: 123 same [compare, possible, inferred]>
    """

    rule: str = "compare"
    """``compare``."""

    pairs: tuple[Pair, ...]
    """Each thing once: contradictions first, then in the order of the sources."""

    left_coding: tuple[Coding, ...] = ()
    """Who coded the left dataset, and with what."""

    right_coding: tuple[Coding, ...] = ()
    """Who coded the right dataset, and with what."""

    @property
    def same(self) -> tuple[Pair, ...]:
        """The pairs about which both say the same."""
        return self._with(PairOutcome.SAME)

    @property
    def different(self) -> tuple[Pair, ...]:
        """The pairs that differ without contradiction."""
        return self._with(PairOutcome.DIFFERENT)

    @property
    def contradicting(self) -> tuple[Pair, ...]:
        """The pairs that contradict each other."""
        return self._with(PairOutcome.CONTRADICTING)

    @property
    def only_left(self) -> tuple[Pair, ...]:
        """The pairs that only the left dataset has."""
        return self._with(PairOutcome.ONLY_LEFT)

    @property
    def only_right(self) -> tuple[Pair, ...]:
        """The pairs that only the right dataset has."""
        return self._with(PairOutcome.ONLY_RIGHT)

    def _with(self, outcome: PairOutcome) -> tuple[Pair, ...]:
        return tuple(pair for pair in self.pairs if pair.outcome is outcome)

    def _describe(self, labels: Labels) -> str:  # noqa: ARG002 (it names nothing)
        counts = [
            (outcome.value.replace("-", " "), len(self._with(outcome))) for outcome in PairOutcome
        ]
        text = ", ".join(f"{count} {what}" for what, count in counts if count)
        coders = (
            f"{side} coded by {who}"
            for side, coding in (("left", self.left_coding), ("right", self.right_coding))
            if self.left_coding != self.right_coding and (who := describe_codings(coding))
        )
        return "; ".join((text or "nothing to compare", *coders))


def compare(left: Dataset, right: Dataset) -> Comparison:
    """Compare what two datasets say about the same things, record by record.

    Two records are of the same thing if

    - they have the same identifier;
    - else, if *same-as* links of either dataset connect them, in one or several steps;
    - else, if they are positions of one holder on one proposition, by the above, whose
      times necessarily overlap: by their dates and orders, or because both are held when
      one source is created.

    Nothing is matched by names, wording or similarity. All fields are compared but
    identifiers, citations and notes; references to the same thing are the same. Two values
    contradict each other if they are opposite stances, dates that share no day, different
    relations to the creation of one source, *sufficient* and *not sufficient*, or records
    of different kinds. Anything else that differs may both be true.

    Limits: identifiers are taken as they are, so in two codings made apart those must be
    made equal, or linked, that mean the same. A record with several counterparts is paired
    with the nearest by links, or with one for each stance. Positions of one holder on one
    proposition are compared pair by pair: two thousand a side take some seconds.

    Args:
        left: One dataset.
        right: The other.

    Raises:
        TypeError: If one of them is no dataset.

    >>> import attrs, karabakh
    >>> from karabakh.comparison import compare
    >>> from karabakh import RecordCollection, When
    >>> dataset = karabakh.load()
    >>> events = [
    ...     attrs.evolve(event, when=When("2019")) if event.id == "war-2020" else event
    ...     for event in dataset.events
    ... ]
    >>> other = attrs.evolve(dataset, events=events)
    >>> compare(dataset, other).contradicting
    (<Pair: war-2020: contradicting in when [same-id, certain, inferred]>,)
    >>> from karabakh.comparison import PairOutcome
    >>> {pair.outcome for pair in compare(dataset, dataset).pairs} == {PairOutcome.SAME}
    True
    """
    require_dataset(left)
    require_dataset(right)
    return _compared(left, right, Identity(left, right, (*left.links, *right.links)))


def compare_sources(dataset: Dataset, left: str, right: str) -> Comparison:
    """Compare what two sources of one dataset say about the same things.

    A source says what cites it, see `restrict_to_source`; the two are compared as datasets
    are by `compare`, with all *same-as* links of the dataset, whatever these cite.

    Args:
        dataset: The records of both sources, and others.
        left: The identifier of one source.
        right: The identifier of the other.

    Raises:
        UnknownIdError: If the dataset has no such source.

    >>> import karabakh
    >>> from karabakh.comparison import compare_sources
    >>> compare_sources(karabakh.load(), "article", "article").contradicting
    ()
    """
    require_dataset(dataset)
    require_ids(left=left, right=right)
    mine, other = restrict_to_source(dataset, left), restrict_to_source(dataset, right)
    return _compared(mine, other, Identity(mine, other, dataset.links))


def _compared(left: Dataset, right: Dataset, identity: Identity) -> Comparison:
    pairs = [
        _pair("same-id", each, right[each.id], identity)
        for each in left.by_id.values()
        if each.id in right
    ]
    pairs += _by_links(left, right, identity)
    matched = {id(each) for pair in pairs for each in (pair.left, pair.right)}
    for mine, other in counterparts(left, right, identity, matched):
        pairs.append(_pair("same-matter", mine, other, identity))
        matched |= {id(mine), id(other)}
    for dataset, outcome in ((left, PairOutcome.ONLY_LEFT), (right, PairOutcome.ONLY_RIGHT)):
        is_left = outcome is PairOutcome.ONLY_LEFT
        pairs += (
            Pair(
                rule="no-counterpart",
                premises=(each,),
                left=each if is_left else None,
                right=None if is_left else each,
                outcome=outcome,
            )
            for each in dataset.by_id.values()
            if id(each) not in matched
        )
    pairs.sort(key=_sort_key)
    return Comparison(
        premises=tuple(pairs),
        pairs=tuple(pairs),
        according_to=(),
        left_coding=left.coding,
        right_coding=right.coding,
    )


def restrict_to_source(dataset: Dataset, source: str) -> Dataset:
    """Return what one source says: the records that cite it.

    Each question can then be asked of each source alone. A source states a provision, or a
    change of status, only if it states the agreement.

    Args:
        dataset: The records of several sources.
        source: The identifier of the source.

    Raises:
        UnknownIdError: If the dataset has no such source.

    >>> import karabakh
    >>> from karabakh.comparison import restrict_to_source
    >>> dataset = karabakh.load()
    >>> restrict_to_source(dataset, "article").events == dataset.events
    True
    """
    require_dataset(dataset)
    require_ids(source=source)
    wanted = dataset.sources[source].id
    restricted: dict[str, Any] = {
        name: tuple(_narrowed(each, wanted) for each in collection if _cites(each, wanted))
        for name, collection in dataset.collections()
        if issubclass(COLLECTIONS[name], Record)
    }
    return attrs.evolve(dataset, **restricted)


def _narrowed(record: Record, source: SourceId) -> Record:
    """Return a record with the citations of one source and the parts citing it."""
    citations = tuple(each for each in record.citations if each.source == source)
    narrowed = attrs.evolve(record, citations=citations)
    if not isinstance(narrowed, Agreement):
        return narrowed
    return attrs.evolve(
        narrowed,
        provisions=tuple(each for each in narrowed.provisions if _cites(each, source)),
        statuses=tuple(each for each in narrowed.statuses if _cites(each, source)),
    )


def _cites(cited: Cited, source: SourceId) -> bool:
    return any(each.source == source for each in cited.citations)


def _by_links(left: Dataset, right: Dataset, identity: Identity) -> Iterator[Pair]:
    """Yield pairs of records that links connect, each with the nearest."""
    found: dict[tuple[str, str], tuple[Link, ...]] = {}
    for each, (nearest, links) in identity.nearest(right.by_id).items():
        if each in left and each not in right:
            found[each, nearest] = links
    for each, (nearest, links) in identity.nearest(left.by_id).items():
        if each in right and each not in left:
            found.setdefault((nearest, each), links)
    for (mine, other), links in found.items():
        yield _pair("same-as", left[mine], right[other], identity, links)


def _pair(
    rule: str, left: Record, right: Record, identity: Identity, links: tuple[Link, ...] = ()
) -> Pair:
    found = tuple(differences(left, right, identity.of))
    if any(each.excludes for each in found):
        outcome = PairOutcome.CONTRADICTING
    else:
        outcome = PairOutcome.DIFFERENT if found else PairOutcome.SAME
    ties = {link.id: link for link in (*links, *identity.ties(left, right))}
    return Pair(
        rule=rule,
        premises=(left, right, *ties.values()),
        left=left,
        right=right,
        links=tuple(ties.values()),
        outcome=outcome,
        differences=found,
    )


_ORDER: Final = (
    PairOutcome.CONTRADICTING,
    PairOutcome.DIFFERENT,
    PairOutcome.SAME,
    PairOutcome.ONLY_LEFT,
    PairOutcome.ONLY_RIGHT,
)


def _sort_key(pair: Pair) -> tuple[object, ...]:
    records = [each for each in (pair.left, pair.right) if each is not None]
    return _ORDER.index(pair.outcome), *map(reading_key, records)
