"""What is known of stances at a time, as far as dates decide it, as a query."""

from collections.abc import Iterable
from itertools import product
from typing import Final

from karabakh.columnar._sql import Query, holding_condition, quote_literal, term_of
from karabakh.model import Certainty, DocTimeRel, Stance
from karabakh.time import When

__all__ = ["stances_at"]

_STANCES: Final = tuple(each.value for each in Stance)


def stances_at(at: When) -> Query:
    """Return the query of each holder's stance on each proposition at a time.

    What is last known is not over, and nothing that has held since then is another stance, or
    the end of this one; see `karabakh.reasoning.stance`.
    """
    bounds = at.alternatives
    never = " AND ".join(
        f"(end_latest < {each.start_earliest} OR {each.end_latest} < start_earliest)"
        for each in bounds
    )
    reached = max(each.end_latest for each in bounds)
    dated = f"""
    SELECT holder, proposition, stance, rank, lo, hi, start_latest, end_earliest,
           {holding_condition(at)} AS is_sure, NOT ({never}) AS is_possible,
           hi <= {min(each.start_earliest for each in bounds)} AS is_past,
           CASE WHEN is_closed THEN NOT ({holding_condition(at)})
                ELSE coalesce(doc_time_rel = '{DocTimeRel.BEFORE.value}' AND created <= {reached},
                              false) END AS is_over
    FROM decided"""
    known = f"""
    SELECT holder, proposition, {_has_each("is_sure", "sure")}, {_has_each("is_past", "past")},
           {_has_each("is_possible", "possible")},
           min(CASE WHEN is_sure THEN rank END) AS sure_rank,
           max(CASE WHEN is_past AND is_over THEN lo END) AS last_over,
           {_each("max(CASE WHEN is_past AND stance = '{0}' THEN lo END) AS lo_{0}")}
    FROM dated GROUP BY holder, proposition"""
    others = " AND ".join(
        f"(dated.stance = '{each}' OR coalesce(lo_{each} <= dated.hi, true))" for each in _STANCES
    )
    remaining = f"""
    SELECT dated.* FROM dated JOIN known ON known.holder = dated.holder
           AND known.proposition = dated.proposition
    WHERE sure_rank IS NULL AND dated.is_past AND NOT dated.is_over
          AND coalesce(last_over <= dated.hi, true) AND {others}"""
    last = f"""
    SELECT holder, proposition, {_has_each("true", "last")}, min(rank) AS last_rank
    FROM remaining WHERE NOT EXISTS (
        SELECT 1 FROM dated WHERE dated.holder = remaining.holder
               AND dated.proposition = remaining.proposition AND dated.stance = remaining.stance
               AND dated.is_past AND dated.is_over
               AND dated.start_latest <= remaining.end_earliest
               AND remaining.start_latest <= dated.end_earliest
    ) GROUP BY holder, proposition"""
    found = f"""
    SELECT known.*, {_only("sure")} AS stance, coalesce(last_rank, sure_rank) AS rank,
           CASE WHEN sure_rank IS NULL THEN {_only("last")} ELSE {_only("sure")} END AS last_known
    FROM known LEFT JOIN last ON last.holder = known.holder
         AND last.proposition = known.proposition"""
    former = [f"past_{each} = 1 AND coalesce(last_known <> '{each}', true)" for each in _STANCES]
    certainty = f"WHEN last_known IS NULL THEN '{Certainty.UNKNOWN.value}' ELSE {term_of('rank')}"
    steps = ("dated", dated), ("known", known), ("remaining", remaining), ("last", last)
    return Query(
        (*steps, ("found", found)),
        f"""
SELECT holder, proposition, {quote_literal(at.text)} AS at_time, stance, last_known,
       CASE {certainty} END AS certainty, {_listed(former)} AS former,
       {_listed(f"possible_{each} = 1" for each in _STANCES)} AS possible
FROM found""",
    )


def _each(template: str) -> str:
    return ", ".join(template.format(each) for each in _STANCES)


def _has_each(condition: str, name: str) -> str:
    """Return, for each stance, whether any has it and meets a condition."""
    case = f"max(CASE WHEN {condition} AND stance = '{{0}}' THEN 1 ELSE 0 END)"
    return _each(f"{case} AS {name}_{{0}}")


def _only(name: str) -> str:
    """Return the one stance that is there, as SQL; null if there are several."""
    count = " + ".join(f"{name}_{each}" for each in _STANCES)
    cases = " ".join(f"WHEN {name}_{each} = 1 THEN '{each}'" for each in _STANCES)
    return f"CASE WHEN {count} > 1 THEN NULL {cases} END"


def _listed(conditions: Iterable[str]) -> str:
    """Return the list of the stances that meet their conditions, as SQL."""
    cases: list[str] = []
    every = tuple(conditions)
    for chosen in product((True, False), repeat=len(_STANCES)):
        those = [each for each, is_there in zip(_STANCES, chosen, strict=True) if is_there]
        needed = [each for each, is_there in zip(every, chosen, strict=True) if is_there]
        terms = ", ".join(f"'{each}'" for each in those)
        cases.append(
            f"WHEN {' AND '.join(f'({each})' for each in needed) or 'true'} THEN [{terms}]"
        )
    return f"CASE {' '.join(cases)} END"
