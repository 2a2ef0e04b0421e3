from karabakh.explanations._dependents import Dependent as Dependent  # hidden
from karabakh.explanations._dependents import resting_on as resting_on
from karabakh.explanations._explain import explain as explain
from karabakh.explanations._json import EXPLANATION_SCHEMA as EXPLANATION_SCHEMA
from karabakh.explanations._json import explanation_to_json as explanation_to_json
from karabakh.explanations._missing import Missing as Missing
from karabakh.explanations._missing import MissingPremise as MissingPremise  # hidden
from karabakh.explanations._missing import why_not as why_not
from karabakh.explanations._text import explanation_to_markdown as explanation_to_markdown
from karabakh.explanations._text import explanation_to_text as explanation_to_text
from karabakh.explanations._tree import Explanation as Explanation
from karabakh.explanations._tree import ExplanationLine as ExplanationLine  # hidden
