"""Questions to a folder: dates by the column engine, the rest by the kernel."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final

from karabakh._shown import shown
from karabakh.columnar._answer import Answer
from karabakh.columnar._buckets import Buckets
from karabakh.columnar._engine import Engine
from karabakh.columnar._folder import Contents
from karabakh.columnar._kernel import UnitSolver
from karabakh.columnar._questions import QUESTIONS, Question, plain
from karabakh.columnar._records import Rows, core_rows, fetch, parse_rows, with_references
from karabakh.columnar._sql import BASE, Query, rank_positions
from karabakh.columnar._units import TOPICS, Unit, Units, undecided_table, unit_condition, unit_of
from karabakh.explanations import Explanation, explain
from karabakh.model import Dataset
from karabakh.time import When

__all__ = ["QuestionRunner"]

_CROWDED: Final = 300
"""With how many stances of one holder on one proposition comparing pairs takes too long."""


class QuestionRunner:
    """The questions to a collection.

    Args:
        engine: The column engine; it gets tables of units.
        contents: What is in the folder.
        buckets: The parts that questions are computed in.
    """

    def __init__(self, engine: Engine, contents: Contents, buckets: Buckets) -> None:
        self._buckets = buckets
        self._stored = 0
        self._engine = engine
        self._contents = contents
        self._kernel_tables: dict[tuple[object, ...], str] = {}

    def answer(self, name: str, **options: object) -> Answer:
        """Return the answer to the question of a name, with its options."""
        question = QUESTIONS[name]
        is_crowded = self._contents.largest_group >= _CROWDED
        query = (question.crowded if is_crowded else None) or question.query(**options)
        count = self._units.count_undecided(question.by)
        buckets = self._buckets.count(question.bucket_size)
        if buckets == 1:
            found = self._select_decided(query, question.by)
        else:
            found = self._in_buckets(query, question.by, buckets)
        sql = question.rows(f"({found})")
        if count:
            sql += f" UNION ALL FROM {self._by_kernel(name, options)}"
        if question.result is not None:
            sql = question.result(**options).after([("found", sql)]).text
        return Answer(sql=self._engine.prepare(sql), units_by_kernel=count, engine=self._engine)

    def _select_decided(self, query: Query, by: Unit, condition: str = "true") -> str:
        """Return the query of what dates decide of the positions that meet a condition."""
        positions = f"{self._units.select_decided(by)} positions WHERE {condition}"
        return query.after([(BASE, rank_positions(positions))]).text

    def _in_buckets(self, query: Query, by: Unit, count: int) -> str:
        """Return the query of what dates decide, computed bucket by bucket.

        A bucket has all stances of its holders, or on its propositions.
        """
        key = "proposition" if by == TOPICS else "holder"
        self._stored += 1
        tables: list[str] = []
        for condition in self._buckets.conditions(self._engine, key, count):
            tables.append(f"found_{self._stored}_{len(tables)}")
            decided = self._select_decided(query, by, condition)
            self._engine.define(tables[-1], decided, is_stored=True)
        return " UNION ALL ".join(f"SELECT * FROM {table}" for table in tables)

    def explain(self, row: Mapping[str, Any]) -> Explanation:
        """Return why a row of an answer is so.

        Raises:
            ValueError: If it is no such row.
        """
        explained = (each for each in QUESTIONS.values() if each.result is None)
        question = next((each for each in explained if row.keys() == each.columns.keys()), None)
        if question is None:
            raise ValueError(f"row must be a row of an answer, got {shown(row)}")
        values = {name: plain(value) for name, value in row.items()}
        options = {"at": When(str(row["at_time"]))} if "at_time" in row else {}
        dataset = self._unit(question, row)
        for conclusion in question.conclusions(dataset, **options):
            if question.row(conclusion) == values:
                return explain(conclusion, dataset=dataset)
        raise ValueError(f"no records of this collection lead to {shown(row)}")

    def _unit(self, question: Question, row: Mapping[str, Any]) -> Dataset:
        """Return the records that a row of an answer rests on."""
        unit = unit_of(self._units.names, question.by, row)
        if self._units.is_decided(question.by, unit):
            named = [key for key in ("holder", "proposition") if key in row]
            is_row = unit_condition(tuple(named), tuple(str(row[key]) for key in named))
            found = fetch(self._engine, {"positions": f"positions WHERE {is_row}"})
            rows = with_references(self._engine, found, (), self._contents)
            return parse_rows(rows, self._contents)
        chosen = f"marked WHERE is_linked OR ({unit_condition(question.by, unit)})"
        found = fetch(self._engine, {"positions": chosen})
        return parse_rows({**self._core, **found}, self._contents)

    def _by_kernel(self, name: str, options: Mapping[str, object]) -> str:
        """Return the name of a table of the answers about units that dates do not decide."""
        question = QUESTIONS[name]
        solver = UnitSolver(
            question=name,
            options=options,
            names=self._units.names,
            core=self._core,
            linked=self._linked,
        )
        key = (name, *options.values())
        if key not in self._kernel_tables:
            table = f"kernel_{len(self._kernel_tables)}"
            self._engine.solve(table, undecided_table(question.by), solver, question.types)
            self._kernel_tables[key] = table
        return self._kernel_tables[key]

    @cached_property
    def _units(self) -> Units:
        return Units(self._engine)

    @cached_property
    def _core(self) -> Rows:
        """All but positions that the kernel may need; it comes after `_units`."""
        return core_rows(self._engine, self._contents)

    @cached_property
    def _linked(self) -> list[dict[str, Any]]:
        """The positions that links name; they come after `_units`."""
        return fetch(self._engine, {"positions": "marked WHERE is_linked"})["positions"]
