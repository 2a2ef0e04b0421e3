"""What was agreed, who owes what, and what became of it.

An article that reports an agreement seldom says whether it was kept. "Undetermined" is an
answer, too, with what would resolve it.

python examples/agreement.py                            the bundled article
python examples/agreement.py --document article.txt     with the words it rests on
"""

import argparse
import textwrap

import karabakh
from karabakh.explanations import explain, explanation_to_text
from karabakh.reasoning import agreement_status, open_questions
from karabakh.wording import Labels


def main() -> None:
    """Print the status of each agreement, what is owed, and what is open."""
    parser = argparse.ArgumentParser(description="What was agreed, and what became of it.")
    parser.add_argument("--document", help="the text of the article, to quote from")
    dataset = karabakh.load(document=parser.parse_args().document)

    name = Labels(dataset)
    for agreement in dataset.agreements:
        result = agreement_status(dataset, agreement.id)
        print(agreement.title.upper())
        show("status", result.status.value if result.status else "not reported")
        parties = ", ".join(map(name, agreement.parties)) or "not reported"
        show("parties", parties + ("" if agreement.parties_complete else "; there may be others"))
        for duty in result.obligations:
            owed = f"{name(duty.provision.obligor or '')}: {duty.provision.duty}"
            show("owed", f"{owed}. Done? {duty.state.value.capitalize()}: {duty.reason(name)}")
        if not result.obligations:
            show("owed", "nothing is reported")
        for found in open_questions(dataset):
            if agreement.id in found.about:
                show(
                    "open", f"{found.describe(name)}; would be resolved by {found.resolution(name)}"
                )
        print()

    print("WHY: THE LAYING DOWN OF ARMS")
    result = agreement_status(dataset, "laying-down-arms")
    print(explanation_to_text(explain(result, dataset=dataset)))


def show(label: str, text: str) -> None:
    """Print a labelled text in lines of 80 characters."""
    print(textwrap.fill(text, 80, initial_indent=f"  {label:<9}", subsequent_indent=" " * 11))


if __name__ == "__main__":
    main()
