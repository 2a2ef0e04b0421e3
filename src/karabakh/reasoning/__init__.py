"""Questions to a dataset, answered with the reasons.

Pure functions from a dataset to frozen results. Each result knows its rule, its premises
and how certain it is; `explain` gives the whole way down to the cited words.
"""

from karabakh._lazy import lazy

__getattr__, __dir__, __all__ = lazy(__name__)
