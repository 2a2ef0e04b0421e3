"""Records drawn before the others that they refer to are known.

A draft holds the values of a record's fields, with numbers in place of references. When
all drafts of a dataset are drawn, each number chooses one of the records, or one of the
passages, that exist, and the records are built. So every record is drawn by itself, and
if a test fails, Hypothesis can leave records out one by one.
"""

import functools
import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

import attrs
from hypothesis import strategies as st

from karabakh.ids import IdKind, RecordId
from karabakh.model import COLLECTIONS, Agreement, Document, Provision, Record, Source
from karabakh.model.introspection import field_types, id_kinds
from karabakh.testing._citations import NUMBERS, PASSAGES, Passage, citations
from karabakh.testing._instances import References, instances_with, named
from karabakh.testing._texts import ids

__all__ = [
    "CONSISTENT",
    "INCONSISTENT",
    "RECORD_KINDS",
    "Draft",
    "DraftResolver",
    "rename_taken",
    "replace_unsupported",
]

RECORD_KINDS: Final[tuple[type[Record], ...]] = (
    *(kind for kind in COLLECTIONS.values() if issubclass(kind, Record)),
    Provision,
)
"""The classes of all records, those within others included."""


@attrs.frozen
class _Reference:
    """A placeholder of an identifier."""

    kinds: tuple[Any, ...]
    number: int


@attrs.frozen
class _Unresolved:
    """A placeholder of an instance."""

    kind: Any
    """Its class."""

    values: Mapping[str, Any]
    """The values of its fields, with placeholders of references, passages and parts."""


@attrs.frozen
class Draft:
    """A record whose references are placeholders."""

    record: _Unresolved

    home: int
    """Of a provision: a number that chooses its agreement."""

    @property
    def kind(self) -> Any:  # noqa: ANN401 (type checkers take a class for unhashable)
        """The class of the record."""
        return self.record.kind

    @property
    def id(self) -> str:
        """The identifier of the record."""
        name: str = self.record.values["id"]
        return name

    def renamed(self, name: str) -> "Draft":
        """Return the draft with another identifier; no other draft refers to the old one."""
        values = {**self.record.values, "id": name}
        return attrs.evolve(self, record=attrs.evolve(self.record, values=values))


def _references_of(kinds: tuple[Any, ...]) -> st.SearchStrategy[_Reference]:
    return NUMBERS.map(lambda number: _Reference(kinds, number))


def _drafts(
    references: References, kind: type[Record], names: st.SearchStrategy[str]
) -> st.SearchStrategy[Draft]:
    fields: dict[str, st.SearchStrategy[Any]] = {"id": names}
    if kind is Agreement:
        fields["provisions"] = st.just(())  # they are drafts of their own
    records: Any = instances_with(references, kind, **fields)  # built by `_Unresolved`
    drafts = st.tuples(records, NUMBERS).map(lambda pair: Draft(*pair))
    return named(f"drafts_of_{kind.__name__}", drafts)


_INSIDE: Final = References(ids=_references_of, citations=PASSAGES, build=_Unresolved)
_ANYWHERE: Final = attrs.evolve(_INSIDE, citations=PASSAGES | citations())
_FEW_IDS: Final = st.sampled_from("abc") | ids()

CONSISTENT: Final = st.one_of([_drafts(_INSIDE, kind, ids()) for kind in RECORD_KINDS])
"""Drafts of records of all kinds, with citations of passages that exist."""

INCONSISTENT: Final = st.one_of([_drafts(_ANYWHERE, kind, _FEW_IDS) for kind in RECORD_KINDS])
"""Drafts of records of all kinds, with few identifiers and citations of any passage."""

_REDRAFTS: Final = {kind: _drafts(_INSIDE, kind, st.just("")) for kind in RECORD_KINDS}


def rename_taken(drafts: Sequence[Draft], taken: Collection[str]) -> list[Draft]:
    """Return the drafts, those renamed whose identifier is taken."""
    used = {*taken, *(draft.id for draft in drafts)}
    free = (name for number in itertools.count() if (name := f"r{number}") not in used)
    return [draft.renamed(next(free)) if draft.id in taken else draft for draft in drafts]


def replace_unsupported(draw: st.DrawFn, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts, those replaced whose required references have no target.

    Each is replaced by a draft of a kind that it needs. One pass is enough: what is needed
    requires no references itself.
    """
    chosen = list(drafts)
    for index, draft in enumerate(chosen):
        others = {other.kind for other in chosen if other is not draft}
        missing = (needed for needed in _needs(draft.kind) if others.isdisjoint(needed))
        for kind, *_ in itertools.islice(missing, 1):
            chosen[index] = draw(_REDRAFTS[kind]).renamed(draft.id)
    return chosen


@functools.cache
def _needs(kind: Any) -> tuple[tuple[type[Record], ...], ...]:  # noqa: ANN401 (a class of records)
    """Return the kinds of records that a record requires, each with its alternatives."""
    required = (
        field.type
        for field in attrs.fields(kind)
        if field.default is attrs.NOTHING and field.name != "id"
    )
    needs = tuple(_kinds_named_by(kinds) for each in required if (kinds := id_kinds(each)))
    return ((Agreement,), *needs) if kind is Provision else needs


@functools.cache
def _kinds_named_by(id_types: tuple[IdKind, ...]) -> tuple[type[Record], ...]:
    return tuple(
        kind
        for kind in RECORD_KINDS
        if not {*id_kinds(RecordId), *id_kinds(field_types(kind)["id"])}.isdisjoint(id_types)
    )


class DraftResolver:
    """Builds records from drafts: their placeholders become references to one another.

    Args:
        cited: The sources.
        drafts: The drafts.
        consistent: Whether each reference is to another record of a kind that fits.
        texts: The texts of the sources, if citations must fit their words.
    """

    def __init__(
        self,
        cited: Sequence[Source],
        drafts: Sequence[Draft],
        *,
        consistent: bool,
        texts: Mapping[str, Document] | None = None,
    ) -> None:
        self._cited = cited
        self._texts = texts
        self._drafts = drafts
        self._consistent = consistent

    def records(self) -> Iterator[Record]:
        """Yield the records, each provision within its agreement."""
        homes = [draft for draft in self._drafts if draft.kind is Agreement]
        for draft in self._drafts:
            record = self._resolved(draft.record, draft)
            if isinstance(record, Agreement):
                owed = (each for each in self._drafts if each.kind is Provision)
                own = (each for each in owed if homes[each.home % len(homes)] is draft)
                provisions = (self._resolved(each.record, each) for each in own)
                yield attrs.evolve(record, provisions=tuple(provisions))
            elif not isinstance(record, Provision):
                yield record

    def _resolved(self, value: Any, draft: Draft) -> Any:  # noqa: ANN401
        """Return a value without placeholders, or None if a placeholder has no target."""
        if isinstance(value, _Reference):
            names = self._names(value, draft)
            return names[value.number % len(names)] if names else None
        if isinstance(value, Passage):
            return value.within(self._cited, self._texts) if self._cited else None
        if value.__class__ is tuple:
            return self._items(value, draft)
        return self._instance(value, draft) if isinstance(value, _Unresolved) else value

    def _items(self, values: tuple[Any, ...], draft: Draft) -> tuple[Any, ...]:
        if not any(isinstance(value, (_Reference, Passage, _Unresolved)) for value in values):
            return values
        items = (self._resolved(value, draft) for value in values)
        return tuple(dict.fromkeys(item for item in items if item is not None))

    def _instance(self, unresolved: _Unresolved, draft: Draft) -> Any:  # noqa: ANN401
        """Return the instance, or None if a required reference has no target."""
        values = {name: self._resolved(value, draft) for name, value in unresolved.values.items()}
        left_out = {name for name, value in values.items() if value is None}
        if any(
            field.name in left_out and field.default is attrs.NOTHING
            for field in attrs.fields(unresolved.kind)
        ):
            return None
        return unresolved.kind(**{name: values[name] for name in values.keys() - left_out})

    def _names(self, reference: _Reference, draft: Draft) -> list[str]:
        if not self._consistent:
            ids = [*(each.id for each in self._drafts), *(each.id for each in self._cited)]
            return [*ids, "nothing-has-this-id"]
        kinds = _kinds_named_by(reference.kinds)
        return [each.id for each in self._drafts if each is not draft and each.kind in kinds]
