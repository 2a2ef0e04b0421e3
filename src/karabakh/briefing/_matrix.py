"""Who stands where: propositions in rows, holders (or stances) in columns."""

import itertools
from collections.abc import Iterable, Iterator, Sequence

import attrs

from karabakh.briefing._content import Mark, Matrix, Row, Span
from karabakh.briefing._context import Context, counted
from karabakh.briefing._notes import capitalised, tidy
from karabakh.briefing._statements import inference
from karabakh.model import Basis, Certainty, DocTimeRel, Name, Proposition, PropositionKind, Stance
from karabakh.reasoning import HeldStance, stances
from karabakh.time import NO_END, NO_START
from karabakh.wording import Tense, describe_date

__all__ = ["arrange"]

_MOST_COLUMNS = 6
_MOST_CONTESTED = 10
_MOST_ROWS = 14
_MOST_FOLDED = 120
_MOST_MARKS = 4
"""How many marks a cell has."""

_KINDS = {
    PropositionKind.FACT: "a claim of fact",
    PropositionKind.VALUE: "a judgement",
    PropositionKind.POLICY: "a policy",
    None: "",
}
"""What a proposition is, so that nobody takes it for a fact of the library's."""
_WORDS = {Stance.SUPPORTS: "for", Stance.OPPOSES: "against", Stance.UNDECIDED: "undecided"}
_DOUBTS = {
    Certainty.PROBABLE: "likely",
    Certainty.POSSIBLE: "possible",
    Certainty.UNKNOWN: "unknown",
}
_TENSES = {"past": Tense.PAST, "present": Tense.PRESENT}
_STANCES = ("For", "Against", "Undecided, or no longer for")


def arrange(context: Context) -> Matrix | None:
    """Return who stands where; None if no party takes a stance."""
    by_row: dict[str, dict[str, list[HeldStance]]] = {}
    for each in stances(context.dataset):
        if not context.is_author(each.holder):
            by_row.setdefault(each.proposition, {}).setdefault(each.holder, []).append(each)
    if not by_row:
        return None
    rows = sorted(by_row, key=lambda it: _row_rank(context, it, by_row[it]))
    holders = _columns(context, by_row)
    by_holder = len(holders) <= _MOST_COLUMNS
    build = _Builder(context, holders if by_holder else [])
    contested = [each for each in rows if each in context.contested]
    quiet = [each for each in rows if each not in context.contested]
    shown = contested[:_MOST_CONTESTED]
    others = quiet[: max(_MOST_ROWS - len(shown), 0)]
    rest = [*contested[_MOST_CONTESTED:], *quiet[len(others) :]]
    more = len(rest) - _MOST_FOLDED
    left_out = (
        f"{capitalised(counted(more, 'further proposition'))} left out here." if more > 0 else ""
    )
    names = [_heading(context.labels.short_name(each)) for each in holders]
    return Matrix(
        columns=tuple(names if by_holder else map(_named, _STANCES)),
        by_holder=by_holder,
        contested=tuple(build.row(each, by_row[each]) for each in shown),
        uncontested=tuple(build.row(each, by_row[each]) for each in others),
        folded=tuple(
            (topic, tuple(build.row(each, by_row[each]) for each in group))
            for topic, group in _by_topic(context, rest[:_MOST_FOLDED]).items()
        ),
        left_out=left_out,
    )


def _by_topic(context: Context, propositions: Iterable[str]) -> dict[str, list[str]]:
    """Return propositions by topic, the topic of the weightiest first."""
    found: dict[str, list[str]] = {}
    for each in propositions:
        topic = str(getattr(context.labels.record(each), "topic", ""))
        found.setdefault(capitalised(topic.replace("-", " ")) or "No topic", []).append(each)
    return found


def _named(text: str) -> Name:
    return Name(text=text)


def _heading(name: Name) -> Name:
    return attrs.evolve(name, text=capitalised(name.text))


def _row_rank(
    context: Context, proposition: str, holdings: dict[str, list[HeldStance]]
) -> tuple[int, int, str]:
    place = context.contested.get(proposition, len(context.contested))
    return place, -len(holdings), proposition


def _columns(context: Context, by_row: dict[str, dict[str, list[HeldStance]]]) -> list[str]:
    """Return the holders, each followed by those who hold an office of it."""
    counts: dict[str, int] = {}
    for holdings in by_row.values():
        for holder in holdings:
            counts[holder] = counts.get(holder, 0) + 1
    officers = {
        officer: office.object
        for officer, offices in context.offices.items()
        for office in offices
        if officer in counts and office.object in counts
    }
    found: list[str] = []
    for holder in sorted(counts, key=lambda each: (-counts[each], each)):
        if holder not in officers:
            found += [holder, *(each for each in officers if officers[each] == holder)]
    return found + [each for each in counts if each not in found]


_Joined = tuple[HeldStance, str]
"""A stance, and how it follows the one before."""


class _Builder:
    """Builds rows with marks."""

    def __init__(self, context: Context, holders: Sequence[str]) -> None:
        self._context = context
        self._holders = holders

    def row(self, proposition: str, holdings: dict[str, list[HeldStance]]) -> Row:
        record = self._context.labels.record(proposition)
        heading = getattr(record, "text", "") or proposition
        by_holder = {each: self._stances(holdings.get(each, ())) for each in self._holders}
        columns = list(by_holder.values())
        if not self._holders:
            columns = _by_stance(map(self._stances, holdings.values()))
        missing = sum(max(len(each) - _MOST_MARKS, 0) for each in columns)
        left_out = counted(missing, "further stance") if missing else ""
        return Row(
            heading=tidy(heading),
            kind=_KINDS[record.kind if isinstance(record, Proposition) else None],
            remark=tuple(self._claims(proposition)),
            cells=tuple(tuple(itertools.starmap(self._mark, it[:_MOST_MARKS])) for it in columns),
            left_out=f"{capitalised(left_out)} left out here." if left_out else "",
        )

    def _claims(self, proposition: str) -> Iterator[Span]:
        """Yield the changes that are reported of a proposition, if no stances show one."""
        context = self._context
        if any(proposition in {it.proposition, *it.also} for it in context.shifts):
            return
        for event in context.claimed_changes.get(proposition, ()):
            who = context.labels.joined(dict.fromkeys(it.actor for it in event.participants))
            by = f" by {who}" if who else ""
            doubt = f" as {each}" if (each := _DOUBTS.get(event.certainty)) else ""
            speakers = context.labels.joined(event.according_to)
            voice = f", according to {speakers}" if speakers else ""
            text = f"A change{by} is reported{doubt}{voice}"
            yield context.notes.span(f"{text}{inference(event)}.", event)

    def _stances(self, found: Iterable[HeldStance]) -> list[_Joined]:
        """Return the stances of a holder in order of time, each once."""
        best: dict[tuple[str, ...], HeldStance] = {}
        for each in sorted(found, key=self._time_rank):
            key = (each.stance.value, _time(each), describe_date(each.position))
            before = best.get(key)
            if before is None or (before.is_derived and not each.is_derived):
                best[key] = each
        recorded = {(each.stance, _time(each)) for each in best.values() if not each.is_derived}
        shown = [
            each
            for each in best.values()
            if not each.is_derived or (each.stance, _time(each)) not in recorded
        ]
        later = [(b, self._joint(a, b)) for a, b in itertools.pairwise(shown)]
        return [*((each, "") for each in shown[:1]), *later]

    def _joint(self, one: HeldStance, other: HeldStance) -> str:
        """Return "then" if one stance is known to come before another, else "and"."""
        is_of_one_source = one.source is not None and one.source == other.source
        if is_of_one_source and one.doc_time_rel is DocTimeRel.BEFORE and _is_present(other):
            return "then"
        return "then" if self._days(one)[1] < self._days(other)[0] else "and"

    def _time_rank(self, held: HeldStance) -> tuple[int, int, bool]:
        return *self._days(held), held.is_derived

    def _days(self, held: HeldStance) -> tuple[int, int]:
        """Return the days between which a stance is known to be held at some time."""
        when = held.position.when
        if when.is_known:
            return when.bounds.start_earliest, when.bounds.start_latest
        source = self._context.dataset.sources.get(held.source or "")
        if source is None or not source.published.is_known or not _is_present(held):
            is_past = held.doc_time_rel is DocTimeRel.BEFORE
            return (NO_START, NO_END - 1) if is_past else (NO_START + 1, NO_END)
        return source.published.bounds.start_earliest, source.published.bounds.end_latest

    def _mark(self, held: HeldStance, joint: str) -> Mark:
        time = _time(held)
        word = _WORDS[held.stance]
        words = {"past": f"Was {word}", "given-up": "No longer for"}.get(time, capitalised(word))
        if held.is_acceptance:
            is_plural = self._context.labels.takes_plural(held.holder)
            words = capitalised(held.verb.conjugate(_TENSES[time], is_plural=is_plural))
        date = describe_date(held.position) if held.when.is_known else ""
        parts = [f"{words} {date}" if date else words]
        if held.certainty is not Certainty.CERTAIN:
            parts.append(_DOUBTS[held.certainty])
        manner = "derived" if held.is_derived else "said"
        if not held.is_derived and held.position.basis is Basis.INFERRED:
            manner = "inferred"
        if manner != "said":
            parts.append(manner)
        if held.according_to:
            parts.append(f"according to {self._context.labels.joined(held.according_to)}")
        return Mark(
            stance="for" if time == "given-up" else word,
            manner=manner,
            time=time,
            words=", ".join(parts),
            notes=(self._context.notes.number(held),),
            joint=joint,
            holder=_heading(self._context.labels.short_name(held.holder)),
        )


def _time(held: HeldStance) -> str:
    if held.no_longer_supports:
        return "given-up"
    return "past" if held.is_over else "present"


def _is_present(held: HeldStance) -> bool:
    return held.doc_time_rel is DocTimeRel.OVERLAPS


def _by_stance(groups: Iterable[list[_Joined]]) -> list[list[_Joined]]:
    """Return stances for, against, and neither."""
    columns: list[list[_Joined]] = [[], [], []]
    for held, joint in itertools.chain.from_iterable(groups):
        is_third = held.no_longer_supports or held.stance is Stance.UNDECIDED
        columns[2 if is_third else held.stance is Stance.OPPOSES].append((held, joint))
    return columns
