"""Which positions dates alone decide, and which go to the kernel.

A *unit* is what an answer depends on: for changes and contradictions the stances of one holder
on one topic, for disputes those of all on one topic; a topic is the propositions that imply or
exclude one another, or may be one. Holders that are tied count as one: by relations, by
membership, by speaking on another's behalf, or by links.

A unit is decided by dates if each of its positions is a recorded stance with days alone (no
event, no link, no attribution, no ``~ ?`` date or time of day, and a relation only to a source of
one day of publication), and nothing else is known of its holders and propositions. All other units
go to the kernel of `karabakh.reasoning`, with every record that it may need; so do stances of one
holder that one source sees in several ways, and disputes over what is claimed to be a fact: claims
last longer than their dates.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from karabakh.columnar._engine import Engine
from karabakh.columnar._sql import quote_literal
from karabakh.model import EventKind, LinkKind, PropositionKind

__all__ = ["HOLDINGS", "TOPICS", "Unit", "Units", "undecided_table", "unit_condition", "unit_of"]

Unit = tuple[str, ...]
"""The values of the columns that a unit is named by."""

HOLDINGS: Final = ("actors", "topic")
"""The columns that name a unit of changes and contradictions."""

TOPICS: Final = ("topic",)
"""The column that names a unit of disputes."""

_TIES: Final = f"""
SELECT subject, object FROM relations
UNION ALL SELECT id, unnest(members) FROM actors
UNION ALL SELECT DISTINCT holder, on_behalf_of FROM positions WHERE on_behalf_of IS NOT NULL
UNION ALL SELECT id, unnest(implies) FROM propositions
UNION ALL SELECT id, unnest(excludes) FROM propositions
UNION ALL SELECT subject, object FROM links WHERE kind = '{LinkKind.SAME_AS.value}'
UNION ALL SELECT part.actor, part.actor FROM (
    SELECT unnest(participants) AS part FROM events
    WHERE kind = '{EventKind.STANCE_CHANGE.value}'
) parts"""
"""What makes two actors, or two propositions, one unit; an actor alone is of a claimed change."""


class Units:
    """The units of a collection, and which of them dates decide.

    Args:
        engine: The column engine; it gets the view ``marked``: positions with their unit, and
            whether dates decide them.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._counts: dict[Unit, int] = {}
        self.names: Mapping[str, str] = _components(engine.rows(_TIES))
        """The units of actors and propositions that are tied to others."""
        engine.store("units", {"id": "VARCHAR", "name": "VARCHAR"}, self.names.items())
        ends = "SELECT subject AS id FROM links UNION SELECT object FROM links"
        engine.define("linked", ends, is_stored=True)
        engine.define(
            "facts", f"SELECT id FROM propositions WHERE kind = '{PropositionKind.FACT.value}'"
        )
        engine.define(
            "marked",
            """
            SELECT *, has_only_days AND NOT is_linked AND NOT is_tied AS is_plain FROM (
                SELECT positions.*, coalesce(h.name, holder) AS actors,
                       coalesce(p.name, proposition) AS topic,
                       h.name IS NOT NULL OR p.name IS NOT NULL AS is_tied,
                       linked.id IS NOT NULL AS is_linked, facts.id IS NOT NULL AS is_fact
                FROM positions LEFT JOIN units h ON h.id = holder
                     LEFT JOIN units p ON p.id = proposition
                     LEFT JOIN linked ON linked.id = positions.id
                     LEFT JOIN facts ON facts.id = proposition
            )""",
        )

    def select_decided(self, by: Unit) -> str:
        """Return the positions that dates decide, as SQL."""
        if not self.count_undecided(by):
            return "positions"
        return (
            f"(SELECT marked.* FROM marked ANTI JOIN {undecided_table(by)} USING ({', '.join(by)}))"
        )

    def count_undecided(self, by: Unit) -> int:
        """Return how many units go to the kernel."""
        if by not in self._counts:
            self._engine.define(undecided_table(by), _select_undecided(by), is_stored=True)
            ((count,),) = self._engine.rows(f"SELECT count(*) FROM {undecided_table(by)}")
            self._counts[by] = int(count)
        return self._counts[by]

    def is_decided(self, by: Unit, unit: Unit) -> bool:
        """Return whether dates decide a unit."""
        if not self.count_undecided(by):
            return True
        return not self._engine.rows(
            f"SELECT 1 FROM {undecided_table(by)} WHERE {unit_condition(by, unit)}"
        )


def _select_undecided(by: Unit) -> str:
    """Return the units that go to the kernel, as SQL.

    One source orders two stances of one holder that it sees from its creation in two ways.
    """
    names = ", ".join(by)
    if by == TOPICS:
        return f"SELECT DISTINCT {names} FROM marked WHERE NOT is_plain OR is_fact"
    return f"""
    SELECT {names} FROM marked WHERE NOT is_plain
    UNION
    SELECT {names} FROM marked WHERE doc_time_rel IS NOT NULL
    GROUP BY {names}, source HAVING min(doc_time_rel) <> max(doc_time_rel)"""


def unit_of(names: Mapping[str, str], by: Unit, row: Mapping[str, Any]) -> Unit:
    """Return the unit of a row about a proposition, and perhaps a holder.

    Args:
        names: The units of what is tied to others.
        by: The columns that name a unit.
        row: A position or a row of an answer.
    """
    key = {"actors": "holder", "topic": "proposition"}
    return tuple(names.get(row[key[name]], row[key[name]]) for name in by)


def unit_condition(by: Unit, unit: Unit) -> str:
    """Return the condition that a row is of a unit, as SQL."""
    values = map(quote_literal, unit)
    return " AND ".join(f"{name} = {value}" for name, value in zip(by, values, strict=True))


def undecided_table(by: Unit) -> str:
    """Return the name of the table of units that go to the kernel."""
    return f"undecided_by_{'_'.join(by)}"


def _components(ties: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the least member of the component of each end of some ties."""
    parent: dict[str, str] = {}

    def root(of: str) -> str:
        while parent.setdefault(of, of) != of:
            parent[of] = of = parent[parent[of]]
        return of

    for one, other in ties:
        first, second = sorted((root(one), root(other)))
        parent[second] = first
    return {each: root(each) for each in list(parent)}
