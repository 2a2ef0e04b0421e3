from karabakh.reasoning._agreement_status import StatusResult as StatusResult  # hidden
from karabakh.reasoning._agreement_status import agreement_status as agreement_status
from karabakh.reasoning._alignment import alignment as alignment
from karabakh.reasoning._arguments import parse_time as parse_time  # hidden
from karabakh.reasoning._arguments import require_actor as require_actor  # hidden
from karabakh.reasoning._arguments import require_dataset as require_dataset  # hidden
from karabakh.reasoning._arguments import require_ids as require_ids  # hidden
from karabakh.reasoning._conclusion import STATED as STATED
from karabakh.reasoning._conclusion import Conclusion as Conclusion
from karabakh.reasoning._conclusion import Premise as Premise
from karabakh.reasoning._conditions import Condition as Condition  # hidden
from karabakh.reasoning._conditions import Conditions as Conditions  # hidden
from karabakh.reasoning._conditions import Met as Met  # hidden
from karabakh.reasoning._conditions import conditions as conditions
from karabakh.reasoning._contradictions import Contradictions as Contradictions  # hidden
from karabakh.reasoning._contradictions import contradictions as contradictions
from karabakh.reasoning._demands import Demands as Demands  # hidden
from karabakh.reasoning._demands import demands as demands
from karabakh.reasoning._disputes import Dispute as Dispute  # hidden
from karabakh.reasoning._disputes import disputes as disputes
from karabakh.reasoning._held_stances import HeldStance as HeldStance  # hidden
from karabakh.reasoning._holding import Holding as Holding  # hidden
from karabakh.reasoning._holdings import Holdings as Holdings  # hidden
from karabakh.reasoning._holdings import holdings_of as holdings_of  # hidden
from karabakh.reasoning._inference import Inference as Inference
from karabakh.reasoning._inference import InferenceRule as InferenceRule
from karabakh.reasoning._inference import infer as infer
from karabakh.reasoning._intervals import OrderedBy as OrderedBy
from karabakh.reasoning._matrix import AlignmentCell as AlignmentCell  # hidden
from karabakh.reasoning._matrix import AlignmentDuplicates as AlignmentDuplicates  # hidden
from karabakh.reasoning._matrix import AlignmentMatrix as AlignmentMatrix  # hidden
from karabakh.reasoning._matrix import AlignmentNorm as AlignmentNorm  # hidden
from karabakh.reasoning._matrix import AlignmentSide as AlignmentSide  # hidden
from karabakh.reasoning._matrix import AlignmentWeight as AlignmentWeight  # hidden
from karabakh.reasoning._obligation import Obligation as Obligation  # hidden
from karabakh.reasoning._obligation import ObligationState as ObligationState
from karabakh.reasoning._obligations import obligations as obligations
from karabakh.reasoning._open_question import OpenQuestion as OpenQuestion  # hidden
from karabakh.reasoning._open_question import QuestionKind as QuestionKind
from karabakh.reasoning._open_questions import open_questions as open_questions
from karabakh.reasoning._reading_order import in_reading_order as in_reading_order  # hidden
from karabakh.reasoning._reading_order import reading_key as reading_key  # hidden
from karabakh.reasoning._record_conflicts import Aspect as Aspect
from karabakh.reasoning._record_conflicts import ConsistencyCheck as ConsistencyCheck  # hidden
from karabakh.reasoning._record_conflicts import RecordCheck as RecordCheck  # hidden
from karabakh.reasoning._record_conflicts import Verdict as Verdict
from karabakh.reasoning._shifts import Shift as Shift  # hidden
from karabakh.reasoning._shifts import shifts as shifts
from karabakh.reasoning._stance_at import StanceAt as StanceAt  # hidden
from karabakh.reasoning._stance_at import stance as stance
from karabakh.reasoning._stance_checks import StanceCheck as StanceCheck  # hidden
from karabakh.reasoning._stances import Stances as Stances  # hidden
from karabakh.reasoning._stances import derivations as derivations  # hidden
from karabakh.reasoning._stances import require_proposition as require_proposition  # hidden
from karabakh.reasoning._stances import stances as stances
from karabakh.reasoning._timeline import Order as Order  # hidden
from karabakh.reasoning._timeline import Timeline as Timeline  # hidden
from karabakh.reasoning._timeline import timeline as timeline
