"""New TOML files for coding a text, and the schema by which editors complete them."""

import enum
import re
import shlex
import textwrap
from pathlib import PurePath
from string import Template
from typing import Any

import attrs

from karabakh.ids import is_valid_id
from karabakh.io._json_schema import json_schema
from karabakh.io._package_data import package_data
from karabakh.io._toml_text import table_text, toml_value
from karabakh.model import (
    ActorKind,
    AgreementKind,
    AgreementStatus,
    DocTimeRel,
    Document,
    EventKind,
    LinkKind,
    ParticipantRole,
    PositionForm,
    PropositionKind,
    ProvisionKind,
    RelationKind,
    Source,
    Stance,
)

__all__ = ["editor_schema", "new_file", "source_id"]

_VOCABULARIES: dict[str, type[enum.Enum]] = {
    "actor_kind": ActorKind,
    "agreement_kind": AgreementKind,
    "agreement_status": AgreementStatus,
    "doc_time_rel": DocTimeRel,
    "event_kind": EventKind,
    "link_kind": LinkKind,
    "participant_role": ParticipantRole,
    "position_form": PositionForm,
    "proposition_kind": PropositionKind,
    "provision_kind": ProvisionKind,
    "relation_kind": RelationKind,
    "stance": Stance,
}
_WIDTH = 100


def new_file(document: Document, source: Source, *, path: PurePath, author: str) -> str:
    """Return a TOML file with a source, and a record of each kind as a comment.

    Args:
        document: The text, for its outline.
        source: What is known of the source, without outline.
        path: The file to be, for the commands that it names.
        author: What to call the author.

    >>> from pathlib import PurePath
    >>> from karabakh import Document, Source
    >>> from karabakh.io import new_file
    >>> document = Document.from_text("They met.", name="wire.txt")
    >>> source = Source(id="wire", title="Wire")
    >>> print(new_file(document, source, path=PurePath("wire.toml"), author="the reporter")[:31])
    #:schema ./karabakh.schema.json
    """
    terms = {name: ", ".join(each.value for each in kind) for name, kind in _VOCABULARIES.items()}
    template = Template(package_data("new.toml").decode())
    text = template.substitute(
        **terms,
        source=source.id,
        title=toml_value(source.title),
        author=toml_value(author),
        document=_in_comment(PurePath(document.name).name),
        file=_in_comment(path.name),
    )
    lines = [line for each in text.splitlines() for line in _filled(each)]
    outlined = attrs.evolve(
        source, author="author", sha256=document.sha256, paragraphs=document.outline()
    )
    return "\n".join(lines) + "\n" + table_text("sources", outlined)


def _in_comment(name: str) -> str:
    """Return the name of a file for a command in a comment, quoted if need be."""
    return shlex.quote("".join(each if each.isprintable() else "?" for each in name))


def _filled(line: str) -> list[str]:
    """Return a line of the template, or several for a long one."""
    if len(line) <= _WIDTH or not line.startswith("# "):
        return [line]
    return textwrap.wrap(line, _WIDTH, subsequent_indent="#   ", break_on_hyphens=False)


def source_id(path: PurePath) -> str:
    """Return the name of a file in small letters, as an identifier.

    >>> from pathlib import PurePath
    >>> from karabakh.io import source_id
    >>> source_id(PurePath("Halm Post (4 May).txt")), source_id(PurePath("?.txt"))
    ('halm-post-4-may', 'text')
    """
    slug = re.sub(r"[\W_]+", "-", path.stem.lower()).strip("-")
    return slug if is_valid_id(slug) else "text"


def editor_schema() -> dict[str, Any]:
    """Return the schema of files in which quotes may stand for citations.

    >>> from karabakh.io import editor_schema
    >>> [each["type"] for each in editor_schema()["$defs"]["Citation"]["anyOf"]]
    ['string', 'object']
    """
    schema = json_schema()
    definitions = schema["$defs"]
    citation = definitions["Citation"]
    quote: dict[str, Any] = {
        "type": "object",
        "required": ["quote"],
        "additionalProperties": False,
        "properties": {
            "quote": {"description": "Words of the text; … for words left out.", "type": "string"},
            "within": {
                "description": "The passage in which they are, or another quote.",
                "anyOf": [{"type": "string"}, {"$ref": "#/$defs/Quote"}],
            },
            "nth": {"description": "Which of several, from 1.", "type": "integer", "minimum": 1},
        },
    }
    definitions["Quote"] = quote
    description = citation.pop("description")
    definitions["Citation"] = {
        "description": f"{description} While you code, a quote of its words may stand for it.",
        "anyOf": [citation, quote],
    }
    return schema
