"""The texts of several codings, one behind the other, as one row of words."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Final

from karabakh.comparison._unitising import Stretch
from karabakh.ids import SourceId
from karabakh.model import Citation, Cited, Dataset

__all__ = ["Continuum"]

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
        count = Counter(source.id for coding in codings for source in coding.sources)
        shared = [each for each, number in count.items() if number > 1]
        self.covered = [
            frozenset(each for each in shared if coding.sources.get(each)) for coding in codings
        ]
        """The sources of each coding that another one has, too."""
        self.paragraphs: list[int] = []
        """The first word of each paragraph that is measured."""
        self.length = 0
        """The number of words."""
        self._edges: dict[SourceId, Sequence[int]] = {}
        self._lacks_outline = False
        for source in shared:
            words = _words_of_paragraphs(source, codings)
            edges: Sequence[int] = [*accumulate(words, initial=self.length)]
            self.paragraphs += edges[:-1]
            if not words:
                self._lacks_outline = True
                edges = range(self.length, self.length + _ROOM**2 + 1, _ROOM)
            self._edges[source], self.length = edges, edges[-1]

    @property
    def lack(self) -> str:
        """Why it can't be said how far units differ; empty if it can."""
        if len(self.covered) == 1:
            return "only one coding"
        if any(len(covered) < len(self._edges) for covered in self.covered):
            return "not all codings have all sources"
        if self._lacks_outline:
            return "a source has no outline"
        return "" if self.length else "the codings have no source in common"

    def stretches(self, records: Iterable[Cited]) -> tuple[Stretch, ...]:
        """Return the words that records cite, in order; what shares words is one stretch."""
        found: list[Stretch] = []
        citations = (self._stretch(each) for record in records for each in record.citations)
        for each in sorted(stretch for stretch in citations if stretch is not None):
            if found and each.begin < found[-1].end:
                found[-1] = Stretch(found[-1].begin, max(found[-1].end, each.end))
            else:
                found.append(each)
        return tuple(found)

    def paragraph_of(self, word: int) -> int:
        """Return the number of the paragraph that a word is in, from 0."""
        return bisect_right(self.paragraphs, word) - 1

    def _stretch(self, citation: Citation) -> Stretch | None:
        """Return the words of a citation; None of another source, or without such words."""
        edges, number = self._edges.get(citation.source), citation.paragraph
        if edges is None or (number is not None and number >= len(edges)):
            return None
        if number is None:
            return Stretch(edges[0], edges[-1])
        begin, end = edges[number - 1], edges[number]
        if citation.first is None or citation.last is None:
            return Stretch(begin, end)
        found = Stretch(begin + citation.first - 1, begin + citation.last)
        return found if found.end <= end else None


def _words_of_paragraphs(source: SourceId, codings: Iterable[Dataset]) -> tuple[int, ...]:
    """Return how many words each paragraph of a source has; empty if nobody says so."""
    known = (coding.sources.get(source) for coding in codings)
    outlines = [
        tuple(paragraph.words for paragraph in each.paragraphs)
        for each in known
        if each is not None and each.paragraphs
    ]
    for other in outlines:
        if other != outlines[0]:
            ours, theirs = (", ".join(map(str, each)) for each in (outlines[0], other))
            raise ValueError(
                f"codings must be of one text, but source {source!r} has paragraphs of {ours} and"
                f" of {theirs} words; carry one of them over to the other's edition"
            )
    return outlines[0] if outlines else ()
