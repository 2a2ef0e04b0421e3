"""Who demands what of whom."""

from collections.abc import Callable, Iterable, Iterator, Sequence

import attrs

from karabakh._shown import counted
from karabakh.errors import UnknownIdError
from karabakh.ids import ActorId
from karabakh.model import Certainty, Dataset, Position, PositionForm
from karabakh.reasoning._arguments import require_actor, require_dataset, require_ids
from karabakh.reasoning._attribution import OWN, Voices
from karabakh.reasoning._conclusion import Conclusion, Premise
from karabakh.reasoning._derivation import OFFICE_HOLDER, Step, way_to
from karabakh.reasoning._holding import Holding
from karabakh.reasoning._holdings import Holdings, holdings_of
from karabakh.reasoning._reading_order import in_reading_order, reading_key
from karabakh.time import intersection
from karabakh.wording import Labels

__all__ = ["Demands", "demands"]


@attrs.frozen(kw_only=True, repr=False)
class Demands(Conclusion):
    """What is demanded of one actor, and in addition what is judged of that actor.

    A demand requires its addressee to act; an assessment of the addressee's part ("is
    essential for talks") requires nothing of anybody. The two stay apart.
    """

    rule: str = "demands"

    of: ActorId | None
    """Of whom; None if the demands name no addressee. What makes the actor asked about a member of
    a collective that is addressed is among the premises."""

    demands: tuple[Position, ...]
    """The positions that demand, in the order of their sources: for, or against, a proposition."""

    assessments: tuple[Position, ...] = ()
    """The assessments of propositions about the addressee."""

    @property
    def details(self) -> tuple[Premise, ...]:
        """The assessments."""
        return self.assessments

    def _describe(self, labels: Labels) -> str:
        whom = f"of {labels(self.of)}" if self.of else "of nobody in particular"
        counts = [counted(len(self.demands), "demand")]
        if self.assessments:
            counts.append(counted(len(self.assessments), "assessment"))
        return f"{whom}: {'; '.join(counts)}"


def demands(
    dataset: Dataset,
    *,
    of: str | None = None,
    on: str | None = None,
    according_to: str | None = None,
) -> tuple[Demands, ...]:
    """Return who demands what of whom, and with it the assessments of the addressees.

    Only positions of the form *demand* count, as the codebook defines it: a need without an
    addressee is an assessment. A stance against is a demand that something not be. Of several
    accounts of one demand, by *same as* links, the first in the order of the sources is listed.

    Args:
        dataset: The records.
        of: The actor demanded of. What is demanded of a collective is demanded of whom it has as
            members then, and of their members; it stays a group of its own.
        on: A proposition, or else a topic: only demands and assessments on it.
        according_to: An actor whose word counts as the sources'.

    Returns:
        One group for each addressee, by identifier, those without an addressee last. With `of`,
        that actor's group comes first and is there even if nothing is demanded. What others than
        the holder and the sources report are groups of their own after that, *possible* at most.

    Raises:
        UnknownIdError: If the dataset has no such actor, or neither such a proposition nor topic.

    >>> import karabakh
    >>> from karabakh.reasoning import demands
    >>> (found,) = demands(karabakh.load(), of="international-community")
    >>> found
    <Demands: of international-community: 2 demands; 1 assessment [demands, certain, inferred]>
    >>> [position.proposition for position in found.assessments]
    ['community-enables-talks']
    """
    require_dataset(dataset)
    require_actor(dataset, of=of, according_to=according_to)
    require_ids(**({} if on is None else {"on": on}))
    known = holdings_of(dataset, according_to)
    one = known.clusters.representative
    wanted = None if of is None else one(of)
    is_on = _filter_on(dataset, known, on)
    groups: dict[_Key, list[_Reaching]] = {} if wanted is None else {(wanted, OWN, ()): []}
    judged: dict[tuple[str, Voices], list[Position]] = {}
    for row in _distinct(known, (row for row in known.all if is_on(row.position))):
        if row.position.form is PositionForm.DEMAND:
            addressee = one(row.position.addressee) if row.position.addressee else ""
            is_passed = wanted not in {None, addressee}
            step = _membership(known, row, wanted) if is_passed else None
            if step is not None or not is_passed:
                voices = row.voices | (step.voices if step else OWN)
                ties = tuple(id(each.record) for each in way_to(step))
                groups.setdefault((addressee, voices, ties), []).append((row, step))
        elif proposition := dataset.propositions.get(row.position.proposition):
            for subject in dict.fromkeys(map(one, proposition.about)):
                judged.setdefault((subject, row.voices), []).append(row.position)
    ordered = sorted(groups, key=lambda it: (it[0] != wanted, not it[0], it[0], sorted(it[1])))
    return tuple(
        _group(key[0], key[1], groups[key], judged.get((key[0], key[1]), ())) for key in ordered
    )


_Key = tuple[str, Voices, tuple[int, ...]]
"""An addressee, whose word it takes, and by what ties it has the actor asked about as a member."""

_Reaching = tuple[Holding, Step | None]
"""A demand, and the last of these ties."""


def _distinct(known: Holdings, rows: Iterable[Holding]) -> Iterator[Holding]:
    """Yield the demands and assessments, of several accounts of one the first.

    What others report of one that the sources know counts if they alone name an addressee.
    """
    one = known.clusters.representative
    accounts: dict[str, list[Holding]] = {}
    for row in rows:
        is_judging = row.position.form in {PositionForm.DEMAND, PositionForm.ASSESSMENT}
        if row.is_recorded and is_judging:
            accounts.setdefault(one(row.position.id), []).append(row)
    for cluster in accounts.values():
        own = {row.position.id: row for row in cluster if not row.voices}
        for part in known.clusters.parts(own):
            yield from _first(map(own.__getitem__, part), one)
        others = [row for row in cluster if row.voices]
        if own:
            is_addressed = any(row.position.addressee for row in own.values())
            others = [row for row in others if row.position.addressee and not is_addressed]
        yield from _first(others, one)


def _first(rows: Iterable[Holding], one: Callable[[str], str]) -> Iterable[Holding]:
    """Return the first account of a demand by each who reports it, to each addressee."""
    accounts = sorted(rows, key=lambda row: reading_key(row.position))
    addressed = [row for row in accounts if row.position.addressee] or accounts
    found: dict[tuple[object, ...], Holding] = {}
    for row in addressed:
        addressee = row.position.addressee
        found.setdefault((row.voices, addressee and one(addressee)), row)
    return found.values()


def _membership(known: Holdings, row: Holding, actor: str | None) -> Step | None:
    """Return by what an actor is a member of whom a demand addresses, at its time."""
    addressee = row.position.addressee or ""
    start = known.clusters.representative(addressee)
    ways = known.representation.ways(start, addressee, without=OFFICE_HOLDER)
    ending = (step for step in ways if step.end == actor)
    return next((it for it in ending if intersection(row.interval, it.window)), None)


def _group(
    addressee: str, voices: Voices, rows: Sequence[_Reaching], judged: Iterable[Position]
) -> Demands:
    """Return the demands that reach an addressee by the same ties."""
    found = in_reading_order(row.position for row, _ in rows)
    steps = [each for _, step in rows for each in way_to(step)]
    ties = {id(tie): tie for each in steps for tie in (each.record, *each.links)}
    vouchers = (it for row, _ in rows for it in row.vouchers)
    shared = (intersection(row.interval, step.window) for row, step in rows if step)
    may_be_empty = any(each is None or each.may_be_empty for each in shared)
    return Demands(
        premises=(*ties.values(), *found, *vouchers),
        max_certainty=Certainty.POSSIBLE if may_be_empty else Certainty.CERTAIN,
        according_to=tuple(sorted(voices)),
        of=addressee or None,
        demands=found,
        assessments=in_reading_order(judged),
    )


def _filter_on(dataset: Dataset, known: Holdings, on: str | None) -> Callable[[Position], bool]:
    """Return what selects the positions on a proposition or a topic."""
    if on is None:
        return lambda _: True
    chosen = [each for each in dataset.propositions if on in {each.id, each.topic}]
    if not chosen or not on:
        every = {each.topic for each in dataset.propositions} - {""} | {*dataset.propositions.ids}
        raise UnknownIdError.among(every, kind="proposition or topic", id=on)
    one = known.clusters.representative
    # An identifier comes before a topic of the same name.
    wanted = {one(each.id) for each in chosen if on == each.id} or {one(it.id) for it in chosen}
    return lambda position: one(position.proposition) in wanted
