"""Coverage-guided fuzzing of all that reads: errors are those documented.

Run it with Atheris, which is no dependency of the project::

    pip install atheris
    PYTHONPATH=src python benchmarks/fuzz.py -runs=1000000

The first byte of an input chooses the target, the rest is the content. What is read must
come back unchanged from each format that it is written in; quotes that are found must have
their words; a text must bind to its own outline. Every run starts from the inputs in
``fuzz_corpus`` beside this script. A folder given first keeps those that reach new code;
``-merge=1`` with ``fuzz_corpus`` itself adds the fewest that reach all of it. libFuzzer's
other options may follow.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["karabakh", "tomllib"]):
    from karabakh import Citation, Dataset, Document, ExternalCode, Source, When, drafts
    from karabakh.errors import (
        CitationError,
        DocumentError,
        EdtfError,
        ExternalCodeError,
        LoadError,
    )

    # What is imported where it is used is imported here, so that its coverage guides, too.
    from karabakh.io import (
        QuotedFile,
        _csv_read,  # noqa: F401
        _diagnose,  # noqa: F401
        _repair,  # noqa: F401
        _tokens,  # noqa: F401
        parse,
        read,
        serialize,
    )

CORPUS = Path(__file__).parent / "fuzz_corpus"

FORMATS = ("json", "jsonl", "toml")

TEXT = "They met at Vell, 2020. Nothing was signed…\n\nThey “parted”: sub-\ncommittees met."
DOCUMENT = Document.from_text(TEXT)
SOURCE = Source(id="text", title="A text", paragraphs=DOCUMENT.outline())
BOUND = Dataset.from_records(SOURCE).bind(DOCUMENT)
FOLDER = Path(tempfile.mkdtemp())
TABLES = ("places", "actors", "events", "place_names", "event_participants")


def check_refusal(error: LoadError) -> None:
    """Check that an error says what is wrong, and that it is known."""
    assert str(error)
    assert error.findings
    assert all(finding.code != "KB099" for finding in error.findings), str(error)


def check_format(name: str) -> Callable[[bytes], None]:
    """Return what parses content of a format."""

    def check(content: bytes) -> None:
        try:
            dataset = parse(content, format=name, check_references=False)
        except LoadError as error:
            check_refusal(error)
            return
        for other in FORMATS:
            text = serialize(dataset, format=other)
            assert parse(text, format=other, check_references=False) == dataset

    return check


def check_table(content: bytes) -> None:
    """Read a folder with one table, which the first byte chooses."""
    for file in FOLDER.iterdir():
        file.unlink()
    (FOLDER / "datapackage.json").write_text('{"karabakh": {"schema": 2}}')
    name = TABLES[content[0] % len(TABLES)] if content else "places"
    (FOLDER / f"{name}.csv").write_bytes(content[1:])
    try:
        read(FOLDER, check_references=False)
    except LoadError as error:
        check_refusal(error)


def check_draft(content: bytes) -> None:
    """Check a draft."""
    result = drafts.check(content, DOCUMENT)
    assert str(result.report)
    assert result.report.to_prompt() or result.report.ok
    assert all(finding.code != "KB099" for finding in result.report.findings)


def check_quoted(content: bytes) -> None:
    """Read a file with quotes, and resolve them."""
    path = FOLDER / "quoted.toml"
    path.write_bytes(content)
    try:
        file = QuotedFile.read(path)
    except LoadError as error:
        check_refusal(error)
        return
    file.resolve(BOUND)


def check_when(text: str) -> None:
    """Read a date."""
    try:
        when = When(text)
    except EdtfError:
        return
    assert When(str(when)) == when
    assert when.bounds


def check_citation(text: str) -> None:
    """Read a citation, and quote it."""
    try:
        citation = Citation.parse(text)
    except CitationError:
        return
    assert Citation.parse(str(citation)) == citation
    if citation.source == "text":
        try:
            words = BOUND.quote(citation)
        except CitationError:
            return
        assert words


def check_code(text: str) -> None:
    """Read an external code."""
    try:
        code = ExternalCode.parse(text)
    except ExternalCodeError:
        return
    assert ExternalCode.parse(str(code)) == code


def check_find(text: str) -> None:
    """Find a quote, in a text and in itself."""
    matches = DOCUMENT.find(text)
    for match in matches.every():
        assert DOCUMENT.find(match.quote, exact=True).total
    assert len(matches.suggestions) <= 3
    try:
        document = Document.from_text(text)
    except DocumentError:
        return
    assert document.find("They met").total >= 0


def check_binding(text: str) -> None:
    """Bind a text to its own outline, and to that of another."""
    try:
        document = Document.from_text(text)
    except DocumentError:
        return
    source = Source(id="text", title="A text", paragraphs=document.outline())
    bound = Dataset.from_records(source).bind(document)
    assert not bound.alignments["text"].lost
    other = Dataset.from_records(SOURCE).bind(document)
    assert len(other.alignments["text"].lost) <= 4


def of_text(check: Callable[[str], None]) -> Callable[[bytes], None]:
    """Return what checks content as a text, if it is one."""
    return lambda content: check(content.decode("utf-8", "replace"))


TARGETS = (
    *map(check_format, FORMATS),
    check_table,
    check_draft,
    check_quoted,
    *map(
        of_text,
        (check_when, check_citation, check_code, check_find, check_binding),
    ),
)


def check(data: bytes) -> None:
    """Check the target that the first byte chooses."""
    TARGETS[data[0] % len(TARGETS) if data else 0](data[1:])


if __name__ == "__main__":
    # The first folder receives what reaches new code: not the corpus, unless it is named.
    has_folder = any(not each.startswith("-") for each in sys.argv[1:])
    receiving = [] if has_folder else [tempfile.mkdtemp()]
    atheris.Setup([*sys.argv, *receiving, str(CORPUS)], check)
    atheris.Fuzz()
