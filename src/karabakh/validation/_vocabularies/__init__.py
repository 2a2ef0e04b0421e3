"""The code lists of the field that the library knows."""

from karabakh.validation._vocabularies._acled import ACLED
from karabakh.validation._vocabularies._pax import PAX
from karabakh.validation._vocabularies._plover import PLOVER
from karabakh.validation._vocabularies._ucdp import UCDP

__all__ = ["ACLED", "PAX", "PLOVER", "UCDP"]
