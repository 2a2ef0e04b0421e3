"""Records drawn before it is known which others there will be.

A draft is the values of a record's fields, and what it mentions is a number at first.
When all drafts of a dataset are drawn, each number chooses one of the records, or one of
the places, that there are, and the records are made. So every record is drawn by itself,
and where a test fails, Hypothesis can leave records out one by one.
"""

import functools
import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

import attrs
from hypothesis import strategies as st

from karabakh.ids import IdKind, RecordId
from karabakh.model import COLLECTIONS, Agreement, Provision, Record, Source
from karabakh.model.introspection import field_types, id_kinds
from karabakh.testing._citations import NUMBERS, PASSAGES, Passage, citations
from karabakh.testing._instances import Mentions, instances_with
from karabakh.testing._texts import ids

__all__ = ["CLASHING", "FITTING", "RECORD_KINDS", "Draft", "Workshop", "apart", "possible"]

RECORD_KINDS: Final[tuple[type[Record], ...]] = (
    *(kind for kind in COLLECTIONS.values() if issubclass(kind, Record)),
    Provision,
)
"""The classes of all records, those within others included."""


@attrs.frozen
class _Mention:
    """What stands for an identifier until it is known which there are."""

    kinds: tuple[Any, ...]
    number: int


@attrs.frozen
class _Unfinished:
    """What stands for an instance until all is known that it mentions."""

    kind: Any
    """Its class."""

    values: Mapping[str, Any]
    """The values of its fields, with stand-ins for all that they mention."""


@attrs.frozen
class Draft:
    """A record with stand-ins for all that it mentions."""

    record: _Unfinished

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
        """Give the draft with another identifier; no other draft knows the old one."""
        values = {**self.record.values, "id": name}
        return attrs.evolve(self, record=attrs.evolve(self.record, values=values))


def _mentions_of(kinds: tuple[Any, ...]) -> st.SearchStrategy[_Mention]:
    return NUMBERS.map(lambda number: _Mention(kinds, number))


def _drafts(
    mentions: Mentions, kind: type[Record], names: st.SearchStrategy[str]
) -> st.SearchStrategy[Draft]:
    fields: dict[str, st.SearchStrategy[Any]] = {"id": names}
    if kind is Agreement:
        fields["provisions"] = st.just(())  # they are drafts of their own
    records: Any = instances_with(mentions, kind, **fields)  # unfinished ones, by `_Unfinished`
    return st.tuples(records, NUMBERS).map(lambda pair: Draft(*pair))


_INSIDE: Final = Mentions(ids=_mentions_of, citations=PASSAGES, make=_Unfinished)
_ANYWHERE: Final = attrs.evolve(_INSIDE, citations=PASSAGES | citations())
_FEW_IDS: Final = st.sampled_from("abc") | ids()

FITTING: Final = st.one_of([_drafts(_INSIDE, kind, ids()) for kind in RECORD_KINDS])
"""Drafts of records of all kinds, which cite what there is."""

CLASHING: Final = st.one_of([_drafts(_ANYWHERE, kind, _FEW_IDS) for kind in RECORD_KINDS])
"""The same, with identifiers that are drawn again and again, and citations of anything."""

_REDRAFTS: Final = {kind: _drafts(_INSIDE, kind, st.just("")) for kind in RECORD_KINDS}


def apart(drafts: Sequence[Draft], taken: Collection[str]) -> list[Draft]:
    """Rename those drafts that have the identifier of something else."""
    used = {*taken, *(draft.id for draft in drafts)}
    free = (name for number in itertools.count() if (name := f"r{number}") not in used)
    return [draft.renamed(next(free)) if draft.id in taken else draft for draft in drafts]


def possible(draw: st.DrawFn, drafts: Sequence[Draft]) -> list[Draft]:
    """Turn each draft that must mention another record, where there is none, into such another.

    One pass is enough: what is turned into never must mention anything.
    """
    chosen = list(drafts)
    for place, draft in enumerate(chosen):
        others = {other.kind for other in chosen if other is not draft}
        missing = (needed for needed in _needs(draft.kind) if others.isdisjoint(needed))
        for kind, *_ in itertools.islice(missing, 1):
            chosen[place] = draw(_REDRAFTS[kind]).renamed(draft.id)
    return chosen


@functools.cache
def _needs(kind: Any) -> tuple[tuple[type[Record], ...], ...]:  # noqa: ANN401 (a class of records)
    """Give the kinds of records that a record can't be without, each with its alternatives."""
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


class Workshop:
    """Where drafts are finished: what there is for their stand-ins to become.

    Args:
        cited: the sources.
        drafts: the drafts.
        consistent: whether each mention is of another record, of a kind that fits.
    """

    def __init__(
        self, cited: Sequence[Source], drafts: Sequence[Draft], *, consistent: bool
    ) -> None:
        self._cited = cited
        self._drafts = drafts
        self._consistent = consistent

    def records(self) -> Iterator[Record]:
        """Go through the finished records, each provision within its agreement."""
        homes = [draft for draft in self._drafts if draft.kind is Agreement]
        for draft in self._drafts:
            record = self._finished(draft.record, draft)
            if isinstance(record, Agreement):
                owed = (each for each in self._drafts if each.kind is Provision)
                own = (each for each in owed if homes[each.home % len(homes)] is draft)
                provisions = (self._finished(each.record, each) for each in own)
                yield attrs.evolve(record, provisions=tuple(provisions))
            elif not isinstance(record, Provision):
                yield record

    def _finished(self, value: Any, draft: Draft) -> Any:  # noqa: ANN401
        """Replace the stand-ins in a value; give none where there is nothing to replace one."""
        if isinstance(value, _Mention):
            names = self._names(value, draft)
            return names[value.number % len(names)] if names else None
        if isinstance(value, Passage):
            return value.within(self._cited) if self._cited else None
        if value.__class__ is tuple:
            return self._items(value, draft)
        return self._instance(value, draft) if isinstance(value, _Unfinished) else value

    def _items(self, values: tuple[Any, ...], draft: Draft) -> tuple[Any, ...]:
        if not any(isinstance(value, (_Mention, Passage, _Unfinished)) for value in values):
            return values
        items = (self._finished(value, draft) for value in values)
        return tuple(dict.fromkeys(item for item in items if item is not None))

    def _instance(self, unfinished: _Unfinished, draft: Draft) -> Any:  # noqa: ANN401
        """Make an instance; give none where what it must mention is not there."""
        values = {name: self._finished(value, draft) for name, value in unfinished.values.items()}
        left_out = {name for name, value in values.items() if value is None}
        if any(
            field.name in left_out and field.default is attrs.NOTHING
            for field in attrs.fields(unfinished.kind)
        ):
            return None
        return unfinished.kind(**{name: values[name] for name in values.keys() - left_out})

    def _names(self, mention: _Mention, draft: Draft) -> list[str]:
        if not self._consistent:
            ids = [*(each.id for each in self._drafts), *(each.id for each in self._cited)]
            return [*ids, "nothing-has-this-id"]
        kinds = _kinds_named_by(mention.kinds)
        return [each.id for each in self._drafts if each is not draft and each.kind in kinds]
