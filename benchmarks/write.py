"""Write a collection as JSON into a file.

    python benchmarks/write.py --records 200000

The library leaves out defaults, keeps the model's order of keys, puts each record in a line
and replaces the file only when it is on the disk. The others write it as they are made to.
"""

# ruff: noqa: PLC0415 (in its process, a contender imports nothing of the others)

from collections.abc import Callable
from pathlib import Path
from typing import Any

import measure
from collection import as_json, build_collection
from measure import Contender, Work

HEAD = ("contender", "seconds", "× karabakh", "µs a record", "bytes of peak a record")


def karabakh(folder: Path) -> Work:
    """Write with the library."""
    from karabakh.io import read, write

    dataset = read(folder / "collection.json")
    return lambda: write(dataset, folder / "written.json")


def cattrs_and_orjson(folder: Path, *, omit_defaults: bool) -> Work:
    """Write the library's records with cattrs and orjson."""
    from cattrs.preconf.orjson import make_converter

    from karabakh.io import read
    from karabakh.model import COLLECTIONS, Citation, ExternalCode
    from karabakh.time import When

    converter = make_converter(omit_if_default=omit_defaults)
    for kind in (When, Citation, ExternalCode):
        converter.register_unstructure_hook(kind, str)
    dataset = read(folder / "collection.json")

    def work() -> object:
        content = {
            name: converter.unstructure(list(records), list[kind])  # type: ignore[valid-type]
            for (name, records), kind in zip(
                dataset.collections(), COLLECTIONS.values(), strict=True
            )
        }
        return written(folder, converter.dumps({"schema": 2, **content}))

    return work


def msgspec_encode(folder: Path) -> Work:
    """Write the library's records with msgspec as they are."""
    import msgspec

    from karabakh.io import read

    dataset = read(folder / "collection.json")
    encode = msgspec.json.Encoder(enc_hook=str).encode

    def work() -> object:
        content: dict[str, Any] = {"schema": 2, **dict(dataset.collections())}
        return written(folder, encode(content))

    return work


def structs(folder: Path) -> Work:
    """Write structures of msgspec."""
    import msgspec
    from models import strict_struct
    from values import read

    content = msgspec.json.Decoder(strict_struct(), dec_hook=read).decode(
        (folder / "collection.json").read_bytes()
    )
    encode = msgspec.json.Encoder(enc_hook=str).encode
    return lambda: written(folder, encode(content))


def pydantic(folder: Path) -> Work:
    """Write models of pydantic, defaults left out."""
    from models import pydantic_model

    content = pydantic_model().model_validate_json((folder / "collection.json").read_bytes())
    return lambda: written(folder, content.model_dump_json(exclude_defaults=True).encode())


def written(folder: Path, content: bytes) -> int:
    """Write a file."""
    return (folder / "written.json").write_bytes(content)


def with_defaults(omit_defaults: bool) -> Callable[[Path], Work]:
    """Choose whether cattrs leaves out what has its default."""
    return lambda folder: cattrs_and_orjson(folder, omit_defaults=omit_defaults)


CONTENDERS = (
    Contender("karabakh", karabakh),
    Contender("cattrs + orjson, defaults left out", with_defaults(omit_defaults=True)),
    Contender("cattrs + orjson, all keys", with_defaults(omit_defaults=False)),
    Contender("msgspec on the same records, all keys", msgspec_encode),
    Contender("msgspec.Struct, all keys", structs),
    Contender("pydantic, defaults left out", pydantic),
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
            round(result.peak / options.records),
        )
        for name, result in results.items()
    ]
    print(measure.markdown(HEAD, rows))
    print(f"\n{options.records} positions and events, {options.rounds} rounds; {measure.machine()}")


if __name__ == "__main__":
    main()
