"""Who demands what of whom."""

from collections.abc import Callable, Iterable, Iterator, Sequence

import attrs

from karabakh._shown import counted
from karabakh.errors import UnknownIdError
from karabakh.ids import ActorId
from karabakh.model import Certainty, Dataset, Position, PositionForm, Record
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
    """Of whom; None if the demands name no addressee."""

    demands: tuple[Position, ...]
    """The positions that demand, in the order of their sources: for, or against, a proposition."""

    assessments: tuple[Position, ...] = ()
    """The assessments of propositions about the addressee."""

    via: tuple[Record, ...] = ()
    """If a collective is addressed and a member was asked about: what makes it a member."""

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
    groups = _Groups(dataset, known, _filter_on(dataset, known, on))
    return tuple(groups.all() if of is None else groups.of(of))


_Member = tuple[Holding, Step | None]
"""A demand, and the last step by which its addressee has the actor asked about as a member."""


class _Groups:
    """The demands and assessments of a dataset, by addressee and voices."""

    def __init__(
        self, dataset: Dataset, known: Holdings, is_on: Callable[[Position], bool]
    ) -> None:
        self._known = known
        self._one = known.clusters.representative
        self._demanded: dict[str, list[Holding]] = {}
        self._judged: dict[tuple[str, Voices], list[Position]] = {}
        for row in self._distinct(row for row in known.all if is_on(row.position)):
            position = row.position
            if position.form is PositionForm.DEMAND:
                addressee = self._one(position.addressee) if position.addressee else ""
                self._demanded.setdefault(addressee, []).append(row)
            else:
                proposition = dataset.propositions.get(position.proposition)
                subjects = map(self._one, proposition.about if proposition else ())
                for subject in dict.fromkeys(subjects):
                    self._judged.setdefault((subject, row.voices), []).append(position)

    def _distinct(self, rows: Iterable[Holding]) -> Iterator[Holding]:
        """Yield the demands and assessments, of several accounts of one the first."""
        accounts: dict[str, list[Holding]] = {}
        for row in rows:
            is_judging = row.position.form in {PositionForm.DEMAND, PositionForm.ASSESSMENT}
            if row.is_recorded and is_judging:
                accounts.setdefault(self._one(row.position.id), []).append(row)
        for cluster in accounts.values():
            addressed = [row for row in cluster if row.position.addressee] or cluster
            own = [row for row in addressed if not row.voices] or addressed
            first: dict[tuple[object, ...], Holding] = {}
            for row in sorted(own, key=lambda row: reading_key(row.position)):
                addressee = row.position.addressee
                first.setdefault((row.voices, addressee and self._one(addressee)), row)
            yield from first.values()

    def all(self) -> Iterator[Demands]:
        """Yield the groups of all addressees."""
        for addressee in sorted(self._demanded, key=lambda each: (not each, each)):
            yield from self._by_voices(addressee, [(it, None) for it in self._demanded[addressee]])

    def of(self, actor: str) -> Iterator[Demands]:
        """Yield the groups of an actor, its own first, then those of its collectives."""
        wanted = self._one(actor)
        own = self._by_voices(wanted, [(it, None) for it in self._demanded.get(wanted, ())])
        if not own or own[0].according_to:
            yield self._group(wanted, OWN, [])
        yield from own
        for addressee in sorted(self._demanded.keys() - {wanted, ""}):
            passed = ((row, self._membership(row, wanted)) for row in self._demanded[addressee])
            yield from self._by_voices(addressee, [it for it in passed if it[1] is not None])

    def _membership(self, row: Holding, actor: str) -> Step | None:
        """Return by what an actor is a member of whom a demand addresses, at its time."""
        addressee = row.position.addressee or ""
        ways = self._known.representation.ways(
            self._one(addressee), addressee, without=OFFICE_HOLDER
        )
        ending = (step for step in ways if step.end == actor)
        return next((it for it in ending if intersection(row.interval, it.window)), None)

    def _by_voices(self, addressee: str, rows: Iterable[_Member]) -> list[Demands]:
        found: dict[tuple[Voices, tuple[int, ...]], list[_Member]] = {}
        for row, step in rows:
            voices = row.voices | (step.voices if step else OWN)
            ties = tuple(id(each.record) for each in way_to(step))
            found.setdefault((voices, ties), []).append((row, step))
        return [
            self._group(addressee, voices, group)
            for (voices, _), group in sorted(found.items(), key=lambda it: sorted(it[0][0]))
        ]

    def _group(self, addressee: str, voices: Voices, rows: Sequence[_Member]) -> Demands:
        """Return the demands that reach an addressee by the same ties."""
        found = in_reading_order(row.position for row, _ in rows)
        steps = [each for _, step in rows for each in way_to(step)]
        via = tuple({id(each.record): each.record for each in steps}.values())
        links = dict.fromkeys(it for each in steps for it in each.links)
        vouchers = (it for row, _ in rows for it in row.vouchers)
        shared = (intersection(row.interval, step.window) for row, step in rows if step)
        may_be_empty = any(each is None or each.may_be_empty for each in shared)
        return Demands(
            premises=(*via, *links, *found, *vouchers),
            max_certainty=Certainty.POSSIBLE if may_be_empty else Certainty.CERTAIN,
            according_to=tuple(sorted(voices)),
            of=addressee or None,
            demands=found,
            assessments=in_reading_order(self._judged.get((addressee, voices), ())),
            via=via,
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
