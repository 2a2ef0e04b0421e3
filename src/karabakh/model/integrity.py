"""Whether references lead to one record each, of the kind needed.

Whole collections are checked at once: the identifiers in a field become a set, from which
those that exist are taken away. Places are looked up only for what remains, so that a
million sound records cost one pass over their fields.
"""

import re
import sys
import typing
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import filterfalse, islice
from typing import Any, Final

import attrs

from karabakh._shown import listed
from karabakh._wrong_type import require_type
from karabakh.findings import Finding, Severity
from karabakh.ids import ID_PATTERN, RecordId, SourceId
from karabakh.model._collections import COLLECTIONS
from karabakh.model._dataset import Dataset
from karabakh.model.introspection import id_kinds
from karabakh.model.references import Path, ReferencePath, identity_paths, reference_paths
from karabakh.nearest import did_you_mean


def check_integrity(dataset: Dataset) -> Iterator[Finding]:
    """Find identifiers that are wrong, and references that lead nowhere.

    ========= ========================================================================
    rule code problem
    ========= ========================================================================
    ``KB101`` a record or source is referred to that the dataset does not have
    ``KB102`` a record is referred to where one of another kind is needed
    ``KB103`` two records of one kind have the same identifier
    ``KB104`` records of two kinds have the same identifier
    ``KB105`` an identifier is not well-formed, see `karabakh.ids`
    ========= ========================================================================

    An unknown identifier is one finding, however many references to it there are.

    Args:
        dataset: The dataset to check.

    Returns:
        The findings, in the order of the records. ``/positions/3/holder`` is the holder of
        the fourth position.

    Raises:
        TypeError: If `dataset` is not a Dataset.

    >>> from karabakh import Dataset, Link, LinkKind, Place
    >>> from karabakh.model.integrity import check_integrity
    >>> link = Link(id="one-place", subject="here", kind=LinkKind.SAME_AS, object="hree")
    >>> for finding in check_integrity(Dataset.from_records(Place(id="here"), link)):
    ...     print(finding)
    /links/0/object: error KB101: unknown record 'hree'; did you mean 'here'?
    """
    require_type("dataset", dataset, Dataset)
    return broken_references(
        [Content(name=name, records=records) for name, records in dataset.collections()]
    )


def referenced_ids(dataset: Dataset) -> frozenset[str]:
    """Return the identifiers of all records and sources that some record refers to.

    >>> from karabakh import Dataset, Link, LinkKind
    >>> from karabakh.model.integrity import referenced_ids
    >>> link = Link(id="order-1", subject="war", kind=LinkKind.BEFORE, object="truce")
    >>> sorted(referenced_ids(Dataset.from_records(link)))
    ['truce', 'war']
    """
    return frozenset(
        identifier
        for _, records in dataset.collections()
        for path in reference_paths(records.kind)
        for identifier in path.ids(records)
    )


(_RECORD,), (_SOURCE,) = id_kinds(RecordId), id_kinds(SourceId)

_is_well_formed = re.compile(ID_PATTERN).fullmatch
_are_well_formed = re.compile(rf"(?:{ID_PATTERN}\n)*+").fullmatch

_LISTED: Final = 3
"""How many places of a broken reference a message lists."""


@attrs.frozen(kw_only=True)
class Content:
    """The content of a collection, of which some elements may have been unreadable.

    >>> from karabakh import Place
    >>> from karabakh.model.integrity import Content
    >>> content = Content(
    ...     name="places", records=[Place(id="here")], numbers=[1], lost={0: {"id": 5}}
    ... )
    >>> [number for number, _ in content.numbered()]
    [0, 1]
    """

    name: str
    """The name of the collection."""

    records: Sequence[Any]
    """The records that could be read."""

    numbers: Sequence[int] | None = None
    """The index of each record in the collection, from 0; None if no record is missing."""

    lost: Mapping[int, object] = attrs.field(factory=dict[int, object])
    """The unreadable elements by index, as plain dicts and lists.

    Their identifiers exist all the same, and their references are checked, too.
    """

    @property
    def kind(self) -> type:
        """The class of the records."""
        return COLLECTIONS[self.name]

    def numbered(self) -> Iterator[tuple[int, Any]]:
        """Yield all elements, the unreadable ones included, with their indexes."""
        if self.numbers is None:
            return enumerate(self.records)
        found = [*zip(self.numbers, self.records, strict=True), *self.lost.items()]
        return iter(sorted(found, key=lambda row: row[0]))

    def own_ids(self) -> Iterator[tuple[Any, list[str]]]:
        """Yield the identifiers of the records and of those within them, by kind."""
        for path in identity_paths(self.kind):
            yield path.kinds[0], [*path.ids(self.records), *self._lost_ids(path)]

    def referenced(self, path: ReferencePath, *, only_lost: bool = False) -> set[str]:
        """Return the identifiers at the end of a path, or those in unreadable elements."""
        lost = self._lost_ids(path)
        return {*lost} if only_lost else {*path.ids(self.records), *lost}

    def _lost_ids(self, path: ReferencePath) -> Iterator[str]:
        return (each for element in self.lost.values() for _, each, _ in path.occurrences(element))


_NOTHING: Mapping[tuple[Any, ...], AbstractSet[str]] = {}


def broken_references(
    contents: Sequence[Content],
    referenced: Mapping[tuple[Any, ...], AbstractSet[str]] = _NOTHING,
    *,
    ignored: AbstractSet[str] = frozenset(),
    name_place: Callable[[str], str] = str,
    most: int = sys.maxsize,
) -> Iterator[Finding]:
    """Find the problems of `check_integrity` in collections that may have gaps.

    Args:
        contents: The readable content of each collection.
        referenced: All identifiers that occur in fields of some kinds, by these kinds, if
            known: fields without a broken reference are then not searched.
        ignored: Places that are known to be wrong for another reason.
        name_place: Returns a pointer as messages show it, if other than it is.
        most: How many findings are needed; once there are as many, no others are looked for.

    >>> from karabakh import Link, LinkKind
    >>> from karabakh.model.integrity import Content, broken_references
    >>> link = Link(id="one-place", subject="here", kind=LinkKind.SAME_AS, object="there")
    >>> for finding in broken_references([Content(name="links", records=[link])]):
    ...     print(finding.where, finding.code)
    /links/0/subject KB101
    /links/0/object KB101
    """
    known = _Known(contents)
    sound = {kinds for kinds, ids in referenced.items() if ids <= known.of(kinds)}
    first_uses: dict[str, tuple[Any, str]] = {}
    faults: list[_Fault] = []
    for content in contents:
        found = [
            *islice(_identity_faults(content, known, first_uses, name_place), most),
            *_reference_faults(content, known, sound, most),
        ]
        found.sort(key=lambda fault: fault.number)  # stable: within a record the order stays
        faults += found
    faults = [fault for fault in faults if fault.where not in ignored]
    return _findings(faults, name_place)


class _Known:
    """The identifiers that exist, what they name, and which are wrong in themselves."""

    def __init__(self, contents: Sequence[Content]) -> None:
        self._by_kind: dict[Any, set[str]] = {}
        self._of_several: dict[tuple[Any, ...], set[str]] = {}
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
        """Return the identifiers of all records of some kinds."""
        if kinds == (_RECORD,):
            return self._every_record
        found = [self._by_kind.get(kind, set[str]()) for kind in kinds]
        if len(found) == 1:
            return found[0]
        if kinds not in self._of_several:
            self._of_several[kinds] = set[str]().union(*found)
        return self._of_several[kinds]

    def kind_of(self, identifier: str) -> Any:  # noqa: ANN401 (a kind of identifier)
        """Return the kind of record that has an identifier, or None."""
        return next((kind for kind, ids in self._by_kind.items() if identifier in ids), None)


def _malformed_among(ids: set[str]) -> set[str]:
    # All at once takes half the time of one by one, and nearly always all are well-formed.
    lines = "\n".join((*ids, ""))
    if _are_well_formed(lines) and lines.count("\n") == len(ids):
        return set()
    return set(filterfalse(_is_well_formed, ids))


@attrs.frozen
class _Fault:
    """A problem at one place."""

    number: int
    """The index of its record in the collection."""

    where: str
    """The place."""

    record: str
    """The identifier of its record."""

    problem: Finding
    """The problem, as if it were the only one; its place is left out."""

    key: tuple[object, ...] = ()
    """What it has in common with other references to the same thing; empty for none."""


def _findings(faults: Sequence[_Fault], name_place: Callable[[str], str]) -> Iterator[Finding]:
    """Yield one finding, at its first place, for all faults with the same key."""
    grouped: dict[tuple[object, ...], list[_Fault]] = {}
    for number, fault in enumerate(faults):
        grouped.setdefault(fault.key or (number,), []).append(fault)
    for found in grouped.values():
        first, count = found[0], len(found)
        message = first.problem.message
        if count > 1:
            places = (name_place(each.where) for each in found)
            message += f", in {count} references: {listed(places, count, most=_LISTED)}"
        yield attrs.evolve(first.problem, where=first.where, record=first.record, message=message)


def _identity_faults(
    content: Content,
    known: _Known,
    first_uses: dict[str, tuple[Any, str]],
    name_place: Callable[[str], str],
) -> Iterator[_Fault]:
    wrong = known.malformed | known.repeated
    for number, path, identifier, kind in _own_places(content) if wrong else ():
        if identifier not in wrong:
            continue
        where = _pointer(content.name, number, *path)
        if identifier in known.malformed:
            yield _Fault(number, where, identifier, _malformed(identifier))
        first_kind, first_where = first_uses.setdefault(identifier, (kind, where))
        if first_where != where:
            first = name_place(first_where)
            problem = _repeated(identifier, kind, first_kind, first)
            yield _Fault(number, where, identifier, problem)


def _own_places(content: Content) -> list[tuple[int, Path, str, Any]]:
    found = [
        (number, steps, identifier, path.kinds[0])
        for path in identity_paths(content.kind)
        for number, record in content.numbered()
        for steps, identifier, _ in path.occurrences(record)
    ]
    return sorted(found, key=lambda row: row[0])


def _reference_faults(
    content: Content, known: _Known, sound: AbstractSet[tuple[Any, ...]], most: int
) -> Iterator[_Fault]:
    for path in reference_paths(content.kind):
        referenced = content.referenced(path, only_lost=path.kinds in sound)
        missing = referenced - known.of(path.kinds)
        if not missing:
            continue
        problems: dict[str, tuple[Finding, tuple[object, ...]]] = {}
        for number, record in content.numbered():
            for steps, identifier, holder in path.occurrences(record):
                if identifier not in missing:
                    continue
                if identifier not in problems:
                    if len(problems) >= most:
                        continue
                    before = len(problems)
                    problems[identifier] = _problem(identifier, path.kinds, known, before)
                where = _pointer(content.name, number, *steps)
                owner = _id_of(holder) or _id_of(record)
                yield _Fault(number, where, owner, *problems[identifier])


def _id_of(record: object) -> str:
    """Return the identifier of a record or of a plain element, or an empty text."""
    if isinstance(record, dict):
        identifier = typing.cast("dict[str, object]", record).get("id")
    else:
        identifier = typing.cast("object", getattr(record, "id", ""))
    return identifier if isinstance(identifier, str) else ""


def _problem(
    identifier: str, kinds: tuple[Any, ...], known: _Known, before: int
) -> tuple[Finding, tuple[object, ...]]:
    """Return what is wrong with a reference, and what it is grouped by."""
    wanted = " or ".join(map(_noun, kinds))
    kind = known.kind_of(identifier)
    if kind is None:
        code, message = "KB101", f"unknown {wanted} {identifier!r}"
        hint = "correct the reference"
        if _is_well_formed(identifier):
            hint = f"add the {wanted}, or correct the reference"
        key: tuple[object, ...] = (identifier, _SOURCE in kinds)
    else:
        code, message = "KB102", f"{identifier!r} is {_a(_noun(kind))}, not {_a(wanted)}"
        hint = f"refer to {_a(wanted)}"
        key = (identifier, kinds)
    finding = Finding(
        code=code,
        severity=Severity.ERROR,
        message=message,
        expected=f"the identifier of {_a(wanted)}",
        hint=did_you_mean(identifier, known.of(kinds), before=before) or hint,
    )
    return finding, key


def _malformed(identifier: str) -> Finding:
    return Finding(
        code="KB105",
        severity=Severity.ERROR,
        message=f"invalid identifier {identifier!r}",
        expected="a letter or digit, then letters, digits and _ . : / @ + -, at most 200 in all",
        hint=_repair(identifier),
    )


def _repair(identifier: str) -> str:
    """Return what to do about an identifier that is not well-formed."""
    slug = re.sub(r"[^\w.:/@+-]+", "-", identifier)[:200].lstrip("_.:/@+-").rstrip("-")
    return f"use {slug!r}" if _is_well_formed(slug) else "use letters, digits and hyphens"


def _repeated(identifier: str, kind: object, first_kind: object, first: str) -> Finding:
    is_same = kind is first_kind
    noun = f"another {_noun(kind)}" if is_same else _a(_noun(first_kind))
    return Finding(
        code="KB103" if is_same else "KB104",
        severity=Severity.ERROR,
        message=f"identifier {identifier!r} already names {noun}, at {first}",
        expected="an identifier that nothing else in the dataset has",
        hint="rename one of the two, and correct the references to it",
    )


def _noun(kind: Any) -> str:  # noqa: ANN401 (a kind of identifier)
    return str(kind.noun)


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _pointer(*path: str | int) -> str:
    # Names of fields and indexes: nothing in them that a JSON pointer would escape.
    return "".join(f"/{step}" for step in path)
