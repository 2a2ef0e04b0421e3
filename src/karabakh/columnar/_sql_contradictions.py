"""Opposite stances of one holder, and what dates decide of them, as queries."""

from typing import Final

from karabakh.columnar._sql import Query

__all__ = ["CONTRADICTIONS", "SWEPT_CONTRADICTIONS"]


_VERDICT: Final = (
    "CASE found WHEN 2 THEN 'contradiction' WHEN 1 THEN 'undetermined' ELSE 'compatible' END"
    " AS verdict"
)

CONTRADICTIONS: Final = Query(
    (
        (
            "compared",
            """
    SELECT a.holder, a.proposition,
           max(CASE WHEN a.start_latest <= b.end_earliest AND b.start_latest <= a.end_earliest
                    THEN 2 WHEN a.lo <= b.hi AND b.lo <= a.hi THEN 1 ELSE 0 END) AS found
    FROM decided a JOIN decided b ON b.holder = a.holder AND b.proposition = a.proposition
    WHERE a.stance = 'supports' AND b.stance = 'opposes'
    GROUP BY a.holder, a.proposition""",
        ),
    ),
    f"SELECT holder, proposition, {_VERDICT} FROM compared",
)
"""What one holder supports and opposes, and whether simultaneously, by comparing pairs."""


def _select_touching(begin: str, end: str) -> str:
    """Return holders and propositions of which a stance for and one against touch."""
    return f"""
    SELECT DISTINCT holder, proposition FROM (
        SELECT holder, proposition, is_end, since, max(until) OVER (
            PARTITION BY holder, proposition ORDER BY day, is_end
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS until
        FROM (
            SELECT holder, proposition, {end} AS day, 1 AS is_end, {begin} AS since,
                   CAST(NULL AS BIGINT) AS until
            FROM decided WHERE stance = 'supports'
            UNION ALL
            SELECT holder, proposition, {begin}, 0, CAST(NULL AS BIGINT), {end}
            FROM decided WHERE stance = 'opposes'
        ) days
    ) swept WHERE is_end = 1 AND until >= since"""


SWEPT_CONTRADICTIONS: Final = Query(
    (
        (
            "mixed",
            """
    SELECT holder, proposition FROM decided WHERE stance <> 'undecided'
    GROUP BY holder, proposition HAVING min(stance) <> max(stance)""",
        ),
        ("simultaneous", _select_touching("start_latest", "end_earliest")),
        ("unordered", _select_touching("lo", "hi")),
        (
            "swept",
            """
    SELECT mixed.holder, mixed.proposition, CASE WHEN simultaneous.holder IS NOT NULL THEN 2
           WHEN unordered.holder IS NOT NULL THEN 1 ELSE 0 END AS found
    FROM mixed LEFT JOIN simultaneous ON simultaneous.holder = mixed.holder
              AND simultaneous.proposition = mixed.proposition
         LEFT JOIN unordered ON unordered.holder = mixed.holder
              AND unordered.proposition = mixed.proposition""",
        ),
    ),
    f"SELECT holder, proposition, {_VERDICT} FROM swept",
)
"""The same in the time of sorting, however many stances one holder has on one proposition."""
