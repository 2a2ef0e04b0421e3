"""Values and cells of CSV, and rows of cells and texts (RFC 4180)."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, NamedTuple

from karabakh.model.flat import FlatField
from karabakh.model.introspection import term_types

__all__ = [
    "LEFT_OUT",
    "SEPARATOR",
    "QuotationError",
    "Row",
    "cell_reader",
    "cell_writer",
    "iter_rows",
    "marked",
    "row_text",
    "unmarked",
]

SEPARATOR: Final = ";"
"""What stands between the values of a cell with several; one within a value is doubled."""

LEFT_OUT: Final = object()
"""The value of an empty cell: the field is left out."""

_FORMULA: Final = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
"""How a text begins that a spreadsheet would compute, or that looks as if it were marked."""

_MARK: Final = "'"
_TEXTS: Final = {True: "true", False: "false", None: ""}
_BOOLEANS: Final = {text: value for value, text in _TEXTS.items()}
_WHOLE: Final = re.compile(r"-?(?:0|[1-9][0-9]*)")
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")


def cell_writer(field: FlatField) -> Callable[[Any], str]:
    """Return what makes the text of a cell from a value of a field.

    A text that a spreadsheet would take for a formula has an apostrophe before it.
    """
    if field.annotation is bool:
        return _TEXTS.__getitem__
    if field.is_number:
        return lambda value: "" if value is None else repr(value)
    if field.element is not None:
        return lambda values: marked(_joined(values)) if values else ""
    if term_types(field.annotation):
        return lambda value: "" if value is None else str(value.value)
    return lambda value: "" if value is None else marked(str(value))


def _joined(values: Iterable[object]) -> str:
    return f"{SEPARATOR} ".join(str(each).replace(SEPARATOR, 2 * SEPARATOR) for each in values)


def marked(text: str) -> str:
    """Return a text as no formula: if it looks like one, with an apostrophe before it.

    >>> from karabakh.io._csv_cells import marked, unmarked
    >>> marked("=1+1"), unmarked("'=1+1"), marked("it's")
    ("'=1+1", '=1+1', "it's")
    """
    return f"{_MARK}{text}" if _FORMULA.match(text) else text


def unmarked(cell: str) -> str:
    """Return a text without the apostrophe that `marked` puts before it."""
    return cell[len(_MARK) :] if cell.startswith(_MARK) and _FORMULA.match(cell) else cell


def cell_reader(field: FlatField) -> Callable[[str], object]:
    """Return what makes the plain value of a field from a cell, as in a JSON file.

    A cell that its field can't hold is returned as a text, and refused like one.
    """
    is_text = field.annotation is str and not field.has_default
    empty: object = "" if is_text else LEFT_OUT
    convert: Callable[[str], object] = unmarked
    if field.annotation is bool:
        convert = _boolean
    elif field.is_number:
        convert = _number
    elif field.element is not None:
        convert = _divided
    return lambda cell: convert(cell) if cell else empty


def _boolean(cell: str) -> object:
    return _BOOLEANS.get(cell.lower(), cell)


def _number(cell: str) -> object:
    if _WHOLE.fullmatch(cell):
        digits = cell.removeprefix("-")
        return int(cell) if len(digits) < 20 else cell  # noqa: PLR2004 (64 bits have 19 digits)
    return float(cell) if _NUMBER.fullmatch(cell) else cell


_PARTS: Final = re.compile(r"(?:[^;]|;;)*")


def _divided(cell: str) -> list[str]:
    cell = unmarked(cell)
    parts: list[str] = []
    position = 0
    while position <= len(cell):
        match = _PARTS.match(cell, position)
        assert match is not None  # noqa: S101 (it matches the empty text)
        parts.append(match[0].replace(2 * SEPARATOR, SEPARATOR).strip())
        position = match.end() + 1
    return parts


def row_text(cells: Iterable[str]) -> str:
    r"""Return a row of CSV, with its line end.

    >>> from karabakh.io._csv_cells import row_text
    >>> row_text(["a", "b, c", ""])
    'a,"b, c",\n'
    """
    return ",".join(map(_quoted, cells)) + "\n"


_QUOTED: Final = re.compile(r'[",\r\n]|^\s|\s$')


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell


class Row(NamedTuple):
    """A row of a table."""

    number: int
    """Its number, from 1, as spreadsheets count it: the headings are in the first."""
    cells: list[str]
    """The texts of its cells."""
    offsets: list[int]
    """Where each begins in the text of the file."""


class QuotationError(ValueError):
    """A quotation mark that leaves open where a cell ends."""

    def __init__(self, offset: int, *, is_open: bool) -> None:
        super().__init__(offset)
        self.offset = offset
        """Where it stands in the text."""
        self.is_open = is_open
        """Whether it begins a cell that does not end."""


_CELL: Final = re.compile(r'"((?:[^"]|"")*+)"|([^",\r\n]*+)')
_LINE_END: Final = re.compile(r"\r\n|\r|\n")


def iter_rows(text: str) -> Iterator[Row]:
    r"""Yield the rows of a CSV text that have any content, the headings first.

    Raises:
        QuotationError: If a quotation mark is not closed, or stands within an unquoted cell.

    >>> from karabakh.io._csv_cells import iter_rows
    >>> [row.cells for row in iter_rows('a,b\r\n"x, y",\n')]
    [['a', 'b'], ['x, y', '']]
    """
    position = 0
    number = 0
    while position < len(text):
        number += 1
        cells: list[str] = []
        offsets: list[int] = []
        is_last = False
        while not is_last:
            match = _CELL.match(text, position)
            assert match is not None  # noqa: S101 (it matches the empty text)
            offsets.append(position)
            cells.append(match[2] if match[1] is None else match[1].replace('""', '"'))
            position = match.end()
            if text.startswith(",", position):
                position += 1
                continue
            end = _LINE_END.match(text, position)
            if end is None and position < len(text):
                raise QuotationError(position, is_open=match[1] is None and not match[2])
            position = end.end() if end else position
            is_last = True
        if any(cells):
            yield Row(number, cells, offsets)
