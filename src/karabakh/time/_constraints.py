"""What is known of the order of endpoints, and what says so."""

import enum

import attrs

from karabakh.time._calendar import NO_END, NO_START, iso_day

__all__ = [
    "FIRST_DAY",
    "LAST_DAY",
    "Constraint",
    "ConstraintKind",
    "Endpoint",
    "EndpointKind",
    "Inconsistency",
]

FIRST_DAY, LAST_DAY = NO_START + 1, NO_END - 1
"""The ends of the calendar, between which an endpoint lies that does come."""


@enum.unique
class EndpointKind(enum.Enum):
    """Which endpoint of an interval is meant."""

    START = "start"
    """When it begins."""

    END = "end"
    """When it is over."""

    CREATED = "creation"
    """Of a source: when it was created, which takes no time."""


@attrs.frozen(kw_only=True)
class Endpoint:
    """The beginning or the end of an interval, or the creation of a source.

    >>> from karabakh.time import Endpoint, EndpointKind
    >>> print(Endpoint(node="offensive", kind=EndpointKind.END))
    the end of 'offensive'
    """

    node: str
    """The identifier of what has the interval, or of the source."""

    kind: EndpointKind
    """Which endpoint of it."""

    def __str__(self) -> str:
        return f"the {self.kind.value} of {self.node!r}"


@enum.unique
class ConstraintKind(enum.Enum):
    """Where a constraint comes from. The last five are links of the same names."""

    DATE = "date"
    """A date of the record, or the date on which the source was published."""

    SPAN = "span"
    """Nothing ends before it begins, and what is over, or follows something, has its day."""

    DOC_TIME_REL = "doc-time-rel"
    """The record's relation to the creation time of its source."""

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
    """A constraint on the order of two endpoints, or on the day of one.

    >>> from karabakh.time import Constraint, ConstraintKind, Endpoint, EndpointKind
    >>> order = Constraint(
    ...     kind=ConstraintKind.BEFORE,
    ...     earlier=Endpoint(node="offensive", kind=EndpointKind.END),
    ...     later=Endpoint(node="truce", kind=EndpointKind.START),
    ...     strict=True,
    ...     record="order-1",
    ... )
    >>> print(order)
    the end of 'offensive' is before the start of 'truce' ('order-1')
    """

    kind: ConstraintKind
    """Where it comes from."""

    earlier: Endpoint | None
    """The endpoint that comes first; None if the calendar limits `later` from below."""

    later: Endpoint | None
    """The endpoint that comes last; None if the calendar limits `earlier` from above."""

    day: int | None = None
    """Of a limit by the calendar: the day, as of `datetime.date.toordinal`."""

    strict: bool = False
    """Whether the two can't be simultaneous. They may still come on one and the same day."""

    record: str
    """The identifier of the record that says so, or of the source whose date it is."""

    cited: object = attrs.field(default=None, repr=False)
    """That record, or the part of it that says so; None if it holds of everything."""

    def __str__(self) -> str:
        """Describe it, with the record that says so unless it is about that alone."""
        if self.earlier is None or self.later is None:
            return self._limit()
        order = "is before" if self.strict else "is not after"
        said = "" if self.kind is ConstraintKind.SPAN else f" ({self.record!r})"
        return f"{self.earlier} {order} {self.later}{said}"

    def _limit(self) -> str:
        """Describe a limit by the calendar, whose ends are no days."""
        day = self.day or 0
        if day in {FIRST_DAY, LAST_DAY}:
            return f"{self.earlier or self.later} comes on some day"
        if day in {NO_START, NO_END}:
            return f"{self.earlier or self.later} never comes"
        if self.earlier is None:
            return f"{self.later} is not before {iso_day(day)}"
        return f"{self.earlier} is not after {iso_day(day)}"


Inconsistency = tuple[Constraint, ...]
"""Constraints that can't all be true, each beginning where the one before it ends."""
