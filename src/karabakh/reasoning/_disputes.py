"""Who is for and who against the same thing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import starmap

import attrs

from karabakh._collector import collector_paused
from karabakh.ids import PropositionId
from karabakh.model import Certainty, Dataset, PropositionKind, Stance
from karabakh.reasoning._arguments import parse_time, require_actor, require_dataset
from karabakh.reasoning._conclusion import Conclusion
from karabakh.reasoning._held_stances import HeldStance, conclude, speakers
from karabakh.reasoning._holding import Holding, Pair, View
from karabakh.reasoning._holdings import Holdings, holdings_of
from karabakh.reasoning._oppositions import Opposition, merge_equivalents
from karabakh.reasoning._stances import Stances
from karabakh.time import NO_END, Bounds, Truth, When, bits, held_at, overlapping_sets
from karabakh.wording import Labels, Verb, describe_matter, is_acceptance, stance_verb

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

    _camps: Opposition = attrs.field(alias="camps", eq=False)
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
    def details(self) -> tuple[HeldStance, ...]:
        """The stances of both camps besides the two that it rests on."""
        shown = {id(row) for row in self._camps.pair}
        rows = (*self._camps.supporting, *self._camps.opposing)
        return tuple(self._stances(row for row in rows if id(row) not in shown))

    def pairs(self) -> Iterator[tuple[HeldStance, HeldStance]]:
        """Yield all pairs of a stance for and one against it that may meet.

        There may be as many as the product of both camps; each is built when it comes up.
        """
        for supporting, opposing in self._camps.pairs():
            yield conclude(supporting, self._known), conclude(opposing, self._known)

    def _stances(self, rows: Iterable[Holding]) -> Stances:
        return Stances(rows=tuple(rows), known=self._known)

    def _describe(self, labels: Labels) -> str:
        matter = describe_matter(self.proposition, labels)
        thing, _, quoted = matter.partition("this: ")
        support = _describe_camp(self._camps.supporting, thing or "this", labels)
        oppose = _describe_camp(self._camps.opposing, "it", labels)
        return f"{support}, {oppose}: {quoted}" if quoted else f"{support}; {oppose}"


def _describe_camp(camp: Iterable[Holding], thing: str, labels: Labels) -> str:
    """Return who takes a side: who only accepts something does not back it."""
    verbs: dict[str, Verb] = {}
    for row in sorted(camp, key=lambda row: is_acceptance(row.stance, row.position.form)):
        verbs.setdefault(row.holder, stance_verb(row.stance, row.position.form))
    parts: list[str] = []
    for verb in dict.fromkeys(verbs.values()):
        holders = [holder for holder in verbs if verbs[holder] == verb]
        is_plural = len(holders) > 1 or labels.takes_plural(holders[0])
        finite = verb.base if is_plural else verb.third
        parts.append(f"{labels.joined(holders)} {finite} {'it' if parts else thing}")
    return ", ".join(parts)


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

    A dispute is a largest set of stances that meet any, connected by shared days across the
    camps. One that shows on several propositions is returned for the one nearest to the words of
    the positions. Pairs that need an actor's word make disputes of their own, *possible* at most.
    It takes O(n² / 64) for n stances on one proposition.

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
    for row in known.all:
        if row.stance is Stance.UNDECIDED or row.is_withdrawn:
            continue
        lasting = _lasting(row, known) if row.proposition in facts else row
        if time is None or held_at(lasting.interval, time) is not Truth.NO:
            matters.setdefault(row.proposition, []).append(lasting)
    found = [camps for rows in matters.values() for camps in _oppositions(rows, known)]
    concluded: list[Dispute] = []
    for camps, also in merge_equivalents(found, known):
        pair, proposition = camps.pair, camps.pair[0].proposition
        is_open = time and any(held_at(it.interval, time) is not Truth.YES for it in pair)
        stances = [conclude(row, known, is_dated=time is not None) for row in pair]
        dispute = Dispute(
            premises=(*stances, *known.links_between(*pair)),
            according_to=speakers(*stances),
            max_certainty=Certainty.POSSIBLE if is_open else Certainty.CERTAIN,
            proposition=proposition,
            is_denial=proposition in facts,
            span=Bounds.inside(*camps.span),
            also=also,
            camps=camps,
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


def _oppositions(rows: Sequence[Holding], known: Holdings) -> Iterator[Opposition]:
    """Yield the disputes on one proposition: the sources', then those by others' word."""
    if len({row.stance for row in rows}) == 1:
        return
    every = [(view, _opponents(view, known)) for view in known.views(rows)]
    for is_own in (True, False):
        views = [each for each in every if is_own is not bool(each[0].voices)]
        if not views:
            continue
        met = {
            id(row): row
            for view, opponents in views
            for row in map(view.rows.__getitem__, bits(view.meeting(opponents)))
        }
        for members in _connected([*met.values()]):
            if len(views) > 1:  # else they are in order
                members.sort(key=lambda row: (row.preference, row.interval.bounds))
            supporting = [row for row in members if row.stance is Stance.SUPPORTS]
            opposing = [row for row in members if row.stance is Stance.OPPOSES]
            partners = [
                (view, {n: opponents[n] for n in map(view.number, supporting) if n in opponents})
                for view, opponents in views
            ]
            firmest = filter(None, starmap(View.firmest, partners))
            pair, every_pair = min(firmest, key=_by_firmness), partial(_pairs, partners)
            yield Opposition(supporting, opposing, every_pair, pair, is_own)


def _pairs(partners: Iterable[tuple[View, Mapping[int, int]]]) -> Iterator[Pair]:
    """Yield the pairs of some rows, by their numbers, and the sets of their partners."""
    for view, others_of in partners:
        for number, others in others_of.items():
            yield from view.pairs(number, others)


def _opponents(view: View, known: Holdings) -> dict[int, int]:
    """Return, for each row in support, which of the opposing may share a day."""
    one, rows = known.clusters.representative, view.rows

    def taker(row: Holding) -> str:
        return row.holder if row.actor_step is None else one(row.position.holder)

    supporting = [number for number, row in enumerate(rows) if row.stance is Stance.SUPPORTS]
    opposing = [number for number, row in enumerate(rows) if row.stance is Stance.OPPOSES]
    held: dict[str, int] = {}
    taken: dict[str, int] = {}
    for number in opposing:
        row, bit = rows[number], 1 << number
        held[row.holder] = held.get(row.holder, 0) | bit
        taken[taker(row)] = taken.get(taker(row), 0) | bit
    days = [row.interval.possible_days for row in rows]
    overlapping = overlapping_sets(
        [days[number] for number in supporting], {number: days[number] for number in opposing}
    )
    found: dict[int, int] = {}
    for number, others in zip(supporting, overlapping, strict=True):
        row = rows[number]
        opponents = others & ~(held.get(row.holder, 0) | taken.get(taker(row), 0))
        if view.voices:
            opponents &= view.completing(row)
        if opponents:
            found[number] = opponents
    return found


def _connected(rows: Sequence[Holding]) -> Iterator[list[Holding]]:
    """Divide rows into those connected by shared days across the camps."""
    growing: list[_Group] = []
    finished: list[list[int]] = []
    days = [row.interval.possible_days for row in rows]
    for number in sorted(range(len(rows)), key=days.__getitem__):
        (first, last), side = days[number], rows[number].stance is Stance.SUPPORTS
        own: _Group | None = None
        separate: list[_Group] = []
        for group in growing:
            if group[0][not side] >= first:
                own = group if own is None else _merged(own, group)
            elif group[0][side] >= first:
                separate.append(group)
            else:
                finished.append(group[1])
        ends, members = own or ([first - 1, first - 1], [])
        ends[side] = max(ends[side], last)
        members.append(number)
        growing = [*separate, (ends, members)]
    for members in (*finished, *(members for _, members in growing)):
        yield [rows[number] for number in sorted(members)]


_Group = tuple[list[int], list[int]]
"""The last day on which each camp of a group may be there, and the numbers of its rows."""


def _merged(one: _Group, other: _Group) -> _Group:
    """Return two groups as one, the smaller in the larger."""
    small, large = sorted((one, other), key=lambda group: len(group[1]))
    large[0][:] = map(max, *(ends for ends, _ in (small, large)))
    large[1].extend(small[1])
    return large


def _by_firmness(pair: Pair) -> tuple[object, ...]:
    a, b = pair
    return -min(a.reported, b.reported), a.preference, b.preference
