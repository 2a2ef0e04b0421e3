"""Opposite stances of one holder, and what dates decide of them, as a query."""

from typing import Final

from karabakh.columnar._sql import Query

__all__ = ["CONTRADICTIONS"]


def _select_touching(begin: str, end: str) -> str:
    """Return the stances of a holder for and against a proposition of which two touch."""
    return f"""
    SELECT DISTINCT holder, proposition FROM (
        SELECT holder, proposition, is_end, since, max(until) OVER (
            PARTITION BY holder, proposition ORDER BY day, is_end
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS until
        FROM (
            SELECT holder, proposition, {end} AS day, 1 AS is_end, {begin} AS since,
                   CAST(NULL AS BIGINT) AS until
            FROM opposed WHERE stance = 'supports'
            UNION ALL
            SELECT holder, proposition, {begin}, 0, CAST(NULL AS BIGINT), {end}
            FROM opposed WHERE stance = 'opposes'
        ) days
    ) swept WHERE is_end = 1 AND until >= since"""


CONTRADICTIONS: Final = Query(
    (
        (
            "mixed",
            """
    SELECT holder, proposition FROM decided WHERE stance <> 'undecided'
    GROUP BY holder, proposition HAVING min(stance) <> max(stance)""",
        ),
        (
            "opposed",
            """
    SELECT decided.* FROM decided JOIN mixed ON mixed.holder = decided.holder
         AND mixed.proposition = decided.proposition
    WHERE decided.stance <> 'undecided'""",
        ),
        ("simultaneous", _select_touching("start_latest", "end_earliest")),
        ("unordered", _select_touching("lo", "hi")),
    ),
    """
SELECT mixed.holder, mixed.proposition,
       CASE WHEN simultaneous.holder IS NOT NULL THEN 'contradiction'
            WHEN unordered.holder IS NOT NULL THEN 'undetermined' ELSE 'compatible' END AS verdict
FROM mixed LEFT JOIN simultaneous ON simultaneous.holder = mixed.holder
          AND simultaneous.proposition = mixed.proposition
     LEFT JOIN unordered ON unordered.holder = mixed.holder
          AND unordered.proposition = mixed.proposition""",
)
"""What one holder supports and opposes, and whether simultaneously."""
