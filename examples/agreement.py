"""What was agreed, who owes what, and what became of it.

An article that reports an agreement seldom tells whether it was kept. That this can't be
told is an answer, too, with what would settle it.

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
    """Print where each agreement stands, what is owed under it, and what is open about it."""
    parser = argparse.ArgumentParser(description="What was agreed, and what became of it.")
    parser.add_argument("--document", help="the text of the article, to quote from")
    dataset = karabakh.load(document=parser.parse_args().document)

    name = Labels(dataset)
    for agreement in dataset.agreements:
        standing = agreement_status(dataset, agreement.id)
        print(agreement.title.upper())
        show("stands", f"{standing.status.value if standing.status else 'not told'}")
        parties = ", ".join(map(name, agreement.parties)) or "not told"
        show("parties", parties + ("" if agreement.parties_complete else "; there may be others"))
        for duty in standing.obligations:
            owed = f"{name(duty.provision.obligor or '')}: {duty.provision.duty}"
            show("owed", f"{owed}. Done? {duty.state.value.capitalize()}: {duty.reason(name)}")
        if not standing.obligations:
            show("owed", "nothing is told")
        for found in open_questions(dataset):
            if agreement.id in found.about:
                show("open", f"{found.describe(name)}; to be settled by {found.resolution(name)}")
        print()

    print("WHY: THE LAYING DOWN OF ARMS")
    standing = agreement_status(dataset, "laying-down-arms")
    print(explanation_to_text(explain(standing, dataset=dataset)))


def show(label: str, text: str) -> None:
    """Print a labelled text in lines of 80 characters."""
    print(textwrap.fill(text, 80, initial_indent=f"  {label:<9}", subsequent_indent=" " * 11))


if __name__ == "__main__":
    main()
