"""Who changed its stance, on what, and why."""

from collections.abc import Iterable
from itertools import product
from typing import Final

import attrs

from karabakh._collector import collector_paused
from karabakh.ids import ActorId, PropositionId, RecordId
from karabakh.model import Certainty, Dataset, Event, EventKind, Link, LinkKind, Record, Stance
from karabakh.reasoning._arguments import require_actor, require_dataset
from karabakh.reasoning._changes import changes, on_all_sides
from karabakh.reasoning._conclusion import Conclusion
from karabakh.reasoning._held_stances import HeldStance, conclude, speakers
from karabakh.reasoning._holding import Holding, Pair
from karabakh.reasoning._holdings import Holdings, holdings_of
from karabakh.reasoning._intervals import OrderedBy
from karabakh.reasoning._oppositions import merge_equivalents
from karabakh.reasoning._reading_order import in_reading_order
from karabakh.wording import Complement, Labels, Verb, describe_matter, stance_verb, when_in_words

__all__ = ["Shift", "shifts"]


_LEAVE_OPEN: Final = Verb("leave", "leaves", "left", Complement.THING, "open")


@attrs.frozen(kw_only=True, repr=False)
class Shift(Conclusion):
    """A holder's change from one stance on a proposition to another."""

    rule: str = "shift"

    holder: ActorId
    """Who changed."""

    proposition: PropositionId
    """On what."""

    earlier: HeldStance
    """The stance before; that it no longer supports the proposition, if a concession says so."""

    later: HeldStance
    """The stance after; given up likewise, maybe."""

    ordered_by: OrderedBy
    """What determines which came first."""

    claims: tuple[Event, ...]
    """Where sources say themselves that the holder changed; those of its own sources are
    among the premises."""

    reasons: tuple[Link, ...]
    """What is said to be a reason for the change, or for one of the two positions."""

    also: tuple[PropositionId, ...]
    """Other propositions that show the same change, by what they imply or exclude."""

    @property
    def details(self) -> tuple[Link, ...]:
        """The reasons given."""
        return self.reasons

    def _describe(self, labels: Labels) -> str:
        holder, matter = labels(self.holder), describe_matter(self.proposition, labels)
        before, after = self.earlier, self.later
        if before.when.is_known and after.when.is_known:
            once, now = f"{_past(before, 'this')} {when_in_words(before.when)}", _past(after, "it")
            what = matter.removeprefix("this: ")
            return f"{holder} {once} and {now} {when_in_words(after.when)}: {what}"
        thing, _, quoted = matter.partition("this: ")
        thing, end = ("this", f": {quoted}") if quoted else (thing, "")
        once = _past(before, thing)
        if after.is_over:
            then = f" {when_in_words(after.when)}" if after.when.is_known else ""
            return f"{holder} first {once} and then {_past(after, 'it')}{then}{end}"
        later = self._later(is_plural=labels.takes_plural(self.holder))
        once = once if before.no_longer_supports else f"once {once}"
        return f"{holder}, {labels.pronoun(self.holder)} {once}, {later}{end}"

    def _later(self, *, is_plural: bool) -> str:
        """Return the later stance in words, hedged as the shift is."""
        no_longer = self.later.no_longer_supports
        adverb = "no longer" if no_longer else "now"
        verb = stance_verb(Stance.SUPPORTS) if no_longer else _verb(self.later)
        bare = _of(verb, verb.base, "it")
        match self.certainty:
            case Certainty.CERTAIN:
                return f"{adverb} {bare if is_plural else _of(verb, verb.third, 'it')}"
            case Certainty.PROBABLE:
                appear = "appear" if is_plural else "appears"
                return f"{appear} no longer to {bare}" if no_longer else f"now {appear} to {bare}"
            case _:
                return f"may {adverb} {bare}"


def _verb(held: HeldStance) -> Verb:
    return _LEAVE_OPEN if held.stance is Stance.UNDECIDED else held.verb


def _past(held: HeldStance, thing: str) -> str:
    """Return a stance as one that was taken: "no longer supported it"."""
    verb = _verb(held)
    return _of(verb, verb.past, thing)


def _of(verb: Verb, finite: str, thing: str) -> str:
    """Return a verb with its object: "left open the ferry", but "left it open"."""
    objects = (thing, verb.particle) if thing in {"this", "it"} else (verb.particle, thing)
    return " ".join(filter(None, (finite, *objects)))


@collector_paused
def shifts(dataset: Dataset, *, according_to: str | None = None) -> tuple[Shift, ...]:
    """Return who changed its stance on what, in an order that is known.

    Of one holder's stances on one proposition a is before b (a < b), if a has a *witness* (a time
    at which it surely holds) before one of b, and not the other way round: by dates; by a source
    that presents a as over, or begun, when b still holds or is to come; or by links between the
    positions, or the events in which they are expressed::

        shift(a, b)  ⇔  a ≠ b, a < b, and there is no c with a < c < b

    What no longer supports differs from support alone. Positions that links make one with a
    position of another stance do not count. Pairs that share a side are one shift, for which the
    preferred stands; so are those on several propositions that rest on the same positions.

    The premises are the two stances, the links that make them of one holder and order them, and
    what their own sources claim of the change: events of the kind *stance-change* with the holder
    as participant, about one of the propositions, at that time. So a hedged claim caps the shift.

    Changes that need an actor's word come in addition to the sources', *possible* at most. It
    takes O(n log n) for n stances of one holder on one proposition that days alone order, else
    O(n²); more than two thousand that one source, or links, order take long.

    Args:
        dataset: The records.
        according_to: An actor whose word counts as the sources'.

    Raises:
        UnknownIdError: If the dataset has no such actor.

    >>> import karabakh
    >>> from karabakh.reasoning import OrderedBy, shifts
    >>> (shift,) = shifts(karabakh.load())
    >>> shift
    <Shift: armenia, which once supported this, appears no longer to support it: \
region-independent [shift, probable, inferred]>
    >>> [reason.subject for reason in shift.reasons]
    ['armenia-weaker', 'armenia-puts-peace-first']
    >>> shift.ordered_by is OrderedBy.SOURCE
    True
    """
    require_dataset(dataset)
    require_actor(dataset, according_to=according_to)
    known = holdings_of(dataset, according_to)
    every = [change for group in known.by_holder.values() for change in changes(group, known)]
    found = merge_equivalents(on_all_sides(every, known), known)
    reports = _Reports(dataset, known)
    concluded = (_conclude(change.pair, also, known, reports) for change, also in found)
    return tuple(sorted(concluded, key=_reading_order))


def _reading_order(shift: Shift) -> tuple[object, ...]:
    positions = shift.earlier.position.id, shift.later.position.id
    times = shift.earlier.bounds, shift.later.bounds
    return (bool(shift.according_to), shift.holder, shift.proposition, times, positions)


class _Reports:
    """What sources say themselves about changes, and the reasons that they give."""

    def __init__(self, dataset: Dataset, known: Holdings) -> None:
        self._known, one = known, known.clusters.representative
        self._claims: dict[tuple[str, str], dict[str, Event]] = {}
        for event in filter(known.attribution.is_own, dataset.events):
            if event.kind is EventKind.STANCE_CHANGE:
                for actor, about in product(event.participants, event.about):
                    key = one(actor.actor), one(about)
                    self._claims.setdefault(key, {})[event.id] = event
        self._reasons: dict[RecordId, list[Link]] = {}
        for link in dataset.links.where(kind=LinkKind.REASON_FOR):
            self._reasons.setdefault(link.object, []).append(link)

    def claims(self, a: Holding, b: Holding, also: Iterable[str]) -> list[Event]:
        """Return the claims of a change, at its time, by identifier."""
        if not self._claims:
            return []
        found, index = dict[str, Event](), self._known.index(a.voices | b.voices)
        for each in (a.proposition, *also):
            found |= self._claims.get((a.holder, each), {})
        first, last = a.interval.witness_days[0], b.interval.witness_days[1]
        times = {each: index.of(event).bounds for each, event in found.items()}
        return [
            found[each]
            for each in sorted(found)
            if times[each].end_latest >= first and times[each].start_earliest <= last
        ]

    def reasons(self, *records: Record) -> tuple[Link, ...]:
        """Return what is said to be a reason for some records, in reading order."""
        if not self._reasons:
            return ()
        links = (link for each in records for link in self._reasons.get(each.id, ()))
        return in_reading_order({link.id: link for link in links}.values())


def _conclude(pair: Pair, also: tuple[str, ...], known: Holdings, reports: _Reports) -> Shift:
    a, b = pair
    ordered_by, links = known.why_ordered(a, b)
    claims = reports.claims(a, b, also)
    is_dated = ordered_by is OrderedBy.DATES
    before, after = (conclude(row, known, is_dated=is_dated) for row in (a, b))
    hedges = [claim for claim in claims if _is_of_one_source(claim, a, b)]
    return Shift(
        premises=(before, after, *dict.fromkeys((*known.links_between(a, b), *links, *hedges))),
        according_to=speakers(before, after),
        holder=a.holder,
        proposition=a.proposition,
        earlier=before,
        later=after,
        ordered_by=ordered_by,
        claims=tuple(claims),
        reasons=reports.reasons(*claims, a.position, b.position),
        also=also,
    )


def _is_of_one_source(claim: Event, a: Holding, b: Holding) -> bool:
    """Return whether a source of one of the stances makes a claim, if both are known."""
    claiming = {citation.source for citation in claim.citations}
    sources = {each.source for row in (a, b) for each in row.position.citations}
    return not claiming or not sources or not claiming.isdisjoint(sources)
