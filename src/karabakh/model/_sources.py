"""A document that records cite, known by its outline and never by its text."""

import attrs

from karabakh.errors import CitationError
from karabakh.ids import ActorId, SourceId
from karabakh.model._allowed import Allowed
from karabakh.model._citation import Citation
from karabakh.model._external_code import ExternalCode
from karabakh.model._typed import Typed
from karabakh.model._when import When
from karabakh.model._wrong_type import wrong_argument

__all__ = ["Paragraph", "Sentence", "Source"]


@attrs.frozen(kw_only=True)
class Sentence(Typed):
    """One sentence of a source: its length, and a fingerprint to know it again by.

    >>> from karabakh import Document
    >>> Document.from_text("They met.").outline()[0].sentences[0].words
    2
    """

    words: int = attrs.field(validator=Allowed("1 or more", attrs.validators.ge(1)))
    """How many words it has; at least 1. Words are what stands between white space."""

    fingerprint: str = attrs.field(
        validator=Allowed(
            "16 hexadecimal digits in small letters", attrs.validators.matches_re(r"[0-9a-f]{16}")
        )
    )
    """The first 16 hexadecimal digits of the SHA-256 of its words.

    The words are put in Unicode's normal form C, with straight quotation marks and
    without invisible characters, and joined by single blanks in UTF-8. So a copy with
    other line breaks or typography has the same fingerprint, and nobody gets the text
    back from it.
    """


@attrs.frozen(kw_only=True)
class Paragraph(Typed):
    """One paragraph of a source.

    >>> from karabakh import Document
    >>> Document.from_text("They met. Nothing was signed.").outline()[0].words
    5
    """

    sentences: tuple[Sentence, ...] = attrs.field(
        validator=Allowed("one or more", attrs.validators.min_len(1))
    )
    """Its sentences, in order; at least one."""

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(sentence.words for sentence in self.sentences)


@attrs.frozen(kw_only=True)
class Source(Typed):
    """A document that records cite.

    The text itself is not kept: it is somebody's. What is kept tells how the text is
    divided and lets a copy of it be recognised, see `Dataset.bind`. Make one with
    `Document.outline`.

    >>> from karabakh import Document, Source
    >>> text = Document.from_text("They met. Nothing was signed.")
    >>> source = Source(id="wire", title="A wire report", paragraphs=text.outline())
    >>> source.paragraphs[0].words
    5
    """

    id: SourceId
    """Its identifier, which citations begin with."""

    title: str
    """What the document calls itself, or a description of it in the coder's words."""

    author: ActorId | None = None
    """Who speaks in the document's own voice, where that is an actor of the dataset."""

    publisher: str = ""
    """Who published it; empty where that is not known."""

    language: str = ""
    """The language it is written in, as a BCP 47 tag (``en``, ``hy``, ``az-Latn``)."""

    published: When = When.unknown()
    """When it was published or made: TimeML's document creation time."""

    url: str = ""
    """Where it can be found; empty if not known."""

    translation_of: SourceId | None = None
    """The source that it translates, if that is in the dataset."""

    edition_of: SourceId | None = None
    """The source of which it is another edition, if that is in the dataset."""

    sha256: str = attrs.field(
        default="",
        validator=Allowed(
            "64 hexadecimal digits in small letters, or nothing",
            attrs.validators.matches_re(r"([0-9a-f]{64})?"),
        ),
    )
    """The SHA-256 of the document's bytes, 64 hexadecimal digits; empty where not known."""

    paragraphs: tuple[Paragraph, ...] = attrs.field(default=(), repr=False)
    """The outline of its text; empty where it has not been taken."""

    identifiers: tuple[ExternalCode, ...] = ()
    """What other collections call this very document, such as ``doi:10.…``."""

    codes: tuple[ExternalCode, ...] = ()
    """How outside schemes classify it: ``admiralty:B`` is a judgement of its reliability."""

    note: str = ""
    """A remark by the coder."""

    def range_of(self, citation: Citation) -> tuple[int, int]:
        """Give the first and the last word of a place, counted from 0 through the source.

        Args:
            citation: a place in this source, which must have an outline.

        Raises:
            CitationError: the source has no such paragraph, or the paragraph no such word.
            TypeError: it is no citation.

        >>> import karabakh
        >>> article = karabakh.load().sources["article"]
        >>> article.range_of(karabakh.Citation.parse("article#p2:21-36"))
        (80, 95)
        """
        if not isinstance(citation, Citation):  # pyright: ignore[reportUnnecessaryIsInstance] (for untyped callers)
            raise wrong_argument("the place", citation, (Citation,))
        lengths = [paragraph.words for paragraph in self.paragraphs]
        if citation.paragraph is None:
            return 0, sum(lengths) - 1
        if citation.paragraph > len(lengths):
            raise CitationError(
                text=str(citation), reason=f"the source has {len(lengths)} paragraphs"
            )
        length = lengths[citation.paragraph - 1]
        last = citation.last or length
        if last > length:
            raise CitationError(
                text=str(citation), reason=f"paragraph {citation.paragraph} has {length} words"
            )
        before = sum(lengths[: citation.paragraph - 1])
        return before + (citation.first or 1) - 1, before + last - 1
