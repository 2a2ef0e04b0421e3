"""The strategy of each type: the one table behind `st.from_type`."""

import typing
from collections.abc import Callable, Mapping
from typing import Any, Final

from hypothesis import strategies as st

from karabakh.model import (
    COLLECTIONS,
    Alignment,
    Assertion,
    BoundDataset,
    Citation,
    Cited,
    CitedPart,
    Coverage,
    Dataset,
    Document,
    Drift,
    ExternalCode,
    Measure,
    ParagraphCoverage,
    Participant,
    Record,
    RecordCollection,
    Source,
    StatusChange,
    Word,
    coverage,
)
from karabakh.model.introspection import id_kinds
from karabakh.testing._citations import citations
from karabakh.testing._datasets import bound_datasets, datasets
from karabakh.testing._drafts import RECORD_KINDS
from karabakh.testing._edtf import whens
from karabakh.testing._instances import instances, sources
from karabakh.testing._texts import codes, documents, ids
from karabakh.time import Bounds, When

__all__ = ["strategy_of"]


def strategy_of(kind: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401 (types of all sorts)
    """Return the strategy for a type of the model, or for a type of identifier."""
    if id_kinds(kind):
        return ids()
    origin = typing.get_origin(kind) or kind
    if origin is RecordCollection:
        return _records(kind)
    special = _SPECIAL.get(origin)
    return instances(origin) if special is None else special()


def _records(kind: Any) -> st.SearchStrategy[RecordCollection[Any]]:  # noqa: ANN401 (may have a parameter)
    named = [each for each in typing.get_args(kind) if each in COLLECTIONS.values()]
    return st.sampled_from(named or list(COLLECTIONS.values())).flatmap(
        lambda kind: st.lists(strategy_of(kind), max_size=5).map(
            lambda items: RecordCollection(items, kind)
        )
    )


def _any_of(base: type[Cited]) -> st.SearchStrategy[Cited]:
    return st.one_of(
        [
            instances(kind)
            for kind in (*RECORD_KINDS, StatusChange, Participant, Measure)
            if issubclass(kind, base)
        ]
    )


def _alignments() -> st.SearchStrategy[Alignment]:
    return bound_datasets().flatmap(lambda bound: st.sampled_from([*bound.alignments.values()]))


def _coverages() -> st.SearchStrategy[Coverage]:
    return bound_datasets().flatmap(
        lambda bound: st.sampled_from([coverage(bound, source=name) for name in bound.sources.ids])
    )


def _drifts() -> st.SearchStrategy[Drift]:
    return instances(Drift, record=_any_of(Record))


_SPECIAL: Final[Mapping[type, Callable[[], st.SearchStrategy[Any]]]] = {
    Alignment: _alignments,
    Assertion: lambda: _any_of(Assertion),
    BoundDataset: bound_datasets,
    Bounds: lambda: whens().map(lambda when: when.bounds),
    Citation: citations,
    Cited: lambda: _any_of(Cited),
    CitedPart: lambda: _any_of(CitedPart),
    ExternalCode: codes,
    Coverage: _coverages,
    Dataset: datasets,
    Document: documents,
    Drift: _drifts,
    ParagraphCoverage: lambda: _coverages().flatmap(
        lambda covered: st.sampled_from(covered.paragraphs)
    ),
    Record: lambda: _any_of(Record),
    Source: sources,
    When: whens,
    Word: lambda: documents().flatmap(lambda document: st.sampled_from(document.words)),
}
"""Strategies for types whose fields depend on one another, or that have none."""
