"""Times as sources give them: vague, open, qualified, or not at all."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import product
from typing import Final, final

from karabakh._immutable import Immutable
from karabakh._wrong_type import wrong_argument
from karabakh.time._allen import (
    AllenRelation,
    intersects,
    judge,
    possible_relations,
    precedes,
    within,
)
from karabakh.time._bounds import ANYTIME, Bounds
from karabakh.time._edtf import parse
from karabakh.time._truth import Truth

__all__ = ["When"]

_ZONED: Final = re.compile(r"T(\d\d):(\d\d):(\d\d)(?:Z|([+-])(\d\d)(?::(\d\d))?)$")
"""A time of day with its zone, at the end of a date that has been read."""


# A class with slots of its own, since msgspec hands a value to a decoding hook only if its type
# is none that it knows itself, such as a named tuple, a dataclass or an attrs class.
@final
class When(Immutable):
    """When something was, as an EDTF text says it.

    EDTF is the Extended Date/Time Format of the Library of Congress (2019), a profile of
    ISO 8601-2. All of levels 0 and 1 is supported, and one-of sets of level 2:

    ============================  ==================================================
    text                          what is known
    ============================  ==================================================
    ``2020-09-27``                one day, the whole of it
    ``2020-09``, ``2020``         it lay somewhere in the month, the year
    ``199X``, ``2004-XX``         it lay somewhere in the decade, the year
    ``2023-24``                   it lay in the winter (``21`` spring to ``24``)
    ``-0044``, ``Y-17000``        years BC (year 0 is 1 BC), years of many digits
    ``2023-09~``                  about then; ``?`` uncertain; ``%`` both
    ``2020-09-27T07:03:00+04``    the day as it is written; see below on times of day
    ``2020-09-27/2020-11``        it began on the day and ended somewhere in the month
    ``2020-09-27/``               it began then, and its end is not known
    ``2020-09-27/..``             it began then, and has no end
    ``[2020-10-10,2020-10-17]``   it was one of them, not known which
    ``[..2020]``, ``[2020..]``    one date up to the end of 2020, or from its beginning on
    ============================  ==================================================

    Days are those of the Gregorian calendar, carried on into the past. A qualifier never widens
    the bounds. But a comparison that only the exact reading of an approximate date decides is
    *unknown*: the date may be up to one unit of the next greater size away (a day a month, a
    month a year, a year ten years). Two times of day with zones compare by their instants, to
    the second; any other two by whole days.

    A season may be that of either hemisphere, so spring and autumn can be any day of their
    year, and summer and winter any from November of the year before to March of the year after.
    Either side of an interval may be left open with ``..`` or blank, and both, except that a
    bare ``/`` says nothing. What is not known at all is `When.unknown`.

    Two values are equal if their texts are: ``2020`` and ``2020-XX`` differ, though they bound
    the same days, and any two unknown times are equal *as values*. Ask `relation` about the times.
    There is no ``<``: sort by `sort_key`.

    Args:
        text: An EDTF text of 1 to 1000 characters, with years of up to 12 digits.

    Raises:
        EdtfError: If the text is nothing of the above, or names a day that does not exist, or an
            interval that would end before it begins.
        TypeError: If the text is no `str`.

    >>> from karabakh import When
    >>> When("2023-09~").is_approximate
    True
    >>> When("2020-09-27/2020-11-10").before(When("2023-09"))
    <Truth.YES: 'yes'>
    """

    __slots__ = ("alternatives", "bounds", "text")

    text: str
    """The EDTF text, unchanged; empty if the time is unknown."""
    bounds: Bounds
    """The days between which it began and ended; for a one-of set, those of all its members."""
    alternatives: tuple[Bounds, ...]
    """The bounds of which one is true: several for a one-of set, else the one in `bounds`."""

    def __new__(cls, text: str, /) -> "When":
        if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance] (for untyped callers)
            raise wrong_argument("an EDTF text", text, (str,))
        # Nearly all dates are full days; for these the standard library is five times as fast.
        # It also reads other forms of ISO 8601, which have hyphens in other places.
        if len(text) == 10 and text[4] == "-" and text[7] == "-":  # noqa: PLR2004 (YYYY-MM-DD)
            try:
                day = date.fromisoformat(text).toordinal()
            except ValueError:
                pass
            else:
                bounds = Bounds.on(day)
                return _build(text, bounds, (bounds,))
        alternatives = parse(text)
        bounds = alternatives[0] if len(alternatives) == 1 else Bounds.hull(alternatives)
        return _build(text, bounds, alternatives)

    @staticmethod
    def unknown() -> "When":
        """Return the time of which nothing is known; EDTF has no text for it.

        >>> from karabakh import When
        >>> When.unknown().is_known
        False
        """
        return _UNKNOWN

    @property
    def is_known(self) -> bool:
        """Whether anything is known of the time."""
        return bool(self.text)

    @property
    def is_uncertain(self) -> bool:
        """Whether any part is marked ``?`` or ``%``: its source may be wrong."""
        return "?" in self.text or "%" in self.text

    @property
    def is_approximate(self) -> bool:
        """Whether any part is marked ``~`` or ``%``: it was about then."""
        return "~" in self.text or "%" in self.text

    @property
    def is_qualified(self) -> bool:
        """Whether any part is uncertain or approximate."""
        return "~" in self.text or self.is_uncertain

    @property
    def is_interval(self) -> bool:
        """Whether a start and an end are written, even if one of them is open or blank."""
        return "/" in self.text

    @property
    def instant(self) -> int | None:
        """The second of a time of day with a zone, counted in UTC; None of any other time.

        >>> from karabakh import When
        >>> When("2020-09-27T23:30:00-05:00").instant > When("2020-09-28T03:00:00+04:00").instant
        True
        """
        found = _ZONED.search(self.text)
        if found is None:
            return None
        hours, minutes, seconds, sign, zone_hours, zone_minutes = found.groups("0")
        zone = int(f"{sign}1") * (int(zone_hours) * 60 + int(zone_minutes)) if sign != "0" else 0
        in_minutes = (self.bounds.start_earliest * 24 + int(hours)) * 60 + int(minutes) - zone
        return in_minutes * 60 + int(seconds)

    @property
    def sort_key(self) -> tuple[bool, Bounds, str]:
        """A key that sorts times by their earliest days, and unknown times last.

        It sorts all times, even those of unknown order: `before` answers whether one
        precedes another.

        >>> from karabakh import When
        >>> times = [When.unknown(), When("2023-09"), When("2020-09-27")]
        >>> sorted(times, key=lambda when: when.sort_key)
        [When('2020-09-27'), When('2023-09'), When.unknown()]
        """
        return (not self.text, self.bounds, self.text)

    def relations(self, other: "When") -> frozenset[AllenRelation]:
        """Return the relations of Allen that may hold between this time and another.

        If only one may, it is certain.

        Raises:
            TypeError: If `other` is not a When.

        >>> from karabakh import When
        >>> relations = When("2020-09").relations(When("2020-10"))
        >>> sorted(relation.value for relation in relations)
        ['before', 'meets']
        """
        _check_time(other)
        return frozenset(
            relation
            for own, others in self._readings(other)
            for relation in possible_relations(own, others)
        )

    def relation(self, other: "When", *relations: AllenRelation) -> Truth:
        """Return whether one of some Allen relations to another time holds.

        Raises:
            TypeError: If `other` is not a When, or `relations` are none or of another type.

        >>> from karabakh import AllenRelation, When
        >>> When("2020-09-27/..").relation(When("2021"), AllenRelation.CONTAINS)
        <Truth.YES: 'yes'>
        """
        if not relations:
            raise TypeError("relations must not be empty; pass one, e.g. AllenRelation.BEFORE")
        for each in relations:
            if not isinstance(each, AllenRelation):  # pyright: ignore[reportUnnecessaryIsInstance] (for untyped callers)
                raise wrong_argument("each relation", each, (AllenRelation,))
        return judge(self.relations(other), relations)

    def before(self, other: "When") -> Truth:
        """Return whether this time is over before the other begins.

        It is Allen's *before* or *meets*.

        >>> from karabakh import When
        >>> When("2020").before(When("2020-11"))
        <Truth.UNKNOWN: 'unknown'>
        """
        return self._ask(precedes, other)

    def after(self, other: "When") -> Truth:
        """Return whether this time begins after the other is over.

        It is Allen's *after* or *met by*.

        >>> from karabakh import When
        >>> When("2023-09").after(When("2020-11"))
        <Truth.YES: 'yes'>
        """
        _check_time(other)
        return other.before(self)

    def intersects(self, other: "When") -> Truth:
        """Return whether this time and the other share at least one day.

        >>> from karabakh import When
        >>> When("2020-09/2020-11").intersects(When("2020-10-10"))
        <Truth.YES: 'yes'>
        """
        return self._ask(intersects, other)

    def during(self, other: "When") -> Truth:
        """Return whether every day of this time is a day of the other.

        Ends may coincide: it is Allen's *during*, *starts*, *finishes* or *equals*.

        >>> from karabakh import When
        >>> When("2020-10-10").during(When("2020-09/2020-11"))
        <Truth.YES: 'yes'>
        """
        return self._ask(within, other)

    def _ask(self, question: Callable[[Bounds, Bounds], Truth], other: "When") -> Truth:
        _check_time(other)
        return Truth.agreed(question(*pair) for pair in self._readings(other))

    def _readings(self, other: "When") -> Iterator[tuple[Bounds, Bounds]]:
        """Yield the bounds by which both are compared, one pair for each case."""
        instants = self.instant, other.instant
        if instants[0] is not None and instants[1] is not None:
            # Two apart, so that no second meets the next one.
            yield Bounds.on(2 * instants[0]), Bounds.on(2 * instants[1])
            return
        own, others = (
            parse(each.text, with_margins=True) if each.is_approximate else each.alternatives
            for each in (self, other)
        )
        yield from product(own, others)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, When):
            return NotImplemented
        return self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"When({self.text!r})" if self.text else "When.unknown()"

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle as the text, which is read again."""
        return (When, (self.text,)) if self.text else (When.unknown, ())


# The slots themselves can be set past `__setattr__`, and faster than by `object.__setattr__`.
_set_text: Final[Callable[[When, str], None]] = When.__dict__["text"].__set__
_set_bounds: Final[Callable[[When, Bounds], None]] = When.__dict__["bounds"].__set__
_set_alternatives: Final[Callable[[When, tuple[Bounds, ...]], None]] = When.__dict__[
    "alternatives"
].__set__


def _build(text: str, bounds: Bounds, alternatives: tuple[Bounds, ...]) -> When:
    when = object.__new__(When)
    _set_text(when, text)
    _set_bounds(when, bounds)
    _set_alternatives(when, alternatives)
    return when


def _check_time(other: When) -> None:
    if type(other) is not When:  # pyright: ignore[reportUnnecessaryComparison] (for untyped callers)
        raise wrong_argument("the other time", other, (When,))


_UNKNOWN: Final = _build("", ANYTIME, (ANYTIME,))
