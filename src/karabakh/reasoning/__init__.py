"""Questions to a dataset, answered with the reasons.

Pure functions from a dataset to frozen results. Each result knows its rule, its premises
and how certain it is; `explain` gives the whole way down to the cited words.
"""

from karabakh.reasoning._conclusion import STATED, Conclusion, Premise

__all__ = [
    "STATED",
    "Conclusion",
    "Premise",
]
