"""All that was coded from one or several documents."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar, cast

import attrs

from karabakh._display import Shown
from karabakh._shown import shown
from karabakh.errors import CitationError, UnknownIdError
from karabakh.model._actors import Actor, Place
from karabakh.model._agreements import Agreement
from karabakh.model._base import Cited, Record
from karabakh.model._citation import Citation
from karabakh.model._events import Event
from karabakh.model._fields import references_of
from karabakh.model._links import Link
from karabakh.model._positions import Position
from karabakh.model._propositions import Proposition
from karabakh.model._records import Records
from karabakh.model._relations import Relation
from karabakh.model._sources import Source
from karabakh.model._when import When
from karabakh.model._wrong_type import wrong_argument

if TYPE_CHECKING:
    from karabakh.model._bound import BoundDataset
    from karabakh.model._document import Document

__all__ = ["COLLECTIONS", "SCHEMA_VERSION", "Dataset", "citations_of", "kept"]

T = TypeVar("T")

SCHEMA_VERSION = 1
"""The version of the data model, and of the files that hold it."""

COLLECTIONS: Mapping[str, type[Record] | type[Source]] = {
    "sources": Source,
    "actors": Actor,
    "places": Place,
    "relations": Relation,
    "propositions": Proposition,
    "positions": Position,
    "events": Event,
    "agreements": Agreement,
    "links": Link,
}
"""The collections of a dataset, in the order of files and pages, and what each holds."""


@attrs.frozen(kw_only=True, init=False, repr=False)
class Dataset(Shown):
    """All that was coded from one or several documents: typed, immutable, cited records.

    Each collection is a tuple that also looks up by identifier and selects by field, see
    `Records`. Nothing is checked here beyond the types: `validate` finds what is wrong.

    Args:
        title: what the dataset is about.
        sources: the documents cited.
        actors: who acts and speaks.
        places: where.
        relations: the ties of the actors.
        propositions: what positions are about.
        positions: who thinks what of them.
        events: what happened, and what lasts.
        agreements: what was agreed.
        links: what one record is to another.

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
    sources: Records[Source]
    """The documents cited."""
    actors: Records[Actor]
    """Who acts and speaks."""
    places: Records[Place]
    """Where."""
    relations: Records[Relation]
    """The ties of the actors."""
    propositions: Records[Proposition]
    """What positions are about."""
    positions: Records[Position]
    """Who thinks what of them."""
    events: Records[Event]
    """What happened, and what lasts."""
    agreements: Records[Agreement]
    """What was agreed."""
    links: Records[Link]
    """What one record is to another."""

    def __init__(  # noqa: PLR0913 (one for each collection)
        self,
        *,
        title: str = "",
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
        """Set the fields, the collections as records that know each other's identifiers."""
        if not isinstance(title := fields["title"], str):
            raise TypeError(f"the title of a dataset must be a str, not {shown(title)}")
        for name in COLLECTIONS:
            if name in fields and not isinstance(fields[name], Iterable):
                raise TypeError(f"the {name} of a dataset are records, not {shown(fields[name])}")
        contents = {name: tuple(fields[name]) for name in COLLECTIONS if name in fields}
        # They ask this, and not the dataset: for a dataset that its own collections refer to
        # would stay in memory, with all its records, until the collector finds it.
        known = cache(lambda: frozenset(_identifiers(contents.values())))
        for name, value in fields.items():
            kind = COLLECTIONS.get(name)
            made = Records(kind, contents[name], known=known) if kind else value
            # Past the frozen class's own `__setattr__`, as attrs does in the `__init__`s it makes.
            object.__setattr__(self, name, made)

    @classmethod
    def of(cls, *records: Record | Source, title: str = "") -> "Dataset":
        """Make a dataset of records in any order, each put where it belongs.

        Raises:
            TypeError: an argument is no record, or a part of one (a provision).

        >>> from karabakh import Dataset, Place
        >>> Dataset.of(Place(id="here"), Place(id="there")).places.ids
        ('here', 'there')
        """
        sorted_out: dict[str, list[Record | Source]] = {name: [] for name in COLLECTIONS}
        homes = {kind: name for name, kind in COLLECTIONS.items()}
        for record in records:
            home = homes.get(type(record))
            if home is None:
                hint = " (give the records one by one: Dataset.of(*records))"
                raise TypeError(
                    f"a dataset holds no {type(record).__name__}: {shown(record)}"
                    + (hint if isinstance(record, Iterable) else "")
                )
            sorted_out[home].append(record)
        return cls(title=title, **cast("dict[str, Any]", sorted_out))

    def collections(self) -> Iterator[tuple[str, Records[Any]]]:
        """Go through the collections in order, with their names."""
        for name in COLLECTIONS:
            yield name, getattr(self, name)

    def records(self) -> Iterator[Record]:
        """Go through all records in order, each agreement followed by its provisions."""
        for _, collection in self.collections():
            if collection.kind is Agreement:
                for agreement in collection:
                    yield agreement
                    yield from agreement.provisions
            elif collection.kind is not Source:
                yield from collection

    @cached_property
    def by_id(self) -> Mapping[str, Record]:
        """All records by their identifiers; the first where several have one."""
        found: dict[str, Record] = {}
        for record in self.records():
            found.setdefault(record.id, record)
        return MappingProxyType(found)

    def __getitem__(self, id: str) -> Record:
        """Give the record of an identifier, whatever kind it is.

        Raises:
            TypeError: it is no text.
            UnknownIdError: nothing in the dataset has it.
        """
        try:
            return self.by_id[_an_identifier(id)]
        except KeyError:
            raise UnknownIdError.among(self.by_id, kind="record", id=id) from None

    def get(self, id: str) -> Record | None:
        """Give the record of an identifier, or none.

        Raises:
            TypeError: it is no text.
        """
        return self.by_id.get(_an_identifier(id))

    def __contains__(self, item: object) -> bool:
        """Tell whether an identifier, or a record, is in the dataset."""
        if isinstance(item, Record):
            return item.id in self.by_id and any(item == record for record in self)
        return isinstance(item, str) and item in self.by_id

    def __iter__(self) -> Iterator[Record]:
        return self.records()

    def __len__(self) -> int:
        return sum(1 for _ in self.records())

    def citing(self, place: Citation | str) -> tuple[Record, ...]:
        """Find the records that rest on a passage, or on a part of it.

        Args:
            place: a passage, a paragraph or a source, as a citation or in its short form.

        Raises:
            CitationError: the text is no citation, or the source does not have the place.
            UnknownIdError: the dataset has no such source.

        >>> import karabakh
        >>> [record.id for record in karabakh.load().citing("article#p2:28-30")]
        ['...']
        """
        citation = Citation.of(place)
        source = self.source_of(citation)
        if source.paragraphs:
            source.range_of(citation)
        return tuple(
            record
            for record, cited in self._citing[source.id]
            if any(citation.overlaps(each) for each in cited)
        )

    def source_of(self, citation: Citation) -> Source:
        """Give the source that a citation is of.

        Raises:
            UnknownIdError: the dataset has no such source.
            TypeError: it is no citation.

        >>> import karabakh
        >>> karabakh.load().source_of(karabakh.Citation("article", 2)).id
        'article'
        """
        if not isinstance(citation, Citation):  # pyright: ignore[reportUnnecessaryIsInstance] (for untyped callers)
            raise wrong_argument("the place", citation, (Citation,))
        source = self.sources.get(citation.source)
        if source is not None:
            return source
        if len(self.sources) == 1 and _PLACE.fullmatch(citation.source):
            whole = f"{self.sources[0].id}#{citation.source}"
            hint = f"write the source before the place, as in {whole!r}"
            raise UnknownIdError(kind="source", id=citation.source, hint=hint)
        raise UnknownIdError.among(self.sources.ids, kind="source", id=citation.source)

    def quote(self, citation: Citation | str) -> str:
        """Give the exact words of a place: for that, a copy of the text must be bound.

        Raises:
            CitationError: no copy of the source is bound, as none is here; see `bind`.
            UnknownIdError: the dataset has no such source.
        """
        place = Citation.of(citation)
        raise unbound(place, self.source_of(place))

    @cached_property
    def _citing(self) -> Mapping[str, list[tuple[Record, tuple[Citation, ...]]]]:
        """For each source, the records that cite it and where."""
        found: dict[str, list[tuple[Record, tuple[Citation, ...]]]] = {}
        for source in self.sources:
            found[source.id] = []
        for record in self.records():
            cited: dict[str, list[Citation]] = {}
            for citation in citations_of(record):
                cited.setdefault(citation.source, []).append(citation)
            for source_id, citations in cited.items():
                found.setdefault(source_id, []).append((record, tuple(citations)))
        return MappingProxyType(found)

    def referring(self, *, to: str) -> tuple[Record, ...]:
        """Find the records that mention a record: backlinks.

        Args:
            to: the identifier of the record mentioned.

        Raises:
            UnknownIdError: nothing in the dataset has it.

        >>> import karabakh
        >>> [record.id for record in karabakh.load().referring(to="war-2020")]
        ['...']
        """
        found = self._referring.get(_an_identifier(to))
        if found is None:
            self[to]
        return found or ()

    @cached_property
    def _referring(self) -> Mapping[str, tuple[Record, ...]]:
        found: dict[str, list[Record]] = {}
        for record in self.records():
            for target in dict.fromkeys(mention.id for mention in references_of(record)):
                found.setdefault(target, []).append(record)
        return MappingProxyType({target: tuple(records) for target, records in found.items()})

    @cached_property
    def _kept(self) -> dict[Callable[..., object], object]:
        """What was made of it, by the functions that made it; see `kept`."""
        return {}

    def with_published(self, source: str, when: When | str) -> Self:
        """Give the dataset with the time that a source was published or made.

        What the source left undated gains bounds from it, by its `DocTime`.

        Args:
            source: the identifier of the source.
            when: the time, or its EDTF form.

        Raises:
            UnknownIdError: the dataset has no such source.
            WhenError: the text is no time.
            TypeError: the identifier or the time is no text.

        >>> import karabakh
        >>> dataset = karabakh.load().with_published("article", "2023-09-21")
        >>> dataset.sources["article"].published
        When('2023-09-21')
        """
        published = when if isinstance(when, When) else When(when)
        dated = attrs.evolve(self.sources[_an_identifier(source)], published=published)
        return attrs.evolve(
            self, sources=tuple(dated if each.id == source else each for each in self.sources)
        )

    def bind(self, document: "Document | Mapping[str, Document]") -> "BoundDataset":
        """Give the dataset together with copies of its sources' texts, for quoting.

        Args:
            document: the text of the only source, or texts by their sources' identifiers.
                Texts that are bound already stay, unless they are given anew.

        Raises:
            UnknownIdError: a text is given for a source that the dataset does not have.
            ValueError: one text is given and the dataset has not exactly one source.

        >>> from karabakh import Citation, Dataset, Document, Source
        >>> text = Document.from_text("They met. Nothing was signed.")
        >>> dataset = Dataset.of(Source(id="wire", title="Wire", paragraphs=text.outline()))
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
    """Give an identifier as it is, or say that it is none."""
    if not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance] (for untyped callers)
        raise wrong_argument("an identifier", value, (str,))
    return value


def kept(dataset: Dataset, make: Callable[[Dataset], T]) -> T:
    """Give what a function makes of a dataset, which is made once and kept with the dataset.

    It must not hold the dataset: what refers to itself stays in memory until the collector
    finds it.
    """
    made = dataset._kept  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] (its own module's)
    if make not in made:
        made[make] = make(dataset)
    return cast("T", made[make])


def unbound(place: Citation, source: Source) -> CitationError:
    """Make the error for a place of a source of which no copy is bound."""
    reason = f"no text is bound for the source {source.id!r}"
    how = f"dataset.bind({{{source.id!r}: Document.read(path)}})"
    return CitationError(text=str(place), reason=f"{reason}: bind one, as in {how}")


_PLACE = re.compile(r"p[0-9]+(:[0-9]+(-[0-9]+)?)?")
"""A citation without its source."""


def _rebuilt(kind: type[Dataset], fields: Mapping[str, Any]) -> Dataset:
    return kind(**fields)


def _identifiers(contents: Iterable[tuple[Record | Source, ...]]) -> Iterator[str]:
    """Go through the identifiers of records and sources, and of provisions within records."""
    for records in contents:
        for record in records:
            yield record.id
            if isinstance(record, Agreement):
                yield from (provision.id for provision in record.provisions)


def citations_of(record: Record) -> tuple[Citation, ...]:
    """Give all places that a record rests on, those of its changes of status included.

    Args:
        record: the record.

    Raises:
        TypeError: it is no record.

    >>> import karabakh
    >>> from karabakh.model import citations_of
    >>> for citation in citations_of(karabakh.load()["laying-down-arms"]):
    ...     print(citation)
    article#p1:43-60
    article#p1:49-50
    """
    if isinstance(record, Agreement):
        return record.citations + tuple(
            citation for status in record.statuses for citation in status.citations
        )
    if not isinstance(record, Cited):  # pyright: ignore[reportUnnecessaryIsInstance] (for untyped callers)
        raise wrong_argument("what is cited", record, (Record,))
    return record.citations
