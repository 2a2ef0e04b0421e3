"""Bind texts of many words: a long report, and texts that repeat themselves.

    python benchmarks/bind.py --words 1000000

Each row binds a copy to an outline, with what it takes to divide the text. Memory is the most
taken at a time, beside the text and the outline, in bytes for each byte of the copy in UTF-8.
"""

import argparse
import random
import time
import tracemalloc
from typing import Final

from karabakh.model import Alignment, Document, Source

_HEAD = ("text and copy", "words", "seconds", "memory ÷ text", "sentences found")


_SCRIPTS: Final = {
    "Latin": ("etaoinshrdlucmfwypvbgk", "."),
    "Cyrillic": ("оеаинтсрвлкмдпуяызьбгч", "."),
    "Greek": ("αοιετσνηυρπκμλωδγχθφβξ", "."),
    "Armenian": ("աներուիտկմվյսհդլբգպծղթ", "։"),
    "Georgian": ("აიერმნოსლვდბუტკგშთცხპქ", "."),
    "Arabic": ("املينترودبسكحقفعجشصطخض", "."),
    "Hebrew": ("יוהלאמתברנשדעקפחכסטצזג", "."),
    "Devanagari": ("करनसमलतपवदहयजगबशचटआइउए", "।"),
    "Ethiopic": ("ለመረሰበተነአከወደገጠፈሀሐሠቀቸኘዘየ", "።"),
}
"""Letters of scripts with blanks, and what ends a sentence."""

_SCRIPTS_WITHOUT_BLANKS: Final = {
    "Chinese": (range(0x4E00, 0x5A00), ("",), "。"),
    "Japanese": (range(0x3042, 0x3090), ("", "ー", "本", "日", "人", "年", "大"), "。"),
    "Thai": (range(0x0E01, 0x0E2F), ("", "ิ", "ี", "ุ", "ั", "่", "้", "ื่"), " "),
    "Burmese": (range(0x1000, 0x1021), ("", "ာ", "ိ", "ု", "ေ", "်", "့"), "။"),
}
"""Letters of others, what follows a letter, and what ends a sentence."""

_LONGEST_SENTENCE: Final = 24


def _report(words: int, seed: int, script: str = "Latin") -> list[str]:
    """Return sentences of a made report, with words as frequent as by Zipf's law."""
    chance = random.Random(seed)  # noqa: S311 (nothing secret)
    if script in _SCRIPTS:
        blank = " "
        letters, stop = _SCRIPTS[script]
        lexicon = [
            "".join(chance.choice(letters) for _ in range(chance.randint(2, 10)))
            for _ in range(20_000)
        ]
    else:
        blank = ""
        points, marks, stop = _SCRIPTS_WITHOUT_BLANKS[script]
        lexicon = [chr(point) + mark for point in points for mark in marks]
        chance.shuffle(lexicon)
    sentences: list[str] = []
    while words > 0:
        length = min(words, chance.randint(4, _LONGEST_SENTENCE))
        chosen = [lexicon[int(len(lexicon) ** chance.random()) - 1] for _ in range(length)]
        sentences.append(blank.join(chosen).capitalize() + stop)
        words -= length
    return sentences


def _paragraphs(sentences: list[str], size: int = 5) -> str:
    return "\n\n".join(
        " ".join(sentences[start : start + size]) for start in range(0, len(sentences), size)
    )


def _changed(sentences: list[str], every: int) -> list[str]:
    return [
        sentence.replace(" ", " not ", 1) if number % every == 0 else sentence
        for number, sentence in enumerate(sentences)
    ]


def _cases(words: int, seed: int) -> dict[str, tuple[str, str]]:
    """Return texts and their copies."""
    sentences = _report(words, seed)
    text = _paragraphs(sentences)
    clauses = [f"({number % 9}) {each[:-1].lower()}" for number, each in enumerate(sentences)]
    short = [f"({chr(97 + number % 26)}) pay {number};" for number in range(words // 3)]
    repeated = "They met again there. " * (words // 4)
    return {
        "a report, the same": (text, text),
        "— re-wrapped under a title": (
            text,
            "A title by a reporter\n" + text.replace(" the ", "\n"),
        ),
        "— each tenth sentence changed": (text, _paragraphs(_changed(sentences, 10))),
        "— another text of the same words": (text, _paragraphs(_report(words, seed + 1))),
        "clauses without stops, joined": ("\n\n".join(clauses), "Title " + " ".join(clauses)),
        "clauses of three words": ("\n".join(short), "A title\n" + " ".join(short)),
        "one sentence, a word changed": ("so " * words + "end", "so " * words + "and end"),
        "repeated sentences, one lost": (repeated, repeated[len("They met again there. ") :]),
        "repeated words": ("word " * words, "word " * (words - 1) + "end"),
        "words of one letter": ("a " * words, "a " * (words - 1) + "b"),
        "only hyphens": ("- " * words, "-\n" * words),
        "only hyphens at line ends": (_paragraphs(sentences[:100]), "so-\n" * words),
        "only line breaks": ("so\n" * words, "so\n\n" * words),
        "repeated Chinese": ("和平。停火" * (words // 4), "标题" + "和平。停火" * (words // 4)),
        **{
            f"{script}, a sentence more": _with_a_sentence_more(_report(words, seed, script))
            for script in (*_SCRIPTS, *_SCRIPTS_WITHOUT_BLANKS)
        },
    }


def _with_a_sentence_more(sentences: list[str]) -> tuple[str, str]:
    middle = len(sentences) // 2
    longer = [*sentences[:middle], sentences[0][::2] + sentences[0], *sentences[middle:]]
    return _paragraphs(sentences), _paragraphs(longer)


def _row(name: str, text: str, copy: str, *, with_memory: bool) -> tuple[object, ...]:
    outline = Document.from_text(text).outline()
    source = Source(id="report", title="A report", paragraphs=outline)
    start = time.process_time()
    alignment = Alignment(source=source, document=Document.from_text(copy))
    missing, unsearched = len([*alignment.missing()]), len([*alignment.unsearched()])
    seconds = time.process_time() - start
    total = sum(len(paragraph.sentences) for paragraph in outline)
    found = f"{total - missing - unsearched} of {total}"
    found += f", {unsearched} not searched" if unsearched else ""
    words = len(alignment.document.words)
    memory = f"{_peak(source, copy) / len(copy.encode()):.1f}" if with_memory else "–"
    return name, words, f"{seconds:.1f}", memory, found


def _peak(source: Source, copy: str) -> int:
    """Return the most bytes that binding takes at a time."""
    tracemalloc.start()
    alignment = Alignment(source=source, document=Document.from_text(copy))
    for _ in alignment.missing():
        pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--words", type=int, default=1_000_000, help="how many (%(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="of the made texts (%(default)s)")
    parser.add_argument("--only", default="", help="texts whose name has this")
    parser.add_argument("--seconds-only", action="store_true", help="don't measure memory: faster")
    options = parser.parse_args()
    print("| " + " | ".join(_HEAD) + " |\n| --- |" + " ---: |" * (len(_HEAD) - 1))
    for name, (text, copy) in _cases(options.words, options.seed).items():
        if options.only in name:
            row = _row(name, text, copy, with_memory=not options.seconds_only)
            print("| " + " | ".join(map(str, row)) + " |", flush=True)


if __name__ == "__main__":
    main()
