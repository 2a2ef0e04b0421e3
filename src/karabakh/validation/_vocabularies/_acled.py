"""The event types of ACLED, with their sub-event types.

Source: the tables of the package acledR of the Armed Conflict Location & Event Data Project
(dtacled/acledR, commit 1e05ba9).
"""

from typing import Final

from karabakh.validation._vocabulary import Vocabulary

__all__ = ["ACLED"]

_TYPES: Final = {
    "Battles": (
        "Armed clash",
        "Government regains territory",
        "Non-state actor overtakes territory",
    ),
    "Explosions/Remote violence": (
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
    ),
    "Protests": (
        "Peaceful protest",
        "Protest with intervention",
        "Excessive force against protesters",
    ),
    "Riots": (
        "Violent demonstration",
        "Mob violence",
    ),
    "Strategic developments": (
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    ),
    "Violence against civilians": (
        "Sexual violence",
        "Attack",
        "Abduction/forced disappearance",
    ),
}
"""The types of events, with the types each is divided into."""

ACLED: Final = Vocabulary(
    scheme="acled",
    terms=(*_TYPES, *(f"{kind}/{part}" for kind, parts in _TYPES.items() for part in parts)),
    aliases={part: f"{kind}/{part}" for kind, parts in _TYPES.items() for part in parts},
    source="acledR, commit 1e05ba9",
)
"""``Type`` or ``Type/Sub-type``, such as ``acled:Battles/Armed clash``; or the sub-type alone."""
