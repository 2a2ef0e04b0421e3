"""Coverage-guided fuzzing of all that reads: errors are those documented.

Run it with Atheris, which is no dependency of the project::

    pip install atheris
    PYTHONPATH=src python benchmarks/fuzz.py                       each target, its own number
    PYTHONPATH=src python benchmarks/fuzz.py when code --runs 5000000

What is read must come back unchanged from each format that it is written in; quotes that are
found must have their words; a text must bind to its own outline. Every target has a process
of its own and starts from the inputs in its folder of ``fuzz_corpus`` beside this script.
``--keep FOLDER`` adds those that reach new code to the folder of the target in another folder.
An input that crashes, or takes more than ten seconds, is written to ``crash-…`` where the
command is run; ``--input FILE`` repeats one.
"""

import argparse
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

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
(FOLDER / "tables").mkdir()
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
    folder = FOLDER / "tables"
    for file in folder.iterdir():
        file.unlink()
    (folder / "datapackage.json").write_text('{"karabakh": {"schema": 2}}')
    name = TABLES[content[0] % len(TABLES)] if content else "places"
    (folder / f"{name}.csv").write_bytes(content[1:])
    try:
        read(folder, check_references=False)
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


class Target(NamedTuple):
    """What is fuzzed."""

    check: Callable[[bytes], None]
    runs: int
    """How often in a full run: all together a million times."""
    max_bytes: int
    """The size of the largest input; small ones are quick."""


TARGETS = {
    "json": Target(check_format("json"), 10_000, 2000),
    "jsonl": Target(check_format("jsonl"), 10_000, 2000),
    "toml": Target(check_format("toml"), 10_000, 2000),
    "tables": Target(check_table, 10_000, 500),
    "draft": Target(check_draft, 10_000, 1000),
    "quoted": Target(check_quoted, 10_000, 1000),
    "when": Target(of_text(check_when), 350_000, 100),
    "citation": Target(of_text(check_citation), 300_000, 100),
    "code": Target(of_text(check_code), 250_000, 100),
    "find": Target(of_text(check_find), 30_000, 200),
    "binding": Target(of_text(check_binding), 10_000, 200),
}


def write_dictionary(path: Path) -> None:
    """Write the words of a whole dataset, from which inputs are made, too."""
    texts = [each.read_text("utf-8") for each in (CORPUS / "json").iterdir()]
    words = set(re.findall(r"[\w-]+", " ".join(texts)))
    lines = [f'"{word}"\n' for word in sorted(words) if word.isascii() and len(word) > 1]
    path.write_text("".join(lines), "utf-8")


def fuzz(name: str, runs: int, keep: Path) -> int:
    """Fuzz a target in a process of its own, and return its exit status."""
    target = TARGETS[name]
    if child := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    dictionary = FOLDER / "words.dict"
    write_dictionary(dictionary)
    (keep / name).mkdir(parents=True, exist_ok=True)
    options = [f"-runs={runs}", f"-max_len={target.max_bytes}", f"-dict={dictionary}"]
    options += ["-timeout=10", "-rss_limit_mb=2048", "-verbosity=0"]
    atheris.Setup([sys.argv[0], *options, str(keep / name), str(CORPUS / name)], target.check)
    atheris.Fuzz()
    return 0


def main() -> int:
    """Fuzz the targets that are chosen, and print how often and how fast."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("targets", nargs="*", choices=[*TARGETS, []], help="default: all")
    parser.add_argument("--runs", type=int, help="of each target")
    parser.add_argument("--keep", type=Path, default=FOLDER / "kept")
    parser.add_argument("--input", type=Path, help="check this one input")
    options = parser.parse_args()
    status = 0
    for name in options.targets or TARGETS:
        if options.input:
            TARGETS[name].check(options.input.read_bytes())
            continue
        runs = options.runs or TARGETS[name].runs
        begin = time.perf_counter()
        if fuzz(name, runs, options.keep):
            print(f"{name}: failed", flush=True)
            status = 1
        else:
            rate = runs / (time.perf_counter() - begin)
            print(f"{name}: {runs:,} runs, {rate:,.0f} a second", flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main())
