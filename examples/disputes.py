"""Disputes and agreement: the camps, and a table of all actors.

One population rejects a rule, one president seeks stronger control. Neither speaks of what
the other says; but the one implies the other, and the president speaks for his state.

python examples/disputes.py                            the bundled article
python examples/disputes.py --document article.txt     with the words it rests on
"""

import argparse

import karabakh
from karabakh.explanations import explain, explanation_to_text
from karabakh.reasoning import alignment, disputes
from karabakh.wording import Labels


def main() -> None:
    """Print each dispute with its camps and reasons, and the network of agreement."""
    parser = argparse.ArgumentParser(description="Disputes and agreement between actors.")
    parser.add_argument("--document", help="the text of the article, to quote from")
    dataset = karabakh.load(document=parser.parse_args().document)
    name = Labels(dataset)

    for dispute in disputes(dataset):
        print(f"DISPUTED: {name(dispute.proposition)}")
        for also in dispute.also:
            print(f"  and so: {name(also)}")
        for side, camp in (("for", dispute.supporters), ("against", dispute.opponents)):
            for held in camp:
                origin = f"by the rule {held.rule}" if held.is_derived else "stated"
                print(f"  {side:7}  {name(held.holder)}, {origin}")
        print(f"\nWHY ({dispute.certainty.value})")
        print(explanation_to_text(explain(dispute, dataset=dataset)))

    matrix = alignment(dataset, norm="no")
    print("\nWHO AGREES WITH WHOM: AGREEMENTS LESS DISAGREEMENTS")
    for each in matrix.weights():
        figures = f"{each.score:+3.0f}  ({each.congruence} less {each.conflict})"
        print(f"  {figures}  {name(each.a)} / {name(each.b)}")


if __name__ == "__main__":
    main()
