"""Fingerprints of sentences: what an outline keeps in place of the words."""

import hashlib
from collections.abc import Sequence
from typing import Final

from karabakh._wrong_type import wrong_argument
from karabakh.model._folding import fold, fold_by_rules_1, letters
from karabakh.model._sentences import iter_sentences
from karabakh.model._sources import Paragraph, Sentence
from karabakh.model._words import RULES, Division

__all__ = ["BEGINNING", "FIRST_WORDS", "LETTERS", "digest", "fingerprint", "is_division", "outline"]

LETTERS: Final = 12
"""How many hexadecimal digits of a fingerprint by rules 2 are of all letters."""

BEGINNING: Final = 4
"""How many digits, behind those, are of the first words."""

FIRST_WORDS: Final = 2
"""How many words the beginning has. Two determine more than one, and reveal less."""

_DIVISION: Final = 4


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
        return digest(" ".join(map(fold_by_rules_1, words)).encode(), 16)
    spelled = [letters(word) for word in words]
    whole = digest("".join(spelled).encode(), LETTERS)
    beginning = digest("".join(spelled[:FIRST_WORDS]).encode(), BEGINNING)
    return f"{rules}:{whole}{beginning}{_of_division(words)}"


def digest(data: bytes | bytearray, digits: int) -> str:
    """Return the first hexadecimal digits of a SHA-256."""
    return hashlib.sha256(data).hexdigest()[:digits]


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
    return digest(" ".join(map(fold, words)).encode(), _DIVISION)
