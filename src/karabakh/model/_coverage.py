"""Which words of a source no record rests on."""

import bisect
import types
import typing
from collections.abc import Iterable, Iterator

import attrs

from karabakh._shown import counted
from karabakh._wrong_type import wrong_argument
from karabakh.errors import CitationError
from karabakh.ids import SourceId
from karabakh.model._alignment import sentence_places
from karabakh.model._citation import Citation
from karabakh.model._dataset import BoundDataset, Dataset
from karabakh.model._document import Document
from karabakh.model._sources import Source

__all__ = ["Coverage", "ParagraphCoverage", "coverage"]


@attrs.frozen(kw_only=True, repr=False)
class ParagraphCoverage:
    """Which words of one paragraph are cited.

    >>> import karabakh
    >>> dataset = karabakh.load()
    >>> karabakh.coverage(dataset).paragraphs[1].uncited
    ()
    """

    paragraph: Citation
    """The paragraph."""

    words: int
    """How many words it has."""

    uncited: tuple[Citation, ...]
    """The runs of words that no record cites, in order."""

    quotes: tuple[str, ...] = ()
    """The same runs in the words of the document, where there is one; empty where it differs."""

    @property
    def cited(self) -> int:
        """How many of its words some record cites."""
        return self.words - sum(run.length or 0 for run in self.uncited)

    def __repr__(self) -> str:
        text = f"{self.paragraph}: {self.cited:,} of {counted(self.words, 'word')} cited"
        return f"<ParagraphCoverage of {text}>"


@attrs.frozen(kw_only=True, repr=False)
class Coverage:
    """Which words of a source are cited, paragraph by paragraph.

    It is of the source as it was coded: what a copy has beyond that is no part of it.

    >>> import karabakh
    >>> covered = karabakh.coverage(karabakh.load())
    >>> covered
    <Coverage of article: 296 of 304 words cited>
    >>> covered.paragraphs[0]
    <ParagraphCoverage of article#p1: 60 of 60 words cited>
    """

    source: SourceId
    """The source."""

    paragraphs: tuple[ParagraphCoverage, ...]
    """Its paragraphs, in order."""

    uncited_sentences: tuple[Citation, ...]
    """The sentences of which no word is cited."""

    lost_sentences: tuple[Citation, ...] = ()
    """Those that the document does not have as they were coded; none without a document."""

    unsearched_sentences: tuple[Citation, ...] = ()
    """Those that were not found before the search was given up, see `Alignment.unsearched`."""

    @property
    def words(self) -> int:
        """How many words the source has."""
        return sum(paragraph.words for paragraph in self.paragraphs)

    @property
    def cited(self) -> int:
        """How many of its words some record cites."""
        return sum(paragraph.cited for paragraph in self.paragraphs)

    @property
    def share(self) -> float:
        """The cited part of all words, from 0 to 1; 1 where the source has none."""
        return self.cited / self.words if self.words else 1.0

    def __repr__(self) -> str:
        text = f"{self.source}: {self.cited:,} of {counted(self.words, 'word')} cited"
        if self.uncited_sentences:
            text += f", {counted(len(self.uncited_sentences), 'sentence')} without any"
        if self.lost_sentences:
            text += f", {len(self.lost_sentences)} lost"
        if self.unsearched_sentences:
            text += f", {len(self.unsearched_sentences)} not searched for to the end"
        return f"<Coverage of {text}>"


def coverage(
    dataset: Dataset, document: Document | None = None, *, source: str | None = None
) -> Coverage:
    """Return, per paragraph, which words of a source no record cites.

    A citation of a whole source cites no word in particular and does not count; one of
    a whole paragraph counts for all its words.

    Args:
        dataset: the records.
        document: a copy of the text, to have the uncited words quoted; not needed where
            the dataset is bound to one, nor where their places will do.
        source: which source; not needed where the dataset has only one.

    Raises:
        UnknownIdError: the dataset has no such source.
        TypeError: the dataset, the document or the source's identifier is none.
        ValueError: no source is named and the dataset has not exactly one, or the
            source has no outline.

    >>> import karabakh
    >>> covered = karabakh.coverage(karabakh.load())
    >>> len(covered.paragraphs), covered.uncited_sentences
    (6, ())
    """
    if not isinstance(typing.cast("object", dataset), Dataset):
        raise wrong_argument("dataset", dataset, (Dataset,))
    chosen = _chosen(dataset, source)
    bound = dataset.bind({chosen.id: document}) if document is not None else dataset
    alignment = bound.alignments.get(chosen.id) if isinstance(bound, BoundDataset) else None
    cited: dict[int, list[tuple[int, int]]] = {}
    for citation in _citations(dataset, chosen.id):
        if citation.paragraph is not None:
            first, last = citation.first or 1, citation.last or _length(chosen, citation.paragraph)
            cited.setdefault(citation.paragraph, []).append((first, last))
    paragraphs = tuple(
        _paragraph(bound, chosen, number, cited.get(number, []))
        for number in range(1, len(chosen.paragraphs) + 1)
    )
    return Coverage(
        source=chosen.id,
        paragraphs=paragraphs,
        uncited_sentences=tuple(_bare_sentences(chosen, paragraphs)),
        lost_sentences=tuple(alignment.missing()) if alignment else (),
        unsearched_sentences=tuple(alignment.unsearched()) if alignment else (),
    )


def _chosen(dataset: Dataset, source: str | None) -> Source:
    if source is None and len(dataset.sources) != 1:
        raise ValueError(f"dataset has {len(dataset.sources)} sources; pass source=…")
    if not isinstance(source, (str, types.NoneType)):  # pyright: ignore[reportUnnecessaryIsInstance] (for untyped callers)
        raise wrong_argument("source", source, (str, types.NoneType))
    chosen = dataset.sources[0] if source is None else dataset.sources[source]
    if not chosen.paragraphs:
        raise ValueError(f"the source {chosen.id!r} has no outline to measure against")
    return chosen


def _citations(dataset: Dataset, source: SourceId) -> Iterator[Citation]:
    for record in dataset.records():
        for citation in record.all_citations:
            if citation.source == source:
                yield citation


def _length(source: Source, paragraph: int) -> int:
    return source.paragraphs[paragraph - 1].words if paragraph <= len(source.paragraphs) else 0


def _paragraph(
    dataset: Dataset, source: Source, number: int, cited: Iterable[tuple[int, int]]
) -> ParagraphCoverage:
    length = _length(source, number)
    uncited = tuple(
        Citation(source.id, number, first, last) for first, last in _gaps(sorted(cited), length)
    )
    return ParagraphCoverage(
        paragraph=Citation(source.id, number),
        words=length,
        uncited=uncited,
        quotes=tuple(_quotes(dataset, uncited)),
    )


def _gaps(cited: Iterable[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    """Yield the runs of words, from 1, that no range of sorted ones contains."""
    next_word = 1
    for first, last in cited:
        if first > next_word:
            yield next_word, min(first - 1, length)
        next_word = max(next_word, last + 1)
        if next_word > length:
            return
    if next_word <= length:
        yield next_word, length


def _quotes(dataset: Dataset, runs: Iterable[Citation]) -> Iterator[str]:
    if not isinstance(dataset, BoundDataset):
        return
    for run in runs:
        try:
            yield dataset.quote(run)
        except CitationError:
            yield ""


def _bare_sentences(
    source: Source, paragraphs: tuple[ParagraphCoverage, ...]
) -> Iterator[Citation]:
    for place in sentence_places(source):
        runs = paragraphs[(place.paragraph or 1) - 1].uncited
        # The runs are in order and apart: only the last that begins no later can contain it.
        number = bisect.bisect_right(runs, place.first or 1, key=lambda run: run.first or 1)
        if number and _contains(runs[number - 1], place):
            yield place


def _contains(outer: Citation, inner: Citation) -> bool:
    return (outer.first or 1) <= (inner.first or 1) and (inner.last or 0) <= (outer.last or 0)
