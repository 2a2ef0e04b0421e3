"""Whether all that is mentioned exists, once, and as what it is mentioned.

The check asks whole collections at once: the identifiers in a field become a set, and
what is left of it without those that exist is wrong. Only then are the places looked for,
so that a million sound records cost no more than going through their fields.
"""

import re
import typing
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import filterfalse
from typing import Any

import attrs

from karabakh.findings import Finding, Severity
from karabakh.ids import ID_PATTERN, RecordId, SourceId
from karabakh.model._collections import COLLECTIONS
from karabakh.model._dataset import Dataset
from karabakh.model._reference_paths import Path, Route, identities, mentions
from karabakh.model._wrong_type import wrong_argument
from karabakh.model.introspection import id_kinds
from karabakh.nearest import did_you_mean


def integrity(dataset: Dataset) -> Iterator[Finding]:
    """Find what breaks the identity of records and their mentions of one another.

    ========= ==========================================================================
    code      what is wrong
    ========= ==========================================================================
    ``KB101`` a record or source is mentioned that the dataset does not have
    ``KB102`` what is mentioned is of another kind than may stand there
    ``KB103`` two records of one kind have the same identifier
    ``KB104`` records of two kinds have the same identifier
    ``KB105`` an identifier is not well-formed, see `karabakh.ids`
    ========= ==========================================================================

    Args:
        dataset: what to check.

    Returns:
        The findings, in the order of the records. Each says where: ``/positions/3/holder``
        is the holder of the fourth position.

    Raises:
        TypeError: it is no dataset.

    >>> from karabakh import Dataset, Link, LinkKind, Place
    >>> from karabakh.model.integrity import integrity
    >>> link = Link(id="one-place", subject="here", kind=LinkKind.SAME_AS, object="hree")
    >>> for finding in integrity(Dataset.from_records(Place(id="here"), link)):
    ...     print(finding)
    /links/0/object: error KB101: there is no record 'hree' (did you mean 'here'?)
    """
    if not isinstance(dataset, Dataset):  # pyright: ignore[reportUnnecessaryIsInstance] (for untyped callers)
        raise wrong_argument("what is checked", dataset, (Dataset,))
    return broken_references(
        [Content(name=name, records=records) for name, records in dataset.collections()]
    )


(_RECORD,), (_SOURCE,) = id_kinds(RecordId), id_kinds(SourceId)

_is_well_formed = re.compile(ID_PATTERN).fullmatch
_are_well_formed = re.compile(rf"(?:{ID_PATTERN}\n)*+").fullmatch


@attrs.frozen(kw_only=True)
class Content:
    """What there is of a collection: some of its records may have been unreadable.

    >>> from karabakh import Place
    >>> from karabakh.model.integrity import Content
    >>> content = Content(
    ...     name="places", records=[Place(id="here")], numbers=[1], lost={0: {"id": 5}}
    ... )
    >>> [number for number, _ in content.numbered()]
    [0, 1]
    """

    name: str
    """The collection."""

    records: Sequence[Any]
    """Its records, those that could be read."""

    numbers: Sequence[int] | None = None
    """The number of each record in the collection, from 0; none where no record is missing."""

    lost: Mapping[int, object] = attrs.field(factory=dict[int, object])
    """The elements that are no records, by their numbers, as plain dicts and lists.

    Their identifiers exist all the same, and what they mention is checked, too.
    """

    @property
    def kind(self) -> type:
        """The class of the records."""
        return COLLECTIONS[self.name]

    def numbered(self) -> Iterator[tuple[int, Any]]:
        """Go through the records, those that were lost included, with their numbers."""
        if self.numbers is None:
            return enumerate(self.records)
        found = [*zip(self.numbers, self.records, strict=True), *self.lost.items()]
        return iter(sorted(found, key=lambda row: row[0]))

    def own_ids(self) -> Iterator[tuple[Any, list[str]]]:
        """Go through the identifiers of the records and of those within them, by type."""
        for route in identities(self.kind):
            lost = [each for element in self.lost.values() for _, each, _ in route.places(element)]
            yield route.kinds[0], [*route.ids(self.records), *lost]

    def mentioned(self, route: Route, *, by_lost_alone: bool = False) -> set[str]:
        """Give all identifiers at the end of a route; or those in lost elements alone."""
        lost = (each for element in self.lost.values() for _, each, _ in route.places(element))
        return {*lost} if by_lost_alone else {*route.ids(self.records), *lost}


_NOTHING: Mapping[tuple[Any, ...], AbstractSet[str]] = {}


def broken_references(
    contents: Sequence[Content], mentioned: Mapping[tuple[Any, ...], AbstractSet[str]] = _NOTHING
) -> Iterator[Finding]:
    """Find what `integrity` finds, in collections that may have gaps.

    Args:
        contents: what could be read of each collection.
        mentioned: all that records mention in fields of some types, by these types, where
            that is known: they are not gone through for what is sound in it.

    >>> from karabakh import Link, LinkKind
    >>> from karabakh.model.integrity import Content, broken_references
    >>> link = Link(id="one-place", subject="here", kind=LinkKind.SAME_AS, object="there")
    >>> for finding in broken_references([Content(name="links", records=[link])]):
    ...     print(finding.where, finding.code)
    /links/0/subject KB101
    /links/0/object KB101
    """
    known = _Known(contents)
    sound = {kinds for kinds, ids in mentioned.items() if ids <= known.of(kinds)}
    first_uses: dict[str, tuple[Any, str]] = {}
    for content in contents:
        faults = [
            *_identity_faults(content, known, first_uses),
            *_mention_faults(content, known, sound),
        ]
        faults.sort(key=lambda fault: fault[0])  # stable: within a record the order stays
        for _, finding in faults:
            yield finding


class _Known:
    """The identifiers that there are, what they name, and which are wrong in themselves."""

    def __init__(self, contents: Sequence[Content]) -> None:
        self._by_kind: dict[Any, set[str]] = {}
        rows = [row for content in contents for row in content.own_ids()]
        for kind, ids in rows:
            self._by_kind.setdefault(kind, set()).update(ids)
        records = [ids for kind, ids in self._by_kind.items() if kind is not _SOURCE]
        self._every_record = set[str]().union(*records)
        sources = self._by_kind.get(_SOURCE, set[str]())
        self.malformed = _malformed_among(self._every_record) | _malformed_among(sources)
        """Those that are not well-formed."""
        self.repeated = set[str]()
        """Those that several records have."""
        different = len(self._every_record) + len(sources - self._every_record)
        if sum(len(ids) for _, ids in rows) > different:
            counts = Counter(each for _, ids in rows for each in ids)
            self.repeated = {each for each, count in counts.items() if count > 1}

    def of(self, kinds: tuple[Any, ...]) -> set[str]:
        """Give the identifiers of all records of some kinds."""
        if kinds == (_RECORD,):
            return self._every_record
        found = [self._by_kind.get(kind, set[str]()) for kind in kinds]
        return found[0] if len(found) == 1 else set[str]().union(*found)

    def kind_of(self, identifier: str) -> Any:  # noqa: ANN401 (a type of identifier)
        """Give the type of an identifier, or none where nothing has it."""
        return next((kind for kind, ids in self._by_kind.items() if identifier in ids), None)


def _malformed_among(ids: set[str]) -> set[str]:
    # All at once takes half the time of one by one, and nearly always all are well-formed.
    lines = "\n".join((*ids, ""))
    if _are_well_formed(lines) and lines.count("\n") == len(ids):
        return set()
    return set(filterfalse(_is_well_formed, ids))


_Fault = tuple[int, Finding]
"""A finding, after the number of its record."""


def _identity_faults(
    content: Content, known: _Known, first_uses: dict[str, tuple[Any, str]]
) -> Iterator[_Fault]:
    wrong = known.malformed | known.repeated
    for number, path, identifier, kind in _own_places(content) if wrong else ():
        if identifier not in wrong:
            continue
        where = _pointer(content.name, number, *path)
        if identifier in known.malformed:
            yield number, _malformed(identifier, where)
        first_kind, first_where = first_uses.setdefault(identifier, (kind, where))
        if first_where != where:
            yield number, _repeated(identifier, where, kind, first_kind, first_where)


def _own_places(content: Content) -> list[tuple[int, Path, str, Any]]:
    found = [
        (number, path, identifier, route.kinds[0])
        for route in identities(content.kind)
        for number, record in content.numbered()
        for path, identifier, _ in route.places(record)
    ]
    return sorted(found, key=lambda row: row[0])


def _mention_faults(
    content: Content, known: _Known, sound: AbstractSet[tuple[Any, ...]]
) -> Iterator[_Fault]:
    for route in mentions(content.kind):
        mentioned = content.mentioned(route, by_lost_alone=route.kinds in sound)
        missing = mentioned - known.of(route.kinds)
        if not missing:
            continue
        explained = {each: _explained(each, route.kinds, known) for each in missing}
        for number, record in content.numbered():
            for path, identifier, holder in route.places(record):
                if identifier in missing:
                    finding = attrs.evolve(
                        explained[identifier],
                        where=_pointer(content.name, number, *path),
                        record=_id_of(holder) or _id_of(record),
                    )
                    yield number, finding


def _id_of(record: object) -> str:
    """Give the identifier of a record, or of a plain element; nothing where it has none."""
    if isinstance(record, dict):
        identifier = typing.cast("dict[str, object]", record).get("id")
    else:
        identifier = typing.cast("object", getattr(record, "id", ""))
    return identifier if isinstance(identifier, str) else ""


def _explained(identifier: str, kinds: tuple[Any, ...], known: _Known) -> Finding:
    """Say what is wrong with the mention of an identifier, wherever it stands."""
    wanted = " or ".join(map(_noun, kinds))
    kind = known.kind_of(identifier)
    if kind is None:
        code, message = "KB101", f"there is no {wanted} {identifier!r}"
    else:
        code, message = "KB102", f"{identifier!r} is {_a(_noun(kind))}, not {_a(wanted)}"
    return Finding(
        code=code,
        severity=Severity.ERROR,
        message=message,
        expected=f"the identifier of {_a(wanted)}",
        hint=did_you_mean(identifier, known.of(kinds)),
    )


def _malformed(identifier: str, where: str) -> Finding:
    return Finding(
        code="KB105",
        severity=Severity.ERROR,
        message=f"{identifier!r} is no well-formed identifier",
        where=where,
        record=identifier,
        expected="a letter or digit, then letters, digits and _ . : / @ + -, at most 200 in all",
        hint="replace blanks by hyphens and leave other signs out",
    )


def _repeated(identifier: str, where: str, kind: object, first_kind: object, first: str) -> Finding:
    is_same = kind is first_kind
    noun = f"another {_noun(kind)}" if is_same else _a(_noun(first_kind))
    return Finding(
        code="KB103" if is_same else "KB104",
        severity=Severity.ERROR,
        message=f"{identifier!r} names {noun} already: {first}",
        where=where,
        record=identifier,
        expected="an identifier that nothing else in the dataset has",
        hint="rename one of the two, and what mentions it",
    )


def _noun(kind: Any) -> str:  # noqa: ANN401 (a type of identifier)
    return str(kind.noun)


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _pointer(*path: str | int) -> str:
    # Names of fields and numbers: nothing in them that a JSON pointer would escape.
    return "".join(f"/{step}" for step in path)
