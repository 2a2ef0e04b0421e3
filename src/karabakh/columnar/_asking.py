"""Questions to a folder: dates by the column engine, the rest by the kernel."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Final

import duckdb

from karabakh._shown import shown
from karabakh.columnar._answer import Answer
from karabakh.columnar._folder import Contents
from karabakh.columnar._questions import QUESTIONS, Question, plain
from karabakh.columnar._records import Rows, core_rows, fetch, parse_rows, with_references
from karabakh.columnar._sql import rank_positions
from karabakh.columnar._units import Units
from karabakh.explanations import Explanation, explain
from karabakh.model import Dataset

__all__ = ["Asking"]

_BATCH: Final = 20_000
"""How many positions the kernel is asked about together."""


class Asking:
    """The questions to a collection.

    Args:
        engine: A connection with views of all collections; it gets tables of units.
        contents: What is in the folder.
    """

    def __init__(self, engine: duckdb.DuckDBPyConnection, contents: Contents) -> None:
        self._engine = engine
        self._contents = contents

    def answer(self, name: str) -> Answer:
        """Return the answer to the question of a name."""
        question = QUESTIONS[name]
        decided = rank_positions(self._units.select_decided(question.by))
        sql = question.sql([("decided", decided)])
        rows = list(self._by_kernel(question))
        if rows:
            sql += f" UNION ALL FROM {self._stored(name, question, rows)}"
        count = self._units.count_undecided(question.by)
        return Answer(sql=sql, units_by_kernel=count, engine=self._engine)

    def explain(self, row: Mapping[str, Any]) -> Explanation:
        """Return why a row of an answer is so.

        Raises:
            ValueError: If it is no such row.
        """
        question = next((it for it in QUESTIONS.values() if row.keys() == it.columns.keys()), None)
        if question is None:
            raise ValueError(f"row must be a row of an answer, got {shown(row)}")
        values = {name: plain(value) for name, value in row.items()}
        dataset = self._unit(question, row)
        for conclusion in question.conclusions(dataset):
            if question.row(conclusion) == values:
                return explain(conclusion, dataset=dataset)
        raise ValueError(f"no records of this collection lead to {shown(row)}")

    def _unit(self, question: Question, row: Mapping[str, Any]) -> Dataset:
        """Return the records that a row of an answer rests on."""
        keys = _keys(row)
        unit = self._units.of(question.by, **keys)
        if self._units.is_decided(question.by, unit):
            is_row = " AND ".join(f"{key} = ${key}" for key in keys)
            found = fetch(self._engine, "positions", f"positions WHERE {is_row}", keys)
            rows = with_references(self._engine, {"positions": found}, (), self._contents)
            return parse_rows(rows, self._contents)
        is_unit = " AND ".join(f"{name} = ${name}" for name in question.by)
        named = dict(zip(question.by, unit, strict=True))
        return self._with_core(f"marked WHERE is_linked OR ({is_unit})", named)

    def _by_kernel(self, question: Question) -> Iterator[dict[str, object]]:
        """Yield the answers for the units that dates do not decide."""
        for units, positions in self._units.batches(question.by, _BATCH):
            for conclusion in question.conclusions(self._with_core(positions)):
                row = question.row(conclusion)
                if self._units.of(question.by, **_keys(row)) in units:
                    yield row

    @cached_property
    def _units(self) -> Units:
        return Units(self._engine)

    @cached_property
    def _core(self) -> Rows:
        """All but positions that the kernel may need; it comes after `_units`."""
        return core_rows(self._engine, self._contents)

    def _with_core(self, positions: str, parameters: Mapping[str, object] | None = None) -> Dataset:
        """Return positions, as SQL, with all that the kernel may need."""
        found = fetch(self._engine, "positions", positions, parameters)
        return parse_rows({**self._core, "positions": found}, self._contents)

    def _stored(self, name: str, question: Question, rows: Iterable[Mapping[str, object]]) -> str:
        """Return the name of a table with rows of an answer."""
        table = f"kernel_{name}"
        columns = ", ".join(f"{key} {kind}" for key, kind in question.types.items())
        self._engine.execute(f"CREATE OR REPLACE TABLE {table} ({columns})")
        places = ", ".join("?" for _ in question.columns)
        values = [list(row.values()) for row in rows]
        self._engine.executemany(f"INSERT INTO {table} VALUES ({places})", values)
        return table


def _keys(row: Mapping[str, Any]) -> dict[str, str]:
    """Return whose stances a row is about, and on what."""
    return {key: str(row[key]) for key in ("holder", "proposition") if key in row}
