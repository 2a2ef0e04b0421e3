"""The invented dataset of four sources, and the bundled one."""

import itertools
from pathlib import Path

import karabakh
from karabakh import Document
from karabakh.io import read
from karabakh.reasoning import Conclusion

DATA = Path(__file__).parent.parent / "data"

ARTICLE = karabakh.load()
TOWNS = read(DATA / "river_towns.toml")


def towns_with_texts():
    texts = {path.stem: Document.read(path) for path in (DATA / "river_towns").glob("*.txt")}
    return TOWNS.bind(texts)


def ids(records):
    return [record.id for record in records]


def conclusions_below(*results):
    """All conclusions among some results and what they are made of, each once."""
    seen = {}
    waiting = list(results)
    while waiting:
        each = waiting.pop()
        if isinstance(each, Conclusion) and id(each) not in seen:
            seen[id(each)] = each
            waiting += itertools.chain(each.premises, each.details)
    return list(seen.values())
