"""The formats of files, by name and suffix."""

import os
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Final, NamedTuple

from karabakh._shown import shown

__all__ = ["FOLDER", "NAMES", "Format", "as_path", "check_format", "format_of"]

NAMES: Final = ("toml", "json", "jsonl")
"""The formats of texts; each is also the suffix of its files."""

FOLDER: Final = "csv"
"""The format of a folder with tables."""

_FILES: Final = (*NAMES, *(f"{name}.gz" for name in NAMES))
_ALL: Final = (*_FILES, FOLDER)


class Format(NamedTuple):
    """The format of a file."""

    name: str
    """One of `NAMES`, or `FOLDER`."""

    is_packed: bool
    """Whether it is compressed with gzip."""


def as_path(path: "str | os.PathLike[str]") -> Path:
    """Return a path as a Path.

    Raises:
        TypeError: If it is not a path.
        ValueError: If it is empty.
    """
    if not isinstance(path, (str, os.PathLike)):  # pyright: ignore[reportUnnecessaryIsInstance] (for untyped callers)
        raise TypeError(f"path must be a str or a Path, got {shown(path)}")
    if not os.fspath(path):
        raise ValueError("path must name a file or folder, got ''")
    return Path(path)


def format_of(path: "str | os.PathLike[str]", format: str | None) -> Format:
    """Return the format passed, or else that of a path: of its suffix, or of a folder.

    Raises:
        ValueError: If the library does not know it. Contents are never looked at.
        TypeError: If it is not a path.
    """
    if format is not None:
        return _split(check_format(format, _ALL))
    name = as_path(path).name.lower()
    is_folder = os.fspath(path).endswith(_SLASHES)
    for each in _FILES:
        if name.endswith(f".{each}") and not is_folder:
            return _split(each)
    if is_folder or os.path.isdir(path):  # noqa: PTH112 (a name may be too long for pathlib)
        return Format(FOLDER, is_packed=False)
    raise ValueError(
        f"path {shown(str(path))} has no known suffix: use one of"
        f" {_list(f'.{each}' for each in _FILES)}, a folder with '/' at its end, or pass format=…"
    )


def check_format(format: str, known: Collection[str] = NAMES) -> str:
    """Return the name of a format if it is known.

    Raises:
        ValueError: If it is not.
    """
    if format not in known:
        raise ValueError(f"format must be one of {_list(known)}, got {shown(format)}")
    return format


_SLASHES: Final = tuple({"/", os.sep})


def _split(name: str) -> Format:
    return Format(name.removesuffix(".gz"), name.endswith(".gz"))


def _list(names: Iterable[str]) -> str:
    return ", ".join(map(repr, names))
