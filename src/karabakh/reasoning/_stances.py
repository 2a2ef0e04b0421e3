"""Who thinks what of a proposition: as recorded, and as follows from it."""

from collections.abc import Iterable, Sequence
from typing import Any, cast, overload

import attrs

from karabakh._display import Shown
from karabakh.ids import ActorId, PropositionId, SourceId
from karabakh.model import (
    Certainty,
    Dataset,
    DocTimeRel,
    Position,
    Record,
    RecordCollection,
    Stance,
)
from karabakh.reasoning._arguments import (
    parse_time,
    require_actor,
    require_dataset,
    require_record,
)
from karabakh.reasoning._conclusion import STATED, Conclusion
from karabakh.reasoning._derivation import ON_BEHALF_OF, Step
from karabakh.reasoning._holdings import Holding, Holdings, holdings_of
from karabakh.reasoning._networks import two_mode_graph
from karabakh.time import Bounds, Interval, Truth, When, held_at, intersection
from karabakh.wording import Labels, Tense, describe_matter, describe_position, describe_stance

__all__ = [
    "HeldStance",
    "Stances",
    "conclude",
    "in_reading_order",
    "require_proposition",
    "selected",
    "stances",
]

_CERTAINTIES = {certainty.rank: certainty for certainty in Certainty}


@attrs.frozen(kw_only=True, repr=False)
class HeldStance(Conclusion):
    """An actor's stance on a proposition, recorded or derived.

    Its rule is ``stated`` for a position of the dataset as it stands, else that of its last
    step, see `stances`.

    >>> import karabakh
    >>> from karabakh import reasoning
    >>> dataset = karabakh.load()
    >>> reasoning.stances(dataset, holder="armenia")[0]
    <HeldStance: armenia once recognised this: government-recognised [stated, certain, stated]>
    """

    holder: ActorId
    """Whose stance it is."""

    proposition: PropositionId
    """What it is about."""

    stance: Stance
    """Support, opposition or indecision."""

    no_longer_supports: bool = False
    """Whether it is no more than that the holder no longer supports the proposition.

    So of what excludes something that the holder concedes; then `stance` is *opposes*, but
    opposition is not what it says.
    """

    bounds: Bounds
    """The days between which it began and ended."""

    source: SourceId | None
    """The source that says when it is held, by `doc_time_rel`."""

    doc_time_rel: DocTimeRel | None
    """Its relation to the creation of that source."""

    position: Position = attrs.field(repr=False)
    """The position that it is, or comes from."""

    @property
    def is_derived(self) -> bool:
        """Whether it follows from a position, and is none itself."""
        return self.rule != STATED

    def _describe(self, labels: Labels) -> str:
        if not self.is_derived:
            return describe_position(self.position, labels)
        return f"{self.describe_alone(labels)}, since {describe_position(self.position, labels)}"

    def describe_alone(self, labels: Labels | None = None) -> str:
        """Return who has the stance on what, without what it follows from."""
        labels = labels or Labels()
        if self.no_longer_supports:
            verb = "no longer support" if labels.takes_plural(self.holder) else "no longer supports"
            return f"{labels(self.holder)} {verb} {describe_matter(self.proposition, labels)}"
        is_past = self.doc_time_rel is DocTimeRel.BEFORE
        tense = Tense.PAST if is_past else Tense.PRESENT
        return describe_stance(self.holder, self.stance, self.proposition, labels, tense=tense)


@attrs.frozen(kw_only=True, repr=False)
class Stances(Shown, Sequence[HeldStance]):
    """Stances, the recorded ones first, then the derived ones by how directly they follow.

    They are built when they are looked at, so a million of them cost little to ask for.

    >>> import karabakh
    >>> from karabakh import reasoning
    >>> stances = reasoning.stances(karabakh.load())
    >>> len(stances.stated) < len(stances)
    True
    """

    _rows: tuple[Holding, ...] = attrs.field(alias="rows")
    _known: Holdings = attrs.field(alias="known", eq=False)
    _is_dated: bool = attrs.field(alias="is_dated", default=False)

    @property
    def stated(self) -> "Stances":
        """Those that are recorded positions."""
        return attrs.evolve(self, rows=tuple(row for row in self._rows if row.is_recorded))

    @property
    def derived(self) -> "Stances":
        """Those that follow from recorded positions."""
        return attrs.evolve(self, rows=tuple(row for row in self._rows if not row.is_recorded))

    def to_networkx(self, labels: Labels | None = None) -> Any:  # noqa: ANN401 (it has no types)
        """Return the two-mode network of holders and propositions, as a graph of networkx.

        Nodes are identifiers, with their ``type`` (*actor* or *proposition*), ``label`` and
        networkx's mark of the mode, ``bipartite`` (0 or 1). An edge counts the holder's stances
        on the proposition: ``supports``, ``opposes`` and ``undecided``. As in `alignment`, what
        only an actor reports does not count, nor that support was given up.

        Args:
            labels: What to call the nodes, see `Labels`; identifiers without them.

        Raises:
            ImportError: If networkx is not installed: ``pip install "karabakh[network]"``.

        >>> import karabakh
        >>> from karabakh.reasoning import stances
        >>> graph = stances(karabakh.load()).to_networkx()
        >>> graph.edges["ethnic-armenians", "azerbaijani-rule"]["opposes"]
        1
        """
        return two_mode_graph(self._rows, labels)

    @overload
    def __getitem__(self, index: int) -> HeldStance: ...
    @overload
    def __getitem__(self, index: "slice[int | None, int | None, int | None]") -> "Stances": ...

    def __getitem__(
        self, index: "int | slice[int | None, int | None, int | None]"
    ) -> "HeldStance | Stances":
        if isinstance(index, slice):
            return attrs.evolve(self, rows=self._rows[index])
        return conclude(self._rows[index], self._known, is_dated=self._is_dated)

    def __len__(self) -> int:
        return len(self._rows)

    def __repr__(self) -> str:
        recorded = sum(row.is_recorded for row in self._rows)
        return f"<{recorded} stated and {len(self._rows) - recorded} derived stances>"


def stances(
    dataset: Dataset,
    *,
    holder: str | None = None,
    proposition: str | None = None,
    at: When | str | None = None,
    according_to: str | None = None,
) -> Stances:
    """Return who thinks what of which proposition, by the record and by what follows from it.

    The rules, with ``h: +P`` for "h supports P", ``h: −P`` for "h opposes P" and ``h: ¬+P`` for
    "h no longer supports P"; ⇒ is certain, ⇝ *probable* at most::

        stated                a position of h            ⇒  it
        member-of-collective  c: ±P, h member of c       ⇒  h: ±P     while a member
        office-holder         o: ±P, o in office of h    ⇒  h: ±P     while in office, if the
                                                            words cited name the office; else ⇝
        on-behalf-of          o: ±P on behalf of h       ⇒  h: ±P
        implication           h: +P, P implies Q         ⇒  h: +Q     between facts; else ⇝
        contraposition        h: −Q, P implies Q         ⇒  h: −P     between facts; else ⇝
        exclusion             h: +P, P excludes Q        ⇒  h: −Q     within one kind; else ⇝
                              h concedes P, P excludes Q ⇒  h: ¬+Q    likewise

    An undecided stance is passed on by the rules on actors and commits to nothing. All of them
    apply again to what they give: first those about actors, then those about propositions.
    Cycles end where they come back. Of several ways from one position to one stance the
    shortest is kept, and a longer one only if it is more certain, rests on fewer actors' word
    or holds at another time.

    - What an officeholder assesses or predicts, and its values, are its own; so is what it says
      on behalf of another body.
    - The time of a derived stance is that of the position, cut down to that of the offices and
      memberships. If the two share no day, nothing follows. If they may share none, what follows
      is *possible* at most.
    - A stance is as certain as the least certain of the position, the offices or collectives,
      the propositions, the links by which these are of one actor or proposition, and the rule.
    - A collective is an actor of that kind. Its members are those that it lists, at all times,
      or as *member-of* relations date it. A *member of* an organisation is committed to nothing.
    - What only an actor's word carries is *possible* at most, and says `according_to`.
    - Records that *same as* links join count as one, see `contradictions`; an answer names them
      by the first identifier.

    Nothing is decided between opposite stances: `contradictions`, `shifts` and `stance` do that.

    Args:
        dataset: The records. What they refer to and the dataset lacks is passed over.
        holder: Only the stances of this actor.
        proposition: Only those on this proposition.
        at: Only those that may be held at this time, or its EDTF form. A year or month is
            a time somewhere in it, as in any record; all of a year is ``1885-01-01/1885-12-31``.
        according_to: An actor whose word counts as the sources'.

    Raises:
        UnknownIdError: If the dataset has no such actor or proposition.
        EdtfError: If `at` is not valid EDTF.

    >>> import karabakh
    >>> from karabakh.reasoning import stances
    >>> found = stances(karabakh.load(), proposition="stronger-control")
    >>> [(each.holder, each.stance.value, each.rule) for each in found]
    [('aliyev', 'supports', 'stated'), ('azerbaijan', 'supports', 'office-holder'), \
('ethnic-armenians', 'opposes', 'contraposition')]
    """
    require_dataset(dataset)
    time = parse_time(at)
    require_actor(dataset, holder=holder, according_to=according_to)
    require_proposition(dataset, proposition=proposition)
    known = holdings_of(dataset, according_to)
    rows = selected(known, holder, proposition)
    if time is not None:
        rows = (row for row in rows if held_at(row.interval, time) is not Truth.NO)
    return Stances(rows=in_reading_order(rows), known=known, is_dated=time is not None)


def require_proposition(dataset: Dataset, **ids: str | None) -> None:
    """Raise unless each identifier that is given is a proposition's; see `require_record`."""
    require_record(cast("RecordCollection[Record]", dataset.propositions), dataset, **ids)


def selected(known: Holdings, holder: str | None, proposition: str | None) -> Iterable[Holding]:
    """Return the holdings of a holder, on a proposition, or both, whatever stands for them."""
    representative = known.clusters.representative
    if holder is not None and proposition is not None:
        key = representative(holder), representative(proposition)
        return known.by_holder.get(key, ())
    wanted = [None if each is None else representative(each) for each in (holder, proposition)]
    return (
        row
        for row in known.all
        if wanted[0] in {None, row.holder} and wanted[1] in {None, row.proposition}
    )


def conclude(row: Holding, known: Holdings, *, is_dated: bool = False) -> HeldStance:
    """Return the conclusion that a holding is, with all steps that lead to it.

    Args:
        row: The holding.
        known: All holdings.
        is_dated: Whether its dates count, such as if a time is asked about.
    """
    position, interval = row.position, known.index(row.voices).of(row.position)
    said = row.voices if row.actor_step is None else row.voices - row.actor_step.voices
    found = HeldStance(
        rule=STATED,
        premises=(position, *row.vouchers),
        according_to=position.according_to if said else (),
        holder=known.clusters.representative(position.holder),
        proposition=known.clusters.representative(position.proposition),
        stance=position.stance,
        bounds=interval.bounds,
        source=interval.source,
        doc_time_rel=interval.doc_time_rel,
        position=position,
    )
    for step in row.actor_step.way if row.actor_step else ():
        found = _represented(found, step, intersection(interval, step.window) or interval)
    for step in row.commitment_step.way if row.commitment_step else ():
        found = _committed(found, step)
    if row.is_given_up:
        found = attrs.evolve(found, no_longer_supports=True)
    if is_dated and row.interval.max_certainty is not Certainty.CERTAIN:
        limits = [found.max_certainty, row.interval.max_certainty]
        found = attrs.evolve(found, max_certainty=Certainty.weakest(limits))
    return found


def _represented(found: HeldStance, step: Step, interval: Interval) -> HeldStance:
    """Return what follows from a stance for whom its holder represents."""
    limit = _CERTAINTIES[step.strength]
    if interval.may_be_empty:
        limit = Certainty.weakest([limit, Certainty.POSSIBLE])
    record = () if step.rule == ON_BEHALF_OF else (step.record,)
    return attrs.evolve(
        found,
        rule=step.rule,
        premises=(found, *record, *step.links),
        max_certainty=limit,
        according_to=_joined(found, step),
        holder=str(step.end),
        bounds=interval.bounds,
        source=interval.source,
        doc_time_rel=interval.doc_time_rel,
    )


def _committed(found: HeldStance, step: Step) -> HeldStance:
    """Return what a stance commits to."""
    proposition, stance = step.end
    return attrs.evolve(
        found,
        rule=step.rule,
        premises=(found, step.record, *step.links),
        max_certainty=_CERTAINTIES[step.strength],
        according_to=_joined(found, step),
        proposition=proposition,
        stance=stance,
    )


def _joined(found: HeldStance, step: Step) -> tuple[ActorId, ...]:
    return tuple(dict.fromkeys((*found.according_to, *sorted(step.voices))))


def in_reading_order(rows: Iterable[Holding]) -> tuple[Holding, ...]:
    """Return holdings with the recorded ones first, then by steps, holders and propositions.

    What several actors say of one position, each by itself, is one.
    """
    found: dict[object, Holding] = {}
    for row in rows:
        found.setdefault((row.position.id, id(row.actor_step), id(row.commitment_step)), row)
    return tuple(sorted(found.values(), key=_reading_order))


def _reading_order(row: Holding) -> tuple[object, ...]:
    return (row.steps, row.holder, row.proposition, row.position.id, row.interval.bounds)
