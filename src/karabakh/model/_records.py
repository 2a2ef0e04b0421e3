"""A collection of records of one kind."""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property
from typing import Any, Generic, NoReturn, Self, SupportsIndex, TypeVar, cast, overload

from karabakh._shown import shown
from karabakh.errors import UnknownIdError
from karabakh.model._base import Record
from karabakh.model._external_code import ExternalCode
from karabakh.model._selection import Index, indexes, matching_codes, may_overlap, wanted_keys
from karabakh.model._sources import Source
from karabakh.nearest import did_you_mean
from karabakh.time import When

__all__ = ["RecordCollection", "parts_of"]

P = TypeVar("P", bound=Record | Source)
T_co = TypeVar("T_co", bound=Record | Source, covariant=True)


class RecordCollection(tuple[T_co, ...], Generic[T_co]):  # noqa: SLOT001 (see below)
    """Records of one kind: a tuple with look-up by identifier and selection.

    Indexes are built on first use.

    Args:
        items: The records, in order.
        kind: The class of the records.
        known: Returns the identifiers of the dataset that they belong to; selecting by an
            unknown one is then an error, not an empty answer.

    Raises:
        TypeError: If an item is of another class, or `kind` is no class of records.

    >>> import karabakh
    >>> positions = karabakh.load().positions
    >>> positions["pashinyan-concedes"].form
    <PositionForm.CONCESSION: 'concession'>
    >>> [position.id for position in positions.where(holder="armenia", doc_time_rel="before")]
    ['armenia-backed-independence', 'armenia-recognised-government']
    """

    # No `__slots__`: a tuple's subclass keeps its indexes in its `__dict__`.

    kind: type[T_co]
    """The class of the records."""

    _known: Callable[[], Collection[str]] | None

    def __new__(
        cls,
        items: Iterable[T_co] = (),
        kind: type[T_co] | None = None,
        *,
        known: Callable[[], Collection[str]] | None = None,
    ) -> Self:
        items = tuple(items)
        if kind is None and not any(map(_is_record, items)):
            # `attrs.asdict` builds the collection again, of dicts.
            return cast("Self", items)
        if not (isinstance(kind, type) and issubclass(kind, (Record, Source))):  # pyright: ignore[reportUnnecessaryIsInstance] (for untyped callers)
            raise TypeError(f"kind must be a class of records, got {shown(kind)}")
        records = super().__new__(cls, items)
        for other in set(map(type, records)) - {kind}:
            if not issubclass(other, kind):
                stranger = next(item for item in records if type(item) is other)
                raise TypeError(f"items must be {kind.__name__}s, got {shown(stranger)}")
        records.__dict__.update(kind=kind, _known=known)  # past `__setattr__`
        return records

    def __setattr__(self, name: str, value: object) -> NoReturn:
        """Raise AttributeError: collections are immutable."""
        raise AttributeError(f"collections are immutable; {name!r} can't be set")

    def __delattr__(self, name: str) -> NoReturn:
        """Raise AttributeError: collections are immutable."""
        raise AttributeError(f"collections are immutable; {name!r} can't be deleted")

    @property
    def ids(self) -> tuple[str, ...]:
        """The identifiers, in order."""
        return tuple(record.id for record in self)

    @overload
    def __getitem__(self, key: str | SupportsIndex) -> T_co: ...
    @overload
    def __getitem__(self, key: "slice[Any, Any, Any]") -> tuple[T_co, ...]: ...

    def __getitem__(
        self, key: "str | SupportsIndex | slice[Any, Any, Any]"
    ) -> T_co | tuple[T_co, ...]:
        """Return the record with an identifier, or by position as any tuple does.

        Raises:
            UnknownIdError: If no record of the collection has the identifier.
            TypeError: If it is neither an identifier nor a position.
        """
        if not isinstance(key, str):
            if not isinstance(key, (SupportsIndex, slice)):  # pyright: ignore[reportUnnecessaryIsInstance]
                raise TypeError(f"key must be an identifier or a position, got {shown(key)}")
            return super().__getitem__(key)
        record = self.get(key)
        if record is None:
            raise UnknownIdError.among(self._by_id, kind=self._noun, id=key)
        return record

    def get(self, id: str) -> T_co | None:
        """Return the record with an identifier, or None; the first if several have it.

        Raises:
            TypeError: If it is not a str.
        """
        if not isinstance(id, str):  # pyright: ignore[reportUnnecessaryIsInstance] (for untyped callers)
            raise TypeError(f"id must be a str, got {shown(id)}")
        return self._by_id.get(id)

    def __contains__(self, item: object) -> bool:
        """Return whether an identifier, or a record, is in the collection."""
        return item in self._by_id if isinstance(item, str) else super().__contains__(item)

    def where(
        self, predicate: "Callable[[T_co], object] | None" = None, /, **conditions: object
    ) -> "RecordCollection[T_co]":
        """Return the records that meet all conditions.

        Args:
            predicate: A function that returns whether a record is wanted.
            **conditions: A field and the value that it must have; of several values (a
                list, tuple or set) any one. Fields that hold identifiers, terms,
                booleans, external codes or times can be selected by:

                - a term may be passed as such or as its text;
                - a field with several values (the parties of an agreement, the codes of
                  a record) must contain the one passed; links are selected by either
                  end with ``of="offensive"``;
                - a code without a version matches every version;
                - a time selects the records whose time may overlap it; an unknown time
                  may;
                - None selects the records that leave the field out.

        Returns:
            The records, in order, to select from again.

        Raises:
            TypeError: If a name is no such field, or a value has not the field's type.
            ValueError: If a text is no term of the field's vocabulary, no external code
                or no EDTF time.
            UnknownIdError: If nothing in the dataset has the identifier.

        >>> import karabakh
        >>> dataset = karabakh.load()
        >>> [link.kind.value for link in dataset.links.where(of="offensive", kind="before")]
        ['before', 'before']
        >>> len(dataset.positions.where(holder=["armenia", "pashinyan"], form="concession"))
        1
        >>> [event.id for event in dataset.events.where(lambda event: event.when.is_known)]
        ['war-2020']
        """
        rows: Iterable[int] = range(len(self))
        if conditions:
            hits = sorted((self._rows(*each) for each in conditions.items()), key=len)
            others = [set(each) for each in hits[1:]]
            rows = [row for row in hits[0] if all(row in other for other in others)]
        chosen: Iterable[T_co] = map(super().__getitem__, rows)
        if predicate is not None:
            if not callable(predicate):
                raise TypeError(f"predicate must be a function, got {shown(predicate)}")
            chosen = filter(predicate, chosen)
        return RecordCollection(chosen, self.kind, known=self._known)

    def __call__(
        self, predicate: "Callable[[T_co], object] | None" = None, /, **conditions: object
    ) -> "RecordCollection[T_co]":
        """Select as `where` does: ``dataset.links(of="offensive")``."""
        return self.where(predicate, **conditions)

    def _rows(self, name: str, value: object) -> list[int]:
        """Return the positions of the records that meet one condition, in order."""
        index = indexes(self.kind).get(name)
        if index is None:
            known = sorted(indexes(self.kind))
            hint = did_you_mean(name, known) or f"use one of {', '.join(known)}"
            raise TypeError(f"{self._noun}s can't be selected by {name!r}; {hint}")
        wanted = wanted_keys(index, value)
        if index.is_time:
            times = cast("list[When | None]", wanted)
            return [row for row, each in enumerate(self) if may_overlap(getattr(each, name), times)]
        positions = self._by_key(index)
        rows: set[int] = set()
        for key in wanted:
            keys = matching_codes(key, positions) if isinstance(key, ExternalCode) else [key]
            for each in keys:
                found = positions.get(each)
                rows.update(found or ())
                if found is None and index.names_records and isinstance(each, str):
                    self._check_known(each, index.noun)
        return sorted(rows)

    def _by_key(self, index: Index) -> Mapping[object, list[int]]:
        """Return the positions of the records by key, under None those without one."""
        made: dict[str, dict[object, list[int]]] = self.__dict__.setdefault("_positions", {})
        if index.name in made:
            return made[index.name]
        found: dict[object, list[int]] = {}
        for row, record in enumerate(self):
            for key in dict.fromkeys(index.keys(record) or (None,)):
                found.setdefault(key, []).append(row)
        made[index.name] = found
        return found

    def _check_known(self, id: str, noun: str) -> None:
        if self._known is not None and id not in (known := self._known()):
            raise UnknownIdError.among(known, kind=noun, id=id)

    @property
    def _noun(self) -> str:
        return self.kind.__name__.lower()

    @cached_property
    def _by_id(self) -> dict[str, T_co]:
        # From the last to the first, so that the first of several with one id stays.
        return {record.id: record for record in reversed(self)}

    def __repr__(self) -> str:
        return f"<{len(self)} {self._noun}{'' if len(self) == 1 else 's'}>"

    def __reduce__(self) -> tuple[object, ...]:
        return RecordCollection, (tuple(self), self.kind)


def parts_of(
    records: RecordCollection[Any], items: Iterable[P], kind: type[P]
) -> RecordCollection[P]:
    """Return a collection of parts of records, of the same dataset."""
    return RecordCollection(items, kind, known=records._known)  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]


def _is_record(value: object) -> bool:
    return isinstance(value, (Record, Source))
