"""Reading EDTF texts: single dates, times of day, intervals, and one-of sets.

All of levels 0 and 1 is read, and of level 2 the sets in square brackets.
"""

from typing import Final

from karabakh.time._bounds import ANYTIME, Bounds
from karabakh.time._calendar import NO_END, NO_START
from karabakh.time._edtf_dates import (
    Reader,
    Span,
    read_date,
    read_unqualified_date,
    take_qualifier,
)

__all__ = ["parse"]

_MOST_CHARACTERS: Final = 1000
_UNKNOWN: Final[Span] = (NO_START, NO_END)


def parse(text: str, *, with_margins: bool = False) -> tuple[Bounds, ...]:
    """Return the bounds of what an EDTF text dates.

    Args:
        text: The text.
        with_margins: Whether approximate dates may be off, see `take_qualifier`.

    Returns:
        One item, or one for each member of a one-of set.

    Raises:
        EdtfError: If the text is no EDTF of levels 0 and 1, and no one-of set; or if it has more
            than 1000 characters.
    """
    reader = Reader(text, with_margins=with_margins)
    if not text:
        raise reader.refusal("it is empty")
    if len(text) > _MOST_CHARACTERS:
        reason = f"it has more than {_MOST_CHARACTERS} characters"
        raise reader.refusal(reason, _MOST_CHARACTERS)
    if reader.take("["):
        alternatives = _read_members(reader)
    elif "/" in text:
        alternatives = (_read_interval(reader),)
    else:
        alternatives = (_read_date_or_time(reader),)
    reader.expect_end()
    return alternatives


def _read_date_or_time(reader: Reader) -> Bounds:
    """Read a date, or a day and a time of day."""
    first, last = read_unqualified_date(reader)
    if first == last and reader.take("T"):
        _read_time(reader)
    else:
        first, last = take_qualifier(reader, (first, last))
    return Bounds.inside(first, last)


def _read_time(reader: Reader) -> None:
    """Check a time of day, "hh:mm:ss", and the offset from UTC that may follow it."""
    reader.two_digits("hour", 0, 23)
    _read_colon(reader)
    reader.two_digits("minute", 0, 59)
    _read_colon(reader)
    reader.two_digits("second", 0, 60)  # 60 is a leap second
    if reader.take("Z"):
        return
    if reader.take("+") or reader.take("-"):
        reader.two_digits("hour", 0, 23)
        if reader.take(":"):
            reader.two_digits("minute", 0, 59)


def _read_colon(reader: Reader) -> None:
    if not reader.take(":"):
        raise reader.unexpected("':'")


def _read_interval(reader: Reader) -> Bounds:
    """Read a start and an end: each a date, blank (unknown), or ".." (none)."""
    start_earliest, start_latest = _read_side(reader, no_date=NO_START)
    if not reader.take("/"):
        raise reader.unexpected("'/'")
    begin = reader.position
    end_earliest, end_latest = _read_side(reader, no_date=NO_END)
    if reader.text == "/":
        raise reader.refusal("an interval takes a date, or '..', on one side at least", 0)
    bounds = ANYTIME.narrowed(
        start_earliest=start_earliest,
        start_latest=start_latest,
        end_earliest=end_earliest,
        end_latest=end_latest,
    )
    if bounds is None:
        raise reader.refusal("it ends before it begins", begin)
    return bounds


def _read_side(reader: Reader, *, no_date: int) -> Span:
    if reader.take(".."):
        return no_date, no_date
    if reader.peek() in {"/", ""}:
        return _UNKNOWN
    return read_date(reader)


def _read_members(reader: Reader) -> tuple[Bounds, ...]:
    """Read the members of a one-of set, of which the "[" has been read."""
    members = [_read_member(reader)]
    while reader.take(","):
        members.append(_read_member(reader))
    if not reader.take("]"):
        raise reader.unexpected("',' or ']'")
    return tuple(members)


def _read_member(reader: Reader) -> Bounds:
    """Read a date, or a range of dates that may be open on one side.

    A range stands for one of its days, months or years. It is taken as something that lay
    anywhere inside it, even across two of them: that never rules out what may be true.
    """
    if reader.take(".."):
        return Bounds.inside(NO_START, read_date(reader)[1])
    first, last = read_date(reader)
    if not reader.take(".."):
        return Bounds.inside(first, last)
    if reader.peek() in {",", "]"}:
        return Bounds.inside(first, NO_END)
    begin = reader.position
    last = read_date(reader)[1]
    if last < first:
        raise reader.refusal("the range ends before it begins", begin)
    return Bounds.inside(first, last)
