from karabakh.errors import CitationError as CitationError
from karabakh.errors import DocumentError as DocumentError
from karabakh.errors import EdtfError as EdtfError
from karabakh.errors import ExternalCodeError as ExternalCodeError
from karabakh.errors import KarabakhError as KarabakhError
from karabakh.errors import LoadError as LoadError
from karabakh.errors import MergeError as MergeError
from karabakh.errors import UnknownIdError as UnknownIdError
from karabakh.errors import ValidationError as ValidationError
from karabakh.findings import Finding as Finding
from karabakh.findings import Severity as Severity
from karabakh.ids import ActorId as ActorId  # hidden
from karabakh.ids import AgreementId as AgreementId  # hidden
from karabakh.ids import EventId as EventId  # hidden
from karabakh.ids import LinkId as LinkId  # hidden
from karabakh.ids import PlaceId as PlaceId  # hidden
from karabakh.ids import PositionId as PositionId  # hidden
from karabakh.ids import PropositionId as PropositionId  # hidden
from karabakh.ids import ProvisionId as ProvisionId  # hidden
from karabakh.ids import RecordId as RecordId  # hidden
from karabakh.ids import RelationId as RelationId  # hidden
from karabakh.ids import SourceId as SourceId  # hidden
from karabakh.io import iter_records as iter_records
from karabakh.io import json_schema as json_schema
from karabakh.io import load as load
from karabakh.io import locate_findings as locate_findings
from karabakh.io import parse as parse
from karabakh.io import read as read
from karabakh.io import serialize as serialize
from karabakh.io import to_plain as to_plain
from karabakh.io import write as write
from karabakh.model import Actor as Actor
from karabakh.model import ActorKind as ActorKind
from karabakh.model import Agreement as Agreement
from karabakh.model import AgreementKind as AgreementKind
from karabakh.model import AgreementStatus as AgreementStatus
from karabakh.model import Alignment as Alignment  # hidden
from karabakh.model import Assertion as Assertion  # hidden
from karabakh.model import Basis as Basis
from karabakh.model import BoundDataset as BoundDataset  # hidden
from karabakh.model import Certainty as Certainty
from karabakh.model import Citation as Citation
from karabakh.model import Cited as Cited  # hidden
from karabakh.model import CitedPart as CitedPart  # hidden
from karabakh.model import Coding as Coding
from karabakh.model import ConditionType as ConditionType
from karabakh.model import Coverage as Coverage  # hidden
from karabakh.model import Dataset as Dataset
from karabakh.model import DocTimeRel as DocTimeRel
from karabakh.model import Document as Document
from karabakh.model import Drift as Drift  # hidden
from karabakh.model import Event as Event
from karabakh.model import EventKind as EventKind
from karabakh.model import ExternalCode as ExternalCode
from karabakh.model import Link as Link
from karabakh.model import LinkKind as LinkKind
from karabakh.model import Measure as Measure
from karabakh.model import MeasureKind as MeasureKind
from karabakh.model import Name as Name
from karabakh.model import NameUse as NameUse
from karabakh.model import Paragraph as Paragraph  # hidden
from karabakh.model import ParagraphCoverage as ParagraphCoverage  # hidden
from karabakh.model import Participant as Participant
from karabakh.model import ParticipantRole as ParticipantRole
from karabakh.model import Place as Place
from karabakh.model import Position as Position
from karabakh.model import PositionForm as PositionForm
from karabakh.model import Proposition as Proposition
from karabakh.model import PropositionKind as PropositionKind
from karabakh.model import Provision as Provision
from karabakh.model import ProvisionKind as ProvisionKind
from karabakh.model import Record as Record
from karabakh.model import RecordCollection as RecordCollection  # hidden
from karabakh.model import Relation as Relation
from karabakh.model import RelationKind as RelationKind
from karabakh.model import Requirement as Requirement
from karabakh.model import Sentence as Sentence  # hidden
from karabakh.model import Source as Source
from karabakh.model import Stance as Stance
from karabakh.model import StatusChange as StatusChange
from karabakh.model import Word as Word  # hidden
from karabakh.model import coverage as coverage
from karabakh.tables import to_table as to_table
from karabakh.time import AllenRelation as AllenRelation
from karabakh.time import Bounds as Bounds  # hidden
from karabakh.time import Truth as Truth
from karabakh.time import When as When
from karabakh.validation import ValidationReport as ValidationReport
from karabakh.validation import ValidationRule as ValidationRule
from karabakh.validation import validate as validate

__version__: str
