"""What of a text is nearly a quote, so that it can be suggested."""

import heapq
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import accumulate
from operator import eq, itemgetter
from typing import Final

from karabakh.model._quote_index import GAP

__all__ = ["differing", "near_misses"]

_MOST_SEEDS: Final = 32
"""How many pairs of words, and how many words, of a quote are looked up at most."""

_MOST_FOUND: Final = 100_000
"""Once so many passages have a seed, no further seeds are looked up. The rarest come first."""

_RARE: Final = 1_000
"""How often a word may occur to be looked up by itself."""

_EFFORT: Final = 500_000
"""How many words are compared at most, unless that leaves fewer than 64 passages."""

_FEWEST_COMPARED: Final = 64
_ALIGNED: Final = 12
"""How many passages are aligned with the quote."""

_LONGEST_ALIGNED: Final = 120
"""How many words of a quote may be aligned freely; the words of longer ones in their places."""


def near_misses(text: str, quote: str, most: int) -> list[tuple[int, int]]:
    """Return where strings begin and end of which some edits make a quote.

    There are at most half as many edits as the quote has characters.

    Args:
        text: The text, a character for each word, with gaps.
        quote: The quote, likewise.
        most: How many to return, the nearest first.
    """
    votes = _votes(text, quote)
    limit = max(_FEWEST_COMPARED, _EFFORT // len(quote))
    likely = heapq.nlargest(limit, votes.items(), key=itemgetter(1))
    compared = heapq.nsmallest(
        _ALIGNED, ((-_in_place(text, quote, shift), shift) for shift, _ in likely)
    )
    aligned = sorted(
        (_aligned(text, quote, shift) for _, shift in compared),
        # Of passages with as many edits, one as long as the quote has as many words.
        key=lambda each: (each[0], abs(each[2] - each[1] - len(quote)), each[1]),
    )
    found: list[tuple[int, int]] = []
    for edits, start, stop in aligned:
        is_new = all(stop <= other or end <= start for other, end in found)
        if is_new and edits * 2 <= len(quote) and len(found) < most:
            found.append((start, stop))
    return found


def _votes(text: str, quote: str) -> Counter[int]:
    """Return how far pairs of words, and rare words, would shift the quote."""
    votes: Counter[int] = Counter()
    found = 0
    for count, offset, seed in sorted(_seeds(text, quote)):
        if found > _MOST_FOUND:
            break
        found += count
        votes.update(position - offset for position in _positions(text, seed))
    return votes


def _seeds(text: str, quote: str) -> Iterator[tuple[int, int, str]]:
    """Yield pairs of words, and rare words, with their counts and offsets."""
    for size in (2, 1):
        number = len(quote) - size + 1
        for offset in range(0, number, max(-(-number // _MOST_SEEDS), 1)):
            seed = quote[offset : offset + size]
            count = text.count(seed)
            if count and (size > 1 or count <= _RARE):
                yield count, offset, seed


def _positions(text: str, seed: str) -> Iterator[int]:
    pieces = text.split(seed)
    ends = accumulate(len(piece) + len(seed) for piece in pieces[:-1])
    return (end - len(seed) for end in ends)


def _in_place(text: str, quote: str, shift: int) -> int:
    """Return how many characters of a shifted quote are those of the text."""
    begin = max(shift, 0)
    return sum(map(eq, text[begin : max(shift + len(quote), 0)], quote[begin - shift :]))


def _aligned(text: str, quote: str, shift: int) -> tuple[int, int, int]:
    """Return the number of edits and the limits of the passage near a shift."""
    size = len(quote)
    slack = 1 + size // 5 if size <= _LONGEST_ALIGNED else 0
    begin, end = max(shift - slack, 0), max(shift + size + slack, 0)
    # Of the paragraphs that the window touches, the one with most of the quote.
    pieces = text[begin:end].split(GAP)
    starts = accumulate((len(piece) + 1 for piece in pieces[:-1]), initial=begin)
    return min(_fitted(quote, *piece, shift) for piece in zip(pieces, starts, strict=True))


def _fitted(quote: str, piece: str, start: int, shift: int) -> tuple[int, int, int]:
    """Return the same for a piece of a paragraph, word for word or aligned."""
    size, offset = len(quote), shift - start
    begin, end = max(offset, 0), max(min(offset + size, len(piece)), 0)
    in_place = size - _in_place(piece, quote, offset), start + begin, start + end
    if size > _LONGEST_ALIGNED or not in_place[0]:
        return in_place
    *blocks, _ = SequenceMatcher(None, quote, piece, autojunk=False).get_matching_blocks()
    if not blocks:
        return in_place
    first, last = blocks[0], blocks[-1]
    begin = max(first.b - first.a, 0)
    end = min(last.b + size - last.a, len(piece))
    edits = sum(
        max(own.stop - own.start, other.stop - other.start)
        for own, other in differing(quote, piece[begin:end])
    )
    return min(in_place, (edits, start + begin, start + end), key=itemgetter(0))


def differing(quote: str, passage: str) -> Iterator[tuple[slice, slice]]:
    """Yield what differs, as slices of the quote and of the passage."""
    before = _alike(quote, passage)
    after = _alike(quote[before:][::-1], passage[before:][::-1])
    own, other = quote[before : len(quote) - after], passage[before : len(passage) - after]
    if max(len(own), len(other)) > _LONGEST_ALIGNED:
        yield slice(before, before + len(own)), slice(before, before + len(other))
        return
    for tag, *limits in SequenceMatcher(None, own, other, autojunk=False).get_opcodes():
        if tag != "equal":
            start, stop, begin, end = (before + each for each in limits)
            yield slice(start, stop), slice(begin, end)


def _alike(one: str, other: str) -> int:
    """Return how many characters two strings have in common at their beginnings."""
    pairs = enumerate(zip(one, other, strict=False))
    shorter = min(len(one), len(other))
    return next((number for number, pair in pairs if not eq(*pair)), shorter)
