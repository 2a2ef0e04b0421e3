"""The actors and places of imported events: each distinct one is remembered."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final

from karabakh.errors import LoadError
from karabakh.ids import is_valid_id
from karabakh.io import parse
from karabakh.model import SCHEMA_VERSION, Dataset, Record

__all__ = ["MisfitError", "Named", "checked"]

_BATCH: Final = 500
"""How many records are read together."""

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


class Named:
    """The distinct records of a collection, with all their names and codes.

    Args:
        collection: The name of the collection, ``"actors"`` or ``"places"``.
        prefix: What their identifiers begin with.
    """

    def __init__(self, collection: str, prefix: str) -> None:
        self._collection = collection
        self._prefix = prefix
        self._ids: dict[object, str] = {}
        self._taken: set[str] = set()
        self._plain: dict[str, dict[str, Any]] = {}

    def __len__(self) -> int:
        return len(self._plain)

    def id_of(self, key: object, name: str, codes: Iterable[str] = (), **fields: object) -> str:
        """Return the identifier of a record, which is remembered.

        Args:
            key: What it is known by: records with one key are one.
            name: A name of it.
            codes: How outside schemes classify it.
            **fields: Other fields; those of the row that names it first are kept.

        Raises:
            MisfitError: If it can't be a record.
        """
        id = self._ids.get(key) or self._new_id(name)  # noqa: A001 (as elsewhere)
        known = self._plain.get(id, {"id": id, "names": [], "codes": [], **fields})
        new_codes = [code for code in codes if code not in known["codes"]]
        is_named = not name or any(each["text"] == name for each in known["names"])
        if not new_codes and is_named and id in self._plain:
            return id
        plain = {
            **known,
            "names": known["names"] if is_named else [*known["names"], {"text": name}],
            "codes": [*known["codes"], *new_codes],
        }
        try:
            checked(**{self._collection: [plain]})
        except LoadError as error:
            finding = error.findings[0]
            raise MisfitError(f"{self._collection[:-1]} {name!r}: {finding.message}") from None
        self._ids[key] = id
        self._taken.add(id)
        self._plain[id] = plain
        return id

    def _new_id(self, name: str) -> str:
        """Return an identifier that is not taken, with the words of a name."""
        spaced = "".join(each if each.isalnum() else " " for each in name.lower())
        words = "-".join(spaced.split())[:_LONGEST].rstrip("-")
        if not is_valid_id(f"x{words}"):
            words = ""
        base = f"{self._prefix}/{words or len(self._taken)}"
        id, number = base, 2  # noqa: A001 (as elsewhere)
        while id in self._taken:
            id, number = f"{base}-{number}", number + 1  # noqa: A001 (as elsewhere)
        return id

    def records(self) -> Iterator[Record]:
        """Yield the records."""
        plain = iter(self._plain.values())
        while batch := list(islice(plain, _BATCH)):
            dataset = checked(**{self._collection: batch})
            for _, records in dataset.collections():
                yield from (each for each in records if isinstance(each, Record))
