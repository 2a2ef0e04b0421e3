"""What two codings, or two sources, say of the same things."""

import enum
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from karabakh.ids import SourceId
from karabakh.model import COLLECTIONS, Agreement, Cited, Dataset, Link, Record, build_chronology
from karabakh.reasoning._arguments import require_dataset, require_ids
from karabakh.reasoning._conclusion import Conclusion
from karabakh.reasoning._counterparts import counterparts
from karabakh.reasoning._differences import Difference, differences
from karabakh.reasoning._identity import Identity
from karabakh.reasoning._reading_order import reading_key
from karabakh.reasoning._words import Naming

__all__ = ["Comparison", "Pair", "PairOutcome", "compare", "compare_sources", "from_source"]


@enum.unique
class PairOutcome(enum.Enum):
    """What comparing two datasets says of one thing."""

    SAME = "same"
    """Both say the same of it."""

    DIFFERENT = "different"
    """They differ, and both may be true, or it is a matter of wording."""

    CONTRADICTING = "contradicting"
    """They can't both be true."""

    ONLY_HERE = "only-here"
    """Only the first dataset has it."""

    ONLY_THERE = "only-there"
    """Only the second dataset has it."""


@attrs.frozen(kw_only=True, repr=False)
class Pair(Conclusion):
    """One thing in two datasets.

    Its rule tells why the two records are of one thing: ``same-id``; ``same-as``, by links;
    or ``same-matter``, for positions of one holder on one proposition at one time. What has
    no counterpart has the rule ``no-counterpart``.

    >>> import karabakh
    >>> from karabakh import reasoning
    >>> dataset = karabakh.load()
    >>> reasoning.compare(dataset, dataset).same[0]
    <Pair: author: same [same-id, certain, inferred]>
    """

    here: Record | None
    """What the first dataset says of it; none if nothing."""

    there: Record | None
    """What the second says; none if nothing."""

    links: tuple[Link, ...] = ()
    """The *same as* links that make the two, or what they mention, the same."""

    outcome: PairOutcome
    """What the comparison says."""

    differences: tuple[Difference, ...] = ()
    """The fields in which they differ."""

    def sentence(self, name: Naming = str) -> str:
        """Say what the comparison says of it, in one line."""
        told = [name(each.id) for each in (self.here, self.there) if each is not None]
        fields = ", ".join(each.field for each in self.differences)
        where = f" in {fields}" if fields else ""
        return f"{' / '.join(dict.fromkeys(told))}: {self.outcome.value}{where}"


@attrs.frozen(kw_only=True, repr=False)
class Comparison(Conclusion):
    """What two datasets say of the same things.

    >>> import karabakh
    >>> from karabakh.reasoning import compare
    >>> dataset = karabakh.load()
    >>> compare(dataset, dataset)
    <Comparison: 114 same [compare, possible, inferred]>
    """

    rule: str = "compare"
    """``compare``."""

    pairs: tuple[Pair, ...]
    """Each thing once: contradictions first, then as readers of the sources meet them."""

    @property
    def same(self) -> tuple[Pair, ...]:
        """Of what both say the same."""
        return self._with(PairOutcome.SAME)

    @property
    def different(self) -> tuple[Pair, ...]:
        """In what they differ without contradiction."""
        return self._with(PairOutcome.DIFFERENT)

    @property
    def contradicting(self) -> tuple[Pair, ...]:
        """In what they contradict each other."""
        return self._with(PairOutcome.CONTRADICTING)

    @property
    def only_here(self) -> tuple[Pair, ...]:
        """What only the first has."""
        return self._with(PairOutcome.ONLY_HERE)

    @property
    def only_there(self) -> tuple[Pair, ...]:
        """What only the second has."""
        return self._with(PairOutcome.ONLY_THERE)

    def _with(self, outcome: PairOutcome) -> tuple[Pair, ...]:
        return tuple(pair for pair in self.pairs if pair.outcome is outcome)

    def sentence(self, name: Naming = str) -> str:  # noqa: ARG002 (it names nothing)
        """Count the outcomes, in one line."""
        counts = [
            (outcome.value.replace("-", " "), len(self._with(outcome))) for outcome in PairOutcome
        ]
        return (
            ", ".join(f"{count} {what}" for what, count in counts if count) or "nothing to compare"
        )


def compare(here: Dataset, there: Dataset) -> Comparison:
    """Compare what two datasets say of the same things, record by record.

    Two records are of one thing if

    - they have the same identifier;
    - else, if *same as* links of either dataset join them, of one or over several;
    - else, if they are positions of one holder on one proposition, in the sense of the
      above, whose times necessarily overlap: by their dates and orders, or because both
      are held when one and the same source is made.

    Nothing is matched by names, wording or likeness. All fields are compared but
    identifiers, citations and notes; mentions of the same thing are the same. Two values
    contradict each other if they are opposite stances, dates that share no day, different
    places in time seen from one source, *sufficient* and *not sufficient*, or records of
    different kinds. Anything else that differs may both be true.

    Limits: identifiers are taken at their word, so that of two codings made apart those
    must be made the same, or linked, that mean the same. Where one record has several
    counterparts it is paired with the nearest by links, or with one for each stance.

    Args:
        here: the first.
        there: the second.

    >>> import attrs, karabakh
    >>> from karabakh.reasoning import compare
    >>> from karabakh import RecordCollection, When
    >>> dataset = karabakh.load()
    >>> events = [
    ...     attrs.evolve(event, when=When("2019")) if event.id == "war-2020" else event
    ...     for event in dataset.events
    ... ]
    >>> other = attrs.evolve(dataset, events=events)
    >>> compare(dataset, other).contradicting
    (<Pair: war-2020: contradicting in when [same-id, certain, inferred]>,)
    """
    require_dataset(here)
    require_dataset(there)
    return _compared(here, there, Identity(here, there, (*here.links, *there.links)))


def compare_sources(dataset: Dataset, here: str, there: str) -> Comparison:
    """Compare what two sources of one dataset say of the same things.

    What a source says is what cites it, see `from_source`; the two are compared as two
    datasets are by `compare`, with all *same as* links of the dataset, whatever they cite.

    Args:
        dataset: the records of both sources, and others.
        here: the identifier of the first source.
        there: that of the second.

    Raises:
        UnknownIdError: there is no such source.

    >>> import karabakh
    >>> from karabakh.reasoning import compare_sources
    >>> compare_sources(karabakh.load(), "article", "article").contradicting
    ()
    """
    require_dataset(dataset)
    require_ids(here=here, there=there)
    mine, other = from_source(dataset, here), from_source(dataset, there)
    return _compared(mine, other, Identity(mine, other, dataset.links))


def _compared(here: Dataset, there: Dataset, identity: Identity) -> Comparison:
    pairs = [*_by_id(here, there, identity), *_by_links(here, there, identity)]
    pairs += _by_matter(here, there, identity, pairs)
    matched = {id(each) for pair in pairs for each in (pair.here, pair.there)}
    pairs += (
        Pair(
            rule="no-counterpart",
            premises=(each,),
            according_to=(),
            here=each,
            there=None,
            outcome=PairOutcome.ONLY_HERE,
        )
        for each in _first_of_each(here)
        if id(each) not in matched
    )
    pairs += (
        Pair(
            rule="no-counterpart",
            premises=(each,),
            according_to=(),
            here=None,
            there=each,
            outcome=PairOutcome.ONLY_THERE,
        )
        for each in _first_of_each(there)
        if id(each) not in matched
    )
    pairs.sort(key=_place)
    return Comparison(premises=tuple(pairs), according_to=(), pairs=tuple(pairs))


def from_source(dataset: Dataset, source: str) -> Dataset:
    """Give what one source of a dataset tells: the records that cite it, with these places.

    So each question can be put to each source alone. A duty, or a step in the life of an
    agreement, is told by a source only if the agreement is.

    Args:
        dataset: the records of several sources.
        source: the identifier of the source.

    Raises:
        UnknownIdError: there is no such source.

    >>> import karabakh
    >>> from karabakh.reasoning import from_source
    >>> dataset = karabakh.load()
    >>> from_source(dataset, "article").events == dataset.events
    True
    """
    require_dataset(dataset)
    require_ids(source=source)
    wanted = dataset.sources[source].id
    kept: dict[str, Any] = {
        name: tuple(_told(collection, wanted))
        for name, collection in dataset.collections()
        if issubclass(COLLECTIONS[name], Record)
    }
    return attrs.evolve(dataset, **kept)


def _told(records: Iterable[Record], source: SourceId) -> Iterator[Record]:
    for record in records:
        if _cites(record, source):
            yield _narrowed(record, source)


def _narrowed(record: Record, source: SourceId) -> Record:
    places = tuple(each for each in record.citations if each.source == source)
    narrowed = attrs.evolve(record, citations=places)
    if isinstance(narrowed, Agreement):
        return attrs.evolve(
            narrowed,
            provisions=tuple(each for each in narrowed.provisions if _cites(each, source)),
            statuses=tuple(each for each in narrowed.statuses if _cites(each, source)),
        )
    return narrowed


def _cites(cited: Cited, source: SourceId) -> bool:
    return any(each.source == source for each in cited.citations)


def _first_of_each(dataset: Dataset) -> Iterable[Record]:
    """Give the records by their identifiers, so that repeated ones count once."""
    return dataset.by_id.values()


def _by_id(here: Dataset, there: Dataset, identity: Identity) -> Iterator[Pair]:
    for record in _first_of_each(here):
        other = there.get(record.id)
        if other is not None:
            yield _pair("same-id", record, other, identity, ())


def _by_links(here: Dataset, there: Dataset, identity: Identity) -> Iterator[Pair]:
    """Pair each that has no identifier in the other dataset with the nearest there."""
    found: dict[tuple[str, str], tuple[Link, ...]] = {}
    for each, (nearest, links) in identity.nearest(there.by_id).items():
        if each in here and each not in there:
            found[each, nearest] = links
    for each, (nearest, links) in identity.nearest(here.by_id).items():
        if each in there and each not in here:
            found.setdefault((nearest, each), links)
    for (mine, other), links in found.items():
        yield _pair("same-as", here[mine], there[other], identity, links)


def _by_matter(
    here: Dataset, there: Dataset, identity: Identity, pairs: Iterable[Pair]
) -> Iterator[Pair]:
    """Pair the positions that are left by what they are about, and when."""
    matched = {id(each) for pair in pairs for each in (pair.here, pair.there)}
    sides = tuple(
        [each for each in dataset.positions if id(each) not in matched] for dataset in (here, there)
    )
    found = counterparts(
        sides[0], sides[1], identity, build_chronology(here).bounds, build_chronology(there).bounds
    )
    for mine, other in found:
        yield _pair("same-matter", mine, other, identity, ())


def _pair(
    rule: str, here: Record, there: Record, identity: Identity, links: tuple[Link, ...]
) -> Pair:
    found = tuple(differences(here, there, identity.of))
    if any(each.excludes for each in found):
        outcome = PairOutcome.CONTRADICTING
    else:
        outcome = PairOutcome.DIFFERENT if found else PairOutcome.SAME
    ties = {link.id: link for link in (*links, *identity.ties(here, there))}
    return Pair(
        rule=rule,
        premises=(here, there, *ties.values()),
        according_to=(),
        here=here,
        there=there,
        links=tuple(ties.values()),
        outcome=outcome,
        differences=found,
    )


_RANKS = {
    PairOutcome.CONTRADICTING: 0,
    PairOutcome.DIFFERENT: 1,
    PairOutcome.SAME: 2,
    PairOutcome.ONLY_HERE: 3,
    PairOutcome.ONLY_THERE: 4,
}


def _place(pair: Pair) -> tuple[object, ...]:
    records = [each for each in (pair.here, pair.there) if each is not None]
    return _RANKS[pair.outcome], *map(reading_key, records)
