"""Questions to a dataset, answered with the reasons.

Pure functions from a dataset to frozen results. Each result knows its rule, its premises
and how certain it is; `explain` gives the whole way down to the cited words.
"""

from karabakh._lazy import lazy

TYPE_CHECKING = False  # spares the import of `typing`; type checkers know the name
if TYPE_CHECKING:
    from karabakh.reasoning._agreements import Standing, status
    from karabakh.reasoning._alignment import (
        AlignmentCell,
        AlignmentMatrix,
        AlignmentMethod,
        AlignmentWeight,
        alignment,
    )
    from karabakh.reasoning._changes import OrderedBy
    from karabakh.reasoning._clashes import Clash, Outcome
    from karabakh.reasoning._compare import (
        Comparison,
        Pair,
        PairOutcome,
        compare,
        compare_sources,
        from_source,
    )
    from karabakh.reasoning._conclusion import STATED, Conclusion, Premise
    from karabakh.reasoning._conditions import Condition, Conditions, Met, conditions
    from karabakh.reasoning._contradictions import Contradictions, contradictions
    from karabakh.reasoning._demands import Demands, demands
    from karabakh.reasoning._differences import Difference
    from karabakh.reasoning._disputes import Dispute, disputes
    from karabakh.reasoning._explain import Explanation, ExplanationLine, explain
    from karabakh.reasoning._inference import Inference, InferenceRule, infer
    from karabakh.reasoning._obligations import Obligation, ObligationState, obligations
    from karabakh.reasoning._open_questions import OpenKind, OpenQuestion, open_questions
    from karabakh.reasoning._record_clashes import RecordClash, Respect
    from karabakh.reasoning._shifts import Shift, shifts
    from karabakh.reasoning._stance_clashes import StanceClash
    from karabakh.reasoning._stances import HeldStance, Stances, stance, stances
    from karabakh.reasoning._timeline import Order, Timeline, timeline
    from karabakh.reasoning._words import Naming, naming

__all__ = [
    "STATED",
    "AlignmentCell",
    "AlignmentMatrix",
    "AlignmentMethod",
    "AlignmentWeight",
    "Clash",
    "Comparison",
    "Conclusion",
    "Condition",
    "Conditions",
    "Contradictions",
    "Demands",
    "Difference",
    "Dispute",
    "Explanation",
    "ExplanationLine",
    "HeldStance",
    "Inference",
    "InferenceRule",
    "Met",
    "Naming",
    "Obligation",
    "ObligationState",
    "OpenKind",
    "OpenQuestion",
    "Order",
    "OrderedBy",
    "Outcome",
    "Pair",
    "PairOutcome",
    "Premise",
    "RecordClash",
    "Respect",
    "Shift",
    "StanceClash",
    "Stances",
    "Standing",
    "Timeline",
    "alignment",
    "compare",
    "compare_sources",
    "conditions",
    "contradictions",
    "demands",
    "disputes",
    "explain",
    "from_source",
    "infer",
    "naming",
    "obligations",
    "open_questions",
    "shifts",
    "stance",
    "stances",
    "status",
    "timeline",
]

if not TYPE_CHECKING:
    __getattr__, __dir__ = lazy(
        __name__,
        {
            "_agreements": ("Standing", "status"),
            "_alignment": (
                "AlignmentCell",
                "AlignmentMatrix",
                "AlignmentMethod",
                "AlignmentWeight",
                "alignment",
            ),
            "_changes": ("OrderedBy",),
            "_clashes": ("Clash", "Outcome"),
            "_compare": (
                "Comparison",
                "Pair",
                "PairOutcome",
                "compare",
                "compare_sources",
                "from_source",
            ),
            "_conclusion": ("STATED", "Conclusion", "Premise"),
            "_conditions": ("Condition", "Conditions", "Met", "conditions"),
            "_contradictions": ("Contradictions", "contradictions"),
            "_demands": ("Demands", "demands"),
            "_differences": ("Difference",),
            "_disputes": ("Dispute", "disputes"),
            "_explain": ("Explanation", "ExplanationLine", "explain"),
            "_inference": ("Inference", "InferenceRule", "infer"),
            "_obligations": ("Obligation", "ObligationState", "obligations"),
            "_open_questions": ("OpenKind", "OpenQuestion", "open_questions"),
            "_record_clashes": ("RecordClash", "Respect"),
            "_shifts": ("Shift", "shifts"),
            "_stance_clashes": ("StanceClash",),
            "_stances": ("HeldStance", "Stances", "stance", "stances"),
            "_timeline": ("Order", "Timeline", "timeline"),
            "_words": ("Naming", "naming"),
        },
    )
