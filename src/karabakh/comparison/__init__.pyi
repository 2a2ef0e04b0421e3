from karabakh.comparison._alpha import Alpha as Alpha  # hidden
from karabakh.comparison._compare import Comparison as Comparison  # hidden
from karabakh.comparison._compare import Pair as Pair  # hidden
from karabakh.comparison._compare import PairOutcome as PairOutcome  # hidden
from karabakh.comparison._compare import compare as compare
from karabakh.comparison._compare import compare_sources as compare_sources
from karabakh.comparison._compare import restrict_to_source as restrict_to_source
from karabakh.comparison._differences import Difference as Difference  # hidden
from karabakh.comparison._reliability import Reliability as Reliability  # hidden
from karabakh.comparison._reliability import UnitAgreement as UnitAgreement  # hidden
from karabakh.comparison._reliability import UnlikeValues as UnlikeValues  # hidden
from karabakh.comparison._reliability import reliability as reliability
