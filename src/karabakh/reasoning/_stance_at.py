"""What is known of an actor's stance at a time."""

from collections.abc import Iterable, Iterator, Sequence

import attrs

from karabakh.ids import ActorId, PropositionId
from karabakh.model import Certainty, Dataset, Stance
from karabakh.model.memo import memoised
from karabakh.reasoning._arguments import parse_time, require_actor, require_dataset, require_ids
from karabakh.reasoning._attribution import OWN
from karabakh.reasoning._conclusion import Conclusion
from karabakh.reasoning._held_stances import HeldStance
from karabakh.reasoning._holding import Holding
from karabakh.reasoning._holdings import Holdings, holdings_of
from karabakh.reasoning._intervals import creation_times
from karabakh.reasoning._reference_time import ReferenceTime
from karabakh.reasoning._stances import Stances, listed, require_proposition, selected
from karabakh.time import TimeOrder, Truth, When
from karabakh.wording import Labels, date_in_words, describe_matter, describe_stance

__all__ = ["StanceAt", "stance"]


@attrs.frozen(kw_only=True, repr=False)
class StanceAt(Conclusion):
    """What is known of an actor's stance on a proposition at a time."""

    rule: str = "stance-at"

    holder: ActorId
    """Whose stance it is."""

    proposition: PropositionId
    """What it is about."""

    at: When | None
    """The time asked about; None for the creation of the latest source."""

    stance: Stance | None
    """The stance that surely holds then, by the sources; None if none does, or several."""

    last_known: Stance | None
    """By inertia: the last that surely held by then, and is not known to be given up since."""

    no_longer_supports: bool
    """Whether, surely or last, it is known to have given up support, and no more."""

    former: tuple[Stance, ...]
    """The stances that surely held before, and are over or given up."""

    possible: tuple[Stance, ...]
    """The stances of which it is not excluded that they hold then."""

    contested: tuple[Stance, ...]
    """The stances that hold then according to one side alone."""

    stances: Stances
    """All that is known, at any time, recorded ones first."""

    def _describe(self, labels: Labels) -> str:
        at = f" ({date_in_words(self.at)})" if self.at else ""
        shown = [each for each in self.premises if isinstance(each, HeldStance)]
        if not shown:
            matter = describe_matter(self.proposition, labels).removeprefix("this: ")
            return f"undetermined: the stance of {labels(self.holder)} on {matter}{at}"
        # Of several by which it is so, acceptance says least.
        backing = (each for each in shown if not each.is_acceptance)
        verb = next(backing, shown[0]).verb
        known = "" if self.stance or self.no_longer_supports else "last known: "
        return f"{known}{describe_stance(self.holder, verb, self.proposition, labels)}{at}"


def stance(
    dataset: Dataset,
    holder: str,
    proposition: str,
    *,
    at: When | str | None = None,
    according_to: str | None = None,
) -> StanceAt:
    """Return what is known of an actor's stance on a proposition at a time.

    - `StanceAt.stance` surely holds then. A recorded stance beats a derived one, if both do.
    - `StanceAt.last_known` is by inertia: a point date (``2019``, ``2019-05-01``) is an
      observation, and a stance is taken to last until it is known to be given up; a closed
      interval ends it, and so does a source that calls it over.
    - `StanceAt.possible` holds by some reading of the dates; `StanceAt.contested` according to
      one side alone.

    Args:
        dataset: The records.
        holder: The actor.
        proposition: The proposition.
        at: The time asked about, or its EDTF form; without it, the creation of the latest
            source, whichever may be the latest.
        according_to: An actor whose word counts as the sources'.

    Raises:
        UnknownIdError: If the dataset has no such actor or proposition.
        EdtfError: If `at` is not valid EDTF.

    >>> import karabakh
    >>> from karabakh.reasoning import stance
    >>> stance(karabakh.load(), "azerbaijan", "azerbaijani-rule").stance
    <Stance.SUPPORTS: 'supports'>
    >>> stance(karabakh.load(), "azerbaijan", "azerbaijani-rule", at="1850").stance is None
    True
    """
    require_dataset(dataset)
    require_ids(holder=holder, proposition=proposition)
    when = parse_time(at)
    require_actor(dataset, holder=holder, according_to=according_to)
    require_proposition(dataset, proposition=proposition)
    known = holdings_of(dataset, according_to)
    rows = tuple(selected(known, holder, proposition))
    created = {it.id: it.published.bounds for it in dataset.sources}
    own = known.view(OWN) if known.is_attributed else dataset
    narrowed = memoised(own, creation_times).items()
    time = ReferenceTime(when, created | {source: each.bounds for source, each in narrowed})
    held = [(row, time.held(row.interval)) for row in rows]
    sure = [row for row, is_held in held if is_held is Truth.YES]
    now = [row for row in sure if not row.voices]
    past = [row for row in rows if not row.voices and time.has_held(row.interval)]
    shown = now or list(_last(past, time, known))
    shown = [row for row in shown if row.is_recorded] or shown
    is_known = len({row.value for row in shown}) == 1
    last_known = shown[0].stance if is_known and not shown[0].is_withdrawn else None
    premises = Stances(rows=tuple(shown), known=known, is_dated=when is not None)
    return StanceAt(
        premises=tuple(premises) if is_known else (),
        max_certainty=Certainty.CERTAIN if is_known else Certainty.UNKNOWN,
        holder=known.clusters.representative(holder),
        proposition=known.clusters.representative(proposition),
        at=when,
        stance=last_known if now else None,
        last_known=last_known,
        no_longer_supports=bool(shown) and all(row.is_withdrawn for row in shown),
        former=tuple(each for each in _taken(past) if each is not last_known),
        possible=_taken(row for row, is_held in held if is_held is not Truth.NO),
        contested=_taken(row for row in sure if row.voices),
        stances=Stances(rows=listed(rows), known=known),
    )


def _last(past: Sequence[Holding], time: ReferenceTime, known: Holdings) -> Iterator[Holding]:
    """Yield the last that are known to have held, and not to be over since.

    A later stance that differs shows that one is over; so does the end of a later one, or of
    one that is simultaneous and the same.
    """
    for view in known.views(past):
        rows, order = view.rows, view.matrix.order
        over = [time.is_over(row.interval) for row in rows]
        ends = [row.interval.witness_days[1] for row in rows]
        latest = sorted(range(len(rows)), key=ends.__getitem__, reverse=True)
        kinds = {row.value: row for row in rows}
        # What may end a stance of each kind, the latest first, which ends most.
        ending = {
            value: [it for it in latest if over[it] or row.differs(rows[it])]
            for value, row in kinds.items()
        }
        for number, row in enumerate(rows):
            is_ended = over[number] or any(
                found is TimeOrder.FIRST
                or (found is TimeOrder.SIMULTANEOUS and not row.differs(rows[other]))
                for other in ending[row.value]
                for found in [order(number, other)]
            )
            if not is_ended:
                yield row


def _taken(rows: Iterable[Holding]) -> tuple[Stance, ...]:
    taken = {row.stance for row in rows if not row.is_withdrawn}
    return tuple(each for each in Stance if each in taken)
