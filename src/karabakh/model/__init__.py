"""The domain objects: what a dataset is made of, and the texts that it cites."""

from karabakh._lazy import lazy
from karabakh.model._actors import Actor, Name, Place
from karabakh.model._agreements import Agreement, Provision, StatusChange
from karabakh.model._allen import AllenRelation, intersects, possible_relations, precedes, within
from karabakh.model._base import Assertion, Cited, CitedPart, Record
from karabakh.model._bounds import ANYTIME, Bounds
from karabakh.model._calendar import NO_END, NO_START
from karabakh.model._citation import Citation
from karabakh.model._coding import Coding
from karabakh.model._collections import COLLECTIONS, SCHEMA_VERSION
from karabakh.model._dataset import Dataset
from karabakh.model._events import Event
from karabakh.model._external_code import ExternalCode
from karabakh.model._links import Link
from karabakh.model._participants import Measure, Participant
from karabakh.model._positions import Position
from karabakh.model._propositions import Proposition, Requirement
from karabakh.model._records import RecordCollection
from karabakh.model._relations import Relation
from karabakh.model._sources import Paragraph, Sentence, Source
from karabakh.model._truth import Truth
from karabakh.model._when import When
from karabakh.model.vocabulary import (
    ActorKind,
    AgreementKind,
    AgreementStatus,
    Basis,
    Certainty,
    ConditionType,
    DocTimeRel,
    EventKind,
    LinkKind,
    MeasureKind,
    NameUse,
    ParticipantRole,
    PositionForm,
    PropositionKind,
    ProvisionKind,
    RelationKind,
    Stance,
)

TYPE_CHECKING = False  # spares the import of `typing`; type checkers know the name
if TYPE_CHECKING:
    from karabakh.model._alignment import Alignment, sentence_places
    from karabakh.model._bound import BoundDataset, Drift
    from karabakh.model._chronology import Chronology, Conflict
    from karabakh.model._constraints import Constraint, ConstraintKind, Moment, Side
    from karabakh.model._coverage import Coverage, ParagraphCoverage, coverage
    from karabakh.model._document import Document, Word, fingerprint
    from karabakh.model._orders import Timed

__all__ = [
    "ANYTIME",
    "COLLECTIONS",
    "NO_END",
    "NO_START",
    "SCHEMA_VERSION",
    "Actor",
    "ActorKind",
    "Agreement",
    "AgreementKind",
    "AgreementStatus",
    "Alignment",
    "AllenRelation",
    "Assertion",
    "Basis",
    "BoundDataset",
    "Bounds",
    "Certainty",
    "Chronology",
    "Citation",
    "Cited",
    "CitedPart",
    "Coding",
    "ConditionType",
    "Conflict",
    "Constraint",
    "ConstraintKind",
    "Coverage",
    "Dataset",
    "DocTimeRel",
    "Document",
    "Drift",
    "Event",
    "EventKind",
    "ExternalCode",
    "Link",
    "LinkKind",
    "Measure",
    "MeasureKind",
    "Moment",
    "Name",
    "NameUse",
    "Paragraph",
    "ParagraphCoverage",
    "Participant",
    "ParticipantRole",
    "Place",
    "Position",
    "PositionForm",
    "Proposition",
    "PropositionKind",
    "Provision",
    "ProvisionKind",
    "Record",
    "RecordCollection",
    "Relation",
    "RelationKind",
    "Requirement",
    "Sentence",
    "Side",
    "Source",
    "Stance",
    "StatusChange",
    "Timed",
    "Truth",
    "When",
    "Word",
    "coverage",
    "fingerprint",
    "intersects",
    "possible_relations",
    "precedes",
    "sentence_places",
    "within",
]

if not TYPE_CHECKING:
    # What binds texts and what puts records in order: neither is needed to hold a dataset.
    __getattr__, __dir__ = lazy(
        __name__,
        {
            "_alignment": ("Alignment", "sentence_places"),
            "_bound": ("BoundDataset", "Drift"),
            "_chronology": ("Chronology", "Conflict"),
            "_constraints": ("Constraint", "ConstraintKind", "Moment", "Side"),
            "_coverage": ("Coverage", "ParagraphCoverage", "coverage"),
            "_document": ("Document", "Word", "fingerprint"),
            "_orders": ("Timed",),
        },
    )
