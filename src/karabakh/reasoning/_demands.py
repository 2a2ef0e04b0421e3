"""Who demands what of whom."""

from collections import defaultdict
from collections.abc import Callable, Iterable

import attrs

from karabakh.errors import UnknownIdError
from karabakh.ids import ActorId, RecordId
from karabakh.model import Actor, Dataset, Position, PositionForm, Proposition
from karabakh.reasoning._arguments import require_dataset, require_ids
from karabakh.reasoning._collectives import collectives_of
from karabakh.reasoning._conclusion import Conclusion, Premise
from karabakh.reasoning._reading_order import in_reading_order
from karabakh.reasoning._words import Naming

__all__ = ["Demands", "demands"]


@attrs.frozen(kw_only=True, repr=False)
class Demands(Conclusion):
    """What is demanded of one actor, and beside it what is judged of that actor.

    A demand tells its addressee to act; an assessment of the addressee's part ("is
    essential for talks") tells nobody to do anything. The two stay apart.

    >>> import karabakh
    >>> from karabakh.reasoning import demands
    >>> (found,) = demands(karabakh.load(), of="international-community")
    >>> found
    <Demands: of international-community: 2 demands; 1 assessment [demands, certain, inferred]>
    >>> [position.proposition for position in found.assessments]
    ['community-enables-talks']
    """

    rule: str = "demands"
    """``demands``."""

    of: ActorId | None
    """Of whom; none where the demands name no addressee."""

    demands: tuple[Position, ...]
    """The positions that demand, in the order of their sources: for, or against, a proposition."""

    assessments: tuple[Position, ...] = ()
    """The assessments of propositions about the addressee."""

    via: tuple[Actor, ...] = ()
    """Where a collective is addressed and a member was asked for: it, and any between the two."""

    @property
    def details(self) -> tuple[Premise, ...]:
        """The assessments."""
        return self.assessments

    def sentence(self, name: Naming = str) -> str:
        """Say of whom how much is demanded, in one line."""
        whom = f"of {name(self.of)}" if self.of else "of nobody in particular"
        counts = [_counted(self.demands, "demand")]
        if self.assessments:
            counts.append(_counted(self.assessments, "assessment"))
        return f"{whom}: {'; '.join(counts)}"


def demands(
    dataset: Dataset, *, of: str | None = None, on: str | None = None
) -> tuple[Demands, ...]:
    """Find who demands what of whom.

    With the demands of an addressee come the assessments that judge the addressee::

        demands(a)     = {p ∈ positions | form(p) = demand ∧ addressee(p) = a}
        assessments(a) = {p ∈ positions | form(p) = assessment ∧ a ∈ about(proposition(p))}

    Only positions of the form *demand* count, as the codebook defines it: a need without an
    addressee is an assessment. A stance against is a demand that something not be.

    Args:
        dataset: the records.
        of: the actor demanded of. What is demanded of a collective is demanded of each
            member that its record lists, and of their members; it stays a group of its own.
        on: a proposition, or else a topic: only demands and assessments on it.

    Returns:
        One group for each addressee, by identifier, those without an addressee last. With
        `of`, that actor's group comes first and is there even if nothing is demanded.

    Raises:
        UnknownIdError: there is no such actor, or neither such a proposition nor topic.

    >>> import karabakh
    >>> from karabakh.reasoning import demands
    >>> for group in demands(karabakh.load(), on="international-community"):
    ...     for position in group.demands:
    ...         print(position.holder, "demands of", group.of, position.proposition)
    author demands of international-community community-supports-root-cause-work
    author demands of international-community community-promotes-reconciliation
    """
    require_dataset(dataset)
    require_ids(**{name: asked for name, asked in (("of", of), ("on", on)) if asked is not None})
    is_on = _filter_on(dataset, on)
    demanded = _by_addressee(dataset, is_on)
    judged = _by_subject(dataset, is_on)
    if of is None:
        addressees = sorted(demanded, key=lambda each: (each is None, each or ""))
        return tuple(_group(each, demanded, judged, ()) for each in addressees)
    asked = dataset.actors[of].id
    collectives = collectives_of(dataset, asked)
    groups: dict[ActorId, tuple[Actor, ...]] = {
        asked: (),
        **{each: collectives[each] for each in sorted(collectives)},
    }
    return tuple(
        _group(each, demanded, judged, via)
        for each, via in groups.items()
        if each == asked or each in demanded
    )


def _group(
    addressee: ActorId | None,
    demanded: dict[ActorId | None, list[Position]],
    judged: dict[RecordId, list[Position]],
    via: tuple[Actor, ...],
) -> Demands:
    found = in_reading_order(demanded.get(addressee, ()))
    return Demands(
        premises=(*via, *found),
        of=addressee,
        demands=found,
        assessments=in_reading_order(judged.get(addressee, ())) if addressee else (),
        via=via,
    )


def _filter_on(dataset: Dataset, on: str | None) -> Callable[[Position], bool]:
    if on is None:
        return lambda _: True
    if dataset.propositions.get(on) is not None:
        return lambda position: position.proposition == on
    topics = {proposition.topic for proposition in dataset.propositions} - {""}
    if on not in topics:
        known = topics | set(dataset.propositions.ids)
        raise UnknownIdError.among(known, kind="proposition or topic", id=on)
    chosen: set[str] = {
        proposition.id for proposition in dataset.propositions if proposition.topic == on
    }
    return lambda position: position.proposition in chosen


def _by_addressee(
    dataset: Dataset, is_on: Callable[[Position], bool]
) -> dict[ActorId | None, list[Position]]:
    found: dict[ActorId | None, list[Position]] = defaultdict(list)
    for position in dataset.positions:
        if position.form is PositionForm.DEMAND and is_on(position):
            found[position.addressee].append(position)
    return dict(found)


def _by_subject(
    dataset: Dataset, is_on: Callable[[Position], bool]
) -> dict[RecordId, list[Position]]:
    """Group the assessments by what the propositions that they judge are about."""
    found: dict[RecordId, list[Position]] = defaultdict(list)
    for position in dataset.positions:
        if position.form is PositionForm.ASSESSMENT and is_on(position):
            for subject in _subjects(dataset.propositions.get(position.proposition)):
                found[subject].append(position)
    return dict(found)


def _subjects(proposition: Proposition | None) -> Iterable[RecordId]:
    return dict.fromkeys(proposition.about) if proposition else ()


def _counted(records: tuple[Position, ...], noun: str) -> str:
    return f"{len(records)} {noun}{'' if len(records) == 1 else 's'}"
