from karabakh.errors import (
    CitationError as CitationError,
    DocumentError as DocumentError,
    EdtfError as EdtfError,
    ExternalCodeError as ExternalCodeError,
    KarabakhError as KarabakhError,
    LoadError as LoadError,
    MergeError as MergeError,
    UnknownIdError as UnknownIdError,
    ValidationError as ValidationError,
)
from karabakh.findings import Finding as Finding, Severity as Severity
from karabakh.ids import (
    ActorId as ActorId,  # hidden
    AgreementId as AgreementId,  # hidden
    EventId as EventId,  # hidden
    LinkId as LinkId,  # hidden
    PlaceId as PlaceId,  # hidden
    PositionId as PositionId,  # hidden
    PropositionId as PropositionId,  # hidden
    ProvisionId as ProvisionId,  # hidden
    RecordId as RecordId,  # hidden
    RelationId as RelationId,  # hidden
    SourceId as SourceId,  # hidden
)
from karabakh.io import (
    iter_records as iter_records,
    json_schema as json_schema,
    load as load,
    parse_json as parse_json,
    parse_jsonl as parse_jsonl,
    parse_toml as parse_toml,
    read as read,
    to_json as to_json,
    to_jsonl as to_jsonl,
    to_toml as to_toml,
    write as write,
)
from karabakh.model import (
    Actor as Actor,
    ActorKind as ActorKind,
    Agreement as Agreement,
    AgreementKind as AgreementKind,
    AgreementStatus as AgreementStatus,
    Alignment as Alignment,  # hidden
    AllenRelation as AllenRelation,
    Assertion as Assertion,
    Basis as Basis,
    BoundDataset as BoundDataset,
    Bounds as Bounds,  # hidden
    Certainty as Certainty,
    Citation as Citation,
    Cited as Cited,
    CitedPart as CitedPart,
    Coding as Coding,
    ConditionType as ConditionType,
    Coverage as Coverage,  # hidden
    Dataset as Dataset,
    DocTimeRel as DocTimeRel,
    Document as Document,
    Drift as Drift,  # hidden
    Event as Event,
    EventKind as EventKind,
    ExternalCode as ExternalCode,
    Link as Link,
    LinkKind as LinkKind,
    Measure as Measure,
    MeasureKind as MeasureKind,
    Name as Name,
    NameUse as NameUse,
    Paragraph as Paragraph,
    ParagraphCoverage as ParagraphCoverage,  # hidden
    Participant as Participant,
    ParticipantRole as ParticipantRole,
    Place as Place,
    Position as Position,
    PositionForm as PositionForm,
    Proposition as Proposition,
    PropositionKind as PropositionKind,
    Provision as Provision,
    ProvisionKind as ProvisionKind,
    Record as Record,
    RecordCollection as RecordCollection,
    Relation as Relation,
    RelationKind as RelationKind,
    Requirement as Requirement,
    Sentence as Sentence,
    Source as Source,
    Stance as Stance,
    StatusChange as StatusChange,
    Truth as Truth,
    When as When,
    Word as Word,  # hidden
    coverage as coverage,
)
from karabakh.validation import (
    ValidationReport as ValidationReport,
    ValidationRule as ValidationRule,
    validate as validate,
)

__version__: str
