"""How far each two actors agree, in figures and with the stances that say so."""

from collections.abc import Collection, Hashable, Iterator, Mapping
from typing import Any, Literal, NamedTuple

import attrs

from karabakh._display import Shown
from karabakh.errors import UnknownIdError
from karabakh.ids import ActorId, PropositionId
from karabakh.reasoning._arguments import require_ids
from karabakh.reasoning._conclusion import Conclusion
from karabakh.reasoning._held_stances import conclude
from karabakh.reasoning._holding import Holding
from karabakh.reasoning._holdings import Holdings
from karabakh.reasoning._networks import new_graph
from karabakh.time import When
from karabakh.wording import Labels

__all__ = [
    "AlignmentCell",
    "AlignmentDuplicates",
    "AlignmentMatrix",
    "AlignmentNorm",
    "AlignmentSide",
    "AlignmentWeight",
    "Sides",
]

AlignmentNorm = Literal["propositions", "no", "average", "jaccard", "cosine"]
"""What the agreement of two actors is divided by, see `alignment`; the last four are DNA's."""

AlignmentDuplicates = Literal["include", "document", "week", "month", "year", "acrossrange"]
"""Within what a side counts once, however often it is taken, by DNA's names."""


@attrs.frozen(kw_only=True, repr=False)
class AlignmentCell(Conclusion):
    """How far two actors agree. Its premises are their stances on what they share."""

    rule: str = "alignment"

    a: ActorId
    """The one."""

    b: ActorId
    """The other."""

    congruence: int
    """On how much they take the same side."""

    conflict: int
    """On how much they take opposite sides."""

    norm: float
    """What they are divided by."""

    score: float
    """Congruence less conflict, divided by the norm: above 0 if they agree on more than not."""

    shared: tuple[PropositionId, ...]
    """The propositions on which both have a stance, for or against."""

    def _describe(self, labels: Labels) -> str:
        return (
            f"{labels(self.a)} and {labels(self.b)} agree {_times(self.congruence)} and"
            f" disagree {_times(self.conflict)} ({self.score:+.2f})"
        )


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")


class AlignmentWeight(NamedTuple):
    """How far two actors agree, in figures alone: an edge of a network."""

    a: ActorId
    b: ActorId
    congruence: int
    conflict: int
    score: float
    norm: float = 1


class AlignmentSide(NamedTuple):
    """How often an actor takes each side of a proposition."""

    actor: ActorId
    proposition: PropositionId
    supporting: int
    opposing: int


Sides = tuple[dict[Hashable, Holding], dict[Hashable, Holding]]
"""What an actor holds for a proposition, and against it: by what counts once, the preferred."""


@attrs.frozen(kw_only=True, repr=False, eq=False)
class AlignmentMatrix(Shown):
    """The agreement of all actors with one another, computed where it is looked at."""

    norm: AlignmentNorm
    """What scores are divided by."""

    duplicates: AlignmentDuplicates
    """Within what a side counts once."""

    at: When | None
    """The time asked about; None for any time."""

    actors: tuple[ActorId, ...]
    """All that are for or against something, in the order of their identifiers."""

    _sides: Mapping[str, Mapping[str, Sides]] = attrs.field(alias="sides")
    _actors: Collection[str] = attrs.field(alias="known_actors")
    _known: Holdings = attrs.field(alias="known")

    def activity(self, actor: str) -> int:
        """Return how many sides an actor takes, by the duplicates that count.

        Raises:
            UnknownIdError: If the dataset has no such actor.
        """
        return sum(len(side) for sides in self._taken_by(actor).values() for side in sides)

    def between(self, a: str, b: str) -> AlignmentCell:
        """Return how far two actors agree, with the stances that say so.

        Args:
            a: The one.
            b: The other. An actor may be compared with itself, like any two.

        Raises:
            UnknownIdError: If the dataset has no such actor.
        """
        taken = self._taken_by(a), self._taken_by(b)
        shared = sorted(taken[0].keys() & taken[1].keys())
        sides = (side for each in shared for mine in taken for side in mine[each] if side)
        rows = (next(iter(side.values())) for side in sides)
        is_dated = self.at is not None
        return AlignmentCell(
            premises=tuple(
                conclude(row, self._known, is_dated=is_dated)
                for row in {id(row): row for row in rows}.values()
            ),
            shared=tuple(shared),
            **self._weight(*map(self._known.clusters.representative, (a, b)))._asdict(),
        )

    def sides(self) -> Iterator[AlignmentSide]:
        """Yield the propositions of each actor, with how often it takes each side."""
        for actor in self.actors:
            for proposition, sides in self._sides[actor].items():
                yield AlignmentSide(actor, proposition, *map(len, sides))

    def weights(self) -> Iterator[AlignmentWeight]:
        """Yield all pairs of different actors that share a proposition, each once.

        They come one by one, in the order of identifiers: so a network of very many edges can
        be written without being held.
        """
        takers: dict[str, list[ActorId]] = {}
        for actor in self.actors:
            for proposition in self._sides[actor]:
                takers.setdefault(proposition, []).append(actor)
        for actor in self.actors:
            others = {other for proposition in self._sides[actor] for other in takers[proposition]}
            yield from (self._weight(actor, each) for each in sorted(others) if each > actor)

    def to_networkx(self, labels: Labels | None = None) -> Any:  # noqa: ANN401 (it has no types)
        """Return the network of actors as a graph of networkx.

        Nodes are identifiers of actors, with their ``label`` and ``activity``; an edge has the
        figures of `weights`: ``congruence``, ``conflict``, ``norm`` and ``score``. No edge has a
        ``weight``: pass to networkx which of them counts. ``networkx.write_graphml`` writes the
        graph for Gephi, visone and others.

        Args:
            labels: What to call the actors, see `Labels`; identifiers without them.

        Raises:
            ImportError: If networkx is not installed: ``pip install "karabakh[network]"``.

        >>> import karabakh
        >>> from karabakh.reasoning import alignment
        >>> graph = alignment(karabakh.load()).to_networkx()
        >>> graph.edges["azerbaijan", "ethnic-armenians"]["conflict"]
        2
        """
        labels, at = Labels.or_ids(labels), str(self.at or "")
        graph = new_graph(mode="actors", norm=self.norm, duplicates=self.duplicates, at=at)
        for actor in self.actors:
            graph.add_node(actor, label=labels(actor), activity=self.activity(actor))
        for a, b, *figures in self.weights():
            graph.add_edge(a, b, **dict(zip(AlignmentWeight._fields[2:], figures, strict=True)))
        return graph

    def _weight(self, a: ActorId, b: ActorId) -> AlignmentWeight:
        mine, other = self._taken_by(a), self._taken_by(b)
        shared = mine.keys() & other.keys()
        congruence = conflict = excess = 0
        for proposition in shared:
            (x, x_), (y, y_) = (map(len, taken[proposition]) for taken in (mine, other))
            congruence += x * y + x_ * y_
            conflict += x * y_ + x_ * y
            excess += sum(i + j - i * j for i, j in ((x, y), (x_, y_)) if i and j)
        match self.norm:
            case "propositions":
                norm: float = len(mine) + len(other) - len(shared)
            case "no":
                norm = 1
            case "average":
                norm = (self.activity(a) + self.activity(b)) / 2
            case "jaccard":
                norm = self.activity(a) + self.activity(b) - excess
            case "cosine":
                norm = self.activity(a) * self.activity(b)
        score = (congruence - conflict) / norm if norm else 0.0
        return AlignmentWeight(a, b, congruence, conflict, score, float(norm))

    def _taken_by(self, actor: str) -> Mapping[str, Sides]:
        require_ids(actor=actor)
        taken = self._sides.get(self._known.clusters.representative(actor), {})
        # A position may have a holder without a record.
        if not taken and actor not in self._actors:
            raise UnknownIdError.among(self._actors, kind="actor", id=actor)
        return taken

    def __repr__(self) -> str:
        time = f" at {self.at}" if self.at else ""
        return f"<AlignmentMatrix: {len(self.actors)} actors, norm {self.norm!r}{time}>"
