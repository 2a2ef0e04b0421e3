from karabakh.time._allen import AllenRelation as AllenRelation
from karabakh.time._allen import intersects as intersects  # hidden
from karabakh.time._allen import possible_relations as possible_relations  # hidden
from karabakh.time._allen import precedes as precedes  # hidden
from karabakh.time._allen import within as within  # hidden
from karabakh.time._bounds import ANYTIME as ANYTIME  # hidden
from karabakh.time._bounds import Bounds as Bounds  # hidden
from karabakh.time._calendar import NO_END as NO_END  # hidden
from karabakh.time._calendar import NO_START as NO_START  # hidden
from karabakh.time._chronology import Chronology as Chronology  # hidden
from karabakh.time._constraints import Constraint as Constraint  # hidden
from karabakh.time._constraints import ConstraintKind as ConstraintKind  # hidden
from karabakh.time._constraints import Endpoint as Endpoint  # hidden
from karabakh.time._constraints import EndpointKind as EndpointKind  # hidden
from karabakh.time._constraints import Inconsistency as Inconsistency  # hidden
from karabakh.time._interval import Interval as Interval  # hidden
from karabakh.time._order import IntervalOrder as IntervalOrder  # hidden
from karabakh.time._order import TimeOrder as TimeOrder  # hidden
from karabakh.time._reachability import Reachability as Reachability  # hidden
from karabakh.time._temporal_graph import TemporalGraph as TemporalGraph  # hidden
from karabakh.time._truth import Truth as Truth
from karabakh.time._when import When as When
