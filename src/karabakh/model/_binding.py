"""Texts of sources: which text is of which source, and what no longer fits."""

import typing
from collections.abc import Iterable, Iterator, Mapping

import attrs

from karabakh._wrong_type import wrong_argument
from karabakh.errors import CitationError
from karabakh.ids import SourceId
from karabakh.model._alignment import Alignment
from karabakh.model._base import Record
from karabakh.model._citation import Citation
from karabakh.model._document import Document
from karabakh.model._records import RecordCollection
from karabakh.model._sources import Source

__all__ = ["Drift", "align", "iter_drift", "texts_by_source"]


@attrs.frozen(kw_only=True)
class Drift:
    """A citation that a copy of its source no longer answers to.

    >>> from karabakh import Citation, Dataset, Document, Place, Source
    >>> text = Document.from_text("They met. Nothing was signed.")
    >>> source = Source(id="wire", title="Wire", paragraphs=text.outline())
    >>> here = Place(id="here", citations=(Citation("wire", 1, 1, 2),))
    >>> bound = Dataset.from_records(source, here).bind(Document.from_text("Nothing was signed."))
    >>> [(drift.record.id, str(drift.citation)) for drift in bound.drift]
    [('here', 'wire#p1:1-2')]
    """

    record: Record
    """The record that rests on it."""

    citation: Citation
    """The place cited."""

    reason: str
    """What is wrong: the passage is outside the source, or the copy has other words there."""

    is_unsearched: bool
    """Whether it may yet be in the copy: the search was given up, see `Alignment.unsearched`."""


def texts_by_source(
    document: Document | Mapping[str, Document], sources: RecordCollection[Source]
) -> dict[SourceId, Document]:
    """Return texts by their sources' identifiers, see `Dataset.bind`."""
    if isinstance(document, Document):
        if len(sources) != 1:
            raise ValueError(
                f"dataset has {len(sources)} sources; pass a mapping from their identifiers to"
                " texts"
            )
        return {sources[0].id: document}
    if not isinstance(typing.cast("object", document), Mapping):
        raise wrong_argument("document", document, (Document, Mapping))
    texts = {_named(name, sources).id: text for name, text in document.items()}
    for name, text in texts.items():
        if not isinstance(typing.cast("object", text), Document):
            raise wrong_argument(f"text of {name!r}", text, (Document,))
    return texts


def _named(name: str, sources: RecordCollection[Source]) -> Source:
    """Return the source of a mapping's key; a number is refused."""
    if not isinstance(name, str):  # pyright: ignore[reportUnnecessaryIsInstance] (for untyped callers)
        raise wrong_argument("name of a source", name, (str,))
    return sources[name]


def align(
    sources: RecordCollection[Source], documents: Mapping[SourceId, Document]
) -> dict[SourceId, Alignment]:
    """Return how each text fits its source."""
    return {
        source: Alignment(source=sources[source], document=document)
        for source, document in documents.items()
    }


def iter_drift(
    records: Iterable[Record], alignments: Mapping[SourceId, Alignment]
) -> Iterator[Drift]:
    """Yield the citations that the aligned texts no longer answer to, in order."""
    for record in records:
        for citation in record.all_citations:
            alignment = alignments.get(citation.source)
            if alignment is None:
                continue
            try:
                alignment.words_of(citation)
            except CitationError as error:
                yield Drift(
                    record=record,
                    citation=citation,
                    reason=error.reason,
                    is_unsearched=alignment.is_unsearched(citation),
                )
