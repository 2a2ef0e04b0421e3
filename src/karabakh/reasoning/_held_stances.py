"""A stance, recorded or derived, as a conclusion with all steps that lead to it."""

from typing import Any, Final

import attrs

from karabakh.ids import ActorId, PropositionId, SourceId
from karabakh.model import Certainty, DocTimeRel, Position, Proposition, Stance
from karabakh.reasoning._conclusion import STATED, Conclusion
from karabakh.reasoning._derivation import ON_BEHALF_OF, Step, is_withdrawal, way_to
from karabakh.reasoning._holding import Holding
from karabakh.reasoning._holdings import Holdings
from karabakh.time import NO_END, Bounds, Interval, When, intersection
from karabakh.wording import (
    Labels,
    Tense,
    Verb,
    describe_position,
    describe_stance,
    is_acceptance,
    stance_verb,
)

__all__ = ["HeldStance", "conclude", "speakers"]

_CERTAINTIES: Final = {certainty.rank: certainty for certainty in Certainty}


@attrs.frozen(kw_only=True, repr=False)
class HeldStance(Conclusion):
    """An actor's stance on a proposition, recorded or derived.

    Its rule is ``stated`` for a position of the dataset as it stands, else that of its last
    step, see `stances`.
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

    when: When
    """When it is held, as its position says; unknown if it did not last as long as that."""

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

    @property
    def is_over(self) -> bool:
        """Whether it is spoken of as past, by its own dates and its source.

        A day on which it was voiced is past, though the holder may have kept to it.
        """
        if self.doc_time_rel is None:
            return self.position.when.is_known and self.bounds.end_latest < NO_END
        return self.doc_time_rel is DocTimeRel.BEFORE

    @property
    def is_acceptance(self) -> bool:
        """Whether it accepts something, as by a concession, and does not back it."""
        return is_acceptance(self.stance, self.position.form) and not self.no_longer_supports

    @property
    def verb(self) -> Verb:
        """The verb that says no more than its position does."""
        form, is_withdrawn = self.position.form, self.no_longer_supports
        return stance_verb(self.stance, form, is_withdrawn=is_withdrawn)

    def _describe(self, labels: Labels) -> str:
        stated = describe_position(self.position, labels)
        if not self.is_derived:
            return stated
        tense = Tense.PAST if self.is_over else Tense.PRESENT
        alone = describe_stance(self.holder, self.verb, self.proposition, labels, tense=tense)
        return f"{alone}, since {stated}"


def conclude(row: Holding, known: Holdings, *, is_dated: bool = False) -> HeldStance:
    """Return the conclusion that a holding is, with all steps that lead to it.

    Its dates limit how certain it is if `is_dated`, such as if a time is asked about.
    """
    position = row.position
    said = row.voices if row.actor_step is None else row.voices - row.actor_step.voices
    built, key = known.concluded, (position.id, bool(said))
    if key not in built:
        interval = known.index(row.voices).of(position)  # a dispute may have prolonged its own
        built[key] = HeldStance(
            rule=STATED,
            premises=(position, *row.vouchers),
            according_to=position.according_to if said else (),
            holder=known.clusters.representative(position.holder),
            proposition=known.clusters.representative(position.proposition),
            stance=position.stance,
            when=position.when,
            bounds=interval.bounds,
            source=interval.source,
            doc_time_rel=interval.doc_time_rel,
            position=position,
        )
    found: HeldStance = built[key]
    for step in () if row.is_recorded else (*way_to(row.actor_step), *way_to(row.commitment_step)):
        way = id(found), id(step)
        if way not in built:
            built[way] = _derived(found, step, known.index(row.voices).of(position))
        found = built[way]
    if is_dated and row.interval.max_certainty is not Certainty.CERTAIN:
        limits = [found.max_certainty, row.interval.max_certainty]
        found = attrs.evolve(found, max_certainty=Certainty.weakest(limits))
    return found


def speakers(*stances: HeldStance) -> tuple[ActorId, ...]:
    """Return according to whom some stances are; what links them is vouched for."""
    return tuple(dict.fromkeys(actor for each in stances for actor in each.according_to))


def _derived(found: HeldStance, step: Step, own: Interval) -> HeldStance:
    """Return what follows from a stance by one step, to an actor or another stance."""
    record = () if step.rule == ON_BEHALF_OF else (step.record,)
    limit = _CERTAINTIES[step.strength]
    changes: dict[str, Any]
    if isinstance(step.record, Proposition):
        proposition, stance = step.end
        is_withdrawn = is_withdrawal(found.position, stance)
        changes = {"proposition": proposition, "stance": stance, "no_longer_supports": is_withdrawn}
    else:
        interval = intersection(own, step.window) or own
        if interval.may_be_empty:
            limit = Certainty.weakest([limit, Certainty.POSSIBLE])
        is_shorter = found.when.is_interval and interval.bounds != found.bounds
        changes = {
            "holder": step.end,
            "when": When.unknown() if is_shorter else found.when,
            "bounds": interval.bounds,
            "source": interval.source,
            "doc_time_rel": interval.doc_time_rel,
        }
    return attrs.evolve(
        found,
        rule=step.rule,
        premises=(found, *record, *step.links),
        according_to=tuple(dict.fromkeys((*found.according_to, *sorted(step.voices)))),
        max_certainty=limit,
        **changes,
    )
