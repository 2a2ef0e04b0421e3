"""The networks of a sample of DNA, against a computation by its definitions.

The sample is looked for beside the checkout.
"""

import contextlib
import datetime as dt
import itertools
import pathlib
import sqlite3

import pytest

from karabakh import (
    Actor,
    ActorKind,
    Citation,
    Dataset,
    Position,
    Proposition,
    Source,
    Stance,
    When,
)
from karabakh.reasoning import alignment

SAMPLE = pathlib.Path(__file__).parents[3] / "shared" / "samples" / "dna" / "sample.dna"

pytestmark = pytest.mark.skipif(not SAMPLE.exists(), reason="no samples beside the checkout")

QUERY = """
    SELECT s.ID, d.ID, d.Date,
        MAX(CASE WHEN v.Variable = ? THEN e.Value END),
        MAX(CASE WHEN v.Variable = 'concept' THEN e.Value END),
        MAX(b.Value)
    FROM STATEMENTS s
    JOIN DOCUMENTS d ON d.ID = s.DocumentId
    JOIN DATASHORTTEXT t ON t.StatementId = s.ID
    JOIN VARIABLES v ON v.ID = t.VariableId
    JOIN ENTITIES e ON e.ID = t.Entity
    JOIN DATABOOLEAN b ON b.StatementId = s.ID
    WHERE s.StatementTypeId = 1
    GROUP BY s.ID ORDER BY s.ID
"""


def statements(variable):
    """Statements as (document, day, actor, concept, agreement)."""
    with contextlib.closing(sqlite3.connect(SAMPLE)) as connection:
        rows = connection.execute(QUERY, (variable,)).fetchall()
    return [
        (document, dt.datetime.fromtimestamp(seconds, tz=dt.UTC).date(), actor, concept, agrees)
        for _, document, seconds, actor, concept, agrees in rows
        if actor and concept
    ]


WITHIN = {
    "include": lambda row: row[0],
    "document": lambda row: row[1],
    "week": lambda row: row[2].isocalendar()[:2],
    "month": lambda row: (row[2].year, row[2].month),
    "year": lambda row: row[2].year,
    "acrossrange": lambda _: None,
}
"""What a statement, as (number, document, day), counts once within, by DNA's names."""


def counted(rows, duplicates):
    """How often each actor takes each side of each concept, without duplicates."""
    taken = {
        (actor, concept, agrees, WITHIN[duplicates]((number, document, day)))
        for number, (document, day, actor, concept, agrees) in enumerate(rows)
    }
    counts = {}
    for actor, concept, agrees, _ in taken:
        counts[actor, concept, agrees] = counts.get((actor, concept, agrees), 0) + 1
    return counts


def network(rows, norm, duplicates):
    """Congruence, conflict and their difference, divided by the norm, by pair."""
    x = counted(rows, duplicates)
    actors = sorted({row[2] for row in rows})
    sides = [(row[3], agrees) for row in rows for agrees in (0, 1)]
    sides = sorted(set(sides))
    for a, b in itertools.combinations(actors, 2):
        mine, other = ({side: x.get((actor, *side), 0) for side in sides} for actor in (a, b))
        congruence = sum(mine[side] * other[side] for side in sides)
        conflict = sum(mine[concept, k] * other[concept, 1 - k] for concept, k in sides)
        n, m = sum(mine.values()), sum(other.values())
        only_mine = sum(mine[side] for side in sides if not other[side])
        only_other = sum(other[side] for side in sides if not mine[side])
        divisor = {
            "no": 1,
            "average": (n + m) / 2,
            "jaccard": only_mine + only_other + congruence,
            "cosine": n * m,
        }[norm]
        if any((mine[c, 0] or mine[c, 1]) and (other[c, 0] or other[c, 1]) for c, _ in sides):
            yield a, b, congruence / divisor, conflict / divisor, (congruence - conflict) / divisor


def as_dataset(rows):
    actors = sorted({row[2] for row in rows})
    concepts = sorted({row[3] for row in rows})
    documents = {row[0]: row[1] for row in rows}
    return Dataset.from_records(
        *(
            Source(id=f"d{each}", title="", published=When(str(day)))
            for each, day in documents.items()
        ),
        *(Actor(id=f"a{n}", kind=ActorKind.ORGANISATION) for n in range(len(actors))),
        *(Proposition(id=f"p{n}", text=text) for n, text in enumerate(concepts)),
        *(
            Position(
                id=f"s{n}",
                holder=f"a{actors.index(actor)}",
                proposition=f"p{concepts.index(concept)}",
                stance=Stance.SUPPORTS if agrees else Stance.OPPOSES,
                when=When(str(day)),
                citations=(Citation(f"d{document}", 1),),
            )
            for n, (document, day, actor, concept, agrees) in enumerate(rows)
        ),
    ), actors


@pytest.mark.parametrize("variable", ["person", "organization"])
@pytest.mark.parametrize("norm", ["no", "average", "jaccard", "cosine"])
@pytest.mark.parametrize("duplicates", WITHIN)
def test_the_networks_are_those_of_dna(variable, norm, duplicates):
    rows = statements(variable)
    assert len(rows) > 10
    dataset, actors = as_dataset(rows)
    weights = {
        frozenset((actors[int(each.a[1:])], actors[int(each.b[1:])])): (
            each.congruence / each.norm,
            each.conflict / each.norm,
            each.score,
        )
        for each in alignment(dataset, norm=norm, duplicates=duplicates).weights()
    }
    assert weights == {
        frozenset((a, b)): figures
        for a, b, *figures_ in network(rows, norm, duplicates)
        for figures in [tuple(figures_)]
    }
