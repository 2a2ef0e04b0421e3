"""The records of the bundled dataset, by kind and by the sentences that they cite."""

import functools
import re
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

import karabakh
from karabakh import (
    Actor,
    Agreement,
    Assertion,
    Basis,
    Certainty,
    Citation,
    ConditionType,
    Dataset,
    Event,
    Link,
    Name,
    Participant,
    Place,
    Position,
    Proposition,
    Provision,
    Record,
    Relation,
    Requirement,
)
from karabakh_docs.rst import code, literal, parse_rst, plain, ref, table

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["sentence_label", "setup"]


@functools.cache
def bundled() -> Dataset:
    """Return the bundled dataset."""
    return karabakh.load()


@functools.cache
def _bundled_file() -> str:
    return (resources.files("karabakh") / "data" / "nagorno_karabakh_article.toml").read_text(
        "utf-8"
    )


@functools.cache
def _example_file() -> str:
    path = Path(__file__).parents[2] / "codebook" / "example.toml"
    return path.read_text("utf-8")


def record_in_file(id: str, text: str) -> str:
    """Return a record as a file has it, with the tables that belong to it."""
    start = text.index(f'id = "{id}"')
    head = text.rindex("\n[[", 0, start) + 1
    name = re.compile(r"\[\[(\w+)").match(text, head)[1]
    next_record = re.compile(rf"^(#|\[\[(?!{name}\.))", re.MULTILINE).search(text, start)
    end = next_record.start() if next_record else len(text)
    return text[head:end].strip()


class InFile(SphinxDirective):
    """Show records as the bundled file has them."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return the part of the file."""
        text = self.text()
        found = "\n\n".join(record_in_file(each, text) for each in self.arguments[0].split())
        return parse_rst(self, code(found, "toml"))

    def text(self) -> str:
        """Return the file."""
        return _bundled_file()


class InExample(InFile):
    """Show records as the coding of the codebook's invented text has them."""

    def text(self) -> str:
        """Return the file."""
        return _example_file()


class OfSentence(SphinxDirective):
    """List the records that rest on a sentence."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        place = Citation.parse(self.arguments[0])
        rows = [
            (_linked(record), " ".join(filter(None, (_described(record), _marks(record)))))
            for record in bundled().citing(place)
            if any(place.overlaps(each) and each.paragraph for each in record.all_citations)
        ]
        return parse_rst(self, table(("record", "what it says"), rows, widths="34 66"))


class OfCollection(SphinxDirective):
    """List all records of a collection, each with an anchor of its own."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        records = [
            record
            for outer in getattr(bundled(), self.arguments[0])
            for record in (outer, *getattr(outer, "provisions", ()))
        ]
        rows = [
            (
                f".. _{_label(record.id)}:\n\n{literal(record.id)}",
                "\n\n".join(filter(None, (_described(record), _note(record), _codes(record)))),
                _places(record),
            )
            for record in records
        ]
        labels = self.env.domains.standard_domain
        for record in records:
            anchor = (self.env.docname, nodes.make_id(_label(record.id)))
            labels.anonlabels[_label(record.id)] = anchor
            labels.labels[_label(record.id)] = (*anchor, record.id)
        return parse_rst(self, table(("id", "what it says", "passages"), rows, widths="27 48 25"))


def sentence_label(place: Citation) -> str:
    """Return the label of a sentence's section on its page."""
    return f"p{place.paragraph}-{place.first}-{place.last}"


def _label(id: str) -> str:
    return f"record-{id}"


def _linked(record: Record) -> str:
    return f"{type(record).__name__.lower()} {ref(_label(record.id), record.id)}"


def _note(record: Record) -> str:
    note = f"*{plain(record.note)}*" if record.note else ""
    return " ".join(filter(None, (_marks(record), note)))


def _marks(record: Record) -> str:
    """Return the certainty, the basis and who says so, if they are not the usual."""
    found = []
    if record.certainty is not Certainty.CERTAIN:
        found.append(record.certainty.value)
    if record.basis is not Basis.STATED:
        found.append(record.basis.value)
    if isinstance(record, Assertion) and record.according_to:
        found.append(f"according to {', '.join(map(_name, record.according_to))}")
    return f"[{', '.join(found)}]" if found else ""


def _codes(record: Record) -> str:
    """Return what others call it and how they classify it."""
    return ", ".join(literal(str(code)) for code in (*record.identifiers, *record.codes))


def _places(record: Record) -> str:
    return ", ".join(_place(citation) for citation in record.all_citations)


def _place(citation: Citation) -> str:
    """Return a short citation with a link to the sentence that it begins in."""
    text = str(citation).partition("#")[2] or "the whole"
    for sentence in karabakh.model.sentence_places(bundled().sources[0]):
        if citation.paragraph and sentence.overlaps(citation):
            return ref(sentence_label(sentence), text)
    return text


def _described(record: Record) -> str:
    return _WRITERS[type(record)](record)


def _name(id: str) -> str:
    """Return the name of a record for the middle of a sentence."""
    record: Any = bundled()[id]
    if isinstance(record, Actor | Place):
        return plain(record.label)
    if isinstance(record, Position | Relation | Provision):
        return ref(_label(id), id)
    return f"“{plain(getattr(record, 'text', None) or record.title)}”"


def _doc_time_rel(record: Relation | Position | Event) -> str:
    value = record.doc_time_rel.value.replace("-", " ") if record.doc_time_rel else ""
    return value and f"{value} the time of writing"


def _names(label: str, names: tuple[Name, ...], *details: str) -> str:
    """Return a label, with what is said of it and its names for running text."""
    others = (f"{each.use.value} “{plain(each.text)}”" for each in names[1:] if each.use)
    shown = ", ".join((*details, *others))
    return plain(label) + (f" ({shown})" if shown else "")


def _position(position: Position) -> str:
    details = [
        position.form.value if position.form else "",
        f"to {_name(position.addressee)}" if position.addressee else "",
        f"on behalf of {_name(position.on_behalf_of)}" if position.on_behalf_of else "",
        str(position.when) if position.when.is_known else "",
        _doc_time_rel(position),
    ]
    shown = ", ".join(filter(None, details))
    stance = f"{_name(position.holder)} {position.stance.value}: {_name(position.proposition)}"
    return f"{stance} ({shown})" if shown else stance


def _proposition(proposition: Proposition) -> str:
    needed = proposition.requirement
    details = [
        proposition.kind.value if proposition.kind else "",
        _requirement(needed) if needed else "",
        *(f"implies {ref(_label(each), each)}" for each in proposition.implies),
        *(f"excludes {ref(_label(each), each)}" for each in proposition.excludes),
    ]
    shown = "; ".join(filter(None, details))
    return plain(proposition.text) + (f" ({shown})" if shown else "")


def _requirement(needed: Requirement) -> str:
    condition, goal = (
        ref(_label(needed.condition), needed.condition),
        ref(_label(needed.goal), needed.goal),
    )
    return f"{condition} {_BEARS_ON[needed.condition_type]} {goal}"


_BEARS_ON: Final = {
    ConditionType.NECESSARY: "is necessary for",
    ConditionType.SUFFICIENT: "is sufficient for",
    ConditionType.NOT_SUFFICIENT: "is not sufficient for",
    ConditionType.CONTRIBUTES: "contributes to",
}


def _event(event: Event) -> str:
    participants = "; ".join(map(_participant, event.participants))
    date = str(event.when) if event.when.is_known else ""
    about = ", ".join(map(_name, event.about))
    details = (
        event.kind.value,
        f"about {about}" if about else "",
        date,
        _doc_time_rel(event),
        participants,
    )
    return f"{plain(event.title)} ({', '.join(filter(None, details))})"


def _participant(participant: Participant) -> str:
    side = f" (side {plain(participant.side)})" if participant.side else ""
    return f"{participant.role.value}: {_name(participant.actor)}{side}"


def _agreement(agreement: Agreement) -> str:
    participants = "; ".join(map(_participant, agreement.participants)) or "no participant named"
    return f"{plain(agreement.title)} ({agreement.kind.value}; {participants})"


def _provision(provision: Provision) -> str:
    obligor = f", of {_name(provision.obligor)}" if provision.obligor else ""
    return f"{provision.kind.value}{obligor}: {plain(provision.duty)}"


def _relation(relation: Relation) -> str:
    kind = relation.kind.value.replace("-", " ")
    tie = f"{_name(relation.subject)} – {kind} – {_name(relation.object)}"
    details = ", ".join(filter(None, (plain(relation.title), _doc_time_rel(relation))))
    return f"{tie} ({details})" if details else tie


def _link(link: Link) -> str:
    ends = (ref(_label(link.subject), link.subject), ref(_label(link.object), link.object))
    return f"{ends[0]} – {link.kind.value.replace('-', ' ')} – {ends[1]}"


_WRITERS: Final[dict[type, Callable[[Any], str]]] = {
    Actor: lambda actor: _names(actor.label, actor.names, actor.kind.value),
    Place: lambda place: _names(place.label, place.names),
    Relation: _relation,
    Proposition: _proposition,
    Position: _position,
    Event: _event,
    Agreement: _agreement,
    Provision: _provision,
    Link: _link,
}
"""How each kind of record is described in one line."""


def setup(app: "Sphinx") -> None:
    """Register the directives."""
    app.add_directive("in-file", InFile)
    app.add_directive("in-example", InExample)
    app.add_directive("sentence", OfSentence)
    app.add_directive("collection", OfCollection)
