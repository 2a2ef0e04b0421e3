"""Two datasets in one, with nothing overwritten."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from karabakh.errors import MergeError
from karabakh.model._base import Record
from karabakh.model._edits import rename_ids
from karabakh.model._sources import Source
from karabakh.model._wrong_type import wrong_argument

if TYPE_CHECKING:
    from karabakh.model._dataset import Dataset

__all__ = ["merge"]

D = TypeVar("D", bound="Dataset")


def merge(dataset: D, other: "Dataset", keep_both: str) -> D:
    """Return the dataset together with another one's records, see `Dataset.merge`."""
    from karabakh.model._dataset import Dataset  # noqa: PLC0415 (it imports this module)

    if not isinstance(other, Dataset):  # pyright: ignore[reportUnnecessaryIsInstance] (for untyped callers)
        raise wrong_argument("other", other, (Dataset,))
    if not isinstance(keep_both, str):  # pyright: ignore[reportUnnecessaryIsInstance] (for untyped callers)
        raise wrong_argument("keep_both", keep_both, (str,))
    own = _named(dataset)
    names: dict[str, str] = {}
    differences = dict(_differences(own, _named(other)))
    if differences:
        names = {old: old + keep_both for old in differences} if keep_both else {}
        taken = sorted({*names.values()} & {*own, *_named(other)})
        if not names or taken:
            raise MergeError(differences=differences, taken=tuple(taken))
    return _joined(dataset, other, names)


def _named(dataset: "Dataset") -> dict[str, Record | Source]:
    """Return the records and sources of a dataset by identifier, provisions with them."""
    sources: Mapping[str, Source] = {source.id: source for source in dataset.sources}
    return {**dataset.by_id, **sources}


def _differences(
    own: Mapping[str, Record | Source], others: Mapping[str, Record | Source]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the identifiers that name different records, with the fields that differ."""
    for name, record in others.items():
        mine = own.get(name)
        if mine is None or mine == record:
            continue
        if type(mine) is not type(record):
            yield name, ("kind of record",)
        else:
            fields = [field.name for field in attrs.fields(type(record))]
            yield (
                name,
                tuple(each for each in fields if getattr(mine, each) != getattr(record, each)),
            )


def _joined(dataset: D, other: "Dataset", names: Mapping[str, str]) -> D:
    fields: dict[str, Any] = {
        "title": dataset.title or other.title,
        "coding": tuple(dict.fromkeys((*dataset.coding, *other.coding))),
    }
    for name, collection in other.collections():
        mine = getattr(dataset, name)
        added = (rename_ids(record, names) for record in collection)
        fields[name] = (*mine, *(record for record in added if record.id not in mine))
    merged = attrs.evolve(dataset, **fields)
    documents = getattr(other, "documents", None)
    if documents:
        renamed = {names.get(name, name): text for name, text in documents.items()}
        bound = {**renamed, **getattr(dataset, "documents", {})}
        return merged.bind(bound)  # type: ignore[return-value] # a bound dataset, as `other` is
    return merged
