"""Who thinks what of a proposition: as recorded, and as follows from it."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, overload

import attrs

from karabakh._display import Shown
from karabakh.ids import ActorId, PropositionId, SourceId
from karabakh.model import (
    Bounds,
    Certainty,
    Dataset,
    DocTimeRel,
    Position,
    Stance,
    Truth,
    When,
)
from karabakh.reasoning._asked import asked_time, check_asked, check_dataset, check_ids
from karabakh.reasoning._closure import Literal, Voice
from karabakh.reasoning._conclusion import STATED, Conclusion
from karabakh.reasoning._held import Held, held_on, intersection
from karabakh.reasoning._latest import latest
from karabakh.reasoning._rows import Row, Rows
from karabakh.reasoning._times import Times
from karabakh.reasoning._words import Naming, stance_in_words, time_in_words

__all__ = ["HeldStance", "Stances", "Ways", "conclude", "stance", "stances"]


@attrs.frozen(kw_only=True, repr=False)
class HeldStance(Conclusion):
    """An actor's stance on a proposition, recorded or derived.

    Its rule is ``stated`` where it is a position of the dataset as it stands, else that of
    its last step, see `stances`.

    >>> import karabakh
    >>> from karabakh import reasoning
    >>> dataset = karabakh.load()
    >>> reasoning.stances(dataset, holder="armenia")[0]
    <HeldStance: armenia: for government-recognised (before the time of writing) [stated, ...]>
    """

    holder: ActorId
    """Whose stance it is."""

    proposition: PropositionId
    """What it is about."""

    stance: Stance
    """For, against or undecided."""

    held: Bounds
    """The days between which it began and ended."""

    source: SourceId | None
    """The source that tells when it is held, by `doc_time_rel`."""

    doc_time_rel: DocTimeRel | None
    """When it is held, seen from the making of that source."""

    position: Position = attrs.field(repr=False)
    """The position that it is, or comes from."""

    @property
    def is_derived(self) -> bool:
        """Whether it follows from a position, and is none itself."""
        return self.rule != STATED

    def sentence(self, name: Naming = str) -> str:
        """Say who is for or against what, and when."""
        text = stance_in_words(self.holder, self.stance, self.proposition, name)
        time = time_in_words(When.unknown(), self.doc_time_rel)
        return f"{text} ({time})" if time else text


class Ways:
    """Long ways from stances to stances, made once: all that lead on from there share them."""

    def __init__(self) -> None:
        self._made: dict[tuple[int, int, int], tuple[Row, HeldStance]] = {}

    def to(self, row: Row, last: Literal | Voice | None) -> tuple[HeldStance | None, list[Any]]:
        """Give what was made on the way to a step, if anything, and the steps on from there."""
        steps: list[Literal | Voice] = []
        step = last
        while step is not None:
            found = None if step.steps % _KEPT_STEPS else self._made.get(_key(row, step))
            if found is not None:
                return found[1], steps[::-1]
            steps.append(step)
            step = step.before
        return None, steps[::-1]

    def add(self, row: Row, step: Literal | Voice, made: HeldStance) -> None:
        """Keep what was made up to a step, if that is one of those that are kept."""
        if step.steps % _KEPT_STEPS == 0:
            # With the row, so that what identifies the way stays what it is.
            self._made[_key(row, step)] = row, made


_KEPT_STEPS: Final = 16
"""Of a way every such step is kept: nothing of a short one."""


def _key(row: Row, step: Literal | Voice) -> tuple[int, int, int]:
    return id(row.position), 0 if isinstance(step, Voice) else id(row.voice), id(step)


@attrs.frozen(kw_only=True, repr=False)
class Stances(Shown, Sequence[HeldStance]):
    """Stances, the recorded ones first, then the derived ones by how directly they follow.

    They are made when they are looked at, so a million of them cost little to ask for.

    >>> import karabakh
    >>> from karabakh import reasoning
    >>> dataset = karabakh.load()
    >>> stances = reasoning.stances(dataset)
    >>> len(stances.stated), len(stances.derived)
    (28, 11)
    """

    _rows: tuple[Row, ...] = attrs.field(alias="rows")
    _at: When | None = attrs.field(alias="at")
    _times: Times = attrs.field(alias="times", eq=False)
    _ways: Ways = attrs.field(factory=Ways, init=False, eq=False)

    @property
    def stated(self) -> "Stances":
        """Those that are recorded positions."""
        return self._only(row for row in self._rows if row.is_recorded)

    @property
    def derived(self) -> "Stances":
        """Those that follow from recorded positions."""
        return self._only(row for row in self._rows if not row.is_recorded)

    @property
    def necessary(self) -> "Stances":
        """Those that are surely held at the time asked about; all where none was."""
        return self._only(row for row in self._rows if self._held(row) is Truth.YES)

    @property
    def possible(self) -> "Stances":
        """Those of which it can't be told whether they are held at the time asked about."""
        return self._only(row for row in self._rows if self._held(row) is Truth.UNKNOWN)

    @property
    def stance(self) -> Stance | None:
        """The stance that they agree on, recorded ones before derived ones; else none.

        Where a time was asked about, those that are surely held then come before all others.
        Else the latest count: what the holder is known to have changed since is passed over,
        unless what came later is merely possible and less certain.

        >>> import karabakh
        >>> from karabakh.reasoning import stance
        >>> stance(karabakh.load(), "azerbaijan", "azerbaijani-rule").stance
        <Stance.SUPPORTS: 'supports'>

        What Armenia supported before, its prime minister has given up since:

        >>> stance(karabakh.load(), "armenia", "region-independent").stance
        <Stance.OPPOSES: 'opposes'>
        """
        if self._at is None:
            is_one = len({row.stance for row in self._rows}) == 1
            rows = self._rows if is_one else tuple(latest(self._rows, self._times))
        else:
            sure = tuple(row for row in self._rows if self._held(row) is Truth.YES)
            rows = sure or self._rows
        recorded = {row.stance for row in rows if row.is_recorded}
        taken = recorded or {row.stance for row in rows}
        return taken.pop() if len(taken) == 1 else None

    def _held(self, row: Row) -> Truth:
        return Truth.YES if self._at is None else held_on(row.held, self._at)

    def _only(self, rows: Iterable[Row]) -> "Stances":
        return Stances(rows=tuple(rows), at=self._at, times=self._times)

    @overload
    def __getitem__(self, index: int) -> HeldStance: ...
    @overload
    def __getitem__(self, index: "slice[int | None, int | None, int | None]") -> "Stances": ...

    def __getitem__(
        self, index: "int | slice[int | None, int | None, int | None]"
    ) -> "HeldStance | Stances":
        if isinstance(index, slice):
            return self._only(self._rows[index])
        return conclude(self._rows[index], dated=self._at is not None, ways=self._ways)

    def __len__(self) -> int:
        return len(self._rows)

    def __repr__(self) -> str:
        recorded = sum(row.is_recorded for row in self._rows)
        return f"<{recorded} stated and {len(self._rows) - recorded} derived stances>"


def stance(
    dataset: Dataset, holder: str, proposition: str, *, at: When | str | None = None
) -> Stances:
    """Ask what an actor thinks of a proposition; see `stances` for the rules.

    It looks at the positions of the actor and of those who speak for it, and at no others.

    Args:
        dataset: the records.
        holder: the actor.
        proposition: the proposition.
        at: the time asked about, or its EDTF form; without it, any time.

    Raises:
        UnknownIdError: the dataset has no such actor or proposition.
        EdtfError: the text is no time.

    >>> import karabakh
    >>> from karabakh.reasoning import stance
    >>> for found in stance(karabakh.load(), "armenia", "region-independent"):
    ...     print(found)
    <HeldStance: armenia: for region-independent (before the time of writing) [stated, ...]>
    <HeldStance: armenia: against region-independent (at the time of writing) \
[contradiction, certain, inferred]>
    """
    check_dataset(dataset)
    check_ids("for all ask stances()", holder=holder, proposition=proposition)
    return stances(dataset, holder=holder, proposition=proposition, at=at)


def stances(
    dataset: Dataset,
    *,
    holder: str | None = None,
    proposition: str | None = None,
    at: When | str | None = None,
) -> Stances:
    """Ask who thinks what of which proposition, by the record and by what follows from it.

    The rules, with ``h: +P`` for "h supports P" and ``h: −P`` for "h opposes P"::

        stated                a position of h            ⇒  it
        office-holder         o: ±P, o in office of h    ⇒  h: ±P     while in office
        member-of-collective  c: ±P, h member of c       ⇒  h: ±P
        implication           h: +P, P implies Q         ⇒  h: +Q
        contraposition        h: −Q, P implies Q         ⇒  h: −P
        contradiction         h: +P, P contradicts Q     ⇒  h: −Q     (either way round)

    An undecided stance is passed on by the second and third rule and commits to nothing.
    All of them apply again to what they give: first those about actors, then those about
    propositions. Cycles end where they come back. Of several ways from one position to one
    stance the shortest is kept, and a longer one only where it is more certain or at another
    time.

    - The time of a derived stance is that of the position, cut down to that of the offices.
      Where the two share no day, nothing follows. Where they may share none, what follows
      is *possible* at most.
    - A stance is as certain as the least certain of the position, the offices or
      collectives, and the propositions that it comes by.
    - A collective is an actor of that kind which lists its members. That an actor is a
      *member of* an organisation commits it to nothing.

    Nothing is decided between opposite stances: all are given, `contradictions` and
    `shifts` tell what to make of them.

    Args:
        dataset: the records. What they mention and the dataset does not have is passed over.
        holder: only the stances of this actor.
        proposition: only those on this proposition.
        at: only those that may be held at this time, or its EDTF form; the answer tells
            those that surely are (`Stances.necessary`) from the others. A stance that a
            doubtful date (``~ ? %``) puts there is *probable* at most. A year or month is
            a time somewhere in it, as in any record; all of a year is ``1885-01-01/1885-12-31``.

    Raises:
        UnknownIdError: the dataset has no such actor or proposition.
        EdtfError: the text is no time.

    >>> import karabakh
    >>> from karabakh.reasoning import stances
    >>> found = stances(karabakh.load(), proposition="stronger-control")
    >>> [(each.holder, each.stance.value, each.rule) for each in found]
    [('aliyev', 'supports', 'stated'), ('azerbaijan', 'supports', 'office-holder'), \
('ethnic-armenians', 'opposes', 'contraposition')]
    """
    check_dataset(dataset)
    time = asked_time(at)
    check_asked(dataset, holder=holder, proposition=proposition)
    known = Rows(dataset)
    rows: Iterable[Row] = known.about(holder, proposition)
    if time is not None:
        rows = (row for row in rows if held_on(row.held, time) is not Truth.NO)
    return Stances(rows=tuple(sorted(rows, key=_reading_order)), at=time, times=known.times)


def conclude(row: Row, *, dated: bool = False, ways: Ways | None = None) -> HeldStance:
    """Make the conclusion of a row, with all steps that lead to it.

    Args:
        row: the row.
        dated: whether dates count, such as where a time is asked about.
        ways: what was made for others, to go on from.
    """
    if row.is_recorded:  # nearly always
        return _recorded(row.position, row.own, row.held.ceiling if dated else Certainty.CERTAIN)
    ways = ways or Ways()
    literals: list[Literal]
    made, literals = ways.to(row, row.literal)
    if made is None:
        made = _spoken(row, ways)
    for literal in literals:
        made = HeldStance(
            rule=literal.rule,
            premises=(made, literal.record),
            holder=made.holder,
            proposition=literal.proposition,
            stance=literal.stance,
            held=made.held,
            source=made.source,
            doc_time_rel=made.doc_time_rel,
            position=made.position,
        )
        ways.add(row, literal, made)
    if dated and row.held.ceiling is not Certainty.CERTAIN:
        ceiling = Certainty.weakest([made.ceiling, row.held.ceiling])
        made = attrs.evolve(made, ceiling=ceiling)
    return made


def _spoken(row: Row, ways: Ways) -> HeldStance:
    """Make the conclusion of what a row's holder says of the position's own proposition."""
    voices: list[Voice]
    made, voices = ways.to(row, row.voice)
    if made is None:
        made = _recorded(row.position, row.own)
    for voice in voices:
        shared = intersection(row.own, voice.window) or row.held
        made = HeldStance(
            rule=voice.rule,
            premises=(made, voice.record),
            ceiling=Certainty.POSSIBLE if shared.is_loose else Certainty.CERTAIN,
            holder=voice.actor,
            proposition=made.proposition,
            stance=made.stance,
            held=shared.bounds,
            source=shared.source,
            doc_time_rel=shared.doc_time_rel,
            position=made.position,
        )
        ways.add(row, voice, made)
    return made


def _recorded(position: Position, held: Held, ceiling: Certainty = Certainty.CERTAIN) -> HeldStance:
    return HeldStance(
        rule=STATED,
        premises=(position,),
        ceiling=ceiling,
        holder=position.holder,
        proposition=position.proposition,
        stance=position.stance,
        position=position,
        held=held.bounds,
        source=held.source,
        doc_time_rel=held.doc_time_rel,
    )


def _reading_order(row: Row) -> tuple[object, ...]:
    """Put recorded stances first, then by steps; what is left in the order of identifiers."""
    return (row.steps, row.holder, row.proposition, row.position.id, row.held.bounds)
