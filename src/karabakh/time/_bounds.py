"""What is known about the first and the last day of something."""

from collections.abc import Iterable
from typing import Final, NamedTuple, Self

from karabakh.time._calendar import NO_END, NO_START, iso_day

__all__ = ["ANYTIME", "Bounds"]


class _FourDays(NamedTuple):
    start_earliest: int
    """The first day on which it may have begun; `NO_START` if nothing limits it."""
    start_latest: int
    """The last day on which it may have begun."""
    end_earliest: int
    """The first day that may have been its last."""
    end_latest: int
    """The last day that may have been its last; `NO_END` if nothing limits it."""


# A named tuple is compared and hashed 4 and 3 times as fast as a class with slots.
class Bounds(_FourDays):
    """The days between which something began, and those between which it ended.

    Days are numbers as of `datetime.date.toordinal`, both ends of a range are included, and what
    began on a day and ended on it lasted one day. It began before it ended; besides that, start
    and end are independent of each other.

    Bounds are always *tight*: each of the four days is one on which the start, or the end, may
    really have been. So two bounds are equal exactly if they leave the same possibilities.
    Bounds made of loose constraints come from `narrowed`.

    >>> from karabakh import Bounds
    >>> print(Bounds(737695, 737695, end_earliest=737730, end_latest=737739))
    start 2020-09-27, end 2020-11-01 to 2020-11-10

    Raises:
        ValueError: If the four days can't all be possible.
    """

    __slots__ = ()

    def __new__(
        cls, start_earliest: int, start_latest: int, end_earliest: int, end_latest: int
    ) -> Self:
        if not (
            NO_START <= start_earliest <= start_latest <= end_latest <= NO_END
            and start_earliest <= end_earliest <= end_latest
        ):
            raise ValueError(
                f"no start in {start_earliest!r} to {start_latest!r} and end in "
                f"{end_earliest!r} to {end_latest!r} make all four days possible"
            )
        return super().__new__(cls, start_earliest, start_latest, end_earliest, end_latest)

    @classmethod
    def on(cls, day: int) -> Self:
        """Bound something that filled exactly one day.

        >>> from karabakh import Bounds
        >>> print(Bounds.on(737695))
        2020-09-27
        """
        # Most dates are full days, and four equal days are tight: leave out the check.
        return super().__new__(cls, day, day, day, day)

    @classmethod
    def inside(cls, first: int, last: int) -> Self:
        """Bound something that lay anywhere between two days, which are included.

        >>> from karabakh import Bounds
        >>> print(Bounds.inside(737699, 737729))
        start 2020-10-01 to 2020-10-31, end 2020-10-01 to 2020-10-31

        Raises:
            ValueError: If the last day is before the first.
        """
        return cls(first, last, first, last)

    @classmethod
    def hull(cls, alternatives: Iterable["Bounds"]) -> Self:
        """Bound something of which one of several bounds is true.

        >>> from karabakh import Bounds
        >>> print(Bounds.hull([Bounds.on(737695), Bounds.on(737697)]))
        start 2020-09-27 to 2020-09-29, end 2020-09-27 to 2020-09-29

        Raises:
            ValueError: If there are no alternatives.
        """
        columns = tuple(zip(*alternatives, strict=True))
        if not columns:
            raise ValueError("no alternatives to bound")
        start_earliest, start_latest, end_earliest, end_latest = columns
        return cls(min(start_earliest), max(start_latest), min(end_earliest), max(end_latest))

    def narrowed(
        self,
        *,
        start_earliest: int = NO_START,
        start_latest: int = NO_END,
        end_earliest: int = NO_START,
        end_latest: int = NO_END,
    ) -> "Bounds | None":
        """Add constraints to what is known.

        Returns:
            The tight bounds of what is still possible, or None if nothing is.

        >>> from karabakh import Bounds
        >>> october = Bounds.inside(737699, 737729)
        >>> print(october.narrowed(start_earliest=737724))
        start 2020-10-26 to 2020-10-31, end 2020-10-26 to 2020-10-31
        >>> print(october.narrowed(end_latest=737698))
        None
        """
        start_earliest = max(self.start_earliest, start_earliest)
        end_latest = min(self.end_latest, end_latest)
        # The only tie between start and end is their order; it carries one bound to each.
        start_latest = min(self.start_latest, start_latest, end_latest)
        end_earliest = max(self.end_earliest, end_earliest, start_earliest)
        if start_earliest > start_latest or end_earliest > end_latest:
            return None
        return Bounds(start_earliest, start_latest, end_earliest, end_latest)

    def __str__(self) -> str:
        """Write the days in ISO 8601, "…" where nothing limits them."""
        if self.start_earliest == self.end_latest:
            return iso_day(self.start_earliest)
        start = _range(self.start_earliest, self.start_latest)
        end = _range(self.end_earliest, self.end_latest)
        return f"start {start}, end {end}"


ANYTIME: Final = Bounds(NO_START, NO_END, NO_START, NO_END)
"""The bounds of something of which no date is known."""


def _range(earliest: int, latest: int) -> str:
    if earliest == latest:
        return iso_day(earliest)
    return f"{iso_day(earliest)} to {iso_day(latest)}"
