"""All that was coded from one or several documents."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Self, cast

import attrs

from karabakh._display import Shown
from karabakh._wrong_type import wrong_argument
from karabakh.errors import UnknownIdError
from karabakh.ids import SourceId
from karabakh.model._actors import Actor, Place
from karabakh.model._agreements import Agreement, Provision
from karabakh.model._base import Record
from karabakh.model._citation import Citation
from karabakh.model._citing import citations_by_source, source_of, unbound
from karabakh.model._coding import Coding
from karabakh.model._collections import COLLECTIONS, SCHEMA_VERSION
from karabakh.model._contents import built_fields, by_collection
from karabakh.model._edits import replaced, without
from karabakh.model._events import Event
from karabakh.model._links import Link
from karabakh.model._merge import merged, new_names
from karabakh.model._positions import Position
from karabakh.model._propositions import Proposition
from karabakh.model._records import RecordCollection, parts_of
from karabakh.model._relations import Relation
from karabakh.model._sources import Source
from karabakh.model.introspection import references_of
from karabakh.time import When

if TYPE_CHECKING:
    from karabakh.model._bound import BoundDataset
    from karabakh.model._document import Document

__all__ = ["Dataset"]


@attrs.frozen(kw_only=True, init=False, repr=False)
class Dataset(Shown):
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

    schema: ClassVar[int] = SCHEMA_VERSION
    """The version of the data model."""

    title: str
    """What the dataset is about."""
    coding: tuple[Coding, ...]
    """Who coded it, by which codebook, when and with what."""
    sources: RecordCollection[Source]
    """The documents cited."""
    actors: RecordCollection[Actor]
    """Who acts and speaks."""
    places: RecordCollection[Place]
    """Where."""
    relations: RecordCollection[Relation]
    """The ties of the actors."""
    propositions: RecordCollection[Proposition]
    """What positions are about."""
    positions: RecordCollection[Position]
    """Who thinks what of them."""
    events: RecordCollection[Event]
    """What happened, and what lasts."""
    agreements: RecordCollection[Agreement]
    """What was agreed."""
    links: RecordCollection[Link]
    """Typed connections between records."""

    def __init__(  # noqa: PLR0913 (one for each collection)
        self,
        *,
        title: str = "",
        coding: Iterable[Coding] = (),
        sources: Iterable[Source] = (),
        actors: Iterable[Actor] = (),
        places: Iterable[Place] = (),
        relations: Iterable[Relation] = (),
        propositions: Iterable[Proposition] = (),
        positions: Iterable[Position] = (),
        events: Iterable[Event] = (),
        agreements: Iterable[Agreement] = (),
        links: Iterable[Link] = (),
    ) -> None:
        self._fill(
            title=title,
            coding=coding,
            sources=sources,
            actors=actors,
            places=places,
            relations=relations,
            propositions=propositions,
            positions=positions,
            events=events,
            agreements=agreements,
            links=links,
        )

    def _fill(self, **fields: Any) -> None:  # noqa: ANN401 (each field has its own type)
        """Set the fields; the collections know the identifiers of the whole dataset."""
        for name, value in built_fields(fields).items():
            # Past the frozen class's own `__setattr__`, as attrs does in the `__init__`s it writes.
            object.__setattr__(self, name, value)

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
        return attrs.evolve(self, **_fields(without(dict(self.collections()), _an_identifier(id))))

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

    def collections(self) -> Iterator[tuple[str, RecordCollection[Any]]]:
        """Yield the collections in order, with their names."""
        for name in COLLECTIONS:
            yield name, getattr(self, name)

    def records(self) -> Iterator[Record]:
        """Yield all records in order, each agreement followed by its provisions."""
        for _, collection in self.collections():
            if collection.kind is Agreement:
                for agreement in collection:
                    yield agreement
                    yield from agreement.provisions
            elif collection.kind is not Source:
                yield from collection

    @cached_property
    def provisions(self) -> RecordCollection[Provision]:
        """The provisions of all agreements, to look up and to select from.

        >>> import karabakh
        >>> karabakh.load().provisions.where(kind="obligation").ids
        ('fighters-lay-down-arms',)
        """
        items = (each for agreement in self.agreements for each in agreement.provisions)
        return parts_of(self.agreements, items, Provision)

    @property
    def documents(self) -> "Mapping[SourceId, Document]":
        """The texts bound to sources, by the identifiers of these; empty, see `bind`."""
        return MappingProxyType({})

    @cached_property
    def by_id(self) -> Mapping[str, Record]:
        """All records by identifier; the first if several have one."""
        found: dict[str, Record] = {}
        for record in self.records():
            found.setdefault(record.id, record)
        return MappingProxyType(found)

    def __getitem__(self, id: str) -> Record:
        """Return the record with an identifier, whatever its kind.

        Raises:
            TypeError: If it is not a str.
            UnknownIdError: If nothing in the dataset has it.
        """
        try:
            return self.by_id[_an_identifier(id)]
        except KeyError:
            raise UnknownIdError.among(self.by_id, kind="record", id=id) from None

    def get(self, id: str) -> Record | None:
        """Return the record with an identifier, or None.

        Raises:
            TypeError: If it is not a str.
        """
        return self.by_id.get(_an_identifier(id))

    def __contains__(self, item: object) -> bool:
        """Return whether an identifier, or a record, is in the dataset."""
        if isinstance(item, Record):
            return item.id in self.by_id and any(item == record for record in self)
        return isinstance(item, str) and item in self.by_id

    def __iter__(self) -> Iterator[Record]:
        return self.records()

    def __len__(self) -> int:
        return sum(1 for _ in self.records())

    def citing(self, passage: Citation | str) -> tuple[Record, ...]:
        """Return the records that cite a passage, or a part of it.

        Args:
            passage: A range of words, a paragraph or a source, as a citation or its text.

        Raises:
            CitationError: If the text is no citation, or the source has no such passage.
            UnknownIdError: If the dataset has no such source.

        >>> import karabakh
        >>> [record.id for record in karabakh.load().citing("article#p2:28-30")]
        ['...']
        """
        citation = Citation.of(passage)
        source = self.source_of(citation)
        if source.paragraphs:
            source.range_of(citation)
        return tuple(
            record
            for record, cited in self._citing[source.id]
            if any(citation.overlaps(each) for each in cited)
        )

    def source_of(self, citation: Citation) -> Source:
        """Return the source that a citation is of.

        Raises:
            UnknownIdError: If the dataset has no such source.
            TypeError: If it is no citation.

        >>> import karabakh
        >>> karabakh.load().source_of(karabakh.Citation("article", 2)).id
        'article'
        """
        return source_of(citation, self.sources)

    def quote(self, citation: Citation | str) -> str:
        """Return the exact words of a passage, if a copy of its source is bound.

        Raises:
            CitationError: If no copy of the source is bound, as none is here.
            UnknownIdError: If the dataset has no such source.
        """
        place = Citation.of(citation)
        raise unbound(place, self.source_of(place))

    @cached_property
    def _citing(self) -> Mapping[str, list[tuple[Record, tuple[Citation, ...]]]]:
        """The records that cite each source, and their citations of it."""
        return MappingProxyType(citations_by_source(self.records(), self.sources))

    def backlinks(self, id: str) -> tuple[Record, ...]:
        """Return the records that refer to a record.

        Args:
            id: The identifier of the record, provision or source referred to.

        Raises:
            UnknownIdError: If nothing in the dataset has it.

        >>> import karabakh
        >>> [record.id for record in karabakh.load().backlinks("war-2020")]
        ['...']
        """
        found = self._backlinks.get(_an_identifier(id))
        if found is None and id not in self.sources.ids:
            self[id]
        return found or ()

    @cached_property
    def _backlinks(self) -> Mapping[str, tuple[Record, ...]]:
        found: dict[str, list[Record]] = {}
        for record in self.records():
            for target in dict.fromkeys(each.id for each in references_of(record)):
                found.setdefault(target, []).append(record)
        return MappingProxyType({target: tuple(records) for target, records in found.items()})

    @cached_property
    def _memo(self) -> dict[Callable[..., object], object]:
        """What functions computed from it, see `memoised`."""
        return {}

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
        dated = attrs.evolve(self.sources[_an_identifier(source)], published=published)
        return self.replace(dated)

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
        # Only here: a bound dataset is a dataset, so its module needs this one.
        from karabakh.model._bound import bind  # noqa: PLC0415

        return bind(self, document)

    def __reduce__(self) -> tuple[object, ...]:
        """Copy and pickle by the fields, so that the collections know the new dataset."""
        fields = {each.name: getattr(self, each.name) for each in attrs.fields(type(self))}
        return _rebuilt, (type(self), fields)

    def __repr__(self) -> str:
        counts = ", ".join(repr(records)[1:-1] for _, records in self.collections() if records)
        return f"<{type(self).__name__} {self.title!r}: {counts or 'empty'}>"


def _an_identifier(value: str) -> str:
    """Return an identifier as it is, or raise TypeError."""
    if not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance] (for untyped callers)
        raise wrong_argument("id", value, (str,))
    return value


def _fields(changes: Mapping[str, Any]) -> Any:  # noqa: ANN401 (attrs checks names, not types)
    """Return changes of fields as `attrs.evolve` takes them, to type checkers too."""
    return changes


def _rebuilt(kind: type[Dataset], fields: Mapping[str, Any]) -> Dataset:
    return kind(**fields)
