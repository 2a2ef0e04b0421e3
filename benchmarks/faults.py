"""Report all faults of a file at once, compared with reading it without them.

    python benchmarks/faults.py --records 200000 --faults 100

The faults are spread evenly over the records: a wrong type, an unknown key, an unknown term, a
day that does not exist, a citation of nothing. Each must be reported with its place, its
record and a hint.
"""

# ruff: noqa: PLC0415 (imports are not part of what is measured)

from contextlib import suppress
from pathlib import Path

import measure
from collection import as_json, build_collection, with_faults
from measure import Contender, Work

HEAD = ("file", "seconds", "× without faults", "bytes of peak a record")


def sound(folder: Path) -> Work:
    """Read the file without faults."""
    from karabakh.io import read

    return lambda: read(folder / "sound.json")


def faulty(folder: Path) -> Work:
    """Be refused the file with faults, and count what is reported."""
    from karabakh.errors import LoadError
    from karabakh.io import parse, read

    with suppress(LoadError):
        parse('{"actors": [{}]}', format="json")  # imports the diagnosis
    expected = int((folder / "faults").read_text())

    def work() -> object:
        try:
            read(folder / "faulty.json")
        except LoadError as error:
            findings = error.findings
        complete = [each for each in findings if each.where and each.record and each.hint]
        assert len(findings) == len(complete) == expected, (len(findings), len(complete))
        return findings

    return work


CONTENDERS = (Contender("without faults", sound), Contender("with faults", faulty))


def main() -> None:
    """Measure and print."""
    parser = measure.arguments(__doc__, records=200_000)
    parser.add_argument("--faults", type=int, default=100, help="how many (%(default)s)")
    options = parser.parse_args()

    def write_input(folder: Path) -> None:
        collection = build_collection(options.records, seed=options.seed)
        (folder / "sound.json").write_bytes(as_json(collection))
        (folder / "faulty.json").write_bytes(as_json(with_faults(collection, options.faults)))
        (folder / "faults").write_text(str(options.faults))

    results = measure.run(CONTENDERS, write_input, rounds=options.rounds)
    own = results["without faults"].seconds
    rows = [
        (name, result.seconds, result.seconds / own, round(result.peak / options.records))
        for name, result in results.items()
    ]
    print(measure.markdown(HEAD, rows))
    print(
        f"\n{options.records} records, {options.faults} faults, {options.rounds} rounds; "
        f"{measure.machine()}"
    )


if __name__ == "__main__":
    main()
