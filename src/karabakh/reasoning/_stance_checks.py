"""Stances of one holder for and against a proposition, and whether both can be so."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import product

import attrs

from karabakh.ids import ActorId, PropositionId, RecordId, SourceId
from karabakh.model import Certainty, Cited, Dataset, Link, Relation, Stance
from karabakh.reasoning._attribution import Voices
from karabakh.reasoning._derivation import way_to
from karabakh.reasoning._held_stances import HeldStance, conclude, speakers
from karabakh.reasoning._holding import Holding, Pair, View
from karabakh.reasoning._holdings import Holdings
from karabakh.reasoning._intervals import OrderedBy
from karabakh.reasoning._oppositions import Opposition, merge_equivalents
from karabakh.reasoning._record_conflicts import ConsistencyCheck, Verdict
from karabakh.time import Bounds, TimeOrder
from karabakh.wording import Labels, describe_matter, join_words

__all__ = ["StanceCheck", "stance_checks"]

_CONFLICTS = {Verdict.CONTRADICTION, Verdict.RIVAL_ACCOUNTS}
_ENDINGS = {
    Verdict.CONTRADICTION: "at the same time",
    Verdict.RIVAL_ACCOUNTS: "at the same time, by rival accounts",
    Verdict.COMPATIBLE: "at different times",
    Verdict.UNDETERMINED: "at times whose order is undetermined",
}


@attrs.frozen(kw_only=True, repr=False)
class StanceCheck(ConsistencyCheck):
    """One holder's stances for and against one proposition.

    The two that it names are the firmest that show the verdict; `pairs` yields the others.
    """

    rule: str = "opposite-stances"

    holder: ActorId
    """Whose stances they are."""

    proposition: PropositionId
    """What they are about."""

    supporting: HeldStance
    """A stance for it."""

    opposing: HeldStance
    """A stance against it."""

    also: tuple[PropositionId, ...] = ()
    """Other propositions that show the same, by what they imply or exclude."""

    _opposition: Opposition = attrs.field(alias="opposition", eq=False)
    _known: Holdings = attrs.field(alias="known", eq=False)

    def pairs(self) -> Iterator[tuple[HeldStance, HeldStance]]:
        """Yield all pairs of stances, for and against, with this verdict.

        There may be as many as the product of both sides; each is built when it comes up.
        """
        for supporting, opposing in self._opposition.pairs():
            yield conclude(supporting, self._known), conclude(opposing, self._known)

    def _describe(self, labels: Labels) -> str:
        for link in self.deciding_links:
            sides = [self._restated(each, labels) for each in (self.supporting, self.opposing)]
            ends = " and ".join(map(labels, link.ends))
            return f"{', and '.join(sides)}; whether {ends} are one is undetermined"
        is_plural = labels.takes_plural(self.holder)
        verbs = "both support and oppose" if is_plural else "both supports and opposes"
        matter = describe_matter(self.proposition, labels)
        thing, _, quoted = matter.partition("this: ")
        text = f"{labels(self.holder)} {verbs} {thing or 'this'} {_ENDINGS[self.verdict]}"
        if self.resolution:
            undated = dict.fromkeys(map(labels, self.resolution))
            text += f", which dates of {join_words(undated)} would resolve"
        return f"{text}: {quoted}" if quoted else text


def stance_checks(dataset: Dataset, known: Holdings) -> Iterator[StanceCheck]:
    """Yield all holders with opposite stances on a proposition."""
    verdicts: dict[int, Verdict] = {}
    found: list[Opposition] = []
    for rows in known.by_holder.values():
        for verdict, opposition in _oppositions(rows, known):
            verdicts[id(opposition)] = verdict
            found.append(opposition)
    undated = {each.id for each in dataset.sources if not each.published.is_known}
    for opposition, also in merge_equivalents(found, known):
        yield _conclude(opposition, verdicts[id(opposition)], also, known, undated)
    for link in known.clusters.uncertain:
        yield from _possibly_same(link, known)


def _camps(rows: Iterable[Holding]) -> tuple[list[Holding], list[Holding]]:
    decided = [row for row in rows if not row.is_withdrawn]
    supporting = [row for row in decided if row.stance is Stance.SUPPORTS]
    return supporting, [row for row in decided if row.stance is Stance.OPPOSES]


def _oppositions(rows: Sequence[Holding], known: Holdings) -> Iterator[tuple[Verdict, Opposition]]:
    """Yield what each view on a holder and a proposition shows, and its verdict."""
    if not all(_camps(rows)):
        return
    found: list[Voices] = []
    for view in known.views(rows):
        # What needs an actor's word counts once, by the fewest voices that it takes.
        if any(each and each < view.voices for each in found):
            continue
        firmest: dict[Verdict, tuple[int, Pair]] = {}
        for verdict, pair in _judged(view):
            firmness = min(pair[0].reported, pair[1].reported)
            if (best := firmest.get(verdict)) is None or best[0] < firmness:
                firmest[verdict] = firmness, pair
        verdict = next((each for each in Verdict if each in firmest), Verdict.COMPATIBLE)
        if firmest and (not view.voices or verdict in _CONFLICTS):
            found.append(view.voices)
            _, pair = firmest[verdict]
            key = pair[0].holder, view.voices
            yield verdict, Opposition(*_camps(view.rows), partial(_pairs, view, verdict), pair, key)


def _pairs(view: View, verdict: Verdict) -> Iterator[Pair]:
    """Yield the pairs of a view with a verdict."""
    return (pair for found, pair in _judged(view) if found is verdict)


def _judged(view: View) -> Iterator[tuple[Verdict, Pair]]:
    """Yield all pairs for and against, the preferred first, with their verdicts."""
    rows, order, voices = view.rows, view.matrix.order, view.voices
    camps = (
        [number for number, row in enumerate(rows) if row.stance is side and not row.is_withdrawn]
        for side in (Stance.SUPPORTS, Stance.OPPOSES)
    )
    for one, other in product(*camps):
        a, b = rows[one], rows[other]
        if voices and a.voices | b.voices != voices:
            continue
        if _is_one_statement(a, b):
            found = TimeOrder.OPEN if a.interval.may_be_empty else TimeOrder.SIMULTANEOUS
        else:
            found = order(one, other)
        if found is TimeOrder.SIMULTANEOUS:
            is_by_same = a.voices == b.voices
            yield Verdict.CONTRADICTION if is_by_same else Verdict.RIVAL_ACCOUNTS, (a, b)
        else:
            yield Verdict.UNDETERMINED if found is TimeOrder.OPEN else Verdict.COMPATIBLE, (a, b)


def _is_one_statement(a: Holding, b: Holding) -> bool:
    """Return whether one position, for one holder, says both: always simultaneous."""
    return a.position is b.position and a.actor_step is b.actor_step


def _conclude(
    opposition: Opposition,
    verdict: Verdict,
    also: tuple[PropositionId, ...],
    known: Holdings,
    undated: Collection[SourceId],
) -> StanceCheck:
    a, b = opposition.pair
    is_open, is_dated = verdict is Verdict.UNDETERMINED, False
    links: tuple[Cited, ...] = ()
    if not is_open and not _is_one_statement(a, b):
        ordered_by, links = known.why_ordered(a, b)
        is_dated = ordered_by is OrderedBy.DATES
    stances = [conclude(row, known, is_dated=is_dated) for row in (a, b)]
    return StanceCheck(
        premises=(*stances, *dict.fromkeys((*known.links_between(a, b), *links))),
        according_to=speakers(*stances),
        holder=a.holder,
        proposition=a.proposition,
        verdict=verdict,
        supporting=stances[0],
        opposing=stances[1],
        also=also,
        resolution=tuple(_deciding((a, b), known, undated)) if is_open else (),
        max_certainty=Certainty.UNKNOWN if is_open else Certainty.CERTAIN,
        opposition=opposition,
        known=known,
    )


def _deciding(
    rows: Iterable[Holding], known: Holdings, undated: Collection[SourceId]
) -> dict[RecordId | SourceId, None]:
    """Return, in order, the records and sources whose missing dates leave it open."""
    found: dict[RecordId | SourceId, None] = {}
    for row in rows:
        if not (_is_vague(row.interval.bounds) or row.interval.may_be_empty):
            continue
        own = known.index(row.voices).of(row.position)
        times: dict[RecordId, Bounds] = {row.position.id: own.bounds}
        for step in way_to(row.actor_step):
            if isinstance(step.record, Relation):
                times[step.record.id] = step.record.when.bounds
        # If each is dated well enough, it is how far they last that is missing.
        missing = [each for each, bounds in times.items() if _is_vague(bounds)] or list(times)
        found.update(dict.fromkeys(missing))
        if own.source in undated and row.position.id in missing:
            found[own.source or ""] = None
    return found


def _is_vague(bounds: Bounds) -> bool:
    """Return whether there is no day on which something surely holds."""
    return bounds.start_latest > bounds.end_earliest


def _possibly_same(link: Link, known: Holdings) -> Iterator[StanceCheck]:
    """Yield the opposite stances that are of one holder or matter, if a link holds."""
    one, other = map(known.clusters.representative, link.ends)
    for key in [key for key in known.by_holder if one in key and one != other]:
        linked = tuple(other if each == one else each for each in key)
        own = [
            [row for view in known.views(rows) if not view.voices for row in view.rows]
            for rows in (known.by_holder[key], known.by_holder.get((linked[0], linked[1]), ()))
        ]
        (supporting, opposing), (supporting_it, opposing_it) = map(_camps, own)
        for camps in ((supporting, opposing_it), (supporting_it, opposing)):
            if all(camps):
                pair = camps[0][0], camps[1][0]
                opposition = Opposition(*camps, partial(iter, [pair]), pair, "")
                check = _conclude(opposition, Verdict.UNDETERMINED, (), known, ())
                premises = (check.supporting, check.opposing, link)
                yield attrs.evolve(check, premises=premises, resolution=(link.id,))
                break
