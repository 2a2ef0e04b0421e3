"""Who disagrees with whom, and about what."""

from collections.abc import Hashable, Iterable, Iterator, Sequence

import attrs

from karabakh._collector import collector_paused
from karabakh.ids import ActorId, PropositionId
from karabakh.model import Bounds, Dataset, Truth, When
from karabakh.reasoning._asked import asked_time, check_dataset
from karabakh.reasoning._camps import Camps, camps_in
from karabakh.reasoning._conclusion import Conclusion
from karabakh.reasoning._held import held_on
from karabakh.reasoning._rows import Row, Rows
from karabakh.reasoning._sides import indirectness, sides
from karabakh.reasoning._stances import HeldStance, Stances, Ways, conclude
from karabakh.reasoning._words import Naming

__all__ = ["Dispute", "disputes"]


@attrs.frozen(kw_only=True, repr=False)
class Dispute(Conclusion):
    """Different actors for and against one proposition, at times that may overlap.

    Its premises are the firmest two stances that oppose each other; so it is as certain as
    they are. All others stand in the camps.

    >>> import karabakh
    >>> from karabakh import reasoning
    >>> dataset = karabakh.load()
    >>> dispute = reasoning.disputes(dataset)[0]
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
        return self._stances(self._camps.undecided)

    @property
    def details(self) -> tuple[HeldStance, ...]:
        """The stances of both camps beside the two that it rests on."""
        camps = self._camps.supporting, self._camps.opposing
        others = [
            self._stances(row for row in camp if row is not shown)
            for camp, shown in zip(camps, self._camps.firmest, strict=True)
        ]
        return tuple(each for camp in others for each in camp)

    def pairs(self) -> Iterator[tuple[HeldStance, HeldStance]]:
        """Go through all pairs of a stance for and one against it that may meet.

        There may be as many as the product of both camps; each is made when it comes up.
        """
        ways = Ways()
        for supporting, opposing in self._camps.pairs():
            yield conclude(supporting, ways=ways), conclude(opposing, ways=ways)

    @property
    def pair_count(self) -> int:
        """How many pairs there are, counted without making them.

        >>> import karabakh
        >>> from karabakh.reasoning import disputes
        >>> (dispute,) = disputes(karabakh.load())
        >>> dispute.pair_count
        2
        """
        return self._camps.pair_count()

    def _stances(self, rows: Iterable[Row]) -> Stances:
        return Stances(rows=tuple(rows), at=None, times=self._camps.times)

    def sentence(self, name: Naming = str) -> str:
        """Say what is disputed between whom."""
        camps = (_actors(camp, name) for camp in (self._camps.supporting, self._camps.opposing))
        return f"{name(self.proposition)} is disputed: for it {', against it '.join(camps)}"


@collector_paused()
def disputes(dataset: Dataset, *, at: When | str | None = None) -> tuple[Dispute, ...]:
    """Find who is for and who against the same thing, camp by camp.

    Two stances on a proposition, recorded or derived (see `stances`), *meet* if

    - they are opposite and have different holders, and so have the positions that they come
      from: nobody is in dispute with itself, nor with whom it speaks for by its own words;
    - by their dates they may share a day;
    - no source that both are seen from puts them at different places in time, such as the
      one before its making and the other at it: what it calls over it does not set against
      what it calls present. But where both are dated, the dates tell, unless the one is over
      before its making and the other begins after it;
    - no link puts the one before the other.

    A dispute is a largest set of stances that hang together by shared days across the camps,
    of those that meet any stance at all. So each is in one dispute on its proposition, and
    what is disputed again after everybody had left off is a dispute of its own.

    What propositions imply and exclude shows one dispute on several of them. With ``B(d)``
    for the positions that the stances of d come from::

        d is e seen from another side  ⇔  B(d) ⊆ B(e)

    Only e is told, with d's proposition in `also`. Where both rest on the same positions, that
    one is told in which the fewest camps stand only by what others commit to; then the fewest
    by contraposition (so of two propositions the implied one); then the fewest derived
    stances, the fewest steps, and the first identifier.

    It takes ``n log n`` steps for n stances, recorded and derived; and where links order
    positions, a bit for each two that hang together by them. The pairs are made on request.

    Args:
        dataset: the records.
        at: only stances that may be held at this time, or its EDTF form; without it, all.

    Raises:
        EdtfError: the text is no time.

    >>> import karabakh
    >>> from karabakh.reasoning import disputes
    >>> (dispute,) = disputes(karabakh.load())
    >>> dispute.proposition, dispute.also
    ('azerbaijani-rule', ('stronger-control',))
    >>> [(each.holder, each.is_derived) for each in dispute.supporters]
    [('aliyev', True), ('azerbaijan', True)]
    >>> [(each.holder, each.is_derived) for each in dispute.opponents]
    [('ethnic-armenians', False)]
    """
    check_dataset(dataset)
    time = asked_time(at)
    rows = Rows(dataset)
    by_proposition: dict[PropositionId, list[Row]] = {}
    for row in rows:
        if time is None or held_on(row.held, time) is not Truth.NO:
            by_proposition.setdefault(row.proposition, []).append(row)
    found = [camps for group in by_proposition.values() for camps in camps_in(group, rows.times)]
    ways = Ways()
    made = [_dispute(camps, also, ways) for camps, also in _together(found, rows)]
    return tuple(sorted(made, key=lambda dispute: (dispute.proposition, dispute.span)))


def _together(found: list[Camps], rows: Rows) -> Iterable[tuple[Camps, Sequence[Camps]]]:
    """Give each dispute once, with the others that show it on other propositions."""
    if not rows.are_derived:
        return ((camps, ()) for camps in found)
    return sides(found, bases=_bases, order=_order)


def _dispute(camps: Camps, also: Iterable[Camps], ways: Ways) -> Dispute:
    propositions = {each.proposition for each in also} - {camps.proposition}
    supporting, opposing = camps.firmest
    return Dispute(
        premises=(conclude(supporting, ways=ways), conclude(opposing, ways=ways)),
        proposition=camps.proposition,
        span=camps.span,
        also=tuple(sorted(propositions)),
        camps=camps,
    )


def _bases(camps: Camps) -> frozenset[Hashable]:
    return frozenset(row.position.id for row in (*camps.supporting, *camps.opposing))


def _order(camps: Camps) -> tuple[object, ...]:
    return (*indirectness(camps.supporting, camps.opposing), camps.span)


def _actors(rows: Sequence[Row], name: Naming) -> str:
    actors: dict[ActorId, None] = dict.fromkeys(row.holder for row in rows)
    return ", ".join(map(name, actors))
