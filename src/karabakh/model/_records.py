"""A collection of records of one kind."""

import enum
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any, Generic, Self, SupportsIndex, TypeVar, overload

from karabakh.errors import UnknownIdError
from karabakh.model._base import Record
from karabakh.model._fields import field_types, id_kinds, indexes, term_types
from karabakh.model._sources import Source

__all__ = ["Records"]

T_co = TypeVar("T_co", bound=Record | Source, covariant=True)


class Records(tuple[T_co, ...], Generic[T_co]):  # noqa: SLOT001 (see below)
    """Records of one kind: a tuple that also looks up by identifier and selects by field.

    Indexes are made when they are first asked for, once.

    Args:
        kind: the class of the records.
        items: the records, in order.

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

    _known: Callable[[], Mapping[str, object]] | None

    def __new__(cls, kind: type[T_co], items: Iterable[T_co] = ()) -> Self:
        records = super().__new__(cls, items)
        records.kind = kind
        records._known = None
        return records

    def owned_by(self, known: Callable[[], Mapping[str, object]]) -> Self:
        """Say what identifiers the dataset has that the records belong to.

        Selecting by one that it does not have is then an error, and not an empty answer.
        """
        self._known = known
        return self

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
        """
        if not isinstance(key, str):
            return super().__getitem__(key)
        record = self.get(key)
        if record is None:
            raise UnknownIdError.among(self._by_id, kind=self._noun, id=key)
        return record

    def get(self, id: str) -> T_co | None:
        """Give the record of an identifier, or none; the first where several have it."""
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
            TypeError: a name is no such field.
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
        records = Records(self.kind, map(super().__getitem__, chosen))
        records._known = self._known
        return records

    __call__ = where

    def _rows(self, name: str, value: object) -> list[int]:
        """Give the positions of the records whose field has, or contains, the value."""
        index = self._index(name)
        key = self._key(name, value)
        rows = index.get(key)
        if rows is None:
            self._check_known(name, key)
            return []
        return rows

    def _index(self, name: str) -> dict[object, list[int]]:
        made: dict[str, dict[object, list[int]]] = self.__dict__.setdefault("_indexes", {})
        if name in made:
            return made[name]
        keys_of = indexes(self.kind).get(name)
        if keys_of is None:
            allowed = ", ".join(sorted(indexes(self.kind)))
            raise TypeError(f"can't select {self._noun}s by {name!r}: select by {allowed}")
        index: dict[object, list[int]] = {}
        for row, record in enumerate(self):
            for key in keys_of(record):
                rows = index.setdefault(key, [])
                if not rows or rows[-1] != row:
                    rows.append(row)
        made[name] = index
        return index

    def _key(self, name: str, value: object) -> object:
        """Turn a term as it is written into the term."""
        terms = term_types(field_types(self.kind).get(name))
        if not terms or value is None or isinstance(value, terms):
            return value
        return _term(terms[0], value, name)

    def _check_known(self, name: str, key: object) -> None:
        annotation = field_types(self.kind).get(name)
        names_records = annotation is None or bool(id_kinds(annotation))
        if self._known is None or not names_records or not isinstance(key, str):
            return
        known = self._known()
        if key not in known:
            raise UnknownIdError.among(known, kind="record", id=key)

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


def _term(vocabulary: type[enum.Enum], value: object, name: str) -> enum.Enum:
    try:
        return vocabulary(value)
    except ValueError:
        allowed = ", ".join(repr(term.value) for term in vocabulary)
        raise ValueError(f"{value!r} is no {name}: it is one of {allowed}") from None
