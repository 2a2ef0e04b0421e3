"""The rows of a timeline: what happened, what was agreed, which stances changed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Final, TypeVar

import attrs

from karabakh.figures._marks import CERTAINTY_WORDS, Form, Shape
from karabakh.figures._stance_signs import stance_in_words
from karabakh.figures._text import capitalised
from karabakh.model import (
    ActorKind,
    Agreement,
    AgreementStatus,
    Assertion,
    Basis,
    Dataset,
    DocTimeRel,
    Event,
    LinkKind,
    Position,
    Source,
    Stance,
)
from karabakh.reasoning import HeldStance, Shift, shifts
from karabakh.time import NO_END, NO_START, Chronology, Truth, When
from karabakh.wording import (
    Labels,
    describe_matter,
    describe_position,
    describe_record,
    when_in_words,
)

__all__ = ["BANDS", "Mark", "Row", "rows_of"]

_T = TypeVar("_T", bound=Agreement | Event | Position)

BANDS: Final = ("Agreements", "Events", "Changes of position", "Positions", "Sources")
"""The headings of rows, in their order."""

_FEW_SOURCES: Final = 6
"""How many sources may have rows of their own."""

_GOING_ON: Final = frozenset({DocTimeRel.OVERLAPS, DocTimeRel.OVERLAPS_OR_AFTER})
_ENDINGS: Final = frozenset(
    {AgreementStatus.LAPSED, AgreementStatus.SUPERSEDED, AgreementStatus.SUSPENDED}
)
_SHAPES: Final[dict[Stance, Shape]] = {
    Stance.SUPPORTS: "for",
    Stance.OPPOSES: "against",
    Stance.UNDECIDED: "undecided",
}


@attrs.frozen(kw_only=True)
class Mark:
    """Something that stands in a row."""

    id: str
    """The record whose time it has."""

    shape: Shape
    """Its shape."""

    form: Form
    """Its form; what has no date is drawn hollow."""

    is_dated: bool
    """Whether a source dates it."""


@attrs.frozen(kw_only=True)
class Row:
    """A row of a timeline."""

    band: str
    """The heading that it stands under."""

    label: str
    """What it shows."""

    notes: str
    """When it was, who says so, and how certain it is."""

    marks: tuple[Mark, ...]
    """What stands in it: one mark, or the two stances of a change."""

    when: str
    """Its date in words; empty if it has none."""

    begins: int | None = None
    """The day from which on it certainly lasted; `NO_START` if it has no beginning."""

    until: int | None = None
    """The day until which it certainly lasted; None if no day is known."""

    through: tuple[str, ...] = ()
    """Other records, and sources, at whose times it certainly went on."""

    goes_on: bool = False
    """Whether it was not over when last heard of."""

    stop: int | None = None
    """The day on which it ended before its time."""

    planned_end: int | None = None
    """The day until which it was to last."""

    @property
    def spans(self) -> bool:
        """Whether it is known by what it lasted through alone."""
        return not self.marks[0].is_dated and len(self.through) > 1

    @property
    def days(self) -> tuple[int, ...]:
        """The days that the axis must have for it, beside those of its records."""
        days = self.begins, self.until, self.stop, self.planned_end
        return tuple(day for day in days if day is not None and day != NO_START)


def rows_of(dataset: Dataset, chronology: Chronology, most: int) -> tuple[tuple[Row, ...], int]:
    """Return the most important rows, and how many there are in all.

    Agreements and changes come first, then events, positions and sources; of each, those that
    most other records refer to.
    """
    builder = _Builder(dataset, chronology)
    authors = {each.id for each in dataset.actors.where(kind=ActorKind.AUTHOR)}
    changes = [each for each in shifts(dataset) if each.holder not in authors]
    changed = {part.position.id for each in changes for part in (each.earlier, each.later)}
    positions = [
        each
        for each in _distinct(dataset.positions)
        if each.when.is_known and each.id not in changed and each.holder not in authors
    ]
    published = [
        each for each in dataset.sources if each.published.is_known and each.id not in dataset
    ]
    rows: list[Callable[[], Row]] = [
        *(partial(builder.agreement, each) for each in _by_weight(dataset.agreements, dataset)),
        *(partial(builder.change, each) for each in changes),
        *(partial(builder.event, each) for each in _by_weight(dataset.events, dataset)),
        *(partial(builder.position, each) for each in _by_weight(positions, dataset)),
        *(partial(builder.source, each) for each in published if len(published) <= _FEW_SOURCES),
    ]
    return tuple(build() for build in rows[:most]), len(rows)


class _Builder:
    """Builds the rows of a dataset."""

    def __init__(self, dataset: Dataset, chronology: Chronology) -> None:
        self._dataset = dataset
        self._chronology = chronology
        self._labels = Labels(dataset)
        self._sources = [each.id for each in dataset.sources if each.id not in dataset]
        days = [each.published.bounds for each in dataset.sources if each.published.is_known]
        self._today = max((each.start_earliest for each in days), default=None)

    def event(self, event: Event) -> Row:
        begins, until = self._certain_days(event)
        parts = self._dataset.links.where(kind=LinkKind.PART_OF, object=event.id)
        through = (*(each.subject for each in parts), *self._seen(event.id))
        is_open = event.when.text.endswith("..")
        goes_on = is_open or (
            event.doc_time_rel in _GOING_ON
            and self._chronology.bounds(event.id).end_latest == NO_END
        )
        notes = [_heading(event.when)]
        if not event.when.is_known and len(through) > 1:
            notes.append("beginning not stated")
        if event.recurring:
            notes.append("again and again")
        if goes_on and (is_open or len(through) > 1):
            notes.append("goes on")
        elif event.when.is_interval and event.when.bounds.end_latest == NO_END:
            notes.append("end not stated")
        return Row(
            band="Events",
            label=event.title or event.id,
            notes=self._notes(event, notes),
            marks=(_mark(event, "event", is_dated=event.when.is_known),),
            when=_heading(event.when),
            begins=begins,
            until=until,
            through=through,
            goes_on=goes_on,
        )

    def agreement(self, agreement: Agreement) -> Row:
        agreed = agreement.agreed_step or next(iter(agreement.statuses), None)
        date = agreed.when if agreed else When.unknown()
        statuses = {each.status for each in agreement.statuses}
        endings = [each.when for each in agreement.statuses if each.status in _ENDINGS]
        stop = None
        if AgreementStatus.RESUMED not in statuses:
            stop = min(
                (day for each in endings if (day := _day(each.bounds.start_latest))), default=None
            )
        period = agreement.period.bounds
        planned = _day(period.end_latest) if agreement.period.is_known else None
        begins = _day(period.start_latest) if agreement.period.is_known else None
        if begins is None and (stop or planned):
            begins = _day(date.bounds.start_latest) if date.is_known else None
        until = stop
        if until is None and planned is not None and begins is not None and self._today is not None:
            until = max(begins, min(planned, self._today))
        notes = [
            describe_record(each, self._labels)
            for each in agreement.statuses
            if each.when.is_known or each is not agreed
        ]
        if agreement.period.is_known:
            verb = "to last" if stop is None else "was to last"
            notes.append(f"{verb} {when_in_words(agreement.period)}")
        return Row(
            band="Agreements",
            label=agreement.title or agreement.id,
            notes=self._notes(agreement, notes),
            marks=(_mark(agreement, "agreement", is_dated=date.is_known),),
            when=_heading(date),
            begins=begins,
            until=until,
            stop=stop,
            planned_end=planned,
        )

    def change(self, shift: Shift) -> Row:
        holder, matter = (
            capitalised(self._labels(shift.holder)),
            describe_matter(shift.proposition, self._labels),
        )
        before, after = (
            f"{words} {when_in_words(each.when)}" if each.when.is_known else words
            for each, words in (
                (shift.earlier, stance_in_words(shift.earlier, "past")),
                (shift.later, stance_in_words(shift.later, "present")),
            )
        )
        form: Form = "derived" if shift.later.is_derived else "said"
        is_quoted = matter.startswith("this: ")
        return Row(
            band="Changes of position",
            label=f"{holder}: {matter.removeprefix('this: ')}"
            if is_quoted
            else f"{holder} on {matter}",
            notes=_joined(
                [
                    f"{before}, then {after}",
                    CERTAINTY_WORDS[shift.certainty],
                    self._speakers(shift.according_to),
                ]
            ),
            marks=(
                Mark(
                    id=shift.earlier.position.id,
                    shape=_shape(shift.earlier),
                    form="past",
                    is_dated=shift.earlier.when.is_known,
                ),
                Mark(
                    id=shift.later.position.id,
                    shape=_shape(shift.later),
                    form=form,
                    is_dated=shift.later.when.is_known,
                ),
            ),
            when=_heading(shift.later.when),
        )

    def position(self, position: Position) -> Row:
        begins, until = self._certain_days(position)
        return Row(
            band="Positions",
            label=capitalised(describe_position(position, self._labels)),
            notes=self._notes(position, [], is_attributed=True),
            marks=(_mark(position, _SHAPES[position.stance], is_dated=True),),
            when=_heading(position.when),
            begins=begins,
            until=until,
            goes_on=position.when.text.endswith(".."),
        )

    def source(self, source: Source) -> Row:
        return Row(
            band="Sources",
            label=source.title or source.id,
            notes=_joined([f"published {when_in_words(source.published)}"]),
            marks=(Mark(id=source.id, shape="source", form="said", is_dated=True),),
            when=_heading(source.published),
        )

    def _certain_days(self, record: Event | Position) -> tuple[int | None, int | None]:
        """Return the days from which, and until which, something certainly lasted."""
        if not record.when.is_interval:
            return None, None
        bounds = self._chronology.bounds(record.id)
        begins, until = bounds.start_latest, _day(bounds.end_earliest)
        is_open = record.when.text.endswith("..")
        if begins == NO_END or (until is not None and begins >= until and not is_open):
            return None, None  # one day, or none
        return begins, until

    def _seen(self, id: str) -> Iterator[str]:
        """Yield the sources at whose creation something certainly went on."""
        if id in self._chronology:
            for source in self._sources:
                if self._chronology.overlaps(id, source) is Truth.YES:
                    yield source

    def _notes(
        self, record: Assertion, notes: Sequence[str], *, is_attributed: bool = False
    ) -> str:
        return _joined(
            [
                *notes,
                CERTAINTY_WORDS[record.certainty],
                "inferred by the coder" if record.basis is Basis.INFERRED else "",
                "" if is_attributed else self._speakers(record.according_to),
            ]
        )

    def _speakers(self, actors: Sequence[str]) -> str:
        return f"according to {self._labels.joined(actors)}" if actors else ""


def _shape(held: HeldStance) -> Shape:
    return "no longer" if held.no_longer_supports else _SHAPES[held.stance]


def _mark(record: Assertion, shape: Shape, *, is_dated: bool) -> Mark:
    """Return the mark of a record: hollow without a date, with a core if inferred."""
    if record.basis is Basis.INFERRED:
        return Mark(id=record.id, shape=shape, form="inferred", is_dated=is_dated)
    form: Form = "said" if is_dated else "derived"
    return Mark(id=record.id, shape=shape, form=form, is_dated=is_dated)


def _by_weight(records: Iterable[_T], dataset: Dataset) -> list[_T]:
    """Return distinct records, those first that most others refer to."""
    return sorted(_distinct(records), key=lambda each: -len(dataset.backlinks(each.id)))


def _distinct(records: Iterable[_T]) -> list[_T]:
    first: dict[str, _T] = {}
    for record in records:
        first.setdefault(record.id, record)
    return [*first.values()]


def _day(day: int) -> int | None:
    return day if NO_START < day < NO_END else None


def _heading(when: When) -> str:
    """Return a time as a heading; of what has no known end, the beginning."""
    start, slash, end = when.text.partition("/")
    if slash and not end and start not in {"", ".."}:
        when = When(start)
    return capitalised(when_in_words(when)) if when.is_known else ""


def _joined(notes: Iterable[str]) -> str:
    return capitalised("; ".join(filter(None, notes)))
