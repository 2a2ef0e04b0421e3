"""From a language model's draft to a checked dataset, with recorded answers.

python examples/draft.py

The answers in examples/draft/ are made up: the first has a false quote, a term of its own, a
name that occurs in several passages, and a quote from another paragraph than it says.
"""

import textwrap
from pathlib import Path

from karabakh import Document, json_schema
from karabakh.drafts import check

FOLDER = Path(__file__).parent / "draft"


def main() -> None:
    """Check the first answer, print the prompt for the second, and check that."""
    document = Document.read(FOLDER / "text.txt")
    collections = ["actors", "propositions", "positions"]
    schema = json_schema(draft=True, collections=collections)
    print(f"THE SCHEMA ASKS FOR {', '.join(schema['required']).upper()}\n")

    first = check((FOLDER / "answer.json").read_text("utf-8"), document)
    print("THE FIRST ANSWER")
    wrapped("", first.report.summary)
    for finding in first.report.findings:
        wrapped("- ", str(finding))

    print("\nTHE PROMPT FOR THE SECOND")
    for line in first.report.to_prompt().splitlines():
        wrapped("  ", line)

    second = check((FOLDER / "mended.json").read_text("utf-8"), document)
    print("\nTHE SECOND ANSWER")
    wrapped("", second.report.summary)
    if second.dataset is not None:
        for position in second.dataset.positions:
            (citation,) = position.citations
            quote = second.dataset.quote(citation)
            wrapped("", f"{position.id} rests on {citation}: “{quote}”")


def wrapped(mark: str, text: str) -> None:
    """Print a text in lines of 80 characters."""
    print(textwrap.fill(text, 80, initial_indent=mark, subsequent_indent=" " * len(mark)))


if __name__ == "__main__":
    main()
