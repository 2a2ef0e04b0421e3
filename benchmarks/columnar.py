"""Questions to folders of Parquet files beside the kernel and SQL; imports.

    python benchmarks/columnar.py --records 100000 1000000
    python benchmarks/columnar.py --records 1000000 10000000 --memory 2GiB --rounds 1
    python benchmarks/columnar.py --records 100000000 --rounds 1 --only "shifts|folder"
    python benchmarks/columnar.py --events 1000000

Positions are those of ``questions.py``. A folder is opened and asked within the clock, with one
thread, a limit for memory, and a bucket for each two million positions; for hand-written SQL the
positions are a table in memory before the clock starts, with days as integers, and for the kernel
they are records. Answers in columns are read as Arrow, in batches that are not kept, or with
``--rows`` row by row. The kernel is asked about so many only as fit. Of more than a million
positions, the files of a million are copied by SQL, under other identifiers. Events are rows in the
columns of ACLED; their import is measured, and then a count of months and kinds beside the same by
hand.
"""

# ruff: noqa: PLC0415 (in its process, a contender imports nothing of the others)

import argparse
import csv
import json
import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import measure
import questions
from measure import Contender, Work

HEAD = ("question", "engine", "rows", "seconds", "µs a row", "MB at most")
QUESTIONS = ("shifts", "contradictions", "disputes", "alignment", "stances")
BY_HAND = ("shifts", "contradictions", "disputes", "alignment")
KERNEL = 100_000
"""How many positions the kernel is asked about at most."""

WRITTEN = 1_000_000
"""How many positions are written one by one at most."""

EXPLAINED = 10
"""How many rows are explained."""

OPTIONS: dict[str, dict[str, str]] = {"stances": {"at": "2010"}}
"""The options of questions."""

ALIGNMENT = """
WITH sides AS (
    SELECT DISTINCT holder, proposition, stance FROM positions WHERE stance <> 'undecided'
), taken AS (
    SELECT holder, count(DISTINCT proposition) AS n FROM sides GROUP BY holder
), pairs AS (
    SELECT a.holder AS a, b.holder AS b, count(DISTINCT proposition) AS shared,
           count(*) FILTER (a.stance = b.stance) AS congruence,
           count(*) FILTER (a.stance <> b.stance) AS conflict
    FROM sides a JOIN sides b USING (proposition) WHERE a.holder < b.holder GROUP BY ALL
)
SELECT pairs.*, (congruence - conflict) / (x.n + y.n - shared)
FROM pairs JOIN taken x ON x.holder = pairs.a JOIN taken y ON y.holder = pairs.b
"""
"""All pairs of actors that share a proposition; `questions.py` has only the sides."""

COLUMNS = (
    *("event_id_cnty", "event_date", "time_precision", "event_type", "actor1", "actor2"),
    *("location", "latitude", "longitude", "fatalities", "notes"),
)

COUNTS = """
SELECT strftime(DATE '0001-01-01' + CAST(start_earliest - 1 AS INT), '%Y-%m') AS month, kind,
       count(*), sum(list_sum([m.best FOR m IN measures IF m.kind = 'killed']))
FROM events WHERE start_earliest = end_latest GROUP BY ALL
"""


def records(count: int, seed: int) -> Iterator[Any]:
    """Yield positions, then all that they mention."""
    import karabakh

    holders: set[str] = set()
    topics: set[str] = set()
    for each in questions.positions(count, seed=seed):
        holders.add(each["holder"])
        topics.add(each["proposition"])
        yield karabakh.Position(
            id=each["id"],
            holder=each["holder"],
            proposition=each["proposition"],
            stance=karabakh.Stance(each["stance"]),
            form=karabakh.PositionForm(each["form"]),
            when=karabakh.When(each["when"]),
        )
    yield from (karabakh.Actor(id=each, kind=karabakh.ActorKind.STATE) for each in holders)
    yield from (karabakh.Proposition(id=each, text="So it is.") for each in topics)


def write_positions(folder: Path, count: int, seed: int, memory: str) -> None:
    """Write the positions for all contenders."""
    from karabakh.columnar import write_columns

    copies = max(count // WRITTEN, 1)
    write_columns(records(count // copies, seed), folder / "positions", memory=memory)
    if copies > 1:
        copy_files(folder / "positions", copies, memory)


def copy_files(folder: Path, copies: int, memory: str) -> None:
    """Replace the files of a folder by copies of their rows, under other identifiers.

    The copies of sorted rows are sorted. Two characters are added, about as many as a hundred
    times more records would have: the engine compares longer texts slower.
    """
    import duckdb

    listed = json.loads((folder / "collection.json").read_text())
    connection = duckdb.connect(config={"threads": 1, "memory_limit": memory})
    for name, each in listed["collections"].items():
        file, rows = folder / each["file"], each["rows"]
        names = ("id", "holder", "proposition") if name == "positions" else ("id",)
        query = " UNION ALL ".join(
            "SELECT * REPLACE ("  # noqa: S608 (no input in it)
            + ", ".join(f"concat('{number:02x}', {field}) AS {field}" for field in names)
            + f", row + {rows * number} AS row) FROM '{file}'"
            for number in range(copies)
        )
        new = file.with_suffix(".new")
        connection.execute(
            f"COPY ({query}) TO '{new}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 30720)"
        )
        new.replace(file)
        each["rows"] *= copies
    (folder / "collection.json").write_text(json.dumps(listed))


def write_events(folder: Path, count: int, seed: int, _: str) -> None:
    """Write rows in the columns of ACLED, and what the import makes of them."""
    chance = random.Random(seed)  # noqa: S311 (nothing secret)
    kinds = ("Battles", "Protests", "Riots", "Explosions/Remote violence")
    with (folder / "events.csv").open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(COLUMNS)
        for number in range(count):
            place = chance.randrange(5000)
            day = date(1997, 1, 1) + timedelta(days=chance.randrange(9000))
            guard, league = f"Guard {chance.randrange(2000)}", f"League {chance.randrange(2000)}"
            killed, note = chance.randrange(9), f"On this day they fought in town {place}."
            where = (f"Town {place}", place % 90, place % 180)
            kind = chance.choice(kinds)
            table.writerow((f"TLL{number}", day, 1, kind, guard, league, *where, killed, note))


def asking(question: str, memory: str, *, by_rows: bool) -> Callable[[Path], Work]:
    """Prepare a question to a folder."""

    def prepare(folder: Path) -> Work:
        import duckdb  # noqa: F401 (before the clock starts)
        import pyarrow as pa

        from karabakh.columnar import ColumnarDataset

        def ask() -> object:
            with ColumnarDataset.open(folder / "positions", memory=memory) as collection:
                answer = getattr(collection, question)(**OPTIONS.get(question, {}))
                if by_rows:
                    return sum(1 for _ in answer)  # as they come: not all are kept
                return sum(batch.num_rows for batch in pa.RecordBatchReader.from_stream(answer))

        return ask

    return prepare


def explaining(memory: str) -> Callable[[Path], Work]:
    """Prepare explanations of rows, with the folder open."""

    def prepare(folder: Path) -> Work:
        from karabakh.columnar import ColumnarDataset

        collection = ColumnarDataset.open(folder / "positions", memory=memory)
        rows = list(islice(collection.contradictions(), EXPLAINED + 1))
        collection.explain(rows.pop())
        return lambda: [collection.explain(row) for row in rows]

    return prepare


def by_kernel(question: str) -> Callable[[Path], Work]:
    """Prepare a question to the kernel, with all records in memory."""

    def prepare(folder: Path) -> Work:
        from karabakh import reasoning
        from karabakh.columnar import ColumnarDataset

        with ColumnarDataset.open(folder / "positions") as collection:
            dataset = collection.dataset()
        return lambda: getattr(reasoning, question)(dataset)

    return prepare


def by_hand(question: str, memory: str, *, by_rows: bool) -> Callable[[Path], Work]:
    """Prepare a question to a table in DuckDB, in SQL written for it."""

    def prepare(folder: Path) -> Work:
        import duckdb
        import pyarrow as pa  # noqa: F401 (before the clock starts)

        connection: Any = duckdb.connect(
            config={"threads": 1, "memory_limit": memory, "temp_directory": str(folder / "spill")}
        )
        (path,) = (folder / "positions").glob("positions-*.parquet")
        connection.execute(
            "CREATE TABLE positions AS SELECT row, id, holder, proposition, stance,"  # noqa: S608 (no input in it)
            " start_earliest AS s0, start_latest AS s1, end_earliest AS e0, end_latest AS e1"
            f" FROM '{path}'"
        )
        query = ALIGNMENT if question == "alignment" else questions.QUERIES[question]

        def ask() -> object:
            if not by_rows:
                return sum(batch.num_rows for batch in connection.sql(query).to_arrow_reader())
            found, count = connection.execute(query), 0
            while rows := found.fetchmany(10_000):
                count += len(rows)
            return count

        return ask

    return prepare


def imported(folder: Path) -> Work:
    """Prepare the import of events."""
    from karabakh.columnar import import_events

    return lambda: import_events(folder / "events.csv", folder / "events").events


def counted(folder: Path) -> Work:
    """Prepare a count of events by month and kind."""
    from karabakh.columnar import ColumnarDataset

    def count() -> object:
        with ColumnarDataset.open(folder / "events") as collection:
            return list(collection.counts(("month", "kind"), measure="killed"))

    return count


def counted_by_hand(folder: Path) -> Work:
    """Prepare the same count from the same file, in SQL written for it."""
    from karabakh.columnar import ColumnarDataset

    def count() -> object:
        with ColumnarDataset.open(folder / "events") as collection:
            return list(collection.sql(COUNTS))

    return count


IMPORT = (
    Contender("import|karabakh", imported),
    Contender("counts|folder", counted),
    Contender("counts|SQL by hand", counted_by_hand),
)
"""Each is measured in this order, so that the import comes before what is asked of it."""


def contenders(count: int, memory: str, *, by_rows: bool) -> list[Contender]:
    """Return all contenders for questions about positions."""
    found = [
        Contender(f"{each}|folder", asking(each, memory, by_rows=by_rows)) for each in QUESTIONS
    ]
    found += [
        Contender(f"{each}|SQL by hand", by_hand(each, memory, by_rows=by_rows)) for each in BY_HAND
    ]
    found.append(Contender(f"{EXPLAINED} explanations|folder", explaining(memory)))
    if count <= KERNEL:
        found += [Contender(f"{each}|kernel", by_kernel(each)) for each in QUESTIONS[:3]]
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    rows_of = parser.add_mutually_exclusive_group()
    rows_of.add_argument("--records", type=int, nargs="+", default=[100_000])
    rows_of.add_argument("--events", type=int, nargs="+", default=[])
    parser.add_argument("--memory", default="1GiB")
    parser.add_argument("--only", nargs="+", help="measure these alone, such as 'shifts|folder'")
    parser.add_argument("--rows", action="store_true", help="read answers row by row")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    write = write_events if options.events else write_positions
    rows = []
    for count in options.events or options.records:
        every = (
            IMPORT if options.events else contenders(count, options.memory, by_rows=options.rows)
        )
        results = measure.run(
            [each for each in every if not options.only or each.name in options.only],
            lambda folder, count=count: write(folder, count, options.seed, options.memory),
            rounds=options.rounds,
        )
        for name, result in results.items():
            question, engine = name.split("|")
            each = result.seconds / count * 1e6
            rows.append((question, engine, count, result.seconds, each, result.peak / 1e6))
    print(measure.markdown(HEAD, rows))
    print(f"\nMedians of {options.rounds} rounds; {measure.machine()}")


if __name__ == "__main__":
    main()
