"""Questions over a thousand to a million positions, beside DuckDB with one thread.

    python benchmarks/questions.py --records 1000 10000 100000 1000000

The data are in memory before the clock starts: records here, a table with days as integers
there. What is timed is the question alone. DuckDB is asked for the same answer in the least
form that serves: identifiers of positions, and days. The library's answers have premises,
certainty and explanations besides, and it derives what offices and implications add; the
made data have none of that, so that both answers can be compared, and are.
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

HEAD = ("question", "engine", "positions", "seconds", "× DuckDB", "growth", "µs a position")
DENSE = 20_000
"""At most so many positions on one proposition, of which every other pair meets."""


def positions(count: int, *, seed: int = 0, dense: bool = False) -> Iterator[dict[str, Any]]:
    """Yield dated positions: holders return to a few propositions over thirty years.

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
            "when": held,
            "citations": [f"wire-{number // 400}#p{number % 30 + 1}:1-20"],
        }


def write_input(folder: Path, count: int, seed: int) -> None:
    """Write the positions, and all that they mention, for all contenders."""
    for name, size in (("sparse", count), ("dense", min(count, DENSE))):
        made = list(positions(size, seed=seed, dense=name == "dense"))
        actors = sorted({each["holder"] for each in made})
        topics = sorted({each["proposition"] for each in made})
        content = {
            "schema": 2,
            "sources": [{"id": f"wire-{n}", "title": "A wire"} for n in range(size // 400 + 1)],
            "actors": [{"id": each, "kind": "state"} for each in actors],
            "propositions": [{"id": each, "text": "So it is."} for each in topics],
            "positions": made,
        }
        (folder / f"{name}.json").write_text(json.dumps(content, separators=(",", ":")))


def karabakh(question: str) -> Callable[[Path], Work]:
    """Prepare a question to the library."""

    def prepare(folder: Path) -> Work:
        from karabakh import reasoning
        from karabakh.io import read

        dataset = read(_input(folder, question))
        if question == "stance":
            # As a program would: of a hundred actors, on a proposition of each.
            some = dataset.positions[:: max(len(dataset.positions) // 100, 1)]
            return lambda: [
                reasoning.stance(dataset, each.holder, each.proposition).stance for each in some
            ]
        if question == "pairs":
            found = reasoning.disputes(dataset)
            return lambda: sum(len(list(dispute.pairs())) for dispute in found)
        ask = getattr(reasoning, question)
        return lambda: ask(dataset)

    return prepare


def duckdb(question: str) -> Callable[[Path], Work]:
    """Prepare a question to a table of positions in DuckDB."""

    def prepare(folder: Path) -> Work:
        connection = _connected(folder, question)
        return lambda: connection.execute(QUERIES[question]).fetchall()

    return prepare


def _input(folder: Path, question: str) -> Path:
    return folder / ("dense.json" if question == "pairs" else "sparse.json")


def _connected(folder: Path, question: str) -> Any:  # noqa: ANN401 (DuckDB has no types)
    import duckdb

    from karabakh.io import read

    dataset = read(_input(folder, question))
    with (folder / "positions.csv").open("w", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(("row", "id", "holder", "proposition", "stance", "s0", "s1", "e0", "e1"))
        for row, each in enumerate(dataset.positions):
            days = each.when.bounds
            table.writerow((row, each.id, each.holder, each.proposition, each.stance.value, *days))
    connection = duckdb.connect(config={"threads": 1})
    connection.execute(f"CREATE TABLE positions AS FROM '{folder}/positions.csv'")
    return connection


# From the last possible beginning of a stance to its first possible end it is surely held.
SHIFTS = """
WITH known AS (
    SELECT id, holder, proposition, stance, least(s1, e0) AS first, greatest(s1, e0) AS last
    FROM positions
), mixed AS (
    SELECT holder, proposition FROM known GROUP BY ALL HAVING min(stance) <> max(stance)
), rows AS (
    SELECT known.* FROM known JOIN mixed USING (holder, proposition)
), ends AS (
    SELECT a.holder, a.proposition, a.stance AS earlier, a.id, a.last, min(c.last) AS until
    FROM rows a JOIN rows c USING (holder, proposition) WHERE c.first > a.last GROUP BY ALL
), steps AS (
    SELECT ends.*, b.stance AS later, min(b.first) AS first, min(b.id) AS next
    FROM ends JOIN rows b USING (holder, proposition)
    WHERE b.stance <> earlier AND b.first > ends.last AND b.first <= until GROUP BY ALL
), marked AS (
    SELECT *, coalesce(first > lag(until) OVER (
        PARTITION BY holder, proposition, earlier, later ORDER BY last
    ), true) AS is_new FROM steps
), numbered AS (
    SELECT *, sum(is_new::INT) OVER (
        PARTITION BY holder, proposition, earlier, later ORDER BY last
    ) AS number FROM marked
)
SELECT holder, proposition, earlier, later, min(id), arg_min(next, id)
FROM numbered GROUP BY holder, proposition, earlier, later, number
"""

CONTRADICTIONS = """
SELECT holder, proposition,
       CASE WHEN bool_or(a.s1 <= b.e0 AND b.s1 <= a.e0) THEN 'contradiction'
            WHEN bool_or(least(a.s1, a.e0) <= greatest(b.s1, b.e0)
                         AND least(b.s1, b.e0) <= greatest(a.s1, a.e0)) THEN 'undetermined'
            ELSE 'compatible' END
FROM positions a JOIN positions b USING (holder, proposition)
WHERE a.stance = 'supports' AND b.stance = 'opposes' GROUP BY ALL
"""

_SIDED = "sided AS (SELECT * FROM positions WHERE stance <> 'undecided')"
_MEET = """a.proposition = b.proposition AND a.stance <> b.stance AND a.holder <> b.holder
           AND a.s0 <= b.e1 AND b.s0 <= a.e1"""
DISPUTES = f"""
WITH {_SIDED}, met AS (
    SELECT * FROM sided a WHERE EXISTS (SELECT 1 FROM sided b WHERE {_MEET})
), marked AS (
    SELECT *,
           max(e1) FILTER (stance = 'supports') OVER before AS supported,
           max(e1) FILTER (stance = 'opposes') OVER before AS opposed,
           min(s0) FILTER (stance = 'supports') OVER behind AS supporting,
           min(s0) FILTER (stance = 'opposes') OVER behind AS opposing
    FROM met
    WINDOW before AS (PARTITION BY proposition ORDER BY s0, row
                      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
           behind AS (PARTITION BY proposition ORDER BY s0, row
                      ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)
), spans AS (
    SELECT *, sum((coalesce(supported < opposing, true)
                   AND coalesce(opposed < supporting, true))::INT)
              OVER (PARTITION BY proposition ORDER BY s0, row) AS span
    FROM marked
)
SELECT proposition,
       greatest(min(s0) FILTER (stance = 'supports'), min(s0) FILTER (stance = 'opposes')),
       least(max(e1) FILTER (stance = 'supports'), max(e1) FILTER (stance = 'opposes')),
       list(id) FILTER (stance = 'supports'), list(id) FILTER (stance = 'opposes')
FROM spans GROUP BY proposition, span
"""  # noqa: S608 (no input in it)

ALIGNMENT = """
SELECT DISTINCT holder, proposition, stance FROM positions WHERE stance <> 'undecided'
"""

PAIRS = f"""
WITH {_SIDED} SELECT count(*) FROM sided a JOIN sided b ON {_MEET} AND a.stance = 'supports'
"""  # noqa: S608 (no input in it)

QUERIES = {
    "shifts": SHIFTS,
    "disputes": DISPUTES,
    "alignment": ALIGNMENT,
    "pairs": PAIRS,
    "contradictions": CONTRADICTIONS,
}
QUESTIONS = ("stance", "shifts", "disputes", "pairs", "alignment", "contradictions", "timeline")


def check_answers(folder: Path) -> Work:
    """Compare what both engines answer; this is no contender, but runs as one."""
    found = {name: karabakh(name)(folder)() for name in QUERIES}
    rows = {name: _connected(folder, name).execute(QUERIES[name]).fetchall() for name in QUERIES}
    shifts: Any = found["shifts"]
    assert sorted(rows["shifts"]) == sorted(
        (
            each.holder,
            each.proposition,
            each.earlier.stance.value,
            each.later.stance.value,
            each.earlier.position.id,
            each.later.position.id,
        )
        for each in shifts
    )
    checks: Any = found["contradictions"]
    assert sorted(rows["contradictions"]) == sorted(
        (each.holder, each.proposition, each.verdict.value)
        for each in (*checks.contradictions, *checks.undetermined, *checks.compatible)
    )
    disputes: Any = found["disputes"]
    assert {(row[0], row[1], row[2], *map(frozenset, row[3:])) for row in rows["disputes"]} == {
        (
            each.proposition,
            each.span.start_earliest,
            each.span.end_latest,
            frozenset(held.position.id for held in each.supporters),
            frozenset(held.position.id for held in each.opponents),
        )
        for each in disputes
    }
    assert rows["pairs"] == [(found["pairs"],)]
    alignment: Any = found["alignment"]
    assert len(rows["alignment"]) == sum(map(alignment.activity, alignment.actors))
    return lambda: None


def contenders(count: int) -> list[Contender]:
    """Return all questions for all engines, and at small sizes their comparison."""
    found = [Contender(f"{name}|karabakh", karabakh(name)) for name in QUESTIONS]
    found += [Contender(f"{name}|DuckDB", duckdb(name)) for name in QUERIES]
    if count <= 10_000:
        found.append(Contender("check|both", check_answers))
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
            contenders(count),
            lambda folder, count=count: write_input(folder, count, options.seed),
            rounds=options.rounds,
        )
        results.pop("check|both", None)
        for name, result in results.items():
            question, engine = name.split("|")
            size = min(count, DENSE) if question == "pairs" else count
            duck = results.get(f"{question}|DuckDB")
            ratio = result.seconds / duck.seconds if duck else "–"
            growth = result.seconds / before[name] if name in before else "–"
            before[name] = result.seconds
            each = result.seconds / size * 1e6
            rows.append((question, engine, size, result.seconds, ratio, growth, each))
    print(measure.markdown(HEAD, sorted(rows, key=lambda row: (row[0], row[1], row[2]))))
    print(f"\nMedians of {options.rounds} rounds; {measure.machine()}", file=sys.stdout)


if __name__ == "__main__":
    main()
