"""Datasets from folders of CSV files, which people edit."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple, cast

from karabakh._replacing import restore_folder
from karabakh._shown import shown
from karabakh.io._builder import DatasetBuilder
from karabakh.io._csv_cells import (
    LEFT_OUT,
    QuotationError,
    Row,
    cell_reader,
    iter_rows,
    unmarked,
)
from karabakh.io._csv_places import CsvPlaces
from karabakh.io._csv_tables import DESCRIPTOR, CsvTable, csv_tables, digests_of
from karabakh.io._file_errors import file_error, pointer
from karabakh.io._files import read_bytes
from karabakh.io._json_text import element_value
from karabakh.io._overwriting import remember
from karabakh.io._plain_values import as_array, as_object
from karabakh.model import COLLECTIONS, SCHEMA_VERSION, Dataset
from karabakh.nearest import did_you_mean

__all__ = ["read_folder"]

_KEY: Final = "karabakh"
"""The key of the descriptor under which the schema and the codings are."""

_Keys = tuple[str, ...]


class _Owner(NamedTuple):
    """A record, or a part, to which parts are added."""

    element: dict[str, Any]
    """Its plain value."""
    place: str
    """Its pointer in the dataset."""


def read_folder(
    path: Path, builder: DatasetBuilder, *, max_bytes: int, check_references: bool
) -> Dataset:
    """Return the dataset of the tables in a folder.

    Raises:
        LoadError: If something is wrong with them.
    """
    restore_folder(path)
    reader = _Reader(path, builder, max_bytes)
    if reader.read_descriptor():
        reader.read_tables()
    places = reader.places
    dataset = builder.build(
        check_references=check_references, locate=places.located, name_place=places.name
    )
    remember(path, digests_of(reader.contents))
    return dataset


class _Reader:
    """Reads the files of a folder one after another."""

    def __init__(self, path: Path, builder: DatasetBuilder, max_bytes: int) -> None:
        self._path = path
        self._builder = builder
        self._bytes_left = max_bytes
        self.contents: dict[str, bytes] = {}
        """What the files contain that have been read."""
        self._described: list[str] = []
        self._gapped: set[CsvTable] = set()
        self.places = CsvPlaces()

    def read_descriptor(self) -> bool:
        """Return whether the schema of the folder can be read; read title and codings."""
        builder = self._builder
        if self._path.is_dir() and not (self._path / DESCRIPTOR).exists():
            hint = "pass a file, or a folder that karabakh.write wrote"
            self._find("KB001", f"folder has no {DESCRIPTOR}", pointer(DESCRIPTOR), hint)
            return False
        raw = self._read_bytes(DESCRIPTOR)
        value, findings = element_value(raw, DESCRIPTOR)
        builder.findings += findings
        package = as_object(value) or {}
        own = as_object(package.get(_KEY))
        if own is None:
            if not findings:
                builder.findings.append(
                    file_error(
                        "KB010",
                        f"{DESCRIPTOR} is not that of a dataset",
                        where=pointer(DESCRIPTOR, _KEY),
                        hint=f'write "{_KEY}": {{"schema": {SCHEMA_VERSION}}}',
                    )
                )
            return False
        heading = own | ({"title": package["title"]} if "title" in package else {})
        if not builder.read_heading(heading):
            return False
        if builder.version != SCHEMA_VERSION:
            builder.findings.append(
                file_error(
                    "KB012",
                    f"tables of schema {builder.version} can't be migrated",
                    where="/schema",
                    expected=f"schema {SCHEMA_VERSION}",
                    hint="convert the dataset that they were written from",
                )
            )
            return False
        builder.check_keys(heading, ())
        builder.add_plain({"coding": own.get("coding", [])})
        for resource in as_array(package.get("resources")) or ():
            file = (as_object(resource) or {}).get("path")
            self._described += [file] if isinstance(file, str) else []
        return True

    def read_tables(self) -> None:
        """Read all tables, each after the one that its parts belong to."""
        tables = {table.file: table for table in csv_tables() if table.fields}
        present = {each.name for each in self._path.iterdir() if each.suffix.lower() == ".csv"}
        for file in sorted({*present, *self._described} - tables.keys()):
            hint = did_you_mean(file, tables) or f"the tables are {', '.join(tables)}"
            self._find("KB014", f"unknown table {shown(file)}", pointer(file), hint)
        owners: dict[str, dict[_Keys, _Owner]] = {}
        collections: dict[str, list[dict[str, Any]]] = {name: [] for name in COLLECTIONS}
        for table in csv_tables():
            rows: list[tuple[_Keys, dict[str, Any], Row]] = []
            if table.file in present or table.file in self._described:
                rows = self._read_table(table)
            if table.parent is None:
                owners[table.name] = self._add_records(table, rows, collections[table.name])
            elif table.fields:
                owners[table.name] = self._add_parts(table, rows, owners)
            else:
                owners[table.name] = owners[table.parent.name]
        for name, elements in collections.items():
            self._builder.add_plain_elements(name, elements)

    def _add_records(
        self,
        table: CsvTable,
        rows: list[tuple[_Keys, dict[str, Any], Row]],
        elements: list[dict[str, Any]],
    ) -> dict[_Keys, _Owner]:
        owners: dict[_Keys, _Owner] = {}
        for _, element, row in rows:
            place = pointer(table.name, len(elements))
            elements.append(element)
            self.places.add(place, table, row.number)
            owners.setdefault((str(element.get("id")),), _Owner(element, place))
        return owners

    def _add_parts(
        self,
        table: CsvTable,
        rows: list[tuple[_Keys, dict[str, Any], Row]],
        owners: dict[str, dict[_Keys, _Owner]],
    ) -> dict[_Keys, _Owner]:
        assert table.parent is not None  # noqa: S101 (a collection has no parts)
        added: dict[_Keys, _Owner] = {}
        known = {key for (key, *_) in owners[table.parent.name]}
        findings = self._builder.findings
        for keys, element, row in rows:
            if findings.is_full:
                break
            owner = owners[table.parent.name].get(keys[:1])
            if owner is None and table.parent in self._gapped:
                continue  # what it belongs to may be in a row that was refused
            if owner is None:
                self._find_in_row(
                    table,
                    row,
                    "KB101",
                    f"unknown {table.keys[0]} {shown(keys[0])}",
                    did_you_mean(keys[0], known, before=len(findings))
                    or f"write the id of one of its {table.keys[0]}s",
                )
                continue
            if len(keys) > 1:
                owner = self._numbered(table, keys, owner, row)
                if owner is None:
                    continue
            parts = owner.element.setdefault(table.field, [])
            place = owner.place + pointer(table.field, len(parts))
            parts.append(element)
            self.places.add(place, table, row.number)
            if table.has_ids:
                added.setdefault((str(element.get("id")),), _Owner(element, place))
        return added

    def _numbered(self, table: CsvTable, keys: _Keys, owner: _Owner, row: Row) -> _Owner | None:
        """Return the paragraph that a row says it belongs to; a new one if it is the next."""
        assert table.parent is not None  # noqa: S101 (it has two keys)
        numbered = owner.element.setdefault(table.parent.field, [])
        count = len(numbered)
        if keys[1] == str(count + 1):
            place = owner.place + pointer(table.parent.field, count)
            self.places.add(place, table, row.number)
            numbered.append({})
            count += 1
        elif keys[1] != str(count) or not count:
            wanted = f"{count} or {count + 1}" if count else "1"
            self._find_in_row(
                table,
                row,
                "KB023",
                f"{table.keys[1]} must be {wanted} here, got {shown(keys[1])}",
                f"number the {table.keys[1]}s of each {table.keys[0]} from 1, in order",
                column=1,
            )
            return None
        return _Owner(numbered[-1], owner.place + pointer(table.parent.field, count - 1))

    def _read_table(self, table: CsvTable) -> list[tuple[_Keys, dict[str, Any], Row]]:
        """Return the rows of a table, as keys and plain elements."""
        found: list[tuple[_Keys, dict[str, Any], Row]] = []
        text = self._read_text(table)
        if text is None:
            return found
        self.places.texts[table.file] = text
        rows, read_element = iter_rows(text), _element_reader(table)
        try:
            headings = next(rows, None)
            if headings is None:
                hint = f"write the columns in the first line: {','.join(table.columns)}"
                self._find("KB008", "file is empty", pointer(table.file), hint)
                return found
            if not self._check_headings(table, headings):
                self._skip(table)
                return found
            self.places.headings[table.file] = headings.cells
            for row in rows:
                if self._builder.findings.is_full:
                    break
                if self._has_cells(table, headings, row):
                    cells = dict(zip(headings.cells, row.cells, strict=False))
                    keys = tuple(unmarked(cells[key]) for key in table.keys)
                    found.append((keys, read_element(cells), row))
        except QuotationError as error:
            self._skip(table)
            line, column = self.places.line_and_column(table.file, error.offset)
            message = "quotation mark within a cell that does not begin with one"
            if error.is_open:
                message = "quotation mark is not closed"
            hint = "put the cell into quotation marks, and double each within it"
            self._find("KB006", message, pointer(table.file), hint, line=line, column=column)
        return found

    def _read_bytes(self, file: str) -> bytes:
        content = read_bytes(self._path / file, is_packed=False, max_bytes=self._bytes_left)
        self._bytes_left -= len(content)
        self.contents[file] = content
        return content

    def _read_text(self, table: CsvTable) -> str | None:
        """Return the text of a table's file, without byte order mark; None if unreadable."""
        if not (self._path / table.file).is_file():
            self._skip(table)
            hint = f"add it, or remove it from {DESCRIPTOR}"
            self._find("KB001", f"{table.file} is missing", pointer(table.file), hint)
            return None
        raw = self._read_bytes(table.file)
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self._skip(table)
            message = f"byte 0x{raw[error.start]:02x} is not UTF-8"
            hint = "save the file as UTF-8 (in Excel: CSV UTF-8)"
            line = raw.count(b"\n", 0, error.start) + 1
            self._find("KB004", message, pointer(table.file), hint, line=line)
            return None
        return text

    def _check_headings(self, table: CsvTable, headings: Row) -> bool:
        """Return whether all columns of a table are known, and those needed are there."""
        cells, known = headings.cells, table.columns
        if len(cells) == 1 and any(mark in cells[0] for mark in _OTHER_MARKS):
            hint = "save the file with commas between the columns"
            message = f"columns must be separated by ',', got {shown(cells[0])}"
            self._find("KB006", message, pointer(table.file), hint, line=1, column=1)
            return False
        before = len(self._builder.findings)
        seen = set[str]()
        for number, name in enumerate(cells):
            if self._builder.findings.is_full:
                break
            where = pointer(table.file, headings.number, name)
            place = self.places.line_and_column(table.file, headings.offsets[number])
            if name not in known:
                message = f"unknown column {shown(name)}"
                hint = did_you_mean(name, known) or f"the columns are {', '.join(known)}"
                self._find("KB014", message, where, hint, *place)
            elif name in seen:
                message = f"column {name!r} occurs twice"
                self._find("KB013", message, where, "remove one of them", *place)
            seen.add(name)
        needed = [*table.keys, *(["id"] if table.has_ids else [])]
        for name in needed:
            if name not in cells:
                message = f"missing column {name!r}"
                self._find("KB015", message, pointer(table.file), "add the column", 1)
        return len(self._builder.findings) == before

    def _has_cells(self, table: CsvTable, headings: Row, row: Row) -> bool:
        """Return whether a row has a cell for each column; more of them must be empty."""
        wanted, found = len(headings.cells), len(row.cells)
        if found < wanted or any(row.cells[wanted:]):
            message = f"row has {found} cells, but there are {wanted} columns"
            hint = "put cells with commas into quotation marks, and leave none out"
            self._find_in_row(table, row, "KB006", message, hint)
            return False
        return True

    def _skip(self, table: CsvTable) -> None:
        """Note that rows of a table are left out: what refers to them may be right."""
        self._gapped.add(table)
        self._builder.is_gapped = self._builder.is_gapped or table.has_ids

    def _find_in_row(  # noqa: PLR0913, PLR0917 (one for each field of a finding)
        self, table: CsvTable, row: Row, code: str, message: str, hint: str, column: int = 0
    ) -> None:
        self._skip(table)
        name = self.places.headings[table.file][column]
        place = self.places.line_and_column(table.file, row.offsets[column])
        self._find(code, message, pointer(table.file, row.number, name), hint, *place)

    def _find(  # noqa: PLR0913, PLR0917 (one for each field of a finding)
        self,
        code: str,
        message: str,
        where: str,
        hint: str,
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        self._builder.findings.append(
            file_error(code, message, where=where, hint=hint, line=line, column=column)
        )


_OTHER_MARKS: Final = ";\t|"
"""What separates columns in files that are called CSV, too."""


def _element_reader(table: CsvTable) -> Callable[[dict[str, str]], dict[str, Any]]:
    """Return what makes the plain element of a row, without what is left out."""
    readers = [(field.name, field.path, cell_reader(field)) for field in table.fields]

    def read(cells: dict[str, str]) -> dict[str, Any]:
        element: dict[str, Any] = {}
        for column, path, read_cell in readers:
            value = read_cell(cells.get(column, ""))
            if value is LEFT_OUT:
                continue
            name = cast("str", path[0])
            if len(path) == 1:
                element[name] = value
            elif isinstance(path[1], int):
                element.setdefault(name, []).append(value)
            else:
                element.setdefault(name, {})[path[1]] = value
        return element

    return read
