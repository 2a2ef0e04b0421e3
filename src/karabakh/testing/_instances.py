"""Strategies for instances of the model's classes, made from the classes' annotations."""

import enum
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import NoneType
from typing import Any, Final, TypeVar

import attrs
from hypothesis import strategies as st

from karabakh.findings import Finding
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

__all__ = ["Surroundings", "citations", "draw_instance", "instances", "sources"]

T = TypeVar("T")


@attrs.frozen(kw_only=True)
class Surroundings:
    """What instances may mention."""

    ids: Callable[[tuple[Any, ...]], Sequence[str] | None]
    """Gives the identifiers of some types, maybe none at all; `None` stands for any."""

    citations: st.SearchStrategy[Citation] | None
    """The places that may be cited, if any."""


def _hexadecimal(length: int) -> st.SearchStrategy[str]:
    return st.integers(0, 16**length - 1).map(lambda number: f"{number:0{length}x}")


_BOOLEANS: Final = st.booleans()
_COUNTS: Final = st.integers(0, 3)
_IDS: Final = ids()

_PLAIN: Final[Mapping[type, st.SearchStrategy[Any]]] = {
    str: texts(),
    bool: _BOOLEANS,
    int: st.integers(),
    When: whens(),
    Code: codes(),
}

_SPECIAL: Final[Mapping[tuple[type, str], st.SearchStrategy[Any]]] = {
    (Sentence, "words"): st.integers(1, 40),
    (Sentence, "fingerprint"): _hexadecimal(16),
    (Paragraph, "sentences"): st.deferred(lambda: _few(Sentence)),
    (Source, "language"): st.sampled_from(["", "en", "hy", "az-Latn", "ru"]),
    (Source, "sha256"): st.just("") | _hexadecimal(64),
    (Finding, "line"): st.integers(1, 10**6),
    (Finding, "column"): st.integers(1, 10**6),
}
"""Fields that take less than their type says."""


def _few(kind: type[T]) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(instances(kind), min_size=1, max_size=3).map(tuple)


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
    unknown = fields.keys() - {field.name for field in _fields(kind)}
    if unknown:
        raise TypeError(f"{kind.__name__} has no field {', '.join(map(repr, sorted(unknown)))}")
    return _instances(kind, fields)


@st.composite
def _instances(draw: st.DrawFn, kind: type[T], fields: Mapping[str, st.SearchStrategy[Any]]) -> T:
    given = {name: draw(strategy) for name, strategy in fields.items()}
    return typing.cast("T", draw_instance(draw, kind, _ANYTHING, **given))


def draw_instance(
    draw: st.DrawFn, kind: type[T], around: Surroundings, /, **given: object
) -> T | None:
    """Draw an instance that mentions only what is around, with some fields given.

    It draws value by value: to put together a strategy for each record with its own
    surroundings would take most of the time of a test.

    Returns:
        The instance; none where it must mention something of which there is none.
    """
    values = dict(given)
    for field in _fields(kind):
        required = field.default is attrs.NOTHING
        if field.name in given or not (required or draw(_BOOLEANS)):
            continue
        special = _SPECIAL.get((kind, field.name))
        value = _value(draw, field.type, around) if special is None else draw(special)
        if value is not None:
            values[field.name] = value
        elif required:
            return None
    return kind(**values)


def _fields(kind: Any) -> "Iterable[attrs.Attribute[Any]]":  # noqa: ANN401 (an attrs class)
    fields: Iterable[attrs.Attribute[Any]] = attrs.fields(kind)
    return fields


def _value(draw: st.DrawFn, annotation: Any, around: Surroundings) -> Any:  # noqa: ANN401
    """Draw a value of an annotation as the model's fields have them; none where none is around."""
    if typing.get_origin(annotation) is tuple:
        return _items(draw, typing.get_args(annotation)[0], around)
    if kinds := id_kinds(annotation):
        known = around.ids(kinds)
        if known is None:
            return draw(_IDS)
        return draw(st.sampled_from(known)) if known else None
    # `None` is left to the default, which it is wherever it may be.
    options = [each for each in typing.get_args(annotation) if each is not NoneType]
    option = draw(st.sampled_from(options)) if options else annotation
    if option is Citation:
        return None if around.citations is None else draw(around.citations)
    if option in _PLAIN:
        return draw(_PLAIN[option])
    if issubclass(option, enum.Enum):
        return draw(st.sampled_from(option))
    return draw_instance(draw, option, around)


def _items(draw: st.DrawFn, annotation: object, around: Surroundings) -> tuple[Any, ...]:
    count = draw(_COUNTS)
    drawn = (_value(draw, annotation, around) for _ in range(count))
    return tuple(dict.fromkeys(item for item in drawn if item is not None))


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

_ANYTHING: Final = Surroundings(ids=lambda _: None, citations=citations())
"""Mentions of whatever: identifiers and places that lead nowhere."""
