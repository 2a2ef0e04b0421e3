"""Records as they come into lines of JSON, a file for each collection."""

import contextlib
import json
import os
import re
from collections.abc import Generator, Iterable, Mapping
from pathlib import Path
from typing import IO, Any, Final

import attrs

from karabakh._shown import shown
from karabakh.columnar._columns import BOUNDS, DATED, LARGEST_EXACT
from karabakh.io import encode_records
from karabakh.model import COLLECTIONS, Measure, Position, Record, Source
from karabakh.time import NO_END

__all__ = ["StagedLines", "stage_lines"]

_COLLECTION_OF: Final = {kind: name for name, kind in COLLECTIONS.items()}

_NOT_DAYS: Final = re.compile(r"[~?%XT{\[]")
"""What a time has that days alone do not say."""


@attrs.define
class StagedLines:
    """The lines of a collection."""

    path: Path
    """The file."""

    rows: int = 0
    """How many lines it has."""

    longest: int = 0
    """The bytes of the longest of them."""


@contextlib.contextmanager
def stage_lines(
    folder: Path, records: Iterable[Record | Source]
) -> Generator[Mapping[str, StagedLines]]:
    """Write records as JSON Lines; yield the file of each collection.

    Raises:
        TypeError: If there is anything but records.
        ValueError: If a record has what no file can hold.
    """
    streams: dict[str, IO[bytes]] = {}
    files: dict[str, StagedLines] = {}
    run = os.urandom(6).hex()
    try:
        with contextlib.ExitStack() as opened:
            for record in records:
                name = _COLLECTION_OF.get(type(record), "")
                if not name:
                    raise TypeError(f"records must be records of a dataset, got {shown(record)}")
                file = files.get(name)
                if file is None:
                    file = files[name] = StagedLines(folder / f"{name}-{run}.partial")
                    streams[name] = opened.enter_context(file.path.open("wb", 2**20))
                line = _line(name, record, file.rows)
                streams[name].write(line)
                file.rows += 1
                file.longest = max(file.longest, len(line))
        yield {name: files[name] for name in COLLECTIONS if name in files}
    finally:
        for file in files.values():
            file.path.unlink(missing_ok=True)


def _line(collection: str, record: Any, row: int) -> bytes:  # noqa: ANN401 (of any kind)
    (line,) = encode_records((record,))
    for measure in getattr(record, "measures", ()):
        _check_numbers(record, measure)
    more = [b'"row":%d' % row]
    if collection in DATED:
        days = zip(BOUNDS, record.when.bounds, strict=True)
        more += (b'"%s":%d' % (name.encode(), day) for name, day in days)
    if isinstance(record, Position):
        more.append(_of_position(record))
    return line[:-1] + b"," + b",".join(more) + b"}\n"


def _check_numbers(record: Record, measure: Measure) -> None:
    """Check that a column can hold the numbers of a measure as they are.

    Raises:
        ValueError: If it can't.
    """
    for number in (measure.best, measure.low, measure.high):
        if isinstance(number, int) and abs(number) > LARGEST_EXACT:
            raise ValueError(
                f"event {record.id!r} can't be written:"
                f" {number} has more digits than a column holds"
            )


def _of_position(position: Position) -> bytes:
    """Return the columns that positions have in addition, as JSON."""
    when, source = position.when, position.source
    has_more = (
        position.expressed_in is not None
        or position.on_behalf_of is not None
        or position.according_to
        or _NOT_DAYS.search(when.text)
    )
    truths = {
        "is_dated": when.is_known,
        "is_closed": when.is_interval and when.bounds.end_latest != NO_END,
        "has_only_days": not has_more,
    }
    return json.dumps({"source": source, **truths})[1:-1].encode()
