"""Records of several codings that are of the same kind and cite the same words."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple

import attrs

from karabakh.comparison._continuum import Continuum
from karabakh.comparison._unitising import Stretch
from karabakh.ids import SourceId
from karabakh.model import Dataset, Record
from karabakh.model.flat import FlatField, flat_fields
from karabakh.model.introspection import for_each_class, id_kinds, term_types
from karabakh.time import When

__all__ = ["Unit", "compared_fields", "kind_of", "units_of", "values_of"]


@attrs.frozen(kw_only=True)
class Unit:
    """What one or several codings have of one kind at one passage."""

    records: tuple[Record | None, ...]
    """The record of each coding; None if it has none."""

    begin: int
    """The first word cited."""

    sources: AbstractSet[SourceId]
    """The sources cited."""

    @property
    def ids(self) -> tuple[str | None, ...]:
        """The identifiers of the records."""
        return tuple(None if each is None else each.id for each in self.records)

    @property
    def first(self) -> Record:
        """The record of the first coding that has one."""
        return next(each for each in self.records if each is not None)

    @property
    def kind(self) -> str:
        """The kind of its records."""
        return kind_of(self.first)


class _Entry(NamedTuple):
    """A record of a coding, with the words that it cites."""

    coding: int
    record: Record
    stretches: tuple[Stretch, ...]


def kind_of(record: Record) -> str:
    """Return the kind of a record, in one word."""
    return type(record).__name__.lower()


@for_each_class
def compared_fields(cls: type) -> tuple[FlatField, ...]:
    """Return the fields that hold terms, identifiers, times or truth values."""
    return tuple(
        field
        for field in flat_fields(cls)
        if field.name != "id"
        and (
            id_kinds(field.annotation)
            or id_kinds(field.element)
            or term_types(field.annotation)
            or field.annotation in (bool, When)
        )
    )


def units_of(
    codings: Sequence[Dataset], continuum: Continuum, *, overlap: float
) -> tuple[Unit, ...]:
    """Return the records of all codings, those of one kind and passage together.

    Of the pairs of records of different codings that share enough words, those are matched
    first that share most; of equal ones those with one identifier, then those with most fields
    alike. No unit has two records of a coding.

    Args:
        codings: The datasets.
        continuum: Their texts.
        overlap: The share of the words of both that two records must have in common.
    """
    entries = [
        _Entry(number, record, stretches)
        for number, coding in enumerate(codings)
        for record in coding.records()
        if (stretches := continuum.stretches([record]))
    ]
    groups: dict[int, tuple[int, ...]] = {number: (number,) for number in range(len(entries))}
    scored = [
        (-share, _unlikeness(entries[one].record, entries[other].record), one, other)
        for one, other in _sharing(entries)
        if (share := _share(entries[one], entries[other])) >= overlap
    ]
    for _, _, one, other in sorted(scored):
        both = (*groups[one], *groups[other])
        if len({entries[each].coding for each in both}) == len(both):
            groups.update(dict.fromkeys(both, both))
    found: list[Unit] = []
    for number, group in groups.items():
        if number == min(group):
            members = {entries[each].coding: entries[each] for each in group}
            records = {coding: entry.record for coding, entry in members.items()}
            cited = (citation for record in records.values() for citation in record.citations)
            unit = Unit(
                records=tuple(map(records.get, range(len(codings)))),
                begin=min(entry.stretches[0].begin for entry in members.values()),
                sources={citation.source for citation in cited},
            )
            found.append(unit)
    return tuple(sorted(found, key=lambda unit: unit.begin))


def _sharing(entries: Sequence[_Entry]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of entries of one kind and different codings that share a word."""
    by_kind: dict[type, list[tuple[Stretch, int]]] = {}
    for number, entry in enumerate(entries):
        rows = by_kind.setdefault(type(entry.record), [])
        rows += ((stretch, number) for stretch in entry.stretches)
    for rows in by_kind.values():
        found: set[tuple[int, int]] = set()
        active: list[tuple[Stretch, int]] = []
        for stretch, number in sorted(rows):
            active = [each for each in active if each[0].end > stretch.begin]
            found.update(
                (min(number, other), max(number, other))
                for _, other in active
                if entries[other].coding != entries[number].coding
            )
            active.append((stretch, number))
        yield from sorted(found)


def _share(one: _Entry, other: _Entry) -> float:
    """Return what two entries have in common, as a share of the words of either."""
    common = sum(
        max(0, min(mine.end, theirs.end) - max(mine.begin, theirs.begin))
        for mine in one.stretches
        for theirs in other.stretches
    )
    both = sum(each.length for each in (*one.stretches, *other.stretches))
    return common / (both - common)


def _unlikeness(one: Record, other: Record) -> tuple[bool, int]:
    """Return a key that sorts what has one identifier first, then what is alike."""
    fields = compared_fields(type(one))
    return one.id != other.id, -sum(field.read(one) == field.read(other) for field in fields)


def values_of(
    unit: Unit, field: FlatField, names: Sequence[Mapping[str, str]]
) -> tuple[str | None, ...]:
    """Return the value of a field in each coding, as text; None without a record.

    Args:
        unit: The records.
        field: The field.
        names: For each coding, what the units that its records are in are called.
    """
    return tuple(
        None if record is None else _text(field, field.read(record), name)
        for record, name in zip(unit.records, names, strict=True)
    )


def _text(field: FlatField, value: Any, name: Mapping[str, str]) -> str:  # noqa: ANN401
    if value is None:
        return ""
    if field.element is not None:
        return ", ".join(sorted(name.get(each, each) for each in value))
    if id_kinds(field.annotation):
        return name.get(value, value)
    return str(value.value if term_types(field.annotation) else value)
