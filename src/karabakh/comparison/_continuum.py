"""The texts of several codings, one behind the other, as one row of words."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Final

from karabakh.comparison._unitising import Stretch
from karabakh.ids import SourceId
from karabakh.model import Citation, Cited, Dataset, Source

__all__ = ["Continuum", "joined"]

_ROOM: Final = 10**9
"""The room for each paragraph of a source whose words nobody counted, and for the paragraphs."""


class Continuum:
    """The sources that at least two codings have, one behind the other.

    Args:
        codings: Datasets that code the same texts.

    Raises:
        ValueError: If a source has other paragraphs in one coding than in another.
    """

    def __init__(self, codings: Sequence[Dataset]) -> None:
        self._sources: dict[SourceId, Source] = {}
        self._offsets: dict[SourceId, int] = {}
        self._paragraphs: dict[SourceId, list[Stretch]] = {}
        self.paragraphs: list[int] = []
        """The first word of each paragraph."""
        self.covered = [
            frozenset(
                source.id
                for source in coding.sources
                if sum(other.sources.get(source.id) is not None for other in codings) > 1
            )
            for coding in codings
        ]
        """The sources of each coding that another one has, too."""
        self.length = 0
        """The number of words."""
        for coding, covered in zip(codings, self.covered, strict=True):
            for source in coding.sources:
                if source.id in covered:
                    self._add(source)
        self.is_measured = all(source.paragraphs for source in self._sources.values())
        """Whether the words of all sources are counted."""

    @property
    def is_shared(self) -> bool:
        """Whether each coding has all sources."""
        return all(len(covered) == len(self._sources) for covered in self.covered)

    def stretches(self, cited: Cited) -> tuple[Stretch, ...]:
        """Return the words that a record cites, without those of other sources."""
        found = (self._stretch(citation) for citation in cited.citations)
        return joined(each for each in found if each is not None)

    def paragraph_of(self, word: int) -> int:
        """Return the number of the paragraph that a word is in, from 0."""
        return bisect_right(self.paragraphs, word) - 1

    def _add(self, source: Source) -> None:
        known = self._sources.get(source.id)
        if known is not None and known.paragraphs and source.paragraphs:
            ours, theirs = (
                [paragraph.words for paragraph in each.paragraphs] for each in (known, source)
            )
            if ours != theirs:
                raise ValueError(
                    f"codings must be of one text, but source {source.id!r} has paragraphs of"
                    f" {_listed(ours)} and of {_listed(theirs)} words; carry one of them over to"
                    " the other's edition"
                )
        if known is None:
            self._offsets[source.id] = self.length
        if known is None or (source.paragraphs and not known.paragraphs):
            self._sources[source.id] = source
            if known is not None:
                self.length = self._offsets[source.id]
            paragraphs: list[Stretch] = []
            for paragraph in source.paragraphs:
                paragraphs.append(Stretch(self.length, self.length + paragraph.words))
                self.length += paragraph.words
            self.paragraphs += (each.begin for each in paragraphs)
            self._paragraphs[source.id] = paragraphs
            if not source.paragraphs:
                self.length += _ROOM**2

    def _stretch(self, citation: Citation) -> Stretch | None:
        source = self._sources.get(citation.source)
        if source is None:
            return None
        offset = self._offsets[citation.source]
        if source.paragraphs:
            return self._measured(citation)
        if citation.paragraph is None:
            return Stretch(offset, offset + _ROOM**2)
        begin = offset + citation.paragraph * _ROOM
        if citation.first is None or citation.last is None:
            return Stretch(begin, begin + _ROOM)
        return Stretch(begin + citation.first, begin + citation.last + 1)

    def _measured(self, citation: Citation) -> Stretch | None:
        """Return the words of a citation of a source with an outline; None if it has none."""
        paragraphs = self._paragraphs[citation.source]
        if citation.paragraph is None:
            return Stretch(paragraphs[0].begin, paragraphs[-1].end)
        if citation.paragraph > len(paragraphs):
            return None  # validation reports it
        begin, end = paragraphs[citation.paragraph - 1]
        if citation.first is None or citation.last is None:
            return Stretch(begin, end)
        found = Stretch(begin + citation.first - 1, begin + citation.last)
        return found if found.end <= end else None


def joined(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Return stretches in order, those that share words as one."""
    found: list[Stretch] = []
    for each in sorted(stretches):
        if found and each.begin < found[-1].end:
            found[-1] = Stretch(found[-1].begin, max(found[-1].end, each.end))
        else:
            found.append(each)
    return tuple(found)


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers))
