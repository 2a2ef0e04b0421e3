"""A folder of Parquet files as a dataset that is not read into memory."""

import os
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from karabakh._shown import shown
from karabakh._wrong_type import require_type
from karabakh.columnar._account import Accounts
from karabakh.columnar._answer import Answer
from karabakh.columnar._buckets import Buckets
from karabakh.columnar._counts import CountQuery, approximate_times, check_keys, check_period
from karabakh.columnar._engine import Engine, require_text
from karabakh.columnar._folder import Contents, read_contents
from karabakh.columnar._records import fetch, parse_rows, with_references
from karabakh.columnar._runner import QuestionRunner
from karabakh.explanations import Explanation
from karabakh.model import Dataset, MeasureKind, term
from karabakh.reasoning import AlignmentDuplicates, AlignmentNorm, alignment, parse_time
from karabakh.time import When

__all__ = ["ColumnarDataset"]


class ColumnarDataset:
    """A dataset in a folder of Parquet files, written by `write_columns`.

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

    def __init__(self, contents: Contents, engine: Engine, buckets: Buckets) -> None:
        self._contents = contents
        self._engine = engine
        self._runner = QuestionRunner(engine, contents, buckets)
        self._accounts = Accounts(engine, contents)

    @classmethod
    def open(
        cls,
        folder: "str | os.PathLike[str]",
        *,
        memory: str = "1GiB",
        threads: int = 1,
        buckets: int | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Self:
        """Open a folder with DuckDB, in this process.

        Args:
            folder: The folder.
            memory: The limit for the memory of the column engine, such as ``"2GiB"``; what
                needs more goes to disk, into the folder.
            threads: How many processors it uses, from 1.
            buckets: In how many parts questions about positions are computed, from 1; by
                default one for each two million positions, for contradictions each ten million.
                Several are computed when the question is asked.
            progress: A function that is called after each bucket with the number of buckets
                that have been computed, and of all.

        Raises:
            FolderError: If it is no collection, a file is missing or damaged, or it was
                written by another version of the library.
            ValueError: If `memory`, `threads` or `buckets` is invalid.
            MemoryError: If `memory` is too small, also when a question is asked.
        """
        from karabakh.columnar._duckdb import DuckDB  # noqa: PLC0415 (the extra "large")

        contents = read_contents(Path(folder))
        parts = Buckets(contents, buckets, progress)
        engine = DuckDB(Path(folder), contents, memory=memory, threads=threads)
        return cls(contents, engine, parts)

    @classmethod
    def connect(
        cls,
        spark: Any,  # noqa: ANN401 (of either kind)
        folder: "str | os.PathLike[str]",
        *,
        buckets: int = 1,
        progress: Callable[[int, int], None] | None = None,
    ) -> Self:
        """Connect to a folder with Spark, in this process or on a cluster.

        Answers are the same as with DuckDB. The folder is read by Spark alone, so it may be
        anything that Spark reads, such as ``"s3a://bucket/positions"``. Temporary views and
        checkpoints are the session's until `close`.

        Args:
            spark: A running session, also of Spark Connect.
            folder: The folder; all workers must be able to read it.
            buckets: As of `open`; a cluster divides its work anyway.
            progress: As of `open`.

        Raises:
            FolderError: If Spark can't read the folder, it is no collection, or it was
                written by another version of the library.
            TypeError: If `spark` is no session.
            ValueError: If the session has ended, or `buckets` is invalid.
            ImportError: If PySpark is not installed: ``pip install "karabakh[spark]"``.
        """
        from karabakh.columnar._spark import Spark  # noqa: PLC0415 (the extra "spark")

        engine = Spark(spark, os.fspath(folder))
        return cls(engine.contents, engine, Buckets(engine.contents, buckets, progress))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Free what the column engine has: memory and files, or views and checkpoints."""
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

    def dataset(self, ids: Iterable[str] | None = None) -> Dataset:
        """Return records in memory, with all that they refer to.

        Args:
            ids: The identifiers of the records; by default all records. Identifiers that
                the collection does not have are left out.

        Raises:
            LoadError: If a record is wrong, as only other programs write it.
            TypeError: If `ids` is no collection of texts.

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
            found = fetch(self._engine, {name: name for name in self._contents.files})
        else:
            found = with_references(self._engine, {}, _set_of_ids(ids), self._contents)
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
        return self._runner.answer("shifts")

    def contradictions(self) -> Answer:
        """Return who has opposite stances on one proposition, and whether both can be.

        As `karabakh.reasoning.contradictions` of one holder's stances; records that links make
        one are not compared.

        Returns:
            One row for each holder and proposition, with the columns ``holder``,
            ``proposition``, ``verdict``, ``also`` and ``according_to``.
        """
        return self._runner.answer("contradictions")

    def disputes(self) -> Answer:
        """Return who is for and who against the same thing.

        The answer is that of `karabakh.reasoning.disputes`.

        Returns:
            One row a dispute, with the columns ``proposition``, ``since`` and ``until`` (the
            days within which both camps may be there; null if open, or outside the years 1
            to 9999), ``supporters`` and ``opponents`` (numbers of stances), ``certainty``,
            ``also`` and ``according_to``.
        """
        return self._runner.answer("disputes")

    def alignment(
        self,
        *,
        at: When | str | None = None,
        norm: AlignmentNorm = "propositions",
        duplicates: AlignmentDuplicates = "acrossrange",
    ) -> Answer:
        """Return how far actors agree, as `karabakh.reasoning.alignment` does.

        Args:
            at: Only stances that surely hold at this time, or its EDTF form; without it, all.
            norm: What scores are divided by.
            duplicates: Within what a side counts once.

        Returns:
            One row for each two actors that share a proposition, with the columns ``a`` and
            ``b`` (the lesser identifier first), ``congruence``, ``conflict``, ``score`` and
            ``norm``.

        Raises:
            ValueError: If `norm` or `duplicates` is unknown, or the two don't fit.
            EdtfError: If `at` is not valid EDTF.

        >>> import tempfile
        >>> import karabakh
        >>> from karabakh.columnar import ColumnarDataset, write_columns
        >>> folder = tempfile.mkdtemp()
        >>> write_columns(karabakh.load(), folder)
        >>> rows = ColumnarDataset.open(folder).alignment(norm="no")
        >>> [row["score"] for row in rows if row["b"] == "ethnic-armenians"]
        [-2.0, -2.0]
        """
        time = alignment(Dataset(), at=at, norm=norm, duplicates=duplicates).at
        return self._runner.answer("alignment", at=time, norm=norm, duplicates=duplicates)

    def stances(self, *, at: When | str) -> Answer:
        """Return what is known of all stances at a time.

        The answers are those of `karabakh.reasoning.stance`.

        Args:
            at: The time, or its EDTF form.

        Returns:
            One row for each holder and proposition, with the columns ``holder``,
            ``proposition``, ``at_time``, ``stance`` (what surely holds then), ``last_known``,
            ``no_longer_supports``, ``certainty``, ``former``, ``possible`` and ``contested``.

        Raises:
            EdtfError: If `at` is not valid EDTF.
            TypeError: If it is neither a time nor a text.

        >>> import tempfile
        >>> import karabakh
        >>> from karabakh.columnar import ColumnarDataset, write_columns
        >>> folder = tempfile.mkdtemp()
        >>> write_columns(karabakh.load(), folder)
        >>> rows = ColumnarDataset.open(folder).stances(at="2022")
        >>> {row["certainty"] for row in rows if row["holder"] == "aliyev"}
        {'unknown'}
        """
        require_type("at", at, When, str)
        return self._runner.answer("stances", at=parse_time(at))

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
        require_text("unit", unit)
        counted = CountQuery(
            by=check_keys(by),
            measure=None if measure is None else term(MeasureKind, measure, "measure"),
            unit=unit,
            period=check_period(within),
            account=self._accounts.account(according_to),
            approximate=self._approximate,
        )
        return self._answer(self._engine.prepare(counted.sql))

    def sql(self, query: str) -> Answer:
        """Return the answer to a query of your own.

        A query can read whatever the process, or Spark, can read, such as files by their
        names: pass none that you did not write.

        Args:
            query: One ``SELECT`` of distinct columns in the engine's SQL. Each collection is a
                view of its name, with the fields of its records as columns. Terms and times
                are text; days are numbers as of `datetime.date.toordinal`.

        Raises:
            ValueError: If it is no such query, or the column engine refuses it.
            TypeError: If it is no text.

        >>> import tempfile
        >>> import karabakh
        >>> from karabakh.columnar import ColumnarDataset, write_columns
        >>> folder = tempfile.mkdtemp()
        >>> write_columns(karabakh.load(), folder)
        >>> collection = ColumnarDataset.open(folder)
        >>> list(collection.sql("SELECT count(DISTINCT holder) AS holders FROM positions"))
        [{'holders': 6}]
        """
        require_text("query", query)
        return self._answer(self._engine.check(query))

    def explain(self, row: Mapping[str, Any]) -> Explanation:
        """Return why a row of an answer is so, by the records that it rests on.

        Args:
            row: A row of `shifts`, `contradictions`, `disputes` or `stances`.

        Raises:
            ValueError: If it is no such row.
            TypeError: If it is no mapping.

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
        require_type("row", row, Mapping)
        return self._runner.explain(row)

    def _answer(self, prepared: str) -> Answer:
        return Answer(sql=prepared, units_by_kernel=0, engine=self._engine)

    @cached_property
    def _approximate(self) -> tuple[When, ...]:
        return approximate_times(self._engine)


def _set_of_ids(ids: Iterable[str]) -> set[str]:
    if isinstance(ids, str) or not isinstance(ids, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance] (for untyped callers)
        use = f"; use [{shown(ids)}]" if isinstance(ids, str) else ""  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TypeError(f"ids must be several identifiers, got {shown(ids)}{use}")
    found = [*ids]
    for each in found:
        require_text("each of ids", each)
    return {*found}
