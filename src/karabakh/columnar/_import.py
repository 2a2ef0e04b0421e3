"""Event data in CSV into a folder, as they come."""

import csv
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import IO, Any, Final

import attrs

from karabakh._replacing import replace_file
from karabakh._shown import counted, visible
from karabakh.columnar._named import MisfitError, Named, checked
from karabakh.columnar._table import CsvEvents, CsvRow
from karabakh.columnar._write import write_columns
from karabakh.errors import LoadError
from karabakh.findings import Finding
from karabakh.ids import is_valid_id
from karabakh.model import Actor, Place, Record, Source

__all__ = ["ImportReport", "RejectedRow", "import_events"]

_BATCH: Final = 500
"""How many rows are read together."""

_LISTED: Final = 100
"""How many rejected rows a report lists; the file has all."""

_PLACE: Final = re.compile(r"/events/(\d+)/?(.*)")
"""Where a finding is: the number of the event, and the place in it."""


@attrs.frozen
class RejectedRow:
    """A row that is no event, and why."""

    line: int
    """The line on which it ends, from 1."""

    reason: str
    """Why it is no event."""

    def __str__(self) -> str:
        return visible(f"line {self.line}: {self.reason}")


@attrs.frozen(kw_only=True)
class ImportReport:
    """What became of the rows and columns of an import."""

    layout: str
    """The layout that the columns were recognised as: ``"ucdp-ged"`` or ``"acled"``."""

    events: int
    """How many rows have become events."""

    actors: int
    """How many distinct actors they name."""

    places: int
    """How many distinct places they name."""

    rejected: int
    """How many rows have not."""

    first_rejected: tuple[RejectedRow, ...]
    """The first hundred of them, in the order of the file."""

    rejected_file: Path
    """The file with all of them: line, reason and cells."""

    columns_left_out: tuple[str, ...]
    """The columns that were not read."""

    def __str__(self) -> str:
        """Return the report in lines."""
        numbers = (self.events, "event"), (self.actors, "actor"), (self.places, "place")
        named = ", ".join(counted(*each) for each in numbers)
        rejected = f"{counted(self.rejected, 'row')} rejected, see {self.rejected_file}"
        left_out = ", ".join(self.columns_left_out) or "none"
        listed = (f"  {each}" for each in self.first_rejected)
        heading = f"{self.layout}: {named}; {rejected}"
        return "\n".join(map(visible, (heading, *listed, f"columns left out: {left_out}")))


def import_events(  # noqa: PLR0913 (each has a use of its own)
    csv_path: "str | os.PathLike[str]",
    folder: "str | os.PathLike[str]",
    *,
    title: str = "",
    encoding: str = "utf-8-sig",
    rejected: "str | os.PathLike[str] | None" = None,
    memory: str = "1GiB",
) -> ImportReport:
    r"""Write a CSV file of GED or ACLED into a folder of Parquet files, row by row.

    The layout is recognised by the names of the columns, in any order and of any version.
    Each row is read as an event as strictly as any file; a row that can't be one is listed,
    and written into a file of its own. Only distinct actors and places are in memory. The
    folder is replaced as by `write_columns`, as a whole or not at all.

    Args:
        csv_path: The file; it is read twice.
        folder: The folder; it is created if it does not exist.
        title: The title of the collection; by default that of the layout.
        encoding: The encoding of the file, as Python names it.
        rejected: The file for rejected rows, which is replaced; by default beside the folder,
            under its name with ``-rejected.csv``.
        memory: The limit for the memory of the column engine.

    Returns:
        What became of rows and columns.

    Raises:
        ValueError: If the columns are of no known layout, or the encoding is unknown.
        FolderError: If `folder` has other files, or another program is writing into it.
        OSError: If a file can't be read or written.
        MemoryError: If `memory` is too small.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from karabakh.columnar import import_events
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "events.csv").write_text(
    ...     "event_id_cnty,event_date,event_type,actor1,actor2,fatalities,region\n"
    ...     "TLR1,1931-04-02,Battles,River Guard,Toll League,3,Tolland\n"
    ...     "TLR2,spring,Battles,River Guard,Toll League,3,Tolland\n"
    ... )
    >>> report = import_events(folder / "events.csv", folder / "tolland")
    >>> report.events, report.columns_left_out
    (1, ('region',))
    >>> print(report.first_rejected[0])
    line 3: event_date must be a day such as '2020-09-27', got 'spring'
    """
    folder = Path(folder)
    named = folder if folder.name else folder.resolve()
    file = Path(rejected) if rejected else named.with_name(f"{named.name}-rejected.csv")
    file.parent.mkdir(parents=True, exist_ok=True)
    table = CsvEvents(Path(csv_path), encoding)
    repeated = table.repeated(memory)
    reader = _Reader(table, repeated)

    def write(stream: IO[bytes]) -> None:
        records = reader.records(Path(csv_path).name, stream)
        write_columns(records, folder, title=title or table.layout.title, memory=memory)

    replace_file(file, write)
    return ImportReport(
        layout=table.layout.name,
        events=reader.events,
        actors=len(reader.actors),
        places=len(reader.places),
        rejected=reader.rejected,
        first_rejected=tuple(reader.first_rejected),
        rejected_file=file,
        columns_left_out=table.left_out,
    )


class _Reader:
    """Rows into records; those that don't fit into a file of their own."""

    def __init__(self, table: CsvEvents, repeated: set[str]) -> None:
        self._table = table
        self._repeated = repeated
        self._met: set[str] = set()
        self.actors = Named(Actor, f"{table.layout.name}/actor")
        self.places = Named(Place, f"{table.layout.name}/place")
        self.events = 0
        self.rejected = 0
        self.first_rejected: list[RejectedRow] = []
        self._rejected: list[tuple[CsvRow, str]] = []

    def records(self, file: str, rejected: IO[bytes]) -> Iterator[Record | Source]:
        """Yield the source, the events, then the actors and places that they name."""
        writer = csv.writer(_Encoded(rejected))
        writer.writerow(["line", "reason", *self._table.header])
        layout = self._table.layout
        yield Source(id=layout.name, title=f"{layout.title} ({file})")
        rows = self._table.rows()
        while batch := list(islice(rows, _BATCH)):
            plain = [(row, event) for row in batch if (event := self._plain(row)) is not None]
            yield from self._read(plain)
            writer.writerows(self._listed_rows())
        yield from self.actors
        yield from self.places

    def _plain(self, row: CsvRow) -> dict[str, Any] | None:
        """Return the event of a row as plain values; None if the row is rejected."""
        if row.fault:
            self._reject(row, row.fault)
            return None
        name = self._table.identifier(row.cells)
        if not is_valid_id(name):
            self._reject(row, f"event must have an identifier without blanks, got {name!r}")
            return None
        if name in self._met:
            self._reject(row, f"event {name!r} must be one row, got another above")
            return None
        if name in self._repeated:
            self._met.add(name)
        cells = self._table.named(row.cells)
        try:
            event = self._table.layout.event(cells, self.actors, self.places)
        except MisfitError as error:
            self._reject(row, str(error))
            return None
        return {key: value for key, value in event.items() if value}

    def _read(self, plain: list[tuple[CsvRow, dict[str, Any]]]) -> Iterator[Record]:
        """Yield the events that can be read, by the strict reader of files."""
        try:
            dataset = checked(events=[event for _, event in plain])
        except LoadError as error:
            reasons = _by_event(error.findings)
            if not reasons:
                raise
            for number, reason in reasons.items():
                self._reject(plain[number][0], reason)
            rest = [each for number, each in enumerate(plain) if number not in reasons]
            yield from self._read(rest)
            return
        self.events += len(dataset.events)
        yield from dataset.events

    def _reject(self, row: CsvRow, reason: str) -> None:
        self._rejected.append((row, reason))

    def _listed_rows(self) -> Iterator[list[object]]:
        """Yield the rows of a batch that were rejected, in the order of the file."""
        for row, reason in sorted(self._rejected, key=lambda each: each[0].line):
            yield [row.line, reason, *row.cells]
            if len(self.first_rejected) < _LISTED:
                self.first_rejected.append(RejectedRow(row.line, reason))
        self.rejected += len(self._rejected)
        self._rejected.clear()


class _Encoded:
    """A stream of bytes that takes text, with undecoded bytes as they were."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return self._stream.write(text.encode("utf-8", "surrogateescape"))


def _by_event(findings: Sequence[Finding]) -> Mapping[int, str]:
    """Return what is wrong with each event, by its number."""
    reasons: dict[int, str] = {}
    for finding in findings:
        if found := _PLACE.match(finding.where):
            number, place = found.groups()
            reasons.setdefault(int(number), f"{place or 'event'}: {finding.message}")
    return reasons
