"""Counts and measures of events, as queries of the column engine.

Records that *same as* links join are read as one event, with the participants, places, times,
codes and numbers of all of them. A query starts from ``vouched``: the events that count, each with
the number of the ``event`` that it is a record of.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, TypeGuard

import attrs

from karabakh._shown import shown
from karabakh.columnar._account import Account
from karabakh.columnar._engine import Engine
from karabakh.columnar._sql import quote_literal
from karabakh.model import Certainty, MeasureKind
from karabakh.nearest import did_you_mean
from karabakh.time import ANYTIME, Truth, When

__all__ = ["KEYS", "CountQuery", "approximate_times", "check_keys", "check_period"]

_OF_PARTICIPANTS: Final = ("actor", "role", "side")
_DYAD: Final = "dyad"

KEYS: Final = (
    *_OF_PARTICIPANTS,
    _DYAD,
    "place",
    "kind",
    "year",
    "month",
    "code",
    "source",
    "certainty",
)
"""What events are counted by."""

_LAST_DAY: Final = date.max.toordinal()


def check_keys(by: object) -> tuple[str, ...]:
    """Return the keys to count by.

    Raises:
        ValueError: If one is unknown or repeated, or they can't be combined.
    """
    if isinstance(by, str | bytes) or not _is_many(by):
        hint = f"use by=({by!r},)" if by in KEYS else "use by=('month', 'kind')"
        raise ValueError(f"by must be several keys, got {shown(by)}; {hint}")
    keys: list[str] = []
    for key in by:
        if not isinstance(key, str) or key not in KEYS:
            hint = (did_you_mean(key, KEYS) if isinstance(key, str) else "") or "use others"
            raise ValueError(f"by must be keys of {', '.join(KEYS)}, got {shown(key)}; {hint}")
        keys.append(key)
    if len(set(keys)) < len(keys):
        raise ValueError(f"by must not repeat a key, got {shown(keys)}")
    if _DYAD in keys and not set(keys).isdisjoint(_OF_PARTICIPANTS):
        raise ValueError(
            f"by must not have 'dyad' with actor, role or side, got {shown(keys)}; leave out one"
        )
    return tuple(keys)


def _is_many(value: object) -> TypeGuard[Iterable[object]]:
    return isinstance(value, Iterable)


def check_period(within: When | str | None) -> When | None:
    """Return the period that events must lie within.

    Raises:
        EdtfError: If the text is not a valid EDTF date.
        TypeError: If it is neither a time nor a text.
        ValueError: If the time is approximate, uncertain, unknown or a one-of set, or outside
            the years 1 to 9999.
    """
    if within is None:
        return None
    if not isinstance(within, When | str):  # pyright: ignore[reportUnnecessaryIsInstance] (for untyped callers)
        raise TypeError(f"within must be a When or EDTF text, got {shown(within)}; use '2020'")
    when = When(within) if isinstance(within, str) else within
    first, last = (_day(each) for each in (when.bounds.start_earliest, when.bounds.end_latest))
    if not when.is_known or when.is_qualified or len(when.alternatives) > 1 or not (first and last):
        raise ValueError(f"within must be a period, got {shown(within)}; use '2020-09/2020-11'")
    return When(f"{first}/{last}")


def approximate_times(engine: Engine) -> tuple[When, ...]:
    """Return the approximate times of events."""
    found = engine.rows(
        """SELECT DISTINCT "when" FROM events WHERE regexp_matches("when", '[~%]')"""
    )
    return tuple(When(text) for (text,) in found)


def _day(number: int) -> str:
    """Return a day as an end of a period; empty if it is outside the years 1 to 9999."""
    if number in {ANYTIME.start_earliest, ANYTIME.end_latest}:
        return ".."
    return date.fromordinal(number).isoformat() if 1 <= number <= _LAST_DAY else ""


@attrs.frozen(kw_only=True)
class CountQuery:
    """A question about the numbers of events."""

    account: Account
    """Whose word counts."""

    by: Sequence[str]
    """The keys."""

    measure: MeasureKind | None
    """What is added up."""

    unit: str
    """The unit of what is added up."""

    period: When | None
    """The period that events must lie within."""

    approximate: Sequence[When]
    """The approximate times of the collection."""

    @property
    def sql(self) -> str:
        """The query."""
        tables: dict[str, str] = {
            "vouched": self._vouched(),
            "involved": self._involved(),
            "counted": self._counted(),
        }
        people = ", ".join(key for key in self.by if key in _OF_PARTICIPANTS)
        if people:
            tables["by_people"] = f"SELECT DISTINCT event, {people} FROM involved"
        for key in self.by:
            if key not in _OF_PARTICIPANTS:
                tables[f"by_{key}"] = self._of_key(key)
        joins = "".join(f" LEFT JOIN {name} USING (event)" for name in tables if name[:3] == "by_")
        columns = [name for key in self.by for name in _columns_of(key)]
        numbers = ["count(*) AS events"]
        if self.measure:
            tables |= self._measured(self.measure)
            joins += " LEFT JOIN measured USING (event)"
            numbers += _NUMBERS
        steps = ",\n".join(f"{name} AS ({query})" for name, query in tables.items())
        grouped = f" GROUP BY {', '.join(columns)}" if columns else ""
        ordered = (
            f" ORDER BY {', '.join(f'{each} NULLS LAST' for each in columns)}" if columns else ""
        )
        return (
            f"WITH {steps}\nSELECT {', '.join([*columns, *numbers])}"
            f" FROM counted{joins}{grouped}{ordered}"
        )

    def _vouched(self) -> str:
        return f"""
    SELECT coalesce(joined.event, events.row) AS event, events.*
    FROM events LEFT JOIN (
        SELECT same.id, min(events.row) OVER (PARTITION BY same.one) AS event
        FROM {self.account.same} same JOIN events ON events.id = same.id
    ) joined ON joined.id = events.id
    WHERE {self.account.vouches("according_to", "citations")}"""

    @property
    def _select_once(self) -> str:
        """Return what selects what each record of an event has, without repetition."""
        return "SELECT DISTINCT" if self.account.is_joining else "SELECT"

    def _counted(self) -> str:
        if self.period is None:
            return f"{self._select_once} event FROM vouched"
        first, *_, last = self.period.bounds
        near = [it.text for it in self.approximate if it.during(self.period) is Truth.YES]
        return f"""
    {self._select_once} event FROM vouched WHERE CASE
        WHEN {_IS_APPROXIMATE} THEN list_contains({_texts(near)}, "when")
        ELSE start_earliest >= {first} AND end_latest <= {last} END"""

    def _involved(self) -> str:
        return f"""
    SELECT DISTINCT event, coalesce(same.one, part.actor) AS actor, part.role AS role,
           nullif(part.side, '') AS side
    FROM (SELECT event, according_to, citations, unnest(participants) AS part FROM vouched) parts
         LEFT JOIN {self.account.same} same ON same.id = part.actor
    WHERE {self.account.vouches_for_part("part")}"""

    def _of_key(self, key: str) -> str:
        """Return the values of a key, each with its event."""
        if key in _SPANS:
            return self._of_span(key)
        if key == "place":
            return f"""
    {self._select_once} event, coalesce(same.one, location) AS place
    FROM vouched LEFT JOIN {self.account.same} same ON same.id = location
    WHERE location IS NOT NULL"""
        if key == "kind":
            return f"{self._select_once} event, kind FROM vouched"
        return _OF_KEY[key]

    def _of_span(self, key: str) -> str:
        """Return the months or years that events surely lie within."""
        digits, form, kind = _SPANS[key]
        near = (f"{when.text} {_span_around(when, digits)}" for when in self.approximate)
        first, last = (f"strftime({_date(day)}, '{form}')" for day in _ENDS)
        return f"""
    {self._select_once} event, CAST(span AS {kind}) AS {key}
    FROM (
        SELECT event, CASE
            WHEN near.text IS NOT NULL THEN nullif(near.span, '')
            WHEN start_earliest >= 1 AND end_latest <= {_LAST_DAY} AND {first} = {last}
            THEN {first} END AS span
        FROM vouched LEFT JOIN (
            SELECT split_part(pair, ' ', 1) AS text, split_part(pair, ' ', 2) AS span
            FROM (SELECT unnest({_texts(near)}) AS pair) pairs
        ) near ON near.text = vouched."when"
    ) spans WHERE span IS NOT NULL"""

    def _measured(self, measure: MeasureKind) -> dict[str, str]:
        """Return the numbers of each event, in steps."""
        return {
            "numbers": f"""
    SELECT event, coalesce(same.one, part.of) AS whose, part.best AS best,
           coalesce(part.low, part.best, part.high) AS low,
           coalesce(part.high, part.best, part.low) AS high
    FROM (SELECT event, according_to, citations, unnest(measures) AS part FROM vouched) parts
         LEFT JOIN {self.account.same} same ON same.id = part.of
    WHERE part.kind = '{measure.value}' AND coalesce(part.unit, '') = {quote_literal(self.unit)}
          AND {self.account.vouches_for_part("part")}""",
            "given": """
    SELECT event, whose, max(best) AS best, min(low) AS low, max(high) AS high,
           CASE WHEN max(best) IS NULL THEN 0 WHEN min(best) = max(best) THEN 1 ELSE 2 END AS bests
    FROM numbers GROUP BY event, whose""",
            "totals": """
    FROM given WHERE whose IS NULL
    UNION ALL
    FROM given ANTI JOIN (SELECT event FROM given WHERE whose IS NULL) USING (event)""",
            "measured": """
    SELECT event, max(bests) > 1 AS is_differing, min(bests) = 0 AS is_bounded,
           sum(CASE WHEN bests = 1 THEN best END) AS best, sum(low) AS low, sum(high) AS high
    FROM totals GROUP BY event""",
        }


_NUMBERS: Final = (
    "count(measured.event) AS measured",
    "sum(best) FILTER (NOT is_differing AND NOT is_bounded) AS best",
    "sum(low) AS low",
    "sum(high) AS high",
    "count(*) FILTER (is_differing) AS differing",
    "count(*) FILTER (is_bounded AND NOT is_differing) AS bounds_only",
)
"""The columns of a measure."""

_RANKS: Final = " ".join(f"WHEN '{each.value}' THEN {each.rank}" for each in Certainty)
_TERMS: Final = " ".join(f"WHEN {each.rank} THEN '{each.value}'" for each in Certainty)

_OF_KEY: Final = {
    _DYAD: """
    SELECT DISTINCT a.event, a.actor, b.actor AS opponent
    FROM involved a JOIN involved b
         ON a.event = b.event AND a.actor < b.actor AND a.side <> b.side""",
    "code": "SELECT DISTINCT event, unnest(codes) AS code FROM vouched",
    "source": """
    SELECT DISTINCT event, split_part(citation, '#', 1) AS source
    FROM (SELECT event, unnest(citations) AS citation FROM vouched)""",
    "certainty": f"""
    SELECT event, CASE max(CASE coalesce(certainty, '{Certainty.CERTAIN.value}') {_RANKS} END)
                  {_TERMS} END AS certainty
    FROM vouched GROUP BY event""",
}
"""The values of keys, each with its event."""

_SPANS: Final = {"year": (4, "%Y", "BIGINT"), "month": (7, "%Y-%m", "VARCHAR")}
"""Of years and months: how many characters of a date they are, their form, and their type."""

_ENDS: Final = ("start_earliest", "end_latest")

_IS_APPROXIMATE: Final = """regexp_matches(coalesce(vouched."when", ''), '[~%]')"""


def _span_around(when: When, digits: int) -> str:
    """Return the span that an approximate time surely lies within; empty if none."""
    start = _day(when.bounds.start_earliest)
    if start in {"", ".."}:
        return ""
    span = start[:digits]
    first, *_, last = When(span).bounds
    is_within = when.during(When(f"{_day(first)}/{_day(last)}")) is Truth.YES
    return span if is_within else ""


def _columns_of(key: str) -> tuple[str, ...]:
    return ("actor", "opponent") if key == _DYAD else (key,)


def _texts(values: Iterable[str]) -> str:
    """Return texts as a list of SQL."""
    return f"[{', '.join(map(quote_literal, values))}]::VARCHAR[]"


def _date(day: str) -> str:
    return f"(DATE '0001-01-01' + CAST({day} - 1 AS INT))"
