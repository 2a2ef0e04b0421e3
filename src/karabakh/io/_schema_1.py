"""From schema 1 to schema 2, record by record and without loss.

Keys are renamed, parties and mediators become participants, and those whom a claim is
according to become a list. A schema 1 participant has no citations: it rests on its record's.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from karabakh.findings import Finding
from karabakh.io._file_errors import mistyped, pointer, unknown_key
from karabakh.io._plain_values import as_array, as_object

__all__ = ["NEW_KEY_HINT", "OLD_KEYS", "RENAMED_KEYS", "from_schema_1"]

_CITED: Final = ("citations", "certainty", "basis", "note")
_CLAIM: Final = (*_CITED, "according_to")

_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "sources": (
        *("id", "title", "author", "publisher", "language", "published", "url", "sha256"),
        *("paragraphs", "note"),
    ),
    "actors": ("id", "kind", "names", "members", "identifiers", *_CITED),
    "places": ("id", "names", "identifiers", *_CITED),
    "relations": ("id", "subject", "kind", "object", "title", "when", "doc_time", *_CLAIM),
    "propositions": (
        *("id", "text", "topic", "implies", "contradicts", "about", "requirement", *_CITED),
    ),
    "positions": (
        *("id", "holder", "proposition", "stance", "form", "addressee", "held", "doc_time"),
        *("expressed_in", *_CLAIM),
    ),
    "events": (
        *("id", "title", "kind", "location", "participants", "about", "when", "doc_time"),
        *("recurring", "identifiers", "codes", *_CLAIM),
    ),
    "agreements": (
        *("id", "title", "kind", "parties", "parties_complete", "mediators", "provisions"),
        *("statuses", "identifiers", "codes", *_CLAIM),
    ),
    "links": ("id", "subject", "kind", "object", *_CLAIM),
    "name": ("text", "language", "used_by"),
    "requirement": ("goal", "condition", "necessity"),
    "participant": ("actor", "role"),
    "provision": ("id", "obligor", "duty", "beneficiary", "deadline", *_CLAIM),
    "status": ("status", "when", "doc_time", *_CITED),
}
"""The keys of schema 1, by collection and part; paragraphs are as in schema 2."""

_PARTS: Final[Mapping[str, Mapping[str, str]]] = {
    "actors": {"names": "name"},
    "places": {"names": "name"},
    "propositions": {"requirement": "requirement"},
    "events": {"participants": "participant"},
    "agreements": {"provisions": "provision", "statuses": "status"},
}
"""The keys that hold parts, and what each part is."""

_RENAMED: Final[Mapping[str, str]] = {
    "held": "when",
    "doc_time": "doc_time_rel",
    "contradicts": "excludes",
    "necessity": "condition_type",
}

_ROLES: Final[Mapping[str, str]] = {"parties": "party", "mediators": "mediator"}

RENAMED_KEYS: Final[Mapping[str, str]] = {**_RENAMED, **dict.fromkeys(_ROLES, "participants")}
"""The keys that have others' names in schema 2, or whose content stands under another."""

_NEW: Final = frozenset(
    (
        *("according_to", "citations", "codes", "edition_of", "identifiers", "infinitive"),
        *("is_plural", "kind", "location", "measures", "noun_phrase", "on_behalf_of"),
        *("participants", "period", "point", "side", "translation_of", "use"),
    )
)
"""Keys of schema 2 that schema 1 has not, or not everywhere."""

OLD_KEYS: Final[Mapping[str, str]] = {
    **{old: f"write {new!r}, as it is called since schema 2" for old, new in _RENAMED.items()},
    **{old: f"list them in 'participants', with the role {role!r}" for old, role in _ROLES.items()},
}
"""What to write instead of the keys that only schema 1 has."""


NEW_KEY_HINT: Final = "take it out, convert the file with karabakh convert, then add it"
"""What to do with a key of schema 2 in a file of schema 1."""


def from_schema_1(
    name: str, element: dict[str, Any], findings: list[Finding], moved: dict[str, str]
) -> dict[str, Any]:
    """Return an element of a collection as schema 2 has it.

    Args:
        name: The collection, or the kind of part.
        element: The element as schema 1 has it, with anything in it.
        findings: Receives the unknown keys, which are left out.
        moved: Receives the pointers, within the new element, of what stood elsewhere in
            the old one, with the old pointers.
    """
    return dict(_migrated(name, element, ("", ""), findings, moved))


_Pointers = tuple[str, str]
"""The pointers of a value in the new and in the old element."""


def _migrated(
    name: str,
    element: dict[str, Any],
    at: _Pointers,
    findings: list[Finding],
    moved: dict[str, str],
) -> Iterator[tuple[str, Any]]:
    new, old = at
    parts = _PARTS.get(name, {})
    for key in _RENAMED.keys() & _KEYS[name]:
        moved[new + pointer(_RENAMED[key])] = old + pointer(key)
    participants: list[Any] = []
    for key, value in element.items():
        place = old + pointer(key)
        if key not in _KEYS[name]:
            findings.append(_unknown(key, _KEYS[name], place))
        elif key in _ROLES:
            actors = as_array(value)
            if actors is None:
                findings.append(mistyped(place, value, "an array"))
            for number, actor in enumerate(actors or ()):
                moved[f"{new}/participants/{len(participants)}/actor"] = f"{place}/{number}"
                participants.append({"actor": actor, "role": _ROLES[key]})
        elif key == "according_to" and as_array(value) is not None:
            hint = "write one identifier, as a text; several need schema 2"
            findings.append(mistyped(place, value, "a text", hint=hint))
        elif key == "according_to":
            moved[f"{new}/according_to/0"] = place
            yield key, [value]
        else:
            renamed = _RENAMED.get(key, key)
            here = (new + pointer(renamed), place)
            yield renamed, _migrated_parts(parts.get(key), value, here, findings, moved)
    if participants:
        yield "participants", participants


def _migrated_parts(
    part: str | None,
    value: Any,  # noqa: ANN401 (any value of a file)
    at: _Pointers,
    findings: list[Finding],
    moved: dict[str, str],
) -> Any:  # noqa: ANN401
    if part is None:
        return value
    if (content := as_object(value)) is not None:
        return dict(_migrated(part, content, at, findings, moved))
    new, old = at
    elements: list[Any] | None = as_array(value)
    if elements is None:
        return value
    return [
        _migrated_parts(part, each, (f"{new}/{number}", f"{old}/{number}"), findings, moved)
        for number, each in enumerate(elements)
    ]


def _unknown(key: str, known: tuple[str, ...], where: str) -> Finding:
    former = next((old for old, new in _RENAMED.items() if new == key and old in known), "")
    hint = NEW_KEY_HINT if key in _NEW else ""
    if former:
        hint = f"write {former!r}, or convert the file to schema 2 first"
    finding = unknown_key(where, key, known, hint=hint)
    return attrs.evolve(finding, message=f"{finding.message} in schema 1")
