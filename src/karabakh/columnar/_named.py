"""The actors and places of imported events: each distinct one is remembered."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final, Generic, TypeVar

import attrs

from karabakh.ids import is_valid_id
from karabakh.io import parse
from karabakh.model import SCHEMA_VERSION, Actor, Dataset, ExternalCode, Name, Place

__all__ = ["MisfitError", "Named", "checked"]

N = TypeVar("N", Actor, Place)

_LONGEST: Final = 100
"""The length at which a name within an identifier is cut."""


class MisfitError(ValueError):
    """A row that can't be an event, with the reason."""


def checked(**collections: Iterable[Any]) -> Dataset:
    """Return plain records as a dataset, read strictly.

    Raises:
        LoadError: If anything is wrong with them.
    """
    content = {"schema": SCHEMA_VERSION, **collections}
    return parse(json.dumps(content), format="json", check_references=False)


class Named(Generic[N]):
    """The distinct actors or places, with all their names and codes.

    Args:
        kind: The class of the records.
        prefix: What their identifiers begin with.
    """

    def __init__(self, kind: type[N], prefix: str) -> None:
        self._kind: type[N] = kind
        self._prefix = prefix
        self._ids: dict[object, str] = {}
        self._records: dict[str, N] = {}

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[N]:
        """Yield the records."""
        return iter(self._records.values())

    def id_of(self, key: object, name: str, codes: Iterable[str] = (), **fields: Any) -> str:  # noqa: ANN401 (fields of any kind)
        """Return the identifier of a record, which is remembered.

        Args:
            key: What it is known by: records with one key are one.
            name: A name of it.
            codes: How outside schemes classify it.
            **fields: Other fields; those of the row that names it first are kept.

        Raises:
            MisfitError: If it can't be a record.
        """
        known = self._records.get(self._ids.get(key, ""))
        try:
            names, filed = (Name(text=name),) if name else (), map(ExternalCode.parse, codes)
            if known is None:
                record = self._kind(
                    id=self._new_id(name), names=names, codes=tuple(filed), **fields
                )
            else:
                new_names = tuple(each for each in names if each not in known.names)
                new_codes = tuple(each for each in filed if each not in known.codes)
                if not new_names and not new_codes:
                    return known.id
                record = attrs.evolve(
                    known, names=known.names + new_names, codes=known.codes + new_codes
                )
        except ValueError as error:
            raise MisfitError(f"{self._kind.__name__.lower()} {name!r}: {error}") from None
        self._ids[key] = record.id
        self._records[record.id] = record
        return record.id

    def _new_id(self, name: str) -> str:
        """Return an identifier that is not taken, with the words of a name."""
        spaced = "".join(each if each.isalnum() else " " for each in name.lower())
        words = "-".join(spaced.split())[:_LONGEST].rstrip("-")
        if not is_valid_id(f"x{words}"):
            words = ""
        base = f"{self._prefix}/{words or len(self._records)}"
        id, number = base, 2  # noqa: A001 (as elsewhere)
        while id in self._records:
            id, number = f"{base}-{number}", number + 1  # noqa: A001 (as elsewhere)
        return id
