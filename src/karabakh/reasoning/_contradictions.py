"""What can't both be: of one holder, and of several sources."""

from collections.abc import Collection, Hashable, Iterable, Iterator
from itertools import chain
from typing import NamedTuple

import attrs

from karabakh._collector import collector_paused
from karabakh.ids import ActorId, PropositionId, RecordId, SourceId
from karabakh.model import Certainty, Cited, Dataset, Link, Relation, Stance
from karabakh.reasoning._arguments import require_actor, require_dataset
from karabakh.reasoning._conclusion import Answers
from karabakh.reasoning._derivation import way_to
from karabakh.reasoning._equivalents import indirectness, merge_equivalents
from karabakh.reasoning._holding import Holding, Pair, View
from karabakh.reasoning._holdings import Holdings, holdings_of
from karabakh.reasoning._record_conflicts import ConsistencyCheck, Verdict, record_checks
from karabakh.reasoning._stances import HeldStance, conclude, speakers
from karabakh.time import Bounds, bits
from karabakh.wording import Labels, describe_matter

__all__ = ["ConsistencyCheck", "Contradictions", "StanceCheck", "Verdict", "contradictions"]

_ENDINGS = {
    Verdict.CONTRADICTION: "at the same time",
    Verdict.RIVAL_ACCOUNTS: "at the same time, by rival accounts",
    Verdict.COMPATIBLE: "at different times",
    Verdict.UNDETERMINED: "at times whose order is undetermined",
}


@attrs.frozen(kw_only=True, repr=False)
class StanceCheck(ConsistencyCheck):
    """One holder's stances for and against one proposition, by the same voices.

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

    _group: "_Group | None" = attrs.field(alias="group", default=None, eq=False)

    def pairs(self) -> Iterator[tuple[HeldStance, HeldStance]]:
        """Yield all pairs of stances, for and against, with this verdict.

        There may be as many as the product of both sides; each is built when it comes up.
        """
        if self._group is None:
            yield self.supporting, self.opposing
            return
        known = self._group.known
        for supporting, opposing in self._group.view.pairs(self._group.partners):
            yield conclude(supporting, known), conclude(opposing, known)

    def _describe(self, labels: Labels) -> str:
        matter = describe_matter(self.proposition, labels)
        is_plural = labels.takes_plural(self.holder)
        verbs = "both support and oppose" if is_plural else "both supports and opposes"
        text = f"{labels(self.holder)} {verbs} {{}} {_ENDINGS[self.verdict]}"
        if self.resolution:
            text += f", which {labels.joined(self.resolution)} would resolve"
        if matter.startswith("this: "):
            return f"{text.format('this')}: {matter.removeprefix('this: ')}"
        return text.format(matter)


@attrs.frozen(kw_only=True, repr=False)
class Contradictions(Answers[ConsistencyCheck]):
    """The contradictions of a dataset, and what looked like one.

    As a sequence it is the contradictions alone.
    """

    contradictions: tuple[ConsistencyCheck, ...]
    """What can't both be, by one and the same voice."""

    rival_accounts: tuple[ConsistencyCheck, ...]
    """What can't both be, but different voices say the one and the other."""

    undetermined: tuple[ConsistencyCheck, ...]
    """What may or may not both be: `ConsistencyCheck.resolution` names what would resolve it."""

    compatible: tuple[ConsistencyCheck, ...]
    """What looks opposite and can both be."""

    def _item(self, number: int) -> ConsistencyCheck:
        return self.contradictions[number]

    def __len__(self) -> int:
        return len(self.contradictions)

    def __repr__(self) -> str:
        return (
            f"<{len(self.contradictions)} contradictions,"
            f" {len(self.rival_accounts)} rival accounts,"
            f" {len(self.undetermined)} undetermined, {len(self.compatible)} compatible>"
        )


@collector_paused
def contradictions(dataset: Dataset, *, according_to: str | None = None) -> Contradictions:
    """Return what can't both be so, apart from what only looks like it.

    **Opposite stances of one holder** on one proposition, recorded or derived, within a source
    or between sources. Of two stances a and b::

        simultaneous        both follow from one position
          or                both surely hold on one day, and nothing says that the one is over on
                            that day before the other begins
          or                both are present in one source, or constraints make them overlap
          or                each is before the other, as of `shifts`, by different signs

        contradiction       simultaneous, by the same voices
        rival accounts      simultaneous, by different voices: the source's, or those of
                            `according_to`
        compatible          else, if one is before the other: a change, see `shifts`
        undetermined        else

    `ConsistencyCheck.resolution` names the records and sources whose dates would resolve what is
    undetermined. All stances of one holder on one proposition are one check.

    **Records of the same thing**, by *same as* links that are *probable* or *certain*. Events,
    agreements, relations or positions that are one can't begin or end at different times; nor can
    a relation's subject, kind and object differ, a position's stance, or an agreement's parties
    if both records name them all. Of a cluster the two furthest apart are returned. If only a
    weaker link, or an actor's word, joins two records, actors or propositions, it is
    undetermined, and the link is named.

    A check is as certain as its two sides and the links that make them one, or that alone
    order them; if it is undetermined, the certainty is *unknown*. A stance is taken to last no
    longer than is reported. It takes O(n² / 64) for n stances of one holder on one proposition.

    Args:
        dataset: The records.
        according_to: An actor whose word counts as the sources'.

    Raises:
        UnknownIdError: If the dataset has no such actor.

    >>> import karabakh
    >>> from karabakh.reasoning import Verdict, contradictions
    >>> found = contradictions(karabakh.load())
    >>> found
    <0 contradictions, 0 rival accounts, 0 undetermined, 1 compatible>
    >>> found.compatible[0].verdict is Verdict.COMPATIBLE
    True
    """
    require_dataset(dataset)
    require_actor(dataset, according_to=according_to)
    known = holdings_of(dataset, according_to)
    checks = (*_stance_checks(dataset, known), *record_checks(dataset, known))
    found: dict[Verdict, list[ConsistencyCheck]] = {verdict: [] for verdict in Verdict}
    for check in sorted(checks, key=_reading_order):
        found[check.verdict].append(check)
    return Contradictions(
        contradictions=tuple(found[Verdict.CONTRADICTION]),
        rival_accounts=tuple(found[Verdict.RIVAL_ACCOUNTS]),
        undetermined=tuple(found[Verdict.UNDETERMINED]),
        compatible=tuple(found[Verdict.COMPATIBLE]),
    )


def _reading_order(check: ConsistencyCheck) -> tuple[bool, str, str]:
    return bool(check.according_to), check.rule, check.describe()


# -- opposite stances of one holder


class _Group(NamedTuple):
    """One holder's opposite holdings on a proposition in a view, and their verdict."""

    view: View
    known: Holdings
    verdict: Verdict
    pair: Pair
    partners: dict[int, int]
    """For each row for the proposition, the set of those against it with the verdict."""

    @property
    def proposition(self) -> str:
        """What stands for the proposition."""
        return self.pair[0].proposition

    def bases(self) -> frozenset[Hashable]:
        """Return what it rests on: the positions of all that are for or against."""
        rows = chain(*_camps(self.view.rows))
        return frozenset(
            (self.pair[0].holder, self.view.voices, *((row.position.id,) for row in rows))
        )

    def order(self) -> tuple[object, ...]:
        """Return how far it is from the words of the positions."""
        return indirectness(*_camps(self.view.rows))


def _camps(rows: Iterable[Holding]) -> tuple[list[Holding], list[Holding]]:
    decided = [row for row in rows if not row.is_withdrawn]
    supporting = [row for row in decided if row.stance is Stance.SUPPORTS]
    return supporting, [row for row in decided if row.stance is Stance.OPPOSES]


def _stance_checks(dataset: Dataset, known: Holdings) -> Iterator[StanceCheck]:
    """Yield all holders with opposite stances on a proposition."""
    groups = [group for rows in known.by_holder.values() for group in _groups(rows, known)]
    undated = {each.id for each in dataset.sources if not each.published.is_known}
    for group, also in merge_equivalents(groups, known, bases=_Group.bases, order=_Group.order):
        propositions = {each.proposition for each in also} - {group.proposition}
        yield _conclude(group, tuple(sorted(propositions)), undated)
    for link in known.clusters.uncertain:
        yield from _possibly_same(link, known)


def _groups(rows: list[Holding], known: Holdings) -> Iterator[_Group]:
    """Yield the verdict of each view on a holder's stances on a proposition."""
    if not all(_camps(rows)):
        return
    found: list[frozenset[str]] = []
    for view in known.views(rows):
        # What needs an actor's word counts once, by the fewest voices that it takes.
        if view.voices and any(each and each < view.voices for each in found):
            continue
        for verdict, partners in _partners(view).items():
            pair = view.firmest(partners)
            if pair is not None:
                is_finding = verdict in {Verdict.CONTRADICTION, Verdict.RIVAL_ACCOUNTS}
                if is_finding or not view.voices:
                    found.append(view.voices)
                    yield _Group(view, known, verdict, pair, partners)
                break


def _partners(view: View) -> dict[Verdict, dict[int, int]]:
    """Return, by verdict, for each row for the proposition those against it."""
    rows, opposing = view.rows, view.taking(Stance.OPPOSES)
    by_taking: dict[Hashable, int] = {}
    for number in bits(opposing):
        taking = rows[number].taking
        by_taking[taking] = by_taking.get(taking, 0) | 1 << number
    found: dict[Verdict, dict[int, int]] = {verdict: {} for verdict in Verdict}
    for number in bits(view.taking(Stance.SUPPORTS)):
        row = rows[number]
        others = opposing & view.completing(row)
        of_one_taking = by_taking.get(row.taking, 0) & others
        simultaneous = view.matrix.simultaneous[number] & others
        if not row.interval.may_be_empty:
            simultaneous |= of_one_taking
        ordered = (view.matrix.later[number] | view.matrix.earlier[number]) & others
        ordered &= ~(simultaneous | of_one_taking)
        by_same = simultaneous & view.of_voices(row.voices)
        found[Verdict.CONTRADICTION][number] = by_same
        found[Verdict.RIVAL_ACCOUNTS][number] = simultaneous & ~by_same
        found[Verdict.UNDETERMINED][number] = others & ~(simultaneous | ordered)
        found[Verdict.COMPATIBLE][number] = ordered
    return found


def _conclude(
    group: _Group, also: tuple[PropositionId, ...], undated: Collection[SourceId]
) -> StanceCheck:
    known, (a, b) = group.known, group.pair
    voices = group.view.voices
    one, other = (known.interval_in(row, voices) for row in group.pair)
    is_open = group.verdict is Verdict.UNDETERMINED
    evidence: tuple[Cited, ...] = ()
    is_dated = False
    if a.taking != b.taking and not is_open:
        is_dated = _is_dated(one.bounds, other.bounds)
        index = known.index(voices)
        if not is_dated:
            evidence = index.why_overlap(one, other) or index.why_before(one, other)
            evidence = evidence or index.why_before(other, one)
    stances = [conclude(row, known, is_dated=is_dated) for row in group.pair]
    return StanceCheck(
        premises=(*stances, *dict.fromkeys((*known.links_between(a, b), *evidence))),
        according_to=speakers(*stances),
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
    """Return whether the days of two intervals alone show how they are ordered."""
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
    keys = [key for key in known.by_holder if one in key and one != other]
    for holder, proposition in keys:
        linked = (other if holder == one else holder, other if proposition == one else proposition)
        rows = [
            _camps(
                sorted(
                    (row for row in known.by_holder.get(key, ()) if not row.voices),
                    key=lambda row: row.preference,
                )
            )
            for key in ((holder, proposition), linked)
        ]
        for (supporting, _), (_, opposing) in (rows, reversed(rows)):
            if supporting and opposing:
                stances = conclude(supporting[0], known), conclude(opposing[0], known)
                yield StanceCheck(
                    premises=(*stances, link),
                    according_to=(),
                    holder=supporting[0].holder,
                    proposition=supporting[0].proposition,
                    verdict=Verdict.UNDETERMINED,
                    supporting=stances[0],
                    opposing=stances[1],
                    resolution=(link.id,),
                    max_certainty=Certainty.UNKNOWN,
                )
                break
