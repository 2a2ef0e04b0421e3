"""Passages by their words: what is found, what is not, and what is nearly.

Nobody counts words. A quote of an invented notice is given as it is remembered, and the library
answers with its passage, with all passages that it may mean, or with what is nearly it; it takes
nothing for a quote that is none.

python examples/quotes.py                                  five quotes of the notice
python examples/quotes.py "the light" --document notice.txt    your own of a text of your own
"""

import argparse

from karabakh import Document

NOTICE = """\
The two harbours of Ost and Vell agreed to share the light. Ost pays for the oil, and Vell keeps
the lamp.

Vell has not signed yet, its mayor says. “We shall share the light, and not the oil.”
"""

QUOTES = (
    "Ost and Vell agreed … the light",
    "we shall share the light",
    "share the light",
    "Vell has now signed",
    "Vell pays for the lamp",
)


def main() -> None:
    """Print what becomes of each quote."""
    parser = argparse.ArgumentParser(description="Find passages by their words.")
    parser.add_argument("quotes", nargs="*", default=QUOTES, help="the quotes to look for")
    parser.add_argument("--document", help="a text to look in")
    options = parser.parse_args()
    document = (
        Document.read(options.document)
        if options.document
        else Document.from_text(NOTICE, name="notice")
    )
    for quote in options.quotes:
        print(f"“{quote}”")
        matches = document.find(quote, source="notice")
        for match in matches:
            print(f"  = {match.describe()}")
        for near in matches.suggestions:
            print(f"  ~ {near.describe()}")
        if not matches:
            print(f"  {matches.reason}")


if __name__ == "__main__":
    main()
