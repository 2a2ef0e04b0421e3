"""The arguments of questions: an invalid one is refused in one line."""

import os
from collections.abc import Iterable
from typing import cast

from karabakh._shown import shown
from karabakh.errors import UnknownIdError
from karabakh.model import Cited, Dataset, Record, RecordCollection, Source
from karabakh.time import When

__all__ = ["parse_time", "require_actor", "require_dataset", "require_ids", "require_record"]


def require_dataset(value: object) -> None:
    """Raise unless an argument is a dataset.

    Raises:
        TypeError: If it is not; the message names the call that returns one.

    >>> from karabakh.reasoning._arguments import require_dataset
    >>> require_dataset("river.toml")
    Traceback (most recent call last):
    TypeError: dataset must be a Dataset, got 'river.toml'; use karabakh.read('river.toml')
    """
    if isinstance(value, Dataset):
        return
    if _is_path(value):
        hint = f"use karabakh.read({shown(value)})"
    elif isinstance(getattr(value, "dataset", None), Dataset):
        hint = "pass its .dataset"
    elif _is_row(value):
        hint = "use Dataset.from_records(*records)"
    else:
        hint = "use karabakh.read(path), or karabakh.load() for the bundled one"
    raise TypeError(f"dataset must be a Dataset, got {_described(value)}; {hint}")


def require_ids(**ids: object) -> None:
    """Raise unless each argument is an identifier.

    Args:
        **ids: What was passed, by the names of the arguments.

    Raises:
        TypeError: If one of them is not a `str`.

    >>> import karabakh
    >>> from karabakh.reasoning._arguments import require_ids
    >>> require_ids(actor=karabakh.load().actors["armenia"])
    Traceback (most recent call last):
    TypeError: actor must be an identifier (str), got an Actor; use its id, 'armenia'
    """
    for name, value in ids.items():
        if not isinstance(value, str):
            hint = f"; use its id, {value.id!r}" if isinstance(value, Record | Source) else ""
            got = _described(value)
            raise TypeError(f"{name} must be an identifier (str), got {got}{hint}")


def require_record(
    collection: "RecordCollection[Record]", dataset: Dataset, **ids: str | None
) -> None:
    """Raise unless each identifier that is given is one of a collection's.

    Raises:
        TypeError: If one of them is not a `str`.
        UnknownIdError: If the collection has no such record; the message says what has the
            identifier instead, or what is near it.
    """
    passed = {name: value for name, value in ids.items() if value is not None}
    require_ids(**passed)
    kind = collection.kind.__name__.lower()
    for value in passed.values():
        if collection.get(value) is not None:
            continue
        other = dataset.get(value) or dataset.sources.get(value)
        if other is None:
            raise UnknownIdError.among(collection.ids, kind=kind, id=value)
        hint = f"it is a {type(other).__name__.lower()}"
        raise UnknownIdError(kind=kind, id=value, hint=hint)


def require_actor(dataset: Dataset, **ids: str | None) -> None:
    """Raise unless each identifier that is given is an actor's; see `require_record`."""
    actors = cast("RecordCollection[Record]", dataset.actors)
    require_record(actors, dataset, **ids)


def parse_time(at: When | str | None) -> When | None:
    """Return a time that is asked about, parsed if it is a text.

    Raises:
        EdtfError: If the text is not a valid EDTF date.
        TypeError: If it is neither a time nor a text.

    >>> from karabakh.reasoning._arguments import parse_time
    >>> parse_time(2020)
    Traceback (most recent call last):
    TypeError: at must be a When or EDTF text, got 2020; use '2020'
    """
    if isinstance(at, str):
        return When(at)
    # Types say so already, but callers that are not checked by types need the hint.
    if at is not None and not isinstance(at, When):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TypeError(f"at must be a When or EDTF text, got {shown(at)}; use '{at}'")
    return at


def _described(value: object) -> str:
    """Return what was passed; of a record, or many, only its kind."""
    kind = type(value).__name__
    is_large = isinstance(value, Cited | Source) or (_is_row(value) and not _is_path(value))
    article = "an" if kind[0] in "AEIOUaeiou" else "a"
    return f"{article} {kind}" if is_large else shown(value)


# Apart, since type checkers would know no more of the values than that they are partly unknown.


def _is_row(value: object) -> bool:
    return isinstance(value, Iterable)


def _is_path(value: object) -> bool:
    return isinstance(value, str | os.PathLike)
