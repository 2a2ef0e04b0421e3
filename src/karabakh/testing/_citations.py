"""Strategies for citations: of any passage, or of passages within some sources."""

from collections.abc import Mapping, Sequence
from typing import Final

import attrs
from hypothesis import strategies as st

from karabakh.model import Citation, Document, Source
from karabakh.testing._texts import ids

__all__ = ["NUMBERS", "PASSAGES", "Passage", "citations"]

NUMBERS: Final = st.integers(0, 99)
"""Numbers that choose one of several things, by the remainder, once their count is known."""


@attrs.frozen
class Passage:
    """Numbers that choose a passage of the sources once these are known."""

    source: int
    paragraph: int | None = None
    words: tuple[int, int] | None = None
    characters: tuple[int, int] | None = None

    def within(
        self, sources: Sequence[Source], texts: Mapping[str, Document] | None = None
    ) -> Citation:
        """Return the passage of some sources, arbitrary in one without an outline.

        Args:
            sources: The sources, at least one.
            texts: The texts of sources by their identifiers: words there are as long as
                these say, and of any length elsewhere.
        """
        source = sources[self.source % len(sources)]
        if self.paragraph is None:
            return Citation(source.id)
        if not source.paragraphs:
            return _numbered(source.id, self.paragraph, self.words, self.characters)
        number = self.paragraph % len(source.paragraphs)
        length = source.paragraphs[number].words
        words = None if self.words is None else tuple(sorted(word % length for word in self.words))
        characters = self.characters
        if words and characters and texts and source.id in texts:
            lengths = [len(texts[source.id].paragraphs[number][word].text) for word in words]
            characters = (characters[0] % lengths[0], characters[1] % lengths[1])
        return _numbered(source.id, number, words, characters)


def _numbered(
    source: str,
    paragraph: int,
    words: Sequence[int] | None,
    characters: tuple[int, int] | None = None,
) -> Citation:
    """Return a citation of numbers counted from 0, in any order."""
    if words is None:
        return Citation(source, paragraph + 1)
    limits = min(words) + 1, max(words) + 1
    if characters is None:
        return Citation(source, paragraph + 1, *limits)
    first, last = characters if words[0] != words[-1] else sorted(characters)
    return Citation(source, paragraph + 1, *limits, first + 1, last + 1)


_PAIRS: Final = st.tuples(NUMBERS, NUMBERS)
PASSAGES: Final = st.one_of(
    NUMBERS.map(Passage),
    _PAIRS.map(lambda numbers: Passage(*numbers)),
    st.tuples(NUMBERS, NUMBERS, _PAIRS).map(lambda numbers: Passage(*numbers)),
    st.tuples(NUMBERS, NUMBERS, _PAIRS, _PAIRS).map(lambda numbers: Passage(*numbers)),
)
"""Passages of sources that are not known yet."""

_ANY_NUMBERS: Final = st.integers(0, 999_999_998)
_ANY_PAIRS: Final = st.tuples(_ANY_NUMBERS, _ANY_NUMBERS)
_ANYWHERE: Final = st.one_of(
    ids().map(Citation),
    st.tuples(ids(), _ANY_NUMBERS, st.none() | _ANY_PAIRS, st.none() | _ANY_PAIRS).map(
        lambda numbers: _numbered(*numbers)
    ),
)


def citations(sources: Sequence[Source] | None = None) -> st.SearchStrategy[Citation]:
    """Return a strategy for citations of characters, words, paragraphs and sources.

    Args:
        sources: The sources cited, at least one, and all passages within them. If None,
            any source and passage.

    Raises:
        ValueError: If `sources` is empty.

    >>> from hypothesis import given
    >>> from karabakh import Source
    >>> from karabakh.testing import citations
    >>> @given(citations([Source(id="wire", title="Wire")]))
    ... def test(citation):
    ...     assert citation.source == "wire"
    >>> test()
    """
    if sources is None:
        return _ANYWHERE
    if not sources:
        raise ValueError("sources must have at least one source, got none")
    return PASSAGES.map(lambda passage: passage.within(sources))
