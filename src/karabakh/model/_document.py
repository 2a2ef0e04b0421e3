"""A text, divided into paragraphs and words."""

import bisect
import hashlib
import os
import re
from array import array
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Final, Literal

import attrs

from karabakh._wrong_type import wrong_argument
from karabakh.errors import DocumentError
from karabakh.model._citation import Citation
from karabakh.model._document_file import MAX_BYTES, PATH_HINT, decoded, read_bytes
from karabakh.model._fingerprints import outline
from karabakh.model._matches import Matches, find, passage
from karabakh.model._quote_index import QuoteIndex, index_division
from karabakh.model._sources import Paragraph
from karabakh.model._spans import cite, cited_words, span
from karabakh.model._suggestions import Match
from karabakh.model._typed import Typed
from karabakh.model._words import LINE_BREAK, RULES, Division, Words, divide

__all__ = ["Document"]

_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def _without_mark(text: str) -> str:
    return text.removeprefix("\ufeff")


@attrs.frozen(kw_only=True, repr=False)
class Document(Typed):
    r"""A text, divided into paragraphs and words as citations count them.

    Paragraphs are separated by blank lines, words by white space; a line break alone is
    white space. In scripts without blanks (Chinese, Japanese, Thai, Lao, Khmer, Burmese,
    Tibetan and others) each letter with its marks is a word, and so is each run of other
    letters or digits among them. Punctuation belongs to the word that it touches. What can't
    be seen (soft hyphens, bidi marks, zero-width blanks and joiners) is no part of the text.
    Make one with `read` or `from_text`.

    Raises:
        DocumentError: the text has no words, or characters that are none.
        TypeError: a field is of another type.

    >>> from karabakh import Document
    >>> document = Document.from_text("They met.\nNothing was signed.\n\nThey parted.")
    >>> len(document.paragraphs), len(document.words)
    (2, 7)
    """

    text: str = attrs.field(converter=_without_mark)
    """The whole text, without a byte-order mark."""

    name: str = "text"
    """Its path, or a label, for messages."""

    sha256: str = ""
    """The SHA-256 of the bytes it was read from, in hexadecimal; of a text, of its UTF-8."""

    @classmethod
    def read(
        cls,
        path: str | os.PathLike[str],
        *,
        encoding: str = "utf-8",
        max_bytes: int = MAX_BYTES,
    ) -> "Document":
        """Read a document from a text file.

        Args:
            path: the file.
            encoding: how its characters are written. It is never guessed.
            max_bytes: how large the file may be.

        Raises:
            DocumentError: the file is not there, can't be read, is empty or too large, or
                is in another encoding.
            LookupError: there is no such encoding.
            TypeError: the path is none.
        """
        if not isinstance(path, (str, os.PathLike)):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise TypeError(
                f"a path is a str or a path object, not {type(path).__name__}:"
                " Document.from_text makes a document of a text at hand"
            )
        if not isinstance(encoding, str):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise wrong_argument("encoding", encoding, (str,))
        name = os.fspath(path)
        if not name:
            raise DocumentError(document=repr(name), reason="has no path", hint=PATH_HINT)
        data = read_bytes(Path(path), name, max_bytes)
        text = decoded(data, encoding, name)
        return cls(text=text, name=name, sha256=hashlib.sha256(data).hexdigest())

    @classmethod
    def from_text(cls, text: str, *, name: str = "text") -> "Document":
        """Return a document of a text at hand.

        Args:
            text: the text itself, never a path.
            name: a label for messages.

        Raises:
            DocumentError: the text has no words, or characters that are none.
            TypeError: it is no text.
        """
        if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance] (untyped callers)
            raise wrong_argument("text", text, (str,))
        data = text.encode(errors="surrogatepass")
        return cls(text=text, name=name, sha256=hashlib.sha256(data).hexdigest())

    def __attrs_post_init__(self) -> None:
        if "\0" in self.text:
            raise DocumentError(
                document=self.name,
                reason=f"has a zero character at {self.text.index(chr(0))}: it is not text",
                hint="use a plain text file, or pass its encoding",
            )
        if surrogate := _SURROGATE.search(self.text):
            raise DocumentError(
                document=self.name,
                reason=f"has a lone surrogate at character {surrogate.start()}",
                hint="read the text in its own encoding",
            )
        if not self._division.starts:
            raise DocumentError(
                document=self.name,
                reason="is empty",
                hint="use a plain text with the words of the source",
            )

    @property
    def words(self) -> Words:
        """All words, in order."""
        return self._division.words()

    @cached_property
    def paragraphs(self) -> tuple[Words, ...]:
        """The words of each paragraph, in order."""
        return self._division.paragraphs()

    def outline(self) -> tuple[Paragraph, ...]:
        """Divide the text into paragraphs and sentences, and return their fingerprints.

        It is what a `Source` keeps of a text. The documentation says under *Documents* where
        a sentence ends.

        >>> from karabakh import Document
        >>> [p.words for p in Document.from_text("One two. Three.").outline()]
        [3]
        """
        return outline(self._division)

    def cite(
        self,
        start: int,
        end: int,
        *,
        unit: Literal["codepoint", "utf-16"] = "codepoint",
        quote: str | None = None,
        source: str = "text",
    ) -> Citation:
        """Return the citation of a span of characters, such as another tool gives.

        What can't be seen at its edges is left out. If the span begins and ends as words do,
        the citation is of words; else it names the characters within them.

        Args:
            start: The position of its first character, from 0.
            end: The position behind its last.
            unit: What positions count: code points, as in Python, or UTF-16 code units, as in
                Java and JavaScript.
            quote: What the span should read; blanks, line breaks and typography aside.
            source: The identifier of the source that the citation is to name.

        Raises:
            CitationError: If the span is outside the text, has nothing to be seen, reaches over
                a blank line, or reads otherwise than `quote`.
            TypeError: If an argument has the wrong type.

        >>> from karabakh import Document
        >>> document = Document.from_text("They met. Nothing was signed.")
        >>> print(document.cite(5, 8, quote="met"))
        text#p1:2.1-2.3
        >>> document.span(document.cite(5, 8))
        (5, 8)
        """
        return cite(self._division, start, end, unit=unit, quote=quote, source=source)

    def span(
        self, citation: Citation | str, *, unit: Literal["codepoint", "utf-16"] = "codepoint"
    ) -> tuple[int, int]:
        """Return the first position of a cited passage and the one behind its last.

        Args:
            citation: A passage of this text, counted in this text. Its source is not looked at.
            unit: What positions count, see `cite`.

        Raises:
            CitationError: If the text has no such passage.
            TypeError: If an argument has the wrong type.

        >>> from karabakh import Document
        >>> Document.from_text("They met. Nothing was signed.").span("text#p1:2-2")
        (5, 9)
        """
        return span(self._division, Citation.of(citation), unit=unit)

    def find(
        self,
        quote: str,
        *,
        within: Citation | Match | str | None = None,
        nth: int | None = None,
        exact: bool = False,
        source: str = "text",
    ) -> Matches:
        """Find the passages that have the words of a quote.

        Words are compared as when a copy is bound: case and accents count; typography, raised
        digits, line breaks and hyphens after letters don't, so ``resign`` finds ``re-sign``.
        Punctuation at the edges of words is ignored. An ellipsis between blanks means *from …
        through*: the passage has what is between, too. A passage never goes over two paragraphs.
        Nothing else is ever a match; what is nearly one is in `suggestions`.

        Args:
            quote: The words.
            within: The passage in which to look, such as ``"p2"``, a citation of this text, or
                a match of another quote. None for the whole text.
            nth: Which of several passages, from 1, in the order of the text. None for all.
            exact: Whether an ellipsis between blanks stands for itself.
            source: The identifier of the source that citations are to name.

        Raises:
            CitationError: If the text has no such passage as `within`.
            ValueError: If `nth` is less than 1.
            TypeError: If an argument has the wrong type.

        >>> from karabakh import Document
        >>> document = Document.from_text("They met. Nothing was signed, nothing was said.")
        >>> document.find("“Nothing … signed”")
        <Matches of '“Nothing … signed”': text#p1:3-5>
        >>> document.find("was", nth=2).one().citation.first
        7
        >>> document.find("Nothing was sung").suggestions[0].describe()
        "text#p1:3-5 “They met. [Nothing was signed,] nothing was said.”, with 'signed,' for 'sung'"
        """
        limits = None
        if within is not None:
            place = passage(within, source)
            cited_words(self._division, place, self.name)
            limits = self.quote_index.limits(place)
        return find(self.quote_index, quote, limits=limits, nth=nth, exact=exact, source=source)

    @cached_property
    def quote_index(self) -> QuoteIndex:
        """The words, so that quotes are found."""
        return index_division(self._division)

    def division(self, rules: int = RULES) -> Division:
        """Return the limits of its words and paragraphs by the rules of an outline."""
        return self._division if rules == RULES else self._division_by_rules_1

    @cached_property
    def _division(self) -> Division:
        return divide(self.text)

    @cached_property
    def _division_by_rules_1(self) -> Division:
        return divide(self.text, 1)

    def line_of(self, position: int) -> tuple[int, int]:
        r"""Return the line and the column of a character, both counted from 1.

        Args:
            position: the character, from 0; at most the length of the text, for its end.

        Raises:
            ValueError: the text has no such character.

        >>> from karabakh import Document
        >>> Document.from_text("one\ntwo").line_of(5)
        (2, 2)
        """
        if not 0 <= position <= len(self.text):
            raise ValueError(f"position must be from 0 to {len(self.text)}, got {position}")
        row = bisect.bisect_right(self._line_starts, position) - 1
        return row + 1, position - self._line_starts[row] + 1

    @cached_property
    def _line_starts(self) -> Sequence[int]:
        return array("I", [0, *(match.end() for match in LINE_BREAK.finditer(self.text))])

    def __repr__(self) -> str:
        return (
            f"<Document {self.name!r}: {len(self.paragraphs)} paragraphs, {len(self.words)} words>"
        )
