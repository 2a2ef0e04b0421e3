"""Strategies for instances of the model's classes, made from the classes' annotations."""

import enum
import functools
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

import attrs
from hypothesis import strategies as st

from karabakh.findings import Finding
from karabakh.model import Citation, ExternalCode, Measure, Paragraph, Place, Sentence, Source, When
from karabakh.model.introspection import element_type, id_kinds, is_union, options_of
from karabakh.testing._citations import citations
from karabakh.testing._edtf import whens
from karabakh.testing._texts import codes, ids, texts

__all__ = ["Mentions", "instances", "instances_with", "sources"]

T = TypeVar("T")


def _instance(kind: type[T], values: Mapping[str, Any]) -> T:
    return kind(**values)


@attrs.frozen(kw_only=True, eq=False)
class Mentions:
    """How instances mention other records and places in sources."""

    ids: Callable[[tuple[Any, ...]], st.SearchStrategy[Any]]
    """Gives a strategy for identifiers of some types, or for what stands in for them."""

    citations: st.SearchStrategy[Any]
    """Makes citations, or what stands in for them."""

    make: Callable[[Any, dict[str, Any]], Any] = _instance
    """Makes an instance of a class and the values of its fields, or what stands in for one."""


_ANY_MENTIONS: Final = Mentions(ids=lambda _: ids(), citations=citations())


def _hexadecimal(length: int) -> st.SearchStrategy[str]:
    return st.integers(0, 16**length - 1).map(lambda number: f"{number:0{length}x}")


_PLAIN: Final[Mapping[type, st.SearchStrategy[Any]]] = {
    str: texts(),
    bool: st.booleans(),
    int: st.integers(),
    float: st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False),
    When: whens(),
    ExternalCode: codes(),
}

_SPECIAL: Final[Mapping[tuple[type, str], st.SearchStrategy[Any]]] = {
    (Sentence, "words"): st.integers(1, 40),
    (Sentence, "fingerprint"): _hexadecimal(16),
    (Paragraph, "sentences"): st.deferred(lambda: _few(instances(Sentence), least=1)),
    (Source, "language"): st.sampled_from(["", "en", "hy", "az-Latn", "ru"]),
    (Source, "sha256"): _hexadecimal(64),
    (Finding, "line"): st.integers(1, 10**6),
    (Finding, "column"): st.integers(1, 10**6),
    (Place, "point"): st.tuples(st.floats(-180, 180), st.floats(-90, 90)),
}
"""Fields that take less than their type says."""

_NEEDS_ONE: Final[Mapping[type, tuple[str, ...]]] = {Measure: ("best", "low", "high")}
"""Optional fields of a class of which at least one must be given."""


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
    made = instances_with(_ANY_MENTIONS, kind, **fields)

    def instance(draw: st.DrawFn) -> T:
        return draw(made)

    # Hypothesis shows this name in its messages: all that it is made of would fill pages.
    instance.__name__ = f"instances_of_{kind.__name__}"
    return st.composite(instance)()


def instances_with(
    mentions: Mentions, kind: type[T], /, **fields: st.SearchStrategy[Any]
) -> st.SearchStrategy[T]:
    """Make instances, or what stands in for them, with mentions of some sort; see `instances`."""
    hashable: Any = kind  # as all classes are, though type checkers doubt it
    required, optional = _fields(mentions, hashable)
    unknown = fields.keys() - required.keys() - optional.keys()
    if unknown:
        raise TypeError(f"{kind.__name__} has no field {', '.join(map(repr, sorted(unknown)))}")
    optional = {name: values for name, values in optional.items() if name not in fields}
    needed: tuple[_Fields, ...] = (_Fields(),)
    if fields.keys().isdisjoint(names := _NEEDS_ONE.get(hashable, ())):
        needed = tuple({name: optional[name]} for name in names) or needed
    return st.one_of(
        [
            st.fixed_dictionaries(
                required | fields | some,
                optional={name: optional[name] for name in optional.keys() - some.keys()},
            )
            for some in needed
        ]
    ).map(lambda values: mentions.make(kind, values))


_Fields = dict[str, st.SearchStrategy[Any]]


@functools.cache
def _fields(mentions: Mentions, kind: Any) -> tuple[_Fields, _Fields]:  # noqa: ANN401 (an attrs class)
    """Make strategies for the fields of a class that must be given, and for the others."""
    required, optional = _Fields(), _Fields()
    for field in attrs.fields(kind):
        values = _SPECIAL.get((kind, field.name))
        if values is None:
            values = _values(field.type, mentions)
        chosen = required if field.default is attrs.NOTHING else optional
        chosen[field.name] = values
    return required, optional


def _values(annotation: Any, mentions: Mentions) -> st.SearchStrategy[Any]:  # noqa: ANN401
    """Make values of an annotation, as the model's fields have them."""
    if (element := element_type(annotation)) is not None:
        return _few(_values(element, mentions))
    if kinds := id_kinds(annotation):
        return mentions.ids(kinds)
    # `None` is left to the default, which it is wherever it may be.
    if is_union(annotation):
        return st.one_of([_values(each, mentions) for each in options_of(annotation)])
    if annotation is Citation:
        return mentions.citations
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    if issubclass(annotation, enum.Enum):
        return st.sampled_from(annotation)
    return instances_with(mentions, annotation)


def _few(items: st.SearchStrategy[T], *, least: int = 0) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(items, min_size=least, max_size=3).map(tuple)


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
    paragraphs = st.lists(instances(Paragraph), min_size=min_paragraphs, max_size=max_paragraphs)
    return instances(Source, paragraphs=paragraphs.map(tuple))
