from karabakh.model._actors import Actor as Actor, Name as Name, Place as Place
from karabakh.model._agreements import (
    Agreement as Agreement,
    Provision as Provision,
    StatusChange as StatusChange,
)
from karabakh.model._alignment import (
    Alignment as Alignment,  # hidden
    sentence_places as sentence_places,  # hidden
)
from karabakh.model._allen import (
    AllenRelation as AllenRelation,
    intersects as intersects,  # hidden
    possible_relations as possible_relations,  # hidden
    precedes as precedes,  # hidden
    within as within,  # hidden
)
from karabakh.model._base import (
    Assertion as Assertion,
    Cited as Cited,
    CitedPart as CitedPart,
    Record as Record,
)
from karabakh.model._bound import (
    BoundDataset as BoundDataset,
    Drift as Drift,  # hidden
)
from karabakh.model._bounds import (
    ANYTIME as ANYTIME,  # hidden
    Bounds as Bounds,  # hidden
)
from karabakh.model._calendar import (
    NO_END as NO_END,  # hidden
    NO_START as NO_START,  # hidden
)
from karabakh.model._chronology import (
    Chronology as Chronology,  # hidden
    Conflict as Conflict,  # hidden
)
from karabakh.model._citation import Citation as Citation
from karabakh.model._coding import Coding as Coding
from karabakh.model._collections import (
    COLLECTIONS as COLLECTIONS,  # hidden
    SCHEMA_VERSION as SCHEMA_VERSION,  # hidden
)
from karabakh.model._constraints import (
    Constraint as Constraint,  # hidden
    ConstraintKind as ConstraintKind,  # hidden
    Moment as Moment,  # hidden
    Side as Side,  # hidden
)
from karabakh.model._coverage import (
    Coverage as Coverage,  # hidden
    ParagraphCoverage as ParagraphCoverage,  # hidden
    coverage as coverage,
)
from karabakh.model._dataset import Dataset as Dataset
from karabakh.model._document import (
    Document as Document,
    Word as Word,  # hidden
    fingerprint as fingerprint,  # hidden
)
from karabakh.model._events import Event as Event
from karabakh.model._external_code import ExternalCode as ExternalCode
from karabakh.model._links import Link as Link
from karabakh.model._orders import Timed as Timed  # hidden
from karabakh.model._participants import Measure as Measure, Participant as Participant
from karabakh.model._positions import Position as Position
from karabakh.model._propositions import Proposition as Proposition, Requirement as Requirement
from karabakh.model._records import RecordCollection as RecordCollection
from karabakh.model._relations import Relation as Relation
from karabakh.model._sources import Paragraph as Paragraph, Sentence as Sentence, Source as Source
from karabakh.model._truth import Truth as Truth
from karabakh.model._when import When as When
from karabakh.model.vocabulary import (
    ActorKind as ActorKind,
    AgreementKind as AgreementKind,
    AgreementStatus as AgreementStatus,
    Basis as Basis,
    Certainty as Certainty,
    ConditionType as ConditionType,
    DocTimeRel as DocTimeRel,
    EventKind as EventKind,
    LinkKind as LinkKind,
    MeasureKind as MeasureKind,
    NameUse as NameUse,
    ParticipantRole as ParticipantRole,
    PositionForm as PositionForm,
    PropositionKind as PropositionKind,
    ProvisionKind as ProvisionKind,
    RelationKind as RelationKind,
    Stance as Stance,
)
