"""By whose word a record is so: the source's own, or that of an actor it reports.

A record is vouched for by its source if nobody is named by `according_to`, or the source's
author is. Else it is the word of those who are named, each by itself: what needs it is *possible*
at most.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations_with_replacement
from typing import Any, Final

import attrs

from karabakh.model import (
    Agreement,
    Assertion,
    Cited,
    CitedPart,
    Dataset,
    Link,
    Position,
    RecordCollection,
)

__all__ = ["OWN", "Attribution", "Voices", "ordering_voices", "parts_of", "pooled", "vouched_for"]

Voices = frozenset[str]
"""The actors whom one must believe, in addition to the sources, for something to be so."""

OWN: Final[Voices] = frozenset()
"""The sources' own voice."""

_BY_SOURCES: Final = (OWN,)


class Attribution:
    """By whose word the records of a dataset are so, in one view."""

    def __init__(
        self,
        dataset: Dataset,
        trusted: Voices = OWN,
        representative: Callable[[str], str] = str,
    ) -> None:
        self._representative = representative
        self._authors = {
            source.id: representative(source.author) for source in dataset.sources if source.author
        }
        self._trusted = frozenset(map(representative, trusted))

    def voices(self, cited: Cited, whole: Cited | None = None) -> tuple[Voices, ...]:
        """Return whom one may believe for a record to be so: a set for each who says so.

        Args:
            cited: A record, or a part of one.
            whole: The record that it is a part of. What the part leaves out is as there.

        Returns:
            One empty set if the sources vouch for it.
        """
        speakers = self._speakers(cited) or (self._speakers(whole) if whole is not None else ())
        if not speakers or not self._trusted.isdisjoint(speakers):
            return _BY_SOURCES
        citations = cited.citations or (whole.citations if whole is not None else ())
        if any(self._authors.get(citation.source) in speakers for citation in citations):
            return _BY_SOURCES
        return tuple(frozenset({speaker}) for speaker in speakers)

    def _speakers(self, cited: Cited) -> tuple[str, ...]:
        """Return who a record is according to, each actor by its representative."""
        if not isinstance(cited, Assertion | CitedPart) or not cited.according_to:
            return ()
        return tuple(dict.fromkeys(map(self._representative, cited.according_to)))

    def is_own(self, cited: Cited) -> bool:
        """Return whether the sources vouch for a record."""
        return self.voices(cited) == _BY_SOURCES


def pooled(every: Iterable[Voices]) -> list[Voices]:
    """Return by whose word two things may be so together, the fewest voices first."""
    found = {a | b for a, b in combinations_with_replacement(set(every), 2)}
    return sorted(found, key=lambda each: (len(each), sorted(each)))


_PARTS: Final = ("statuses", "provisions", "participants")


def parts_of(record: Cited) -> tuple[Cited, ...]:
    """Return the parts of an agreement, each of which may have a voice of its own."""
    is_whole = isinstance(record, Agreement)
    return tuple(part for name in _PARTS for part in getattr(record, name)) if is_whole else ()


def ordering_voices(dataset: Dataset, attribution: Attribution) -> Voices:
    """Return whose word may order anything but their own positions."""

    def attributed() -> Iterator[Assertion]:
        linked = {end for link in dataset.links for end in link.ends}
        for collection in (dataset.relations, dataset.events, dataset.agreements, dataset.links):
            yield from (each for each in collection if each.according_to)
        for each in dataset.positions:
            if each.according_to and (each.doc_time_rel or each.expressed_in or each.id in linked):
                yield each

    return OWN.union(*(said for each in attributed() for said in attribution.voices(each)))


def vouched_for(
    collections: Mapping[str, "RecordCollection[Any]"],
    attribution: Attribution,
    voices: Voices,
    own_positions: frozenset[str],
) -> Dataset:
    """Return what the sources and some voices vouch for, parts of agreements included."""

    def is_vouched(each: Cited, whole: Cited | None = None) -> bool:
        if isinstance(each, Position) and each.id in own_positions:
            return True
        return any(said <= voices for said in attribution.voices(each, whole))

    contents: dict[str, Any] = {
        name: tuple(filter(is_vouched, records)) for name, records in collections.items()
    }
    contents["agreements"] = tuple(
        attrs.evolve(
            each,
            **{
                name: tuple(part for part in getattr(each, name) if is_vouched(part, each))
                for name in _PARTS
            },
        )
        for each in contents["agreements"]
    )
    # What is left out is linked to nothing; a link to a link counts if that does.
    excluded = _ids(collections) - _ids(contents)
    links: tuple[Link, ...] = contents["links"]
    contents["links"] = tuple(link for link in links if excluded.isdisjoint(link.ends))
    return Dataset(**contents)


def _ids(contents: Mapping[str, Iterable[Any]]) -> set[str]:
    """Return the identifiers of records and provisions."""
    records = [each for collection in contents.values() for each in collection]
    return {part.id for each in records for part in (each, *getattr(each, "provisions", ()))}
