"""The datasets of the gallery."""

from functools import cache
from pathlib import Path
from typing import Final

import karabakh
from karabakh import Dataset, Document

__all__ = ["GALLERY", "gallery_dataset"]

_ROOT: Final = Path(__file__).parents[3]
_FILES: Final = {
    "towns": (
        "tests/data/river_towns.toml",
        {
            source: f"tests/data/river_towns/{source}.txt"
            for source in ("courier", "gazette", "report", "memoir")
        },
    ),
    "ceasefire": ("examples/ceasefire/ceasefire.toml", {"wire": "examples/ceasefire/wire.txt"}),
}
GALLERY: Final = ("article", *_FILES)
"""The names of the datasets: one that comes with the library, and two that are invented."""


@cache
def gallery_dataset(name: str) -> Dataset:
    """Return a dataset of the gallery; an invented one is bound to its texts."""
    if name == "article":
        return karabakh.load()
    path, texts = _FILES[name]
    copies = {source: Document.read(_ROOT / text) for source, text in texts.items()}
    return karabakh.read(_ROOT / path).bind(copies)
