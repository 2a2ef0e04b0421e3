"""A briefing on what a document says: parties, positions, order of events, agreements, doubts.

python examples/briefing.py                            the bundled article
python examples/briefing.py --document article.txt     with the words each line rests on
python examples/briefing.py my-dataset.toml            any other dataset

Where a dataset has several sources, say whose copy a text is: --document wire=wire.txt.
"""

import argparse
import io
import os
import sys
from collections.abc import Iterator
from typing import TextIO

from briefing_page import TO_ASCII, Page, in_words
from briefing_sections import agreements, changes, doubts, goals, order, parties, positions

import karabakh
from karabakh import BoundDataset, Dataset, Document, KarabakhError
from karabakh.errors import DocumentError


class CommandError(Exception):
    """Why there is no briefing, in the words of the command line."""


def main() -> int:
    """Read what the command line names, and print the briefing."""
    options = _options()
    try:
        dataset = _read(options.dataset) if options.dataset else karabakh.load()
        if options.document:
            dataset = _bound(dataset, options.document, options.encoding)
    except (CommandError, KarabakhError) as error:
        message = str(error)
        print(message.translate(TO_ASCII) if _is_ascii(sys.stderr) else message, file=sys.stderr)
        return 2
    output = sys.stdout
    is_ascii = _is_ascii(output)
    if isinstance(output, io.TextIOWrapper):
        output.reconfigure(errors="replace")  # where it can't show all letters
    try:
        print("\n".join(briefing(dataset, is_ascii=is_ascii)), flush=True)
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # for what is left to be written at the end
        if not isinstance(error, BrokenPipeError):  # nobody reads on, as with `| head`
            print(f"the briefing can't be written: {error.strerror}", file=sys.stderr)
            return 2
    return 0


def briefing(dataset: Dataset, *, is_ascii: bool = False) -> Iterator[str]:
    """Put a dataset into lines of at most 80 columns."""
    page = Page(dataset, is_ascii=is_ascii)
    sections = {
        "Parties": parties(page),
        "Who holds what": positions(page),
        "What changed": changes(page),
        "What happened, in order": order(page),
        "What was agreed": agreements(page),
        "What the goals would take": goals(page),
        "What is open": doubts(page),
    }
    yield from head(page)
    for heading, lines in sections.items():
        found = list(lines)
        if found:
            yield from ("", heading.upper(), *found)


def head(page: Page) -> Iterator[str]:
    """Say what the briefing is about, and how to read it."""
    dataset = page.dataset
    yield from page.lines((dataset.title or "A dataset without a title").upper())
    for source in dataset.sources:
        is_dated = source.published.is_known
        date = f"published {in_words(source.published)}" if is_dated else "undated"
        yield from page.lines(f"{source.title or source.id} ({date}).")
    if not len(dataset):
        yield from page.lines("Nothing is told.")
        return
    yield from page.lines(
        "At the right stand the words that a line rests on: p2:21-36 are the words 21 to 36"
        " of the second paragraph. A star marks what the coder reads into them."
    )
    if isinstance(dataset, BoundDataset) and dataset.drift:
        lost = len({each.citation for each in dataset.drift})
        cited = {place for record in dataset for place in record.all_citations}
        at_hand = [place for place in cited if place.source in dataset.documents]
        yield from page.lines(
            f"The copy at hand lacks {lost} of the {len(at_hand)} passages that records rest on."
        )


def _read(path: str) -> Dataset:
    try:
        return karabakh.read(path)
    except KarabakhError:
        raise
    except ValueError as error:  # no such suffix
        raise CommandError(str(error).replace(", or pass format=…", "")) from error


def _bound(dataset: Dataset, told: list[str], encoding: str) -> Dataset:
    """Bind a dataset to the copies of its sources that the command line names."""
    copies: dict[str, Document] = {}
    for each in told:
        source, path = _source_and_path(dataset, each)
        if source in copies:
            raise CommandError(f"--document names two copies of {source!r}: give one")
        copies[source] = _document(path, encoding)
    bound = dataset.bind(copies)
    for source, copy in copies.items():
        if not bound.alignments[bound.sources[source].id].is_copy:
            raise CommandError(
                f"{copy.name} is no copy of the source {source!r}: it has none of its sentences"
            )
    return bound


def _source_and_path(dataset: Dataset, told: str) -> tuple[str, str]:
    source, is_named, path = told.partition("=")
    if is_named and source in dataset.sources.ids:
        return source, path
    if len(dataset.sources) != 1:
        known = ", ".join(sorted(dataset.sources.ids)) or "none"
        raise CommandError(
            f"say of which source {told!r} is a copy: --document SOURCE={told} (sources: {known})"
        )
    return dataset.sources[0].id, told


def _document(path: str, encoding: str) -> Document:
    try:
        return Document.read(path, encoding=encoding)
    except DocumentError as error:
        hint = error.hint.replace("encoding=", "--encoding ")
        more = "" if "max_bytes" in hint else f" ({hint})"  # there is no such option
        raise CommandError(f"{error.document}: {error.reason}{more}") from error
    except (LookupError, ValueError) as error:
        raise CommandError(f"--encoding {encoding!r}: no text is written so") from error


def _is_ascii(stream: TextIO) -> bool:
    """Tell whether a stream lacks the signs of good typography."""
    try:
        "“…” – ‘’".encode(stream.encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return True
    return False


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Print a briefing on what a document says.")
    parser.add_argument("dataset", nargs="?", help="a dataset's file; the bundled one without it")
    parser.add_argument(
        "--document",
        metavar="[SOURCE=]PATH",
        action="append",
        help="a copy of the text of the only source, or of the source named, to quote from",
    )
    parser.add_argument("--encoding", default="utf-8", help="how it is written; UTF-8 without it")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
