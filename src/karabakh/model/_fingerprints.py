"""Fingerprints of sentences: what an outline keeps in place of the words."""

import hashlib
from collections.abc import Sequence
from typing import Final

from karabakh._wrong_type import wrong_argument
from karabakh.model._folding import fold, fold_by_rules_1, letters
from karabakh.model._sentences import iter_sentences
from karabakh.model._sources import Paragraph, Sentence
from karabakh.model._words import RULES, Division

__all__ = [
    "FIRST_WORDS",
    "beginning_of",
    "digest_beginning",
    "digest_letters",
    "fingerprint",
    "is_division",
    "letters_of",
    "outline",
]

_LETTERS: Final = 12
"""How many hexadecimal digits of a fingerprint by rules 2 are of all letters."""

_BEGINNING: Final = 4
"""How many digits, behind those, are of the first words."""

FIRST_WORDS: Final = 2
"""How many words the beginning has. Two determine more than one, and reveal less."""

_DIVISION: Final = 4
_LETTERS_BY_RULES_1: Final = 16


def fingerprint(words: Sequence[str], rules: int = RULES) -> str:
    """Return the fingerprint of a run of words, as `Sentence.fingerprint` defines it.

    Args:
        words: The words, as they are written.
        rules: 1 or 2, see `Source.outline_rules`.

    Raises:
        TypeError: If `words` is a text rather than its words.

    >>> from karabakh.model import fingerprint
    >>> fingerprint(["It’s", "over."]) == fingerprint(["It's", "over."])
    True
    """
    if isinstance(words, str):
        raise wrong_argument("words", words, (tuple,))
    for word in words:
        if not isinstance(word, str):  # pyright: ignore[reportUnnecessaryIsInstance] (for untyped callers)
            raise wrong_argument("each word", word, (str,))
    if rules != RULES:
        return _digest(" ".join(map(fold_by_rules_1, words)).encode(), _LETTERS_BY_RULES_1)
    spelled = [letters(word) for word in words]
    whole = _digest("".join(spelled).encode(), _LETTERS)
    beginning = _digest("".join(spelled[:FIRST_WORDS]).encode(), _BEGINNING)
    return f"{rules}:{whole}{beginning}{_of_division(words)}"


def letters_of(sentence: Sentence) -> int:
    """Return the digits of the letters of a sentence as one number."""
    is_by_rules_1 = ":" not in sentence.fingerprint
    digits = sentence.fingerprint if is_by_rules_1 else sentence.fingerprint[2 : 2 + _LETTERS]
    return int(digits, 16)


def beginning_of(sentence: Sentence) -> int:
    """Return the digits of the first words of a sentence as one number; 0 by rules 1."""
    if ":" not in sentence.fingerprint:
        return 0
    return int(sentence.fingerprint[2 + _LETTERS :][:_BEGINNING], 16)


def digest_letters(spelled: bytes | memoryview, rules: int) -> int:
    """Return what `letters_of` returns for a sentence that is spelled like this."""
    return _first_bytes(spelled, _LETTERS if rules == RULES else _LETTERS_BY_RULES_1)


def digest_beginning(spelled: bytes | memoryview) -> int:
    """Return what `beginning_of` returns for first words that are spelled like this."""
    return _first_bytes(spelled, _BEGINNING)


def is_division(words: Sequence[str], sentence: Sentence) -> bool:
    """Return whether a sentence by rules 2, of the same letters, has these words."""
    return len(words) == sentence.words and sentence.fingerprint.endswith(_of_division(words))


def outline(division: Division) -> tuple[Paragraph, ...]:
    """Return the paragraphs and sentences of a text, with their fingerprints."""
    paragraphs: list[Paragraph] = []
    begin = 0
    for lengths in iter_sentences(division):
        sentences: list[Sentence] = []
        for length in lengths:
            words = [division.text_of(number) for number in range(begin, begin + length)]
            begin += length
            sentences.append(Sentence(words=length, fingerprint=fingerprint(words, division.rules)))
        paragraphs.append(Paragraph(sentences=tuple(sentences)))
    return tuple(paragraphs)


def _of_division(words: Sequence[str]) -> str:
    return _digest(" ".join(map(fold, words)).encode(), _DIVISION)


def _digest(data: bytes, digits: int) -> str:
    """Return the first hexadecimal digits of a SHA-256."""
    return hashlib.sha256(data).hexdigest()[:digits]


def _first_bytes(data: bytes | memoryview, digits: int) -> int:
    """Return the same digits as a number."""
    return int.from_bytes(hashlib.sha256(data).digest()[: digits // 2])
