"""Strategies for whole datasets, whose records fit together or plainly do not."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, TypeVar

import attrs
from hypothesis import strategies as st

from karabakh.ids import ActorId, RecordId, SourceId
from karabakh.model import (
    COLLECTIONS,
    Actor,
    Agreement,
    BoundDataset,
    Dataset,
    Provision,
    Record,
    Source,
    field_types,
    id_kinds,
)
from karabakh.testing._instances import (
    Surroundings,
    citations,
    draw_instance,
    sources,
)
from karabakh.testing._texts import documents, ids, texts

__all__ = ["RECORD_KINDS", "bound_datasets", "datasets"]

R = TypeVar("R", bound=Record)

RECORD_KINDS: Final[tuple[type[Record], ...]] = (
    *(kind for kind in COLLECTIONS.values() if issubclass(kind, Record)),
    Provision,
)
"""The classes of all records, those within others included."""


def datasets(
    *,
    min_size: int = 0,
    max_size: int = 10,
    consistent: bool = True,
    cited: st.SearchStrategy[Sequence[Source]] | None = None,
) -> st.SearchStrategy[Dataset]:
    """Make datasets of records of all kinds.

    In a consistent one all identifiers differ, each mention of a record leads to another
    one of the right kind, and each citation is inside its source. What the records say
    may still make no sense. In an inconsistent one identifiers may be used twice, lead
    nowhere or to the wrong kind, and citations may be of other sources and places.

    Args:
        min_size: the fewest records, provisions included and sources not.
        max_size: the most.
        consistent: whether all fits together.
        cited: the sources, with different identifiers; up to two at random without it.

    >>> from hypothesis import given
    >>> from karabakh.testing import datasets
    >>> @given(datasets(max_size=3))
    ... def test(dataset):
    ...     assert all(position.holder in dataset.actors for position in dataset.positions)
    >>> test()
    """
    if cited is None:
        cited = st.lists(sources(), max_size=2, unique_by=lambda source: source.id)
    return _datasets(min_size=min_size, max_size=max_size, consistent=consistent, cited=cited)


@st.composite
def _datasets(
    draw: st.DrawFn,
    *,
    min_size: int,
    max_size: int,
    consistent: bool,
    cited: st.SearchStrategy[Sequence[Source]],
) -> Dataset:
    found = tuple(draw(cited))
    names = _names(found) if consistent else ids() | st.sampled_from("abc")
    chosen = draw(st.lists(names, min_size=min_size, max_size=max_size, unique=consistent))
    kinds = [draw(st.sampled_from(RECORD_KINDS)) for _ in chosen]
    named = list(zip(_possible(kinds), chosen, strict=True))
    surroundings = _fitting if consistent else _clashing
    records = _drawn(draw, named, lambda own: surroundings(found, named, own))
    actors = [ActorId(RecordId(name)) for kind, name in named if kind is Actor]
    authors = st.sampled_from([None, *actors])
    signed = [attrs.evolve(each, author=draw(authors)) for each in found]
    return Dataset.of(*signed, *records, title=draw(texts()))


def bound_datasets(*, min_size: int = 0, max_size: int = 10) -> st.SearchStrategy[BoundDataset]:
    """Make consistent datasets, bound to the very texts that their sources were taken of.

    Args:
        min_size: the fewest records.
        max_size: the most.

    >>> from hypothesis import given
    >>> from karabakh.testing import bound_datasets
    >>> @given(bound_datasets(max_size=3))
    ... def test(dataset):
    ...     assert dataset.drift == ()
    >>> test()
    """
    return _bound_datasets(min_size=min_size, max_size=max_size)


@st.composite
def _bound_datasets(draw: st.DrawFn, *, min_size: int, max_size: int) -> BoundDataset:
    bound = draw(st.dictionaries(ids(), documents(), min_size=1, max_size=2))
    cited = [
        Source(id=SourceId(name), title=name, sha256=text.sha256, paragraphs=text.outline())
        for name, text in bound.items()
    ]
    dataset = draw(datasets(min_size=min_size, max_size=max_size, cited=st.just(cited)))
    return dataset.bind(bound)


def _names(taken: Iterable[Source]) -> st.SearchStrategy[str]:
    used = {source.id for source in taken}
    return ids().filter(lambda name: name not in used)


def _possible(kinds: Sequence[type[Record]]) -> list[type[Record]]:
    """Turn each record that must mention another, where there is none, into such another.

    One pass is enough: what is turned into never must mention anything.
    """
    chosen = list(kinds)
    for place, kind in enumerate(chosen):
        others = {*chosen[:place], *chosen[place + 1 :]}
        missing = (needed for needed in _needs(kind) if others.isdisjoint(needed))
        chosen[place] = next(missing, (kind,))[0]
    return chosen


def _needs(kind: type[Record]) -> tuple[tuple[type[Record], ...], ...]:
    """Give the kinds of records that a record can't be without, each with its alternatives."""
    required = (
        field.type
        for field in attrs.fields(kind)
        if field.default is attrs.NOTHING and field.name != "id"
    )
    needs = tuple(_kinds_named_by(kinds) for each in required if (kinds := id_kinds(each)))
    return ((Agreement,), *needs) if kind is Provision else needs


def _kinds_named_by(id_types: Iterable[Any]) -> tuple[type[Record], ...]:
    wanted = set(id_types)
    return tuple(
        kind for kind in RECORD_KINDS if RecordId in wanted or field_types(kind)["id"] in wanted
    )


_Named = Sequence[tuple[type[Record], str]]


def _fitting(cited: Sequence[Source], named: _Named, own: str) -> Surroundings:
    """Let a record mention all others, each where its kind belongs."""

    def known(id_types: tuple[Any, ...]) -> list[str]:
        kinds = _kinds_named_by(id_types)
        return [name for kind, name in named if kind in kinds and name != own]

    return Surroundings(ids=known, citations=citations(cited) if cited else None)


def _clashing(cited: Sequence[Source], named: _Named, own: str) -> Surroundings:  # noqa: ARG001
    """Let a record mention anything anywhere, itself included."""
    known = [*(name for _, name in named), *(source.id for source in cited), "nothing-has-this-id"]
    elsewhere = citations()
    return Surroundings(
        ids=lambda _: known, citations=citations(cited) | elsewhere if cited else elsewhere
    )


def _drawn(
    draw: st.DrawFn, named: _Named, around: Callable[[str], Surroundings]
) -> Iterator[Record]:
    """Draw the records, the provisions first, since they stand in agreements."""
    homes = [place for place, (kind, _) in enumerate(named) if kind is Agreement]
    provisions: dict[int, list[Provision]] = {place: [] for place in homes}
    for kind, name in named:
        if kind is Provision:
            home = draw(st.sampled_from(homes))
            provisions[home].append(_record(draw, Provision, name, around))
    for place, (kind, name) in enumerate(named):
        if kind is Agreement:
            yield _record(draw, Agreement, name, around, provisions=tuple(provisions[place]))
        elif kind is not Provision:
            yield _record(draw, kind, name, around)


def _record(
    draw: st.DrawFn,
    kind: type[R],
    name: str,
    around: Callable[[str], Surroundings],
    **given: object,
) -> R:
    record = draw_instance(draw, kind, around(name), id=name, **given)
    if record is None:
        raise AssertionError(f"a {kind.__name__} among records of which it needs another")
    return record
