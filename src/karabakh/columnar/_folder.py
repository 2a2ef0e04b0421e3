"""A folder of Parquet files with the list of what belongs to it.

``collection.json`` lists the files. New files are written beside the old ones under names of
their own; then the list is replaced. Whenever the program or the machine stops, the folder is
the old one or the new one, and files on no list are removed by the next writer. What is not
complete is in a folder that others can't read.
"""

import contextlib
import json
import os
import shutil
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Any, Final, cast

import attrs

from karabakh._replacing import replace_file
from karabakh._shown import shown
from karabakh.columnar._columns import stored_columns
from karabakh.errors import KarabakhError
from karabakh.model import COLLECTIONS, SCHEMA_VERSION

__all__ = [
    "LIST",
    "OWN_FILES",
    "UNFINISHED",
    "Contents",
    "FolderError",
    "check_columns",
    "empty_view",
    "lock_folder",
    "parse_contents",
    "read_contents",
    "remove_empty",
    "remove_unlisted",
    "write_contents",
]

LIST: Final = "collection.json"
"""The file that lists what is in a folder."""
_LOCK: Final = ".lock"

UNFINISHED: Final = ".new"
"""The folder for files that are not complete."""

_PASSING: Final = (UNFINISHED, ".spill")
"""The folders that are there only during a write or a question."""

OWN_FILES: Final = frozenset({LIST, _LOCK, *_PASSING})
"""The files of a collection besides those with records."""
_LAYOUT: Final = 3
"""The version of the layout; another one is refused."""


class FolderError(KarabakhError, ValueError):
    """A folder that is no collection, is damaged, or is being written.

    >>> import tempfile
    >>> from karabakh.columnar import ColumnarDataset, FolderError
    >>> try:
    ...     ColumnarDataset.open(tempfile.mkdtemp())
    ... except FolderError as error:
    ...     print(error.reason)
    it has no collection.json
    """

    def __init__(self, *, folder: str, reason: str, hint: str = "") -> None:
        self.folder = folder
        """The folder."""
        self.reason = reason
        """What is wrong."""
        self.hint = hint
        """What to do; may be empty."""
        super().__init__(folder=folder, reason=reason, hint=hint)

    def _message(self) -> str:
        end = f"; {self.hint}" if self.hint else ""
        return f"{self.folder} can't be used as a collection: {self.reason}{end}"


@attrs.frozen(kw_only=True)
class Contents:
    """What is in a folder."""

    title: str
    """The title of the dataset."""

    coding: tuple[Mapping[str, Any], ...]
    """Who coded it, as plain values."""

    files: Mapping[str, str]
    """The file of each collection that has records."""

    counts: Mapping[str, int]
    """The number of records in each of them."""

    largest_group: int
    """How many stances one holder has on one proposition at most."""


def read_contents(folder: Path) -> Contents:
    """Return what is in a folder, by its list.

    Raises:
        FolderError: If there is no list, it can't be read, or a file on it is missing.
    """
    try:
        text = (folder / LIST).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise FolderError(
            folder=str(folder),
            reason=f"it has no {LIST}",
            hint="use karabakh.columnar.write_columns(dataset, folder)",
        ) from None
    except (OSError, ValueError) as error:
        reason = f"its {LIST} can't be read ({error})"
        raise FolderError(folder=str(folder), reason=reason) from None
    contents = parse_contents(str(folder), text)
    for name in contents.files.values():
        if not (folder / name).is_file():
            raise FolderError(
                folder=str(folder), reason=f"its file {name} is missing", hint="write it anew"
            )
    return contents


def parse_contents(folder: str, text: str) -> Contents:
    """Return what is in a folder, by the text of its list.

    Raises:
        FolderError: If the list is damaged, or of another version of the library.
    """
    try:
        content: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FolderError(folder=folder, reason=f"its {LIST} can't be read ({error})") from None
    listed = cast("dict[str, Any]", content if isinstance(content, dict) else {})
    version = listed.get("layout")
    if version != _LAYOUT:
        raise FolderError(
            folder=folder,
            reason=f"its layout is {shown(version)}, not {_LAYOUT}",
            hint="write it anew with this version of the library",
        )
    if listed.get("schema") != SCHEMA_VERSION:
        raise FolderError(
            folder=folder,
            reason=f"its schema is {shown(listed.get('schema'))}, not {SCHEMA_VERSION}",
            hint="write it anew with this version of the library",
        )
    try:
        collections = _collections(listed["collections"])
        return Contents(
            title=str(listed.get("title", "")),
            coding=tuple(listed.get("coding", ())),
            files={name: file for name, (file, _) in collections.items()},
            counts={name: rows for name, (_, rows) in collections.items()},
            largest_group=_count(listed["largest_group"]),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise FolderError(
            folder=folder, reason=f"its {LIST} is damaged ({error})", hint="write it anew"
        ) from None


def _collections(listed: Mapping[str, Any]) -> dict[str, tuple[str, int]]:
    """Return the file and the number of rows of each collection.

    Raises:
        ValueError: If a collection is unknown, or a file is outside the folder.
    """
    found = {name: (str(each["file"]), _count(each["rows"])) for name, each in listed.items()}
    unknown = found.keys() - COLLECTIONS.keys()
    if unknown:
        raise ValueError(f"unknown collection {min(unknown)!r}")
    outside = [file for file, _ in found.values() if Path(file).name != file]
    if outside:
        raise ValueError(f"file {outside[0]!r} is not in the folder")
    return found


def _count(value: object) -> int:
    """Return a number of records.

    Raises:
        ValueError: If it is no whole number from 0.
    """
    if type(value) is not int or value < 0:
        raise ValueError(f"a count must be a whole number from 0, got {shown(value)}")
    return value


def write_contents(folder: Path, contents: Contents) -> None:
    """Replace the list of a folder: from now on its files are those of `contents`."""
    listed = {
        "layout": _LAYOUT,
        "schema": SCHEMA_VERSION,
        "title": contents.title,
        "coding": list(contents.coding),
        "largest_group": contents.largest_group,
        "collections": {
            name: {"file": file, "rows": contents.counts[name]}
            for name, file in contents.files.items()
        },
    }
    content = json.dumps(listed, ensure_ascii=False, indent=1).encode()
    replace_file(folder / LIST, lambda stream: stream.write(content))


def remove_unlisted(folder: Path, contents: Contents) -> None:
    """Remove the Parquet files of a folder that are not on its list."""
    listed = set(contents.files.values())
    for path in folder.glob("*.parquet"):
        if path.name not in listed:
            path.unlink(missing_ok=True)


def remove_empty(folder: Path) -> None:
    """Remove a folder that has no list, if nothing else is in it either."""
    if not (folder / LIST).exists():
        for name in _PASSING:
            shutil.rmtree(folder / name, ignore_errors=True)
        (folder / _LOCK).unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            folder.rmdir()


@contextlib.contextmanager
def lock_folder(folder: Path) -> Generator[None]:
    """Keep other writers out of a folder. The lock ends with the program that has it.

    Raises:
        FolderError: If another program is writing into it.
    """
    with (folder / _LOCK).open("ab") as lock:
        try:
            _lock(lock.fileno())
        except OSError:
            reason = "another program is writing into it"
            raise FolderError(
                folder=str(folder), reason=reason, hint="wait until it ends"
            ) from None
        yield


if os.name == "posix":
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
else:  # pragma: no cover
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]


def empty_view(collection: str) -> str:
    """Return the query of a collection without records."""
    columns = (f'NULL::{kind} AS "{key}"' for key, kind in stored_columns(collection).items())
    return f"SELECT {', '.join(columns)} WHERE false"


def check_columns(folder: str, collection: str, found: Mapping[str, str]) -> None:
    """Check the columns of a collection's file.

    Raises:
        FolderError: If they are not those of this version of the library.
    """
    for name, kind in stored_columns(collection).items():
        if found.get(name, "").replace('"', "") != kind.replace('"', ""):
            was = f"of type {found[name]}" if name in found else "missing"
            raise FolderError(
                folder=folder,
                reason=f"column {name} of its {collection} is {was}, not of type {kind}",
                hint="write it anew with this version of the library",
            )
