"""Records beside the words that they cite, to be read against each other."""

import bisect
from collections.abc import Iterator
from itertools import groupby
from typing import Final, cast

import attrs

from karabakh.errors import CitationError, UnknownIdError
from karabakh.model import (
    Basis,
    BoundDataset,
    Certainty,
    Citation,
    Cited,
    CitedPart,
    Coverage,
    Dataset,
    Record,
    Source,
    coverage,
    sentence_places,
)
from karabakh.wording import Labels, describe_record

__all__ = ["WHOLE", "Claim", "Passage", "Proof", "ProvedRecord", "ProvedSource", "build_proof"]


WHOLE: Final = "the whole text"
"""What stands for the words of a whole source."""


@attrs.frozen
class Claim:
    """A record, or a part of one, as it stands beside a passage."""

    record: Record
    """The record."""

    text: str
    """What it says, or its part, in a sentence."""

    marks: tuple[str, ...]
    """What departs from a certain and stated record, in words."""

    note: str
    """The remark of the coder."""


@attrs.frozen
class Passage:
    """A cited passage."""

    citation: Citation
    """The passage."""

    quote: str
    """Its words; empty if there are none."""

    reason: str
    """Why there are none."""

    claims: tuple[Claim, ...]
    """What rests on it, in the order of the dataset."""


@attrs.frozen
class ProvedRecord:
    """A record with the passages that it and its parts rest on."""

    kind: str
    """The name of its collection."""

    claim: Claim
    """The record."""

    passages: tuple[tuple[str, Passage], ...]
    """The passages, each with what a part says if it is a part's."""


@attrs.frozen
class ProvedSource:
    """A source with its passages and the words that no record cites."""

    source: Source
    """The source."""

    coverage: Coverage | None
    """Which of its words are cited; None if there is no text of it."""

    passages: tuple[Passage, ...]
    """The cited passages, in the order of the text, longer ones first."""

    @property
    def by_paragraph(self) -> Iterator[tuple[int | None, tuple[Passage, ...]]]:
        """Paragraphs with their passages; None for those of the whole source."""
        for paragraph, passages in groupby(self.passages, key=lambda each: each.citation.paragraph):
            yield paragraph, tuple(passages)


@attrs.frozen
class Proof:
    """All records beside their words, by source and by record."""

    dataset: BoundDataset
    """The dataset, each source with a text having an outline."""

    sources: tuple[ProvedSource, ...]
    """Its sources."""

    records: tuple[ProvedRecord, ...]
    """Its records."""

    def runs(self, paragraph: Citation) -> Iterator[tuple[str, bool]]:
        """Yield the words of a paragraph in runs, and whether any record cites them.

        Words that the copy lacks are an empty text.
        """
        covered = next(each for each in self.sources if each.source.id == paragraph.source).coverage
        number = paragraph.paragraph or 1
        uncited = covered.paragraphs[number - 1].uncited if covered else ()
        for sentence in sentence_places(self.dataset.sources[paragraph.source], number):
            for first, last, is_cited in _pieces(sentence, uncited):
                place = Citation(paragraph.source, paragraph.paragraph, first, last)
                quote, _ = _quote(self.dataset, place)
                yield quote, is_cited


def _pieces(sentence: Citation, uncited: tuple[Citation, ...]) -> Iterator[tuple[int, int, bool]]:
    """Yield the runs of a sentence: the first and last word, and whether it is cited."""
    start, end = sentence.first or 1, sentence.last or 1
    # The runs are in order and apart: none before the first that reaches the sentence matters.
    behind = bisect.bisect_left(uncited, start, key=lambda run: run.last or end)
    for run in map(uncited.__getitem__, range(behind, len(uncited))):
        first, last = max(run.first or 1, start), min(run.last or end, end)
        if first > last:
            break
        if first > start:
            yield start, first - 1, True
        yield first, last, False
        start = last + 1
    if start <= end:
        yield start, end, True


def build_proof(dataset: Dataset) -> Proof:
    """Return a dataset as a proof; bound or not."""
    bound = _with_outlines(dataset)
    labels = Labels(bound)
    claims: dict[Citation, list[Claim]] = {}
    records: list[tuple[str, Claim, list[tuple[str, Citation]]]] = []
    for kind, record in _records(bound):
        own = _claim(record, record, labels)
        places = [("", citation) for citation in record.citations]
        for citation in record.citations:
            claims.setdefault(citation, []).append(own)
        for part in _parts(record):
            claim = _claim(record, part, labels)
            places += [(claim.text, citation) for citation in part.citations]
            for citation in part.citations:
                claims.setdefault(citation, []).append(claim)
        records.append((kind, own, places))
    passages = {
        citation: Passage(citation, *_quote(bound, citation), tuple(each))
        for citation, each in claims.items()
    }
    return Proof(
        dataset=bound,
        sources=tuple(
            ProvedSource(source, _coverage(bound, source), _sorted(passages, source))
            for source in bound.sources
        ),
        records=tuple(
            ProvedRecord(kind, own, tuple((text, passages[citation]) for text, citation in places))
            for kind, own, places in records
        ),
    )


def _with_outlines(dataset: Dataset) -> BoundDataset:
    """Return the dataset bound, with outlines from the texts where a source has none."""
    texts = dict(dataset.documents) if isinstance(dataset, BoundDataset) else {}
    for name, document in texts.items():
        source = dataset.sources[name]
        if not source.paragraphs:
            dataset = dataset.replace(attrs.evolve(source, paragraphs=document.outline()))
    return dataset.bind(texts)


def _records(dataset: Dataset) -> Iterator[tuple[str, Record]]:
    """Yield all records with their collections, provisions behind agreements."""
    for name, records in dataset.collections():
        for record in records:
            if isinstance(record, Record):
                yield name, record
                for provision in getattr(record, "provisions", ()):
                    yield "provisions", provision


def _parts(record: Record) -> Iterator[CitedPart]:
    for field in attrs.fields(type(record)):
        value: object = getattr(record, field.name)
        if isinstance(value, tuple):
            elements = cast("tuple[object, ...]", value)
            yield from (part for part in elements if isinstance(part, CitedPart) and part.citations)


def _claim(record: Record, cited: Cited, labels: Labels) -> Claim:
    marks = [] if cited.certainty is Certainty.CERTAIN else [cited.certainty.value]
    marks += ["inferred by the coder"] if cited.basis is Basis.INFERRED else []
    return Claim(record, describe_record(cited, labels), tuple(marks), cited.note)


def _quote(dataset: BoundDataset, citation: Citation) -> tuple[str, str]:
    """Return the words of a passage, and why there are none."""
    if citation.paragraph is None:
        return "", WHOLE
    try:
        return dataset.quote(citation), ""
    except CitationError as error:
        return "", error.reason
    except UnknownIdError as error:
        return "", str(error)


def _coverage(dataset: BoundDataset, source: Source) -> Coverage | None:
    return coverage(dataset, source=source.id) if source.id in dataset.documents else None


def _sorted(passages: dict[Citation, Passage], source: Source) -> tuple[Passage, ...]:
    own = (each for citation, each in passages.items() if citation.source == source.id)
    return tuple(sorted(own, key=_by_position))


def _by_position(passage: Passage) -> tuple[int, int, int]:
    citation = passage.citation
    return citation.paragraph or 0, citation.first or 0, -(citation.last or 0)
