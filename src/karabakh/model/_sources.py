"""A document that records cite, known by its outline and never by its text."""

from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate

import attrs

from karabakh._wrong_type import wrong_argument
from karabakh.errors import CitationError
from karabakh.ids import ActorId, SourceId
from karabakh.model._allowed import Allowed
from karabakh.model._citation import Citation
from karabakh.model._external_code import ExternalCode
from karabakh.model._typed import Typed
from karabakh.time import When

__all__ = ["Paragraph", "Sentence", "Source"]


@attrs.frozen(kw_only=True)
class Sentence(Typed):
    """One sentence of a source: its length, and a fingerprint to know it again by.

    >>> from karabakh import Document
    >>> Document.from_text("They met.").outline()[0].sentences[0].words
    2
    """

    words: int = attrs.field(validator=Allowed("1 or more", attrs.validators.ge(1)))
    """The number of its words; at least 1. `Document` defines what a word is."""

    fingerprint: str = attrs.field(
        validator=Allowed(
            "16 hexadecimal digits in small letters, or '2:' and 20",
            attrs.validators.matches_re("[0-9a-f]{16}|2:[0-9a-f]{20}"),
        )
    )
    """Digits of SHA-256 sums of its words, by which a copy of it is known.

    A copy with other line breaks or typography has the same fingerprint, and nobody gets the
    text back from it. By rules 2 (see `Source.outline_rules`) it begins with ``2:``, and its
    digits are

    - 12 of the letters: all words, folded and without hyphens behind letters, joined by nothing;
    - 4 of the first two words, likewise;
    - 4 of the division into words: all words, folded, joined by single blanks.

    What is folded is said under *Documents*. By rules 1 there are 16 digits, of the words in
    Unicode's normal form C, with straight quotation marks and without soft hyphens, joined by
    single blanks.
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


def _check_rules(_: object, __: object, paragraphs: tuple[Paragraph, ...]) -> None:
    """Raise ValueError if an outline has fingerprints by both rules."""
    rules = {
        sentence.fingerprint.count(":")
        for paragraph in paragraphs
        for sentence in paragraph.sentences
    }
    if len(rules) > 1:
        raise ValueError(rules)


@attrs.frozen(kw_only=True)
class Source(Typed):
    """A document that records cite.

    It has an outline in place of the text, which belongs to its author. By the outline a
    copy of the text is recognised, see `Dataset.bind`. `Document.outline` returns one.

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

    paragraphs: tuple[Paragraph, ...] = attrs.field(
        default=(),
        repr=False,
        validator=Allowed("by one set of rules, all fingerprints of one form", _check_rules),
    )
    """The outline of its text; empty where it has not been taken."""

    identifiers: tuple[ExternalCode, ...] = ()
    """What other collections call this very document, such as ``doi:10.…``."""

    codes: tuple[ExternalCode, ...] = ()
    """How outside schemes classify it: ``admiralty:B`` is a judgement of its reliability."""

    note: str = ""
    """A remark by the coder."""

    @property
    def outline_rules(self) -> int:
        """The rules of words and sentences that its outline was made by: 1 or 2.

        Outlines of files of schema 1 have rules 1, and a text is bound to them by those.
        `Document.outline` makes outlines by rules 2, which know all scripts. A source without
        an outline has rules 2.

        >>> import karabakh
        >>> text = karabakh.Document.from_text("They met.")
        >>> karabakh.Source(id="wire", title="Wire", paragraphs=text.outline()).outline_rules
        2
        """
        is_old = self.paragraphs and ":" not in self.paragraphs[0].sentences[0].fingerprint
        return 1 if is_old else 2

    @cached_property
    def _ends(self) -> Sequence[int]:
        """How many words the source has up to the end of each paragraph, from none on."""
        lengths = (paragraph.words for paragraph in self.paragraphs)
        return tuple(accumulate(lengths, initial=0))

    def range_of(self, citation: Citation) -> tuple[int, int]:
        """Return the first and the last word of a passage, from 0 through the source.

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
            raise wrong_argument("citation", citation, (Citation,))
        ends = self._ends
        if citation.paragraph is None:
            return 0, ends[-1] - 1
        if citation.paragraph >= len(ends):
            raise CitationError(
                text=str(citation),
                reason=f"the last paragraph of the source is {len(ends) - 1}",
                problem="no such passage",
            )
        before = ends[citation.paragraph - 1]
        length = ends[citation.paragraph] - before
        last = citation.last or length
        if last > length:
            raise CitationError(
                text=str(citation),
                reason=f"the last word of paragraph {citation.paragraph} is {length}",
                problem="no such passage",
            )
        return before + (citation.first or 1) - 1, before + last - 1
