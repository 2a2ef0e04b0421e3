"""By whose word a record is so: the source's own, or that of an actor it reports.

A record is vouched for by its source if nobody is named by `according_to`, or the source's
author is. Else it is the word of those who are named, each by itself: what needs it is *possible*
at most.
"""

from collections.abc import Callable, Iterable
from typing import Final

from karabakh.model import Assertion, Cited, CitedPart, Dataset, Record

__all__ = ["OWN", "Attribution", "Voices", "speakers_behind"]

Voices = frozenset[str]
"""The actors whom one must believe, in addition to the sources, for something to be so."""

OWN: Final[Voices] = frozenset()
"""The sources' own voice."""

_BY_SOURCES: Final = (OWN,)


class Attribution:
    """By whose word the records of a dataset are so, in one view.

    Args:
        dataset: The records.
        trusted: The actors whose word counts as the sources'.
        representative: What stands for all actors that are the same as one.

    >>> from karabakh import Dataset, Event, EventKind
    >>> from karabakh.reasoning._attribution import Attribution
    >>> raid = Event(id="raid", title="A raid", kind=EventKind.OTHER, according_to=("town",))
    >>> Attribution(Dataset.from_records(raid)).voices(raid)
    (frozenset({'town'}),)
    """

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

    def voices(self, cited: Cited, whole: Record | None = None) -> tuple[Voices, ...]:
        """Return whom one may believe for a record to be so: one set for each who says so.

        Args:
            cited: A record, or a part of one.
            whole: The record that it is a part of. What the part leaves out is as there.

        Returns:
            One empty set if the sources vouch for it.
        """
        speakers = self.speakers(cited) or (self.speakers(whole) if whole is not None else ())
        if not speakers or not self._trusted.isdisjoint(speakers):
            return _BY_SOURCES
        citations = cited.citations or (whole.citations if whole is not None else ())
        if any(self._authors.get(citation.source) in speakers for citation in citations):
            return _BY_SOURCES
        return tuple(frozenset({speaker}) for speaker in speakers)

    def speakers(self, cited: Cited) -> tuple[str, ...]:
        """Return who a record is according to, each actor by its representative."""
        if not isinstance(cited, Assertion | CitedPart) or not cited.according_to:
            return ()
        return tuple(dict.fromkeys(map(self._representative, cited.according_to)))

    def is_own(self, cited: Cited, whole: Record | None = None) -> bool:
        """Return whether the sources vouch for a record."""
        return self.voices(cited, whole) == _BY_SOURCES


def speakers_behind(dataset: Dataset, premises: Iterable[object]) -> tuple[str, ...]:
    """Return the actors whose word some records of a dataset are, beside that of its sources.

    Args:
        dataset: The records.
        premises: The records; anything else is nobody's word.
    """
    attribution = Attribution(dataset)
    cited = (each for each in premises if isinstance(each, Cited))
    voices = (said for each in cited for said in attribution.voices(each))
    return tuple(dict.fromkeys(actor for said in voices for actor in sorted(said)))
