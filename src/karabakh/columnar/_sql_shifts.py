"""Changes of stance that dates show, as a query."""

from typing import Final

from karabakh.columnar._sql import Query, preference, rank_of, term_of
from karabakh.model import Stance

__all__ = ["SHIFTS"]

_STANCES: Final = tuple(each.value for each in Stance)

_FIRST_OF_EACH: Final = ",\n           ".join(
    f"min(CASE WHEN stance = '{each}' THEN lo END) OVER later AS next_{each}" for each in _STANCES
)

_SIDES: Final = "\n    UNION ALL".join(
    f"""
    SELECT pair, stance AS earlier, '{later}' AS later, preferred, day AS hi,
           until, next_{later} AS first_lo
    FROM following WHERE is_begun = 0 AND stance <> '{later}' AND next_{later} <= until"""
    for later in _STANCES
)

SHIFTS: Final = Query(
    (
        (  # a pair is a holder and a proposition; numbers are compared faster than their names
            "mixed",
            """
    SELECT holder, proposition, min(row) AS pair FROM decided GROUP BY holder, proposition
    HAVING min(stance) <> max(stance)""",
        ),
        (
            "stances",
            f"""
    SELECT mixed.pair, decided.stance, decided.lo, decided.hi,
           {preference("decided")} AS preferred
    FROM decided JOIN mixed ON mixed.holder = decided.holder
         AND mixed.proposition = decided.proposition""",
        ),
        (  # of what begins after the end of a stance: the first end, and the first of each stance
            "following",
            f"""
    SELECT pair, stance, day, is_begun, preferred, min(hi) OVER later AS until,
           {_FIRST_OF_EACH}
    FROM (
        SELECT pair, stance, lo AS day, 1 AS is_begun, lo, hi,
               CAST(NULL AS STRING) AS preferred
        FROM stances
        UNION ALL
        SELECT pair, stance, hi, 0, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
               preferred
        FROM stances
    ) days
    WINDOW later AS (
        PARTITION BY pair ORDER BY day DESC, is_begun
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    )""",
        ),
        ("sides", _SIDES),
        (  # pairs that share a side are one change
            "numbered",
            """
    SELECT pair, earlier, later, preferred, first_lo, until,
           sum(is_apart) OVER (
               PARTITION BY pair, earlier, later ORDER BY hi, preferred
               ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
           ) AS number
    FROM (
        SELECT sides.*, CASE WHEN first_lo <= lag(until) OVER (
            PARTITION BY pair, earlier, later ORDER BY hi, preferred
        ) THEN 0 ELSE 1 END AS is_apart
        FROM sides
    ) marked""",
        ),
        (  # the preferred of those that come first
            "befores",
            """
    SELECT pair, earlier, later, number, min(preferred) AS before,
           min_by(first_lo, preferred) AS first_lo, min_by(until, preferred) AS until
    FROM numbered GROUP BY pair, earlier, later, number""",
        ),
        (  # and of those that come after it
            "pairs",
            """
    SELECT befores.pair, befores.earlier, befores.later, befores.before,
           min(stances.preferred) AS after
    FROM befores JOIN stances ON stances.pair = befores.pair AND stances.stance = befores.later
    WHERE stances.lo BETWEEN befores.first_lo AND befores.until
    GROUP BY befores.pair, befores.earlier, befores.later, befores.before""",
        ),
    ),
    f"""
SELECT holder, proposition, earlier, later, substr(before, 2) AS earlier_position,
       substr(after, 2) AS later_position,
       {term_of(rank_of("greatest(before, after)"))} AS certainty
FROM pairs JOIN mixed ON mixed.pair = pairs.pair""",
)
"""Changes: a stance, then another, with nothing in between; the preferred pair of each.

What ends on a day d is followed with nothing in between by what begins after d, and not after
the first end of all that begins after d."""
