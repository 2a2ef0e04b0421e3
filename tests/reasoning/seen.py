"""That random datasets do show what a test over them is about."""

from collections import Counter

from hypothesis import Phase, given, settings


def seen(strategy, outcomes, *, examples=250):
    """Count what many random datasets show.

    Args:
        strategy: the datasets.
        outcomes: gives what one of them shows, as often as it does.
        examples: how many.
    """
    found = Counter()

    @settings(max_examples=examples, phases=[Phase.generate], derandomize=True, database=None)
    @given(strategy)
    def count(dataset):
        found.update(outcomes(dataset))

    count()
    return found
