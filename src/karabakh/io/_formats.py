"""The formats of files, by the names and suffixes that stand for them."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from karabakh._shown import shown
from karabakh.model._wrong_type import wrong_argument

__all__ = ["NAMES", "Format", "as_path", "format_of"]

NAMES: Final = ("toml", "json", "jsonl")
"""The formats; each is also the suffix of its files."""

_ALL: Final = (*NAMES, *(f"{name}.gz" for name in NAMES))


class Format(NamedTuple):
    """How a file is written."""

    name: str
    """One of `NAMES`."""

    is_packed: bool
    """Whether it is compressed with gzip."""


def as_path(path: "str | os.PathLike[str]") -> Path:
    """Take a path as it may be given.

    Raises:
        TypeError: it is none.
    """
    if not isinstance(path, (str, os.PathLike)):  # pyright: ignore[reportUnnecessaryIsInstance] (for untyped callers)
        raise wrong_argument("a path", path, (str, Path))
    return Path(path)


def format_of(path: Path, format: str | None) -> Format:
    """Give the format that was asked for, or else that of a path's suffix.

    Raises:
        ValueError: it is none that the library knows. Nothing is guessed from contents.
    """
    if format is not None:
        if format not in _ALL:
            raise ValueError(f"there is no format {shown(format)}: it is one of {_list(_ALL)}")
        return _split(format)
    name = path.name.lower()
    for each in _ALL:
        if name.endswith(f".{each}"):
            return _split(each)
    raise ValueError(
        f"no format has the suffix of {shown(str(path))}: end it in one of"
        f" {_list(f'.{each}' for each in _ALL)}, or give format=…"
    )


def _split(name: str) -> Format:
    return Format(name.removesuffix(".gz"), name.endswith(".gz"))


def _list(names: Iterable[str]) -> str:
    return ", ".join(map(repr, names))
