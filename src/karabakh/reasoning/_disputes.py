"""Who disagrees with whom, and about what."""

from collections.abc import Hashable, Iterable, Iterator, Sequence

import attrs

from karabakh._collector import collector_paused
from karabakh.ids import ActorId, PropositionId
from karabakh.model import Certainty, Dataset, Stance
from karabakh.reasoning._arguments import parse_time, require_actor, require_dataset
from karabakh.reasoning._camps import Camps, divide_camps
from karabakh.reasoning._conclusion import Conclusion
from karabakh.reasoning._equivalents import indirectness, merge_equivalents
from karabakh.reasoning._holdings import Holding, Holdings, holdings_of
from karabakh.reasoning._stances import HeldStance, Stances, conclude
from karabakh.time import Bounds, Truth, When, held_at
from karabakh.wording import Labels, describe_matter

__all__ = ["Dispute", "disputes"]


@attrs.frozen(kw_only=True, repr=False)
class Dispute(Conclusion):
    """Different actors for and against one proposition, at times that may overlap.

    Its premises are the firmest two stances that oppose each other; so it is as certain as
    they are. All others stand in the camps.

    >>> import karabakh
    >>> from karabakh import reasoning
    >>> dispute = reasoning.disputes(karabakh.load())[0]
    >>> [each.holder for each in dispute.opponents]
    ['ethnic-armenians']
    """

    rule: str = "dispute"
    """``dispute``."""

    proposition: PropositionId
    """What it is about."""

    span: Bounds
    """The days within which stances of both camps may be held at one time."""

    also: tuple[PropositionId, ...]
    """Other propositions that show the same dispute, by what they imply or exclude."""

    _camps: Camps = attrs.field(alias="camps", eq=False)
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
        return self._stances(
            row
            for row in self._undecided
            if row.interval.possible_days[0] <= last and row.interval.possible_days[1] >= first
        )

    @property
    def details(self) -> tuple[HeldStance, ...]:
        """The stances of both camps besides the two that it rests on."""
        shown = self._camps.firmest(self._known)
        rows = (*self._camps.supporting, *self._camps.opposing)
        return tuple(self._stances(row for row in rows if not any(row is each for each in shown)))

    def pairs(self) -> Iterator[tuple[HeldStance, HeldStance]]:
        """Yield all pairs of a stance for and one against it that may meet.

        There may be as many as the product of both camps; each is built when it comes up.
        """
        for supporting, opposing in self._camps.pairs(self._known):
            yield conclude(supporting, self._known), conclude(opposing, self._known)

    def _stances(self, rows: Iterable[Holding]) -> Stances:
        return Stances(rows=tuple(rows), known=self._known)

    def _describe(self, labels: Labels) -> str:
        supporters, opponents = (_holders(camp) for camp in self._camps[:2])
        matter = describe_matter(self.proposition, labels)
        support = f"{labels.joined(supporters)} {_verb('support', supporters, labels)}"
        oppose = f"{labels.joined(opponents)} {_verb('oppose', opponents, labels)} it"
        if matter.startswith("this: "):
            return f"{support} this, {oppose}: {matter.removeprefix('this: ')}"
        return f"{support} {matter}; {oppose}"


@collector_paused()
def disputes(
    dataset: Dataset, *, at: When | str | None = None, according_to: str | None = None
) -> tuple[Dispute, ...]:
    """Return who is for and who against the same thing, camp by camp.

    Two stances on a proposition, recorded or derived (see `stances`), *meet* if

    - they are opposite and have different holders, and so have the positions that they come
      from: nobody is in dispute with itself, nor with whom it represents by its own words;
    - by their dates they may share a day;
    - no source that both are seen from puts them at different times, such as the one before its
      creation and the other at it: what it calls over it does not set against what it calls
      present. But if both are dated, the dates decide, unless the one is over before its
      creation and the other begins after it;
    - no link puts the one before the other.

    A dispute is a largest set of stances that are connected by shared days across the camps,
    of those that meet any stance at all. So each is in one dispute on its proposition, and
    what is disputed again after everybody had left off is a dispute of its own.

    What propositions imply and exclude shows one dispute on several of them. With ``B(d)``
    for the positions that the stances of d come from::

        d is e seen on another proposition  ⇔  B(d) ⊆ B(e)

    Only e is returned, with d's proposition in `also`. If both rest on the same positions, it
    is that in which the fewest camps stand only by what others commit to; then the fewest
    by contraposition (so of two propositions the implied one); then the fewest derived
    stances, the fewest steps, and the first identifier.

    What the sources vouch for comes first; of pairs that need an actor's word there are
    disputes of their own, *possible* at most. That somebody no longer supports something, as a
    concession implies, opposes nobody.

    It takes O(n log n) for n stances, unless many are of one holder, or of one source.

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
    >>> [(each.holder, each.is_derived) for each in dispute.opponents]
    [('ethnic-armenians', False)]
    """
    require_dataset(dataset)
    time = parse_time(at)
    require_actor(dataset, according_to=according_to)
    known = holdings_of(dataset, according_to)
    by_proposition: dict[str, list[Holding]] = {}
    for row in known.all:
        if time is None or held_at(row.interval, time) is not Truth.NO:
            by_proposition.setdefault(row.proposition, []).append(row)
    found = [camps for rows in by_proposition.values() for camps in divide_camps(rows, known)]
    merged: Iterable[tuple[Camps, Sequence[Camps]]] = ((camps, ()) for camps in found)
    if known.commitments or known.representation:
        merged = merge_equivalents(found, bases=_bases, order=_order)
    undecided = {
        proposition: tuple(
            sorted(
                (row for row in rows if row.stance is Stance.UNDECIDED),
                key=lambda row: row.preference,
            )
        )
        for proposition, rows in by_proposition.items()
    }
    concluded = [
        _conclude(camps, also, undecided[camps.proposition], known, time) for camps, also in merged
    ]
    return tuple(sorted(concluded, key=_reading_order))


def _conclude(
    camps: Camps,
    also: Iterable[Camps],
    undecided: tuple[Holding, ...],
    known: Holdings,
    at: When | None,
) -> Dispute:
    propositions = {each.proposition for each in also} - {camps.proposition}
    pair = camps.firmest(known)
    is_open = at is not None and any(held_at(row.interval, at) is not Truth.YES for row in pair)
    is_dated = at is not None
    return Dispute(
        premises=(
            *(conclude(row, known, is_dated=is_dated) for row in pair),
            *known.links_between(*pair),
        ),
        max_certainty=Certainty.POSSIBLE if is_open else Certainty.CERTAIN,
        proposition=camps.proposition,
        span=Bounds.inside(*camps.span),
        also=tuple(sorted(propositions)),
        camps=camps,
        undecided_rows=undecided,
        known=known,
    )


def _bases(camps: Camps) -> frozenset[Hashable]:
    rows = (*camps.supporting, *camps.opposing)
    return frozenset((camps.is_own, *(row.position.id for row in rows)))


def _order(camps: Camps) -> tuple[object, ...]:
    return (*indirectness(camps.supporting, camps.opposing), camps.span)


def _reading_order(dispute: Dispute) -> tuple[object, ...]:
    return bool(dispute.according_to), dispute.proposition, dispute.span


def _holders(rows: Sequence[Holding]) -> tuple[ActorId, ...]:
    return tuple(dict.fromkeys(row.holder for row in rows))


def _verb(base: str, holders: Sequence[ActorId], labels: Labels) -> str:
    is_plural = len(holders) > 1 or any(map(labels.takes_plural, holders))
    return base if is_plural else f"{base}s"
