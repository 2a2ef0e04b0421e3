"""A valid dataset as plain values, with every field of every class; mutations."""

import copy
import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from karabakh.io import parse, serialize
from karabakh.io._toml_text import toml_value
from karabakh.model import COLLECTIONS, SCHEMA_VERSION

parse_json, parse_jsonl, parse_toml = (
    partial(parse, format=name) for name in ("json", "jsonl", "toml")
)
to_json, to_jsonl, to_toml = (partial(serialize, format=name) for name in ("json", "jsonl", "toml"))

CITED = {
    "citations": ["wire#p1:1-2", "wire#p1", "wire"],
    "certainty": "probable",
    "basis": "inferred",
    "note": "Says so — “plainly”.\n\tTwice; null and void; \\ and \x7f.",
}
NUMBERED = {**CITED, "identifiers": ["wikidata:Q1", "pax@4:Cea/Ceas"], "codes": ["plover:X/y"]}
ASSERTED = {**NUMBERED, "according_to": ["ann", "both"]}
PART = {**CITED, "according_to": ["both"]}
PARTICIPANTS = [
    {"actor": "ann", "role": "speaker", "side": "north", **PART},
    {"actor": "both", "role": "monitor"},
]

PLAIN: dict[str, Any] = {
    "schema": 2,
    "title": "Հայերեն, Azərbaycanca",
    "coding": [
        {
            "coders": ["A. Reader", "B. Reader"],
            "codebook": "ours",
            "version": "2",
            "when": "2024-05",
            "tool": "by hand",
            "note": "All of it.",
        },
        {},
    ],
    "sources": [
        {
            "id": "wire",
            "title": "A wire report",
            "author": "ann",
            "publisher": "The agency",
            "language": "en",
            "published": "2023-09-21",
            "url": "https://example.org/1",
            "translation_of": "bare",
            "edition_of": "bare",
            "sha256": "0" * 64,
            "paragraphs": [
                {
                    "sentences": [
                        {"words": 3, "fingerprint": "0123456789abcdef"},
                        {"words": 2, "fingerprint": "fedcba9876543210"},
                    ]
                }
            ],
            "identifiers": ["doi:10.1"],
            "codes": ["admiralty:B"],
            "note": "Kept.",
        },
        {"id": "bare", "title": ""},
    ],
    "actors": [
        {
            "id": "ann",
            "kind": "author",
            "names": [{"text": "Ann", "language": "en", "used_by": ["ann", "both"], "use": "full"}],
            "members": ["ann"],
            "is_plural": True,
            **NUMBERED,
        },
        {"id": "both", "kind": "collective"},
    ],
    "places": [
        {
            "id": "here",
            "names": [
                {"text": "Here", "language": "en", "used_by": ["ann"], "use": "running"},
                {"text": "Hier"},
            ],
            "point": [46.75, -39.8],
            **NUMBERED,
        }
    ],
    "relations": [
        {
            "id": "office",
            "subject": "ann",
            "kind": "holds-office",
            "object": "here",
            "title": "chair",
            "when": "2018-05/..",
            "doc_time_rel": "overlaps",
            **ASSERTED,
        },
        {"id": "tie", "subject": "ann", "kind": "member-of", "object": "both"},
    ],
    "propositions": [
        {
            "id": "peace",
            "text": "There is peace.",
            "kind": "policy",
            "topic": "peace",
            "implies": ["talks"],
            "excludes": ["war-goes-on"],
            "about": ["here", "truce"],
            "requirement": {"goal": "peace", "condition": "talks", "condition_type": "necessary"},
            "noun_phrase": "peace",
            "infinitive": "live in peace",
            **NUMBERED,
        },
        {"id": "talks", "text": "They talk."},
        {"id": "war-goes-on", "text": "War goes on."},
    ],
    "positions": [
        {
            "id": "ann-for-peace",
            "holder": "ann",
            "on_behalf_of": "both",
            "proposition": "peace",
            "stance": "supports",
            "form": "demand",
            "addressee": "both",
            "when": "2023-09~",
            "doc_time_rel": "before",
            "expressed_in": "speech",
            **ASSERTED,
        }
    ],
    "events": [
        {
            "id": "speech",
            "title": "A speech",
            "kind": "statement",
            "location": "here",
            "participants": PARTICIPANTS,
            "measures": [
                {
                    "kind": "killed",
                    "best": 12.5,
                    "low": 10,
                    "high": 25,
                    "unit": "people",
                    "of": "both",
                    **PART,
                },
                {"kind": "area", "low": 0},
            ],
            "about": ["peace"],
            "when": "[2020-10-10,2020-10-17]",
            "doc_time_rel": "before",
            "recurring": True,
            **ASSERTED,
        },
        {"id": "quiet", "title": "Nothing", "kind": "other"},
    ],
    "agreements": [
        {
            "id": "truce",
            "title": "A truce",
            "kind": "ceasefire",
            "participants": PARTICIPANTS,
            "parties_complete": True,
            "period": "2023/2025",
            "location": "here",
            "provisions": [
                {
                    "id": "truce-1",
                    "kind": "prohibition",
                    "obligor": "ann",
                    "duty": "withdraw",
                    "beneficiary": "both",
                    "deadline": "2024",
                    "period": "2023/..",
                    **ASSERTED,
                },
                {"id": "truce-2", "duty": "wait"},
            ],
            "statuses": [
                {"status": "agreed", "when": "2023", "doc_time_rel": "before", **PART},
                {"status": "unknown"},
            ],
            **ASSERTED,
        }
    ],
    "links": [
        {"id": "order", "subject": "speech", "kind": "before", "object": "truce-1", **ASSERTED}
    ],
}

PLAIN = json.loads(json.dumps(PLAIN))  # nothing in it is the same object twice

Path = tuple[str | int, ...]

KINDS = {name: kind.__name__.lower() for name, kind in COLLECTIONS.items()}


def paths(value: object = PLAIN, path: Path = ()) -> Iterator[Path]:
    """Yield the paths of all members and elements."""
    if path:
        yield path
    if isinstance(value, (dict, list)):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for step, inner in items:
            yield from paths(inner, (*path, step))


def at(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value


def replaced(path: Path, new: object, value: object = PLAIN) -> Any:
    """Return a copy with another value at a path."""
    made = copy.deepcopy(value)
    at(made, path[:-1])[path[-1]] = new
    return made


def removed(path: Path) -> Any:
    """Return a copy without the member or element at a path."""
    made = copy.deepcopy(PLAIN)
    del at(made, path[:-1])[path[-1]]
    return made


def as_json(content: dict[str, Any], **options: Any) -> str:
    return json.dumps(content, **options)


def as_jsonl(content: dict[str, Any]) -> str:
    """Write plain values as lines, as far as they have the shape for it."""
    heading = {key: content[key] for key in content if key not in COLLECTIONS}
    lines = [json.dumps(heading)]
    for name, kind in KINDS.items():
        lines += [json.dumps({"type": kind, **element}) for element in content.get(name, [])]
    return "\n".join(lines)


def as_toml(content: dict[str, Any]) -> str:
    """Write plain values as TOML in the plainest way: all in lines of their own."""
    return "\n".join(f"{key} = {toml_value(value)}" for key, value in content.items())


def in_lines(path: Path) -> tuple[str, int | None]:
    """Turn a path in a whole dataset into a JSON pointer in a line, and the line."""
    if path[0] not in COLLECTIONS:
        return pointer(path), 1
    line = 2 + sum(
        len(PLAIN[name]) for name in list(COLLECTIONS)[: list(COLLECTIONS).index(path[0])]
    )
    return pointer(path[2:]), line + path[1]


def pointer(path: Path) -> str:
    return "".join(f"/{step}" for step in path)


assert PLAIN["schema"] == SCHEMA_VERSION
