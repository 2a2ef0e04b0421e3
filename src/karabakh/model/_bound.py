"""A dataset together with copies of its sources' texts."""

import typing
from collections.abc import Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any

import attrs

from karabakh._wrong_type import wrong_argument
from karabakh.errors import CitationError
from karabakh.ids import SourceId
from karabakh.model._alignment import Alignment
from karabakh.model._base import Record
from karabakh.model._citation import Citation
from karabakh.model._citing import unbound
from karabakh.model._dataset import Dataset
from karabakh.model._document import Document
from karabakh.model._sources import Source
from karabakh.model._words import Word

__all__ = ["BoundDataset", "Drift", "bind"]


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

    is_unsearched: bool = False
    """Whether it may yet be in the copy: the search was given up, see `Alignment.unsearched`."""


@attrs.frozen(kw_only=True, init=False, repr=False)
class BoundDataset(Dataset):  # type: ignore[override]  # one field more
    r"""A dataset that can quote: it knows the texts of some or all of its sources.

    It is a dataset in every other way, though equal to those alone that are bound to the
    same texts. Make one
    with `Dataset.bind`, or at once with ``karabakh.load(document=…)``. A text need not be
    the very copy that was coded: line breaks, white space and quotation marks don't
    matter, and where sentences were changed, left out or added, all others still answer.

    >>> from karabakh import Document, Source, Dataset, Place
    >>> text = Document.from_text("They met. Nothing was signed.")
    >>> dataset = Dataset.from_records(Source(id="wire", title="Wire", paragraphs=text.outline()))
    >>> copy = Document.from_text("They talked. Nothing was\nsigned.")
    >>> bound = dataset.bind(copy)
    >>> bound.quote("wire#p1:3-5")
    'Nothing was signed.'
    >>> bound.quote("wire#p1:1-2")
    Traceback (most recent call last):
    ...
    karabakh.errors.CitationError: cannot quote 'wire#p1:1-2': text has other words in its place
    """

    documents: Mapping[SourceId, Document] = attrs.field(  # pyright: ignore[reportIncompatibleMethodOverride]
        eq=lambda texts: frozenset(texts.items())
    )
    """The texts, by the identifiers of their sources; it can't be changed."""

    def __init__(self, *, documents: Mapping[SourceId, Document], **fields: Any) -> None:  # noqa: ANN401
        self._fill(documents=MappingProxyType(dict(documents)), **fields)

    def __reduce__(self) -> tuple[object, ...]:
        """Copy and pickle as any dataset, with the texts in a mapping that can be pickled."""
        rebuild, (kind, fields) = typing.cast("tuple[Any, tuple[Any, Any]]", super().__reduce__())
        return rebuild, (kind, fields | {"documents": dict(self.documents)})

    def quote(self, citation: Citation | str) -> str:
        """Return the exact words of a passage, as the copy has them, in one line.

        Args:
            citation: The passage, or its short form.

        Raises:
            CitationError: If the text is not a citation, the passage is outside its source, the
                copy has other words there, or no copy of the source is bound.
            UnknownIdError: If the dataset has no such source.
        """
        return self._alignment_of(place := Citation.of(citation)).quote(place)

    def words_of(self, citation: Citation | str) -> tuple[Word, ...]:
        """Return the words of a passage with their positions in the copy.

        Raises:
            CitationError: As `quote` does.
            UnknownIdError: If the dataset has no such source.
        """
        return self._alignment_of(place := Citation.of(citation)).words_of(place)

    def _alignment_of(self, place: Citation) -> Alignment:
        source = self.source_of(place)
        alignment = self.alignments.get(source.id)
        if alignment is None:
            raise unbound(place, source)
        return alignment

    @cached_property
    def alignments(self) -> Mapping[SourceId, Alignment]:
        """For each source with a text, how the two fit."""
        return MappingProxyType(
            {
                source: Alignment(source=self.sources[source], document=document)
                for source, document in self.documents.items()
            }
        )

    @cached_property
    def drift(self) -> tuple[Drift, ...]:
        """Each citation that the bound copies no longer answer to, in the records' order."""
        return tuple(self._drift())

    def _drift(self) -> Iterator[Drift]:
        for record in self.records():
            for citation in record.all_citations:
                alignment = self.alignments.get(citation.source)
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


def _named(dataset: Dataset, name: str) -> Source:
    """Return the source of a mapping's key; a number is refused."""
    if not isinstance(name, str):  # pyright: ignore[reportUnnecessaryIsInstance] (for untyped callers)
        raise wrong_argument("name of a source", name, (str,))
    return dataset.sources[name]


def bind(dataset: Dataset, document: Document | Mapping[str, Document]) -> BoundDataset:
    """Bind a dataset to texts; see `Dataset.bind`."""
    if isinstance(document, Document):
        if len(dataset.sources) != 1:
            raise ValueError(
                f"the dataset has {len(dataset.sources)} sources, so one text can't be bound by"
                " itself: give a mapping from a source's identifier to its text"
            )
        documents = {dataset.sources[0].id: document}
    elif isinstance(typing.cast("object", document), Mapping):
        documents = {_named(dataset, name).id: text for name, text in document.items()}
        for name, text in documents.items():
            if not isinstance(typing.cast("object", text), Document):
                raise wrong_argument(f"text of {name!r}", text, (Document,))
    else:
        raise wrong_argument("document", document, (Document, Mapping))
    if isinstance(dataset, BoundDataset):
        documents = {**dataset.documents, **documents}
    fields = {field.name: getattr(dataset, field.name) for field in attrs.fields(Dataset)}
    return BoundDataset(documents=documents, **fields)
