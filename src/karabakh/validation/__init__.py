"""What may be wrong with a dataset that reads well, and how to find it all at once."""

from karabakh.validation._codes import VOCABULARIES, vocabulary_rule
from karabakh.validation._context import RuleContext
from karabakh.validation._report import ValidationReport
from karabakh.validation._rule import Check, ValidationRule
from karabakh.validation._rules import RULES
from karabakh.validation._validate import BROKEN_RULE, validate
from karabakh.validation._vocabulary import Unknown, Vocabulary

__all__ = [
    "BROKEN_RULE",
    "RULES",
    "VOCABULARIES",
    "Check",
    "RuleContext",
    "Unknown",
    "ValidationReport",
    "ValidationRule",
    "Vocabulary",
    "validate",
    "vocabulary_rule",
]
