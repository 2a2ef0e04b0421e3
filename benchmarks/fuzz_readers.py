"""Coverage-guided fuzzing of the readers: invalid bytes must raise `LoadError`.

Run it with Atheris, which is no dependency of the project::

    pip install atheris
    PYTHONPATH=src python benchmarks/fuzz_readers.py -max_total_time=600

The first byte of an input chooses the format, the rest is the content. What is read must
come back unchanged from each format that it is written in. Every run starts from the
inputs in ``fuzz_corpus`` beside this script. A folder given first keeps those that reach
new code; ``-merge=1`` with ``fuzz_corpus`` itself adds the fewest that reach all of it.
libFuzzer's other options may follow.
"""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["karabakh", "tomllib"]):
    from karabakh.errors import LoadError
    from karabakh.io import parse, serialize

CORPUS = Path(__file__).parent / "fuzz_corpus"

FORMATS = ("json", "jsonl", "toml")


def check(data: bytes) -> None:
    """Read an input; whatever it holds, there is a dataset or an error with findings."""
    name = FORMATS[data[0] % len(FORMATS) if data else 0]
    try:
        dataset = parse(data[1:], format=name, check_references=False)
    except LoadError as error:
        refusal = error
    else:
        for other in FORMATS:
            text = serialize(dataset, format=other)
            assert parse(text, format=other, check_references=False) == dataset
        return
    assert str(refusal)
    assert refusal.findings
    assert all(finding.code != "KB099" for finding in refusal.findings), str(refusal)


if __name__ == "__main__":
    atheris.Setup([*sys.argv, str(CORPUS)], check)
    atheris.Fuzz()
