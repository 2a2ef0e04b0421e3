"""What of a text counts when it is compared with a copy: the folding of words.

The rules of an outline (see `Source.outline_rules`) say which folding it was made by.
"""

import functools
import re
import unicodedata
from typing import Final

__all__ = ["INVISIBLE", "INVISIBLE_IN_RULES_1", "fold", "fold_by_rules_1", "letters"]

INVISIBLE_IN_RULES_1: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Soft hyphen, zero-width blank and joiners, byte-order mark."""

INVISIBLE: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"
)
"""Characters that Unicode calls default-ignorable, as a class of a regular expression.

Soft hyphens, bidi marks, embeddings and isolates, zero-width blanks and joiners, variation
selectors, Hangul fillers, tags.
"""

_SINGLE_QUOTES = "\u2018\u2019\u201a\u201b\u2032\u2039\u203a\u02b9\u02bc\u055a\u05f3`\u00b4"
_DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\u05f4\u301d\u301e\u301f\u300c-\u300f"
_DASHES = "\u2010-\u2015\u2212\u05be\u2e3a\u2e3b\ufe58\ufe63\uff0d"

_invisible = re.compile(f"[{INVISIBLE}\u0640\\s]").sub
_single = re.compile(f"[{_SINGLE_QUOTES}]").sub
_double = re.compile(f"[\"{_DOUBLE_QUOTES}]|''|,,").sub
_dash = re.compile(f"[-{_DASHES}]+").sub
_full_stop = re.compile("\u1361\u1361").sub
_hyphen_after_letter = re.compile(r"(?<=[^\W\d_])-").sub

_RULES_1: Final = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u2032", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"')
    | dict.fromkeys("\u2010\u2011", "-")
    | dict.fromkeys(INVISIBLE_IN_RULES_1, "")
)

_MOST: Final = 2_048
"""How many words are remembered with their folding; a text repeats most of them."""


@functools.lru_cache(_MOST)
def fold(word: str) -> str:
    """Return a word as a copy may be expected to have it, too, by rules 2.

    In this order, and again until nothing changes:

    1. What can't be seen is left out: soft hyphens, bidi marks, zero-width blanks, joiners,
       variation selectors (all that Unicode calls default-ignorable), and the tatweel.
    2. Single quotation marks, primes and apostrophes become ``'``, which is left out at the
       word's edges; double ones of any script are left out.
    3. A dash or a run of dashes and hyphens becomes one ``-``.
    4. Unicode's normal form KC: ligatures, full and half width, Arabic presentation forms,
       the ellipsis, superscripts, ``և`` as ``եւ``, composed and decomposed letters.
    5. The Ethiopic word space is left out; two are the full stop that they stand for.

    Small and capital letters, accents, vowel marks and all other punctuation count.
    """
    if word.isascii() and word.isalnum():
        return word
    while True:
        folded = _invisible("", word)
        folded = _double("", _single("'", folded)).strip("'")
        folded = unicodedata.normalize("NFKC", _dash("-", folded))
        folded = _full_stop("\u1362", folded).replace("\u1361", "").replace("\u2044", "/")
        if folded == word:
            return folded
        word = folded


def letters(word: str) -> str:
    """Return a word as in fingerprints: folded, without hyphens after letters.

    So ``cease-fire``, and ``cease-`` with ``fire`` in the next line, come to the same, while
    ``2020-2023`` and ``-5`` keep their signs.
    """
    text = fold(word)
    while text != (without := _hyphen_after_letter("", text) if "-" in text else text):
        text = fold(without)
    return text


def fold_by_rules_1(word: str) -> str:
    """Return a word as it enters fingerprints by rules 1.

    Straight quotation marks, ASCII hyphens, no soft hyphens and zero-width characters, and
    Unicode's normal form C.
    """
    return unicodedata.normalize("NFC", word.translate(_RULES_1))
