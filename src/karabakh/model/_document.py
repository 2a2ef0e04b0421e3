"""A text, divided into paragraphs and words."""

import bisect
import codecs
import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from pathlib import Path

import attrs

from karabakh._shown import shown
from karabakh.errors import DocumentError
from karabakh.model._sources import Paragraph, Sentence
from karabakh.model._typed import Typed
from karabakh.model._wrong_type import wrong_argument

__all__ = ["Document", "Word", "fingerprint"]

MAX_BYTES = 64 * 1024 * 1024
"""How large a document may be unless the caller says otherwise: 64 MiB."""

_WIDTHLESS = "\u200b\u200c\u200d\u2060\ufeff"
# Soft hyphen, zero-width blank and joiners, byte-order mark: not seen, not counted.
_INVISIBLE = f"\u00ad{_WIDTHLESS}"
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
# A soft hyphen, too, is seen where a line ends in it.
_HYPHENS = ("-", "\u2010", "\u2011", "\u00ad")
_BREAK = re.compile("[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")  # as `str.splitlines` has them
_SURROGATE = re.compile("[\ud800-\udfff]")


def _without_mark(text: str) -> str:
    return text.removeprefix("\ufeff")


@attrs.frozen
class Word:
    """A word of a document and where it stands.

    >>> from karabakh import Document
    >>> Document.from_text("They met.").words[1]
    Word(text='met.', start=5, end=9)
    """

    text: str
    """The word as it is written, with the punctuation that touches it."""

    start: int
    """Where it begins in the text, in characters from 0."""

    end: int
    """Where it ends: the position behind its last character."""


@attrs.frozen(kw_only=True, repr=False)
class Document(Typed):
    r"""A text, divided into paragraphs and words as citations count them.

    Paragraphs are separated by blank lines, words by white space; a line break alone is
    white space. What can't be seen (soft hyphens, zero-width blanks) makes no word by
    itself, and a line of it is blank. Make one with `read` or `from_text`.

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
        if not isinstance(encoding, str):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise wrong_argument("the encoding", encoding, (str,))
        name = os.fspath(path)
        if not name:
            raise DocumentError(document=repr(name), reason="no path is given", hint=_PATH_HINT)
        data = _bytes_of(Path(path), name, max_bytes)
        text = _decoded(data, encoding, name)
        return cls(text=text, name=name, sha256=hashlib.sha256(data).hexdigest())

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
            raise wrong_argument("the text", text, (str,))
        data = text.encode(errors="surrogatepass")
        return cls(text=text, name=name, sha256=hashlib.sha256(data).hexdigest())

    def __attrs_post_init__(self) -> None:
        if "\0" in self.text:
            raise DocumentError(
                document=self.name,
                reason=f"a zero character at {self.text.index(chr(0))}: this is no text",
                hint="give a plain text file, or name its encoding",
            )
        if surrogate := _SURROGATE.search(self.text):
            raise DocumentError(
                document=self.name,
                reason=f"a lone surrogate at character {surrogate.start()}",
                hint="read the text anew in its own encoding",
            )
        if not self.words:
            raise DocumentError(
                document=self.name,
                reason="it has no words: it is empty",
                hint="give a plain text with the words of the source",
            )

    @cached_property
    def paragraphs(self) -> tuple[tuple[Word, ...], ...]:
        """The words of each paragraph, in order."""
        return tuple(_paragraphs(self.text))

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """All words, in order."""
        return tuple(word for paragraph in self.paragraphs for word in paragraph)

    @cached_property
    def hyphenated(self) -> tuple[int, ...]:
        r"""The numbers, from 0, of the words that end a line in a hyphen and may go on in the next.

        >>> from karabakh import Document
        >>> Document.from_text("a cease-\nfire").hyphenated
        (1,)
        """
        ends = accumulate(len(paragraph) for paragraph in self.paragraphs)
        last_ones = {end - 1 for end in ends}
        return tuple(
            number
            for number, (word, following) in enumerate(pairwise(self.words))
            if number not in last_ones
            and word.text.rstrip(_WIDTHLESS).endswith(_HYPHENS)
            and _BREAK.search(self.text, word.end, following.start)
        )

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

    Raises:
        TypeError: what is given is a text, and not its words.

    >>> from karabakh.model import fingerprint
    >>> fingerprint(["It’s", "over."]) == fingerprint(["It's", "over."])
    True
    """
    if isinstance(words, str):
        raise wrong_argument("what is fingerprinted", words, (tuple,))
    for word in words:
        if not isinstance(word, str):  # pyright: ignore[reportUnnecessaryIsInstance] (for untyped callers)
            raise wrong_argument("each word", word, (str,))
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


_PATH_HINT = "give the path of a text file that you may read"


def _bytes_of(path: Path, name: str, max_bytes: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except (OSError, ValueError) as error:  # `ValueError` for a path that can be none
        reason = getattr(error, "strerror", None) or error
        raise DocumentError(
            document=name,
            reason=f"it can't be read: {reason}",
            hint=_PATH_HINT,
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
    except UnicodeError as error:
        if isinstance(error, UnicodeDecodeError):
            reason = f"byte 0x{data[error.start]:02x} at {error.start} is not {encoding}"
        else:
            reason = f"it can't be read as {encoding}: {error}"
        raise DocumentError(
            document=name,
            reason=reason,
            hint="if the text is in another encoding, name it, such as"
            f" encoding={_likely_encoding(data)!r}",
        ) from error
    except LookupError:
        reason = f"there is no encoding {shown(encoding)} of texts"
        raise LookupError(f"{reason}: name one such as 'utf-8' or 'cp1252'") from None


def _likely_encoding(data: bytes) -> str:
    """Give an encoding to try, of those that most texts are in."""
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return encoding
    try:
        data.decode()
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
