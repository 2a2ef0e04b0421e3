"""What goals would take, and what is asked of whom."""

from collections.abc import Iterable

import attrs

from karabakh.briefing._content import Group, Line, Section, Span
from karabakh.briefing._context import Context, counted
from karabakh.briefing._notes import capitalised, standing_of
from karabakh.briefing._requests import Request, requests
from karabakh.model import ConditionType, Position, Stance
from karabakh.reasoning import Condition, conditions
from karabakh.time import Truth
from karabakh.wording import describe_position, join_words

__all__ = ["ask_of", "require"]

_MOST_GOALS = 4
_MOST_CONDITIONS = 12
_MOST_DEMANDS = 10
_MOST_FOLDED = 60
_DEEPEST = 2
_MOST_NAMES = 4

_HEADINGS = {
    ConditionType.NECESSARY: "Needed",
    ConditionType.SUFFICIENT: "Enough",
    ConditionType.NOT_SUFFICIENT: "Not enough alone",
    ConditionType.CONTRIBUTES: "Helps",
}
_VIEWS = {
    Stance.SUPPORTS: "",
    Stance.OPPOSES: "denied by",
    Stance.UNDECIDED: "left open by",
}
_MET = {Truth.YES: "It has come about.", Truth.NO: "It has not come about."}


def require(context: Context) -> tuple[Section, ...]:
    """Return what each goal would take, the goal with the most conditions first."""
    counts: dict[str, int] = {}
    nested: set[str] = set()
    for proposition in context.dataset.propositions:
        if proposition.requirement is not None:
            goal = proposition.requirement.goal
            counts[goal] = counts.get(goal, 0) + 1
            nested.add(proposition.requirement.condition)
    goals = [each for each in counts if each in context.dataset.propositions.ids]
    goals.sort(key=lambda each: (each in nested, -counts[each], each))
    shown: list[str] = []
    covered: set[str] = set()
    sections: list[Section] = []
    for goal in goals:
        if goal in covered or len(shown) == _MOST_GOALS:
            continue
        found = conditions(context.dataset, goal)
        covered |= {goal, *(each.condition for _, each in found.walk() if each.needs)}
        shown.append(goal)
        section = _section(context, goal, found.conditions)
        is_said = any(each.lead for each in sections)
        sections.append(attrs.evolve(section, lead="") if is_said else section)
    return tuple(sections)


def _section(context: Context, goal: str, found: tuple[Condition, ...]) -> Section:
    matter = context.labels.noun_phrase(goal)
    heading = (
        f"What {matter} would take" if matter else f"What this would take: {context.labels(goal)}"
    )
    holders = _holders(context, found)
    sole = len(holders) == 1
    groups: list[Group] = []
    for kind, title in _HEADINGS.items():
        group = [each for each in found if each.condition_type is kind]
        if group:
            lines = tuple(_condition(context, each, sole=sole) for each in group[:_MOST_CONDITIONS])
            more = len(group) - len(lines)
            left_out = (
                f"{capitalised(counted(more, 'further condition'))} left out." if more else ""
            )
            who = f", according to {holders[0]}" if sole else ""
            groups.append(Group(heading=f"{title}{who}", lines=lines, left_out=left_out))
    is_known = any(each.met.answer is not Truth.UNKNOWN for each in found)
    does = "does" if context.has_one_text else "do"
    lead = (
        "" if is_known else f"Whether any of it has come about, {context.the_text} {does} not say."
    )
    return Section(heading=heading, lead=lead, groups=tuple(groups))


def _holders(context: Context, found: Iterable[Condition]) -> list[str]:
    """Return who holds that the conditions bear on the goal, if all do so alike."""
    names: dict[str, None] = {}
    for each in found:
        if not each.views or any(view.stance is not Stance.SUPPORTS for view in each.views):
            return []
        names[join_words(context.labels(view.holder) for view in each.views)] = None
    return list(names)


def _condition(context: Context, each: Condition, *, sole: bool, depth: int = 0) -> Line:
    labels = context.labels
    text = (labels.clause(each.condition) or labels(each.condition)).removesuffix(".")
    if not sole:
        text += _attribution(context, each)
    premises = each.views[:1] or (each.requirement,)
    spans = [context.notes.span(f"{capitalised(text)}.", *premises)]
    if each.met.answer in _MET:
        spans.append(context.notes.span(f" {_MET[each.met.answer]}", each.met))
    standing = standing_of(premises[0])
    below = each.needs[:_MOST_CONDITIONS] if depth < _DEEPEST else ()
    remarks = ["As above."] if each.is_repeated else []
    if missing := len(each.needs) - len(below):
        remarks.append(f"{capitalised(counted(missing, 'further condition'))} of it left out here.")
    lines = [
        _condition(context, it, sole=sole and _is_alike(each, it), depth=depth + 1) for it in below
    ]
    return Line(
        spans=tuple(spans),
        standing=None if standing.is_default else standing,
        remark=tuple(map(Span, remarks)),
        lines=tuple(lines),
    )


def _is_alike(one: Condition, other: Condition) -> bool:
    return {view.holder for view in one.views} == {view.holder for view in other.views}


def _attribution(context: Context, condition: Condition) -> str:
    parts: list[str] = []
    for stance, words in _VIEWS.items():
        holders = [each.holder for each in condition.views if each.stance is stance]
        if holders:
            names = context.labels.joined(dict.fromkeys(holders))
            parts.append(f"{words} {names}" if words else f"according to {names}")
    return f", {', '.join(parts)}" if parts else ", though nobody says so"


def ask_of(context: Context) -> Section:
    """Return what is asked of whom, and what is judged of them."""
    addressees = dict.fromkeys(each.of for each in context.demands if each.of and each.demands)
    judged = dict.fromkeys(each for group in context.demands for each in group.assessments)
    found: list[Request | Position] = [*requests(context), *judged]
    if not found:
        return Section(heading="")
    lines = [_said(context, each) for each in found[: _MOST_DEMANDS + _MOST_FOLDED]]
    more = len(found) - len(lines)
    left_out = f"{capitalised(counted(more, 'further demand'))} left out here." if more > 0 else ""
    groups = [Group(heading="", lines=tuple(lines[:_MOST_DEMANDS]))]
    folded = tuple(lines[_MOST_DEMANDS:])
    if folded:
        heading = capitalised(counted(len(folded), "further demand"))
        groups.append(Group(heading=heading, lines=folded, is_folded=True, left_out=left_out))
    names = list(addressees)
    lead = "Nobody is addressed by name."
    if names:
        others = len(names) - _MOST_NAMES
        etc = f" and {counted(others, 'other')}" if others > 0 else ""
        lead = f"Addressed: {context.labels.joined(names[:_MOST_NAMES])}{etc}."
    return Section(heading="What is asked, and of whom", lead=lead, groups=tuple(groups))


def _said(context: Context, said: Request | Position) -> Line:
    if isinstance(said, Position):
        return context.notes.line(describe_position(said, context.labels), said)
    standing = standing_of(said.first)
    return Line(
        spans=tuple(context.notes.span(text, *premises) for text, premises in said.pieces),
        standing=None if standing.is_default else standing,
    )
