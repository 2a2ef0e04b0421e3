"""Disputes that dates decide, as a query."""

from collections.abc import Iterator
from itertools import product
from typing import Final

from karabakh.columnar._sql import LEVELS, Query, date_of, quote_literal, term_of
from karabakh.model import DocTimeRel
from karabakh.time import ANYTIME, Interval, IntervalOrder

__all__ = ["DISPUTES"]


def _select_meeting(stances: str, *within: str) -> str:
    """Return what meets an opposite stance of another holder.

    Those begun by the end of a stance, less those over before it begins, are there meanwhile; its
    holder's own are counted apart. Support that begins is swept with opposition that ends, and
    the other way round, so what is swept is either begun or over. What one source sets apart does
    not meet.

    Args:
        stances: The stances, as SQL behind ``FROM``.
        within: What they share, as columns.
    """
    same = " AND ".join(f"b.{each} = a.{each}" for each in within)
    parts = ", ".join(["sweep", *within[1:]])
    begun = "sum(1 - is_end)"
    return f"""
    SELECT row FROM (
        SELECT row, met FROM (
            SELECT row, CASE WHEN is_end = 1 THEN {begun} OVER everyone - {begun} OVER holder
                             ELSE (row_number() OVER holder - {begun} OVER holder)
                                  - (row_number() OVER everyone - {begun} OVER everyone)
                        END AS met
            FROM (
                SELECT *, topic * 2 + CASE stance WHEN 'supports' THEN is_end ELSE 1 - is_end END
                          AS sweep
                FROM (
                    SELECT *, start_earliest AS day, 0 AS is_end FROM {stances}
                    UNION ALL SELECT *, end_latest, 1 FROM {stances}
                ) ends
            ) days
            WINDOW everyone AS (PARTITION BY {parts} ORDER BY day, is_end
                                ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW),
                   holder AS (PARTITION BY {parts}, who ORDER BY day, is_end
                              ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
        ) counted
        UNION ALL
        SELECT a.row, -1
        FROM (SELECT * FROM {stances}) a JOIN (SELECT * FROM {stances}) b
             ON b.source = a.source AND {same}
        WHERE a.doc_time_rel IS NOT NULL AND b.doc_time_rel IS NOT NULL
              AND b.stance <> a.stance AND b.who <> a.who
              AND b.start_earliest <= a.end_latest AND a.start_earliest <= b.end_latest
              AND {_apart_condition("a", "b")}
    ) swept
    GROUP BY row HAVING sum(met) > 0"""


def _apart_condition(a: str, b: str) -> str:
    """Return the condition that one source sets two stances apart, as SQL."""
    both = f"concat({a}.doc_time_rel, ' ', {b}.doc_time_rel)"
    undated, dated = (
        f"{both} IN ({', '.join(_relations_apart(is_dated=each))})" for each in (False, True)
    )
    return f"({dated} OR ({undated} AND NOT ({a}.is_dated AND {b}.is_dated)))"


def _relations_apart(*, is_dated: bool) -> Iterator[str]:
    """Yield pairs of relations to one creation time that set two stances apart."""
    order = IntervalOrder(None)
    for one, other in product(DocTimeRel, repeat=2):
        pair = (
            Interval(ANYTIME, source="source", doc_time_rel=rel, is_dated=is_dated)
            for rel in (one, other)
        )
        if not order.may_meet(*pair):
            yield quote_literal(f"{one.value} {other.value}")


def _firm_steps(level: int) -> tuple[tuple[str, str], ...]:
    """Return the steps to disputes between stances that are this certain.

    They are looked for among those that are not firmer, and not if all stances are.
    """
    firmer = level + 1
    still_open = "camps" if level == LEVELS[0] else f"open_{firmer}"
    without = (
        ""
        if level == LEVELS[0]
        else f"""
         LEFT JOIN firm_{firmer} ON firm_{firmer}.topic = {still_open}.topic
              AND firm_{firmer}.number = {still_open}.number
    WHERE firm_{firmer}.topic IS NULL"""
    )
    return (
        (
            f"open_{level}",
            f"""
    SELECT {still_open}.* FROM {still_open} CROSS JOIN least{without}
    {"AND" if without else "WHERE"} least.rank < {level}""",
        ),
        (
            f"firm_{level}",
            f"""
    SELECT DISTINCT topic, number FROM open_{level}
    WHERE row IN ({_select_meeting(f"open_{level} WHERE rank >= {level}", "topic", "number")}
    )""",
        ),
    )


_SWEPT: Final = LEVELS[:-1]
"""The ranks that are looked for; where none is found, the least one decides."""

_CAMPS: Final = (
    ("topics", "SELECT proposition, min(row) AS topic FROM decided GROUP BY proposition"),
    ("holders", "SELECT holder, min(row) AS who FROM decided GROUP BY holder"),
    (
        "sided",
        """
    SELECT row, who, topic, stance, source, doc_time_rel, is_dated, start_earliest, end_latest, rank
    FROM decided JOIN topics ON topics.proposition = decided.proposition
         JOIN holders ON holders.holder = decided.holder
    WHERE stance <> 'undecided'""",
    ),
    ("least", "SELECT min(rank) AS rank FROM sided"),
    ("met", _select_meeting("sided", "topic")),
    ("meeting", "SELECT sided.* FROM sided JOIN met ON met.row = sided.row"),
    (
        "marked",
        """
    SELECT row, who, topic, stance, source, doc_time_rel, is_dated,
           start_earliest, end_latest, rank,
           max(CASE stance WHEN 'supports' THEN end_latest END) OVER earlier AS supported,
           max(CASE stance WHEN 'opposes' THEN end_latest END) OVER earlier AS opposed,
           min(CASE stance WHEN 'supports' THEN start_earliest END) OVER later AS supporting,
           min(CASE stance WHEN 'opposes' THEN start_earliest END) OVER later AS opposing
    FROM meeting
    WINDOW earlier AS (PARTITION BY topic ORDER BY start_earliest, row
                       ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
           later AS (PARTITION BY topic ORDER BY start_earliest, row
                     ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)""",
    ),
    (  # a new dispute begins where nobody of one camp outlasts to meet the other
        "camps",
        """
    SELECT row, who, topic, stance, source, doc_time_rel, is_dated,
           start_earliest, end_latest, rank,
           sum(CASE WHEN coalesce(supported < opposing, true)
                     AND coalesce(opposed < supporting, true) THEN 1 ELSE 0 END) OVER (
               PARTITION BY topic ORDER BY start_earliest, row
               ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
           ) AS number
    FROM marked""",
    ),
)

_SINCE: Final = """
    greatest(min(CASE stance WHEN 'supports' THEN start_earliest END),
             min(CASE stance WHEN 'opposes' THEN start_earliest END))"""
_UNTIL: Final = """
    least(max(CASE stance WHEN 'supports' THEN end_latest END),
          max(CASE stance WHEN 'opposes' THEN end_latest END))"""

_FOUND: Final = " UNION ALL ".join(
    f"SELECT topic, number, {level} AS rank FROM firm_{level}" for level in _SWEPT
)

DISPUTES: Final = Query(
    (
        *_CAMPS,
        *(step for level in _SWEPT for step in _firm_steps(level)),
        ("firm", _FOUND),
        (
            "spans",
            f"""
    SELECT topic, number, {_SINCE} AS since, {_UNTIL} AS until,
           sum(CASE stance WHEN 'supports' THEN 1 ELSE 0 END) AS supporters,
           sum(CASE stance WHEN 'opposes' THEN 1 ELSE 0 END) AS opponents
    FROM camps GROUP BY topic, number""",
        ),
    ),
    f"""
SELECT topics.proposition, {date_of("since")} AS since, {date_of("until")} AS until,
       supporters, opponents, {term_of("coalesce(firm.rank, least.rank)")} AS certainty
FROM spans JOIN topics ON topics.topic = spans.topic CROSS JOIN least
     LEFT JOIN firm ON firm.topic = spans.topic AND firm.number = spans.number""",
)
"""Disputes: the largest sets of opposite stances of several holders whose days are connected."""
