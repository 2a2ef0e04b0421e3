"""Load a collection into checked, immutable records, by the library and by others.

    python benchmarks/load.py --records 200000

The library, pydantic and the strict structures do the same work: types, unknown keys, terms,
identifiers, dates to their bounds, citations, and whether what is mentioned is there. The
others show what is to be had for less.
"""

# ruff: noqa: PLC0415 (in its process, a contender imports nothing of the others)

from collections.abc import Callable
from pathlib import Path

import measure
from collection import as_json, build_collection
from measure import Contender, Work, paused

HEAD = ("contender", "seconds", "× karabakh", "µs a record", "bytes a record", "peak bytes")


def karabakh(folder: Path) -> Work:
    """Read and check by the library, which pauses the collector itself."""
    from karabakh.io import read

    return lambda: read(folder / "collection.json")


def karabakh_throughout(folder: Path) -> Work:
    """Read by the library, and look at each citation."""
    from values import last_words

    from karabakh.io import read

    def work() -> object:
        dataset = read(folder / "collection.json")
        assert last_words(dataset)
        return dataset

    return work


def pydantic(folder: Path, *, model_citations: bool = False) -> Work:
    """Read by pydantic, with the same checks."""
    from models import pydantic_model
    from values import dangling, last_words

    model = pydantic_model(model_citations=model_citations)

    def work() -> object:
        collection = model.model_validate_json((folder / "collection.json").read_bytes())
        assert not dangling(collection)
        assert not model_citations or last_words(collection)
        return collection

    return work


def pydantic_throughout(folder: Path) -> Work:
    """Read by pydantic, citations as models of its own, and look at each."""
    return pydantic(folder, model_citations=True)


def strict_structs(folder: Path) -> Work:
    """Read into structures of msgspec, with the same checks."""
    import msgspec
    from models import strict_struct
    from values import dangling, read

    decode = msgspec.json.Decoder(strict_struct(), dec_hook=read).decode

    def work() -> object:
        collection = decode((folder / "collection.json").read_bytes())
        assert not dangling(collection)
        return collection

    return work


def bare_structs(folder: Path) -> Work:
    """Read into structures of msgspec that hold text, without checks."""
    import msgspec
    from models import bare_struct

    decode = msgspec.json.Decoder(bare_struct()).decode
    return lambda: decode((folder / "collection.json").read_bytes())


def untyped(folder: Path) -> Work:
    """Read into lists and dictionaries."""
    import orjson

    return lambda: orjson.loads((folder / "collection.json").read_bytes())


def with_collector_paused(prepare: Callable[[Path], Work]) -> Callable[[Path], Work]:
    """Prepare work that runs with the cyclic garbage collector paused."""
    return lambda folder: paused(prepare(folder))


CONTENDERS = (
    Contender("karabakh", karabakh),
    Contender("— and each citation looked at", karabakh_throughout),
    Contender("pydantic, citations as models", pydantic_throughout),
    Contender("— collector paused", with_collector_paused(pydantic_throughout)),
    Contender("pydantic around the library's values", pydantic),
    Contender("— its collector paused", with_collector_paused(pydantic)),
    Contender("msgspec.Struct, same checks", strict_structs),
    Contender("msgspec.Struct, collector paused", with_collector_paused(strict_structs)),
    Contender("bare msgspec.Struct", bare_structs),
    Contender("bare msgspec.Struct, collector paused", with_collector_paused(bare_structs)),
    Contender("orjson, untyped", untyped),
)


def main() -> None:
    """Measure and print."""
    options = measure.arguments(__doc__, records=200_000).parse_args()

    def write_input(folder: Path) -> None:
        collection = build_collection(options.records, seed=options.seed)
        (folder / "collection.json").write_bytes(as_json(collection))

    results = measure.run(CONTENDERS, write_input, rounds=options.rounds)
    own = results["karabakh"].seconds
    rows = [
        (
            name,
            result.seconds,
            result.seconds / own,
            result.seconds / options.records * 1e6,
            round(result.resident / options.records),
            round(result.peak / options.records),
        )
        for name, result in results.items()
    ]
    print(measure.markdown(HEAD, rows))
    print(f"\n{options.records} positions and events, {options.rounds} rounds; {measure.machine()}")


if __name__ == "__main__":
    main()
