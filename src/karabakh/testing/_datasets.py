"""Strategies for whole datasets, whose records fit together or plainly do not."""

import functools
from collections.abc import Mapping, Sequence
from typing import Final

import attrs
from hypothesis import strategies as st

from karabakh.model import Actor, BoundDataset, Coding, Dataset, Document, Source
from karabakh.testing._citations import NUMBERS
from karabakh.testing._drafts import CLASHING, FITTING, Draft, Workshop, apart, possible
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
    return _datasets(min_size=min_size, max_size=max_size, consistent=consistent, cited=cited)


@functools.cache
def _drafts(*, min_size: int, max_size: int, consistent: bool) -> st.SearchStrategy[list[Draft]]:
    return st.lists(
        FITTING if consistent else CLASHING,
        min_size=min_size,
        max_size=max_size,
        unique_by=(lambda draft: draft.id) if consistent else None,
    )


# Hypothesis shows the arguments, so the strategies that fill pages are none of them.
@st.composite
def _datasets(
    draw: st.DrawFn,
    *,
    min_size: int,
    max_size: int,
    consistent: bool,
    cited: st.SearchStrategy[Sequence[Source]] | None,
) -> Dataset:
    found = draw(_SOURCES if cited is None else cited)
    drafted = draw(_drafts(min_size=min_size, max_size=max_size, consistent=consistent))
    if consistent:
        drafted = apart(drafted, {source.id for source in found})
    drafted = possible(draw, drafted)
    actors = [draft.id for draft in drafted if draft.kind is Actor]
    authors = [None, *actors]
    signed = [attrs.evolve(each, author=authors[draw(NUMBERS) % len(authors)]) for each in found]
    records = Workshop(found, drafted, consistent=consistent).records()
    dataset = Dataset.from_records(*signed, *records, title=draw(_TITLES))
    return attrs.evolve(dataset, coding=draw(_CODINGS))


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
    return _BOUND.flatmap(
        lambda texts: datasets(
            min_size=min_size, max_size=max_size, cited=st.just(_outlines(texts))
        ).map(lambda dataset: dataset.bind(texts))
    )


def _outlines(texts: Mapping[str, Document]) -> list[Source]:
    return [
        Source(id=name, title=name, sha256=text.sha256, paragraphs=text.outline())
        for name, text in texts.items()
    ]
