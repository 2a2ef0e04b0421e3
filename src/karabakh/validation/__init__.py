"""What may be wrong with a dataset that reads well, and how to find it all at once."""

from karabakh.validation._codes import VOCABULARIES, vocabulary_rule
from karabakh.validation._context import Context
from karabakh.validation._report import Report
from karabakh.validation._rule import Check, Rule
from karabakh.validation._rules import RULES
from karabakh.validation._validate import BROKEN_RULE, validate
from karabakh.validation._vocabulary import Unknown, Vocabulary

__all__ = [
    "BROKEN_RULE",
    "RULES",
    "VOCABULARIES",
    "Check",
    "Context",
    "Report",
    "Rule",
    "Unknown",
    "Vocabulary",
    "validate",
    "vocabulary_rule",
]
