"""Who agrees with whom, and on how much: actor by actor, over the propositions they share."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from datetime import date
from typing import Any, Final, Literal, NamedTuple, get_args

import attrs

from karabakh._collector import collector_paused
from karabakh._display import Shown
from karabakh._shown import shown
from karabakh.errors import UnknownIdError
from karabakh.ids import ActorId, PropositionId
from karabakh.model import Dataset, Stance
from karabakh.reasoning._arguments import (
    parse_time,
    require_actor,
    require_dataset,
    require_ids,
)
from karabakh.reasoning._conclusion import Conclusion
from karabakh.reasoning._holdings import Holding, Holdings, holdings_of
from karabakh.reasoning._networks import new_graph
from karabakh.reasoning._stances import conclude
from karabakh.time import Truth, When, calendar_day, held_at
from karabakh.wording import Labels

__all__ = [
    "AlignmentCell",
    "AlignmentDuplicates",
    "AlignmentMatrix",
    "AlignmentNorm",
    "AlignmentWeight",
    "alignment",
]

AlignmentNorm = Literal["propositions", "no", "average", "jaccard", "cosine"]
"""What the agreement of two actors is divided by, see `alignment`; the last four are DNA's."""

AlignmentDuplicates = Literal["include", "document", "week", "month", "year", "acrossrange"]
"""Within what a side counts once, however often it is taken, by DNA's names."""

_BOTH: Final = 2
"""Where those are listed that take both sides of a proposition, after those of each side."""

_SIDES: Final = (Stance.SUPPORTS, Stance.OPPOSES)
_Takers = Mapping[str, list[ActorId]]
_Counts = tuple[int, int]
"""How often an actor takes each side of a proposition, for it and against it."""


@attrs.frozen(kw_only=True, repr=False)
class AlignmentCell(Conclusion):
    """How far two actors agree. Its premises are their stances on what they share.

    >>> import karabakh
    >>> from karabakh import reasoning
    >>> cell = reasoning.alignment(karabakh.load()).between("azerbaijan", "ethnic-armenians")
    >>> cell.score < 0
    True
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
    return {1: "once", 2: "twice"}.get(count, f"{count} times" if count else "never")


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
    """Congruence less conflict, divided by the norm."""

    norm: float = 1
    """What they are divided by."""


@attrs.frozen(kw_only=True, repr=False, eq=False)
class AlignmentMatrix(Shown):
    """The agreement of all actors with one another, computed where it is looked at.

    >>> import karabakh
    >>> from karabakh.reasoning import alignment
    >>> matrix = alignment(karabakh.load())
    >>> matrix.activity("ethnic-armenians") > 0
    True
    >>> matrix.between("ethnic-armenians", "azerbaijan").conflict > 0
    True
    """

    norm: AlignmentNorm
    """What scores are divided by."""

    duplicates: AlignmentDuplicates
    """Within what a side counts once."""

    at: When | None
    """The time asked about; None for any time."""

    actors: tuple[ActorId, ...]
    """All that are for or against something, in the order of their identifiers."""

    _sides: Mapping[str, "Mapping[str, _Taken]"] = attrs.field(alias="sides")
    _actors: Collection[str] = attrs.field(alias="known_actors")
    _known: Holdings = attrs.field(alias="known")

    def activity(self, actor: str) -> int:
        """Return how many sides an actor takes, by the duplicates that count.

        Args:
            actor: The actor.

        Raises:
            UnknownIdError: If the dataset has no such actor.
        """
        return _size(self._taken_by(actor)).activity

    def between(self, a: str, b: str) -> AlignmentCell:
        """Return how far two actors agree, with the stances that say so.

        Args:
            a: The one.
            b: The other. An actor may be compared with itself, like any two.

        Raises:
            UnknownIdError: If the dataset has no such actor.
        """
        mine, other = self._taken_by(a), self._taken_by(b)
        shared = sorted(mine.keys() & other.keys())
        tally = _Tally()
        for proposition in shared:
            tally = tally.with_counts(mine[proposition].counts, other[proposition].counts)
        rows = {
            id(row): row
            for proposition in shared
            for taken in (mine[proposition], other[proposition])
            for row in taken.rows
        }
        norm = _norm(self.norm, _size(mine), _size(other), tally)
        is_dated = self.at is not None
        return AlignmentCell(
            premises=tuple(conclude(row, self._known, is_dated=is_dated) for row in rows.values()),
            a=self._known.clusters.representative(a),
            b=self._known.clusters.representative(b),
            congruence=tally.congruence,
            conflict=tally.conflict,
            norm=norm,
            score=_divided(tally, norm),
            shared=tuple(shared),
        )

    def weights(self) -> Iterator[AlignmentWeight]:
        """Yield all pairs of different actors that share a proposition, each once.

        They come one by one, in the order of identifiers: so a network of very many edges can
        be written without being held. It takes, for each proposition, the pairs of actors that
        have a stance on it, however many positions say so.
        """
        takers: dict[str, list[ActorId]] = {}
        sides: tuple[dict[str, list[ActorId]], ...] = ({}, {}, {})
        for actor in self.actors:
            for proposition, taken in self._sides[actor].items():
                takers.setdefault(proposition, []).append(actor)
                counts = (*taken.counts, all(taken.counts))
                for side, count in zip(sides, counts, strict=True):
                    if count:
                        side.setdefault(proposition, []).append(actor)
        sizes = {actor: _size(self._sides[actor]) for actor in self.actors}
        tallies = self._tallies_once if self.duplicates == "acrossrange" else self._tallies
        for actor in self.actors:
            found = tallies(actor, takers, sides)
            for other in sorted(found):
                tally = found[other]
                norm = _norm(self.norm, sizes[actor], sizes[other], tally)
                score = _divided(tally, norm)
                yield AlignmentWeight(actor, other, tally.congruence, tally.conflict, score, norm)

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
        labels = labels or Labels()
        graph = new_graph(
            mode="actors",
            norm=self.norm,
            duplicates=self.duplicates,
            at="" if self.at is None else str(self.at),
        )
        for actor in self.actors:
            graph.add_node(actor, label=labels(actor), activity=self.activity(actor))
        for each in self.weights():
            graph.add_edge(
                each.a,
                each.b,
                congruence=each.congruence,
                conflict=each.conflict,
                norm=float(each.norm),
                score=float(each.score),
            )
        return graph

    def _tallies_once(
        self, actor: ActorId, takers: _Takers, sides: tuple[_Takers, ...]
    ) -> dict[ActorId, "_Tally"]:
        """Return the tallies with all later actors, if every side counts once."""
        congruence, conflict = Counter[ActorId](), Counter[ActorId]()
        # By how much the two exceed the propositions shared: if one of both takes both sides.
        excess = Counter[ActorId]()
        for proposition, taken in self._sides[actor].items():
            for own, count in enumerate(taken.counts):
                if count:
                    congruence.update(_behind(actor, sides[own].get(proposition, [])))
                    conflict.update(_behind(actor, sides[1 - own].get(proposition, [])))
            if sum(taken.counts) > 1:
                for other in _behind(actor, takers[proposition]):
                    excess[other] += 2 * sum(self._sides[other][proposition].counts) - 1
            else:
                excess.update(_behind(actor, sides[_BOTH].get(proposition, [])))
        found: dict[ActorId, _Tally] = {}
        # Asked for with a default, which is faster than what a counter does for what it lacks.
        for other in congruence.keys() | conflict.keys():
            agreed, opposed = congruence.get(other, 0), conflict.get(other, 0)
            shared = agreed + opposed - (excess.get(other, 0) if excess else 0)
            found[other] = _Tally(agreed, opposed, shared, agreed)
        return found

    def _tallies(
        self, actor: ActorId, takers: _Takers, _: tuple[_Takers, ...]
    ) -> dict[ActorId, "_Tally"]:
        """Return the tallies with all later actors."""
        found: dict[ActorId, _Tally] = {}
        for proposition, taken in self._sides[actor].items():
            for other in _behind(actor, takers[proposition]):
                counts = self._sides[other][proposition].counts
                found[other] = found.get(other, _NONE).with_counts(taken.counts, counts)
        return found

    def _taken_by(self, actor: str) -> "Mapping[str, _Taken]":
        require_ids(actor=actor)
        taken = self._sides.get(self._known.clusters.representative(actor), {})
        # A position may have a holder without a record.
        if not taken and actor not in self._actors:
            raise UnknownIdError.among(self._actors, kind="actor", id=actor)
        return taken

    def __repr__(self) -> str:
        time = f" at {self.at}" if self.at else ""
        return f"<AlignmentMatrix: {len(self.actors)} actors, norm {self.norm!r}{time}>"


def _behind(actor: ActorId, actors: list[ActorId]) -> list[ActorId]:
    """Return the actors of a sorted list that come after one."""
    return actors[bisect_right(actors, actor) :]


class _Taken(NamedTuple):
    """The sides that an actor takes of a proposition, with the preferred stance for each."""

    counts: _Counts
    rows: tuple[Holding, ...]


class _Tally(NamedTuple):
    """The sums over the propositions that two actors share."""

    congruence: int = 0
    conflict: int = 0
    shared: int = 0
    excess: int = 0
    """By how much both activities exceed Jaccard's union, which multiplies where both count."""

    def with_counts(self, a: _Counts, b: _Counts) -> "_Tally":
        """Return the sums with another proposition."""
        congruence = a[0] * b[0] + a[1] * b[1]
        excess = sum(x + y - x * y for x, y in zip(a, b, strict=True) if x and y)
        return _Tally(
            self.congruence + congruence,
            self.conflict + a[0] * b[1] + a[1] * b[0],
            self.shared + 1,
            self.excess + excess,
        )


_NONE: Final = _Tally()


class _Size(NamedTuple):
    """How much an actor says."""

    propositions: int
    activity: int


def _size(taken: Mapping[str, _Taken]) -> _Size:
    return _Size(len(taken), sum(sum(each.counts) for each in taken.values()))


def _norm(norm: AlignmentNorm, a: _Size, b: _Size, tally: _Tally) -> float:
    match norm:
        case "propositions":
            return a.propositions + b.propositions - tally.shared
        case "no":
            return 1
        case "average":
            return (a.activity + b.activity) / 2
        case "jaccard":
            return a.activity + b.activity - tally.excess
        case "cosine":
            return a.activity * b.activity


def _divided(tally: _Tally, norm: float) -> float:
    return (tally.congruence - tally.conflict) / norm if norm else 0.0


@collector_paused()
def alignment(
    dataset: Dataset,
    *,
    at: When | str | None = None,
    norm: AlignmentNorm = "propositions",
    duplicates: AlignmentDuplicates = "acrossrange",
    according_to: str | None = None,
) -> AlignmentMatrix:
    """Return how far actors agree and disagree over the propositions that they share.

    With ``x(a, P, k)`` for how often *a* takes the side *k*, for or against, of the
    proposition P, and k' for the other side::

        activity(a)       n(a) = Σ_P Σ_k x(a, P, k)
        congruence(a, b)  = Σ_P Σ_k x(a, P, k) · x(b, P, k)
        conflict(a, b)    = Σ_P Σ_k x(a, P, k) · x(b, P, k')
        score(a, b)       = (congruence(a, b) − conflict(a, b)) / norm(a, b)

        norm  propositions   how many propositions either takes a side of
              no             1
              average        (n(a) + n(b)) / 2
              jaccard        Σ_P Σ_k: x(a) if x(b) = 0, x(b) if x(a) = 0, else x(a) · x(b)
              cosine         n(a) · n(b)

    The first norm gives scores from −1 (opposed on all that either holds) to 1 (of one mind on
    all). The others are those of the one-mode networks that DNA (Leifeld's *Discourse Network
    Analyzer*) exports: its congruence network is ``congruence / norm``, its conflict network
    ``conflict / norm``, and ``score`` what it calls *subtract*. Its *cosine* is no cosine but the
    product of activities. Opposition on everything gives −0.5 by *jaccard*, since its norm counts
    the two sides of a proposition apart. A score without activity is 0. All are symmetric.

    - Duplicates: a side counts once within a document, a calendar week (ISO 8601), month or
      year, or across the whole range; or as often as it is taken (*include*). Of a stance whose
      dates leave the week, month or year open every position counts. Who takes both sides counts
      on both: with somebody who takes one of them, that is one congruence and one conflict, and
      comes to 0.
    - Undecided stances count nowhere, nor that support was given up: DNA's binary qualifier has
      no third value.
    - Stances are stated or derived, see `stances`; what a proposition implies counts in addition
      to it. Only what the sources vouch for counts. Actors and propositions that links make one
      are one.

    It takes time and memory in proportion to the stances. No pair is compared before it is
    asked for: `AlignmentMatrix.between` compares one, `AlignmentMatrix.weights` all that share
    something.

    Args:
        dataset: The records.
        at: Only stances that surely hold at this time, or its EDTF form; without it, all.
        norm: What scores are divided by.
        duplicates: Within what a side counts once. The norm *propositions* needs *acrossrange*.
        according_to: An actor whose word counts as the sources'.

    Raises:
        ValueError: If there is no such norm, or no such setting for duplicates.
        EdtfError: If `at` is not valid EDTF.
        UnknownIdError: If the dataset has no such actor.

    >>> import karabakh
    >>> from karabakh.reasoning import alignment
    >>> matrix = alignment(karabakh.load(), norm="no")
    >>> matrix.between("ethnic-armenians", "azerbaijan").score
    -2.0
    """
    _require_one_of(AlignmentNorm, norm=norm)
    _require_one_of(AlignmentDuplicates, duplicates=duplicates)
    if norm == "propositions" and duplicates != "acrossrange":
        raise ValueError(
            f"norm must be one of DNA's with duplicates={duplicates!r}, got 'propositions';"
            " use norm='jaccard'"
        )
    require_dataset(dataset)
    time = parse_time(at)
    require_actor(dataset, according_to=according_to)
    known = holdings_of(dataset, according_to)
    found: dict[str, dict[str, dict[Stance, dict[Hashable, Holding]]]] = {}
    for row in known.all:
        if row.stance is Stance.UNDECIDED or row.voices or row.is_given_up:
            continue
        if time is not None and held_at(row.interval, time) is not Truth.YES:
            continue
        taken = found.setdefault(row.holder, {}).setdefault(row.proposition, {})
        within = taken.setdefault(row.stance, {})
        key = _within(row, duplicates)
        known_row = within.get(key)
        if known_row is None or row.preference < known_row.preference:
            within[key] = row
    sides = {
        actor: {proposition: _taken(by_stance) for proposition, by_stance in taken.items()}
        for actor, taken in found.items()
    }
    return AlignmentMatrix(
        norm=norm,
        duplicates=duplicates,
        at=time,
        actors=tuple(sorted(sides)),
        sides=sides,
        known_actors=frozenset(dataset.actors.ids),
        known=known,
    )


def _require_one_of(kind: object, **given: object) -> None:
    for name, value in given.items():
        if value not in get_args(kind):
            allowed = ", ".join(map(repr, get_args(kind)))
            raise ValueError(f"{name} must be one of {allowed}, got {shown(value)}")


def _taken(by_stance: Mapping[Stance, Mapping[Hashable, Holding]]) -> _Taken:
    sides = [by_stance.get(side, {}).values() for side in _SIDES]
    rows = (min(rows, key=lambda row: row.preference) for rows in sides if rows)
    return _Taken((len(sides[0]), len(sides[1])), tuple(rows))


_PERIODS: Final[Mapping[str, Callable[[int], Hashable]]] = {
    "week": lambda day: date.fromordinal(day).isocalendar()[:2] if day > 0 else day // 7,
    "month": lambda day: calendar_day(day)[:2],
    "year": lambda day: calendar_day(day)[0],
}
"""The period that a day is in, by DNA's name."""


def _within(row: Holding, duplicates: AlignmentDuplicates) -> Hashable:
    """Return what a side counts once within; the position itself if it always counts."""
    position = row.position
    if duplicates == "acrossrange":
        return None
    if duplicates == "document":
        return position.id if position.source is None else (position.source,)
    first, last = row.interval.possible_days
    period = _PERIODS.get(duplicates)
    if period is None or abs(first) > _FAR or abs(last) > _FAR:
        return position.id
    periods = {period(first), period(last)}
    return (periods.pop(),) if len(periods) == 1 else position.id


_FAR: Final = 3_652_059
"""No day further than this, the last of the year 9999, is in a week or month of the calendar."""
