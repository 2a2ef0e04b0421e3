"""A briefing as a row of blocks: what Markdown and plain text have in common."""

import enum
from collections.abc import Iterable, Iterator

import attrs

from karabakh.briefing import (
    Briefing,
    Group,
    Line,
    Mark,
    Matrix,
    Note,
    Row,
    Section,
    SourceEntry,
    Span,
    Standing,
)
from karabakh.model import Name

__all__ = ["Block", "BlockKind", "blocks", "note_pieces"]


@enum.unique
class BlockKind(enum.Enum):
    """What a block is."""

    TITLE = "title"
    HEADING = "heading"
    SUBHEADING = "subheading"
    PARAGRAPH = "paragraph"
    ITEM = "item"


@attrs.frozen
class Block:
    """A title, heading, paragraph or item of a list."""

    kind: BlockKind
    """What it is."""

    spans: tuple[Span, ...]
    """Its text, with the notes."""

    depth: int = 0
    """Of an item: its depth, from 0."""


def blocks(briefing: Briefing) -> Iterator[Block]:
    """Yield the blocks of a briefing in order, without its notes."""
    yield _text(BlockKind.TITLE, briefing.title)
    yield _text(BlockKind.PARAGRAPH, f"{briefing.kicker}. {briefing.summary}")
    yield _text(BlockKind.HEADING, briefing.lead_heading)
    for spans in briefing.lead:
        yield Block(BlockKind.PARAGRAPH, spans)
    yield _text(BlockKind.PARAGRAPH, briefing.default)
    yield from _findings(briefing)
    yield from _parties(briefing)
    if briefing.matrix is not None:
        yield _text(BlockKind.HEADING, "Who stands where")
        yield from _matrix(briefing.matrix)
    yield from _timeline(briefing)
    yield from _agreements(briefing)
    for section in (*briefing.conditions, briefing.demands, briefing.questions):
        yield from _section(section)
    yield from _method(briefing)


def note_pieces(note: Note) -> tuple[str, ...]:
    """Return a note in sentences: the claim, who says so, how sure, and the words."""
    who = f"Who says so: {_lowered(note.who).removesuffix('.')}."
    pieces = [note.claim, who, f"{note.standing.words}."]
    if note.remark:
        pieces.append(f"Coder’s note: {note.remark}")
    for passage in note.passages:
        words = f" ({passage.problem.removesuffix('.')})" if passage.problem else ""
        if passage.words is not None:
            words = f": “{passage.words}”"
        # The words are exact: a full stop in them is theirs, and closes the sentence.
        end = "" if words.endswith((".”", "?”", "!”")) else "."
        pieces.append(f"{passage.place}{words}{end}")
    if note.record:
        pieces.append(f"Record: {note.record}.")
    return tuple(pieces)


def _lowered(text: str) -> str:
    """Return a text as it follows a colon: lowered, unless it begins with a name."""
    first = text.partition(" ")[0]
    is_plain = first in {"According", "Each", "No", "Nobody", "The"}
    return text[:1].lower() + text[1:] if is_plain else text


def _text(kind: BlockKind, text: str, depth: int = 0) -> Block:
    return Block(kind, (Span(text),), depth)


def _item(spans: Iterable[Span], standing: Standing | None = None, depth: int = 0) -> Block:
    marked = (Span(f"[{standing.words}]"),) if standing is not None else ()
    return Block(BlockKind.ITEM, (*spans, *marked), depth)


def _line(line: Line, depth: int = 0) -> Iterator[Block]:
    block = _item(line.spans, line.standing, depth)
    yield attrs.evolve(block, spans=(*block.spans, *line.remark))
    for each in line.lines:
        yield from _line(each, depth + 1)


def _group(group: Group) -> Iterator[Block]:
    if group.heading:
        yield _text(BlockKind.SUBHEADING, group.heading)
    for each in group.lines:
        yield from _line(each)
    yield from _left_out(group.left_out)


def _section(section: Section) -> Iterator[Block]:
    if not section.groups:
        return
    yield _text(BlockKind.HEADING, section.heading)
    if section.lead:
        yield _text(BlockKind.PARAGRAPH, section.lead)
    for group in section.groups:
        yield from _group(group)


def _left_out(text: str) -> Iterator[Block]:
    if text:
        yield _text(BlockKind.PARAGRAPH, text)


def _findings(briefing: Briefing) -> Iterator[Block]:
    if not briefing.findings:
        return
    yield _text(BlockKind.HEADING, "Key findings")
    yield _text(BlockKind.PARAGRAPH, briefing.findings_lead)
    for each in briefing.findings:
        who = (Span("Who says so:"), *(Span(_lowered(it.text), it.notes) for it in each.who))
        found = _item((Span(f"{each.kind}:"), *each.spans), each.standing)
        yield attrs.evolve(found, spans=(*found.spans, *who))
    if briefing.more_findings is not None:
        yield from _group(briefing.more_findings)


def _parties(briefing: Briefing) -> Iterator[Block]:
    if not briefing.parties:
        return
    yield _text(BlockKind.HEADING, "The parties")
    yield _text(BlockKind.PARAGRAPH, briefing.parties_lead)
    for each in (*briefing.parties, *briefing.more_parties):
        yield _item((Span(f"{each.name.text}:"), *each.spans), each.standing)
    yield from _left_out(briefing.parties_left_out)


def _matrix(matrix: Matrix) -> Iterator[Block]:
    parts = (
        ("In dispute, or changed", matrix.contested),
        ("No dispute or change found", matrix.uncontested),
        *matrix.folded,
    )
    for heading, rows in parts:
        if rows:
            yield _text(BlockKind.SUBHEADING, heading)
        for row in rows:
            kind = (Span(f"({row.kind})"),) if row.kind else ()
            yield _item((Span(row.heading), *kind, *row.remark))
            yield from _row(row)
    yield from _left_out(matrix.left_out)


def _row(row: Row) -> Iterator[Block]:
    by_holder: dict[Name, list[Mark]] = {}
    for cell in row.cells:
        for mark in cell:
            by_holder.setdefault(mark.holder, []).append(mark)
    for holder, marks in by_holder.items():
        spans = [Span(f"{holder.text}:")]
        for number, mark in enumerate(marks):
            words = mark.words[:1].lower() + mark.words[1:]
            end = ";" if number < len(marks) - 1 else ""
            spans.append(Span(f"{f'{mark.joint} ' if number else ''}{words}{end}", mark.notes))
        yield _item(spans, depth=1)
    if row.left_out:
        yield _text(BlockKind.ITEM, row.left_out, depth=1)


def _timeline(briefing: Briefing) -> Iterator[Block]:
    if not (briefing.steps or briefing.throughout):
        return
    yield _text(BlockKind.HEADING, "What happened")
    yield _text(BlockKind.PARAGRAPH, briefing.timeline_lead)
    for each in briefing.throughout:
        yield _item((Span("Throughout:"), *each.spans))
    for step in briefing.steps:
        yield _text(BlockKind.SUBHEADING, step.heading)
        for each in step.lines:
            yield from _line(each)
    yield from _left_out(briefing.timeline_left_out)


def _agreements(briefing: Briefing) -> Iterator[Block]:
    if not briefing.deals:
        return
    yield _text(BlockKind.HEADING, "What was agreed")
    yield _text(BlockKind.PARAGRAPH, briefing.deals_lead)
    for deal in briefing.deals:
        yield Block(BlockKind.SUBHEADING, deal.spans)
        for fact in deal.facts:
            for each in fact.lines:
                yield _item((Span(f"{fact.term}:"), *each.spans), each.standing)
    yield from _left_out(briefing.deals_left_out)


def _method(briefing: Briefing) -> Iterator[Block]:
    for group in filter(None, [briefing.judgements, briefing.records]):
        yield _text(BlockKind.HEADING, group.heading)
        for each in group.lines:
            yield from _line(each)
        yield from _left_out(group.left_out)
    yield _text(BlockKind.HEADING, "Source and method")
    for source in briefing.sources:
        yield _item((Span(_entry(source)),))
    for heading, text in briefing.method:
        yield _text(BlockKind.PARAGRAPH, f"{heading}: {text}")
    yield _text(BlockKind.PARAGRAPH, _key(briefing))


def _entry(source: SourceEntry) -> str:
    fingerprint = f" SHA-256 {source.sha256}." if source.sha256 else ""
    return f"{source.title} ({'; '.join(source.details)}).{fingerprint}"


def _key(briefing: Briefing) -> str:
    return "; ".join(f"{standing.words}: {meaning}" for standing, meaning in briefing.key) + "."
