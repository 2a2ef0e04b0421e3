"""The questions that dates alone answer, in SQL that DuckDB and Spark both take.

Each query is a list of common table expressions and a selection from them. They start from
``decided``: positions of whose holders and propositions nothing else is known, see
`karabakh.columnar._units`, as `rank_positions` returns them. Intervals are never joined by ranges
across a collection: running windows over beginnings and ends find what meets or follows, and
pairs are compared only within the stances of one holder on one proposition.

With ``lo`` and ``hi`` for the witness days of a position, the least and the greatest of its last
possible beginning and its first possible end::

    a is before b     hi(a) < lo(b)
    a and b are simultaneous
                      start_latest(a) <= end_earliest(b) and the other way round
    a may meet b      start_earliest(a) <= end_latest(b) and the other way round
"""

from datetime import date
from typing import Final

from karabakh.model import Certainty, Stance

__all__ = ["CONTRADICTIONS", "DISPUTES", "SHIFTS", "rank_positions"]


def rank_positions(positions: str) -> str:
    """Return positions with the rank of their certainty and their witness days."""
    ranks = " ".join(f"WHEN '{each.value}' THEN {each.rank}" for each in Certainty)
    return f"""
SELECT id, holder, proposition, stance, start_earliest, start_latest, end_earliest, end_latest,
       CASE coalesce(certainty, '{Certainty.CERTAIN.value}') {ranks} END AS rank,
       least(start_latest, end_earliest) AS lo, greatest(start_latest, end_earliest) AS hi
FROM {positions}"""


def _term(rank: str) -> str:
    """Return the certainty of a rank."""
    terms = " ".join(f"WHEN {each.rank} THEN '{each.value}'" for each in Certainty)
    return f"CASE {rank} {terms} END"


def _date(day: str) -> str:
    """Return the date of a day number; null if open, or outside years 1 to 9999."""
    return (
        f"CASE WHEN {day} BETWEEN 1 AND {date.max.toordinal()}"
        f" THEN DATE '0001-01-01' + CAST({day} - 1 AS INT) END"
    )


_LEVELS: Final = sorted((each.rank for each in Certainty), reverse=True)
"""The ranks of certainty, the firmest first."""

_STANCES: Final = tuple(each.value for each in Stance)


def _by_stance(template: str) -> str:
    return ",\n       ".join(template.format(stance=each) for each in _STANCES)


_SIDES: Final = "\n    UNION ALL ".join(
    f"SELECT holder, proposition, stance AS earlier, '{later}' AS later, hi, until,"
    f" next_{later} AS first_lo, last_{later} AS last_lo"
    f" FROM reaching WHERE stance <> '{later}' AND next_{later} <= last_{later}"
    for later in _STANCES
)

_LAST: Final = (
    "max(CASE WHEN is_begun = 1 AND later = '{stance}' THEN day END) OVER earlier AS last_{stance}"
)

SHIFTS: Final = f"""
mixed AS (
    SELECT holder, proposition FROM decided GROUP BY holder, proposition
    HAVING min(stance) <> max(stance)
), stances AS (
    SELECT decided.* FROM decided JOIN mixed USING (holder, proposition)
), following AS (  -- of what begins after a day: the first end, and the first of each stance
    SELECT holder, proposition, stance, day, is_begun, min(hi) OVER later AS until,
       {_by_stance("min(CASE WHEN stance = '{stance}' THEN lo END) OVER later AS next_{stance}")}
    FROM (
        SELECT holder, proposition, stance, lo AS day, 1 AS is_begun, lo, hi FROM stances
        UNION ALL
        SELECT DISTINCT holder, proposition, stance, hi, 0, NULL, NULL
        FROM stances
    ) days
    WINDOW later AS (
        PARTITION BY holder, proposition ORDER BY day DESC, is_begun
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    )
), ended AS (  -- what ends on a day, and until when it is followed with nothing in between
    SELECT holder, proposition, stance, day AS hi, until,
           {", ".join(f"next_{each}" for each in _STANCES)}
    FROM following WHERE is_begun = 0 AND until IS NOT NULL
), reaching AS (
    SELECT * FROM (
        SELECT holder, proposition, stance, hi, until, is_begun,
               {", ".join(f"next_{each}" for each in _STANCES)},
               {_by_stance(_LAST)}
        FROM (
            SELECT *, until AS day, 0 AS is_begun, CAST(NULL AS VARCHAR) AS later FROM ended
            UNION ALL
            SELECT holder, proposition, NULL, NULL, NULL, {", ".join("NULL" for _ in _STANCES)},
                   lo, 1, stance
            FROM stances
        ) days
        WINDOW earlier AS (
            PARTITION BY holder, proposition ORDER BY day, is_begun DESC
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        )
    ) reached WHERE is_begun = 0
), sides AS (
    {_SIDES}
), numbered AS (  -- pairs that share a side are one change
    SELECT *, sum(is_apart) OVER (
        PARTITION BY holder, proposition, earlier, later ORDER BY hi
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS number
    FROM (
        SELECT *, CASE WHEN first_lo <= lag(last_lo) OVER (
            PARTITION BY holder, proposition, earlier, later ORDER BY hi
        ) THEN 0 ELSE 1 END AS is_apart
        FROM sides
    ) marked
), befores AS (  -- the preferred of those that come first
    SELECT * FROM (
        SELECT numbered.*, stances.id AS earlier_position, stances.rank AS earlier_rank,
               row_number() OVER (
                   PARTITION BY numbered.holder, numbered.proposition, earlier, later, number
                   ORDER BY stances.rank DESC, stances.id
               ) AS place
        FROM numbered JOIN stances ON stances.holder = numbered.holder
             AND stances.proposition = numbered.proposition
             AND stances.stance = earlier AND stances.hi = numbered.hi
    ) placed WHERE place = 1
), pairs AS (  -- and of those that come after it
    SELECT befores.holder, befores.proposition, earlier, later, earlier_position,
           stances.id AS later_position, least(earlier_rank, stances.rank) AS rank,
           row_number() OVER (
               PARTITION BY befores.holder, befores.proposition, earlier, later, number
               ORDER BY stances.rank DESC, stances.id
           ) AS preference
    FROM befores JOIN stances ON stances.holder = befores.holder
         AND stances.proposition = befores.proposition AND stances.stance = later
         AND stances.lo BETWEEN first_lo AND last_lo
)
SELECT holder, proposition, earlier, later, earlier_position, later_position,
       {_term("rank")} AS certainty
FROM pairs WHERE preference = 1
"""
"""Changes: a stance, then another, with nothing in between; the preferred pair of each.

What ends on a day d is followed with nothing in between by what begins after d, and not after
the first end of all that begins after d."""


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


CONTRADICTIONS: Final = f"""
mixed AS (
    SELECT holder, proposition FROM decided WHERE stance <> 'undecided'
    GROUP BY holder, proposition HAVING min(stance) <> max(stance)
), opposed AS (
    SELECT decided.* FROM decided JOIN mixed USING (holder, proposition)
    WHERE stance <> 'undecided'
), simultaneous AS ({_select_touching("start_latest", "end_earliest")}
), unordered AS ({_select_touching("lo", "hi")}
)
SELECT mixed.holder, mixed.proposition,
       CASE WHEN simultaneous.holder IS NOT NULL THEN 'contradiction'
            WHEN unordered.holder IS NOT NULL THEN 'undetermined' ELSE 'compatible' END AS verdict
FROM mixed LEFT JOIN simultaneous USING (holder, proposition)
     LEFT JOIN unordered USING (holder, proposition)
"""
"""What one holder supports and opposes, and whether simultaneously."""


def _select_meeting(level: int) -> str:
    """Return what is this certain and meets an opposite stance of another holder.

    Nothing, if all is: then the least level decides.
    """
    needed = (
        "true"
        if level == _LEVELS[-1]
        else f"rank >= {level} AND (SELECT rank FROM least) < {level}"
    )
    return f"""
    SELECT id FROM (
        SELECT id, is_end, stance,
               sum(for_begun) OVER everyone - sum(for_begun) OVER holder AS for_begun,
               sum(against_begun) OVER everyone - sum(against_begun) OVER holder AS against_begun,
               sum(for_over) OVER everyone - sum(for_over) OVER holder AS for_over,
               sum(against_over) OVER everyone - sum(against_over) OVER holder AS against_over
        FROM (
            SELECT id, holder AS who, proposition AS matter, stance, start_earliest AS day,
                   0 AS is_end, CASE stance WHEN 'supports' THEN 1 ELSE 0 END AS for_begun,
                   CASE stance WHEN 'opposes' THEN 1 ELSE 0 END AS against_begun,
                   0 AS for_over, 0 AS against_over
            FROM sided WHERE {needed}
            UNION ALL
            SELECT id, holder, proposition, stance, end_latest, 1, 0, 0,
                   CASE stance WHEN 'supports' THEN 1 ELSE 0 END,
                   CASE stance WHEN 'opposes' THEN 1 ELSE 0 END
            FROM sided WHERE {needed}
        ) days
        WINDOW everyone AS (PARTITION BY matter ORDER BY day, is_end
                            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW),
               holder AS (PARTITION BY matter, who ORDER BY day, is_end
                          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
    ) swept
    GROUP BY id
    HAVING sum(CASE WHEN is_end = 1 AND stance = 'supports' THEN against_begun
                    WHEN is_end = 1 THEN for_begun
                    WHEN stance = 'supports' THEN -against_over ELSE -for_over END) > 0"""


_SINCE: Final = """
    greatest(min(CASE stance WHEN 'supports' THEN start_earliest END),
             min(CASE stance WHEN 'opposes' THEN start_earliest END))"""
_UNTIL: Final = """
    least(max(CASE stance WHEN 'supports' THEN end_latest END),
          max(CASE stance WHEN 'opposes' THEN end_latest END))"""

DISPUTES: Final = f"""
sided AS (
    SELECT * FROM decided WHERE stance <> 'undecided'
), least AS (
    SELECT min(rank) AS rank FROM sided
), {", ".join(f"met_{level} AS ({_select_meeting(level)})" for level in _LEVELS)}
, meeting AS (
    SELECT sided.* FROM sided JOIN met_{_LEVELS[-1]} USING (id)
), marked AS (
    SELECT *,
           max(CASE stance WHEN 'supports' THEN end_latest END) OVER earlier AS supported,
           max(CASE stance WHEN 'opposes' THEN end_latest END) OVER earlier AS opposed,
           min(CASE stance WHEN 'supports' THEN start_earliest END) OVER later AS supporting,
           min(CASE stance WHEN 'opposes' THEN start_earliest END) OVER later AS opposing
    FROM meeting
    WINDOW earlier AS (PARTITION BY proposition ORDER BY start_earliest, id
                       ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
           later AS (PARTITION BY proposition ORDER BY start_earliest, id
                     ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)
), camps AS (  -- a new dispute begins where nobody of one camp outlasts to meet the other
    SELECT *, sum(CASE WHEN coalesce(supported < opposing, true)
                        AND coalesce(opposed < supporting, true) THEN 1 ELSE 0 END) OVER (
        PARTITION BY proposition ORDER BY start_earliest, id
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS number
    FROM marked
), firm AS (
    {" UNION ALL ".join(f"SELECT id, {level} AS level FROM met_{level}" for level in _LEVELS)}
), levels AS (
    SELECT id, max(level) AS level FROM firm GROUP BY id
)
SELECT proposition, {_date(_SINCE)} AS since, {_date(_UNTIL)} AS until,
       sum(CASE stance WHEN 'supports' THEN 1 ELSE 0 END) AS supporters,
       sum(CASE stance WHEN 'opposes' THEN 1 ELSE 0 END) AS opponents,
       {_term("greatest(max(level), (SELECT rank FROM least))")} AS certainty
FROM camps JOIN levels USING (id) GROUP BY proposition, number
"""
"""Disputes: the largest sets of opposite stances of several holders whose days are connected."""
