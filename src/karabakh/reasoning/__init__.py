"""Questions to a dataset, answered with the reasons.

Pure functions from a dataset to frozen results. Each result knows its rule, its premises
and how certain it is; `explain` gives the whole way down to the cited words.
"""

from karabakh.reasoning._agreements import Standing, status
from karabakh.reasoning._changes import OrderedBy
from karabakh.reasoning._conclusion import STATED, Conclusion, Premise
from karabakh.reasoning._conditions import Condition, Conditions, Met, conditions
from karabakh.reasoning._demands import Demands, demands
from karabakh.reasoning._explain import Explanation, explain
from karabakh.reasoning._obligations import Obligation, ObligationState, obligations
from karabakh.reasoning._shifts import Shift, shifts
from karabakh.reasoning._stances import HeldStance, Stances, stance, stances
from karabakh.reasoning._timeline import Order, Timeline, timeline

__all__ = [
    "STATED",
    "Conclusion",
    "Condition",
    "Conditions",
    "Demands",
    "Explanation",
    "HeldStance",
    "Met",
    "Obligation",
    "ObligationState",
    "Order",
    "OrderedBy",
    "Premise",
    "Shift",
    "Stances",
    "Standing",
    "Timeline",
    "conditions",
    "demands",
    "explain",
    "obligations",
    "shifts",
    "stance",
    "stances",
    "status",
    "timeline",
]
