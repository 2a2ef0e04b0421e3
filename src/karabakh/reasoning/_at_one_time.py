"""Whether two stances are held at one time, by all that dates, sources and links tell."""

from karabakh.model import Cited, DocTimeRel, Truth
from karabakh.reasoning._held import (
    Held,
    by_dates,
    by_source,
    first_by_dates,
    first_by_source,
    has_a_day_before,
    may_share_a_day,
)
from karabakh.reasoning._times import Times

__all__ = ["at_one_time", "known_before", "set_apart", "told_by_links"]


def at_one_time(a: Held, b: Held, times: Times) -> Truth:
    """Tell whether two stances are held at one time, *no* where they are known at others.

    They are if they surely share a day, unless one is known to be over on that day before the
    other begins; if both are held when one source is made; or if links say so. What is known
    to be held before the other and after it, too, is held all the while between. If one alone
    is known to be held before the other, they are at different times.
    """
    answer = _together(a, b, times)
    is_loose = a.is_loose or b.is_loose
    return Truth.UNKNOWN if is_loose and answer is Truth.YES else answer


def _together(a: Held, b: Held, times: Times) -> Truth:
    if by_dates(a, b) is Truth.YES:
        return Truth.of(not _is_over_before(a, b, times) and not _is_over_before(b, a, times))
    are_parts_of_one_time = times.together(a, b)
    if by_source(a, b) is Truth.YES or (are_parts_of_one_time and not a.is_part and not b.is_part):
        return Truth.YES
    is_first, is_last = _is_first(a, b, times), _is_first(b, a, times)
    if (is_first or has_a_day_before(a, b)) and (is_last or has_a_day_before(b, a)):
        return Truth.YES
    is_open = are_parts_of_one_time and may_share_a_day(a, b)
    return Truth.NO if (is_first or is_last) and not is_open else Truth.UNKNOWN


def _is_first(a: Held, b: Held, times: Times) -> bool:
    """Tell whether one stance is known to be held before another is."""
    return first_by_dates(a, b) or first_by_source(a, b) or times.first(a, b)


def _is_over_before(a: Held, b: Held, times: Times) -> bool:
    """Tell whether the source of both, or links, put one wholly before another."""
    is_past = a.doc_time_rel is DocTimeRel.BEFORE and b.doc_time_rel is DocTimeRel.AFTER
    return (is_past and first_by_source(a, b)) or times.before(a, b)


def known_before(a: Held, b: Held, times: Times) -> bool:
    """Tell whether a stance is known to be held before another is, and not at one time."""
    return _is_first(a, b, times) and at_one_time(a, b, times) is Truth.NO


def set_apart(a: Held, b: Held, times: Times) -> bool:
    """Tell whether the source that both are seen from, or links, put them at different times.

    What a source calls over, it does not set against what the same source calls present; but
    where it dates both, the dates tell.
    """
    told = by_source(a, b)
    is_dated = a.is_dated and b.is_dated and DocTimeRel.OVERLAPS in {a.doc_time_rel, b.doc_time_rel}
    if told is Truth.YES or (told is Truth.NO and not is_dated):
        return told is Truth.NO
    return times.before(a, b) or times.before(b, a)


def told_by_links(a: Held, b: Held, times: Times) -> tuple[Cited, ...]:
    """Give what `at_one_time` needs of links, and of what these lead by, beside the positions."""
    if by_dates(a, b) is Truth.YES:
        needed = [(one, other) for one, other in ((a, b), (b, a)) if times.before(one, other)]
    elif by_source(a, b) is Truth.YES:
        return ()
    elif times.together(a, b) and not a.is_part and not b.is_part:
        return times.why_together(a, b)
    else:
        # Who is for it both before and after another time is so all the while.
        is_between = at_one_time(a, b, times) is not Truth.NO
        needed = [
            (one, other)
            for one, other in ((a, b), (b, a))
            if not (first_by_dates(one, other) or first_by_source(one, other))
            and not (is_between and has_a_day_before(one, other))
            and times.first(one, other)
        ]
    told = [each for pair in needed for each in times.why_first(*pair)]
    return tuple({id(each): each for each in told}.values())
