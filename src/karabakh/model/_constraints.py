"""What is known of the order of moments, and what says so."""

import enum

import attrs

from karabakh.ids import RecordId, SourceId
from karabakh.model._base import Cited
from karabakh.model._calendar import NO_END, NO_START, iso_day
from karabakh.model.vocabulary import Basis, Certainty

__all__ = ["FIRST_DAY", "LAST_DAY", "Constraint", "ConstraintKind", "Moment", "Side"]

FIRST_DAY, LAST_DAY = NO_START + 1, NO_END - 1
"""The ends of the calendar, between which a moment lies that does come."""


@enum.unique
class Side(enum.Enum):
    """Which moment of a stretch of time is meant."""

    START = "start"
    """When it begins."""

    END = "end"
    """When it is over."""

    MAKING = "making"
    """Of a source: when it was made, which takes no time."""


@attrs.frozen(kw_only=True)
class Moment:
    """The beginning or the end of a record's time, or the making of a source.

    >>> from karabakh.model import Moment, Side
    >>> print(Moment(of="offensive", side=Side.END))
    the end of 'offensive'
    """

    of: RecordId | SourceId
    """The record, or the source."""

    side: Side
    """Which moment of it."""

    def __str__(self) -> str:
        return f"the {self.side.value} of {self.of!r}"


@enum.unique
class ConstraintKind(enum.Enum):
    """Where a constraint comes from. The last five are links of the same names."""

    DATE = "date"
    """A date in the record, or the date on which the source was published."""

    SPAN = "span"
    """Nothing ends before it begins, and what is over, or follows something, has its day."""

    DOC_TIME = "doc-time"
    """The record's place in time seen from its source."""

    EXPRESSED_IN = "expressed-in"
    """A position is held while it is expressed."""

    BEFORE = "before"
    """The subject is over before the object begins."""

    CAUSES = "causes"
    """The object does not begin before the subject does."""

    FOLLOWS = "follows"
    """The subject does not begin before the object does."""

    PART_OF = "part-of"
    """The subject neither begins before the object nor ends after it."""

    SAME_AS = "same-as"
    """Both begin together and end together."""


@attrs.frozen(kw_only=True)
class Constraint:
    """One thing known of the order of two moments, or of a moment and the calendar.

    >>> from karabakh.model import Constraint, ConstraintKind, Moment, Side
    >>> order = Constraint(
    ...     kind=ConstraintKind.BEFORE,
    ...     earlier=Moment(of="offensive", side=Side.END),
    ...     later=Moment(of="truce", side=Side.START),
    ...     strict=True,
    ...     record="order-1",
    ... )
    >>> print(order)
    the end of 'offensive' is before the start of 'truce' ('order-1')
    """

    kind: ConstraintKind
    """Where it comes from."""

    earlier: Moment | None
    """The moment that comes first; none where the calendar limits `later` from below."""

    later: Moment | None
    """The moment that comes last; none where the calendar limits `earlier` from above."""

    day: int | None = None
    """Of a limit by the calendar: the day, as of `datetime.date.toordinal`."""

    strict: bool = False
    """Whether the two can't come at once. They may still come on one and the same day."""

    record: RecordId | SourceId
    """The record that says so, or the source whose date it is."""

    cited: Cited | None = attrs.field(default=None, repr=False)
    """That record, or the part of it that says so; none where nobody needs to say it."""

    @property
    def certainty(self) -> Certainty:
        """How firmly it is said; what needs no saying is certain."""
        return self.cited.certainty if self.cited else Certainty.CERTAIN

    @property
    def basis(self) -> Basis:
        """Whether it is said or read in; what needs no saying counts as stated."""
        return self.cited.basis if self.cited else Basis.STATED

    def __str__(self) -> str:
        """Put it into words, with the record that says so unless it speaks of that alone."""
        if self.earlier is None or self.later is None:
            return self._limit()
        order = "is before" if self.strict else "is not after"
        said = "" if self.kind is ConstraintKind.SPAN else f" ({self.record!r})"
        return f"{self.earlier} {order} {self.later}{said}"

    def _limit(self) -> str:
        """Put a limit by the calendar into words; its ends are no days."""
        day = self.day or 0
        if day in {FIRST_DAY, LAST_DAY}:
            return f"{self.earlier or self.later} comes on some day"
        if day in {NO_START, NO_END}:
            return f"{self.earlier or self.later} never comes"
        if self.earlier is None:
            return f"{self.later} is not before {iso_day(day)}"
        return f"{self.earlier} is not after {iso_day(day)}"
