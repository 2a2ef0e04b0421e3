"""Conflict texts as typed, cited Python objects that programs can check and reason over.

Everything that most programs need is here, under one name::

    import karabakh

    dataset = karabakh.load()

Importing this package reads no data and loads none of its parts: each is loaded when it
is first used.
"""

TYPE_CHECKING = False  # spares the import of `typing`; type checkers know the name
if TYPE_CHECKING:
    from karabakh.errors import (
        CitationError,
        CodeError,
        DocumentError,
        KarabakhError,
        LoadError,
        UnknownIdError,
        ValidationError,
        WhenError,
    )
    from karabakh.findings import Finding, Severity
    from karabakh.ids import (
        ActorId,
        AgreementId,
        EventId,
        LinkId,
        PlaceId,
        PositionId,
        PropositionId,
        ProvisionId,
        RecordId,
        RelationId,
        SourceId,
    )
    from karabakh.io import (
        json_schema,
        load,
        parse_json,
        parse_jsonl,
        parse_toml,
        read,
        read_records,
        to_json,
        to_jsonl,
        to_toml,
        write,
    )
    from karabakh.model import (
        Actor,
        ActorKind,
        Agreement,
        AgreementKind,
        AgreementStatus,
        Alignment,
        Allen,
        Assertion,
        Basis,
        BoundDataset,
        Bounds,
        Certainty,
        Citation,
        Cited,
        Code,
        Coverage,
        Dataset,
        DocTime,
        Document,
        Drift,
        Event,
        EventKind,
        Link,
        LinkKind,
        Name,
        Necessity,
        Paragraph,
        ParagraphCoverage,
        Participation,
        Place,
        Position,
        PositionForm,
        Proposition,
        Provision,
        Record,
        Records,
        Relation,
        RelationKind,
        Requirement,
        Role,
        Sentence,
        Source,
        Stance,
        StatusChange,
        Truth,
        When,
        Word,
        coverage,
    )
    from karabakh.validation import Report, Rule, validate

__all__ = [
    "Actor",
    "ActorId",
    "ActorKind",
    "Agreement",
    "AgreementId",
    "AgreementKind",
    "AgreementStatus",
    "Alignment",
    "Allen",
    "Assertion",
    "Basis",
    "BoundDataset",
    "Bounds",
    "Certainty",
    "Citation",
    "CitationError",
    "Cited",
    "Code",
    "CodeError",
    "Coverage",
    "Dataset",
    "DocTime",
    "Document",
    "DocumentError",
    "Drift",
    "Event",
    "EventId",
    "EventKind",
    "Finding",
    "KarabakhError",
    "Link",
    "LinkId",
    "LinkKind",
    "LoadError",
    "Name",
    "Necessity",
    "Paragraph",
    "ParagraphCoverage",
    "Participation",
    "Place",
    "PlaceId",
    "Position",
    "PositionForm",
    "PositionId",
    "Proposition",
    "PropositionId",
    "Provision",
    "ProvisionId",
    "Record",
    "RecordId",
    "Records",
    "Relation",
    "RelationId",
    "RelationKind",
    "Report",
    "Requirement",
    "Role",
    "Rule",
    "Sentence",
    "Severity",
    "Source",
    "SourceId",
    "Stance",
    "StatusChange",
    "Truth",
    "UnknownIdError",
    "ValidationError",
    "When",
    "WhenError",
    "Word",
    "coverage",
    "json_schema",
    "load",
    "parse_json",
    "parse_jsonl",
    "parse_toml",
    "read",
    "read_records",
    "to_json",
    "to_jsonl",
    "to_toml",
    "validate",
    "write",
]

__version__ = "0.1.0"

_HOMES = {
    "CitationError": "errors",
    "CodeError": "errors",
    "DocumentError": "errors",
    "Finding": "findings",
    "KarabakhError": "errors",
    "LoadError": "errors",
    "Report": "validation",
    "Rule": "validation",
    "Severity": "findings",
    "UnknownIdError": "errors",
    "ValidationError": "errors",
    "WhenError": "errors",
    "json_schema": "io",
    "load": "io",
    "parse_json": "io",
    "parse_jsonl": "io",
    "parse_toml": "io",
    "read": "io",
    "read_records": "io",
    "to_json": "io",
    "to_jsonl": "io",
    "to_toml": "io",
    "validate": "validation",
    "write": "io",
}
"""The module of each public name that is not in `model`; identifiers' types are in `ids`."""


def __getattr__(name: str) -> object:
    """Load the part of the library that a name belongs to, and remember the name (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 (most of this package's own import time)

    home = _HOMES.get(name, "ids" if name.endswith("Id") else "model")
    value: object = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
