"""What a dataset contains: its collections, look-up, and what cites or refers."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any, ClassVar

import attrs

from karabakh._display import Shown
from karabakh._shown import shown
from karabakh._wrong_type import wrong_argument
from karabakh.errors import UnknownIdError
from karabakh.model._actors import Actor, Place
from karabakh.model._agreements import Agreement, Provision
from karabakh.model._base import Record
from karabakh.model._citation import Citation
from karabakh.model._citing import citations_by_source, source_of
from karabakh.model._coding import Coding
from karabakh.model._collections import COLLECTIONS, SCHEMA_VERSION
from karabakh.model._events import Event
from karabakh.model._links import Link
from karabakh.model._positions import Position
from karabakh.model._propositions import Proposition
from karabakh.model._records import RecordCollection, parts_of
from karabakh.model._relations import Relation
from karabakh.model._sources import Source
from karabakh.model.references import references_of

__all__ = ["DatasetContents", "by_collection", "require_id"]


@attrs.frozen(kw_only=True, init=False, repr=False)
class DatasetContents(Shown):
    """The records of a dataset, in collections: look-up, passages and backlinks."""

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
        for name, value in _built_fields(fields).items():
            # Past the frozen class's own `__setattr__`, as attrs does in the `__init__`s it writes.
            object.__setattr__(self, name, value)

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
            return self.by_id[require_id(id)]
        except KeyError:
            raise UnknownIdError.among(self.by_id, kind="record", id=id) from None

    def get(self, id: str) -> Record | None:
        """Return the record with an identifier, or None.

        Raises:
            TypeError: If it is not a str.
        """
        return self.by_id.get(require_id(id))

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
        found = self._backlinks.get(require_id(id))
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

    def __reduce__(self) -> tuple[object, ...]:
        """Copy and pickle by the fields, so that the collections know the new dataset."""
        fields = {each.name: getattr(self, each.name) for each in attrs.fields(type(self))}
        return _rebuilt, (type(self), fields)

    def __repr__(self) -> str:
        counts = ", ".join(repr(records)[1:-1] for _, records in self.collections() if records)
        return f"<{type(self).__name__} {self.title!r}: {counts or 'empty'}>"


def require_id(value: str) -> str:
    """Return an identifier as it is, or raise TypeError."""
    if not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance] (for untyped callers)
        raise wrong_argument("id", value, (str,))
    return value


def _built_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a dataset, checked, with its collections.

    Each collection knows the identifiers of the whole dataset.

    Raises:
        TypeError: If a field is of another type.
    """
    if not isinstance(title := fields["title"], str):
        raise wrong_argument("title", title, (str,))
    for name in ("coding", *COLLECTIONS):
        if not isinstance(fields[name], Iterable):
            raise TypeError(f"{name} must be an iterable, got {shown(fields[name])}")
    coding = tuple(fields["coding"])
    for each in coding:
        if not isinstance(each, Coding):
            raise wrong_argument("each of coding", each, (Coding,))
    contents = {name: tuple(fields[name]) for name in COLLECTIONS}
    # They ask this function, not the dataset: a dataset that its own collections refer to
    # would stay in memory, with all its records, until the garbage collector runs.
    known = cache(lambda: frozenset(_identifiers(contents.values())))
    collections = {
        name: RecordCollection(records, COLLECTIONS[name], known=known)
        for name, records in contents.items()
    }
    return {**fields, "coding": coding, **collections}


def by_collection(records: Iterable[Record | Source]) -> dict[str, list[Record | Source]]:
    """Return records by the collections that they belong to, in order.

    Raises:
        TypeError: If one is no record, or is a part of one (a provision).
    """
    found: dict[str, list[Record | Source]] = {name: [] for name in COLLECTIONS}
    homes = {kind: name for name, kind in COLLECTIONS.items()}
    for record in records:
        home = homes.get(type(record))
        if home is None:
            is_row = isinstance(record, Iterable) and not isinstance(record, str)
            hint = "; use from_records(*records)" if is_row else ""
            raise TypeError(f"records must be records or sources, got {shown(record)}{hint}")
        found[home].append(record)
    return found


def _identifiers(contents: Iterable[tuple[Record | Source, ...]]) -> Iterator[str]:
    """Yield the identifiers of records and sources, and of provisions within records."""
    for records in contents:
        for record in records:
            yield record.id
            if isinstance(record, Agreement):
                yield from (provision.id for provision in record.provisions)


def _rebuilt(kind: type[DatasetContents], fields: Mapping[str, Any]) -> DatasetContents:
    return kind(**fields)
