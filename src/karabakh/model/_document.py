"""A text, divided into paragraphs and words."""

import bisect
import codecs
import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from pathlib import Path

import attrs

from karabakh.errors import DocumentError
from karabakh.model._sources import Paragraph, Sentence

__all__ = ["Document", "Word", "fingerprint"]

MAX_BYTES = 64 * 1024 * 1024
"""How large a document may be unless the caller says otherwise: 64 MiB."""

# Soft hyphen, zero-width blank and joiners, byte-order mark: not seen, not counted.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_TYPOGRAPHY = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u2032", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"')
    | dict.fromkeys("\u2010\u2011", "-")
    | dict.fromkeys(_INVISIBLE, "")
)
_WORD = re.compile(rf"(?<!\S)[{_INVISIBLE}]*[^\s{_INVISIBLE}]\S*")
# Behind the Latin ones the Armenian and the Urdu full stop, and the Arabic question mark.
_SENTENCE_ENDS = (".", "!", "?", "\u2026", "\u0589", "\u06d4", "\u061f")
_MARKS = {  # the longer ones first: they begin with the shorter
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_SURROGATE = re.compile("[\ud800-\udfff]")


@attrs.frozen
class Word:
    """A word of a document and where it stands."""

    text: str
    """The word as it is written, with the punctuation that touches it."""

    start: int
    """Where it begins in the text, in characters from 0."""

    end: int
    """Where it ends: the position behind its last character."""


@attrs.frozen(kw_only=True, repr=False)
class Document:
    r"""A text, divided into paragraphs and words as citations count them.

    Paragraphs are separated by blank lines, words by white space; a line break alone is
    white space. What can't be seen (soft hyphens, zero-width blanks) makes no word by
    itself, and a line of it is blank. Make one with `read` or `from_text`.

    >>> from karabakh import Document
    >>> document = Document.from_text("They met.\nNothing was signed.\n\nThey parted.")
    >>> len(document.paragraphs), len(document.words)
    (2, 7)
    """

    text: str
    """The whole text, without a byte-order mark."""

    name: str = "text"
    """Its path, or a word for it, for messages."""

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
        name = os.fspath(path)
        data = _bytes_of(Path(path), name, max_bytes)
        return cls._checked(_decoded(data, encoding, name), name, data)

    @classmethod
    def from_text(cls, text: str, *, name: str = "text") -> "Document":
        """Make a document of a text at hand.

        Args:
            text: the text itself, never a path.
            name: a word for it, for messages.

        Raises:
            DocumentError: the text has no words, or characters that are none.
            TypeError: it is no text.
        """
        if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance] (untyped callers)
            raise TypeError(f"a text is a str, not {type(text).__name__}")
        return cls._checked(text, name, text.encode(errors="surrogatepass"))

    @classmethod
    def _checked(cls, text: str, name: str, data: bytes) -> "Document":
        if "\0" in text:
            raise DocumentError(
                document=name,
                reason=f"a zero character at {text.index(chr(0))}: this is no text",
                hint="give a plain text file, or name its encoding",
            )
        if surrogate := _SURROGATE.search(text):
            raise DocumentError(
                document=name,
                reason=f"a lone surrogate at character {surrogate.start()}",
                hint="read the text anew in its own encoding",
            )
        document = cls(
            text=text.removeprefix("\ufeff"), name=name, sha256=hashlib.sha256(data).hexdigest()
        )
        if not document.words:
            raise DocumentError(
                document=name,
                reason="it has no words: it is empty",
                hint="give a plain text with the words of the source",
            )
        return document

    @cached_property
    def paragraphs(self) -> tuple[tuple[Word, ...], ...]:
        """The words of each paragraph, in order."""
        return tuple(_paragraphs(self.text))

    @cached_property
    def rejoined(self) -> tuple[tuple[Word, ...], ...]:
        r"""The words of each paragraph, where a line that ends in a hyphen ends within a word.

        >>> from karabakh import Document
        >>> [word.text for word in Document.from_text("a cease-\nfire").rejoined[0]]
        ['a', 'cease-fire']
        """
        return tuple(tuple(_rejoined(words, self.text)) for words in self.paragraphs)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """All words, in order."""
        return tuple(word for paragraph in self.paragraphs for word in paragraph)

    def outline(self) -> tuple[Paragraph, ...]:
        """Divide the text into paragraphs and sentences, and take their fingerprints.

        It is what a `Source` keeps of a text. A sentence ends with a word that ends in
        ``.``, ``!``, ``?`` or ``…`` (quotation marks and brackets aside) where the first
        letter or digit of the next word is no small letter. So an abbreviation before a
        name ("Mr. Smith") divides a sentence in two, which does no harm to citations.

        >>> from karabakh import Document
        >>> [p.words for p in Document.from_text("One two. Three.").outline()]
        [3]
        """
        return tuple(
            Paragraph(sentences=tuple(map(_sentence, _sentences(paragraph))))
            for paragraph in self.paragraphs
        )

    def line_of(self, position: int) -> tuple[int, int]:
        r"""Give the line and the column of a character, both counted from 1.

        Args:
            position: the character, from 0; at most the length of the text, for its end.

        Raises:
            ValueError: the text has no such character.

        >>> from karabakh import Document
        >>> Document.from_text("one\ntwo").line_of(5)
        (2, 2)
        """
        if not 0 <= position <= len(self.text):
            raise ValueError(f"the text has {len(self.text)} characters, and none at {position}")
        row = bisect.bisect_right(self._line_starts, position) - 1
        return row + 1, position - self._line_starts[row] + 1

    @cached_property
    def _line_starts(self) -> tuple[int, ...]:
        lines = (f"{self.text}.").splitlines(keepends=True)  # so that the last one has no break
        return tuple(accumulate(map(len, lines[:-1]), initial=0))

    def __repr__(self) -> str:
        return (
            f"<Document {self.name!r}: {len(self.paragraphs)} paragraphs, {len(self.words)} words>"
        )


def fingerprint(words: Sequence[str]) -> str:
    """Take the fingerprint of a run of words, as `Sentence.fingerprint` defines it.

    >>> from karabakh.model import fingerprint
    >>> fingerprint(["It’s", "over."]) == fingerprint(["It's", "over."])
    True
    """
    return fingerprint_of_normal([normal(word) for word in words])


def normal(word: str) -> str:
    """Put a word into the form that fingerprints are taken of."""
    return unicodedata.normalize("NFC", word.translate(_TYPOGRAPHY))


def fingerprint_of_normal(words: Sequence[str]) -> str:
    """Take the fingerprint of words that are in normal form already."""
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:16]


def _sentence(words: Sequence[str]) -> Sentence:
    return Sentence(words=len(words), fingerprint=fingerprint_of_normal(words))


def _sentences(paragraph: Sequence[Word]) -> Iterator[list[str]]:
    """Divide a paragraph into sentences of words in normal form."""
    sentence: list[str] = []
    for word in paragraph:
        text = normal(word.text)
        if sentence and ends_sentence(sentence[-1]) and _begins_sentence(text):
            yield sentence
            sentence = []
        sentence.append(text)
    yield sentence


def ends_sentence(word: str) -> bool:
    """Tell whether a word in normal form ends as the last one of a sentence does."""
    return word.rstrip("\"')]").endswith(_SENTENCE_ENDS)


def _begins_sentence(word: str) -> bool:
    first = next(filter(str.isalnum, word), "")
    return bool(first) and not first.islower()


def _paragraphs(text: str) -> Iterator[tuple[Word, ...]]:
    words: list[Word] = []
    position = 0
    for line in text.splitlines(keepends=True):
        found = [
            Word(match[0], position + match.start(), position + match.end())
            for match in _WORD.finditer(line)
        ]
        if words and not found:
            yield tuple(words)
            words = []
        words += found
        position += len(line)
    if words:
        yield tuple(words)


def _rejoined(words: Sequence[Word], text: str) -> Iterator[Word]:
    """Join the words of a paragraph that a line break divides behind a hyphen."""
    open_word: Word | None = None
    for word in words:
        if open_word is not None:
            is_one = normal(open_word.text)[-1:] == "-" and _has_line_break(text, open_word, word)
            if is_one:
                open_word = Word(open_word.text + word.text, open_word.start, word.end)
                continue
            yield open_word
        open_word = word
    if open_word is not None:
        yield open_word


def _has_line_break(text: str, before: Word, behind: Word) -> bool:
    return any(sign in text[before.end : behind.start] for sign in "\n\r")


def _bytes_of(path: Path, name: str, max_bytes: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except (OSError, ValueError) as error:  # `ValueError` for a path that can be none
        reason = getattr(error, "strerror", None) or error
        raise DocumentError(
            document=name,
            reason=f"it can't be read: {reason}",
            hint="give the path of a text file that you may read",
        ) from error
    if len(data) > max_bytes:
        raise DocumentError(
            document=name,
            reason=f"it is larger than {max_bytes} bytes",
            hint="pass a larger max_bytes if that is meant",
        )
    return data


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        guess = next((name for mark, name in _MARKS.items() if data.startswith(mark)), "cp1252")
        raise DocumentError(
            document=name,
            reason=f"byte 0x{data[error.start]:02x} at {error.start} is not {encoding}",
            hint=f"if the text is in another encoding, name it, such as encoding={guess!r}",
        ) from error
