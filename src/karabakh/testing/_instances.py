"""Strategies for instances of the model's classes, derived from their annotations."""

import enum
import functools
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

import attrs
from hypothesis import strategies as st

from karabakh.findings import Finding
from karabakh.model import Citation, ExternalCode, Measure, Paragraph, Place, Sentence, Source
from karabakh.model.introspection import element_type, id_kinds, is_union, options_of
from karabakh.testing._citations import citations
from karabakh.testing._edtf import whens
from karabakh.testing._texts import codes, ids, texts
from karabakh.time import When

__all__ = ["References", "instances", "instances_with", "named", "sources"]

T = TypeVar("T")


def _instance(kind: type[T], values: Mapping[str, Any]) -> T:
    return kind(**values)


@attrs.frozen(kw_only=True, eq=False)
class References:
    """How instances refer to other records and to passages of sources."""

    ids: Callable[[tuple[Any, ...]], st.SearchStrategy[Any]]
    """Returns a strategy for identifiers of some types, or for placeholders of them."""

    citations: st.SearchStrategy[Any]
    """A strategy for citations, or for placeholders of them."""

    build: Callable[[Any, dict[str, Any]], Any] = _instance
    """Builds an instance from its class and field values, or a placeholder of one."""


_ANY_REFERENCES: Final = References(ids=lambda _: ids(), citations=citations())


def _hexadecimal(length: int) -> st.SearchStrategy[str]:
    return st.integers(0, 16**length - 1).map(lambda number: f"{number:0{length}x}")


_PLAIN: Final[Mapping[type, st.SearchStrategy[Any]]] = {
    str: texts(),
    bool: st.booleans(),
    int: st.integers(-(2**63), 2**63 - 1),  # what files hold
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
"""Fields that accept less than their type."""

_NEEDS_ONE: Final[Mapping[type, tuple[str, ...]]] = {Measure: ("best", "low", "high")}
"""Optional fields of a class of which at least one must be set."""


def instances(kind: type[T], /, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[T]:
    """Return a strategy for a class of the model: a record, a part, a source.

    References are well-formed and lead nowhere: draw whole `datasets` for records that
    refer to one another.

    Args:
        kind: The class.
        **fields: Strategies for some of its fields; those of the others follow from their
            types.

    Raises:
        TypeError: If the class has no such field.

    >>> from hypothesis import given, strategies as st
    >>> from karabakh import Position
    >>> from karabakh.testing import instances
    >>> @given(instances(Position, holder=st.just("armenia")))
    ... def test(position):
    ...     assert position.holder == "armenia"
    >>> test()
    """
    strategy = instances_with(_ANY_REFERENCES, kind, **fields)
    return named(f"instances_of_{kind.__name__}", strategy)


def named(name: str, strategy: st.SearchStrategy[T]) -> st.SearchStrategy[T]:
    """Return a strategy that Hypothesis shows by a name.

    Hypothesis shows strategies in messages, and the strategies that they consist of would
    fill pages.
    """

    def value(draw: st.DrawFn) -> T:
        return draw(strategy)

    value.__name__ = name
    return st.composite(value)()


def instances_with(
    references: References, kind: type[T], /, **fields: st.SearchStrategy[Any]
) -> st.SearchStrategy[T]:
    """Return a strategy for instances, or placeholders, with the references chosen."""
    hashable: Any = kind  # as all classes are, though type checkers doubt it
    required, optional = _fields(references, hashable)
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
    ).map(lambda values: references.build(kind, values))


_Fields = dict[str, st.SearchStrategy[Any]]


@functools.cache
def _fields(references: References, kind: Any) -> tuple[_Fields, _Fields]:  # noqa: ANN401 (an attrs class)
    """Return strategies for the required fields of a class, and for the optional ones."""
    required, optional = _Fields(), _Fields()
    for field in attrs.fields(kind):
        values = _SPECIAL.get((kind, field.name))
        if values is None:
            values = _values(field.type, references)
        chosen = required if field.default is attrs.NOTHING else optional
        chosen[field.name] = values
    return required, optional


def _values(annotation: Any, references: References) -> st.SearchStrategy[Any]:  # noqa: ANN401
    """Return a strategy for values of an annotation of the model."""
    if (element := element_type(annotation)) is not None:
        return _few(_values(element, references))
    if kinds := id_kinds(annotation):
        return references.ids(kinds)
    # `None` is left to the default, which it is wherever it may be.
    if is_union(annotation):
        return st.one_of([_values(each, references) for each in options_of(annotation)])
    if annotation is Citation:
        return references.citations
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    if issubclass(annotation, enum.Enum):
        return st.sampled_from(annotation)
    return instances_with(references, annotation)


def _few(items: st.SearchStrategy[T], *, least: int = 0) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(items, min_size=least, max_size=3).map(tuple)


def sources(*, min_paragraphs: int = 0, max_paragraphs: int = 3) -> st.SearchStrategy[Source]:
    """Return a strategy for sources with or without an outline.

    Args:
        min_paragraphs: The least number of paragraphs.
        max_paragraphs: The greatest number of paragraphs.

    >>> from hypothesis import given
    >>> from karabakh.testing import sources
    >>> @given(sources(min_paragraphs=1))
    ... def test(source):
    ...     assert source.paragraphs[0].words > 0
    >>> test()
    """
    paragraphs = st.lists(instances(Paragraph), min_size=min_paragraphs, max_size=max_paragraphs)
    return instances(Source, paragraphs=paragraphs.map(tuple))
