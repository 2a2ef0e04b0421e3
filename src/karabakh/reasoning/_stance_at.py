"""What is known of an actor's stance at a time."""

from collections.abc import Iterable, Iterator, Sequence

import attrs

from karabakh.ids import ActorId, PropositionId
from karabakh.model import Certainty, Dataset, DocTimeRel, Stance
from karabakh.model.memo import memoised
from karabakh.reasoning._arguments import (
    parse_time,
    require_actor,
    require_dataset,
    require_ids,
)
from karabakh.reasoning._conclusion import Conclusion
from karabakh.reasoning._creation_times import creation_times
from karabakh.reasoning._holdings import Holding, Holdings, holdings_of
from karabakh.reasoning._shifts import differ
from karabakh.reasoning._stances import Stances, in_reading_order, require_proposition, selected
from karabakh.time import ANYTIME, NO_START, Bounds, Interval, TimeOrder, Truth, When, held_within
from karabakh.wording import Labels, date_in_words, describe_matter, describe_stance

__all__ = ["StanceAt", "stance"]


@attrs.frozen(kw_only=True, repr=False)
class StanceAt(Conclusion):
    """What is known of an actor's stance on a proposition at a time.

    >>> import karabakh
    >>> from karabakh.reasoning import stance
    >>> found = stance(karabakh.load(), "armenia", "region-independent")
    >>> found.stance, found.no_longer_supports, [each.value for each in found.former]
    (None, True, ['supports'])
    """

    rule: str = "stance-at"
    """``stance-at``."""

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
        stance, known = self.stance or self.last_known, "" if self.stance else "last known: "
        if self.no_longer_supports:
            verb = "no longer support" if labels.takes_plural(self.holder) else "no longer supports"
            text = f"{labels(self.holder)} {verb} {describe_matter(self.proposition, labels)}"
            return f"{text}{at}"
        if stance is None:
            matter = describe_matter(self.proposition, labels).removeprefix("this: ")
            return f"undetermined: the stance of {labels(self.holder)} on {matter}{at}"
        text = describe_stance(self.holder, stance, self.proposition, labels)
        return f"{known}{text}{at}"


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
    time = parse_time(at)
    require_actor(dataset, holder=holder, according_to=according_to)
    require_proposition(dataset, proposition=proposition)
    known = holdings_of(dataset, according_to)
    rows = sorted(selected(known, holder, proposition), key=lambda row: row.preference)
    clock = _Clock(dataset, time)
    held = [(row, clock.held(row.interval)) for row in rows]
    sure = [row for row, answer in held if answer is Truth.YES]
    own = [row for row in sure if not row.voices]
    last = [*_last([row for row in rows if not row.voices], clock, known)]
    now, before = _equally_known(own), _equally_known(last)
    current, last_known = _only(now), _only(before) if not own else None
    shown = now or before
    has_held = (row for row in rows if not row.voices and clock.has_held(row.interval))
    former = {row.stance for row in has_held if not row.is_given_up} - {current, last_known}
    is_known = bool(shown) and len({_value(row) for row in shown}) == 1
    premises = Stances(rows=tuple(shown), known=known, is_dated=time is not None)
    return StanceAt(
        premises=tuple(premises) if is_known else (),
        max_certainty=Certainty.CERTAIN if is_known else Certainty.UNKNOWN,
        holder=known.clusters.representative(holder),
        proposition=known.clusters.representative(proposition),
        at=time,
        stance=current,
        last_known=current or last_known,
        no_longer_supports=bool(shown) and all(row.is_given_up for row in shown),
        former=_in_order(former),
        possible=_in_order(_taken(row for row, answer in held if answer is not Truth.NO)),
        contested=_in_order(_taken(row for row in sure if row.voices)),
        stances=Stances(rows=in_reading_order(rows), known=known),
    )


class _Clock:
    """The time asked about: some days, or the creation of a source that may be the latest."""

    def __init__(self, dataset: Dataset, at: When | None) -> None:
        narrowed = memoised(dataset, creation_times)
        self._created = {
            source.id: narrowed[source.id].bounds
            if source.id in narrowed
            else source.published.bounds
            for source in dataset.sources
        }
        self._references: list[tuple[Bounds, str | None]] = []
        if at is not None:
            self._references += ((bounds, None) for bounds in at.alternatives)
        else:
            last = max((each.start_earliest for each in self._created.values()), default=NO_START)
            latest = ((each, source) for source, each in self._created.items())
            self._references += (each for each in latest if each[0].end_latest >= last)
        self._references = self._references or [(ANYTIME, None)]

    def held(self, interval: Interval) -> Truth:
        """Return whether something holds then."""
        return Truth.agreed(self._held(interval, *each) for each in self._references)

    def _held(self, interval: Interval, bounds: Bounds, source: str | None) -> Truth:
        if source is not None and interval.source == source:
            match interval.doc_time_rel:
                case DocTimeRel.OVERLAPS:
                    return Truth.UNKNOWN if interval.may_be_empty else Truth.YES
                case DocTimeRel.BEFORE | DocTimeRel.AFTER:
                    return Truth.NO
                case _:
                    pass
        return held_within(interval, bounds)

    def has_held(self, interval: Interval) -> bool:
        """Return whether something surely holds at a time up to then."""
        return not interval.may_be_empty and all(
            self._has_held(interval, *each) for each in self._references
        )

    def _has_held(self, interval: Interval, bounds: Bounds, source: str | None) -> bool:
        if source is not None and interval.source == source and interval.doc_time_rel is not None:
            return interval.doc_time_rel in _BEGUN
        if source is not None and bounds.start_earliest == NO_START:
            # What an undated source dates has been, unless it says otherwise.
            return interval.is_dated and interval.doc_time_rel is None
        return interval.witness_days[1] <= bounds.start_earliest

    def is_over(self, interval: Interval) -> bool:
        """Return whether something that has held is over then, or ended as far as is known."""
        if interval.is_closed:
            return self.held(interval) is not Truth.YES
        if interval.doc_time_rel is not DocTimeRel.BEFORE:
            return False
        created = self._created.get(interval.source or "", ANYTIME).start_earliest
        return any(
            source is not None or bounds.end_latest >= created
            for bounds, source in self._references
        )


_BEGUN = {DocTimeRel.BEFORE, DocTimeRel.BEFORE_OR_OVERLAPS, DocTimeRel.OVERLAPS}


def _last(rows: Sequence[Holding], clock: _Clock, known: Holdings) -> Iterator[Holding]:
    """Yield the last that are known to have held, and not to be given up or over since."""
    held = [row for row in rows if clock.has_held(row.interval) or _surely(row, clock)]
    over = {id(row) for row in held if clock.is_over(row.interval)}
    for row in held:
        if id(row) in over:
            continue
        for other in held:
            order = known.order(row, other)
            if order is TimeOrder.FIRST and (differ(row, other) or id(other) in over):
                break
            if order is TimeOrder.SIMULTANEOUS and id(other) in over and not differ(row, other):
                break
        else:
            yield row


def _surely(row: Holding, clock: _Clock) -> bool:
    return clock.held(row.interval) is Truth.YES


def _equally_known(rows: Sequence[Holding]) -> Sequence[Holding]:
    """Return the recorded ones of some, or all if there are none: recorded beats derived."""
    return [row for row in rows if row.is_recorded] or rows


def _value(row: Holding) -> tuple[Stance, bool]:
    return row.stance, row.is_given_up


def _only(rows: Iterable[Holding]) -> Stance | None:
    """Return the one stance that holdings agree on, if they do."""
    values = {_value(row) for row in rows}
    if len(values) != 1:
        return None
    ((value, is_given_up),) = values
    return None if is_given_up else value


def _taken(rows: Iterable[Holding]) -> set[Stance]:
    return {row.stance for row in rows if not row.is_given_up}


def _in_order(found: Iterable[Stance]) -> tuple[Stance, ...]:
    known = set(found)
    return tuple(each for each in Stance if each in known)
