"""Strategies for whole datasets, consistent and inconsistent."""

import functools
from collections.abc import Mapping, Sequence
from typing import Final

import attrs
from hypothesis import strategies as st

from karabakh.model import Actor, BoundDataset, Coding, Dataset, Document, Source
from karabakh.testing._citations import NUMBERS
from karabakh.testing._drafts import (
    CONSISTENT,
    INCONSISTENT,
    Draft,
    DraftResolver,
    rename_taken,
    replace_unsupported,
)
from karabakh.testing._instances import instances, sources
from karabakh.testing._texts import documents, ids, texts

__all__ = ["bound_datasets", "datasets"]

_SOURCES: Final = st.lists(sources(), max_size=2, unique_by=lambda source: source.id)
_BOUND: Final = st.dictionaries(ids(), documents(), min_size=1, max_size=2)
_TITLES: Final = texts()
_CODINGS: Final = st.lists(instances(Coding), max_size=1).map(tuple)


def datasets(
    *,
    min_size: int = 0,
    max_size: int = 10,
    consistent: bool = True,
    cited: st.SearchStrategy[Sequence[Source]] | None = None,
) -> st.SearchStrategy[Dataset]:
    """Return a strategy for datasets of records of all kinds.

    In a consistent one all identifiers differ, each reference of a record, a part or a
    source leads to another one of the right kind, and each citation is within its source.
    What the records say may still make no sense. In an inconsistent one identifiers may
    be used twice, lead nowhere or to the wrong kind, and citations may be of other sources
    and passages.

    Args:
        min_size: The least number of records, which counts provisions and no sources.
        max_size: The greatest number of records.
        consistent: Whether references and citations lead to what exists.
        cited: The sources, with different identifiers, whose authors and other references
            are drawn anew in a consistent dataset. If None, up to two arbitrary ones.

    >>> from hypothesis import given
    >>> from karabakh.testing import datasets
    >>> @given(datasets(max_size=3))
    ... def test(dataset):
    ...     assert all(position.holder in dataset.actors for position in dataset.positions)
    >>> test()
    """
    return _datasets(min_size, max_size, consistent=consistent, cited=cited)


@functools.cache
def _drafts(*, min_size: int, max_size: int, consistent: bool) -> st.SearchStrategy[list[Draft]]:
    return st.lists(
        CONSISTENT if consistent else INCONSISTENT,
        min_size=min_size,
        max_size=max_size,
        unique_by=(lambda draft: draft.id) if consistent else None,
    )


# Hypothesis shows the arguments, so the strategies that fill pages are none of them.
@st.composite
def _datasets(  # noqa: PLR0913 (the public options, and the texts)
    draw: st.DrawFn,
    min_size: int,
    max_size: int,
    *,
    consistent: bool,
    cited: st.SearchStrategy[Sequence[Source]] | None,
    texts: Mapping[str, Document] | None = None,
) -> Dataset:
    found = draw(_SOURCES if cited is None else cited)
    drafted = draw(_drafts(min_size=min_size, max_size=max_size, consistent=consistent))
    if consistent:
        drafted = rename_taken(drafted, {source.id for source in found})
    drafted = replace_unsupported(draw, drafted)
    records = DraftResolver(found, drafted, consistent=consistent, texts=texts).records()
    if consistent:
        found = _connected(draw, found, [draft.id for draft in drafted if draft.kind is Actor])
    dataset = Dataset.from_records(*found, *records, title=draw(_TITLES))
    return attrs.evolve(dataset, coding=draw(_CODINGS))


def _connected(draw: st.DrawFn, sources: Sequence[Source], actors: Sequence[str]) -> list[Source]:
    """Return the sources with references to actors and sources that exist."""

    def one_of(ids: Sequence[str]) -> str | None:
        number = draw(NUMBERS) % (len(ids) + 1)
        return ids[number - 1] if number else None

    connected: list[Source] = []
    for source in sources:
        others = [other.id for other in sources if other is not source]
        translation_of, edition_of = one_of(others), one_of(others)
        connected.append(
            attrs.evolve(
                source,
                author=one_of(actors),
                translation_of=translation_of,
                edition_of=edition_of,
            )
        )
    return connected


def bound_datasets(*, min_size: int = 0, max_size: int = 10) -> st.SearchStrategy[BoundDataset]:
    """Return a strategy for consistent datasets, bound to the texts of their sources.

    Args:
        min_size: The least number of records.
        max_size: The greatest number of records.

    >>> from hypothesis import given
    >>> from karabakh.testing import bound_datasets
    >>> @given(bound_datasets(max_size=3))
    ... def test(dataset):
    ...     assert dataset.drift == ()
    >>> test()
    """

    def bound(texts: Mapping[str, Document]) -> st.SearchStrategy[BoundDataset]:
        cited = st.just(_outlines(texts))
        drawn = _datasets(min_size, max_size, consistent=True, cited=cited, texts=texts)
        return drawn.map(lambda dataset: dataset.bind(texts))

    return _BOUND.flatmap(bound)


def _outlines(texts: Mapping[str, Document]) -> list[Source]:
    return [
        Source(id=name, title=name, sha256=text.sha256, paragraphs=text.outline())
        for name, text in texts.items()
    ]
