"""The event types of PLOVER, with their modes and contexts.

Source: the PLOVER manual of the Open Event Data Alliance, draft 2.0
(openeventdata/PLOVER, commit 5e0c24f).
"""

from typing import Final

from karabakh.validation._vocabulary import Vocabulary

__all__ = ["PLOVER"]

_MODES: Final = {
    "AGREE": "",
    "CONSULT": "visit third-party multilateral phone",
    "SUPPORT": "",
    "CONCEDE": "",
    "COOPERATE": "",
    "AID": "",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": (
        "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber"
    ),
    "ASSAULT": (
        "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack"
        " aerial drone heavy-weapons crowd-control unconventional"
    ),
}
"""The modes of each type of event."""

_CONTEXTS: Final = """
    military intelligence executive legislative election political_institutions pro_democracy
    pro_autocracy economic legal reparations human_rights rights_freedoms repression
    human_security gender lgbt religion_ethnicity inequality diplomatic territory peacekeeping
    health asylum migration disasters natural_resource environment technology terrorism cbrn
    cyber misinformation crime corruption illegal_drugs trafficking
"""
"""What an event may be about; it may be about several things."""

PLOVER: Final = Vocabulary(
    scheme="plover",
    versions=("2.0",),
    terms=tuple(
        term
        for kind, modes in _MODES.items()
        for term in (kind, *(f"{kind}:{mode}" for mode in modes.split()))
    ),
    qualifiers=tuple(_CONTEXTS.split()),
    source="PLOVER manual, draft 2.0",
)
"""``TYPE[:mode][/context[,context…]]``, such as ``plover:CONCEDE/territory``."""
