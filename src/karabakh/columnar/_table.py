"""Files of event data in CSV: their columns, and their rows one after another."""

import csv
import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple, TextIO

from karabakh._shown import shown, visible
from karabakh.columnar._cells import whole
from karabakh.columnar._duckdb import connect, within_memory
from karabakh.columnar._layouts import LAYOUTS, Layout
from karabakh.columnar._sql import quote_literal
from karabakh.ids import is_valid_id

__all__ = ["CsvEvents", "CsvRow"]

_DELIMITERS: Final = (",", ";", "\t")

_UNDECODED: Final = re.compile("[\ud800-\udfff]")
"""What stands for bytes that are not of the encoding."""

_EMPTY: Final = {"", "NA"}
"""What an empty cell holds; the second is as R writes it."""


class CsvRow(NamedTuple):
    """A row of a file."""

    line: int
    """The line on which it ends, from 1."""

    cells: list[str]
    """Its cells; of a row that can't be divided into any, its text."""

    fault: str
    """What is wrong with it as a row; empty if nothing is."""


class CsvEvents:
    """A file with a row for each event.

    Args:
        path: The file.
        encoding: Its encoding.

    Raises:
        ValueError: If its columns are of no known layout, or the encoding is unknown.
        OSError: If it can't be read.
    """

    def __init__(self, path: Path, encoding: str) -> None:
        self._path = path
        self._encoding = encoding
        try:
            with self._opened() as stream:
                self.layout, self._delimiter, self.header = _recognised(path, stream)
        except LookupError as error:
            raise ValueError(f"encoding must be one that Python knows, got {encoding!r}") from error
        self._columns = [name.strip().lower() for name in self.header]
        used = {*self.layout.needed, *self.layout.also}
        repeated = [name for name in used if self._columns.count(name) > 1]
        if repeated:
            raise ValueError(
                f"{visible(str(path))} must have one column {min(repeated)}, got several"
            )
        self._empty = dict.fromkeys(sorted(used), "")
        self.left_out = tuple(
            name
            for name, column in zip(self.header, self._columns, strict=True)
            if column not in used
        )

    def _opened(self) -> TextIO:
        return self._path.open(encoding=self._encoding, errors="surrogateescape", newline="")

    def rows(self) -> Iterator[CsvRow]:
        """Yield the rows below the header; blank lines are none."""
        with self._opened() as stream:
            lines = _Lines(stream)
            reader = csv.reader(lines, delimiter=self._delimiter, strict=True)
            next(reader)
            while True:
                lines.read.clear()
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    text = "".join(lines.read)
                    yield CsvRow(reader.line_num, [text], f"row must be valid CSV: {error}")
                    continue
                if cells:
                    yield CsvRow(reader.line_num, cells, self._fault(cells))

    def _fault(self, cells: list[str]) -> str:
        if len(cells) != len(self.header):
            return f"row must have {len(self.header)} cells, got {len(cells)}"
        if any(map(_UNDECODED.search, cells)):
            return f"row must be text in {self._encoding}, got other bytes"
        return ""

    def named(self, cells: list[str]) -> Mapping[str, str]:
        """Return the cells of a row by the names of their columns, in lower case."""
        bare = ("" if (cell := each.strip()) in _EMPTY else cell for each in cells)
        return {**self._empty, **dict(zip(self._columns, bare, strict=True))}

    def identifier(self, cells: list[str]) -> str:
        """Return what a row calls its event."""
        return whole(cells[self._columns.index(self.layout.needed[0])].strip())

    @within_memory()
    def repeated(self, memory: str) -> set[str]:
        """Return what several rows call their events; found on the disk, not in memory."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "identifiers")
            with path.open("w", encoding="utf-8", newline="") as stream:
                for row in self.rows():
                    name = "" if row.fault else self.identifier(row.cells)
                    if is_valid_id(name):
                        stream.write(f"{name}\n")
            with connect(Path(folder), memory=memory) as engine:
                found = engine.execute(
                    f"SELECT name FROM read_csv({quote_literal(path)}, header = false,"
                    " delim = '\\x01', quote = '', escape = '', columns = {'name': 'VARCHAR'})"
                    " GROUP BY name HAVING count(*) > 1"
                )
                return {name for (name,) in found.fetchall()}


class _Lines:
    """The lines of a stream, of which those of the present row are kept."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.read: list[str] = []

    def __iter__(self) -> Iterator[str]:
        for line in self._stream:
            self.read.append(line)
            yield line


def _recognised(path: Path, stream: TextIO) -> tuple[Layout, str, list[str]]:
    """Return the layout of a file, its delimiter, and its header.

    Raises:
        ValueError: If it has none that is known.
    """
    nearest: tuple[int, Layout, list[str]] | None = None
    no_header: list[str] = []
    for delimiter in _DELIMITERS:
        stream.seek(0)
        try:
            header = next(csv.reader(stream, delimiter=delimiter, strict=True), no_header)
        except csv.Error:
            continue
        columns = {name.strip().lower() for name in header}
        for layout in LAYOUTS:
            lacking = [name for name in layout.needed if name not in columns]
            if not lacking:
                return layout, delimiter, header
            if nearest is None or len(lacking) < nearest[0]:
                nearest = len(lacking), layout, lacking
    lacks = f"; of {nearest[1].name} it lacks {', '.join(nearest[2])}" if nearest else ""
    names = " or ".join(layout.name for layout in LAYOUTS)
    raise ValueError(f"{shown(str(path))} must have the columns of {names}{lacks}")
