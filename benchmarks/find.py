"""Find quotes in a text of many words, and in texts that are made to be slow.

    python benchmarks/find.py --words 1000000

The first table has an agreement of 300 pages whose coding has 2,000 quotes, a tenth of them with
one word changed: its file is read and all are resolved. The second has single look-ups. Where
a quote is found, *result* is the number of its passages, else of its suggestions.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import accumulate
from pathlib import Path

from karabakh.io import QuotedFile, serialize
from karabakh.model import Dataset, Document, Source

_LETTERS = "etaoinshrdlucmfwypvbgk"
_WORDS_A_PAGE = 330


def _text(words: int, seed: int) -> str:
    """Return a made text: words as frequent as in English, paragraphs of 40 to 120."""
    chance = random.Random(seed)  # noqa: S311 (nothing secret)
    lexicon = ["".join(chance.choices(_LETTERS, k=chance.randint(2, 10))) for _ in range(30_000)]
    weights = [*accumulate(1 / (rank + 2.7) for rank in range(len(lexicon)))]
    chosen = chance.choices(lexicon, cum_weights=weights, k=words)
    paragraphs: list[str] = []
    while chosen:
        size = chance.randint(40, 120)
        paragraphs.append(f"{' '.join(chosen[:size])}.")
        del chosen[:size]
    return "\n\n".join(paragraphs)


def _quotes(document: Document, count: int, seed: int, *, changed: float) -> list[str]:
    """Return quotes of twelve words, some with one word changed."""
    chance = random.Random(seed)  # noqa: S311 (nothing secret)
    quotes: list[str] = []
    while len(quotes) < count:
        paragraph = chance.choice(document.paragraphs)
        start = chance.randint(0, max(len(paragraph) - 12, 0))
        words = [word.text for word in paragraph[start : start + 12]]
        if chance.random() < changed:
            words[chance.randrange(len(words))] = "another"
        quotes.append(" ".join(words))
    return quotes


def _agreement(pages: int, count: int, seed: int) -> None:
    document = Document.from_text(_text(pages * _WORDS_A_PAGE, seed))
    quotes = _quotes(document, count, seed, changed=0.1)
    source = Source(id="text", title="An agreement", paragraphs=document.outline())
    head = serialize(Dataset.from_records(source), format="toml")
    records = [
        f'\n[[places]]\nid = "p{number}"\ncitations = [{{ quote = "{quote}" }}]\n'
        for number, quote in enumerate(quotes)
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "agreement.toml")
        path.write_text(head + "".join(records), encoding="utf-8")
        begin = time.process_time()
        file = QuotedFile.read(path)
        read = time.process_time()
        # A document of its own: no index of it is there yet.
        bound = file.sources.bind(Document.from_text(document.text))
        cited, findings = file.resolve(bound, check=False)
        end = time.process_time()
    print("| pages | quotes | replaced | found otherwise | reading, s | binding and resolving, s |")
    print("| ----: | -----: | -------: | --------------: | ---------: | -----------------------: |")
    print(
        f"| {pages} | {count:,} | {len(cited):,} | {len(findings):,}"
        f" | {read - begin:.2f} | {end - read:.2f} |\n"
    )


def _row(label: str, work: Callable[[], object]) -> None:
    begin = time.process_time()
    found = work()
    taken = 1000 * (time.process_time() - begin)
    result = f"{len(found):,}" if isinstance(found, Sequence) else ""
    print(f"| {label:<52} | {taken:>9,.1f} | {result:>15} |", flush=True)


def _look_ups(words: int, seed: int) -> None:
    print(f"| {'text and quote':<52} | {'ms':>9} | {'result':>15} |")
    print(f"| {'-' * 52} | {'-' * 8}: | {'-' * 14}: |")
    document = Document.from_text(_text(words, seed))
    _row(f"{words:,} words: index", lambda: document.quote_index)
    right, *quotes = _quotes(document, 101, seed, changed=0)
    document.find(right)
    _row("— a hundred quotes", lambda: [document.find(quote) for quote in quotes])
    wrong = _quotes(document, 101, seed, changed=1)
    _row("— the first quote with one word changed", lambda: document.find(wrong[0]).suggestions)
    _row("— a hundred more", lambda: [document.find(quote).suggestions for quote in wrong[1:]])
    common = max(set(right.split()), key=document.text.count)
    _row("— its most frequent word", lambda: document.find(common))
    frequent = sorted({*document.text.split()[:3000]}, key=document.text.count)[-12:]
    _row("— twelve frequent words", lambda: document.find(" ".join(frequent)).suggestions)
    pages = document.text[:100_000]
    _row("— 100 kB over many paragraphs", lambda: document.find(pages).suggestions)
    shuffled = pages.split()
    random.Random(seed).shuffle(shuffled)  # noqa: S311 (nothing secret)
    _row("— the same, shuffled", lambda: document.find(" ".join(shuffled)).suggestions)
    repeated = Document.from_text("they met " * (words // 2))
    _row("two words, repeated: index", lambda: repeated.quote_index)
    _row("— “they met they”", lambda: repeated.find("they met they"))
    _row("— 10,000 of its words", lambda: repeated.find("they met " * 5_000))
    _row("— “they … met”", lambda: repeated.find("they … met"))
    _row(
        "— 10,000 of its words, and “met”",
        lambda: repeated.find("they met " * 5_000 + "met").suggestions,
    )
    towns = "\n\n".join(
        f"The mayor of Town{n} has signed the truce today." for n in range(words // 10)
    )
    near = Document.from_text(towns)
    _row(f"{words // 10:,} near misses: index", lambda: near.quote_index)
    wanted = "The mayor of Ost has signed the truce today"
    _row("— one that is none of them", lambda: near.find(wanted).suggestions)


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--words", type=int, default=1_000_000)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--quotes", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=15)
    options = parser.parse_args()
    _agreement(options.pages, options.quotes, options.seed)
    _look_ups(options.words, options.seed)


if __name__ == "__main__":
    main()
