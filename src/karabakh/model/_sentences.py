"""The division of paragraphs into sentences, which fingerprints are taken of."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from karabakh.model._folding import INVISIBLE, fold_by_rules_1
from karabakh.model._words import RULES, Division

__all__ = ["ends_sentence", "iter_sentences"]

_STOPS: Final = ".!?\u2026\uff0e\uff01\uff1f"
"""What ends a sentence where no small letter follows."""

_FULL_STOPS: Final = (
    "\u0589"  # Armenian
    "\u05c3\u061d-\u061f\u06d4\u0700-\u0702"  # Hebrew, Arabic, Urdu, Syriac
    "\u0964\u0965\u0df4"  # Devanagari and other scripts of India, Sinhala
    "\u0e5a\u0e5b\u0f0d-\u0f12\u104b\u17d4\u17d5"  # Thai, Tibetan, Myanmar, Khmer
    "\u1362\u1367\u1368\u1803\u1809"  # Ethiopic, Mongolian
    "\u3002\uff61"  # Chinese and Japanese
)
"""What ends a sentence whatever follows."""

_AS_FULL_STOPS: Final = "\u1361\u1361|(?<=[\u1200-\u139f])::|(?<=[\u0531-\u0587]):"
"""What is typed for the full stop of Ethiopic and Armenian."""

_GREEK_QUESTION: Final = "(?<=[\u0370-\u03ff\u1f00-\u1fff])[;\u037e]"

_CLOSING: Final = (
    r"\"'\u2019\u201d\u201c\u00bb\u203a)\]}\u300b\u3009\u300d\u300f\u3011\u3015\uff09\uff3d\uff63"
)
_FOOTNOTE_MARKS: Final = (
    r"[\u00b9\u00b2\u00b3\u2070\u2074-\u2079*\u2020\u2021\u00a7]+"
    r"|\[[^\s\[\]]{1,4}\]"
    r"|(?<=[^\W\d_][.!?])\d{1,3}"
    r"|(?<=[\"'\u2019\u201d\u00bb\u3002])\d{1,3}"
)
_BEHIND: Final = rf"(?:[{_CLOSING}{INVISIBLE}]|{_FOOTNOTE_MARKS})*\Z"

_full_stop = re.compile(rf"(?:[{_FULL_STOPS}]|{_AS_FULL_STOPS}){_BEHIND}").search
_stop = re.compile(rf"(?:[{_STOPS}]|{_GREEK_QUESTION}){_BEHIND}").search
_before_clause = re.compile(rf"[;:,\u061b\u060c\u037e\uff1b\uff1a\uff0c{_STOPS}]{_BEHIND}").search
_clause_mark = re.compile(r"[(\[\uff08]?(?:[^\W\d_]|\d{1,3}|[ivxlc]{1,6})[)\]\uff09].?").fullmatch
_before_item = re.compile(rf"[;:\u061b\uff1b\uff1a]{_BEHIND}").search
_item_mark = re.compile(r"[-\u2013\u2014\u2022*]").fullmatch
_semicolon = re.compile(rf"[;\u061b\uff1b]{_BEHIND}").search
_CASED_GEORGIAN: Final = ("\u10d0", "\u10ff")
"""Letters that Unicode calls small, though Georgian sentences have no capitals."""

_MOST_MARKS: Final = 3
"""How many words without a letter or digit are passed over to see how a sentence begins."""


def iter_sentences(division: Division) -> Iterator[list[int]]:
    """Yield the numbers of words in each sentence of each paragraph.

    By rules 2 the last word of a sentence, footnote marks and closing quotation marks or
    brackets aside, ends in

    - the full stop of a script that has one of its own, such as ``։ ؟ । ။ ። 。``, also where
      an Armenian word has ``:`` or an Ethiopic one ``፡፡`` or ``::`` for it;
    - ``. ! ? …``, where the next letter or digit is not a small letter. Dashes in between, as
      in dialogue, begin the next sentence. Georgian letters are never small;
    - ``;``, ``:`` or ``,`` before the mark of a clause, such as ``(a)`` or ``2)``, which may
      have one word before it (``; and (b)``); ``;`` or ``:`` before a dash or bullet.

    In Thai and Lao, which have no full stop, a blank between two letters ends it. An
    abbreviation before a name ("Mr. Smith") divides a sentence in two, which does no harm to
    citations.
    """
    ends = _ends_by_rules_2 if division.rules == RULES else _ends_by_rules_1
    for first, stop in pairwise(division.heads):
        lengths: list[int] = []
        begun = first
        for number in range(first, stop - 1):
            if ends(division, number, stop):
                lengths.append(number + 1 - begun)
                begun = number + 1
        yield [*lengths, stop - begun]


def ends_sentence(word: str) -> bool:
    """Return whether a word may be the last of a sentence, by rules 1 or 2."""
    return bool(_stop(word) or _full_stop(word))


def _ends_by_rules_1(division: Division, number: int, _: int) -> bool:
    text, start, end = division.text, division.starts[number], division.ends[number]
    if text[end - 1].isalnum():
        return False
    word = fold_by_rules_1(text[start:end])
    if not word.rstrip("\"')]").endswith((".", "!", "?", "\u2026", "\u0589", "\u06d4", "\u061f")):
        return False
    first = next(filter(str.isalnum, fold_by_rules_1(division.text_of(number + 1))), "")
    return bool(first) and not first.islower()


def _ends_by_rules_2(division: Division, number: int, stop: int) -> bool:
    text, end = division.text, division.ends[number]
    last, first = text[end - 1], text[division.starts[number + 1]]
    if last.isalpha() or "\u0e31" <= last <= "\u0ecd":
        if not last.isascii() and _ends_in_blank(division, number, last, first):
            return True
        return not first.isalnum() and _begins_clause_after_word(division, number)
    word = division.text_of(number)
    if _full_stop(word):
        return True
    if _stop(word) and _begins_sentence(division, number + 1, stop):
        return True
    if first.isalpha() and not _before_clause(word):
        return False
    following = division.text_of(number + 1)
    return bool(
        (_clause_mark(following) and _before_clause(word))
        or (_item_mark(following) and _before_item(word))
    )


def _ends_in_blank(division: Division, number: int, last: str, first: str) -> bool:
    """Return whether a blank stands between two letters or marks of Thai or Lao."""
    if any(not "\u0e01" <= each <= "\u0eff" or each.isdigit() for each in (last, first)):
        return False
    gap = division.gap_after(number)
    return bool(gap) and not gap.strip(" \t\u00a0")


def _begins_clause_after_word(division: Division, number: int) -> bool:
    """Return whether a clause begins behind a word such as "and" after a semicolon."""
    return (
        number > 0
        and _semicolon(division.text_of(number - 1)) is not None
        and _clause_mark(division.text_of(number + 1)) is not None
    )


def _begins_sentence(division: Division, number: int, stop: int) -> bool:
    """Return whether the first letter or digit of some words is not a small one."""
    for following in range(number, min(number + _MOST_MARKS, stop)):
        first = next(filter(str.isalnum, division.text_of(following)), "")
        if first:
            return not first.islower() or _CASED_GEORGIAN[0] <= first <= _CASED_GEORGIAN[1]
    return False
