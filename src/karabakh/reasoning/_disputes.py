"""Who is for and who against the same thing."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import attrs

from karabakh._collector import collector_paused
from karabakh.ids import ActorId, PropositionId
from karabakh.model import Certainty, Dataset, PropositionKind, Stance
from karabakh.reasoning._arguments import parse_time, require_actor, require_dataset
from karabakh.reasoning._conclusion import Conclusion
from karabakh.reasoning._equivalents import indirectness, merge_equivalents
from karabakh.reasoning._holding import Holding, Pair, View
from karabakh.reasoning._holdings import Holdings, holdings_of
from karabakh.reasoning._stances import HeldStance, Stances, conclude, speakers
from karabakh.time import NO_END, Bounds, Truth, When, bits, held_at
from karabakh.wording import Labels, describe_matter

__all__ = ["Dispute", "disputes"]


@attrs.frozen(kw_only=True, repr=False)
class Dispute(Conclusion):
    """Different actors for and against one proposition, at times that may overlap.

    Its premises are the firmest two stances that oppose each other; so it is as certain as
    they are. All others stand in the camps.
    """

    rule: str = "dispute"

    proposition: PropositionId
    """What it is about."""

    is_denial: bool
    """Whether the one camp denies what the other claims to be a fact."""

    span: Bounds
    """The days within which stances of both camps may be held simultaneously."""

    also: tuple[PropositionId, ...]
    """Other propositions that show the same dispute, by what they imply or exclude."""

    _camps: "_Camps" = attrs.field(alias="camps", eq=False)
    _undecided: tuple[Holding, ...] = attrs.field(alias="undecided_rows", eq=False)
    _known: Holdings = attrs.field(alias="known", eq=False)

    @property
    def supporters(self) -> Stances:
        """The stances for it, recorded ones first."""
        return self._stances(self._camps.supporting)

    @property
    def opponents(self) -> Stances:
        """The stances against it, recorded ones first."""
        return self._stances(self._camps.opposing)

    @property
    def undecided(self) -> Stances:
        """The undecided stances on it that may be held within its span."""
        first, last = self._camps.span
        days = ((row, row.interval.possible_days) for row in self._undecided)
        return self._stances(row for row, (begin, end) in days if begin <= last and end >= first)

    @property
    def details(self) -> tuple[HeldStance, ...]:
        """The stances of both camps besides the two that it rests on."""
        shown = {id(row) for row in self._camps.pair}
        rows = (*self._camps.supporting, *self._camps.opposing)
        return tuple(self._stances(row for row in rows if id(row) not in shown))

    def pairs(self) -> Iterator[tuple[HeldStance, HeldStance]]:
        """Yield all pairs of a stance for and one against it that may meet.

        There may be as many as the product of both camps; each is built when it comes up.
        """
        for view, partners in self._camps.views:
            for supporting, opposing in view.pairs(partners, meeting=True):
                yield conclude(supporting, self._known), conclude(opposing, self._known)

    def _stances(self, rows: Iterable[Holding]) -> Stances:
        return Stances(rows=tuple(rows), known=self._known)

    def _describe(self, labels: Labels) -> str:
        camps = self._camps.supporting, self._camps.opposing
        supporters, opponents = (tuple(dict.fromkeys(it.holder for it in each)) for each in camps)
        matter = describe_matter(self.proposition, labels)
        support = f"{labels.joined(supporters)} {_verb('support', supporters, labels)}"
        oppose = f"{labels.joined(opponents)} {_verb('oppose', opponents, labels)} it"
        if matter.startswith("this: "):
            return f"{support} this, {oppose}: {matter.removeprefix('this: ')}"
        return f"{support} {matter}; {oppose}"


def _verb(base: str, holders: Sequence[ActorId], labels: Labels) -> str:
    is_plural = len(holders) > 1 or any(map(labels.takes_plural, holders))
    return base if is_plural else f"{base}s"


@collector_paused
def disputes(
    dataset: Dataset, *, at: When | str | None = None, according_to: str | None = None
) -> tuple[Dispute, ...]:
    """Return who is for and who against the same thing, camp by camp.

    Two opposite stances on a proposition, recorded or derived (see `stances`), *meet* if

    - they have different holders, and so have the positions that they come from: nobody is in
      dispute with itself, nor with whom it represents by its own words;
    - by their dates they may share a day. What is claimed to be a fact, or denied, is claimed
      after its day as well, unless its date has an end, or until its holder takes another
      stance: so a denial may come days later;
    - no source that both are seen from puts them at different times, unless both have dates;
    - no link puts the one before the other.

    A dispute is a largest set of stances that are connected by shared days across the camps,
    of those that meet any stance at all: what is disputed again after everybody had left off is
    a dispute of its own. One that shows on several propositions, by what they imply or exclude,
    is returned for the one nearest to the words of the positions, with the others in `also`.

    What the sources vouch for comes first; of pairs that need an actor's word there are
    disputes of their own, *possible* at most. It takes O(n² / 64) for n stances on one proposition.

    Args:
        dataset: The records.
        at: Only stances that may be held at this time, or its EDTF form; without it, all. A
            dispute is *possible* at most if it is not known whether both are held then.
        according_to: An actor whose word counts as the sources'.

    Raises:
        EdtfError: If `at` is not valid EDTF.
        UnknownIdError: If the dataset has no such actor.

    >>> import karabakh
    >>> from karabakh.reasoning import disputes
    >>> dispute, _ = disputes(karabakh.load())
    >>> dispute.proposition, dispute.also
    ('azerbaijani-rule', ('stronger-control',))
    >>> [(each.holder, each.is_derived) for each in dispute.supporters]
    [('aliyev', True), ('azerbaijan', True)]
    """
    require_dataset(dataset)
    time = parse_time(at)
    require_actor(dataset, according_to=according_to)
    known = holdings_of(dataset, according_to)
    one = known.clusters.representative
    facts = {one(it.id) for it in dataset.propositions if it.kind is PropositionKind.FACT}
    matters: dict[str, list[Holding]] = {}
    undecided: dict[str, list[Holding]] = {}
    for row in known.all:
        lasting = _lasting(row, known) if row.proposition in facts else row
        if time is None or held_at(lasting.interval, time) is not Truth.NO:
            rows = undecided if row.stance is Stance.UNDECIDED else matters
            rows.setdefault(row.proposition, []).append(lasting)
    found = [camps for rows in matters.values() for camps in _camps(rows, known)]
    concluded: list[Dispute] = []
    for camps, also in merge_equivalents(found, known, bases=_Camps.bases, order=_Camps.order):
        pair = camps.pair
        held = (Truth.YES if time is None else held_at(it.interval, time) for it in pair)
        is_open = any(answer is not Truth.YES for answer in held)
        stances = [conclude(row, known, is_dated=time is not None) for row in pair]
        others = undecided.get(camps.proposition, ())
        dispute = Dispute(
            premises=(*stances, *known.links_between(*pair)),
            according_to=speakers(*stances),
            max_certainty=Certainty.POSSIBLE if is_open else Certainty.CERTAIN,
            proposition=camps.proposition,
            is_denial=camps.proposition in facts,
            span=Bounds.inside(*camps.span),
            also=tuple(sorted({it.proposition for it in also} - {camps.proposition})),
            camps=camps,
            undecided_rows=tuple(sorted(others, key=lambda row: row.preference)),
            known=known,
        )
        concluded.append(dispute)
    return tuple(sorted(concluded, key=lambda it: (bool(it.according_to), it.proposition, it.span)))


def _lasting(row: Holding, known: Holdings) -> Holding:
    """Return a claim or denial of what happened, which does not end when its day ends.

    It ends when its holder is known to take another stance.
    """
    interval = row.interval
    if interval.is_closed or not interval.is_dated:
        return row
    others = (
        other.interval.witness_days
        for other in known.by_holder[row.holder, row.proposition]
        if other.voices <= row.voices and other.value != row.value
    )
    later = [last for first, last in others if first > interval.witness_days[1]]
    end = max(interval.bounds.end_latest, min(later, default=NO_END))
    return row._replace(interval=interval._replace(bounds=interval.bounds._replace(end_latest=end)))


# -- who meets whom


class _Camps(NamedTuple):
    """The connected holdings for and against a proposition, the preferred first."""

    supporting: list[Holding]
    opposing: list[Holding]
    views: list[tuple[View, Mapping[int, int]]]
    """Where they may meet: for rows that are for it, the sets of those against it."""

    pair: Pair
    """The preferred of the firmest two that meet."""

    @property
    def proposition(self) -> str:
        """What stands for the proposition."""
        return self.supporting[0].proposition

    @property
    def span(self) -> tuple[int, int]:
        """The days from the first to the last on which both camps may be there."""
        days = [[row.interval.possible_days for row in camp] for camp in self[:2]]
        first = max(min(first for first, _ in camp) for camp in days)
        return first, min(max(last for _, last in camp) for camp in days)

    def bases(self) -> frozenset[Hashable]:
        """Return the positions that it rests on, and whether the sources vouch for them."""
        is_own = not self.views[0][0].voices
        return frozenset((is_own, *(row.position.id for camp in self[:2] for row in camp)))

    def order(self) -> tuple[object, ...]:
        """Return how far it is from the words of the positions."""
        return (*indirectness(self.supporting, self.opposing), self.span)


def _camps(rows: Sequence[Holding], known: Holdings) -> Iterator[_Camps]:
    """Yield the disputes on one proposition: the sources', then those by others' word."""
    if not {Stance.SUPPORTS, Stance.OPPOSES} <= {row.stance for row in rows}:
        return
    own: list[tuple[View, dict[int, int]]] = []
    others: list[tuple[View, dict[int, int]]] = []
    for view in known.views(rows):
        (others if view.voices else own).append((view, _opponents(view, known)))
    for views in (own, others):
        met = {
            id(view.rows[number]): view.rows[number]
            for view, opponents in views
            for number, each in opponents.items()
            if next(view.pairs({number: each}, meeting=True), None) is not None
        }
        for members in _connected(met.values()):
            yield _divided(members, views)


def _opponents(view: View, known: Holdings) -> dict[int, int]:
    """Return, for each row, the set of its opponents that may share a day with it."""
    one = known.clusters.representative
    takers = [one(row.position.holder) for row in view.rows]
    held: dict[str, int] = {}
    taken: dict[str, int] = {}
    for number, (row, taker) in enumerate(zip(view.rows, takers, strict=True)):
        held[row.holder] = held.get(row.holder, 0) | 1 << number
        taken[taker] = taken.get(taker, 0) | 1 << number
    found: dict[int, int] = {}
    for stance in (Stance.SUPPORTS, Stance.OPPOSES):
        opposed = view.taking(stance.opposite)
        for number in bits(view.taking(stance)):
            row = view.rows[number]
            opponents = view.overlapping[number] & opposed & view.completing(row)
            opponents &= ~(held[row.holder] | taken[takers[number]])
            if opponents:
                found[number] = opponents
    return found


def _connected(rows: Iterable[Holding]) -> Iterator[list[Holding]]:
    """Divide rows into those connected by shared days across the camps."""
    groups: list[tuple[dict[Stance, int], list[Holding]]] = []
    for row in sorted(rows, key=lambda row: row.interval.possible_days[0]):
        first, last = row.interval.possible_days
        ends, members = {row.stance: last}, [row]
        separate: list[tuple[dict[Stance, int], list[Holding]]] = []
        for group in groups:
            if group[0].get(row.stance.opposite, first - 1) < first:
                separate.append(group)
                continue
            members = [*group[1], *members]
            for stance, day in group[0].items():
                ends[stance] = max(day, ends.get(stance, day))
        groups = [*separate, (ends, members)]
    return (members for _, members in groups)


def _divided(members: list[Holding], views: Sequence[tuple[View, dict[int, int]]]) -> _Camps:
    """Return the camps of connected holdings, and where they meet."""
    ids = {id(row) for row in members}
    rows = views[0][0].rows
    if len(views) > 1:  # else they are in order
        rows = sorted(members, key=lambda row: (row.preference, row.interval.bounds))
    members = [row for row in rows if id(row) in ids]
    met: list[tuple[View, Mapping[int, int]]] = []
    for view, opponents in views:
        among = {
            number: each
            for number, each in opponents.items()
            if id(view.rows[number]) in ids and view.rows[number].stance is Stance.SUPPORTS
        }
        if among:
            met.append((view, among))
    pairs = (pair for view, among in met if (pair := view.firmest(among, meeting=True)))
    return _Camps(
        [row for row in members if row.stance is Stance.SUPPORTS],
        [row for row in members if row.stance is Stance.OPPOSES],
        met,
        min(pairs, key=_by_firmness),
    )


def _by_firmness(pair: Pair) -> tuple[object, ...]:
    a, b = pair
    return -min(a.reported, b.reported), a.preference, b.preference
