"""Files, rows and columns for places of a dataset that was read from tables."""

import bisect
import contextlib
import re
from array import array
from typing import Final

import attrs

from karabakh.findings import Finding
from karabakh.io._csv_cells import QuotationError, Row, iter_rows
from karabakh.io._csv_tables import DESCRIPTOR, CsvTable
from karabakh.io._file_errors import pointer

__all__ = ["CsvPlaces"]

_LINE_END: Final = re.compile(r"\r\n|\r|\n")

_DESCRIBED: Final = {"/schema": "karabakh", "/coding": "karabakh", "/title": ""}
"""The key of the descriptor that has each part of the heading."""


class CsvPlaces:
    """Knows the row of each record and part, and finds the lines of cells."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        """The texts of the files, by their names."""
        self.headings: dict[str, list[str]] = {}
        """The names of their columns, as they stand in the file."""
        self._line_starts: dict[str, array[int]] = {}
        self._rows: dict[str, tuple[CsvTable, int]] = {}

    def add(self, place: str, table: CsvTable, row: int) -> None:
        """Note the row of a record or part.

        Args:
            place: Its pointer in the dataset.
            table: The table.
            row: The number of the row; the first one counts if there are several.
        """
        self._rows.setdefault(place, (table, row))

    def located(self, findings: list[Finding]) -> list[Finding]:
        """Return findings with their files, rows and columns."""
        cells = [self._cell(finding.where) for finding in findings]
        wanted: dict[str, set[int]] = {}
        for cell in cells:
            if cell is not None:
                wanted.setdefault(cell[0].file, set()).add(cell[1])
        rows: dict[tuple[str, int], Row] = {}
        for file, numbers in wanted.items():
            # What follows an open quotation mark was not read, and has no findings.
            with contextlib.suppress(QuotationError):
                for row in iter_rows(self.texts[file]):
                    if row.number in numbers:
                        rows[file, row.number] = row
        return [
            self._located(finding, cell, rows)
            for finding, cell in zip(findings, cells, strict=True)
        ]

    def name(self, where: str) -> str:
        """Return a pointer into the dataset as messages show it."""
        cell = self._cell(where)
        return pointer(cell[0].file, *cell[1:]) if cell else where

    def _located(
        self,
        finding: Finding,
        cell: tuple[CsvTable, int, str] | None,
        rows: dict[tuple[str, int], Row],
    ) -> Finding:
        if cell is None:
            head = f"/{finding.where.split('/')[1]}" if finding.where else ""
            if head not in _DESCRIBED:
                return finding
            key = filter(None, (DESCRIPTOR, _DESCRIBED[head]))
            return attrs.evolve(finding, where=pointer(*key) + finding.where)
        table, number, column = cell
        row = rows[table.file, number]
        headings = self.headings[table.file]
        # Of a missing column, the row is the place.
        offset = row.offsets[headings.index(column) if column in headings else 0]
        line, character = self.line_and_column(table.file, offset)
        where = pointer(table.file, number, column)
        return attrs.evolve(finding, where=where, line=line, column=character)

    def _cell(self, where: str) -> tuple[CsvTable, int, str] | None:
        """Return table, row and column of a pointer; None if it is in no table."""
        head = where
        while head and head not in self._rows:
            head = head.rpartition("/")[0]
        if not head:
            return None
        table, row = self._rows[head]
        steps = where[len(head) + 1 :].split("/")
        for field in table.fields:
            path = [str(step) for step in field.path]
            if steps[: len(path)] == path or path[: len(steps)] == steps:
                return table, row, field.name
        return table, row, table.columns[0]

    def line_and_column(self, file: str, offset: int) -> tuple[int, int]:
        """Return the line and the column, from 1, of an offset in the text of a file."""
        if file not in self._line_starts:
            ends = _LINE_END.finditer(self.texts[file])
            self._line_starts[file] = array("Q", (0, *(end.end() for end in ends)))
        starts = self._line_starts[file]
        line = bisect.bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1
