"""The types of organised violence of the Uppsala Conflict Data Program.

Source: the codebook of the UCDP Georeferenced Event Dataset, version 19.1.
"""

from typing import Final

from karabakh.validation._vocabulary import Vocabulary

__all__ = ["UCDP"]

UCDP: Final = Vocabulary(
    scheme="ucdp",
    versions=("19.1",),
    terms=("1", "2", "3"),
    aliases={
        "state-based conflict": "1",
        "non-state conflict": "2",
        "one-sided violence": "3",
    },
    source="UCDP GED codebook, version 19.1",
)
"""``1`` state-based, ``2`` non-state, ``3`` one-sided; by number or in words."""
