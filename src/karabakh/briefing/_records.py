"""The records that no other part of a briefing shows in full: links and places."""

from karabakh.briefing._content import Group, Line, Span
from karabakh.briefing._context import Context, counted, number_in_words
from karabakh.briefing._notes import capitalised, standing_of, tidy
from karabakh.model import Link, Place
from karabakh.wording import describe_record, join_words

__all__ = ["list_records"]

_MOST_SHOWN = 60


def list_records(context: Context) -> Group | None:
    """Return the links and places, with their codes; None if there are none."""
    links, places = [*context.dataset.links], [*context.dataset.places]
    groups = ((places, "place", ""), (links, "link between records", "links between records"))
    counts = [counted(*each) for each in groups if each[0]]
    if not counts:
        return None
    shown: list[Link | Place] = [*places[:_MOST_SHOWN], *links[:_MOST_SHOWN]]
    more = len(links) + len(places) - len(shown)
    return Group(
        heading=capitalised(join_words(counts)),
        lines=tuple(_line(context, each) for each in shown),
        is_folded=True,
        left_out=f"{capitalised(number_in_words(more))} left out here." if more else "",
    )


def _line(context: Context, record: Link | Place) -> Line:
    text = _place(record) if isinstance(record, Place) else ""
    text = text or describe_record(record, context.labels)
    codes = [str(each) for each in (*record.identifiers, *record.codes)]
    named = f" ({join_words(codes)})" if codes else ""
    standing = standing_of(record)
    return Line(
        spans=(Span(tidy(f"{capitalised(text)}{named}.")),),
        standing=None if standing.is_default else standing,
    )


def _place(place: Place) -> str:
    """Return the names of a place side by side, and where it is."""
    names = dict.fromkeys(each.text for each in place.names)
    text = f"{', '.join(names) or place.id}: place"
    if place.point is None:
        return text
    longitude, latitude = place.point
    north, east = "N" if latitude >= 0 else "S", "E" if longitude >= 0 else "W"
    return f"{text} at {abs(latitude):g}° {north}, {abs(longitude):g}° {east}"
