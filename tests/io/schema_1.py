"""Datasets as files of schema 1 held them, written apart from the migration."""

from typing import Any

from karabakh.model import (
    ActorKind,
    AgreementKind,
    AgreementStatus,
    DocTimeRel,
    LinkKind,
    ParticipantRole,
    PositionForm,
    RelationKind,
)

Plain = dict[str, Any]

NEW_TERMS = {
    *(DocTimeRel.BEFORE_OR_OVERLAPS, DocTimeRel.OVERLAPS_OR_AFTER, ActorKind.OTHER),
    *(RelationKind.ACTS_FOR, RelationKind.OTHER, PositionForm.OTHER),
    *(ParticipantRole.PARTY, ParticipantRole.SIGNATORY, ParticipantRole.GUARANTOR),
    *(ParticipantRole.MONITOR, ParticipantRole.WITNESS, ParticipantRole.OTHER),
    *(AgreementKind.UNILATERAL_DECLARATION, AgreementStatus.SUSPENDED, AgreementStatus.RESUMED),
    *(LinkKind.SPEAKS_AGAINST, LinkKind.AMENDS, LinkKind.SUPERSEDES, LinkKind.SUSPENDS),
    LinkKind.OTHER,
}
NEW_KEYS = {
    "sources": {"translation_of", "edition_of", "identifiers", "codes"},
    "actors": {"is_plural", "codes"},
    "places": {"point", "codes"},
    "relations": {"identifiers", "codes"},
    "propositions": {"kind", "noun_phrase", "infinitive", "identifiers", "codes"},
    "positions": {"on_behalf_of", "identifiers", "codes"},
    "events": {"measures"},
    "agreements": {"period", "location"},
    "links": {"identifiers", "codes"},
}


def is_new(vocabulary: type, text: str) -> bool:
    return vocabulary(text) in NEW_TERMS


def old_features(content: Plain) -> Plain:
    """Return plain values of schema 2 without what only schema 2 can say."""
    old = {key: value for key, value in content.items() if key != "coding"}
    for name, new in NEW_KEYS.items():
        for record in old.get(name, []):
            for key in new & record.keys():
                del record[key]
            _keep_old(name, record)
            for key in [key for key, value in record.items() if value == []]:
                del record[key]
    return old


def _keep_old(name: str, record: Plain) -> None:
    if "according_to" in record:
        record["according_to"] = record["according_to"][:1]
    if is_new(DocTimeRel, record.get("doc_time_rel", "before")):
        record["doc_time_rel"] = "before"
    for each in record.get("names", []):
        each.pop("use", None)
    if name == "actors" and is_new(ActorKind, record["kind"]):
        record["kind"] = "state"
    if name == "relations" and is_new(RelationKind, record["kind"]):
        record["kind"] = "member-of"
    if name == "links" and is_new(LinkKind, record["kind"]):
        record["kind"] = "before"
    if name == "positions" and is_new(PositionForm, record.get("form", "other")):
        record["form"] = "claim"
    if name == "events":
        record["participants"] = [
            {"actor": each["actor"], "role": "target" if is_new_role(each) else each["role"]}
            for each in record.get("participants", [])
        ]
    if name == "agreements":
        _keep_old_agreement(record)


def is_new_role(participant: Plain) -> bool:
    return is_new(ParticipantRole, participant["role"])


def _keep_old_agreement(record: Plain) -> None:
    if is_new(AgreementKind, record["kind"]):
        record["kind"] = "ceasefire"
    roles = {role: [] for role in ("party", "mediator")}
    for each in record.get("participants", []):
        roles["mediator" if each["role"] == "mediator" else "party"].append(each["actor"])
    record["participants"] = [
        {"actor": actor, "role": role} for role, actors in roles.items() for actor in actors
    ]
    record["provisions"] = [each for each in record.get("provisions", []) if "obligor" in each]
    for each in record["provisions"]:
        for key in {"kind", "period", "identifiers", "codes"} & each.keys():
            del each[key]
        _keep_old("provisions", each)
    for each in record.get("statuses", []):
        each.pop("according_to", None)
        if is_new(AgreementStatus, each["status"]):
            each["status"] = "agreed"
        _keep_old("statuses", each)


def downgraded(content: Plain) -> Plain:
    """Return plain values of schema 2, with old features alone, as schema 1 had them."""
    old = {key: _renamed(value) for key, value in {**content, "schema": 1}.items()}
    for position in old.get("positions", []):
        if "when" in position:
            position["held"] = position.pop("when")
    for agreement in old.get("agreements", []):
        participants = agreement.pop("participants", [])
        for key, role in (("parties", "party"), ("mediators", "mediator")):
            actors = [each["actor"] for each in participants if each["role"] == role]
            if actors:
                agreement[key] = actors
    return old


OLD_NAMES = {"excludes": "contradicts", "doc_time_rel": "doc_time", "condition_type": "necessity"}


def _renamed(value: Any) -> Any:
    if isinstance(value, list):
        return [_renamed(each) for each in value]
    if not isinstance(value, dict):
        return value
    old = {OLD_NAMES.get(key, key): _renamed(each) for key, each in value.items()}
    if "according_to" in old:
        (old["according_to"],) = old["according_to"]
    return old
