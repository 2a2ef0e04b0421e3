"""Results that are computed once for each dataset."""

from collections.abc import Callable
from typing import TypeVar, cast

from karabakh.model._dataset import Dataset

T = TypeVar("T")


def memoised(dataset: Dataset, compute: Callable[[Dataset], T]) -> T:
    """Return what a function computes from a dataset, computed once and kept with it.

    The result must not refer to the dataset, which would then stay in memory until the
    garbage collector runs.

    Args:
        dataset: The dataset.
        compute: A function at the top level of a module, so that it is the same each time.

    >>> import karabakh
    >>> from karabakh.model.memo import memoised
    >>> memoised(karabakh.load(), len) == len(karabakh.load())
    True
    """
    memo = dataset._memo  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] (the same package)
    if compute not in memo:
        memo[compute] = compute(dataset)
    return cast("T", memo[compute])
