"""A briefing on what a document says: parties, positions, order of events, agreements, doubts.

python examples/briefing.py                            the bundled article
python examples/briefing.py --document article.txt     with the words each line rests on
python examples/briefing.py my-dataset.toml            any other dataset
"""

import argparse
import io
import itertools
import os
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

import karabakh
from karabakh import (
    ActorKind,
    Basis,
    BoundDataset,
    Certainty,
    Citation,
    CitationError,
    Cited,
    Dataset,
    DocTime,
    Event,
    KarabakhError,
    Position,
    PositionForm,
    Provision,
    Record,
    RelationKind,
    Stance,
    Truth,
    When,
)
from karabakh.model import citations_of
from karabakh.reasoning import (
    Conclusion,
    Condition,
    Timeline,
    conditions,
    obligations,
    open_questions,
    shifts,
    timeline,
)

WIDTH = 80
STANCES = {Stance.SUPPORTS: "for", Stance.OPPOSES: "against", Stance.UNDECIDED: "undecided"}
SAYINGS = {Stance.SUPPORTS: "says", Stance.OPPOSES: "denies", Stance.UNDECIDED: "leaves open"}
VIEWS = {
    Stance.SUPPORTS: "says so",
    Stance.OPPOSES: "denies it",
    Stance.UNDECIDED: "leaves it open",
}
JUDGEMENTS = {PositionForm.CLAIM, PositionForm.ASSESSMENT, PositionForm.CONCESSION}
"""The forms of positions by which somebody says that something is so."""


def main() -> int:
    """Read what the command line names, and print the briefing."""
    options = _options()
    try:
        dataset = karabakh.read(options.dataset) if options.dataset else karabakh.load()
        if options.document:
            text = karabakh.Document.read(options.document, encoding=options.encoding)
            dataset = dataset.bind(text)
    except (KarabakhError, LookupError, OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    output = sys.stdout
    if isinstance(output, io.TextIOWrapper):
        output.reconfigure(errors="replace")  # where it can't show all letters
    try:
        print("\n".join(briefing(dataset)), flush=True)
    except BrokenPipeError:  # nobody reads on, as with `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return 0


def briefing(dataset: Dataset) -> Iterator[str]:
    """Put a dataset into lines of at most 80 columns."""
    page = Page(dataset)
    yield from page.head()
    sections = {
        "Parties": page.parties(),
        "Who holds what": page.positions(),
        "What changed": page.changes(),
        "What happened, in order": page.order(),
        "What was agreed": page.agreements(),
        "What the goals would take": page.goals(),
        "What is open": page.doubts(),
    }
    for heading, lines in sections.items():
        found = list(lines)
        if found:
            yield from ("", heading.upper(), *found)


class Page:
    """The sections of a briefing. Each is a run of lines, indented under its heading."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset

    def head(self) -> Iterator[str]:
        """Say what the briefing is about, and how to read it."""
        yield self.dataset.title.upper()
        for source in self.dataset.sources:
            date = f"published {source.published}" if source.published.is_known else "undated"
            yield from _wrapped(f"{source.title} ({date}).")
        yield from _wrapped(
            "At the right stand the words that a line rests on: p2:21-36 are the words 21 to 36"
            " of the second paragraph. A star marks what the coder reads into them."
        )
        if isinstance(self.dataset, BoundDataset) and self.dataset.drift:
            lost = len({each.citation for each in self.dataset.drift})
            cited = {place for record in self.dataset for place in citations_of(record)}
            yield from _wrapped(
                f"The copy at hand lacks {lost} of the {len(cited)} passages that records rest on."
            )

    def parties(self) -> Iterator[str]:
        """List the actors, with who holds their offices."""
        for actor in self.dataset.actors:
            if actor.kind is ActorKind.AUTHOR:
                continue
            kind = actor.kind.value.replace("-", " ")
            members = ", ".join(map(self._name, actor.members))
            what = kind + (f": {members}" if members else "")
            yield from self._entry(f"{actor.label} ({what})", actor)
            for relation in self.dataset.relations.where(subject=actor.id):
                if relation.kind is RelationKind.HOLDS_OFFICE:
                    tie = f"{relation.title} of {self._name(relation.object)}"
                else:
                    tie = f"{relation.kind.value.replace('-', ' ')} {self._name(relation.object)}"
                yield from self._entry(tie, relation, indent=4)

    def positions(self) -> Iterator[str]:
        """List the positions by holder, the author's last."""
        authors = set(self.dataset.actors.where(kind=ActorKind.AUTHOR).ids)
        positions = self.dataset.positions
        held = {actor.id: positions.where(holder=actor.id) for actor in self.dataset.actors}
        for holder in sorted(filter(held.get, held), key=lambda holder: holder in authors):
            yield from _wrapped(self._name(holder), indent=2)
            on_goals = 0
            for position in held[holder]:
                proposition = self.dataset.propositions.get(position.proposition)
                if proposition and proposition.requirement:
                    on_goals += 1
                else:
                    is_read = proposition is not None and proposition.basis is Basis.INFERRED
                    yield from self._entry(
                        self._position(position), position, indent=4, hang=13, is_read=is_read
                    )
            if on_goals:
                yield f"    … and {on_goals} on what a goal would take: see below"

    def changes(self) -> Iterator[str]:
        """List who changed, from what to what, and why that is said."""
        for shift in shifts(self.dataset):
            yield from _wrapped(
                f"{self._name(shift.holder)} on “{self._name(shift.proposition)}”"
                f" – {shift.certainty.value}",
                indent=2,
            )
            for word, held in (("earlier", shift.earlier), ("later", shift.later)):
                how = "derived" if held.is_derived else "stated"
                yield from self._entry(
                    f"{word}: {STANCES[held.stance]} ({how})", *_records(held), indent=4
                )
            for reason in shift.reasons:
                yield from self._entry(
                    f"reason given: {self._name(reason.subject)}", reason, indent=4
                )

    def order(self) -> Iterator[str]:
        """List the events and agreements: those in a known order first, with what they follow."""
        placed = timeline(self.dataset)
        shown = {*self.dataset.events.ids, *self.dataset.agreements.ids}
        before: Sequence[Record] = ()
        for layer in placed.layers:
            events = [record for record in layer if record.id in shown]
            for record in events:
                yield from self._entry(f"–  {self._event(record)}", record, hang=3)
                yield from self._after(record, before, placed)
            before = events or before
        loose = [record for record in placed.unordered if record.id in shown]
        if loose and placed.layers:
            yield "  In no known order with these:"
        for record in loose:
            yield from self._entry(f"–  {self._event(record)}", record, hang=3)

    def _after(self, record: Record, earlier: Iterable[Record], placed: Timeline) -> Iterator[str]:
        """List what of the things before a record is known to be over when it begins."""
        for each in earlier:
            order = placed.before(each.id, record.id)
            if order.answer is Truth.YES:
                text = f"after: {self._name(each.id)}"
                yield from self._entry(text, *_records(order), indent=5, is_quoted=False)

    def agreements(self) -> Iterator[str]:
        """List the agreements, who made them, and what became of each duty."""
        for agreement in self.dataset.agreements:
            yield from self._entry(agreement.title, agreement)
            parties = ", ".join(map(self._name, agreement.parties)) or "not named"
            more = (
                "" if agreement.parties_complete or not agreement.parties else " (others not named)"
            )
            yield from _wrapped(f"parties: {parties}{more}", indent=4)
            for duty in obligations(self.dataset):
                if duty.agreement is agreement:
                    owed = f"owed by {self._name(duty.provision.obligor)}: {duty.provision.duty}"
                    yield from self._entry(owed, duty.provision, indent=4)
                    state = duty.state.value.replace("unknown", "done or not can't be told")
                    yield from _wrapped(f"{state}: {duty.reason(self._name)}", indent=6)

    def goals(self) -> Iterator[str]:
        """List what each goal that is no mere condition depends on, and who says so."""
        needs = [each.requirement for each in self.dataset.propositions if each.requirement]
        conditioned = {need.condition for need in needs}
        for goal in dict.fromkeys(need.goal for need in needs):
            if goal not in conditioned:
                yield from _wrapped(self._name(goal), indent=2)
                for condition in conditions(self.dataset, goal).conditions:
                    yield from self._condition(condition, indent=4)

    def doubts(self) -> Iterator[str]:
        """List what the document leaves open."""
        for question in open_questions(self.dataset):
            yield from self._entry(question.sentence(self._quoted), *_records(question))

    def _condition(self, condition: Condition, indent: int) -> Iterator[str]:
        views = "; ".join(
            f"{self._name(view.holder)} {VIEWS[view.stance]}" for view in condition.views
        )
        met = {Truth.YES: ", met", Truth.NO: ", not met", Truth.UNKNOWN: ""}[condition.met.answer]
        necessity = condition.necessity.value.replace("-", " ")
        word = necessity if condition.is_held else f"{necessity} or not"
        text = f"{word}{met}: {self._name(condition.condition)}"
        is_read = condition.requirement.basis is Basis.INFERRED
        yield from self._entry(text, *condition.views, indent=indent, is_read=is_read)
        if any(view.stance is not Stance.SUPPORTS for view in condition.views) or not views:
            yield from _wrapped(f"({views or 'nobody is told to say so'})", indent=indent + 2)
        for need in condition.needs:
            yield from self._condition(need, indent + 2)

    def _position(self, position: Position) -> str:
        form = position.form.value
        words = SAYINGS if position.form in JUDGEMENTS else STANCES
        if position.addressee:
            form += f" to {self._name(position.addressee)}"
        if position.doc_time is DocTime.BEFORE:
            form += ", earlier"
        return f"{words[position.stance]:<13}{self._name(position.proposition)} ({form})"

    def _event(self, record: Record) -> str:
        when = getattr(record, "when", When.unknown())
        told = str(when) if when.is_known else "undated"
        if isinstance(record, Event):
            if not when.is_known and record.doc_time is DocTime.OVERLAPS:
                told = "goes on"
            if record.recurring:
                told += ", again and again"
        return f"{self._name(record.id)}, {told}"

    def _name(self, id: str) -> str:
        """Give what to call a record: a name, a title, a sentence."""
        record = self.dataset.get(id)
        for attribute in ("label", "title", "text"):
            if hasattr(record, attribute):
                return str(getattr(record, attribute)).rstrip(".")
        if isinstance(record, Position):
            stance = STANCES[record.stance]
            return f"{self._name(record.holder)} is {stance}: {self._name(record.proposition)}"
        return id

    def _quoted(self, id: str) -> str:
        """Give what to call a record within a sentence."""
        record = self.dataset.get(id)
        if isinstance(record, Provision):
            return f"the duty “{record.duty}”"
        return f"“{self._name(id)}”"

    def _entry(
        self,
        text: str,
        *records: Cited,
        indent: int = 2,
        hang: int = 2,
        is_read: bool = False,
        is_quoted: bool = True,
    ) -> Iterator[str]:
        """Put a line together: the text, its hedge, where it stands, and the words if at hand."""
        hedge = Certainty.weakest(record.certainty for record in records)
        if hedge is not Certainty.CERTAIN:
            text += f" – {hedge.value}"
        if is_read or any(record.basis is Basis.INFERRED for record in records):
            text += "*"
        places = tuple(dict.fromkeys(each for record in records for each in record.citations))
        lines = _wrapped(text, indent=indent, hang=hang)
        yield from _with_margin(lines, [self._place(place) for place in places])
        if isinstance(self.dataset, BoundDataset) and is_quoted:
            yield from self._quotes(self.dataset, places, indent + hang)

    def _quotes(
        self, dataset: BoundDataset, places: Iterable[Citation], indent: int
    ) -> Iterator[str]:
        """Quote places; those of one paragraph together, with dots for what is between them."""
        outer = [
            place
            for place in sorted(set(places), key=attrgetter("sort_key"))
            if not any(place != other and _contains(other, place) for other in places)
        ]
        for _, group in itertools.groupby(outer, lambda place: (place.source, place.paragraph)):
            words = [quote for place in group if (quote := self._quote(dataset, place))]
            if words:
                yield from _wrapped(f"“{' … '.join(words)}”", indent=indent)
            else:
                yield from _wrapped("(not in the copy at hand)", indent=indent)

    def _quote(self, dataset: BoundDataset, place: Citation) -> str:
        try:
            return "" if place.paragraph is None else dataset.quote(place)
        except CitationError:
            return ""

    def _place(self, citation: Citation) -> str:
        """Write a place, with its source only where there are several."""
        source, _, place = str(citation).partition("#")
        if len(self.dataset.sources) == 1:
            return place or "the whole"
        return f"{source} {place}".rstrip()


def _records(conclusion: Conclusion) -> tuple[Cited, ...]:
    """Give the records that a conclusion rests on in the end, each once."""
    found: dict[int, Cited] = {}
    for premise in conclusion.premises:
        records = _records(premise) if isinstance(premise, Conclusion) else (premise,)
        found |= {id(record): record for record in records if isinstance(record, Cited)}
    return tuple(found.values())


def _contains(outer: Citation, inner: Citation) -> bool:
    """Tell whether all words of a passage are in another one, too."""
    if (outer.source, outer.paragraph) != (inner.source, inner.paragraph):
        return False
    if outer.first is None or outer.last is None:
        return True
    if inner.first is None or inner.last is None:
        return False
    return outer.first <= inner.first and inner.last <= outer.last


def _with_margin(lines: list[str], places: Iterable[str]) -> Iterator[str]:
    """Put places at the right of the last line, or below it where there is no room."""
    *whole, last = lines
    yield from whole
    for line in textwrap.wrap(", ".join(places), WIDTH // 2) or [""]:
        if len(last) + 2 + len(line) > WIDTH:
            yield last
            last = ""
        yield (last + line.rjust(WIDTH - len(last))).rstrip()
        last = ""


def _wrapped(text: str, *, indent: int = 0, hang: int = 0) -> list[str]:
    margin = " " * indent
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=margin,
        subsequent_indent=margin + " " * hang,
        break_on_hyphens=False,
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Print a briefing on what a document says.")
    parser.add_argument("dataset", nargs="?", help="a dataset's file; the bundled one without it")
    parser.add_argument("--document", metavar="PATH", help="a copy of the text, to quote from")
    parser.add_argument("--encoding", default="utf-8", help="how it is written; UTF-8 without it")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
