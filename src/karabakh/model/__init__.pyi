from karabakh._vocabulary import ActorKind as ActorKind
from karabakh._vocabulary import AgreementKind as AgreementKind
from karabakh._vocabulary import AgreementStatus as AgreementStatus
from karabakh._vocabulary import Basis as Basis
from karabakh._vocabulary import Certainty as Certainty
from karabakh._vocabulary import ConditionType as ConditionType
from karabakh._vocabulary import DocTimeRel as DocTimeRel
from karabakh._vocabulary import EventKind as EventKind
from karabakh._vocabulary import LinkKind as LinkKind
from karabakh._vocabulary import MeasureKind as MeasureKind
from karabakh._vocabulary import NameUse as NameUse
from karabakh._vocabulary import ParticipantRole as ParticipantRole
from karabakh._vocabulary import PositionForm as PositionForm
from karabakh._vocabulary import PropositionKind as PropositionKind
from karabakh._vocabulary import ProvisionKind as ProvisionKind
from karabakh._vocabulary import RelationKind as RelationKind
from karabakh._vocabulary import Stance as Stance
from karabakh.model._actors import Actor as Actor
from karabakh.model._actors import Name as Name
from karabakh.model._actors import Place as Place
from karabakh.model._agreements import Agreement as Agreement
from karabakh.model._agreements import Provision as Provision
from karabakh.model._agreements import StatusChange as StatusChange
from karabakh.model._alignment import Alignment as Alignment  # hidden
from karabakh.model._alignment import sentence_places as sentence_places  # hidden
from karabakh.model._base import Assertion as Assertion  # hidden
from karabakh.model._base import Cited as Cited  # hidden
from karabakh.model._base import CitedPart as CitedPart  # hidden
from karabakh.model._base import Record as Record
from karabakh.model._binding import Drift as Drift  # hidden
from karabakh.model._chronology import Timed as Timed  # hidden
from karabakh.model._chronology import build_chronology as build_chronology  # hidden
from karabakh.model._chronology import is_ordering as is_ordering  # hidden
from karabakh.model._citation import Citation as Citation
from karabakh.model._coding import Coding as Coding
from karabakh.model._collections import COLLECTIONS as COLLECTIONS  # hidden
from karabakh.model._collections import SCHEMA_VERSION as SCHEMA_VERSION  # hidden
from karabakh.model._coverage import Coverage as Coverage  # hidden
from karabakh.model._coverage import ParagraphCoverage as ParagraphCoverage  # hidden
from karabakh.model._coverage import coverage as coverage
from karabakh.model._dataset import BoundDataset as BoundDataset  # hidden
from karabakh.model._dataset import Dataset as Dataset
from karabakh.model._document import Document as Document
from karabakh.model._editions import CarriedCitation as CarriedCitation  # hidden
from karabakh.model._editions import Editions as Editions  # hidden
from karabakh.model._events import Event as Event
from karabakh.model._external_code import ExternalCode as ExternalCode
from karabakh.model._fingerprints import fingerprint as fingerprint  # hidden
from karabakh.model._links import Link as Link
from karabakh.model._matches import Matches as Matches  # hidden
from karabakh.model._participants import Measure as Measure
from karabakh.model._participants import Participant as Participant
from karabakh.model._positions import Position as Position
from karabakh.model._propositions import Proposition as Proposition
from karabakh.model._propositions import Requirement as Requirement
from karabakh.model._quotes import QuoteStatus as QuoteStatus  # hidden
from karabakh.model._quotes import ResolvedQuote as ResolvedQuote  # hidden
from karabakh.model._quotes import resolve_quote as resolve_quote  # hidden
from karabakh.model._records import RecordCollection as RecordCollection  # hidden
from karabakh.model._relations import Relation as Relation
from karabakh.model._sources import Paragraph as Paragraph  # hidden
from karabakh.model._sources import Sentence as Sentence  # hidden
from karabakh.model._sources import Source as Source
from karabakh.model._suggestions import Match as Match  # hidden
from karabakh.model._suggestions import Suggestion as Suggestion  # hidden
from karabakh.model._terms import term as term  # hidden
from karabakh.model._words import Word as Word  # hidden
