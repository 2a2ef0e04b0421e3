"""A collection of records of one kind."""

import enum
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property
from typing import Any, Generic, NoReturn, Self, SupportsIndex, TypeVar, overload

from karabakh._shown import shown
from karabakh.errors import UnknownIdError
from karabakh.model._base import Record
from karabakh.model._fields import Index, indexes
from karabakh.model._sources import Source
from karabakh.model._wrong_type import wrong_argument

__all__ = ["Records"]

T_co = TypeVar("T_co", bound=Record | Source, covariant=True)


class Records(tuple[T_co, ...], Generic[T_co]):  # noqa: SLOT001 (see below)
    """Records of one kind: a tuple that also looks up by identifier and selects by field.

    Indexes are made when they are first asked for, once.

    Args:
        kind: the class of the records.
        items: the records, in order.
        known: gives the identifiers of the dataset that they belong to; selecting by one that
            it does not have is then an error, and not an empty answer.

    Raises:
        TypeError: an item is of another class, or what is given is no class of records.

    >>> import karabakh
    >>> positions = karabakh.load().positions
    >>> positions["pashinyan-concedes"].form
    <PositionForm.CONCESSION: 'concession'>
    >>> [position.id for position in positions.where(holder="armenia", doc_time="before")]
    ['armenia-backed-independence', 'armenia-recognised-government']
    """

    # No `__slots__`: a tuple's subclass keeps its indexes in its `__dict__`.

    kind: type[T_co]
    """The class of the records."""

    _known: Callable[[], Collection[str]] | None

    def __new__(
        cls,
        kind: type[T_co],
        items: Iterable[T_co] = (),
        *,
        known: Callable[[], Collection[str]] | None = None,
    ) -> Self:
        if not (isinstance(kind, type) and issubclass(kind, (Record, Source))):  # pyright: ignore[reportUnnecessaryIsInstance] (for untyped callers)
            raise TypeError(f"a collection begins with the class of its records, not {shown(kind)}")
        records = super().__new__(cls, items)
        for other in set(map(type, records)) - {kind}:
            if not issubclass(other, kind):
                stranger = next(item for item in records if type(item) is other)
                raise TypeError(f"{shown(stranger)} is no {kind.__name__}")
        records.__dict__.update(kind=kind, _known=known)  # past `__setattr__`
        return records

    def __setattr__(self, name: str, value: object) -> NoReturn:
        """Refuse: a collection is a value, and the bundled one is everybody's."""
        raise AttributeError(f"collections can't be changed: {name!r} is not set")

    def __delattr__(self, name: str) -> NoReturn:
        """Refuse, as all changes."""
        raise AttributeError(f"collections can't be changed: {name!r} stays")

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
        """Give the record of an identifier, or by position as any tuple does.

        Raises:
            UnknownIdError: no record of the collection has the identifier.
            TypeError: it is neither an identifier nor a position.
        """
        if not isinstance(key, str):
            if not isinstance(key, (SupportsIndex, slice)):  # pyright: ignore[reportUnnecessaryIsInstance]
                raise TypeError(
                    f"{self._noun}s are looked up by identifier or place in order, not {shown(key)}"
                )
            return super().__getitem__(key)
        record = self.get(key)
        if record is None:
            raise UnknownIdError.among(self._by_id, kind=self._noun, id=key)
        return record

    def get(self, id: str) -> T_co | None:
        """Give the record of an identifier, or none; the first where several have it.

        Raises:
            TypeError: it is no text.
        """
        if not isinstance(id, str):  # pyright: ignore[reportUnnecessaryIsInstance] (for untyped callers)
            raise TypeError(f"{self._noun}s are looked up by identifier, not {shown(id)}")
        return self._by_id.get(id)

    def __contains__(self, item: object) -> bool:
        """Tell whether an identifier, or a record, is in the collection."""
        return item in self._by_id if isinstance(item, str) else super().__contains__(item)

    def where(self, **conditions: object) -> "Records[T_co]":
        """Select the records that meet all conditions.

        Args:
            **conditions: a field and the value it must have. The fields are those that
                hold identifiers, terms of a vocabulary or booleans; a term may be given
                as such or as it is written. A field with several identifiers (the
                parties of an agreement, the participants of an event) must contain the
                one given. Links can be selected by either end: ``of="offensive"``.
                `None` selects the records that leave the field out.

        Returns:
            The records, in order; of the same kind, to select from again.

        Raises:
            TypeError: a name is no such field, or a value has not the field's type.
            ValueError: a term is none of the field's vocabulary.
            UnknownIdError: nothing in the whole dataset has the identifier.

        >>> import karabakh
        >>> dataset = karabakh.load()
        >>> [link.kind.value for link in dataset.links.where(of="offensive", kind="before")]
        ['before', 'before']
        """
        if not conditions:
            return self
        hits = [self._rows(name, value) for name, value in conditions.items()]
        rows = min(hits, key=len)
        others = [set(each) for each in hits if each is not rows]
        chosen = (row for row in rows if all(row in other for other in others))
        return Records(self.kind, map(super().__getitem__, chosen), known=self._known)

    def __call__(self, **conditions: object) -> "Records[T_co]":
        """Select as `where` does: ``dataset.links(of="offensive")``."""
        return self.where(**conditions)

    def _rows(self, name: str, value: object) -> list[int]:
        """Give the positions of the records whose field has, or contains, the value."""
        index = indexes(self.kind).get(name)
        if index is None:
            allowed = ", ".join(sorted(indexes(self.kind)))
            raise TypeError(f"can't select {self._noun}s by {name!r}: select by {allowed}")
        key = _key(index, name, value)
        rows = self._by_key(name, index).get(key)
        if rows is None:
            if index.names_records and isinstance(key, str):
                self._check_known(name, key)
            return []
        return rows

    def _by_key(self, name: str, index: Index) -> Mapping[object, list[int]]:
        """Give the positions of the records by their keys, under `None` those without one."""
        made: dict[str, dict[object, list[int]]] = self.__dict__.setdefault("_made", {})
        if name in made:
            return made[name]
        found: dict[object, list[int]] = {}
        for row, record in enumerate(self):
            for key in dict.fromkeys(index.keys(record) or (None,)):
                found.setdefault(key, []).append(row)
        made[name] = found
        return found

    def _check_known(self, name: str, id: str) -> None:
        if self._known is not None and id not in (known := self._known()):
            kind = self._noun if name == "id" else "record"
            raise UnknownIdError.among(known, kind=kind, id=id)

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
        return Records, (self.kind, tuple(self))


def _key(index: Index, name: str, value: object) -> object:
    """Turn a condition's value into what is looked up: a term as it is written into the term."""
    if index.vocabulary is not None:
        return None if value is None else _term(index.vocabulary, value, name)
    if index.is_flag:
        if not isinstance(value, bool):
            raise wrong_argument(name, value, (bool,))
        return value
    if value is not None and not isinstance(value, str):
        raise wrong_argument(name, value, (str,))
    return value if index.names_records else value or None


def _term(vocabulary: type[enum.Enum], value: object, name: str) -> enum.Enum:
    try:
        return vocabulary(value)
    except ValueError:
        allowed = ", ".join(repr(term.value) for term in vocabulary)
        raise ValueError(f"{shown(value)} is no {name}: it is one of {allowed}") from None
