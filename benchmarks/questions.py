"""Questions over a thousand to a million positions, beside DuckDB with one thread.

    python benchmarks/questions.py --records 1000 10000 100000 1000000

The data are in memory before the clock starts: records here, a table of days as integers
there. What is timed is the question alone, up to where all of its answer can be used.

DuckDB is asked for less: holders, propositions and days, no stances derived by office or
implication, no premises, no certainty. The made data have neither offices nor implications,
so that both find the same shifts, disputed propositions and pairs; this is checked.
"""

# ruff: noqa: PLC0415 (in its process, a contender imports nothing of the others)

import argparse
import csv
import json
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import measure
from measure import Contender, Work

HEAD = ("question", "engine", "records", "seconds", "× DuckDB", "growth", "µs a position")


def positions(count: int, *, seed: int = 0, dense: bool = False) -> Iterator[dict[str, Any]]:
    """Make dated positions: holders that come back to a few propositions over thirty years.

    Args:
        count: how many.
        seed: another one makes others.
        dense: whether all are on one proposition, and last for years.
    """
    chance = random.Random(seed)  # noqa: S311 (nothing secret)
    holders, propositions = max(count // 100, 10), 1 if dense else max(count // 50, 5)
    for number in range(count):
        year, month, day = chance.randint(1991, 2020), chance.randint(1, 12), chance.randint(1, 28)
        held = f"{year}-{month:02}-{day:02}"
        if dense or chance.random() < 0.3:
            held += f"/{year + chance.randint(1, 5)}-{month:02}-{day:02}"
        holder = chance.randrange(holders)
        yield {
            "id": f"position-{number}",
            "holder": f"actor-{holder}",
            # Each holder takes part in some debates only.
            "proposition": f"proposition-{(holder * 7 + chance.randrange(12)) % propositions}",
            "stance": chance.choices(("supports", "opposes", "undecided"), (55, 40, 5))[0],
            "form": "claim",
            "held": held,
            "citations": [f"wire-{number // 400}#p{number % 30 + 1}:1-20"],
        }


def make_input(folder: Path, count: int, seed: int) -> None:
    """Write the positions, and all that they mention, for all contenders."""
    for name, dense in (("sparse", False), ("dense", True)):
        made = list(positions(count, seed=seed, dense=dense))
        actors = sorted({each["holder"] for each in made})
        topics = sorted({each["proposition"] for each in made})
        content = {
            "schema": 1,
            "sources": [{"id": f"wire-{n}", "title": "A wire"} for n in range(count // 400 + 1)],
            "actors": [{"id": each, "kind": "state"} for each in actors],
            "propositions": [{"id": each, "text": "So it is."} for each in topics],
            "positions": made,
        }
        (folder / f"{name}.json").write_text(json.dumps(content, separators=(",", ":")))


def karabakh(question: str, file: str = "sparse") -> Callable[[Path], Work]:
    """Prepare a question to the library, by the name of its function."""

    def prepare(folder: Path) -> Work:
        from karabakh import reasoning
        from karabakh.io import read

        dataset = read(folder / f"{file}.json")
        ask = getattr(reasoning, question)
        if question != "stance":
            return lambda: ask(dataset)
        # As a program would: of a hundred actors, on a proposition of each.
        asked = dataset.positions[:: max(len(dataset.positions) // 100, 1)]
        return lambda: [ask(dataset, each.holder, each.proposition).stance for each in asked]

    return prepare


def duckdb(query: str, file: str = "sparse") -> Callable[[Path], Work]:
    """Prepare a question to a table of positions in DuckDB."""

    def prepare(folder: Path) -> Work:
        import duckdb

        from karabakh.io import read

        dataset = read(folder / f"{file}.json")
        with (folder / "positions.csv").open("w", newline="") as stream:
            table = csv.writer(stream)
            table.writerow(("row", "holder", "proposition", "stance", "s0", "s1", "e0", "e1"))
            for row, each in enumerate(dataset.positions):
                days = each.held.bounds
                table.writerow((row, each.holder, each.proposition, each.stance.value, *days))
        connection = duckdb.connect(config={"threads": 1})
        connection.execute(f"CREATE TABLE positions AS FROM '{folder}/positions.csv'")
        return lambda: connection.execute(query).fetchall()

    return prepare


# When a stance is known to be held: from the last possible beginning to the first possible end.
_KNOWN = """
WITH known AS (
    SELECT row, holder, proposition, stance,
           least(s1, e0) AS first, greatest(s1, e0) AS last
    FROM positions
)
"""
SHIFTS = f"""{_KNOWN}, ordered AS (
    SELECT *, max(last) OVER before AS over,
           arg_max(stance, last) OVER before AS was
    FROM known
    WINDOW before AS (PARTITION BY holder, proposition ORDER BY first, last, row
                      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
)
SELECT holder, proposition, was, stance, over, first FROM ordered
WHERE over < first AND was <> stance
"""  # noqa: S608 (no input in it)

DISPUTES = """
SELECT proposition, min(s0), max(e1),
       list(holder) FILTER (stance = 'supports'), list(holder) FILTER (stance = 'opposes')
FROM (
    SELECT *, sum(new) OVER (PARTITION BY proposition ORDER BY s0, row) AS span
    FROM (
        SELECT *, coalesce(s0 > max(e1) OVER (
            PARTITION BY proposition ORDER BY s0, row
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), true)::INT AS new
        FROM positions WHERE stance <> 'undecided'
    )
)
GROUP BY proposition, span
HAVING count(*) FILTER (stance = 'supports') > 0 AND count(*) FILTER (stance = 'opposes') > 0
"""

ALIGNMENT = """
SELECT DISTINCT holder, proposition, stance FROM positions WHERE stance <> 'undecided'
"""

QUESTIONS: dict[str, str | None] = {
    "stance": None,
    "shifts": SHIFTS,
    "disputes": DISPUTES,
    "alignment": ALIGNMENT,
    "contradictions": None,
    "timeline": None,
}


def contenders() -> list[Contender]:
    """Give all questions to all engines."""
    found = []
    for name, query in QUESTIONS.items():
        found.append(Contender(f"{name}|karabakh", karabakh(name)))
        if query:
            found.append(Contender(f"{name}|DuckDB", duckdb(query)))
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    rows = []
    before: dict[str, float] = {}
    for count in options.records:
        results = measure.run(
            contenders(),
            lambda folder, count=count: make_input(folder, count, options.seed),
            rounds=options.rounds,
        )
        for name, result in results.items():
            question, engine = name.split("|")
            duck = results.get(f"{question}|DuckDB")
            ratio = result.seconds / duck.seconds if duck else "–"
            growth = result.seconds / before[name] if name in before else "–"
            before[name] = result.seconds
            each = result.seconds / count * 1e6
            rows.append((question, engine, count, result.seconds, ratio, growth, each))
    print(measure.markdown(HEAD, sorted(rows, key=lambda row: (row[0], row[1], row[2]))))
    print(f"\nMedians of {options.rounds} rounds; {measure.machine()}", file=sys.stdout)


if __name__ == "__main__":
    main()
