"""Who agrees with whom, and on how much: actor by actor, over the propositions they share."""

import math
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Literal, NamedTuple, get_args

import attrs

from karabakh._collector import collector_paused
from karabakh._display import Shown
from karabakh.errors import UnknownIdError
from karabakh.ids import ActorId, PropositionId, RecordId
from karabakh.model import Certainty, Dataset, Stance, Truth, When
from karabakh.reasoning._asked import asked_time, check_dataset, check_ids
from karabakh.reasoning._conclusion import Conclusion
from karabakh.reasoning._held import held_on
from karabakh.reasoning._rows import Row, Rows, preference
from karabakh.reasoning._stances import Ways, conclude
from karabakh.reasoning._words import Naming

__all__ = ["AlignmentCell", "AlignmentMatrix", "AlignmentMethod", "AlignmentWeight", "alignment"]

AlignmentMethod = Literal["jaccard", "cosine", "average", "subtract"]
"""How the agreement of two actors is weighed by how much each of them says, see `alignment`."""

_Side = tuple[PropositionId, Stance]
_OPPOSITE = {Stance.SUPPORTS: Stance.OPPOSES, Stance.OPPOSES: Stance.SUPPORTS}


@attrs.frozen(kw_only=True, repr=False)
class AlignmentCell(Conclusion):
    """How far two actors agree. Its premises are their stances on what they share.

    >>> import karabakh
    >>> from karabakh import reasoning
    >>> dataset = karabakh.load()
    >>> cell = reasoning.alignment(dataset).between("azerbaijan", "ethnic-armenians")
    >>> cell.sentence()
    '...'
    """

    rule: str = "alignment"
    """``alignment``."""

    a: ActorId
    """The one."""

    b: ActorId
    """The other."""

    congruence: int
    """On how much they take the same side."""

    conflict: int
    """On how much they take opposite sides."""

    score: float
    """Congruence less conflict, normalised: above 0 where they agree on more than they don't."""

    shared: tuple[PropositionId, ...]
    """The propositions on which both have a stance, for or against."""

    def sentence(self, name: Naming = str) -> str:
        """Say how often the two agree and disagree."""
        return (
            f"{name(self.a)} and {name(self.b)}: {self.congruence} times on one side,"
            f" {self.conflict} times on opposite sides; {self.score:+.2f}"
        )


class AlignmentWeight(NamedTuple):
    """How far two actors agree, in figures alone: an edge of a network.

    >>> from karabakh.reasoning import AlignmentWeight
    >>> AlignmentWeight("town", "village", congruence=2, conflict=1, score=0.25).score
    0.25
    """

    a: ActorId
    """The one, the first by the alphabet."""

    b: ActorId
    """The other."""

    congruence: int
    """On how much they take the same side."""

    conflict: int
    """On how much they take opposite sides."""

    score: float
    """Congruence less conflict, normalised."""


@attrs.frozen(kw_only=True, repr=False, eq=False)
class AlignmentMatrix(Shown):
    """The agreement of all actors with one another, made where it is looked at.

    >>> import karabakh
    >>> from karabakh.reasoning import AlignmentMatrix, alignment
    >>> matrix = alignment(karabakh.load())
    >>> isinstance(matrix, AlignmentMatrix), matrix.activity("ethnic-armenians") > 0
    (True, True)
    >>> matrix.between("ethnic-armenians", "azerbaijan").conflict > 0
    True
    """

    method: AlignmentMethod
    """How scores are normalised."""

    at: When | None
    """The time asked about; none for any time."""

    actors: tuple[ActorId, ...]
    """All that are for or against something, in the order of their identifiers."""

    _sides: Mapping[str, Mapping[_Side, Row]] = attrs.field(alias="sides")
    _known: Collection[str] = attrs.field(alias="known")

    def activity(self, actor: str) -> int:
        """Give how many sides an actor takes, at most two on each proposition.

        Args:
            actor: the actor.

        Raises:
            UnknownIdError: the dataset has no such actor.
        """
        return len(self._taken_by(actor))

    def between(self, a: str, b: str) -> AlignmentCell:
        """Give how far two actors agree, with the stances that tell.

        The steps are as many as the stances of the one that has fewer.

        Args:
            a: the one.
            b: the other. An actor may be compared with itself, like any two.

        Raises:
            UnknownIdError: the dataset has no such actor.
        """
        mine, other = self._taken_by(a), self._taken_by(b)
        fewer, more = sorted((mine, other), key=len)
        congruent = [side for side in fewer if side in more]
        opposed = [side for side in fewer if _opposite(side) in more]
        shared = sorted({proposition for proposition, _ in (*congruent, *opposed)})
        rows = [
            taken[proposition, stance]
            for proposition in shared
            for taken in ((mine,) if mine is other else (mine, other))
            for stance in _OPPOSITE
            if (proposition, stance) in taken
        ]
        is_open = any(_held(row, self.at) is not Truth.YES for row in rows)
        ways = Ways()
        return AlignmentCell(
            premises=tuple(conclude(row, dated=self.at is not None, ways=ways) for row in rows),
            ceiling=Certainty.POSSIBLE if is_open else Certainty.CERTAIN,
            a=ActorId(RecordId(a)),
            b=ActorId(RecordId(b)),
            congruence=len(congruent),
            conflict=len(opposed),
            score=self._score(len(mine), len(other), len(congruent), len(opposed)),
            shared=tuple(shared),
        )

    def weights(self) -> Iterator[AlignmentWeight]:
        """Go through all pairs of different actors that share a proposition, each once.

        They come one by one, in the order of identifiers: so a network of a hundred million
        edges can be written away without being held. The steps are, for each proposition,
        the pairs of actors that have a stance on it, however many positions say so.
        """
        takers: dict[_Side, list[ActorId]] = {}
        for actor in self.actors:
            for side in self._sides[actor]:
                takers.setdefault(side, []).append(actor)
        for actor in self.actors:
            congruence: Counter[ActorId] = Counter()
            conflict: Counter[ActorId] = Counter()
            for side in self._sides[actor]:
                congruence.update(each for each in takers[side] if each > actor)
                opponents = takers.get(_opposite(side), ())
                conflict.update(each for each in opponents if each > actor)
            for other in sorted({*congruence, *conflict}):
                counted = congruence[other], conflict[other]
                score = self._score(len(self._sides[actor]), len(self._sides[other]), *counted)
                yield AlignmentWeight(actor, other, *counted, score)

    def _taken_by(self, actor: str) -> Mapping[_Side, Row]:
        check_ids(actor=actor)
        taken = self._sides.get(actor)
        if taken is None and actor not in self._known:
            raise UnknownIdError.among({*self._known, *self._sides}, kind="actor", id=actor)
        return taken or {}

    def _score(self, mine: int, other: int, congruence: int, conflict: int) -> float:
        match self.method:
            case "jaccard":
                norm: float = mine + other - congruence
            case "cosine":
                norm = math.sqrt(mine * other)
            case "average":
                norm = (mine + other) / 2
            case "subtract":
                norm = 1
        return (congruence - conflict) / norm if norm else 0.0

    def __repr__(self) -> str:
        time = f" at {self.at}" if self.at else ""
        return f"<AlignmentMatrix: {len(self.actors)} actors, by {self.method}{time}>"


@collector_paused()
def alignment(
    dataset: Dataset,
    *,
    at: When | str | None = None,
    method: AlignmentMethod = "jaccard",
) -> AlignmentMatrix:
    """Ask how far actors agree and disagree over the propositions that they share.

    These are the congruence, conflict and subtract networks of discourse network analysis,
    by Leifeld, "Discourse Network Analysis: Policy Debates as Dynamic Networks" (The Oxford
    Handbook of Political Networks, 2017) and the manual of DNA and rDNA (chapter "Methods
    for Network Construction", 2018). With ``x(a, P, k) = 1`` where *a* takes the side *k*,
    for or against, on the proposition P, and else 0::

        activity(a)       n(a) = Σ_P Σ_k x(a, P, k)
        congruence(a, b)  = Σ_P Σ_k x(a, P, k) · x(b, P, k)
        conflict(a, b)    = Σ_P Σ_k x(a, P, k) · x(b, P, k')      k' the other side
        score(a, b)       = (congruence(a, b) − conflict(a, b)) / norm(a, b)

        norm  jaccard     n(a) + n(b) − congruence(a, b)
              cosine      √(n(a) · n(b))
              average     (n(a) + n(b)) / 2
              subtract    1

    So *subtract* gives plain counts, and the others lie between −1 (opposed on all) and 1
    (of one mind on all). A score without activity is 0. All are symmetric. The congruence
    network of DNA is ``congruence / norm``, the conflict network ``conflict / norm``.

    - Duplicates: a side counts once, however often it is taken (in rDNA:
      ``duplicates = "acrossrange"``). Who takes both sides in the time asked about counts on
      both, as in DNA: with somebody who takes one of them, that is one congruence and one
      conflict, and comes to 0.
    - Undecided stances count nowhere: DNA's binary qualifier has no third value.
    - The manual of DNA gives ``n(a) · n(b)`` for cosine, without the root. That is no cosine:
      actors of one mind would score less the more they say. Divide the congruence by both
      activities for its figure.
    - Stances are stated or derived, see `stances`. What a proposition implies counts beside
      it. An officeholder agrees with whom it speaks for by that very rule; the premises of
      the cell tell.

    It takes steps and memory in proportion to the stances. No pair is made before it is
    asked for: `AlignmentMatrix.between` makes one, `AlignmentMatrix.weights` all that share
    something.

    Args:
        dataset: the records.
        at: only stances that may be held at this time, or its EDTF form. A cell that needs
            one of which this can't be told is *possible* at most.
        method: how scores are normalised: ``"jaccard"``, ``"cosine"``, ``"average"`` or
            ``"subtract"``.

    Raises:
        ValueError: there is no such method.
        EdtfError: the text is no time.

    >>> import karabakh
    >>> from karabakh.reasoning import alignment
    >>> matrix = alignment(karabakh.load(), method="subtract")
    >>> matrix.between("ethnic-armenians", "azerbaijan")
    <AlignmentCell: ethnic-armenians and azerbaijan: 0 times on one side, 2 times on opposite\
 sides; -2.00 [alignment, certain, inferred]>
    """
    if method not in get_args(AlignmentMethod):
        known = ", ".join(map(repr, sorted(get_args(AlignmentMethod))))
        raise ValueError(f"there is no method {method!r}: choose one of {known}")
    check_dataset(dataset)
    time = asked_time(at)
    best: dict[tuple[ActorId, _Side], tuple[object, ...]] = {}
    sides: dict[str, dict[_Side, Row]] = {}
    for row in Rows(dataset):
        held = _held(row, time)
        if row.stance is Stance.UNDECIDED or held is Truth.NO:
            continue
        side = row.proposition, row.stance
        rank = (held is not Truth.YES, *preference(row))
        if rank < best.get((row.holder, side), (math.inf,)):
            best[row.holder, side] = rank
            sides.setdefault(row.holder, {})[side] = row
    return AlignmentMatrix(
        method=method,
        at=time,
        actors=tuple(ActorId(RecordId(actor)) for actor in sorted(sides)),
        sides=sides,
        known=frozenset(dataset.actors.ids),
    )


def _held(row: Row, at: When | None) -> Truth:
    return Truth.YES if at is None else held_on(row.held, at)


def _opposite(side: _Side) -> _Side:
    proposition, stance = side
    return proposition, _OPPOSITE[stance]
