"""What the bundled dataset says: its records, by kind and by the sentences that they cite."""

import functools
import re
from collections.abc import Callable
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

import karabakh
from karabakh import (
    Actor,
    Agreement,
    Basis,
    Certainty,
    Citation,
    Dataset,
    Event,
    Link,
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
    """Give the bundled dataset."""
    return karabakh.load()


@functools.cache
def _file() -> str:
    return (resources.files("karabakh") / "data" / "nagorno_karabakh_article.toml").read_text(
        "utf-8"
    )


def record_in_file(id: str) -> str:
    """Give a record as the bundled file has it, with the tables that belong to it."""
    start = _file().index(f'id = "{id}"')
    head = _file().rindex("\n[[", 0, start) + 1
    name = re.compile(r"\[\[(\w+)").match(_file(), head)[1]
    next_record = re.compile(rf"^(#|\[\[(?!{name}\.))", re.MULTILINE).search(_file(), start)
    end = next_record.start() if next_record else len(_file())
    return _file()[head:end].strip()


class InFile(SphinxDirective):
    """Show records as the bundled file has them."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Take the records out of the file."""
        found = "\n\n".join(map(record_in_file, self.arguments[0].split()))
        return parse_rst(self, code(found, "toml"))


class OfSentence(SphinxDirective):
    """List the records that rest on a sentence."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Make the table."""
        place = Citation.parse(self.arguments[0])
        rows = [
            (_linked(record), " ".join(filter(None, (_told(record), _marks(record)))))
            for record in bundled().citing(place)
            if any(place.overlaps(each) and each.paragraph for each in record.all_citations)
        ]
        return parse_rst(self, table(("record", "what it says"), rows, widths="34 66"))


class OfCollection(SphinxDirective):
    """List all records of a collection, each with an anchor of its own."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Make the table."""
        records = [
            record
            for outer in getattr(bundled(), self.arguments[0])
            for record in (outer, *getattr(outer, "provisions", ()))
        ]
        rows = [
            (
                f".. _{_label(record.id)}:\n\n{literal(record.id)}",
                "\n\n".join(filter(None, (_told(record), _note(record)))),
                _places(record),
            )
            for record in records
        ]
        labels = self.env.domains.standard_domain
        for record in records:
            anchor = (self.env.docname, nodes.make_id(_label(record.id)))
            labels.anonlabels[_label(record.id)] = anchor
            labels.labels[_label(record.id)] = (*anchor, record.id)
        return parse_rst(self, table(("id", "what it says", "where"), rows, widths="27 48 25"))


def sentence_label(place: Citation) -> str:
    """Give the label of a sentence's section on its page."""
    return f"p{place.paragraph}-{place.first}-{place.last}"


def _label(id: str) -> str:
    return f"record-{id}"


def _linked(record: Record) -> str:
    return f"{type(record).__name__.lower()} {ref(_label(record.id), record.id)}"


def _note(record: Record) -> str:
    note = f"*{plain(record.note)}*" if record.note else ""
    return " ".join(filter(None, (_marks(record), note)))


def _marks(record: Record) -> str:
    """Say how firmly it is said and by whom it is read in, where that is not the usual."""
    found = []
    if record.certainty is not Certainty.CERTAIN:
        found.append(record.certainty.value)
    if record.basis is not Basis.STATED:
        found.append(record.basis.value)
    return f"[{', '.join(found)}]" if found else ""


def _places(record: Record) -> str:
    return ", ".join(_place(citation) for citation in record.all_citations)


def _place(citation: Citation) -> str:
    """Write a place short, with a link to the sentence that it begins in."""
    text = str(citation).partition("#")[2] or "the whole"
    for sentence in karabakh.model.sentence_places(bundled().sources[0]):
        if citation.paragraph and sentence.overlaps(citation):
            return ref(sentence_label(sentence), text)
    return text


def _told(record: Record) -> str:
    return _TELLERS[type(record)](record)


def _name(id: str) -> str:
    """Give what a record is called in the middle of a sentence."""
    record: Any = bundled()[id]
    if isinstance(record, Actor | Place):
        return plain(record.label)
    if isinstance(record, Position | Relation | Provision):
        return ref(_label(id), id)
    return f"“{plain(getattr(record, 'text', None) or record.title)}”"


def _position(position: Position) -> str:
    to = f", to {_name(position.addressee)}" if position.addressee else ""
    when = f", {position.doc_time_rel.value} the text" if position.doc_time_rel else ""
    return (
        f"{_name(position.holder)} {position.stance.value}: {_name(position.proposition)}"
        f" ({position.form.value}{to}{when})"
    )


def _proposition(proposition: Proposition) -> str:
    needed = proposition.requirement
    return plain(proposition.text) + (f" ({_requirement(needed)})" if needed else "")


def _requirement(needed: Requirement) -> str:
    condition, goal = (
        ref(_label(needed.condition), needed.condition),
        ref(_label(needed.goal), needed.goal),
    )
    return f"{condition} is {needed.condition_type.value} for {goal}"


def _event(event: Event) -> str:
    took_part = "; ".join(f"{each.role.value}: {_name(each.actor)}" for each in event.participants)
    details = ", ".join(filter(None, (event.kind.value, str(event.when), took_part)))
    return f"{plain(event.title)} ({details})"


def _agreement(agreement: Agreement) -> str:
    parties = ", ".join(map(_name, agreement.parties)) or "not named"
    return f"{plain(agreement.title)} ({agreement.kind.value}; parties: {parties})"


def _relation(relation: Relation) -> str:
    kind = relation.kind.value.replace("-", " ")
    title = f" ({plain(relation.title)})" if relation.title else ""
    return f"{_name(relation.subject)} – {kind} – {_name(relation.object)}{title}"


def _link(link: Link) -> str:
    holder = (
        f" (according to {', '.join(map(_name, link.according_to))})" if link.according_to else ""
    )
    ends = (ref(_label(link.subject), link.subject), ref(_label(link.object), link.object))
    return f"{ends[0]} – {link.kind.value.replace('-', ' ')} – {ends[1]}{holder}"


_TELLERS: Final[dict[type, Callable[[Any], str]]] = {
    Actor: lambda actor: f"{plain(actor.label)} ({actor.kind.value})",
    Place: lambda place: plain(place.label),
    Relation: _relation,
    Proposition: _proposition,
    Position: _position,
    Event: _event,
    Agreement: _agreement,
    Provision: lambda owed: f"{_name(owed.obligor)} owes: {plain(owed.duty)}",
    Link: _link,
}
"""How each kind of record is told in one line."""


def setup(app: "Sphinx") -> None:
    """Register the directives."""
    app.add_directive("in-file", InFile)
    app.add_directive("sentence", OfSentence)
    app.add_directive("collection", OfCollection)
