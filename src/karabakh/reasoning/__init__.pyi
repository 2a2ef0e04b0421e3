from karabakh.reasoning._agreements import Standing as Standing
from karabakh.reasoning._agreements import status as status
from karabakh.reasoning._alignment import AlignmentCell as AlignmentCell  # hidden
from karabakh.reasoning._alignment import AlignmentDuplicates as AlignmentDuplicates  # hidden
from karabakh.reasoning._alignment import AlignmentMatrix as AlignmentMatrix  # hidden
from karabakh.reasoning._alignment import AlignmentNorm as AlignmentNorm  # hidden
from karabakh.reasoning._alignment import AlignmentWeight as AlignmentWeight  # hidden
from karabakh.reasoning._alignment import alignment as alignment
from karabakh.reasoning._compare import Comparison as Comparison
from karabakh.reasoning._compare import Pair as Pair
from karabakh.reasoning._compare import PairOutcome as PairOutcome
from karabakh.reasoning._compare import compare as compare
from karabakh.reasoning._compare import compare_sources as compare_sources
from karabakh.reasoning._compare import from_source as from_source
from karabakh.reasoning._conclusion import STATED as STATED
from karabakh.reasoning._conclusion import Conclusion as Conclusion
from karabakh.reasoning._conclusion import Premise as Premise
from karabakh.reasoning._conditions import Condition as Condition
from karabakh.reasoning._conditions import Conditions as Conditions
from karabakh.reasoning._conditions import Met as Met
from karabakh.reasoning._conditions import conditions as conditions
from karabakh.reasoning._consistency import ConsistencyCheck as ConsistencyCheck  # hidden
from karabakh.reasoning._consistency import Verdict as Verdict
from karabakh.reasoning._contradictions import Contradictions as Contradictions  # hidden
from karabakh.reasoning._contradictions import contradictions as contradictions
from karabakh.reasoning._demands import Demands as Demands
from karabakh.reasoning._demands import demands as demands
from karabakh.reasoning._differences import Difference as Difference
from karabakh.reasoning._disputes import Dispute as Dispute  # hidden
from karabakh.reasoning._disputes import disputes as disputes
from karabakh.reasoning._explain import Explanation as Explanation
from karabakh.reasoning._explain import ExplanationLine as ExplanationLine
from karabakh.reasoning._explain import explain as explain
from karabakh.reasoning._inference import Inference as Inference
from karabakh.reasoning._inference import InferenceRule as InferenceRule
from karabakh.reasoning._inference import infer as infer
from karabakh.reasoning._obligations import Obligation as Obligation
from karabakh.reasoning._obligations import ObligationState as ObligationState
from karabakh.reasoning._obligations import obligations as obligations
from karabakh.reasoning._open_questions import OpenKind as OpenKind
from karabakh.reasoning._open_questions import OpenQuestion as OpenQuestion
from karabakh.reasoning._open_questions import open_questions as open_questions
from karabakh.reasoning._record_conflicts import Aspect as Aspect
from karabakh.reasoning._record_conflicts import RecordCheck as RecordCheck  # hidden
from karabakh.reasoning._shifts import OrderedBy as OrderedBy
from karabakh.reasoning._shifts import Shift as Shift  # hidden
from karabakh.reasoning._shifts import shifts as shifts
from karabakh.reasoning._stance_at import StanceAt as StanceAt  # hidden
from karabakh.reasoning._stance_at import stance as stance
from karabakh.reasoning._stance_checks import StanceCheck as StanceCheck  # hidden
from karabakh.reasoning._stances import HeldStance as HeldStance  # hidden
from karabakh.reasoning._stances import Stances as Stances  # hidden
from karabakh.reasoning._stances import stances as stances
from karabakh.reasoning._timeline import Order as Order
from karabakh.reasoning._timeline import Timeline as Timeline
from karabakh.reasoning._timeline import timeline as timeline
from karabakh.reasoning._words import Naming as Naming
from karabakh.reasoning._words import naming as naming
