"""The closed vocabularies: what may stand in a field, and what each term means.

A term's value is how it is written in files. Vocabularies only grow within a schema
version: a term never changes its meaning.
"""

from karabakh._vocabulary._actors import ActorKind, NameUse, ParticipantRole, RelationKind
from karabakh._vocabulary._claims import (
    Basis,
    Certainty,
    ConditionType,
    DocTimeRel,
    PositionForm,
    PropositionKind,
    Stance,
)
from karabakh._vocabulary._events import (
    AgreementKind,
    AgreementStatus,
    EventKind,
    LinkKind,
    MeasureKind,
    ProvisionKind,
)

__all__ = [
    "ActorKind",
    "AgreementKind",
    "AgreementStatus",
    "Basis",
    "Certainty",
    "ConditionType",
    "DocTimeRel",
    "EventKind",
    "LinkKind",
    "MeasureKind",
    "NameUse",
    "ParticipantRole",
    "PositionForm",
    "PropositionKind",
    "ProvisionKind",
    "RelationKind",
    "Stance",
]
