"""Strategies for instances of the model's classes, made from the classes' annotations."""

import enum
import typing
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeVar

import attrs
from hypothesis import strategies as st

from karabakh.model import (
    Citation,
    Code,
    Paragraph,
    Sentence,
    Source,
    When,
    id_kinds,
)
from karabakh.testing._edtf import whens
from karabakh.testing._texts import codes, ids, texts

__all__ = ["ANYTHING", "Surroundings", "citations", "instances", "instances_among", "sources"]

T = TypeVar("T")

_MANY: Final = 3
"""How many items a field with several has at most."""


@attrs.frozen(kw_only=True)
class Surroundings:
    """What instances may mention."""

    ids: Callable[[tuple[Any, ...]], st.SearchStrategy[Any]]
    """Gives the identifiers of some types; an empty strategy where there are none."""

    citations: st.SearchStrategy[Citation]
    """The places that may be cited."""


def _hexadecimal(length: int) -> st.SearchStrategy[str]:
    return st.integers(0, 16**length - 1).map(lambda number: f"{number:0{length}x}")


_LANGUAGES = st.sampled_from(["", "en", "hy", "az-Latn", "ru"])

_SPECIAL: Final[Mapping[tuple[type, str], st.SearchStrategy[Any]]] = {
    (Sentence, "words"): st.integers(1, 40),
    (Sentence, "fingerprint"): _hexadecimal(16),
    (Source, "language"): _LANGUAGES,
    (Source, "sha256"): st.just("") | _hexadecimal(64),
}
"""Fields that take less than their type says."""


def instances(kind: type[T], /, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[T]:
    """Make instances of any class of the model: records, their parts, sources.

    Identifiers mentioned are well-formed and lead nowhere: for records that fit together
    draw whole `datasets`.

    Args:
        kind: the class.
        **fields: strategies for some of its fields; the others are made from their types.

    >>> from hypothesis import given, strategies as st
    >>> from karabakh import Position
    >>> from karabakh.testing import instances
    >>> @given(instances(Position, holder=st.just("armenia")))
    ... def test(position):
    ...     assert position.holder == "armenia"
    >>> test()
    """
    return instances_among(ANYTHING, kind, **fields)


def instances_among(
    around: Surroundings, kind: type[T], /, **fields: st.SearchStrategy[Any]
) -> st.SearchStrategy[T]:
    """Make instances that mention only what is around; see `instances`."""
    unknown = fields.keys() - {field.name for field in attrs.fields(_attrs_class(kind))}
    if unknown:
        raise TypeError(f"{kind.__name__} has no field {', '.join(map(repr, sorted(unknown)))}")
    made = {
        field.name: _values_of(kind, field, around)
        for field in attrs.fields(_attrs_class(kind))
        if field.name not in fields
    }
    return st.fixed_dictionaries(made | fields).map(lambda values: kind(**values))


def _attrs_class(kind: type) -> Any:  # noqa: ANN401 (attrs has no name for its classes)
    return kind


def _values_of(
    kind: type, field: "attrs.Attribute[Any]", around: Surroundings
) -> st.SearchStrategy[Any]:
    values = _SPECIAL.get((kind, field.name))
    if values is None:
        least = 1 if kind is Paragraph else 0
        values = _values(field.type, around, least=least)
    return values if field.default is attrs.NOTHING else st.just(field.default) | values


def _values(annotation: Any, around: Surroundings, *, least: int = 0) -> st.SearchStrategy[Any]:  # noqa: ANN401
    """Make values of an annotation, as the model's fields have them."""
    if kinds := id_kinds(annotation):
        return around.ids(kinds)
    if typing.get_origin(annotation) is tuple:
        element, *_ = typing.get_args(annotation)
        return _tuples_of(_values(element, around), least=least, unique=bool(id_kinds(element)))
    if options := typing.get_args(annotation):
        # `None` is left to the field's default, which is `None` wherever it may be.
        return st.one_of([_values(each, around) for each in options if each is not type(None)])
    if annotation is Citation:
        return around.citations
    if attrs.has(annotation):
        return instances_among(around, annotation)
    if issubclass(annotation, enum.Enum):
        return st.sampled_from(annotation)
    return _PLAIN[annotation]


def _tuples_of(
    items: st.SearchStrategy[Any], *, least: int, unique: bool
) -> st.SearchStrategy[tuple[Any, ...]]:
    if items.is_empty:
        return st.just(())
    return st.lists(items, min_size=least, max_size=_MANY, unique=unique).map(tuple)


def sources(*, min_paragraphs: int = 0, max_paragraphs: int = 3) -> st.SearchStrategy[Source]:
    """Make sources with an outline, or none.

    Args:
        min_paragraphs: the fewest paragraphs.
        max_paragraphs: the most.

    >>> from hypothesis import given
    >>> from karabakh.testing import sources
    >>> @given(sources(min_paragraphs=1))
    ... def test(source):
    ...     assert source.paragraphs[0].words > 0
    >>> test()
    """
    paragraphs = st.lists(
        instances(Paragraph), min_size=min_paragraphs, max_size=max_paragraphs
    ).map(tuple)
    return instances(Source, paragraphs=paragraphs)


def citations(sources: Sequence[Source] | None = None) -> st.SearchStrategy[Citation]:
    """Make citations of words, of paragraphs and of whole sources.

    Args:
        sources: the sources cited, not without one; all places are inside them. Without
            it, any source and place.

    >>> from hypothesis import given
    >>> from karabakh import Source
    >>> from karabakh.testing import citations
    >>> @given(citations([Source(id="wire", title="Wire")]))
    ... def test(citation):
    ...     assert citation.source == "wire"
    >>> test()
    """
    return _citations(sources)


@st.composite
def _citations(draw: st.DrawFn, sources: Sequence[Source] | None) -> Citation:
    source = None if sources is None else draw(st.sampled_from(sources))
    name = draw(ids()) if source is None else source.id
    lengths = [paragraph.words for paragraph in source.paragraphs] if source else []
    form = draw(st.sampled_from(["words", "paragraph", "source"]))
    if form == "source":
        return Citation(name)
    number = draw(st.integers(1, len(lengths) or _MOST))
    if form == "paragraph":
        return Citation(name, number)
    length = lengths[number - 1] if lengths else _MOST
    first = draw(st.integers(1, length))
    return Citation(name, number, first, draw(st.integers(first, length)))


_MOST: Final = 999_999_999
"""The largest number in a citation."""

_PLAIN: Final[Mapping[type, st.SearchStrategy[Any]]] = {
    str: texts(),
    bool: st.booleans(),
    int: st.integers(),
    When: whens(),
    Code: codes(),
}

ANYTHING: Final = Surroundings(ids=lambda _: ids(), citations=citations())
"""Mentions of whatever: identifiers and places that lead nowhere."""
