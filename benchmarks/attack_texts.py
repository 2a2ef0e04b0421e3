"""Texts made to be slow to divide, bind, find, cite and carry."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from karabakh import (
    Citation,
    CitationError,
    Dataset,
    Document,
    EdtfError,
    LoadError,
    Place,
    Source,
    When,
    write,
)
from karabakh.errors import DocumentError, ExternalCodeError
from karabakh.exports import proof_to_html, proof_to_text
from karabakh.io import QuotedFile, Rebase
from karabakh.model import ExternalCode

__all__ = ["TEXT_ATTACKS"]

Attack = tuple[Callable[[int], Any], Callable[[Any], object]]


def times(piece: str) -> Callable[[int], str]:
    """Return what repeats a piece; ``{n}`` in it stands for the number of each."""

    def build(size: int) -> str:
        count = max(size // (len(piece) + 2 * piece.count("{n}")), 1)
        return "".join(piece.replace("{n}", str(number)) for number in range(count))

    return build


def random_words(count: int) -> Callable[[int], str]:
    """Return a text of few different words in no order, in sentences of as many words."""

    def build(size: int) -> str:
        words = ["they", "met", "at", "vell", "and", "signed", "nothing"]
        found = [words[number * number * 7919 % 251 % 7] for number in range(size // 5)]
        for number in range(count - 1, len(found), count):
            found[number] += "."
        return " ".join(found)

    return build


TEXTS: dict[str, Callable[[int], str]] = {
    "one sentence again and again": times("They met at Vell. "),
    "one short sentence again and again": times("No. "),
    "two sentences in turn": times("They met. They parted. "),
    "one paragraph again and again": times("They met at Vell.\n\n"),
    "paragraphs": times("They met {n}.\n\n"),
    "paragraphs of a word": times("a\n\n"),
    "words": times("a "),
    "one word": times("a"),
    "one long line": times("They met {n} "),
    "lines": times("They met\n"),
    "hyphens at line ends": times("some-\n"),
    "hyphens at line ends, different": times("some{n}-\nthing\n"),
    "full stops": times("."),
    "ellipses": times("… "),
    "quotation marks": times("“"),
    "marks": times("́"),
    "letters of Chinese": times("中"),
    "bidi marks": times("\u200fa"),
    "blanks": lambda size: f"a{' ' * size}b",
    "line breaks": lambda size: f"a{chr(10) * size}b",
    "sentences of few words": random_words(3),
    "long sentences of few words": random_words(40),
}


def outlined(text: str) -> tuple[Dataset, Document] | None:
    """Return a source with the outline of a text, and the text."""
    try:
        document = Document.from_text(text)
    except DocumentError:
        return None
    source = Source(id="text", title="A text", paragraphs=document.outline())
    paragraphs = range(1, len(document.paragraphs) + 1)
    places = [
        Place(id=f"p{number}", citations=(Citation("text", number, 1, 1),)) for number in paragraphs
    ]
    return Dataset.from_records(source, *places), document


def binding(text: str) -> object:
    """Bind a text to its own outline."""
    if (found := outlined(text)) is None:
        return None
    dataset, document = found
    bound = dataset.bind(Document.from_text(document.text))
    return bound.drift, bound.alignments["text"].lost


def binding_changed(text: str) -> object:
    """Bind a text that has lost each other full stop and its first words."""
    if (found := outlined(text)) is None:
        return None
    dataset, document = found
    changed = document.text[10:].replace(". ", " ", len(text) // 40) + " And so on."
    bound = dataset.bind(Document.from_text(changed))
    return bound.drift, bound.alignments["text"].lost


def quoting(text: str) -> object:
    """Quote each place of a bound text."""
    if (found := outlined(text)) is None:
        return None
    dataset, document = found
    bound = dataset.bind(Document.from_text(document.text))
    return [bound.quote(each.citations[0]) for each in dataset.places]


def unbound_quoting(text: str) -> object:
    """Quote each paragraph of a text itself."""
    try:
        document = Document.from_text(text)
    except DocumentError:
        return None
    dataset = Dataset.from_records(Source(id="text", title="A text")).bind(document)
    paragraphs = range(1, len(document.paragraphs) + 1)
    return [dataset.quote(f"text#p{number}") for number in paragraphs]


def proving(text: str) -> object:
    """Build a proof as text and as a page."""
    if (found := outlined(text)) is None:
        return None
    dataset, document = found
    bound = dataset.bind(Document.from_text(document.text))
    return proof_to_text(bound), proof_to_html(bound)


def finding(text: str) -> object:
    """Find in a text its first words, nearly these, all of it, and ellipses."""
    try:
        document = Document.from_text(text)
    except DocumentError:
        return None
    words = text.split()
    near = " ".join([*words[:5], "never", *words[5:9]])
    quotes = [" ".join(words[:3]), near, text, text + " never", "a … b", "they … met … nothing"]
    found = [document.find(quote) for quote in quotes if quote.strip()]
    return [(len(each), each.suggestions) for each in found]


def carrying(text: str) -> object:
    """Read what becomes of citations in an edition with other words in its middle."""
    if (found := outlined(text)) is None:
        return None
    dataset, document = found
    middle = len(text) // 2
    try:
        changed = Document.from_text(f"Then {text[:middle]} again. {text[middle:]}")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "coded.toml")
            write(dataset, path)
            return Rebase.read(path, document, changed).findings
    except (LoadError, ValueError) as error:
        return str(error)


def citing(text: str) -> object:
    """Resolve quotes of a file."""
    if (found := outlined(text)) is None:
        return None
    dataset, document = found
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "quoted.toml")
        write(Dataset.from_records(*dataset.sources), path)
        quotes = ", ".join(f'{{ quote = "They met {n}" }}' for n in range(len(text) // 40))
        head = path.read_text(encoding="utf-8")
        path.write_text(f'{head}\n[[places]]\nid = "a"\ncitations = [{quotes}]\n', "utf-8")
        file = QuotedFile.read(path)
        return file.resolve(file.sources.bind(document))


def refused(parse: Callable[[str], object], error: type[Exception]) -> Callable[[str], object]:
    """Return what parses a text, and shows the error if it is refused."""

    def work(text: str) -> object:
        try:
            return parse(text)
        except error as found:
            return str(found)

    return work


VALUES: dict[str, Attack] = {
    f"{label}: {name}": (times(piece), refused(parse, error))
    for label, parse, error, pieces in (
        (
            "date",
            lambda text: When(text).bounds,
            EdtfError,
            ("2", "2020,", "[2020,", "[2020-01..", "2020/", "2020-01-01T", "?", "Y", "1e", "~2020"),
        ),
        (
            "dates of a set",
            lambda text: When(f"[{text}2020]").bounds,
            EdtfError,
            ("20{n},", "20.."),
        ),
        ("citation", Citation.parse, CitationError, ("a", "a#", "a#p1:", "#p", "a#p1:1-", "9")),
        ("code", ExternalCode.parse, ExternalCodeError, ("a", "a:", ":")),
    )
    for name, piece in ((repr(piece), piece) for piece in pieces)
}

TEXT_ATTACKS: dict[str, Attack] = {
    **{
        f"{label}: {name}": (build, work)
        for label, work in (
            ("bind", binding),
            ("bind changed", binding_changed),
            ("quote", quoting),
            ("quote unbound", unbound_quoting),
            ("find", finding),
            ("rebase", carrying),
            ("cite", citing),
            ("proof", proving),
        )
        for name, build in TEXTS.items()
    },
    **VALUES,
}
