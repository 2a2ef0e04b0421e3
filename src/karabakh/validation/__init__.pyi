from karabakh.validation._codes import VOCABULARIES as VOCABULARIES
from karabakh.validation._codes import vocabulary_rule as vocabulary_rule
from karabakh.validation._context import RuleContext as RuleContext  # hidden
from karabakh.validation._report import ValidationReport as ValidationReport
from karabakh.validation._rule import Check as Check  # hidden
from karabakh.validation._rule import ValidationRule as ValidationRule
from karabakh.validation._rules import RULES as RULES
from karabakh.validation._validate import BROKEN_RULE as BROKEN_RULE  # hidden
from karabakh.validation._validate import STOPPED_RULE as STOPPED_RULE  # hidden
from karabakh.validation._validate import validate as validate
from karabakh.validation._vocabulary import UnknownTerm as UnknownTerm  # hidden
from karabakh.validation._vocabulary import Vocabulary as Vocabulary
