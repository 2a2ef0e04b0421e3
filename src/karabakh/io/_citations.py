"""Reading and checking citations by the hundred thousand.

A citation as a whole seldom comes twice, but its pieces do: the source, the numbers, and ranges
of words. Each piece is read once, in the end by `Citation.parse`, so that there is one place that
says what is well-formed.
"""

import typing
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from itertools import repeat
from operator import contains
from typing import Any

from karabakh.errors import CitationError
from karabakh.io._open import open_twin
from karabakh.model import Citation

__all__ = [
    "citation_checker",
    "citation_reader",
    "number_in_citation",
    "range_checker",
    "source_in_citation",
]


def citation_reader(
    sources: Mapping[str, str], numbers: Mapping[str, int]
) -> Callable[[str], Citation]:
    """Give a function that reads citations as `Citation.parse` does, but faster.

    Args:
        sources: gives the source of a text, by `source_in_citation`.
        numbers: gives the number of a text, by `number_in_citation`.
    """
    new, parse, kind = object.__new__, Citation.parse, Citation
    open_citation: type[Any] = open_twin(Citation)

    def read(text: str) -> Citation:
        source, _, place = text.partition("#p")
        paragraph, _, words = place.partition(":")
        if not words:
            whole = parse(text)  # a source or a paragraph, if it is anything
            sources[whole.source]  # so that it is known to be mentioned
            return whole
        first, _, last = words.partition("-")
        citation: Any = new(open_citation)
        try:
            citation.source = sources[source]
            citation.paragraph = numbers[paragraph]
            citation.first = start = numbers[first]
            citation.last = end = numbers[last]
        except CitationError:
            return parse(text)  # to have it said what is wrong with the whole
        if end < start:
            return parse(text)
        citation.__class__ = kind
        return typing.cast("Citation", citation)

    return read


def citation_checker(
    read: Callable[[str], Citation],
    sources: Mapping[str, str],
    numbers: Mapping[str, int],
    ranges: Mapping[str, None],
) -> Callable[[Sequence[str]], None]:
    """Give a function that refuses texts of which one is no citation, as reading each would.

    It takes half the time, since it takes all of them apart at once. What it raises need not
    say what is wrong.

    Args:
        read: reads one citation.
        sources: gives the source of a text, by `source_in_citation`.
        numbers: gives the number of a text, by `number_in_citation`.
        ranges: is to be asked for each text of the form ``first-last``, by `range_checker`.
    """

    def check(texts: Sequence[str]) -> None:
        pieces = "#p".join(texts).split("#p")
        places = pieces[1::2]
        ends = ":".join(places).split(":")
        if not (_each_has_one("#p", texts, pieces) and _each_has_one(":", places, ends)):
            _exhaust(map(read, texts))  # some are whole sources, whole paragraphs, or wrong
            return
        _exhaust(map(sources.__getitem__, {*pieces[::2]}))
        _exhaust(map(numbers.__getitem__, {*ends[::2]}))
        _exhaust(map(ranges.__getitem__, {*ends[1::2]}))

    return check


def range_checker(numbers: Mapping[str, int]) -> Callable[[str], None]:
    """Give a function that refuses what is no range of words."""

    def check(text: str) -> None:
        first, _, last = text.partition("-")
        if numbers[last] < numbers[first]:
            raise CitationError(text=text, reason="the last word comes before the first")

    return check


def source_in_citation(text: str) -> str:
    """Read the source, the text before ``#p``."""
    return Citation.parse(text).source


def number_in_citation(text: str) -> int | None:
    """Read the number of a paragraph or a word."""
    # Twice, between signs that no number has: so nothing but a number is read.
    return Citation.parse(f"x#p1:{text}-{text}").first


def _each_has_one(sign: str, texts: Sequence[str], pieces: Sequence[str]) -> bool:
    """Tell whether each text has a sign once, by the pieces between the signs of all."""
    # Else the pieces of one text could be taken for those of another.
    return len(pieces) == 2 * len(texts) and all(map(contains, texts, repeat(sign)))


_exhaust = deque[object](maxlen=0).extend
"""Goes through what is given, for what happens on the way."""
