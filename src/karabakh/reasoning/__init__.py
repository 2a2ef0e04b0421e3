"""Questions to a dataset, answered with the reasons.

Pure functions from a dataset to frozen results. Each result knows its rule, its premises
and how certain it is; `explain` gives the whole way down to the cited words.
"""

from karabakh.reasoning._conclusion import STATED, Conclusion, Premise
from karabakh.reasoning._stances import HeldStance, Stances, stance, stances

__all__ = [
    "STATED",
    "Conclusion",
    "HeldStance",
    "Premise",
    "Stances",
    "stance",
    "stances",
]
