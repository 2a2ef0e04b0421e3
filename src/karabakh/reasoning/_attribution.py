"""By whose word a record is so: the source's own, or that of an actor it reports.

A record is vouched for by its source if nobody is named by `according_to`, or the source's
author is. Else it is the word of those who are named, each by itself: what needs it is *possible*
at most.
"""

from collections.abc import Callable, Iterator, Mapping
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

__all__ = ["OWN", "Attribution", "Voices", "ordering_voices", "parts_of", "vouched_for"]

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


def parts_of(record: Cited) -> tuple[Cited, ...]:
    """Return the parts of an agreement, each of which may have a voice of its own."""
    if not isinstance(record, Agreement):
        return ()
    return (*record.statuses, *record.provisions, *record.participants)


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

    def restricted(agreement: Agreement) -> Agreement:
        return attrs.evolve(
            agreement,
            statuses=tuple(it for it in agreement.statuses if is_vouched(it, agreement)),
            provisions=tuple(it for it in agreement.provisions if is_vouched(it, agreement)),
            participants=tuple(it for it in agreement.participants if is_vouched(it, agreement)),
        )

    contents: dict[str, Any] = {}
    excluded: set[str] = set()
    for name, records in collections.items():
        vouched = contents[name] = tuple(filter(is_vouched, records))
        if len(vouched) < len(records):
            excluded |= {each.id for each in records} - {each.id for each in vouched}
    agreements = contents["agreements"] = tuple(map(restricted, contents["agreements"]))
    excluded.update(it.id for whole in collections["agreements"] for it in whole.provisions)
    excluded.difference_update(it.id for whole in agreements for it in whole.provisions)
    # What is left out is linked to nothing; a link to a link counts if that does.
    links: tuple[Link, ...] = contents["links"]
    contents["links"] = tuple(link for link in links if excluded.isdisjoint(link.ends))
    return Dataset(**contents)
