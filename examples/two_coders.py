"""How far two coders of one text agree, and where they differ.

python examples/two_coders.py

The text and both codings, in examples/two_coders/, are invented. The second is a model's draft
with identifiers of its own: records are matched by kind and passage.
"""

from pathlib import Path

import karabakh
from karabakh import Document
from karabakh.comparison import Alpha, reliability

FOLDER = Path(__file__).parent / "two_coders"


def main() -> None:
    """Print how far units, words and values agree, then the disagreements."""
    text = Document.read(FOLDER / "notice.txt")
    ann = karabakh.read(FOLDER / "ann.toml").bind({"notice": text})
    found = reliability(ann, karabakh.read(FOLDER / "ben.toml"))
    print("CODED BY", " AND BY ".join(found.codings))

    print("\nTHE SAME RECORDS?       matched  precision  recall    F1")
    for each in found.units:
        shares = (each.precision, each.recall, each.f1)
        print(f"  {each.kind:20} {each.matched:9}", *map(share, shares), sep="  ")

    print("\nTHE SAME WORDS?           alpha  interval")
    for alpha in found.unitising:
        print(line(alpha))

    print("\nTHE SAME VALUES?          alpha  interval")
    for alpha in found.alphas:
        if alpha.value is not None:
            print(line(alpha))

    print("\nWHERE THEY DIFFER")
    for unlike in found.disagreements:
        values = (value or "left out" for value in unlike.values)
        print(f"  {unlike.kind}, {unlike.field or 'the record'}: {' / '.join(values)}")
        print(f"    “{unlike.words}”")


def share(value: float | None) -> str:
    """Return a share with two decimals."""
    return f"{'–' if value is None else f'{value:.2f}':>7}"


def line(alpha: Alpha) -> str:
    """Return what alpha is of, its value and its interval."""
    value = "–" if alpha.value is None else f"{alpha.value:.2f}"
    limits = "" if alpha.low is None else f"{alpha.low:.2f} to {alpha.high:.2f}"
    return f"  {alpha.of:22}  {value:>5}  {limits}"


if __name__ == "__main__":
    main()
