"""The grades of sources and information of the Admiralty code (NATO AJP-2.1)."""

from typing import Final

from karabakh.validation._vocabulary import Vocabulary

__all__ = ["ADMIRALTY"]

_RELIABILITY, _CREDIBILITY = "ABCDEF", "123456"

ADMIRALTY: Final = Vocabulary(
    scheme="admiralty",
    terms=(
        *_RELIABILITY,
        *_CREDIBILITY,
        *(letter + digit for letter in _RELIABILITY for digit in _CREDIBILITY),
    ),
    source="NATO AJP-2.1, Allied Joint Doctrine for Intelligence Procedures",
)
"""``A`` (reliable) to ``F`` (not known) of a source, ``1`` to ``6`` of what it says, or both."""
