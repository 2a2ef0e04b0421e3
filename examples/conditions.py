"""What a goal requires, according to whom, and what of it is met.

python examples/conditions.py                            the bundled article
python examples/conditions.py --document article.txt     with the words it rests on
"""

import argparse
import textwrap

import karabakh
from karabakh import BoundDataset, Dataset, Position, Stance, Truth
from karabakh.reasoning import Condition, conditions, demands

GOAL = "lasting-peace"
VIEWS = {
    Stance.SUPPORTS: "according to",
    Stance.OPPOSES: "denied by",
    Stance.UNDECIDED: "left open by",
}
MET = {Truth.YES: "met", Truth.NO: "not met", Truth.UNKNOWN: "not known to be met"}


def main() -> None:
    """Print the tree of conditions, and what is demanded of whom beside it."""
    parser = argparse.ArgumentParser(description="What a goal requires, according to whom.")
    parser.add_argument("--document", help="the text of the article, to quote from")
    dataset = karabakh.load(document=parser.parse_args().document)

    peace = conditions(dataset, GOAL)
    print(f"GOAL: {dataset.propositions[GOAL].text}")
    for depth, condition in peace.walk():
        show(dataset, depth, condition)
    met = sum(each.met.answer is Truth.YES for _, each in peace.walk())
    print(f"\n{len(peace.conditions)} conditions, {met} known to be met")

    for group in demands(dataset):
        whom = dataset.actors[group.of].label if group.of else "nobody in particular"
        print(f"\nDEMANDED OF THE {whom.upper()}")
        for position in group.demands:
            view(dataset, "- ", position)
        if group.assessments:
            print("and, demanding nothing, judged of its part")
        for position in group.assessments:
            view(dataset, "- ", position)


def show(dataset: Dataset, depth: int, condition: Condition) -> None:
    """Print a condition, who holds it to be one, and the words."""
    condition_type = condition.condition_type.value.replace("-", " ").upper()
    line = f"{condition_type}: {dataset.propositions[condition.condition].text}"
    wrap(line, "    " * depth + "  ")
    for each in condition.views:
        holder = dataset.actors[each.holder].label
        met = MET[condition.met.answer]
        wrap(f"{VIEWS[each.stance]} {holder} ({each.certainty.value}); {met}", indent(depth))
        quote(dataset, each, indent(depth))


def view(dataset: Dataset, mark: str, position: Position) -> None:
    """Print the proposition of a position, and the words."""
    wrap(f"{mark}{dataset.propositions[position.proposition].text}", "  ")
    quote(dataset, position, "    ")


def quote(dataset: Dataset, position: Position, indentation: str) -> None:
    """Print the passages of a position, and their words if a text is bound."""
    for citation in position.citations:
        words = f": “{dataset.quote(citation)}”" if isinstance(dataset, BoundDataset) else ""
        wrap(f"{citation}{words}", indentation)


def indent(depth: int) -> str:
    """Return the blanks before what belongs to a condition."""
    return "    " * depth + "      "


def wrap(text: str, indentation: str) -> None:
    """Print a text in lines of 80 characters, the later ones further in."""
    lines = textwrap.wrap(
        text, 80, initial_indent=indentation, subsequent_indent=indentation + "  "
    )
    print("\n".join(lines))


if __name__ == "__main__":
    main()
