from karabakh.reasoning._agreements import Standing as Standing, status as status
from karabakh.reasoning._alignment import (
    AlignmentCell as AlignmentCell,
    AlignmentMatrix as AlignmentMatrix,
    AlignmentMethod as AlignmentMethod,
    AlignmentWeight as AlignmentWeight,
    alignment as alignment,
)
from karabakh.reasoning._changes import OrderedBy as OrderedBy
from karabakh.reasoning._clashes import Clash as Clash, Outcome as Outcome
from karabakh.reasoning._compare import (
    Comparison as Comparison,
    Pair as Pair,
    PairOutcome as PairOutcome,
    compare as compare,
    compare_sources as compare_sources,
    from_source as from_source,
)
from karabakh.reasoning._conclusion import (
    STATED as STATED,
    Conclusion as Conclusion,
    Premise as Premise,
)
from karabakh.reasoning._conditions import (
    Condition as Condition,
    Conditions as Conditions,
    Met as Met,
    conditions as conditions,
)
from karabakh.reasoning._contradictions import (
    Contradictions as Contradictions,
    contradictions as contradictions,
)
from karabakh.reasoning._demands import Demands as Demands, demands as demands
from karabakh.reasoning._differences import Difference as Difference
from karabakh.reasoning._disputes import Dispute as Dispute, disputes as disputes
from karabakh.reasoning._explain import (
    Explanation as Explanation,
    ExplanationLine as ExplanationLine,
    explain as explain,
)
from karabakh.reasoning._inference import (
    Inference as Inference,
    InferenceRule as InferenceRule,
    infer as infer,
)
from karabakh.reasoning._obligations import (
    Obligation as Obligation,
    ObligationState as ObligationState,
    obligations as obligations,
)
from karabakh.reasoning._open_questions import (
    OpenKind as OpenKind,
    OpenQuestion as OpenQuestion,
    open_questions as open_questions,
)
from karabakh.reasoning._record_clashes import RecordClash as RecordClash, Respect as Respect
from karabakh.reasoning._shifts import Shift as Shift, shifts as shifts
from karabakh.reasoning._stance_clashes import StanceClash as StanceClash
from karabakh.reasoning._stances import (
    HeldStance as HeldStance,
    Stances as Stances,
    stance as stance,
    stances as stances,
)
from karabakh.reasoning._timeline import Order as Order, Timeline as Timeline, timeline as timeline
from karabakh.reasoning._words import Naming as Naming, naming as naming
