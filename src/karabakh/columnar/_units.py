"""Which positions dates alone decide, and which go to the kernel.

A *unit* is what an answer depends on: for changes and contradictions the stances of one holder
on one topic, for disputes those of all on one topic; a topic is the propositions that imply or
exclude one another, or may be one. Holders that are tied count as one: by relations, by
membership, by speaking on another's behalf, or by links.

A unit is decided by dates if each of its positions is a recorded stance with days alone (no
relation to a publication date, no event, no link, no attribution, no ``~ ?`` date or time of
day), and nothing else is known of its holders and propositions. Disputes over what is claimed
to be a fact go to the kernel, too: claims last longer than their dates. All other units go to
the kernel of `karabakh.reasoning`, with every record that it may need.
"""

from collections.abc import Iterable, Iterator
from typing import Final

import duckdb

from karabakh.model import EventKind, LinkKind, PropositionKind

__all__ = ["HOLDINGS", "TOPICS", "Unit", "Units"]

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
UNION ALL SELECT actor, actor FROM (
    SELECT unnest(participants).actor AS actor FROM events
    WHERE kind = '{EventKind.STANCE_CHANGE.value}'
)"""
"""What makes two actors, or two propositions, one unit; an actor alone is of a claimed change."""

_PLAIN: Final = """
doc_time_rel IS NULL AND expressed_in IS NULL AND on_behalf_of IS NULL
AND coalesce(len(according_to), 0) = 0 AND NOT regexp_matches(coalesce("when", ''), '[~?%XT{\\[]')
AND NOT is_linked"""
"""Whether dates alone decide about a position."""


class Units:
    """The units of a collection, and which of them dates decide.

    Args:
        engine: A connection with views of all collections; it gets the view ``marked``:
            positions with their unit, and whether dates decide them.
    """

    def __init__(self, engine: duckdb.DuckDBPyConnection) -> None:
        self._engine = engine
        self._names = _components(engine.execute(_TIES).fetchall())
        engine.execute(
            "CREATE OR REPLACE TABLE units AS"
            " SELECT unnest($ids::VARCHAR[]) AS id, unnest($names::VARCHAR[]) AS name",
            {"ids": list(self._names), "names": list(self._names.values())},
        )
        engine.execute(
            "CREATE OR REPLACE TABLE linked AS"
            " SELECT DISTINCT unnest([subject, object]) AS id FROM links"
        )
        engine.execute(
            "CREATE OR REPLACE VIEW facts AS"
            f" SELECT id FROM propositions WHERE kind = '{PropositionKind.FACT.value}'"
        )
        engine.execute(f"""
            CREATE OR REPLACE VIEW marked AS
            SELECT *, {_PLAIN} AND NOT is_tied AS is_plain FROM (
                SELECT positions.*, coalesce(h.name, holder) AS actors,
                       coalesce(p.name, proposition) AS topic,
                       h.name IS NOT NULL OR p.name IS NOT NULL AS is_tied,
                       linked.id IS NOT NULL AS is_linked, facts.id IS NOT NULL AS is_fact
                FROM positions LEFT JOIN units h ON h.id = holder
                     LEFT JOIN units p ON p.id = proposition
                     LEFT JOIN linked ON linked.id = positions.id
                     LEFT JOIN facts ON facts.id = proposition
            )""")

    def of(self, by: Unit, *, proposition: str, holder: str = "") -> Unit:
        """Return the unit of a holder's stances on a proposition, or of all on it."""
        topic = self._names.get(proposition, proposition)
        return (topic,) if by == TOPICS else (self._names.get(holder, holder), topic)

    def select_decided(self, by: Unit) -> str:
        """Return the positions that dates decide, as SQL."""
        if not self.count_undecided(by):
            return "positions"
        return f"(SELECT marked.* FROM marked ANTI JOIN {_undecided(by)} USING ({', '.join(by)}))"

    def count_undecided(self, by: Unit) -> int:
        """Return how many units go to the kernel."""
        self._engine.execute(
            f"CREATE TABLE IF NOT EXISTS {_undecided(by)} AS"
            f" SELECT DISTINCT {', '.join(by)} FROM marked WHERE NOT is_plain"
            f"{' OR is_fact' if by == TOPICS else ''}"
        )
        ((count,),) = self._engine.execute(f"SELECT count(*) FROM {_undecided(by)}").fetchall()
        return int(count)

    def is_decided(self, by: Unit, unit: Unit) -> bool:
        """Return whether dates decide a unit."""
        if not self.count_undecided(by):
            return True
        same = " AND ".join(f"{name} = ?" for name in by)
        found = self._engine.execute(f"SELECT 1 FROM {_undecided(by)} WHERE {same}", unit)
        return not found.fetchall()

    def batches(self, by: Unit, size: int) -> Iterator[tuple[set[Unit], str]]:
        """Yield some units that go to the kernel, and their positions, as SQL.

        The positions that links name come with each of them: they may order others.

        Args:
            by: The columns that name a unit.
            size: How many positions are read together, unless one unit has more.
        """
        names = ", ".join(by)
        units = self._engine.execute(
            f"SELECT {names}, count(*) FROM marked SEMI JOIN {_undecided(by)} USING ({names})"
            " GROUP BY ALL ORDER BY ALL"
        ).fetchall()
        while units:
            batch: list[Unit] = []
            count = 0
            while units and (not batch or count + units[-1][-1] <= size):
                *unit, rows = units.pop()
                batch.append(tuple(unit))
                count += rows
            columns = ", ".join(f"unnest(${name}::VARCHAR[]) AS {name}" for name in by)
            self._engine.execute(
                f"CREATE OR REPLACE TABLE batch AS SELECT {columns}",
                dict(zip(by, map(list, zip(*batch, strict=True)), strict=True)),
            )
            yield (
                set(batch),
                f"(FROM marked SEMI JOIN batch USING ({names}) UNION FROM marked WHERE is_linked)",
            )


def _undecided(by: Unit) -> str:
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
