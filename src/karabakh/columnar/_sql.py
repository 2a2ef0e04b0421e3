"""Queries as steps that DuckDB and Spark both take, apart from any connection.

A query is a list of common table expressions and a selection from them. It starts from
``decided``: positions that dates alone decide, see `karabakh.columnar._units`, as
`rank_positions` returns them. Intervals are never joined by ranges across a collection: running
windows over beginnings and ends find what meets or follows, and pairs are compared only within
the stances of one holder on one proposition.

With ``lo`` and ``hi`` for the witness days of a position, the least and the greatest of its last
possible beginning and its first possible end::

    a is before b     hi(a) < lo(b)
    a and b are simultaneous
                      start_latest(a) <= end_earliest(b) and the other way round
    a may meet b      start_earliest(a) <= end_latest(b) and the other way round
"""

from collections.abc import Iterable
from datetime import date
from typing import Final

import attrs

from karabakh.model import Certainty
from karabakh.time import When

__all__ = [
    "BASE",
    "LEVELS",
    "Query",
    "date_of",
    "holding_condition",
    "preference",
    "quote_literal",
    "rank_of",
    "rank_positions",
    "term_of",
]

LEVELS: Final = sorted((each.rank for each in Certainty), reverse=True)
"""The ranks of certainty, the firmest first."""

_FIRMEST: Final = LEVELS[0]

BASE: Final = "decided"
"""The step of what dates decide; to read it again costs less than to keep all its columns."""


@attrs.frozen
class Query:
    """A query in steps.

    >>> from karabakh.columnar._sql import Query
    >>> print(Query((("two", "SELECT 2 AS n"),), "SELECT n FROM two").text)
    WITH two AS (SELECT 2 AS n)
    SELECT n FROM two
    """

    steps: tuple[tuple[str, str], ...]
    """The common table expressions: names, and what they select from the base and each other."""

    result: str
    """The selection from them."""

    def after(self, steps: Iterable[tuple[str, str]]) -> "Query":
        """Return the query with steps before its own."""
        return Query((*steps, *self.steps), self.result)

    @property
    def text(self) -> str:
        """The query as one statement."""
        steps = ",\n".join(
            f"{name} AS {'NOT MATERIALIZED ' if name == BASE else ''}({selected})"
            for name, selected in self.steps
        )
        return f"WITH {steps}\n{self.result}" if steps else self.result


def rank_positions(positions: str) -> str:
    """Return positions with the rank of their certainty and their witness days."""
    ranks = " ".join(f"WHEN '{each.value}' THEN {each.rank}" for each in Certainty)
    return f"""
    SELECT row, id, holder, proposition, stance, source, created, doc_time_rel,
           is_dated, is_closed, start_earliest, start_latest, end_earliest, end_latest,
           CASE coalesce(certainty, '{Certainty.CERTAIN.value}') {ranks} END AS rank,
           least(start_latest, end_earliest) AS lo, greatest(start_latest, end_earliest) AS hi
    FROM {positions}"""


def term_of(rank: str) -> str:
    """Return the certainty of a rank."""
    terms = " ".join(f"WHEN {each.rank} THEN '{each.value}'" for each in Certainty)
    return f"CASE {rank} {terms} END"


def preference(position: str) -> str:
    """Return a text that sorts positions by preference: the firm, then by identifier.

    Behind its first character is the identifier.
    """
    return f"concat(CAST({_FIRMEST} - {position}.rank AS STRING), {position}.id)"


def rank_of(preferred: str) -> str:
    """Return the rank of a position by its `preference`."""
    return f"{_FIRMEST} - CAST(substr({preferred}, 1, 1) AS INT)"


def holding_condition(at: When) -> str:
    """Return the condition that a position surely holds at a time."""
    return " AND ".join(
        f"(start_latest <= {each.end_earliest} AND {each.start_latest} <= end_earliest)"
        for each in at.alternatives
    )


def date_of(day: str) -> str:
    """Return the date of a day number; null if open, or outside years 1 to 9999."""
    return (
        f"CASE WHEN {day} BETWEEN 1 AND {date.max.toordinal()}"
        f" THEN DATE '0001-01-01' + CAST({day} - 1 AS INT) END"
    )


def quote_literal(text: object) -> str:
    """Return a text, such as a path, as a literal."""
    return "'" + str(text).replace("'", "''") + "'"
