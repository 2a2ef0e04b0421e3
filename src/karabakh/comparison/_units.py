"""Records of several codings that are of the same kind and cite the same words."""

from collections.abc import Mapping, Sequence
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
    scored = [
        (-share, _unlikeness(entries[one].record, entries[other].record), one, other)
        for one, other in _sharing(entries)
        if (share := _share(entries[one], entries[other])) >= overlap
    ]
    # The entries that are matched with each, itself among them, by coding.
    matched = [{entry.coding: number} for number, entry in enumerate(entries)]
    for _, _, one, other in sorted(scored):
        mine, theirs = matched[one], matched[other]
        if mine.keys().isdisjoint(theirs):
            mine.update(theirs)
            for number in theirs.values():
                matched[number] = mine
    found: list[Unit] = []
    for group in {id(each): each for each in matched}.values():
        records = {coding: entries[number].record for coding, number in group.items()}
        citations = (citation for record in records.values() for citation in record.citations)
        unit = Unit(
            records=tuple(map(records.get, range(len(codings)))),
            begin=min(entries[number].stretches[0].begin for number in group.values()),
            sources={citation.source for citation in citations},
        )
        found.append(unit)
    return tuple(sorted(found, key=lambda unit: unit.begin))


def _sharing(entries: Sequence[_Entry]) -> set[tuple[int, int]]:
    """Return the pairs of entries of one kind and different codings that share a word."""
    rows = [(stretch, it) for it, entry in enumerate(entries) for stretch in entry.stretches]
    found: set[tuple[int, int]] = set()
    active: list[tuple[Stretch, int]] = []
    for stretch, number in sorted(rows):
        entry = entries[number]
        active = [each for each in active if each[0].end > stretch.begin]
        for _, other in active:
            is_of_one_kind = type(entries[other].record) is type(entry.record)
            if is_of_one_kind and entries[other].coding != entry.coding:
                found.add((min(number, other), max(number, other)))
        active.append((stretch, number))
    return found


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
