"""TOML files of which a few values are replaced, and all else stays as it is."""

import bisect
import re
from array import array
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from os import PathLike
from pathlib import Path
from typing import IO, Any

import attrs

from karabakh._replacing import replace_file
from karabakh._shown import visible
from karabakh.io._builder import DatasetBuilder, nesting_limited
from karabakh.io._files import read_bytes
from karabakh.io._formats import as_path, format_of
from karabakh.io._limits import MAX_BYTES
from karabakh.io._overwriting import remember
from karabakh.io._text import check_bytes
from karabakh.io._toml import parse_toml, read_toml
from karabakh.io._toml_spans import Keys, value_spans

__all__ = ["TomlFile", "read_toml_file"]


@attrs.frozen(kw_only=True)
class TomlFile:
    """A TOML file as it was read, and where its values stand."""

    path: Path
    """The file."""

    content: bytes
    """Its bytes."""

    text: str
    """The same as text, with line ends as they are."""

    plain: dict[str, Any]
    """Its values."""

    spans: Mapping[Keys, tuple[int, int]]
    """Where each value begins and ends in the text."""

    def value(self, keys: Keys) -> Any:  # noqa: ANN401 (any value of a file)
        """Return the value that keys and indices lead to."""
        value: Any = self.plain
        for key in keys:
            value = value[key]
        return value

    def position(self, keys: Keys) -> tuple[int, int]:
        """Return the line and the column of a value, from 1."""
        start, _ = self.spans[keys]
        line = bisect.bisect_right(self._line_starts, start)
        return line, start - self._line_starts[line - 1] + 1

    @cached_property
    def _line_starts(self) -> Sequence[int]:
        return array("Q", [0, *(end.end() for end in re.finditer("\n", self.text))])

    def replace(self, values: Mapping[Keys, str]) -> None:
        """Replace some values in the file, as a whole or not at all.

        Args:
            values: What to write for each, as TOML.

        Raises:
            FileExistsError: If the file was changed since it was read.
            OSError: If it can't be written.
        """
        chosen = sorted((*self.spans[keys], value) for keys, value in values.items())
        ends = [(0, 0, ""), *chosen, (len(self.text), len(self.text), "")]
        pieces = (
            f"{value}{self.text[end:start]}" for (_, end, value), (start, _, _) in pairwise(ends)
        )
        content = "".join(pieces).encode()

        def write(stream: IO[bytes]) -> None:
            stream.write(content)
            if read_bytes(self.path, is_packed=False, max_bytes=MAX_BYTES) != self.content:
                raise FileExistsError(
                    f"{visible(str(self.path))} has been changed since it was read;"
                    " nothing was written, so run the command again"
                )

        replace_file(self.path, write)
        remember(self.path, content)


def read_toml_file(path: "str | PathLike[str]") -> TomlFile:
    """Read a TOML file without building its records.

    Raises:
        LoadError: If it can't be read, or is not well-formed.
        ValueError: If its suffix is another.
    """
    path = as_path(path)
    if format_of(path, None) != ("toml", False):
        raise ValueError(f"the file must be TOML with the suffix '.toml', got {str(path)!r}")
    content = read_bytes(path, is_packed=False, max_bytes=MAX_BYTES)
    builder = DatasetBuilder(str(path))
    with nesting_limited(builder):
        try:
            text = check_bytes(content, builder).decode()
            plain = parse_toml(text)
        except (ValueError, RecursionError):
            read_toml(content, DatasetBuilder(str(path)), check_references=False)
            raise  # which does not happen: what tomllib refuses has findings
    if builder.findings:
        raise builder.failure()
    spans = {keys: (start, end) for keys, start, end in value_spans(text)}
    return TomlFile(path=path, content=content, text=text, plain=plain, spans=spans)
