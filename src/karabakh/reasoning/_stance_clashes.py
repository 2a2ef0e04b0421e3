"""One holder for and against one thing: at one time, at different times, or not to be told."""

from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from itertools import chain, product

import attrs

from karabakh.ids import ActorId, PropositionId, RecordId, SourceId
from karabakh.model import Bounds, Certainty, Cited, Dataset, Relation, Stance, Truth
from karabakh.reasoning._at_one_time import at_one_time, told_by_links
from karabakh.reasoning._changes import divided, known_days
from karabakh.reasoning._clashes import Clash, Outcome
from karabakh.reasoning._closure import Voice
from karabakh.reasoning._held import by_dates, first_by_dates
from karabakh.reasoning._near_pairs import maybe_together, maybe_untold
from karabakh.reasoning._rows import Row, Rows, firmness, preference
from karabakh.reasoning._sides import indirectness, sides
from karabakh.reasoning._stances import HeldStance, Ways, conclude
from karabakh.reasoning._sweeps import overlapping
from karabakh.reasoning._times import Times
from karabakh.reasoning._together import held_together
from karabakh.reasoning._words import Naming

__all__ = ["StanceClash", "stance_clashes"]


@attrs.frozen(kw_only=True, repr=False)
class StanceClash(Clash):
    """One holder's stances for and against one proposition, and whether at one time.

    It stands for all stances of the holder on the proposition. The two that it names are the
    firmest that show the outcome; `pairs` gives the others.

    >>> import karabakh
    >>> from karabakh import reasoning
    >>> dataset = karabakh.load()
    >>> clash = reasoning.contradictions(dataset).compatible[0]
    >>> clash.outcome
    <Outcome.COMPATIBLE: 'compatible'>
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

    _group: "_Group" = attrs.field(alias="group", eq=False)

    def pairs(self) -> Iterator[tuple[HeldStance, HeldStance]]:
        """Go through all pairs of stances, for and against, with this outcome.

        There may be as many as the product of both sides; each is made when it comes up.
        """
        ways = Ways()
        for supporting, opposing in self._group.pairs(self.outcome):
            yield conclude(supporting, ways=ways), conclude(opposing, ways=ways)

    def sentence(self, name: Naming = str) -> str:
        """Say whose stances are opposite, and whether they are at one time."""
        text = f"{name(self.holder)}: for and against {name(self.proposition)}"
        match self.outcome:
            case Outcome.CONTRADICTION:
                return f"{text} at one time"
            case Outcome.COMPATIBLE:
                return f"{text} at different times"
            case Outcome.UNDETERMINED:
                told = " and of ".join(name(each) for each in self.decided_by)
                return f"{text}; whether at one time, the time of {told} would tell"


def stance_clashes(dataset: Dataset) -> Iterator[StanceClash]:
    """Find all holders with opposite stances on a proposition; see `contradictions`."""
    rows = Rows(dataset)
    both = frozenset({Stance.SUPPORTS, Stance.OPPOSES})
    groups = [_Group.of(group, rows.times) for group in divided(rows, by=both)]
    undated = {each.id for each in dataset.sources if not each.published.is_known}
    ways = Ways()
    for group, also in _seen_from_sides(groups, rows):
        propositions = {each.proposition for each in also} - {group.proposition}
        yield _clash(group, tuple(sorted(propositions)), undated, ways)


def _seen_from_sides(
    groups: "Sequence[_Group]", rows: Rows
) -> "Iterable[tuple[_Group, Sequence[_Group]]]":
    """Give each clash once, with the others that show it on other propositions."""
    if not rows.are_derived:
        return ((group, ()) for group in groups)
    return sides(groups, bases=_Group.bases, order=_Group.order)


def _clash(
    group: "_Group", also: tuple[PropositionId, ...], undated: Collection[SourceId], ways: Ways
) -> StanceClash:
    outcome, supporting, opposing = group.judged()
    is_dated = not _is_one_taking(supporting, opposing) and (
        by_dates(supporting.held, opposing.held) is not Truth.UNKNOWN
    )
    made = (
        conclude(supporting, dated=is_dated, ways=ways),
        conclude(opposing, dated=is_dated, ways=ways),
    )
    is_open = outcome is Outcome.UNDETERMINED
    links: tuple[Cited, ...] = ()
    if not is_open and not _is_one_taking(supporting, opposing):
        links = told_by_links(supporting.held, opposing.held, group.times)
    return StanceClash(
        premises=(*made, *links),
        holder=group.holder,
        proposition=group.proposition,
        outcome=outcome,
        supporting=made[0],
        opposing=made[1],
        also=also,
        decided_by=tuple(_untold((supporting, opposing), undated)) if is_open else (),
        ceiling=Certainty.UNKNOWN if is_open else Certainty.CERTAIN,
        group=group,
    )


def _untold(rows: Iterable[Row], undated: Collection[SourceId]) -> dict[RecordId | SourceId, None]:
    """Give, in order, the records and sources whose missing dates leave it open."""
    found: dict[RecordId | SourceId, None] = {}
    for row in rows:
        if _is_vague(row.held.bounds) or row.held.is_loose:
            told = {row.position.id: row.own.bounds, **_offices(row.voice)}
            # Where each is told well enough, it is how far they last that is missing.
            untold = [each for each, bounds in told.items() if _is_vague(bounds)] or list(told)
            found.update(dict.fromkeys(untold))
            source = row.own.source
            if source is not None and source in undated and row.position.id in untold:
                found[source] = None
    return found


def _offices(voice: Voice | None) -> dict[RecordId, Bounds]:
    offices: dict[RecordId, Bounds] = {}
    while voice is not None:
        if isinstance(voice.record, Relation):
            offices[voice.record.id] = voice.record.when.bounds
        voice = voice.before
    return offices


def _is_vague(bounds: Bounds) -> bool:
    """Tell whether there is no day on which something is surely held."""
    return bounds.start_latest > bounds.end_earliest


@attrs.frozen(eq=False)
class _Group:
    """One holder's rows on one proposition, for and against."""

    supporting: list[Row]
    opposing: list[Row]
    times: Times

    @classmethod
    def of(cls, rows: Iterable[Row], times: Times) -> "_Group":
        ordered = sorted(rows, key=preference)
        return cls(
            [row for row in ordered if row.stance is Stance.SUPPORTS],
            [row for row in ordered if row.stance is Stance.OPPOSES],
            times,
        )

    @property
    def holder(self) -> ActorId:
        return self.supporting[0].holder

    @property
    def proposition(self) -> PropositionId:
        return self.supporting[0].proposition

    def bases(self) -> frozenset[Hashable]:
        rows = (*self.supporting, *self.opposing)
        return frozenset((self.holder, *((row.position.id,) for row in rows)))

    def order(self) -> tuple[object, ...]:
        return indirectness(self.supporting, self.opposing)

    def pairs(self, outcome: Outcome) -> Iterator[tuple[Row, Row]]:
        """Give the pairs with an outcome, without looking at pairs that are far apart."""
        wanted = _ANSWERS[outcome]
        pairs: Iterable[tuple[Row, Row]] = product(self.supporting, self.opposing)
        if wanted is not Truth.NO:
            pairs = _not_apart(self.supporting, self.opposing, self.times)
        return (pair for pair in pairs if self._answer(pair) is wanted)

    def judged(self) -> tuple[Outcome, Row, Row]:
        """Give the outcome, and the firmest pair that shows it.

        Stances of one time and one side are alike here, so the preferred stands for them,
        but for those of one position, which are at one time whenever that was.
        """
        of_one = self._of_one_taking()
        supporting, opposing = _distinct(self.supporting), _distinct(self.opposing)
        levels = sorted({level for _, level in (*supporting, *opposing)}, reverse=True)
        for outcome, candidates in _CANDIDATES.items():
            wanted = _ANSWERS[outcome]
            for level in levels:
                firm = _as_firm_as(supporting, level), _as_firm_as(opposing, level)
                alike = (each for each in of_one if min(map(firmness, each)) >= level)
                maybe = candidates if len(firm[0]) * len(firm[1]) > _MANY_PAIRS else _not_apart
                for pair in chain(maybe(*firm, self.times), alike):
                    if self._answer(pair) is wanted:
                        return outcome, *pair
        return Outcome.COMPATIBLE, self.supporting[0], self.opposing[0]

    def _of_one_taking(self) -> list[tuple[Row, Row]]:
        """Give the pairs that follow from one position in one way to the holder."""
        found: dict[tuple[str, int], Row] = {}
        for row in self.supporting:
            found.setdefault(_taking(row), row)
        pairs = ((found.get(_taking(row)), row) for row in self.opposing)
        return [(one, other) for one, other in pairs if one is not None]

    def _answer(self, pair: tuple[Row, Row]) -> Truth:
        if _is_one_taking(*pair):
            return Truth.UNKNOWN if pair[0].held.is_loose else Truth.YES
        return at_one_time(pair[0].held, pair[1].held, self.times)


_ANSWERS = {
    Outcome.CONTRADICTION: Truth.YES,
    Outcome.UNDETERMINED: Truth.UNKNOWN,
    Outcome.COMPATIBLE: Truth.NO,
}

_MANY_PAIRS = 256
"""Of so many pairs each may be tried; of more, those of which an outcome is possible."""

_CANDIDATES = {Outcome.CONTRADICTION: maybe_together, Outcome.UNDETERMINED: maybe_untold}
"""Which pairs may have an outcome; the first outcome that any pair has is that of all."""


def _taking(row: Row) -> tuple[str, int]:
    """Tell which position a row follows from, and by which way from that to its holder."""
    return row.position.id, id(row.voice)


def _is_one_taking(a: Row, b: Row) -> bool:
    """Tell whether both follow from one position, and so are held at one time."""
    return a.position.id == b.position.id and a.voice is b.voice


def _not_apart(
    supporting: Sequence[Row], opposing: Sequence[Row], times: Times
) -> Iterator[tuple[Row, Row]]:
    """Give the pairs that dates do not put at different times, or that are together even so."""
    yield from overlapping(supporting, opposing, left_span=known_days, right_span=known_days)
    for one, other in held_together(supporting, opposing, times):
        if first_by_dates(one.held, other.held) or first_by_dates(other.held, one.held):
            yield one, other


def _distinct(rows: Iterable[Row]) -> list[tuple[Row, int]]:
    """Keep the preferred of the rows at each time, for each degree of firmness, with that."""
    found: dict[tuple[object, int], tuple[Row, int]] = {}
    for row in rows:
        level = firmness(row)
        found.setdefault((row.held, level), (row, level))
    return list(found.values())


def _as_firm_as(rows: Iterable[tuple[Row, int]], level: int) -> list[Row]:
    return [row for row, own in rows if own >= level]
