"""A rule of your own, chained with those of the library, and explained like them.

The rule: who lays down arms under an agreement is against going on with the fight. It
concludes a position; what the library derives from positions, it derives from this one.

python examples/own_rule.py                            the bundled article
python examples/own_rule.py --document article.txt     with the words it rests on
"""

import argparse
from collections.abc import Iterator

import attrs

import karabakh
from karabakh import Dataset, Position, PositionForm, Stance
from karabakh.explanations import explain, explanation_to_text
from karabakh.io import parse
from karabakh.reasoning import Conclusion, infer, stances

# The article has no such propositions, so we bring our own.
OWN = parse(
    """
schema = 2

[[propositions]]
id = "fight-ended"
text = "The fight is over."
excludes = ["fight-goes-on"]

[[propositions]]
id = "fight-goes-on"
text = "The fight goes on."
""",
    format="toml",
).propositions


def who_disarms_wants_an_end(dataset: Dataset) -> Iterator[Conclusion]:
    """Whoever agrees to disarm is for an end of the fight."""
    for agreement in dataset.agreements.where(kind="disarmament"):
        for provision in agreement.provisions:
            if provision.obligor in agreement.parties:
                position = Position(
                    id=f"{provision.obligor}-for-an-end",
                    holder=provision.obligor,
                    proposition=OWN["fight-ended"].id,
                    stance=Stance.SUPPORTS,
                    form=PositionForm.CONCESSION,
                    citations=provision.citations,
                )
                yield Conclusion(
                    rule="who-disarms-wants-an-end",
                    premises=(agreement, provision),
                    record=position,
                )


def main() -> None:
    """Print what the rule concludes, what follows from that, and why."""
    parser = argparse.ArgumentParser(description="A rule of your own, chained and explained.")
    parser.add_argument("--document", help="the text of the article, to quote from")
    article = karabakh.load(document=parser.parse_args().document)
    dataset = attrs.evolve(article, propositions=(*article.propositions, *OWN))

    inference = infer(dataset, [who_disarms_wants_an_end])
    print(f"CONCLUDED, AFTER {inference.rounds} ROUNDS")
    for record, conclusion in inference.concluded.items():
        print(f"  {record} ({conclusion.certainty.value})")

    print("\nWHAT FOLLOWS FROM IT, AND WHY")
    for held in stances(inference.dataset, proposition="fight-goes-on"):
        print(explanation_to_text(explain(held, dataset=inference)))


if __name__ == "__main__":
    main()
