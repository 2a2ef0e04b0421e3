"""The links that say of something that it was done or broken."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from karabakh.model import Dataset, Link, LinkKind
from karabakh.model.memo import memoised
from karabakh.reasoning._reading_order import in_reading_order

__all__ = ["deed_links"]


def deed_links(dataset: Dataset) -> Mapping[str, Sequence[Link]]:
    """Give the links *fulfils* and *breaches* by what they are about, as readers meet them."""
    return memoised(dataset, _by_object)


def _by_object(dataset: Dataset) -> Mapping[str, Sequence[Link]]:
    found: dict[str, list[Link]] = defaultdict(list)
    for link in dataset.links:
        if link.kind in {LinkKind.FULFILS, LinkKind.BREACHES}:
            found[link.object].append(link)
    return {target: in_reading_order(links) for target, links in found.items()}
