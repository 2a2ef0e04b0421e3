"""The columns of GED and ACLED, and the event that a row of each is."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, Final

import attrs

from karabakh.columnar._cells import (
    code,
    day_of,
    days_around,
    labelled,
    number,
    point,
    split,
    whole,
)
from karabakh.columnar._named import MisfitError, Named
from karabakh.model import Actor, ActorKind, EventKind, MeasureKind, ParticipantRole, Place

__all__ = ["LAYOUTS", "Layout"]

Row = Mapping[str, str]
"""The cells of a row, by the names of their columns; empty where there is no such column."""


@attrs.frozen(kw_only=True)
class Layout:
    """A layout of event data that is recognised by its columns."""

    name: str
    """Its name, which identifiers begin with; also that of the source."""

    title: str
    """What it is, for the title of the source."""

    needed: Sequence[str]
    """The columns by which it is recognised; the first is the identifier."""

    also: Collection[str]
    """The columns that are read where a file has them."""

    event: Callable[[Row, Named[Actor], Named[Place]], dict[str, Any]]
    """The event of a row as plain values; actors and places are remembered."""


# -- UCDP's Georeferenced Event Dataset

_GED: Final = "ucdp-ged"

_GED_KINDS: Final = {"1": EventKind.BATTLE, "2": EventKind.BATTLE, "3": EventKind.ATTACK}
"""The kind of event by the type of violence; the third is one-sided."""

_IDS: Final = {
    side: (f"side_{side}_new_id", f"side_{side}_id", f"side_{side}_dset_id") for side in "ab"
}
"""The columns with the identifier of each side; versions differ."""

_CODED: Final = {
    "type_of_violence": "ucdp",
    "conflict_new_id": "ucdp-conflict",
    "dyad_new_id": "ucdp-dyad",
    "where_prec": "ucdp-where-prec",
    "date_prec": "ucdp-date-prec",
    "event_clarity": "ucdp-event-clarity",
    "code_status": "ucdp-code-status",
    "active_year": "ucdp-active-year",
    "number_of_sources": "ucdp-number-of-sources",
}
"""The columns of GED that are codes of an event, with their schemes."""

_PLACED: Final = {
    "adm_1": "ucdp-adm-1",
    "adm_2": "ucdp-adm-2",
    "priogrid_gid": "priogrid",
    "country_id": "gw",
}
"""The columns of GED that are codes of a place, with their schemes."""

_REMARKS: Final = ("conflict_name", "where_description", "source_article", "source_original")


def _ged_event(row: Row, actors: Named[Actor], places: Named[Place]) -> dict[str, Any]:
    sides = {side: _ged_actor(row, side, actors) for side in "ab" if row[f"side_{side}"]}
    measures = [
        {"best": number(row["best"]), "low": number(row["low"]), "high": number(row["high"])},
        *({"best": number(row[f"deaths_{side}"]), "of": actor} for side, actor in sides.items()),
        *(
            {"best": number(row[f"deaths_{unit}"]), "unit": unit}
            for unit in ("civilians", "unknown")
        ),
    ]
    kind = whole(row["type_of_violence"])
    if kind and kind not in _GED_KINDS:
        raise MisfitError(f"type_of_violence must be 1, 2 or 3, got {kind!r}")
    return {
        "id": f"{_GED}/event/{whole(row['id'])}",
        "title": row["dyad_name"] or " - ".join(filter(None, (row["side_a"], row["side_b"]))),
        "kind": _GED_KINDS.get(kind, EventKind.OTHER).value,
        "when": _ged_time(row),
        "location": _place(row, places, row["where_coordinates"], _PLACED),
        "participants": [_participant(actor, side) for side, actor in sides.items()],
        "measures": _present(measures),
        "identifiers": [*code("ucdp-event", row["id"]), *code("ucdp-relid", row["relid"])],
        "codes": _codes(row, _CODED),
        "citations": [_GED],
        "note": labelled(**{column: row[column] for column in _REMARKS}),
    }


def _ged_actor(row: Row, side: str, actors: Named[Actor]) -> str:
    name = row[f"side_{side}"]
    number = whole(next((row[column] for column in _IDS[side] if row[column]), ""))
    state = code("gw", row[f"gwno{side}"])
    kind = ActorKind.STATE if state else ActorKind.ARMED_GROUP
    kind = ActorKind.POPULATION if name == "Civilians" else kind
    return actors.id_of(number or name, name, [*code("ucdp-actor", number), *state], kind=kind)


def _ged_time(row: Row) -> str:
    first, last = (day_of(row[column], column) for column in ("date_start", "date_end"))
    if last < first:
        raise MisfitError(f"date_end must not be before date_start, got {last} and {first}")
    if first == last:
        return str(first)
    return f"{first}/{last}" if whole(row["date_prec"]) == "1" else f"[{first}..{last}]"


# -- ACLED

_ACLED: Final = "acled"

_ACLED_KINDS: Final = {
    "Battles": EventKind.BATTLE,
    "Explosions/Remote violence": EventKind.ATTACK,
    "Violence against civilians": EventKind.ATTACK,
    "Protests": EventKind.PROTEST,
    "Agreement": EventKind.AGREEMENT_MAKING,
}
"""The kind of event by its type, or its sub-type; any other one is *other*."""

_INTERACTIONS: Final = {
    "2": ActorKind.ARMED_GROUP,
    "3": ActorKind.ARMED_GROUP,
    "4": ActorKind.ARMED_GROUP,
    "5": ActorKind.POPULATION,
    "6": ActorKind.POPULATION,
    "7": ActorKind.POPULATION,
    "rebel group": ActorKind.ARMED_GROUP,
    "political militia": ActorKind.ARMED_GROUP,
    "identity militia": ActorKind.ARMED_GROUP,
    "rioters": ActorKind.POPULATION,
    "protesters": ActorKind.POPULATION,
    "civilians": ActorKind.POPULATION,
}
"""The kind of actor by ACLED's, as a number or in words; any other one is *other*."""

_ACLED_CODED: Final = {
    "disorder_type": "acled-disorder-type",
    "civilian_targeting": "acled-civilian-targeting",
    "time_precision": "acled-time-precision",
    "geo_precision": "acled-geo-precision",
    "source_scale": "acled-source-scale",
}
_ACLED_PLACED: Final = {
    "iso": "iso3166-1",
    "country": "acled-country",
    **{f"admin{level}": f"acled-admin-{level}" for level in (1, 2, 3)},
}
_ACLED_REMARKS: Final = ("notes", "source", "tags")

_WEEK: Final = 6


def _acled_event(row: Row, actors: Named[Actor], places: Named[Place]) -> dict[str, Any]:
    kind, part, location = row["event_type"], row["sub_event_type"], row["location"]
    kinds = _ACLED_KINDS.get(kind) or _ACLED_KINDS.get(part) or EventKind.OTHER
    return {
        "id": f"{_ACLED}/event/{whole(row['event_id_cnty'])}",
        "title": ", ".join(filter(None, (part or kind, location))),
        "kind": kinds.value,
        "when": _acled_time(row),
        "location": _place(row, places, location, _ACLED_PLACED),
        "participants": [
            each
            for side, number in (("a", "1"), ("b", "2"))
            for each in _acled_actors(row, side, number, actors)
        ],
        "measures": _present([{"best": number(row["fatalities"])}]),
        "identifiers": code("acled-event", row["event_id_cnty"]),
        "codes": [
            *code(_ACLED, "/".join(filter(None, (kind, part)))),
            *_codes(row, _ACLED_CODED),
        ],
        "citations": [_ACLED],
        "note": labelled(**{column: row[column] for column in _ACLED_REMARKS}),
    }


def _acled_actors(
    row: Row, side: str, number: str, actors: Named[Actor]
) -> Iterator[dict[str, str]]:
    """Yield the actors of a side: the one named first, then those associated with it."""
    if name := row[f"actor{number}"]:
        inter = whole(row[f"inter{number}"])
        kind = _INTERACTIONS.get(inter.lower(), ActorKind.OTHER)
        kind = ActorKind.STATE if name.startswith("Government of ") else kind
        actor = actors.id_of(name, name, code("acled-inter", inter), kind=kind)
        yield _participant(actor, side)
    column = f"assoc_actor_{number}"
    for each in split(row[column]):
        actor = actors.id_of(each, each, kind=ActorKind.OTHER)
        yield {"actor": actor, "role": ParticipantRole.OTHER.value, "side": side, "note": column}


def _acled_time(row: Row) -> str:
    day, precision = day_of(row["event_date"], "event_date"), whole(row["time_precision"])
    if precision == "3":
        return f"{day:%Y-%m}"
    return days_around(day, _WEEK) if precision == "2" else str(day)


# -- both


def _place(row: Row, places: Named[Place], name: str, schemes: Mapping[str, str]) -> str | None:
    where = point(row["longitude"], row["latitude"])
    if not name and where is None:
        return None
    fields = {"point": where} if where else {}
    return places.id_of((name, *(where or ())), name, _codes(row, schemes), **fields)


def _participant(actor: str, side: str) -> dict[str, str]:
    return {"actor": actor, "role": ParticipantRole.PARTICIPANT.value, "side": side}


def _codes(row: Row, schemes: Mapping[str, str]) -> list[str]:
    return [each for column, scheme in schemes.items() for each in code(scheme, row[column])]


def _present(measures: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the measures that have a number, all of people killed."""
    return [
        {"kind": MeasureKind.KILLED.value, **present}
        for measure in measures
        if (present := {key: value for key, value in measure.items() if value is not None}).keys()
        & {"best", "low", "high"}
    ]


LAYOUTS: Final = (
    Layout(
        name=_GED,
        title="UCDP Georeferenced Event Dataset",
        needed=("id", "side_a", "side_b", "date_start", "date_end", "best"),
        also=(
            *("relid", "dyad_name", *_CODED, *_PLACED, *_REMARKS),
            *(column for columns in _IDS.values() for column in columns),
            *("gwnoa", "gwnob", "where_coordinates", "latitude", "longitude"),
            *("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "low", "high"),
        ),
        event=_ged_event,
    ),
    Layout(
        name=_ACLED,
        title="Armed Conflict Location & Event Data",
        needed=("event_id_cnty", "event_date", "event_type", "actor1", "actor2", "fatalities"),
        also=(
            *("sub_event_type", "assoc_actor_1", "assoc_actor_2", "inter1", "inter2"),
            *("location", "latitude", "longitude"),
            *(*_ACLED_CODED, *_ACLED_PLACED, *_ACLED_REMARKS),
        ),
        event=_acled_event,
    ),
)
"""The layouts that are recognised."""
