"""Texts to quote from: the tutorial's, and the article's if it is at hand."""

import re
from itertools import pairwise
from pathlib import Path
from typing import Final

from karabakh import Document
from karabakh.model._quote_index import is_ellipsis, key_of

__all__ = ["ARTICLE", "REEF", "REEF_FILE", "REEF_QUOTED", "slow_find"]

ROOT: Final = Path(__file__).parents[2]
ARTICLE: Final = ROOT.parent / "shared" / "000_c793246608581e55.txt"
"""A copy of the source document beside the checkout."""

_TUTORIAL: Final = (ROOT / "docs" / "tutorial" / "your-own-document.md").read_text("utf-8")
REEF: Final = re.findall(r":caption: reef\.txt\n(.*?)```", _TUTORIAL, re.DOTALL)[0]
"""The invented text of the tutorial."""

REEF_FILE: Final = (ROOT / "tests" / "data" / "reef_records.toml").read_text("utf-8")
"""Records of it, cited by numbers of words."""

REEF_QUOTED: Final = "\n".join(
    re.findall(r":caption: reef\.toml, continued\n(.*?)```", _TUTORIAL, re.DOTALL)
)
"""The records that the tutorial codes of it, cited by words."""


def slow_find(text: str, quote: str, *, exact: bool = False) -> list[tuple[int, int, int]]:
    """Find the passages of a quote by looking at each two words of each paragraph."""
    found = []
    parts = [[]]
    for word in quote.split():
        if is_ellipsis(word) and not exact:
            parts.append([])
        elif key_of(word) or is_ellipsis(word):
            parts[-1].append(key_of(word) or "…")
    parts = [part for part in parts if part]
    for number, paragraph in enumerate(Document.from_text(text).paragraphs, start=1):
        counted = [
            (place, key_of(word.text) or "…")
            for place, word in enumerate(paragraph, start=1)
            if key_of(word.text) or is_ellipsis(word.text)
        ]
        found += [
            (number, counted[begin][0], counted[end - 1][0])
            for begin in range(len(counted))
            for end in range(begin + 1, len(counted) + 1)
            if parts and _has_parts([key for _, key in counted[begin:end]], parts)
        ]
    return found


def _has_parts(words: list[str], parts: list[list[str]]) -> bool:
    """Return whether words begin with the first part and end with the last."""
    starts = [
        [at for at in range(len(words)) if words[at : at + len(part)] == part] for part in parts
    ]
    ways = [0] if 0 in starts[0] else []
    for (before, _), (_, following) in pairwise(zip(parts, starts, strict=True)):
        ways = [at for at in following if any(at >= way + len(before) for way in ways)]
    return any(way + len(parts[-1]) == len(words) for way in ways)
