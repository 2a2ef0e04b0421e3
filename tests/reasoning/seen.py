"""That random datasets do show what a test over them is about."""

from hypothesis import Phase, given, seed, settings

BATCHES, EXAMPLES = 400, 8
"""Many small ones: most of what is wanted is seen soon, and nothing more is drawn then."""


def never_seen(strategy, outcomes, wanted):
    """Return what is wanted and no dataset of very many shows.

    Args:
        strategy: the datasets.
        outcomes: gives what one of them shows.
        wanted: all that there is to be shown; once it has been, no more datasets are made.
    """
    missing = set(wanted)
    for number in range(BATCHES):
        if missing:
            seed(number)(_batch(strategy, outcomes, missing))()
    return missing


def _batch(strategy, outcomes, missing):
    @settings(max_examples=EXAMPLES, phases=[Phase.generate], database=None, derandomize=False)
    @given(strategy)
    def look(dataset):
        missing.difference_update(outcomes(dataset))

    return look
