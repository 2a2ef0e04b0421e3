"""The code lists of the library."""

from karabakh.validation._vocabularies._acled import ACLED
from karabakh.validation._vocabularies._admiralty import ADMIRALTY
from karabakh.validation._vocabularies._pax import PAX
from karabakh.validation._vocabularies._plover import PLOVER
from karabakh.validation._vocabularies._ucdp import UCDP

__all__ = ["ACLED", "ADMIRALTY", "PAX", "PLOVER", "UCDP"]
