"""The domain objects: what a dataset is made of, and the texts that it cites."""

from karabakh._lazy import lazy
from karabakh.model._actors import Actor, Name, Place
from karabakh.model._agreements import Agreement, Provision, StatusChange, agreed_step
from karabakh.model._allen import Allen, intersects, possible_relations, precedes, within
from karabakh.model._base import Assertion, Cited, Record, document_of
from karabakh.model._bounds import ANYTIME, Bounds
from karabakh.model._calendar import NO_END, NO_START
from karabakh.model._citation import Citation
from karabakh.model._code import Code
from karabakh.model._dataset import COLLECTIONS, SCHEMA_VERSION, Dataset, citations_of
from karabakh.model._events import Event, Participation
from karabakh.model._fields import Reference, field_types, id_kinds, references_of, term_types
from karabakh.model._integrity import Content, broken_references, integrity
from karabakh.model._links import Link
from karabakh.model._positions import Position
from karabakh.model._propositions import Proposition, Requirement
from karabakh.model._records import Records
from karabakh.model._relations import Relation
from karabakh.model._routes import mentions
from karabakh.model._sources import Paragraph, Sentence, Source
from karabakh.model._truth import Truth
from karabakh.model._when import When
from karabakh.model.vocabulary import (
    ActorKind,
    AgreementKind,
    AgreementStatus,
    Basis,
    Certainty,
    DocTime,
    EventKind,
    LinkKind,
    Necessity,
    PositionForm,
    RelationKind,
    Role,
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
    "Allen",
    "Assertion",
    "Basis",
    "BoundDataset",
    "Bounds",
    "Certainty",
    "Chronology",
    "Citation",
    "Cited",
    "Code",
    "Conflict",
    "Constraint",
    "ConstraintKind",
    "Content",
    "Coverage",
    "Dataset",
    "DocTime",
    "Document",
    "Drift",
    "Event",
    "EventKind",
    "Link",
    "LinkKind",
    "Moment",
    "Name",
    "Necessity",
    "Paragraph",
    "ParagraphCoverage",
    "Participation",
    "Place",
    "Position",
    "PositionForm",
    "Proposition",
    "Provision",
    "Record",
    "Records",
    "Reference",
    "Relation",
    "RelationKind",
    "Requirement",
    "Role",
    "Sentence",
    "Side",
    "Source",
    "Stance",
    "StatusChange",
    "Timed",
    "Truth",
    "When",
    "Word",
    "agreed_step",
    "broken_references",
    "citations_of",
    "coverage",
    "document_of",
    "field_types",
    "fingerprint",
    "id_kinds",
    "integrity",
    "intersects",
    "mentions",
    "possible_relations",
    "precedes",
    "references_of",
    "sentence_places",
    "term_types",
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
