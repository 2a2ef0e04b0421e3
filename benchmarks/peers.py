"""Load the same positions and events in the terms of neighbouring fields.

    python benchmarks/peers.py --records 20000

Each library reads its own kind of file, with the checks that it makes by itself; what its
terms have no room for is left out. None of them reads fuzzy dates or looks whether what is
mentioned is there. The figures say what a user of those formats waits for, not that the
libraries do the same work.

| library | a position is | an event is |
| --- | --- | --- |
| stix2 | an opinion | a campaign |
| followthemoney | an unknown link | an event |
| pystac | an item | an item |
| rdflib, pyoxigraph | ten statements | ten statements |
"""

# ruff: noqa: PLC0415 (in its process, a contender imports nothing of the others)

import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import measure
from collection import as_json, build_collection
from measure import Contender, Work

HEAD = ("library", "seconds", "× karabakh", "µs a record", "bytes a record")

STAMP = "2024-01-01T00:00:00.000Z"
SPACE = uuid.UUID("00000000-0000-4000-8000-000000000000")
OPINIONS = {"supports": "agree", "opposes": "disagree", "undecided": "neutral"}


def karabakh(folder: Path) -> Work:
    """Read by the library."""
    from karabakh.io import read

    return lambda: read(folder / "collection.json")


def stix(folder: Path) -> Work:
    """Read a bundle of STIX objects."""
    import stix2

    return lambda: stix2.parse((folder / "bundle.json").read_text())


def follow_the_money(folder: Path) -> Work:
    """Read entities of FollowTheMoney, their values checked."""
    from followthemoney import model

    def work() -> object:
        with (folder / "entities.jsonl").open() as lines:
            return [model.get_proxy(json.loads(line), cleaned=False) for line in lines]

    return work


def stac(folder: Path) -> Work:
    """Read items of a SpatioTemporal Asset Catalog."""
    import pystac

    def work() -> object:
        content = json.loads((folder / "items.json").read_text())
        return pystac.ItemCollection.from_dict(content)

    return work


def rdf(folder: Path) -> Work:
    """Read statements with rdflib."""
    import rdflib

    return lambda: rdflib.Graph().parse(folder / "statements.nt", format="nt")


def oxigraph(folder: Path) -> Work:
    """Read statements with pyoxigraph."""
    import pyoxigraph

    def work() -> object:
        store = pyoxigraph.Store()
        store.bulk_load(path=str(folder / "statements.nt"), format=pyoxigraph.RdfFormat.N_TRIPLES)
        return store

    return work


CONTENDERS = (
    Contender("karabakh", karabakh),
    Contender("stix2", stix),
    Contender("followthemoney", follow_the_money),
    Contender("pystac", stac),
    Contender("rdflib", rdf),
    Contender("pyoxigraph", oxigraph),
)


def write_all(folder: Path, collection: dict[str, Any]) -> None:
    """Write the collection in the terms of each library."""
    (folder / "collection.json").write_bytes(as_json(collection))
    bundle = {
        "type": "bundle",
        "id": _stix_id("bundle", "all"),
        "objects": list(_stix_objects(collection)),
    }
    (folder / "bundle.json").write_text(json.dumps(bundle))
    with (folder / "entities.jsonl").open("w") as stream:
        for entity in _entities(collection):
            stream.write(json.dumps(entity) + "\n")
    items = {"type": "FeatureCollection", "features": list(_items(collection))}
    (folder / "items.json").write_text(json.dumps(items))
    with (folder / "statements.nt").open("w") as stream:
        stream.writelines(_statements(collection))


def _stix_id(kind: str, name: str) -> str:
    return f"{kind}--{uuid.uuid5(SPACE, name)}"


def _stix_objects(collection: dict[str, Any]) -> Iterator[dict[str, Any]]:
    common = {"spec_version": "2.1", "created": STAMP, "modified": STAMP}
    for each in collection["positions"]:
        yield {
            **common,
            "type": "opinion",
            "id": _stix_id("opinion", each["id"]),
            "authors": [each["holder"]],
            "opinion": OPINIONS[each["stance"]],
            "object_refs": [_stix_id("note", each["proposition"])],
            "labels": [each["form"]],
            "external_references": _references(each),
        }
    for each in collection["events"]:
        yield {
            **common,
            "type": "campaign",
            "id": _stix_id("campaign", each["id"]),
            "name": each["title"],
            "labels": [each["kind"]],
            "first_seen": f"{_first_day(each)}T00:00:00Z",
            "external_references": _references(each),
        }


def _references(each: dict[str, Any]) -> list[dict[str, str]]:
    pairs = (citation.split("#") for citation in each["citations"])
    return [{"source_name": source, "external_id": place} for source, place in pairs]


def _entities(collection: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for each in collection["positions"]:
        properties = {
            "subject": [each["holder"]],
            "object": [each["proposition"]],
            "role": [f"{each['stance']} ({each['form']})"],
            "startDate": [_first_day(each)],
            "recordId": each["citations"],
        }
        yield {"id": each["id"], "schema": "UnknownLink", "properties": properties}
    for each in collection["events"]:
        properties = {
            "name": [each["title"]],
            "date": [_first_day(each)],
            "location": [each["location"]],
            "involved": [part["actor"] for part in each["participants"]],
            "keywords": [each["kind"]],
            "notes": each["citations"],
        }
        yield {"id": each["id"], "schema": "Event", "properties": properties}


def _items(collection: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for each in (*collection["positions"], *collection["events"]):
        properties = {key: value for key, value in each.items() if key != "id"}
        yield {
            "type": "Feature",
            "stac_version": "1.0.0",
            "id": each["id"],
            "geometry": None,
            "properties": {**properties, "datetime": f"{_first_day(each)}T00:00:00Z"},
            "links": [],
            "assets": {},
        }


def _statements(collection: dict[str, Any]) -> Iterator[str]:
    for each in (*collection["positions"], *collection["events"]):
        for key, value in each.items():
            for one in value if isinstance(value, list) else [value]:
                text = one["actor"] if isinstance(one, dict) else one
                yield f"<urn:x:{each['id']}> <urn:x:{key}> {json.dumps(text)} .\n"


def _first_day(each: dict[str, Any]) -> str:
    """Return a plain day for the time of an element, since the others know no other."""
    time = each.get("when") or each.get("when") or "2000"
    day = time.split("/")[0].rstrip("~")
    return day + "2000-01-01"[len(day) :]


def main() -> None:
    """Measure and print."""
    options = measure.arguments(__doc__, records=20_000, rounds=3).parse_args()

    def write_input(folder: Path) -> None:
        write_all(folder, build_collection(options.records, seed=options.seed))

    results = measure.run(CONTENDERS, write_input, rounds=options.rounds)
    own = results["karabakh"].seconds
    rows = [
        (
            name,
            result.seconds,
            result.seconds / own,
            result.seconds / options.records * 1e6,
            round(result.resident / options.records),
        )
        for name, result in results.items()
    ]
    print(measure.markdown(HEAD, rows))
    print(f"\n{options.records} positions and events, {options.rounds} rounds; {measure.machine()}")


if __name__ == "__main__":
    main()
