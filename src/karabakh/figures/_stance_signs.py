"""Stances as figures show them: a mark, its form, and words that say the same."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, Literal

import attrs

from karabakh.figures._marks import Form, Shape
from karabakh.figures._text import capitalised
from karabakh.model import ActorKind, Basis, Certainty, Dataset, DocTimeRel, Stance
from karabakh.reasoning import HeldStance, shifts, stances
from karabakh.time import When
from karabakh.wording import Labels, Tense, when_in_words

__all__ = ["StanceSign", "stance_in_words", "stance_signs"]

Phase = Literal["past", "present", "future"]

_SHAPES: Final[dict[Stance, Shape]] = {
    Stance.SUPPORTS: "for",
    Stance.OPPOSES: "against",
    Stance.UNDECIDED: "undecided",
}
_PHASES: Final[dict[Phase, str]] = {"past": "was ", "present": "", "future": "will be "}
_TENSES: Final[dict[Phase, Tense]] = {
    "past": Tense.PAST,
    "present": Tense.PRESENT,
    "future": Tense.FUTURE,
}
_FEW: Final = 2
"""How many dates of one stance are written out."""


@attrs.frozen(kw_only=True)
class StanceSign:
    """An actor's stance on a proposition in one phase, whatever it rests on."""

    holder: str
    """The actor."""

    proposition: str
    """What it is about."""

    stance: Stance
    """Support, opposition or indecision."""

    shape: Shape
    """The shape of its mark."""

    phase: Phase
    """When it is held, as seen by the reader."""

    name: str
    """The stance in its phase, in words: "was against", "no longer for", "accepts"."""

    is_derived: bool
    """Whether it follows from positions, and is none itself."""

    is_inferred: bool
    """Whether the coder inferred it."""

    certainty: Certainty
    """How certain it is."""

    dates: tuple[str, ...]
    """When it was voiced or held, in words; empty if it has no date of its own."""

    according_to: tuple[str, ...]
    """The actors whose word it rests on, in addition to the sources'."""

    @property
    def form(self) -> Form:
        """The form of its mark."""
        if self.phase == "past":
            return "past"
        if self.is_derived:
            return "derived"
        return "inferred" if self.is_inferred else "said"

    @property
    def words(self) -> str:
        """What the mark says: "For", "Was against, derived", "No longer for, derived"."""
        origin = ", derived" if self.is_derived else ", inferred" if self.is_inferred else ""
        return capitalised(f"{self.name}{origin}")

    def notes(self, labels: Labels) -> Iterator[str]:
        """Yield what else there is to say: when, and according to whom."""
        if self.dates:
            few = len(self.dates) <= _FEW
            yield ", ".join(self.dates) if few else f"{len(self.dates)} dates"
        if self.according_to:
            yield f"according to {labels.joined(self.according_to)}"


def stance_signs(dataset: Dataset, *, at: When | str | None = None) -> tuple[StanceSign, ...]:
    """Return the stances of all actors but authors by time, one for each mark.

    Of one holder, proposition, shape and phase there is one sign: as recorded, if any position
    says so, and as certain as the most certain of them. The earlier stance of a shift is past.

    Args:
        dataset: The records.
        at: Only stances that may be held at this time, or its EDTF form.
    """
    authors = {each.id for each in dataset.actors.where(kind=ActorKind.AUTHOR)}
    changed = {(each.holder, _key(each.earlier)) for each in shifts(dataset)}
    today = max(
        (each.published.bounds.end_latest for each in dataset.sources if each.published.is_known),
        default=None,
    )
    found: dict[tuple[str, str, Shape, Phase], list[HeldStance]] = defaultdict(list)
    actors = {*dataset.actors.ids} - authors
    propositions = {*dataset.propositions.ids}
    for each in stances(dataset, at=at):
        if each.holder in actors and each.proposition in propositions:
            shape = "no longer" if each.no_longer_supports else _SHAPES[each.stance]
            has_changed = (each.holder, _key(each)) in changed
            phase = "past" if has_changed and at is None else _phase(each, today)
            found[each.holder, each.proposition, shape, phase].append(each)
    ordered = sorted(found.items(), key=lambda item: min(each.bounds for each in item[1]))
    return tuple(_sign(held, shape, phase) for (_, _, shape, phase), held in ordered)


def _sign(held: Iterable[HeldStance], shape: Shape, phase: Phase) -> StanceSign:
    ordered = sorted(held, key=lambda each: (each.is_derived, each.bounds))
    recorded = [each for each in ordered if not each.is_derived] or ordered
    first = max(recorded, key=lambda each: (each.certainty.rank, each.basis is Basis.STATED))
    backing = min(recorded, key=lambda each: each.is_acceptance)
    positions = [each.position for each in recorded if not each.is_derived]
    dates = [when_in_words(each.when) for each in positions if each.when.is_known]
    speakers = [{str(actor) for actor in each.according_to} - {each.holder} for each in recorded]
    return StanceSign(
        holder=first.holder,
        proposition=first.proposition,
        stance=first.stance,
        shape=shape,
        phase=phase,
        name=stance_in_words(backing, phase),
        is_derived=first.is_derived,
        is_inferred=first.basis is Basis.INFERRED,
        certainty=first.certainty,
        dates=tuple(dict.fromkeys(dates)),
        according_to=tuple(sorted({actor for own in speakers for actor in own}))
        if all(speakers)
        else (),
    )


def stance_in_words(held: HeldStance, phase: Phase) -> str:
    """Return a stance as a mark names it: who concedes something accepts it."""
    if held.no_longer_supports:
        return f"{_PHASES[phase]}no longer for"
    if held.is_acceptance:
        return held.verb.conjugate(_TENSES[phase], is_plural=False)
    return f"{_PHASES[phase]}{_SHAPES[held.stance]}"


def _key(held: HeldStance) -> tuple[str, str, Stance]:
    return held.position.id, held.proposition, held.stance


def _phase(held: HeldStance, today: int | None) -> Phase:
    """Return when a stance is held; a date on which it was voiced is not its end."""
    match held.doc_time_rel:
        case DocTimeRel.BEFORE:
            return "past"
        case DocTimeRel.AFTER:
            return "future"
        case _:
            when = held.position.when
            is_voiced = when.is_known and not when.is_interval
            is_over = today is not None and held.bounds.end_latest < today
            return "past" if is_over and not is_voiced else "present"
