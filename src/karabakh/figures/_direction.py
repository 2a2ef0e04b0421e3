"""The direction in which the lines of a figure run."""

from collections.abc import Iterator
from typing import Literal, get_args

from karabakh.figures._text import is_rtl
from karabakh.model import Dataset

__all__ = ["Direction", "runs_rtl"]

Direction = Literal["ltr", "rtl"]
"""From left to right, or from right to left."""


def runs_rtl(dataset: Dataset, direction: Direction | None) -> bool:
    """Return whether lines run from right to left: by choice, or as most texts do.

    Args:
        dataset: The records.
        direction: What the caller wants; None for what fits the dataset.

    Raises:
        ValueError: If it is another direction.
    """
    if direction is None:
        votes = [1 if is_rtl(text) else -1 for text in _texts(dataset) if text]
        return sum(votes) > 0
    if direction not in get_args(Direction):
        raise ValueError(f"direction must be 'ltr', 'rtl' or None, got {direction!r}")
    return direction == "rtl"


def _texts(dataset: Dataset) -> Iterator[str]:
    yield from (each.text for each in dataset.propositions)
    yield from (each.title for each in dataset.events)
    yield from (each.title for each in dataset.agreements)
    yield from (each.label for each in dataset.actors)
