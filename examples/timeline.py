"""What came before what, and what says so.

The article dates one war by its year and nothing else. What it says all the same of the
order, and what it leaves open, is a timeline; what the date of the article's publication
would add is seen in the bounds.

python examples/timeline.py                            the bundled article
python examples/timeline.py --document article.txt     with the words it rests on
"""

import argparse
import textwrap

import karabakh
from karabakh import Bounds
from karabakh.explanations import explain, explanation_to_text
from karabakh.reasoning import Timeline, timeline
from karabakh.wording import Labels

QUESTIONS = [
    ("war-2020", "laying-down-arms"),
    ("offensive", "war-2020"),
    ("aliyev-rhetoric", "offensive"),
]
PUBLISHED = "2023-09-21"  # not from the article: what a user may know in addition


def main() -> None:
    """Print the layers, answers with reasons, and what a date adds."""
    parser = argparse.ArgumentParser(description="What came before what, and what says so.")
    parser.add_argument("--document", help="the text of the article, to quote from")
    dataset = karabakh.load(document=parser.parse_args().document)
    times = timeline(dataset)

    name = Labels(dataset)
    print("WHAT IS IN ORDER, THE EARLIEST FIRST")
    for number, layer in enumerate(times.layers, start=1):
        for record in layer:
            line = f"  {number}  {name(record.id)}"
            print(textwrap.fill(line, 80, subsequent_indent=" " * 5))
    print(f"     ({len(times.unordered)} events, agreements and positions are in no known order)")

    for a, b in QUESTIONS:
        print(f"\nDOES {a} COME BEFORE {b}? {times.before(a, b).answer.value.upper()}")
        print(explanation_to_text(explain(times.before(a, b), dataset=dataset)))

    print(f"\nIF THE ARTICLE WAS PUBLISHED ON {PUBLISHED}")
    dated = timeline(dataset.with_publication_date("article", PUBLISHED))
    for each in ("offensive", "laying-down-arms"):
        print(f"  {name(each)}")
        print(f"    without it: {days(times, each)}")
        print(f"    with it:    {days(dated, each)}")


def days(times: Timeline, id: str) -> str:
    """Return when something began at the earliest and was over at the latest."""
    bounds = times.bounds(id)
    return (
        f"not before {Bounds.on(bounds.start_earliest)}, not after {Bounds.on(bounds.end_latest)}"
    )


if __name__ == "__main__":
    main()
