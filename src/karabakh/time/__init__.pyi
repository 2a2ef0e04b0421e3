from karabakh.time._allen import AllenRelation as AllenRelation
from karabakh.time._bounds import ANYTIME as ANYTIME  # hidden
from karabakh.time._bounds import Bounds as Bounds  # hidden
from karabakh.time._calendar import NO_END as NO_END  # hidden
from karabakh.time._calendar import NO_START as NO_START  # hidden
from karabakh.time._calendar import calendar_day as calendar_day  # hidden
from karabakh.time._chronology import Chronology as Chronology  # hidden
from karabakh.time._constraints import Constraint as Constraint  # hidden
from karabakh.time._constraints import ConstraintKind as ConstraintKind  # hidden
from karabakh.time._constraints import Endpoint as Endpoint  # hidden
from karabakh.time._constraints import EndpointKind as EndpointKind  # hidden
from karabakh.time._constraints import Inconsistency as Inconsistency  # hidden
from karabakh.time._interval import ALWAYS as ALWAYS  # hidden
from karabakh.time._interval import UNDETERMINED as UNDETERMINED  # hidden
from karabakh.time._interval import Interval as Interval  # hidden
from karabakh.time._interval import covers as covers  # hidden
from karabakh.time._interval import held_at as held_at  # hidden
from karabakh.time._interval import held_within as held_within  # hidden
from karabakh.time._interval import intersection as intersection  # hidden
from karabakh.time._interval import narrow_by_creation as narrow_by_creation  # hidden
from karabakh.time._interval import narrow_by_meeting as narrow_by_meeting  # hidden
from karabakh.time._order import IntervalOrder as IntervalOrder  # hidden
from karabakh.time._order import TimeOrder as TimeOrder  # hidden
from karabakh.time._order_matrix import OrderMatrix as OrderMatrix  # hidden
from karabakh.time._order_matrix import bits as bits  # hidden
from karabakh.time._order_matrix import overlapping_sets as overlapping_sets  # hidden
from karabakh.time._reachability import Reachability as Reachability  # hidden
from karabakh.time._temporal_graph import TemporalGraph as TemporalGraph  # hidden
from karabakh.time._truth import Truth as Truth
from karabakh.time._when import When as When
