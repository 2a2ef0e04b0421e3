"""All that was coded from one or several documents, alone or with their texts."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self, cast

import attrs

from karabakh._wrong_type import wrong_argument
from karabakh.ids import SourceId
from karabakh.model._base import Record
from karabakh.model._citation import Citation
from karabakh.model._citing import unbound
from karabakh.model._coding import Coding
from karabakh.model._contents import DatasetContents, by_collection, require_id
from karabakh.model._edits import replaced, without
from karabakh.model._merge import merged, new_names
from karabakh.model._sources import Source
from karabakh.time import When

if TYPE_CHECKING:
    from karabakh.model._alignment import Alignment
    from karabakh.model._binding import Drift
    from karabakh.model._document import Document
    from karabakh.model._words import Word

__all__ = ["BoundDataset", "Dataset"]


@attrs.frozen(kw_only=True, init=False, repr=False)
class Dataset(DatasetContents):
    """All that was coded from one or several documents: immutable, cited records.

    Each collection is a tuple that also looks up by identifier and selects by field, see
    `RecordCollection`. Only types are checked here: `validate` finds what is wrong.

    >>> import karabakh
    >>> dataset = karabakh.load()
    >>> dataset.actors["armenia"].kind
    <ActorKind.STATE: 'state'>
    >>> dataset["war-2020"].when
    When('2020')
    """

    @classmethod
    def from_records(
        cls, *records: Record | Source, title: str = "", coding: Iterable[Coding] = ()
    ) -> "Dataset":
        """Return a dataset of records in any order, each in its collection.

        Args:
            *records: The records and sources; provisions come with their agreements.
            title: What the dataset is about.
            coding: Who coded it, and how.

        Raises:
            TypeError: If an argument is no record, or is a part of one (a provision).

        >>> from karabakh import Dataset, Place
        >>> Dataset.from_records(Place(id="here"), Place(id="there")).places.ids
        ('here', 'there')
        """
        return cls(title=title, coding=coding, **_fields(by_collection(records)))

    def replace(self, record: Record | Source) -> Self:
        """Return the dataset with a record in place of the one with its identifier.

        A provision is replaced within its agreement.

        Raises:
            UnknownIdError: If no record of the kind has the identifier.
            TypeError: If it is no record.

        >>> import attrs, karabakh
        >>> dataset = karabakh.load()
        >>> renamed = attrs.evolve(dataset.events["offensive"], title="A military operation")
        >>> dataset.replace(renamed)["offensive"].title
        'A military operation'
        """
        return attrs.evolve(self, **_fields(replaced(dict(self.collections()), record)))

    def without(self, id: str) -> Self:
        """Return the dataset without a record, source or provision.

        References to it stay, and validation reports them: `backlinks` lists them before.

        Raises:
            UnknownIdError: If nothing in the dataset has the identifier.

        >>> import karabakh
        >>> "war-2020" in karabakh.load().without("war-2020")
        False
        """
        return attrs.evolve(self, **_fields(without(dict(self.collections()), require_id(id))))

    def merge(self, other: "Dataset", *, keep_both: str = "") -> Self:
        """Return the dataset together with the records of another one.

        Equal records become one. Nothing is overwritten: if a record differs under the
        same identifier, the merge is refused with all differences; or, on request, the
        other dataset's record is kept beside under a new identifier, and so is every
        record of the other dataset that refers to it.

        The title is this dataset's, or the other's if this has none. The codings are
        joined, and so are the texts bound to either.

        Args:
            other: The dataset whose records are added.
            keep_both: A suffix such as ``-b``. If given, records that differ are kept
                side by side, those of the other dataset under their identifier and this.

        Raises:
            MergeError: If records differ under one identifier and no suffix is given, or
                an identifier with the suffix exists already.
            ValueError: If the suffix makes no valid identifiers.
            TypeError: If `other` is no dataset.

        >>> import karabakh
        >>> from karabakh import Dataset, Place
        >>> one = Dataset.from_records(Place(id="here"), title="Ours")
        >>> two = Dataset.from_records(Place(id="here", note="By the river."), Place(id="there"))
        >>> one.merge(two)
        Traceback (most recent call last):
        ...
        karabakh.errors.MergeError: 1 record differs under the same identifier: 'here' (note); \
pass keep_both="-b" to keep both
        >>> one.merge(two, keep_both="-b").places.ids
        ('here', 'here-b', 'there')
        """
        if not isinstance(other, Dataset):  # pyright: ignore[reportUnnecessaryIsInstance] (for untyped callers)
            raise wrong_argument("other", other, (Dataset,))
        if not isinstance(keep_both, str):  # pyright: ignore[reportUnnecessaryIsInstance] (for untyped callers)
            raise wrong_argument("keep_both", keep_both, (str,))
        own, others = dict(self.collections()), dict(other.collections())
        names = new_names(own, others, keep_both)
        joined = attrs.evolve(
            self,
            title=self.title or other.title,
            coding=(*self.coding, *(each for each in other.coding if each not in self.coding)),
            **_fields(merged(own, others, names)),
        )
        texts = {names.get(each, each): text for each, text in other.documents.items()}
        return cast("Self", joined.bind({**texts, **self.documents})) if texts else joined

    def with_publication_date(self, source: str, when: When | str) -> Self:
        """Return the dataset with the time at which a source was published or created.

        What the source leaves undated gains bounds from it, by its `DocTimeRel`.

        Args:
            source: The identifier of the source.
            when: The time, or its EDTF text.

        Raises:
            UnknownIdError: If the dataset has no such source.
            EdtfError: If the text is not valid EDTF.
            TypeError: If the identifier or the time is not a str.

        >>> import karabakh
        >>> dataset = karabakh.load().with_publication_date("article", "2023-09-21")
        >>> dataset.sources["article"].published
        When('2023-09-21')
        """
        published = when if isinstance(when, When) else When(when)
        dated = attrs.evolve(self.sources[require_id(source)], published=published)
        return self.replace(dated)

    @property
    def documents(self) -> "Mapping[SourceId, Document]":
        """The texts bound to sources, by the identifiers of these; empty, see `bind`."""
        return MappingProxyType({})

    def quote(self, citation: Citation | str) -> str:
        """Return the exact words of a passage, if a copy of its source is bound.

        Raises:
            CitationError: If no copy of the source is bound, as none is here.
            UnknownIdError: If the dataset has no such source.
        """
        place = Citation.of(citation)
        raise unbound(place, self.source_of(place))

    def bind(self, document: "Document | Mapping[str, Document]") -> "BoundDataset":
        """Return the dataset together with copies of its sources' texts, for quoting.

        Args:
            document: The text of the only source, or texts by their sources' identifiers.
                Texts that are bound already stay, unless they are passed anew.

        Raises:
            UnknownIdError: If the dataset has no source of an identifier.
            ValueError: If one text is passed and the dataset has not exactly one source.

        >>> from karabakh import Citation, Dataset, Document, Source
        >>> text = Document.from_text("They met. Nothing was signed.")
        >>> source = Source(id="wire", title="Wire", paragraphs=text.outline())
        >>> dataset = Dataset.from_records(source)
        >>> dataset.bind(text).quote(Citation("wire", 1, 3, 5))
        'Nothing was signed.'
        """
        # Only here: most programs bind no text, and need not load how one is divided.
        from karabakh.model._binding import texts_by_source  # noqa: PLC0415

        texts = {**self.documents, **texts_by_source(document, self.sources)}
        fields = {each.name: getattr(self, each.name) for each in attrs.fields(Dataset)}
        return BoundDataset(documents=texts, **fields)


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

    documents: "Mapping[SourceId, Document]" = attrs.field(  # pyright: ignore[reportIncompatibleMethodOverride]
        eq=lambda texts: frozenset(texts.items())
    )
    """The texts, by the identifiers of their sources; it can't be changed."""

    def __init__(self, *, documents: "Mapping[SourceId, Document]", **fields: Any) -> None:  # noqa: ANN401
        self._fill(documents=MappingProxyType(dict(documents)), **fields)

    def __reduce__(self) -> tuple[object, ...]:
        """Copy and pickle as any dataset, with the texts in a mapping that can be pickled."""
        rebuild, (kind, fields) = cast("tuple[Any, tuple[Any, Any]]", super().__reduce__())
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

    def words_of(self, citation: Citation | str) -> "tuple[Word, ...]":
        """Return the words of a passage with their positions in the copy.

        Raises:
            CitationError: As `quote` does.
            UnknownIdError: If the dataset has no such source.
        """
        return self._alignment_of(place := Citation.of(citation)).words_of(place)

    def _alignment_of(self, place: Citation) -> "Alignment":
        source = self.source_of(place)
        alignment = self.alignments.get(source.id)
        if alignment is None:
            raise unbound(place, source)
        return alignment

    @cached_property
    def alignments(self) -> "Mapping[SourceId, Alignment]":
        """For each source with a text, how the two fit."""
        from karabakh.model._binding import align  # noqa: PLC0415 (as in `bind`)

        return MappingProxyType(align(self.sources, self.documents))

    @cached_property
    def drift(self) -> "tuple[Drift, ...]":
        """Each citation that the bound copies no longer answer to, in the records' order."""
        from karabakh.model._binding import iter_drift  # noqa: PLC0415 (as in `bind`)

        return tuple(iter_drift(self.records(), self.alignments))


def _fields(changes: Mapping[str, Any]) -> Any:  # noqa: ANN401 (attrs checks names, not types)
    """Return changes of fields as `attrs.evolve` takes them, to type checkers too."""
    return changes
