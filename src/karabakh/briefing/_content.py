"""The content of a briefing: sentences with their notes, in sections."""

import attrs

from karabakh.explanations import Explanation
from karabakh.model import Name

__all__ = [
    "Briefing",
    "Deal",
    "Fact",
    "Finding",
    "Group",
    "Line",
    "Mark",
    "Matrix",
    "Note",
    "Party",
    "Passage",
    "Row",
    "Section",
    "SourceEntry",
    "Span",
    "Standing",
    "Step",
    "Voice",
]


@attrs.frozen
class Span:
    """A piece of a sentence with the numbers of the notes that it rests on."""

    text: str
    """The words, with their punctuation."""

    notes: tuple[int, ...] = ()
    """The notes, counted from 1; they stand behind the words."""


@attrs.frozen
class Standing:
    """How firmly something is said."""

    level: int
    """From 3 (certain) to 0 (not stated)."""

    words: str
    """The level in words, and whether it is inferred by the coder or derived."""

    is_default: bool
    """Whether it is what readers assume of any statement: stated without reservation."""

    manner: str = "said"
    """Where it is from: ``said``, ``inferred`` by the coder, or ``derived`` by rule."""


@attrs.frozen(kw_only=True)
class Line:
    """A statement of a list."""

    spans: tuple[Span, ...]
    """The sentence."""

    standing: Standing | None = None
    """How firm it is, if that departs from the default."""

    remark: tuple[Span, ...] = ()
    """What is added in smaller letters; may be empty."""

    lines: "tuple[Line, ...]" = ()
    """The statements below it."""


@attrs.frozen(kw_only=True)
class Group:
    """Statements under a heading of their own."""

    heading: str
    """The heading; may be empty."""

    lines: tuple[Line, ...]
    """The statements."""

    is_folded: bool = False
    """Whether a page shows it on request only."""

    left_out: str = ""
    """What is left out of it, in a sentence; may be empty."""


@attrs.frozen(kw_only=True)
class Finding:
    """One of the most important answers."""

    kind: str
    """Its kind: "Shift"."""

    spans: tuple[Span, ...]
    """The finding in a sentence."""

    standing: Standing
    """How firm it is."""

    who: tuple[Span, ...]
    """Who says so."""


@attrs.frozen(kw_only=True)
class Party:
    """An actor."""

    name: Name
    """Its full name, in its language."""

    spans: tuple[Span, ...]
    """What it is, and what it is to others."""

    standing: Standing | None = None
    """How firm it is that there is such an actor, if that departs from the default."""


@attrs.frozen(kw_only=True)
class Mark:
    """A stance in a cell of the matrix."""

    stance: str
    """``for``, ``against`` or ``undecided``."""

    manner: str
    """``said``, ``inferred`` or ``derived``."""

    time: str
    """``present``, ``past`` or ``given-up`` (no longer for)."""

    words: str
    """All of this in words: "Was for, derived"."""

    notes: tuple[int, ...]
    """Its notes."""

    holder: Name
    """Whose stance it is."""

    joint: str = ""
    """How it follows the holder's mark before: "then" if it is known to come later, else "and"."""


@attrs.frozen(kw_only=True)
class Row:
    """A proposition with the stances on it."""

    heading: str
    """The proposition."""

    kind: str
    """Its kind: ``fact``, ``policy`` or ``value``; empty if unset."""

    cells: tuple[tuple[Mark, ...], ...]
    """For each column its marks, in order of time."""

    remark: tuple[Span, ...] = ()
    """What is reported of a change of which no stance shows; may be empty."""

    left_out: str = ""
    """What is left out of it; may be empty."""


@attrs.frozen(kw_only=True)
class Matrix:
    """Who stands where: propositions in rows."""

    columns: tuple[Name, ...]
    """The holders; or, of many holders, the stances."""

    by_holder: bool
    """Whether each column is a holder; else each is a stance, and marks name their holders."""

    contested: tuple[Row, ...]
    """What is in dispute, or has changed, as far as is reported or derived."""

    uncontested: tuple[Row, ...]
    """All else."""

    folded: tuple[tuple[str, tuple[Row, ...]], ...] = ()
    """What a page shows on request only, by topic."""

    left_out: str = ""
    """What is left out, in a sentence; may be empty."""


@attrs.frozen(kw_only=True)
class Step:
    """What happened on a date, or in between."""

    heading: str
    """When."""

    lines: tuple[Line, ...]
    """What."""

    is_dated: bool = False
    """Whether it has a date."""


@attrs.frozen(kw_only=True)
class Fact:
    """A term with what is known of it."""

    term: str
    """The term: "Parties"."""

    lines: tuple[Line, ...]
    """What is known."""


@attrs.frozen(kw_only=True)
class Deal:
    """An agreement."""

    spans: tuple[Span, ...]
    """Its title."""

    facts: tuple[Fact, ...]
    """Parties, status, duties and the like."""


@attrs.frozen(kw_only=True)
class Section:
    """A part of a briefing in statements; empty groups are left out."""

    heading: str
    """The heading; empty if there is nothing to say."""

    lead: str = ""
    """A sentence below the heading; may be empty."""

    groups: tuple[Group, ...] = ()
    """The statements."""


@attrs.frozen(kw_only=True)
class Passage:
    """A passage that a note cites."""

    place: str
    """Where it is: "Paragraph 2, words 21–36"."""

    words: str | None = None
    """The exact words, if the dataset is bound to the text."""

    problem: str = ""
    """Why there are no words, if the dataset is bound to a text that lacks them."""

    language: str = ""
    """The language of the words; may be empty."""


@attrs.frozen(kw_only=True)
class Voice:
    """A paragraph of a bound text."""

    number: int
    """Its number, from 1."""

    text: str
    """Its words, joined by single blanks."""


@attrs.frozen(kw_only=True)
class Note:
    """What a number leads to: a claim, who says so, how sure, and the words."""

    number: int
    """Its number, from 1, in the order of the briefing."""

    claim: str
    """The claim in a sentence."""

    who: str
    """Who says so."""

    standing: Standing
    """How firm it is."""

    remark: str = ""
    """The coder's note; may be empty."""

    passages: tuple[Passage, ...] = ()
    """The passages it rests on."""

    why: Explanation | None = None
    """Of what is derived: the steps."""

    record: str = ""
    """The identifier of the record; empty for what is derived."""


@attrs.frozen(kw_only=True)
class SourceEntry:
    """A source of a briefing."""

    title: str
    """Its title, or identifier."""

    details: tuple[str, ...]
    """Author, date, size and the like."""

    language: str = ""
    """Its language; may be empty."""

    sha256: str = ""
    """Its fingerprint; may be empty."""

    text: tuple[Voice, ...] = ()
    """Its paragraphs, if the dataset is bound to the text."""


@attrs.frozen(kw_only=True)
class Briefing:
    """What a dataset says, with the most important first; see `build_briefing`."""

    title: str
    """The title."""

    kicker: str
    """What the briefing is about: one text, or several."""

    summary: str
    """The texts in a sentence: how many, how long, from when."""

    lead_heading: str
    """The heading of the lead."""

    lead: tuple[tuple[Span, ...], ...]
    """The answer in a few paragraphs."""

    default: str
    """What holds of each statement unless it is marked otherwise."""

    key: tuple[tuple[Standing, str], ...]
    """The levels of certainty, with their meaning."""

    findings_lead: str
    """The findings in numbers."""

    findings: tuple[Finding, ...]
    """The most important answers."""

    more_findings: Group | None
    """Further answers; None if there are none."""

    parties_lead: str
    """The actors in numbers."""

    parties: tuple[Party, ...]
    """The most important actors."""

    more_parties: tuple[Party, ...]
    """Further actors."""

    parties_left_out: str
    """How many more there are, in a sentence; may be empty."""

    matrix: Matrix | None
    """Who stands where; None if nobody but authors takes a stance."""

    timeline_lead: str
    """How the timeline is ordered."""

    throughout: tuple[Line, ...]
    """What lasts all the time."""

    steps: tuple[Step, ...]
    """What happened, in order."""

    timeline_left_out: str
    """What is left out of the timeline; may be empty."""

    deals_lead: str
    """The agreements in numbers."""

    deals: tuple[Deal, ...]
    """What was agreed, the latest first."""

    deals_left_out: str
    """What is left out of the agreements; may be empty."""

    conditions: tuple[Section, ...]
    """What goals would take, one section for each goal."""

    demands: Section
    """What is asked, and of whom."""

    questions: Section
    """What is open, and what would resolve it."""

    judgements: Group | None
    """What authors judge in their own voice, as far as it stands nowhere else."""

    sources: tuple[SourceEntry, ...]
    """The sources."""

    records: Group | None
    """The places, and the links between records; None if there are none."""

    method: tuple[tuple[str, str], ...]
    """How it was made: headings with a paragraph each."""

    notes: tuple[Note, ...]
    """The notes, by number."""
