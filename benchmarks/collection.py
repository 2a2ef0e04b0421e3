"""Coded collections of any size: the same for the same size and seed.

It looks like what coders hand in: wire reports cited paragraph by paragraph, events with
participants and codes, positions of a few hundred actors, most times known to the day and
some to a month, about, or not at all. As everywhere in the format, a key that would hold
its default is left out.

    python benchmarks/collection.py --records 200000 > collection.json
"""

import argparse
import json
import random
import sys
from collections.abc import Iterator
from typing import Any

__all__ = ["KINDS", "as_json", "build_collection", "with_faults"]

Element = dict[str, Any]

FORMS = ("claim", "assessment", "prediction", "aim", "endorsement", "recognition", "refusal")
EVENT_KINDS = ("war", "offensive", "battle", "attack", "negotiation", "meeting", "statement")
ROLES = ("initiator", "target", "participant")
KINDS = {"positions": "position", "events": "event"}
"""The collections that hold nearly all records, and what one of them is called."""

_WHO = ("Border guards", "The delegation", "Residents", "An envoy", "The ministry", "Observers")
_DOES = ("report", "call for", "reject", "announce", "discuss", "condemn", "welcome", "propose")
_WHAT = ("shelling near the road", "a pause in the fighting", "the return of prisoners")
_WHERE = (
    "in the northern valley",
    "at the crossing",
    "in the capital",
    "along the line of contact",
)


def build_collection(records: int, *, seed: int = 0) -> dict[str, Any]:
    """Return a collection, as its JSON file holds it.

    Args:
        records: how many positions and events it has, half of each; the sources, actors,
            places, propositions, relations and links that these need come on top (a tenth).
        seed: another one makes another collection.
    """
    chance = random.Random(seed)  # noqa: S311 (nothing secret)
    names = _Names(records)
    return {
        "schema": 2,
        "title": f"A made collection of {records} positions and events",
        "sources": [_source(chance, name) for name in names.sources],
        "actors": [_actor(name) for name in names.actors],
        "places": [{"id": name, "names": [{"text": name.title()}]} for name in names.places],
        "relations": list(_relations(chance, names)),
        "propositions": [
            _proposition(chance, names, row) for row in range(len(names.propositions))
        ],
        "positions": [_position(chance, names, name) for name in names.positions],
        "events": [_event(chance, names, name) for name in names.events],
        "links": list(_links(chance, names)),
    }


def as_json(collection: dict[str, Any]) -> bytes:
    """Write a collection as compact JSON in UTF-8."""
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def with_faults(collection: dict[str, Any], faults: int) -> dict[str, Any]:
    """Return the collection with as many invalid positions and events, evenly spread.

    The faults take turns: a wrong type, an unknown key, an unknown term, no date, no citation.
    """
    spoils = (
        lambda element: element | {"note": 5},
        lambda element: element | {"remark": "?"},
        lambda element: element | {"certainty": "quite"},
        lambda element: element | {"when": "2021-02-29"},
        lambda element: element | {"citations": ["wire-0#p0"]},
    )
    spoiled = {name: list(collection[name]) for name in KINDS}
    rows = [(name, row) for name, elements in spoiled.items() for row in range(len(elements))]
    for number in range(faults):
        name, row = rows[number * len(rows) // faults]
        spoiled[name][row] = spoils[number % len(spoils)](spoiled[name][row])
    return collection | spoiled


class _Names:
    """The identifiers of all records."""

    def __init__(self, records: int) -> None:
        self.sources = _numbered("wire", records // 400 + 1)
        self.actors = _numbered("actor", records // 100 + 2)
        self.places = _numbered("place", records // 600 + 1)
        self.propositions = _numbered("proposition", records // 40 + 2)
        self.positions = _numbered("position", records // 2)
        self.events = _numbered("event", records - records // 2)


def _numbered(noun: str, count: int) -> list[str]:
    return [f"{noun}-{number}" for number in range(count)]


def _source(chance: random.Random, name: str) -> Element:
    element = {"id": name, "title": f"Wire report {name}", "language": "en"}
    return element | {"published": _day(chance)} if chance.random() < 0.8 else element


def _actor(name: str) -> Element:
    return {
        "id": name,
        "kind": "state",
        "names": [{"text": name.title(), "language": "en"}],
        "identifiers": [f"gw:{name[6:]}"],
    }


def _relations(chance: random.Random, names: _Names) -> Iterator[Element]:
    for number in range(len(names.actors) // 4):
        yield {
            "id": f"office-{number}",
            "subject": chance.choice(names.actors),
            "kind": "holds-office",
            "object": chance.choice(names.actors),
            "title": "head of government",
            "when": f"{_day(chance)}/..",
            "citations": _citations(chance, names),
        }


def _proposition(chance: random.Random, names: _Names, row: int) -> Element:
    element: Element = {
        "id": names.propositions[row],
        "text": f"{chance.choice(_WHAT).capitalize()} {chance.choice(_WHERE)} comes first.",
        "topic": f"topic-{row % 50}",
    }
    # Only earlier propositions, so that no chain of implications comes back to its start.
    if row and chance.random() < 0.2:
        element["implies"] = [names.propositions[chance.randrange(row)]]
    if row and chance.random() < 0.2:
        element["excludes"] = [names.propositions[chance.randrange(row)]]
    return element | {"citations": _citations(chance, names)}


def _position(chance: random.Random, names: _Names, name: str) -> Element:
    element: Element = {
        "id": name,
        "holder": chance.choice(names.actors),
        "proposition": chance.choice(names.propositions),
        "stance": chance.choices(("supports", "opposes", "undecided"), (55, 40, 5))[0],
        "form": chance.choice(FORMS),
    }
    if chance.random() < 0.3:
        element["addressee"] = chance.choice(names.actors)
    return element | _dated(chance, "when") | _common(chance, names)


def _event(chance: random.Random, names: _Names, name: str) -> Element:
    parts = (chance.choice(part) for part in (_WHO, _DOES, _WHAT, _WHERE))
    element: Element = {
        "id": name,
        "title": " ".join(parts),
        "kind": chance.choice(EVENT_KINDS),
        "location": chance.choice(names.places),
        "participants": [
            {"actor": chance.choice(names.actors), "role": role}
            for role in ROLES[: chance.randint(1, 3)]
        ],
    }
    dated = _dated(chance, "when")
    if chance.random() < 0.5:
        return element | dated | {"codes": ["plover:ASSAULT"]} | _common(chance, names)
    return element | dated | _common(chance, names)


def _links(chance: random.Random, names: _Names) -> Iterator[Element]:
    for number in range(len(names.events) // 10):
        earlier, later = sorted(chance.sample(range(len(names.events)), 2))
        yield {
            "id": f"link-{number}",
            "subject": names.events[earlier],
            "kind": "part-of",
            "object": names.events[later],
            "citations": _citations(chance, names),
        }


def _dated(chance: random.Random, key: str) -> Element:
    day = _day(chance)
    shape = chance.random()
    if shape < 0.6:
        return {key: day}
    if shape < 0.7:
        return {key: f"{day}/.."}
    if shape < 0.75:
        return {key: f"{day[:7]}/{int(day[:4]) + 1}"}
    if shape < 0.9:
        return {key: chance.choice((day[:7], day[:7] + "~", day[:4]))}
    return {"doc_time_rel": chance.choice(("before", "overlaps"))}


def _common(chance: random.Random, names: _Names) -> Element:
    element: Element = {"citations": _citations(chance, names)}
    if chance.random() < 0.2:
        element["certainty"] = chance.choice(("probable", "possible"))
    if chance.random() < 0.1:
        element["basis"] = "inferred"
    if chance.random() < 0.1:
        element["note"] = "The report names nobody; read from the sentence before."
    return element


def _citations(chance: random.Random, names: _Names) -> list[str]:
    source = chance.choice(names.sources)
    places = []
    for _ in range(chance.choice((1, 2, 2, 2))):
        first = chance.randint(1, 60)
        last = first + chance.randint(0, 30)
        places.append(f"{source}#p{chance.randint(1, 30)}:{first}-{last}")
    return places


def _day(chance: random.Random) -> str:
    return f"{chance.randint(1991, 2023)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"


def _main() -> None:
    parser = argparse.ArgumentParser(description="Write a made collection to standard output.")
    parser.add_argument("--records", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    sys.stdout.buffer.write(as_json(build_collection(arguments.records, seed=arguments.seed)))


if __name__ == "__main__":
    _main()
