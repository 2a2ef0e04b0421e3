"""A folder of Parquet files as a dataset that is not read into memory."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Self, cast

import duckdb

from karabakh._shown import shown
from karabakh.columnar._account import Account
from karabakh.columnar._answer import Answer
from karabakh.columnar._columns import stored_columns
from karabakh.columnar._counts import Counted, check_keys, check_period
from karabakh.columnar._engine import connect, first_line, quote_literal, within_memory
from karabakh.columnar._folder import Contents, FolderError, check_columns, read_contents
from karabakh.columnar._kernel import QUESTIONS, Question
from karabakh.columnar._questions import rank_positions
from karabakh.columnar._records import Rows, core_rows, fetch, parse_rows, with_references
from karabakh.columnar._units import Units
from karabakh.explanations import Explanation, explain
from karabakh.model import COLLECTIONS, Dataset, MeasureKind, term
from karabakh.time import When

__all__ = ["ColumnarDataset"]

_BATCH: Final = 20_000
"""How many positions the kernel is asked about together."""


class ColumnarDataset:
    """A dataset in a folder of Parquet files, made by `write_columns`.

    Nothing is read before a question is asked, and no more than it needs. Open it anew after
    the folder was written again.

    >>> import tempfile
    >>> import karabakh
    >>> from karabakh.columnar import ColumnarDataset, write_columns
    >>> folder = tempfile.mkdtemp()
    >>> write_columns(karabakh.load(), folder)
    >>> with ColumnarDataset.open(folder) as collection:
    ...     collection.sizes["positions"]
    29
    """

    def __init__(self, folder: Path, contents: Contents, engine: duckdb.DuckDBPyConnection) -> None:
        self._folder = folder
        self._contents = contents
        self._engine = engine
        self._accounts: dict[str | None, Account] = {}

    @classmethod
    @within_memory()
    def open(
        cls, folder: "str | os.PathLike[str]", *, memory: str = "1GiB", threads: int = 1
    ) -> Self:
        """Open a folder.

        Args:
            folder: The folder.
            memory: The limit for the memory of the column engine, such as ``"2GiB"``; what
                needs more goes to disk, into the folder.
            threads: How many processors it uses, from 1.

        Raises:
            FolderError: If it is no collection, a file is missing or damaged, or it was
                written by another version of the library.
            ValueError: If `memory` or `threads` is invalid.
            MemoryError: If `memory` is too small, also when a question is asked.
        """
        folder = Path(folder)
        contents = read_contents(folder)
        engine = connect(folder, memory=memory, threads=threads)
        for name in COLLECTIONS:
            file = contents.files.get(name)
            if file is None:
                columns = ", ".join(
                    f'NULL::{kind} AS "{key}"' for key, kind in stored_columns(name).items()
                )
                engine.execute(f"CREATE VIEW {name} AS SELECT {columns} WHERE false")
                continue
            try:
                engine.execute(
                    f"CREATE VIEW {name} AS FROM read_parquet({quote_literal(folder / file)})"
                )
                described = engine.execute(f"DESCRIBE {name}").fetchall()
            except duckdb.OutOfMemoryException:
                raise
            except duckdb.Error as error:
                reason = f"its file {file} can't be read ({first_line(error)})"
                raise FolderError(folder=str(folder), reason=reason, hint="write it anew") from None
            check_columns(folder, name, {key: kind for key, kind, *_ in described})
        return cls(folder, contents, engine)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Free the memory and the files of the column engine."""
        self._engine.close()

    @property
    def sizes(self) -> Mapping[str, int]:
        """The number of records in each collection that has any."""
        return dict(self._contents.counts)

    def __repr__(self) -> str:
        counts = ", ".join(
            f"{rows:,} {name if rows > 1 else name[:-1]}" for name, rows in self.sizes.items()
        )
        return f"<{type(self).__name__}: {counts or 'empty'}>"

    # -- records

    @within_memory()
    def dataset(self, ids: Iterable[str] | None = None) -> Dataset:
        """Return records in memory, with all that they refer to.

        Args:
            ids: The identifiers of the records; by default all records. Identifiers that
                the collection does not have are left out.

        Raises:
            LoadError: If a record is wrong, as only other programs write it.

        >>> import tempfile
        >>> import karabakh
        >>> from karabakh.columnar import ColumnarDataset, write_columns
        >>> folder = tempfile.mkdtemp()
        >>> write_columns(karabakh.load(), folder)
        >>> found = ColumnarDataset.open(folder).dataset(["laying-down-arms"])
        >>> found.actors.ids, found.sources.ids
        (('fighters', 'author'), ('article',))
        """
        if ids is None:
            found = {name: fetch(self._engine, name) for name in self._contents.files}
        else:
            found = with_references(self._engine, {}, set(ids), self._contents)
        return parse_rows(found, self._contents)

    # -- questions

    def shifts(self) -> Answer:
        """Return who changed its stance on what, as `karabakh.reasoning.shifts` does.

        Returns:
            One row a change, with the columns ``holder``, ``proposition``, ``earlier`` and
            ``later`` (stances), ``earlier_position`` and ``later_position``, ``certainty``,
            ``earlier_no_longer_supports`` and ``no_longer_supports`` (whether a concession is all
            there is of the earlier, or the later one),
            ``also`` (other propositions that show it) and ``according_to``.
        """
        return self._answer("shifts")

    def contradictions(self) -> Answer:
        """Return who has opposite stances on one proposition, and whether both can be.

        As `karabakh.reasoning.contradictions` of one holder's stances; records that links make
        one are not compared.

        Returns:
            One row for each holder and proposition, with the columns ``holder``,
            ``proposition``, ``verdict``, ``also`` and ``according_to``.
        """
        return self._answer("contradictions")

    def disputes(self) -> Answer:
        """Return who is for and who against the same thing.

        The answer is that of `karabakh.reasoning.disputes`.

        Returns:
            One row a dispute, with the columns ``proposition``, ``since`` and ``until`` (the
            days within which both camps may be there; null if open, or outside the years 1
            to 9999), ``supporters`` and ``opponents`` (numbers of stances), ``certainty``,
            ``also`` and ``according_to``.
        """
        return self._answer("disputes")

    @within_memory()
    def counts(
        self,
        by: Iterable[str],
        *,
        measure: MeasureKind | str | None = None,
        unit: str = "",
        within: When | str | None = None,
        according_to: str | None = None,
    ) -> Answer:
        """Return how many events there are by some keys, and what they add up to.

        Records that *same as* links join, if they are probable at least, are one event, with
        the participants, places, times, codes and numbers of all of them. What only an
        actor's word carries does not count: an event, a participant or a measure.

        Of an event's numbers of one kind and unit, those that are not of an actor are the
        total; if there are none, the numbers of all actors are added up. Where numbers
        differ, none is the best. A bound that is not given is the nearest number that is.

        Args:
            by: The keys, in the order of the columns; none for one row of all events. An
                event counts in each row that it has the key of: for each of its participants
                by ``actor``, ``role`` or ``side``; for each two of them that stood on
                different sides by ``dyad`` (columns ``actor`` and ``opponent``, the lesser
                identifier first); by ``place``, ``kind``, ``year``, ``month`` (such as
                ``"2020-09"``), external ``code``, ``source`` and ``certainty`` (of the firmest
                record). A key is null if the event has none, or its time may lie outside
                one month or year.
            measure: The kind of measure that is added up, such as ``"killed"``.
            unit: The unit of these measures, such as ``"km2"``; empty for people.
            within: A period, such as ``"2020-09-27/2020-11-10"``: only events that surely lie
                within it count.
            according_to: An actor whose word counts as the sources'.

        Returns:
            One row for each combination of keys, sorted, with their columns and ``events``;
            with a measure also ``measured`` (events with a number), the sums ``best``, ``low``
            and ``high``, and how many of the measured events are not in ``best``:
            ``differing`` (their numbers differ) and ``bounds_only`` (a best number is lacking).

        Raises:
            ValueError: If a key or a measure is unknown, keys can't be combined, or `within`
                is no period.
            UnknownIdError: If there is no such actor.
            TypeError: If an argument is of another type.

        >>> import tempfile
        >>> import karabakh
        >>> from karabakh.columnar import ColumnarDataset, write_columns
        >>> folder = tempfile.mkdtemp()
        >>> write_columns(karabakh.load(), folder)
        >>> collection = ColumnarDataset.open(folder)
        >>> [(row["year"], row["events"]) for row in collection.counts(by=("year",))]
        [(2020, 1), (None, 9)]
        """
        counted = Counted(
            by=check_keys(by),
            measure=None if measure is None else term(MeasureKind, measure, "measure"),
            unit=unit,
            period=check_period(within),
            account=self._account(according_to),
            approximate=self._approximate,
        )
        return Answer(sql=counted.sql, units_by_kernel=0, engine=self._engine)

    @within_memory()
    def sql(self, query: str) -> Answer:
        """Return the answer to a query of your own.

        Args:
            query: One ``SELECT`` in DuckDB's SQL. Each collection is a view of its name; its
                columns are the fields of the records. Terms and times are text; days are
                numbers as of `datetime.date.toordinal`.

        Raises:
            ValueError: If it is no such query, or the column engine refuses it.

        >>> import tempfile
        >>> import karabakh
        >>> from karabakh.columnar import ColumnarDataset, write_columns
        >>> folder = tempfile.mkdtemp()
        >>> write_columns(karabakh.load(), folder)
        >>> collection = ColumnarDataset.open(folder)
        >>> list(collection.sql("SELECT count(DISTINCT holder) AS holders FROM positions"))
        [{'holders': 6}]
        """
        try:
            statements = duckdb.extract_statements(query)
            if [each.type for each in statements] != [duckdb.StatementType.SELECT]:
                raise ValueError(f"query must be one SELECT, got {shown(query)}")
            select = statements[0].query.strip().rstrip(";")
            self._engine.execute(f"DESCRIBE SELECT * FROM ({select}\n)")
        except duckdb.OutOfMemoryException:
            raise
        except duckdb.Error as error:
            raise ValueError(f"query must be valid SQL: {first_line(error)}") from None
        return Answer(sql=select, units_by_kernel=0, engine=self._engine)

    def _account(self, according_to: str | None) -> Account:
        """Return whose word counts."""
        if according_to not in self._accounts:
            self._accounts[according_to] = Account(
                self._engine, self._contents, according_to, len(self._accounts)
            )
        return self._accounts[according_to]

    @cached_property
    def _approximate(self) -> tuple[When, ...]:
        """The approximate times of events."""
        found = self._engine.execute(
            """SELECT DISTINCT "when" FROM events WHERE regexp_matches("when", '[~%]')"""
        )
        return tuple(When(text) for (text,) in found.fetchall())

    @within_memory()
    def explain(self, row: Mapping[str, Any]) -> Explanation:
        """Return why a row of an answer is so, by the records that it rests on.

        Args:
            row: A row of `shifts`, `contradictions` or `disputes`.

        Raises:
            ValueError: If it is no such row.

        >>> import tempfile
        >>> import karabakh
        >>> from karabakh.columnar import ColumnarDataset, write_columns
        >>> folder = tempfile.mkdtemp()
        >>> write_columns(karabakh.load(), folder)
        >>> collection = ColumnarDataset.open(folder)
        >>> (row,) = collection.shifts()
        >>> [each.rule for each in collection.explain(row).children]
        ['stated', 'exclusion', None]
        """
        question = next(
            (each for each in QUESTIONS.values() if row.keys() == each.columns.keys()), None
        )
        if question is None:
            raise ValueError(f"row must be a row of an answer, got {shown(row)}")
        dataset = self._unit(question, row)
        for conclusion in question.conclusions(dataset):
            if _plain(question.values(conclusion)) == _plain(row.values()):
                return explain(conclusion, dataset=dataset)
        raise ValueError(f"no records of this collection lead to {shown(row)}")

    def _unit(self, question: Question, row: Mapping[str, Any]) -> Dataset:
        """Return the records that a row of an answer rests on."""
        keys = {key: str(row[key]) for key in ("holder", "proposition") if key in row}
        unit = self._units.of(question.by, **keys)
        if self._units.is_decided(question.by, unit):
            is_row = " AND ".join(f"{key} = ${key}" for key in keys)
            found = fetch(self._engine, "positions", f"positions WHERE {is_row}", keys)
            rows = with_references(self._engine, {"positions": found}, (), self._contents)
            return parse_rows(rows, self._contents)
        is_unit = " AND ".join(f"{name} = ${name}" for name in question.by)
        named = dict(zip(question.by, unit, strict=True))
        return self._with_core(f"marked WHERE is_linked OR ({is_unit})", named)

    @within_memory()
    def _answer(self, name: str) -> Answer:
        question = QUESTIONS[name]
        decided = rank_positions(self._units.select_decided(question.by))
        sql = question.sql(decided)
        rows = list(self._by_kernel(question))
        if rows:
            sql += f" UNION ALL FROM {self._stored(name, question, rows)}"
        count = self._units.count_undecided(question.by)
        return Answer(sql=sql, units_by_kernel=count, engine=self._engine)

    def _by_kernel(self, question: Question) -> Iterator[list[object]]:
        """Yield the answers for the units that dates do not decide."""
        for units, positions in self._units.batches(question.by, _BATCH):
            for conclusion in question.conclusions(self._with_core(positions)):
                values = question.values(conclusion)
                keys = dict(zip(question.columns, values, strict=True))
                named = {key: str(keys[key]) for key in ("holder", "proposition") if key in keys}
                if self._units.of(question.by, **named) in units:
                    yield _plain(values)

    # -- units

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

    def _stored(self, name: str, question: Question, rows: Iterable[Sequence[object]]) -> str:
        """Return the name of a table with rows of an answer."""
        table = f"kernel_{name}"
        columns = ", ".join(f"{key} {kind}" for key, kind in question.columns.items())
        self._engine.execute(f"CREATE OR REPLACE TABLE {table} ({columns})")
        places = ", ".join("?" for _ in question.columns)
        self._engine.executemany(f"INSERT INTO {table} VALUES ({places})", list(rows))
        return table


def _plain(row: Iterable[object]) -> list[object]:
    """Return the values of a row, with lists for tuples."""
    return [
        list(cast("tuple[object, ...]", value)) if isinstance(value, tuple) else value
        for value in row
    ]
