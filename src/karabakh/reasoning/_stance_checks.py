"""One holder for and against one thing: simultaneous, at different times, or undetermined."""

from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from itertools import product

import attrs

from karabakh.ids import ActorId, PropositionId, RecordId, SourceId
from karabakh.model import Certainty, Cited, Dataset, Link, Relation, Stance
from karabakh.reasoning._consistency import ConsistencyCheck, Verdict
from karabakh.reasoning._equivalents import indirectness, merge_equivalents
from karabakh.reasoning._holdings import Holding, Holdings, Pair, View
from karabakh.reasoning._stances import HeldStance, conclude
from karabakh.time import Bounds, bits
from karabakh.wording import Labels, describe_matter

__all__ = ["StanceCheck", "stance_checks"]


@attrs.frozen(kw_only=True, repr=False)
class StanceCheck(ConsistencyCheck):
    """One holder's stances for and against one proposition, and whether they are simultaneous.

    It stands for all stances of the holder on the proposition by the same voices. The two that
    it names are the firmest that show the verdict; `pairs` yields the others.

    >>> import karabakh
    >>> from karabakh import reasoning
    >>> reasoning.contradictions(karabakh.load())
    <0 contradictions, 0 rival accounts, 0 undetermined, 1 compatible>
    """

    rule: str = "opposite-stances"
    """``opposite-stances``."""

    holder: ActorId
    """Whose stances they are."""

    proposition: PropositionId
    """What they are about."""

    supporting: HeldStance
    """A stance for it."""

    opposing: HeldStance
    """A stance against it."""

    also: tuple[PropositionId, ...]
    """Other propositions that show the same, by what they imply or exclude."""

    _group: "_Group | None" = attrs.field(alias="group", eq=False)

    def pairs(self) -> Iterator[tuple[HeldStance, HeldStance]]:
        """Yield all pairs of stances, for and against, with this verdict.

        There may be as many as the product of both sides; each is built when it comes up.
        """
        if self._group is None:
            yield self.supporting, self.opposing
            return
        for supporting, opposing in self._group.pairs(self.verdict):
            known = self._group.known
            yield conclude(supporting, known), conclude(opposing, known)

    def _describe(self, labels: Labels) -> str:
        matter = describe_matter(self.proposition, labels)
        is_plural = labels.takes_plural(self.holder)
        verbs = "both support and oppose" if is_plural else "both supports and opposes"
        endings = {
            Verdict.CONTRADICTION: "at the same time",
            Verdict.RIVAL_ACCOUNTS: "at the same time, by rival accounts",
            Verdict.COMPATIBLE: "at different times",
            Verdict.UNDETERMINED: "at times whose order is undetermined",
        }
        text = f"{labels(self.holder)} {verbs} {{}} {endings[self.verdict]}"
        if self.resolution:
            text += f", which {labels.joined(self.resolution)} would resolve"
        if matter.startswith("this: "):
            return f"{text.format('this')}: {matter.removeprefix('this: ')}"
        return text.format(matter)


def stance_checks(dataset: Dataset, known: Holdings) -> Iterator[StanceCheck]:
    """Yield all holders with opposite stances on a proposition; see `contradictions`."""
    groups = [group for rows in known.by_holder.values() for group in _groups(rows, known)]
    undated = {each.id for each in dataset.sources if not each.published.is_known}
    merged: Iterable[tuple[_Group, Sequence[_Group]]] = ((group, ()) for group in groups)
    if known.commitments or known.representation:
        merged = merge_equivalents(groups, bases=_Group.bases, order=_Group.order)
    for group, also in merged:
        propositions = {each.proposition for each in also} - {group.proposition}
        yield _conclude(group, tuple(sorted(propositions)), undated)
    for link in known.clusters.uncertain:
        yield from _possibly_of_one(link, known)


@attrs.frozen(eq=False)
class _Group:
    """One holder's opposite holdings on one proposition, in one view, with their verdict."""

    view: View
    known: Holdings
    verdict: Verdict
    pair: Pair

    @property
    def proposition(self) -> str:
        return self.pair[0].proposition

    def camps(self) -> tuple[list[Holding], list[Holding]]:
        """Return the rows for it, and those against."""
        return _camps(self.view.rows)

    def bases(self) -> frozenset[Hashable]:
        rows = (row for camp in self.camps() for row in camp)
        return frozenset(
            (self.pair[0].holder, self.view.voices, *((row.position.id,) for row in rows))
        )

    def order(self) -> tuple[object, ...]:
        return indirectness(*self.camps())

    def pairs(self, verdict: Verdict) -> Iterator[Pair]:
        """Yield the pairs with a verdict."""
        number = {id(row): place for place, row in enumerate(self.view.rows)}
        for a, b in product(*self.camps()):
            is_of_view = a.voices | b.voices == self.view.voices
            if is_of_view and _verdict(self.view, number[id(a)], number[id(b)]) is verdict:
                yield a, b


def _camps(rows: Iterable[Holding]) -> tuple[list[Holding], list[Holding]]:
    decided = [row for row in rows if not row.is_given_up]
    return (
        [row for row in decided if row.stance is Stance.SUPPORTS],
        [row for row in decided if row.stance is Stance.OPPOSES],
    )


def _groups(rows: list[Holding], known: Holdings) -> Iterator[_Group]:
    """Yield the verdict of each view on a holder's stances on a proposition."""
    if not all(_camps(rows)):
        return
    found: list[frozenset[str]] = []
    for view in known.views(sorted(rows, key=lambda row: row.preference)):
        # What needs an actor's word counts once, by the fewest voices that it takes.
        if view.voices and any(each and each < view.voices for each in found):
            continue
        best: dict[Verdict, tuple[int, Pair]] = {}
        for shown, pair in _best_pairs(view):
            rank = min(row.reported for row in pair)
            if shown not in best or rank > best[shown][0]:
                best[shown] = rank, pair
        verdict = next((each for each in Verdict if each in best), None)
        is_finding = verdict in {Verdict.CONTRADICTION, Verdict.RIVAL_ACCOUNTS}
        if verdict is not None and (is_finding or not view.voices):
            found.append(view.voices)
            yield _Group(view, known, verdict, best[verdict][1])


def _best_pairs(view: View) -> Iterator[tuple[Verdict, Pair]]:
    """Yield, for each row for the proposition and each degree of firmness, the preferred pairs.

    Rows are sorted by preference, so of a set of them the first is the preferred.
    """
    rows, matrix, voices = view.rows, view.matrix, view.voices
    numbers = {id(row): number for number, row in enumerate(rows)}
    opposing: dict[int, int] = {}
    takings: dict[Hashable, int] = {}
    for number, row in enumerate(rows):
        if row.stance is Stance.OPPOSES and not row.is_given_up:
            opposing[row.reported] = opposing.get(row.reported, 0) | 1 << number
            takings[row.taking] = takings.get(row.taking, 0) | 1 << number
    for number, row in enumerate(rows):
        if row.stance is not Stance.SUPPORTS or row.is_given_up:
            continue
        of_one_taking = takings.get(row.taking, 0)
        simultaneous = matrix.simultaneous[number]
        if not row.interval.may_be_empty:
            simultaneous |= of_one_taking
        ordered = matrix.later[number] | matrix.earlier[number]
        for camp in opposing.values():
            rest = camp & ~simultaneous
            for candidates in (camp & simultaneous, rest & ~ordered, rest & ordered):
                others = (rows[other] for other in bits(candidates))
                pairs = ((row, other) for other in others if row.voices | other.voices == voices)
                pair = next(pairs, None)
                if pair is not None:
                    yield _verdict(view, number, numbers[id(pair[1])]), pair


def _verdict(view: View, a: int, b: int) -> Verdict:
    one, other = view.rows[a], view.rows[b]
    is_one_taking = one.taking == other.taking
    is_simultaneous = bool(view.matrix.simultaneous[a] >> b & 1)
    if is_simultaneous or (is_one_taking and not one.interval.may_be_empty):
        is_rival = one.voices != other.voices
        return Verdict.RIVAL_ACCOUNTS if is_rival else Verdict.CONTRADICTION
    if is_one_taking:
        return Verdict.UNDETERMINED
    is_ordered = (view.matrix.later[a] | view.matrix.earlier[a]) >> b & 1
    return Verdict.COMPATIBLE if is_ordered else Verdict.UNDETERMINED


def _conclude(
    group: _Group, also: tuple[PropositionId, ...], undated: Collection[SourceId]
) -> StanceCheck:
    known, (a, b) = group.known, group.pair
    voices = a.voices | b.voices
    one, other = (known.interval_in(row, voices) for row in group.pair)
    is_open = group.verdict is Verdict.UNDETERMINED
    is_one_taking = a.taking == b.taking
    evidence: tuple[Cited, ...] = ()
    is_dated = False
    if not is_one_taking and not is_open:
        is_dated = _is_dated(one.bounds, other.bounds)
        index = known.index(voices)
        if not is_dated:
            evidence = index.why_overlap(one, other) or index.why_before(one, other)
            evidence = evidence or index.why_before(other, one)
    stances = [conclude(row, known, is_dated=is_dated) for row in group.pair]
    return StanceCheck(
        premises=(*stances, *dict.fromkeys((*known.links_between(a, b), *evidence))),
        holder=a.holder,
        proposition=a.proposition,
        verdict=group.verdict,
        supporting=stances[0],
        opposing=stances[1],
        also=also,
        resolution=tuple(_deciding((a, b), known, undated)) if is_open else (),
        max_certainty=Certainty.UNKNOWN if is_open else Certainty.CERTAIN,
        group=group,
    )


def _is_dated(a: Bounds, b: Bounds) -> bool:
    """Return whether the days of two intervals alone tell how they are ordered."""
    if a.start_latest <= b.end_earliest and b.start_latest <= a.end_earliest:
        return True
    days = [sorted((each.start_latest, each.end_earliest)) for each in (a, b)]
    return days[0][1] < days[1][0] or days[1][1] < days[0][0]


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
        for step in row.actor_step.way if row.actor_step else ():
            if isinstance(step.record, Relation):
                times[step.record.id] = step.record.when.bounds
        # If each is dated well enough, it is how far they last that is missing.
        missing = [each for each, bounds in times.items() if _is_vague(bounds)] or list(times)
        found.update(dict.fromkeys(missing))
        if own.source is not None and own.source in undated and row.position.id in missing:
            found[own.source] = None
    return found


def _is_vague(bounds: Bounds) -> bool:
    """Return whether there is no day on which something surely holds."""
    return bounds.start_latest > bounds.end_earliest


def _possibly_of_one(link: Link, known: Holdings) -> Iterator[StanceCheck]:
    """Yield the opposite stances of which a link would tell whether they are of one holder.

    Or on one proposition.
    """
    ends = tuple(map(known.clusters.representative, link.ends))
    if ends[0] == ends[1]:
        return
    keys = [key for key in known.by_holder if ends[0] in key]
    for key in keys:
        other = tuple(ends[1] if each == ends[0] else each for each in key)
        rows = [
            sorted(
                (row for row in known.by_holder.get((each[0], each[1]), ()) if not row.voices),
                key=lambda row: row.preference,
            )
            for each in (key, other)
        ]
        camps = [_camps(each) for each in rows]
        for one, against in ((0, 1), (1, 0)):
            supporting, opposing = camps[one][0], camps[against][1]
            if supporting and opposing:
                yield _unresolved(supporting[0], opposing[0], link, known)
                break


def _unresolved(a: Holding, b: Holding, link: Link, known: Holdings) -> StanceCheck:
    supporting, opposing = conclude(a, known), conclude(b, known)
    return StanceCheck(
        premises=(supporting, opposing, link),
        according_to=(),
        holder=a.holder,
        proposition=a.proposition,
        verdict=Verdict.UNDETERMINED,
        supporting=supporting,
        opposing=opposing,
        also=(),
        resolution=(link.id,),
        max_certainty=Certainty.UNKNOWN,
        group=None,
    )
