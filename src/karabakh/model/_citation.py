"""A passage of a source."""

import re
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from itertools import repeat, starmap
from operator import contains
from types import NoneType
from typing import Final, TypeVar

from karabakh._immutable import Immutable
from karabakh._wrong_type import wrong_argument
from karabakh.errors import CitationError
from karabakh.ids import SourceId, is_valid_id

__all__ = ["Citation"]

_LARGEST: Final = 999_999_999
_NUMBER = "[1-9][0-9]{0,8}"
_match_number = re.compile(_NUMBER).fullmatch
_match_range = re.compile(
    rf"({_NUMBER})-({_NUMBER})|({_NUMBER})\.({_NUMBER})-({_NUMBER})\.({_NUMBER})"
).fullmatch
_EXPECTED = "expected 'article', 'article#p2', 'article#p2:21-36' or 'article#p2:21.1-36.4'"

_NUMBERED: Final = ("paragraph", "first", "last", "first_character", "last_character")

_Range = tuple[int, int, int | None, int | None]
"""The first and the last word, then the first and the last character within these."""


class Citation(Immutable):
    """A passage of a source: a range of words, a paragraph, or the whole of it.

    In files and in print it is a short text: ``article#p2:21-36`` are the words 21 to 36
    of the second paragraph of the source ``article``; ``article#p2`` is the paragraph and
    ``article`` the whole. Where characters within words matter, ``article#p2:21.1-36.4``
    begins with the first character of word 21 and ends with the fourth of word 36. All
    are counted from 1, and the last belongs to the passage. `Document` defines what
    paragraphs and words are; characters are code points of the word as the bound text has it.

    Args:
        source: The source's identifier.
        paragraph: The paragraph, from 1. None cites the whole source.
        first: Its first cited word, from 1. None cites the whole paragraph.
        last: Its last cited word, not before the first.
        first_character: The first cited character of the first word, from 1. None cites
            whole words.
        last_character: The last cited character of the last word.

    Raises:
        CitationError: If a number is out of range or the identifier is not well-formed.
        TypeError: If an argument has the wrong type.

    >>> from karabakh import Citation
    >>> citation = Citation("article", 2, 21, 36)
    >>> str(citation), citation.length
    ('article#p2:21-36', 16)
    >>> citation == Citation.parse("article#p2:21-36")
    True
    """

    __slots__ = ("_range", "paragraph", "source")

    source: SourceId
    """The source cited."""

    paragraph: int | None
    """The paragraph, from 1; None if the whole source is cited."""

    _range: _Range | None

    def __init__(  # noqa: PLR0913, PLR0917 (in the order of the short form)
        self,
        source: SourceId | str,
        paragraph: int | None = None,
        first: int | None = None,
        last: int | None = None,
        first_character: int | None = None,
        last_character: int | None = None,
    ) -> None:
        if type(source) is not str:
            raise wrong_argument("source", source, (str,))
        words = (first, last, first_character, last_character)
        for name, number in zip(_NUMBERED, (paragraph, *words), strict=True):
            if number is not None and type(number) is not int:
                raise wrong_argument(name, number, (int, NoneType))
        _set_source(self, source)
        _set_paragraph(self, paragraph)
        _set_range(self, None if words == (None,) * 4 else words)
        if problem := _problem_with(source, paragraph, *words):
            raise CitationError(text=str(self), reason=problem)

    @classmethod
    def parse(cls, text: str) -> "Citation":
        """Read a citation from its short form.

        Args:
            text: ``source``, ``source#pN``, ``source#pN:first-last``, or
                ``source#pN:first.character-last.character``.

        Raises:
            CitationError: If the text has none of these forms.
            TypeError: If it is not a string.

        >>> from karabakh import Citation
        >>> Citation.parse("article#p2").paragraph
        2
        """
        if type(text) is not str:
            raise wrong_argument("text", text, (str,))
        # Most have words. Their parts recur, so each is looked up rather than read again.
        source, _, place = text.partition("#p")
        number, _, words = place.partition(":")
        paragraph: int | None
        limits: _Range | None
        try:
            source, paragraph, limits = _sources[source], _numbers[number], _ranges[words]
        except ValueError:
            source, paragraph, limits = _parts_of(text)
        citation = object.__new__(cls)
        _set_source(citation, source)
        _set_paragraph(citation, paragraph)
        _set_range(citation, limits)
        return citation

    @classmethod
    def parse_all(cls, texts: Sequence[str]) -> "list[Citation]":
        """Read many citations, in less time than `parse` takes for each.

        Args:
            texts: The short forms.

        Raises:
            CitationError: If one of them has none of the forms that `parse` reads.
            TypeError: If one is not a string.

        >>> from karabakh import Citation
        >>> [citation.first for citation in Citation.parse_all(["a#p1:2-3", "b#p2:5-5"])]
        [2, 5]
        """
        pieces = "#p".join(texts).split("#p")
        places = pieces[1::2]
        parts = ":".join(places).split(":")
        if not (_each_has_one("#p", texts, pieces) and _each_has_one(":", places, parts)):
            return list(map(cls.parse, texts))  # whole sources or paragraphs are among them
        citations: list[Citation] = list(map(object.__new__, repeat(cls, len(texts))))
        try:
            _set_each(_set_source, citations, map(_sources.__getitem__, pieces[::2]))
            _set_each(_set_paragraph, citations, map(_numbers.__getitem__, parts[::2]))
            _set_each(_set_range, citations, map(_ranges.__getitem__, parts[1::2]))
        except ValueError:
            return list(map(cls.parse, texts))  # which says what is wrong with which
        return citations

    @classmethod
    def of(cls, place: "Citation | str") -> "Citation":
        """Return a citation as it is, and the one that a short form stands for.

        Raises:
            CitationError: If the text has none of the forms that `parse` reads.
            TypeError: If it is neither a citation nor a string.

        >>> from karabakh import Citation
        >>> Citation.of("article#p2") == Citation("article", 2)
        True
        """
        if isinstance(place, str):
            return cls.parse(place)
        if not isinstance(place, Citation):  # pyright: ignore[reportUnnecessaryIsInstance] (for untyped callers)
            raise wrong_argument("citation", place, (Citation, str))
        return place

    @property
    def first(self) -> int | None:
        """The first cited word of the paragraph, from 1; None if all of it is cited."""
        return None if self._range is None else self._range[0]

    @property
    def last(self) -> int | None:
        """The last cited word, included."""
        return None if self._range is None else self._range[1]

    @property
    def first_character(self) -> int | None:
        """The first cited character of the first word, from 1; None if words are whole."""
        return None if self._range is None else self._range[2]

    @property
    def last_character(self) -> int | None:
        """The last cited character of the last word, included."""
        return None if self._range is None else self._range[3]

    @property
    def length(self) -> int | None:
        """The number of words cited, in full or in part; None for a paragraph or source."""
        return None if self._range is None else self._range[1] - self._range[0] + 1

    def overlaps(self, other: "Citation") -> bool:
        """Return whether the two have a word, or a part of one, in common.

        Raises:
            TypeError: If the other is not a citation.

        >>> from karabakh import Citation
        >>> Citation("article", 2).overlaps(Citation("article", 2, 21, 36))
        True
        """
        if not isinstance(other, Citation):  # pyright: ignore[reportUnnecessaryIsInstance] (for untyped callers)
            raise wrong_argument("other", other, (Citation,))
        if self.source != other.source:
            return False
        if self.paragraph is None or other.paragraph is None:
            return True
        if self.paragraph != other.paragraph:
            return False
        if self.first is None or other.first is None:
            return True
        (*_, begin, end), (*_, other_begin, other_end) = self.sort_key, other.sort_key
        return begin <= other_end and other_begin <= end

    @property
    def sort_key(self) -> tuple[str, int, tuple[int, int], tuple[int, int]]:
        """A key that sorts citations by source identifier, then as the text goes."""
        limits = ((0, 0), (0, 0)) if self._range is None else _limits(self._range)
        return (self.source, self.paragraph or 0, *limits)

    def __str__(self) -> str:
        """Return the short form."""
        if self.paragraph is None:
            return self.source
        if self._range is None:
            return f"{self.source}#p{self.paragraph}"
        first, last, first_character, last_character = self._range
        if first_character is None:
            return f"{self.source}#p{self.paragraph}:{first}-{last}"
        return f"{self.source}#p{self.paragraph}:{first}.{first_character}-{last}.{last_character}"

    def __repr__(self) -> str:
        return f"Citation.parse({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        if type(other) is not Citation:
            return NotImplemented
        return (
            self._range == other._range
            and self.paragraph == other.paragraph
            and self.source == other.source
        )

    def __hash__(self) -> int:
        return hash((self.source, self.paragraph, self._range))

    def __reduce__(self) -> tuple[object, ...]:
        return Citation, (self.source, self.paragraph, *(self._range or ()))


# The slots' own setters bypass the read-only `__setattr__`, and are the fastest way in.
_set_source, _set_paragraph, _set_range = (
    Citation.__dict__[name].__set__ for name in ("source", "paragraph", "_range")
)

_exhaust: Final = deque[object](maxlen=0).extend


def _set_each(
    set_slot: Callable[[Citation, object], None],
    citations: list[Citation],
    values: Iterable[object],
) -> None:
    # With `map`, each call would need a new tuple, and twice the time.
    _exhaust(starmap(set_slot, zip(citations, values, strict=True)))


"""Consumes an iterator for its effects."""

_Part = TypeVar("_Part")


class _Parts(dict[str, _Part]):
    """Parts of short forms that were read, as one object for all citations.

    Args:
        read: Reads a part; raises ValueError if it is not one.
    """

    _MOST: Final = 10_000
    """More than most collections have sources, and most sources ranges of words."""

    def __init__(self, read: Callable[[str], _Part]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> _Part:
        part = self._read(text)
        if len(self) >= self._MOST:
            self.clear()
        self[text] = part
        return part


def _source(text: str) -> str:
    if not is_valid_id(text):
        raise ValueError(text)
    return text


def _number(text: str) -> int:
    if not _match_number(text):
        raise ValueError(text)
    return int(text)


def _words(text: str) -> _Range:
    match = _match_range(text)
    if match is None:
        raise ValueError(text)
    numbers = [int(number) for number in match.groups() if number is not None]
    first, last = numbers[0], numbers[len(numbers) // 2]
    words: _Range = first, last, None, None
    if len(numbers) > len((first, last)):
        words = first, last, numbers[1], numbers[3]
    begin, end = _limits(words)
    if begin > end:
        raise ValueError(text)
    return words


_sources: Final = _Parts(_source)
_numbers: Final = _Parts(_number)
_ranges: Final = _Parts(_words)


def _limits(words: _Range) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the first and the last word, each with a character, so that both compare."""
    first, last, first_character, last_character = words
    return (first, first_character or 1), (last, last_character or _LARGEST + 1)


def _each_has_one(sign: str, texts: Sequence[str], pieces: Sequence[str]) -> bool:
    """Return whether each text has a sign once, given the pieces between all signs."""
    # Else the pieces of one text could be taken for those of another.
    return len(pieces) == 2 * len(texts) and all(map(contains, texts, repeat(sign)))


def _parts_of(text: str) -> tuple[str, int | None, _Range | None]:
    """Return the parts of any short form, or raise CitationError with what is wrong."""
    source, separator, place = text.partition("#")
    if not is_valid_id(source):
        raise CitationError(text=text, reason=f"{source!r} is not a well-formed identifier")
    if not separator:
        return _sources[source], None, None
    paragraph, separator, words = place.removeprefix("p").partition(":")
    if not place.startswith("p") or not _match_number(paragraph):
        raise CitationError(text=text, reason=_EXPECTED)
    if not separator:
        return _sources[source], int(paragraph), None
    if not _match_range(words):
        raise CitationError(text=text, reason=_EXPECTED)
    try:
        return _sources[source], int(paragraph), _ranges[words]
    except ValueError:
        first, _, last = words.partition("-")
        unit = "character" if "." in words else "word"
        reason = f"{unit} {last} comes before {unit} {first}"
        raise CitationError(text=text, reason=reason) from None


def _problem_with(  # noqa: PLR0913, PLR0917 (the parts of a citation)
    source: str,
    paragraph: int | None,
    first: int | None,
    last: int | None,
    first_character: int | None,
    last_character: int | None,
) -> str | None:
    if not is_valid_id(source):
        return f"{source!r} is not a well-formed identifier"
    if (first is None) is not (last is None):
        return "first and last word must be set together"
    if (first_character is None) is not (last_character is None):
        return "first and last character must be set together"
    if first_character is not None and first is None:
        return "characters are counted within words; set the words too"
    if paragraph is None:
        return None if first is None else "words are counted within a paragraph; set it too"
    if not 1 <= paragraph <= _LARGEST:
        return f"paragraph must be from 1 to {_LARGEST}, got {paragraph}"
    numbers = [first, last, first_character, last_character]
    if any(number is not None and not 1 <= number <= _LARGEST for number in numbers):
        return f"words and characters must be from 1 to {_LARGEST}"
    if first is None or last is None:
        return None
    begin, end = _limits((first, last, first_character, last_character))
    return None if begin <= end else "the first must not come after the last"
