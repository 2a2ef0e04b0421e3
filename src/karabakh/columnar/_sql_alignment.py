"""How far actors agree, as queries: the sides of each, then all pairs of actors."""

from datetime import date
from typing import Final

from karabakh.columnar._sql import Query, holding_condition
from karabakh.reasoning import AlignmentDuplicates, AlignmentNorm
from karabakh.time import When

__all__ = ["alignment_scores", "alignment_sides"]

_FAR: Final = date.max.toordinal()


def alignment_sides(at: When | None, duplicates: AlignmentDuplicates, **_: object) -> Query:
    """Return the query of how often each holder takes each side of a proposition.

    Args:
        at: The time at which stances must surely hold; None for any time.
        duplicates: Within what a side counts once.
    """
    counted = ", ".join(
        f"max(CASE stance WHEN '{stance}' THEN 1 ELSE 0 END) AS {name}"
        if duplicates == "acrossrange"
        else f"count(DISTINCT CASE stance WHEN '{stance}' THEN once END) AS {name}"
        for stance, name in (("supports", "supporting"), ("opposes", "opposing"))
    )
    held = "true" if at is None else holding_condition(at)
    taken = f"""
    SELECT holder, proposition, stance, {_once_within(duplicates)} AS once
    FROM decided WHERE stance <> 'undecided' AND {held}"""
    return Query(
        (("taken", taken),),
        f"SELECT holder, proposition, {counted} FROM taken GROUP BY holder, proposition",
    )


def _once_within(duplicates: AlignmentDuplicates) -> str:
    """Return a text that stances have in common which count once, as SQL."""
    alone = "concat('p', id)"
    if duplicates in {"acrossrange", "include"}:
        return alone
    if duplicates == "document":
        return f"CASE WHEN source IS NULL THEN {alone} ELSE concat('s', source) END"
    first, last = (_period(day, duplicates) for day in ("start_earliest", "end_latest"))
    return f"""CASE
        WHEN abs(start_earliest) <= {_FAR} AND abs(end_latest) <= {_FAR} AND {first} = {last}
        THEN {first} ELSE {alone} END"""


def _period(day: str, duplicates: AlignmentDuplicates) -> str:
    """Return a text for the calendar week, month or year of a day."""
    near = f"greatest(least({day}, {_FAR}), {-_FAR})"
    if duplicates == "week":  # the first day was a Monday
        first = f"CASE WHEN {near} > 0 THEN {near} - 1 ELSE {near} - 7 END"
        return f"CAST(floor(CAST({first} AS DOUBLE) / 7) AS STRING)"
    calendar = f"(DATE '0001-01-01' + CAST({near} - 1 AS INT))"
    year = f"CAST(year({calendar}) AS STRING)"
    return year if duplicates == "year" else f"concat({year}, '/', month({calendar}))"


_NORMS: Final = {
    "propositions": "a.propositions + b.propositions - shared",
    "no": "1",
    "average": "(a.sides + b.sides) / 2.0",
    "jaccard": "a.sides + b.sides - excess",
    "cosine": "a.sides * b.sides",
}


def alignment_scores(norm: AlignmentNorm, **_: object) -> Query:
    """Return the query of all pairs of actors that share a proposition.

    Args:
        norm: What scores are divided by.
    """
    excess = " + ".join(
        f"CASE WHEN x.{side} > 0 AND y.{side} > 0"
        f" THEN x.{side} + y.{side} - x.{side} * y.{side} ELSE 0 END"
        for side in ("supporting", "opposing")
    )
    steps = (
        (
            "activity",
            """
    SELECT holder, count(*) AS propositions, sum(supporting + opposing) AS sides
    FROM found GROUP BY holder""",
        ),
        (
            "pairs",
            f"""
    SELECT x.holder AS one, y.holder AS other, count(*) AS shared, sum({excess}) AS excess,
           sum(x.supporting * y.supporting + x.opposing * y.opposing) AS congruence,
           sum(x.supporting * y.opposing + x.opposing * y.supporting) AS conflict
    FROM found x JOIN found y ON y.proposition = x.proposition AND x.holder < y.holder
    GROUP BY x.holder, y.holder""",
        ),
        (
            "normed",
            f"""
    SELECT one, other, congruence, conflict, CAST({_NORMS[norm]} AS DOUBLE) AS norm
    FROM pairs JOIN activity a ON a.holder = one JOIN activity b ON b.holder = other""",
        ),
    )
    return Query(
        steps,
        """
SELECT one AS a, other AS b, CAST(congruence AS BIGINT) AS congruence,
       CAST(conflict AS BIGINT) AS conflict, CAST(congruence - conflict AS DOUBLE) / norm AS score,
       norm
FROM normed""",
    )
