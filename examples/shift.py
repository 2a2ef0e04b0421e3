"""Changes of position: who, on what, why, and the words they rest on.

The article says that a state once backed something, and that its prime minister has conceded
the opposite since. That this is a change of the state follows by two rules; that it is not
certain follows from the article's own words.

python examples/shift.py                            the bundled article
python examples/shift.py --document article.txt     with the words it rests on
"""

import argparse
import textwrap

import karabakh
from karabakh.explanations import explain, explanation_to_text
from karabakh.reasoning import contradictions, shifts
from karabakh.wording import Labels


def main() -> None:
    """Print each shift with its steps, and why it is no contradiction."""
    parser = argparse.ArgumentParser(description="Changes of position, and why.")
    parser.add_argument("--document", help="the text of the article, to quote from")
    dataset = karabakh.load(document=parser.parse_args().document)
    name = Labels(dataset)

    for shift in shifts(dataset):
        print("WHAT CHANGED")
        print(f"  who      {name(shift.holder)}")
        print(f"  on what  {name(shift.proposition)}")
        for when, held in (("before", shift.earlier), ("after", shift.later)):
            origin = "derived" if held.is_derived else "stated"
            stance = "no longer supports" if held.no_longer_supports else held.stance.value
            print(f"  {when:7}  {stance}, {origin}: {held.position.citations[0]}")
        hedge = shift.claims[0].citations[0]
        print(f"  certain? {shift.certainty.value}: the source hedges it, {hedge}")
        for reason in shift.reasons:
            print(f"  because  {name(reason.subject)}")
        print("\nWHY: WHAT CARRIES IT (-) AND WHAT BELONGS TO IT (+)")
        print(explanation_to_text(explain(shift, dataset=dataset)))

    found = contradictions(dataset)
    print(f"\nCONTRADICTIONS: {len(found)}")
    for clash in found.compatible:
        print(textwrap.fill(f"none: {clash.describe(name)}", 80, initial_indent="  "))


if __name__ == "__main__":
    main()
