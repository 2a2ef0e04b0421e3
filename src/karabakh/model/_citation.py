"""A place in a source."""

import functools
import re

from karabakh.errors import CitationError
from karabakh.ids import SourceId, is_well_formed
from karabakh.model._immutable import Immutable
from karabakh.model._wrong_type import wrong_argument

__all__ = ["Citation"]

_NUMBER = r"[1-9][0-9]{0,8}"
_match_place = re.compile(rf"p({_NUMBER})(?::({_NUMBER})-({_NUMBER}))?").fullmatch
_LARGEST = 999_999_999

_SMALL_NUMBERS = {str(number): number for number in range(1, 1000)}
_SOURCES_KEPT = 4096


class Citation(Immutable):
    """A place in a source: a range of words, a paragraph, or the whole of it.

    In files and in print it is a short text: ``article#p2:21-36`` are the words 21 to 36
    of the second paragraph of the source ``article``; ``article#p2`` is the paragraph and
    ``article`` the whole. Paragraphs are separated by blank lines and words by white
    space; both are counted from 1, and the last word belongs to the range.

    Args:
        source: the source's identifier.
        paragraph: the paragraph, from 1; none cites the whole source.
        first: its first cited word, from 1; none cites the whole paragraph.
        last: its last cited word, not before the first.

    Raises:
        CitationError: the numbers are out of range or the identifier is not well-formed.
        TypeError: an argument has the wrong type.

    >>> from karabakh import Citation
    >>> citation = Citation("article", 2, 21, 36)
    >>> str(citation), citation.length
    ('article#p2:21-36', 16)
    >>> citation == Citation.parse("article#p2:21-36")
    True
    """

    __slots__ = ("first", "last", "paragraph", "source")

    source: SourceId
    """The source cited."""

    paragraph: int | None
    """The paragraph, from 1; none where the whole source is cited."""

    first: int | None
    """The first cited word of the paragraph, from 1; none where all of it is cited."""

    last: int | None
    """The last cited word, included."""

    def __init__(
        self,
        source: SourceId | str,
        paragraph: int | None = None,
        first: int | None = None,
        last: int | None = None,
    ) -> None:
        if type(source) is not str:
            raise wrong_argument("a source's identifier", source, (str,))
        for number in (paragraph, first, last):
            if number is not None and type(number) is not int:
                raise wrong_argument("the number of a paragraph or word", number, (int,))
        _build(self, source, paragraph, first, last)
        reason = _trouble_with(source, paragraph, first, last)
        if reason:
            raise CitationError(text=str(self), reason=reason)

    @classmethod
    def parse(cls, text: str) -> "Citation":
        """Read a citation from its short form.

        Args:
            text: ``source``, ``source#pN`` or ``source#pN:first-last``.

        Raises:
            CitationError: the text is in none of these forms.
            TypeError: it is no text.

        >>> from karabakh import Citation
        >>> Citation.parse("article#p2").paragraph
        2
        """
        if type(text) is not str:
            raise wrong_argument("the text of a citation", text, (str,))
        # Collections hold millions of citations, and nearly all are of this form. It is taken
        # apart without a regular expression, which would take half as long again.
        source, _, place = text.partition("#p")
        where, _, words = place.partition(":")
        start, _, end = words.partition("-")
        try:
            paragraph: int | None = _SMALL_NUMBERS[where]
            first: int | None = _SMALL_NUMBERS[start]
            last: int | None = _SMALL_NUMBERS[end]
            source = _shared(source)
        except (KeyError, ValueError):
            source, paragraph, first, last = _parts_of(text)
        if first is not None and last is not None and last < first:
            raise CitationError(text=text, reason=f"word {last} comes before word {first}")
        citation = object.__new__(cls)
        # As `_build` does, without the call.
        _set_source(citation, source)
        _set_paragraph(citation, paragraph)
        _set_first(citation, first)
        _set_last(citation, last)
        return citation

    @classmethod
    def of(cls, place: "Citation | str") -> "Citation":
        """Take a place as it may be given: as a citation, or in its short form.

        Raises:
            CitationError: the text is in none of the forms that `parse` reads.
            TypeError: it is neither a citation nor a text.

        >>> from karabakh import Citation
        >>> Citation.of("article#p2") == Citation("article", 2)
        True
        """
        return place if isinstance(place, Citation) else cls.parse(place)

    @property
    def length(self) -> int | None:
        """How many words are cited; none where a whole paragraph or source is."""
        if self.first is None or self.last is None:
            return None
        return self.last - self.first + 1

    def overlaps(self, other: "Citation") -> bool:
        """Tell whether the two have a word in common.

        Raises:
            TypeError: the other is no citation.

        >>> from karabakh import Citation
        >>> Citation("article", 2).overlaps(Citation("article", 2, 21, 36))
        True
        """
        if not isinstance(other, Citation):  # pyright: ignore[reportUnnecessaryIsInstance] (for untyped callers)
            raise wrong_argument("the other place", other, (Citation,))
        if self.source != other.source:
            return False
        if self.paragraph is None or other.paragraph is None:
            return True
        if self.paragraph != other.paragraph:
            return False
        if self.first is None or self.last is None or other.first is None or other.last is None:
            return True
        return self.first <= other.last and other.first <= self.last

    @property
    def sort_key(self) -> tuple[str, int, int, int]:
        """Puts citations in the order of their sources' identifiers and of the text."""
        return (self.source, self.paragraph or 0, self.first or 0, self.last or 0)

    def __str__(self) -> str:
        """Give the short form."""
        if self.paragraph is None:
            return self.source
        if self.first is None:
            return f"{self.source}#p{self.paragraph}"
        return f"{self.source}#p{self.paragraph}:{self.first}-{self.last}"

    def __repr__(self) -> str:
        return f"Citation.parse({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        if type(other) is not Citation:
            return NotImplemented
        return (
            self.first == other.first
            and self.last == other.last
            and self.paragraph == other.paragraph
            and self.source == other.source
        )

    def __hash__(self) -> int:
        return hash((self.source, self.paragraph, self.first, self.last))

    def __reduce__(self) -> tuple[object, ...]:
        return Citation, (self.source, self.paragraph, self.first, self.last)


# The slots' own setters pass by the read-only `__setattr__`, and are the fastest way in.
_set_source, _set_paragraph, _set_first, _set_last = (
    Citation.__dict__[name].__set__ for name in ("source", "paragraph", "first", "last")
)


def _build(
    citation: Citation, source: str, paragraph: int | None, first: int | None, last: int | None
) -> None:
    _set_source(citation, source)
    _set_paragraph(citation, paragraph)
    _set_first(citation, first)
    _set_last(citation, last)


@functools.lru_cache(maxsize=_SOURCES_KEPT)
def _shared(source: str) -> str:
    """Give a source's identifier as one text for all citations of it, or raise ValueError."""
    if not is_well_formed(source):
        raise ValueError(source)
    return source


def _parts_of(text: str) -> tuple[str, int | None, int | None, int | None]:
    """Take any citation apart, or say why the text is none."""
    source, separator, place = text.partition("#")
    if not is_well_formed(source):
        raise CitationError(text=text, reason=f"{source!r} is no well-formed identifier")
    if not separator:
        return _shared(source), None, None, None
    match = _match_place(place)
    if match is None:
        raise CitationError(text=text, reason="a place is written 'p2' or 'p2:21-36'")
    paragraph, first, last = (int(number) if number else None for number in match.groups())
    return _shared(source), paragraph, first, last


def _trouble_with(
    source: str, paragraph: int | None, first: int | None, last: int | None
) -> str | None:
    if not is_well_formed(source):
        return f"{source!r} is no well-formed identifier"
    if (first is None) is not (last is None):
        return "a range of words needs its first and its last"
    if paragraph is None:
        return None if first is None else "words are counted within a paragraph: name it"
    if not 1 <= paragraph <= _LARGEST:
        return f"paragraphs are counted from 1 to {_LARGEST}, not {paragraph}"
    if first is None or last is None:
        return None
    if not 1 <= first <= last <= _LARGEST:
        return f"words are counted from 1 to {_LARGEST}, the first before the last"
    return None
