"""Print a briefing on what a document says: the answer first.

python examples/briefing.py                            the bundled article
python examples/briefing.py --document article.txt     with the exact words in the notes
python examples/briefing.py my-dataset.toml            any other dataset

`python -m karabakh briefing` does the same, and writes pages and Markdown too.
"""

import argparse
import io
import sys

import karabakh
from karabakh import Dataset, Document, KarabakhError
from karabakh.exports import briefing_to_text


def main() -> int:
    """Print the briefing that the command line asks for; return the exit status."""
    parser = argparse.ArgumentParser(description="Print a briefing on what a document says.")
    parser.add_argument("dataset", nargs="?", help="a dataset's file; default: the bundled one")
    parser.add_argument("--document", metavar="PATH", help="a copy of the text, to quote from")
    options = parser.parse_args()
    try:
        dataset = read(options.dataset, options.document)
    except (KarabakhError, OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    stdout = sys.stdout
    if isinstance(stdout, io.TextIOWrapper):
        stdout.reconfigure(errors="replace")  # if the terminal lacks a character
    print(briefing_to_text(dataset), end="")
    return 0


def read(path: str | None, document: str | None) -> Dataset:
    """Return a dataset, bound to a copy of its source if there is one."""
    dataset = karabakh.read(path) if path else karabakh.load()
    return dataset.bind(Document.read(document)) if document else dataset


if __name__ == "__main__":
    sys.exit(main())
