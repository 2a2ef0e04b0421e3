"""Who stands where: propositions in rows, holders (or stances) in columns."""

from collections.abc import Iterable, Sequence

import attrs

from karabakh.briefing._content import Mark, Matrix, Row
from karabakh.briefing._context import Context, counted
from karabakh.briefing._notes import capitalised, tidy
from karabakh.model import Basis, Certainty, DocTimeRel, Name, Stance
from karabakh.reasoning import HeldStance, stances
from karabakh.time import NO_END
from karabakh.wording import date_in_words, describe_date

__all__ = ["arrange"]

_MOST_COLUMNS = 6
_MOST_CONTESTED = 10
_MOST_ROWS = 14
_MOST_FOLDED = 120
_MOST_MARKS = 4
"""How many marks a cell has."""

_WORDS = {Stance.SUPPORTS: "for", Stance.OPPOSES: "against", Stance.UNDECIDED: "undecided"}
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
        folded=tuple(build.row(each, by_row[each]) for each in rest[:_MOST_FOLDED]),
        left_out=left_out,
    )


def _named(text: str) -> Name:
    return Name(text=text)


def _heading(name: Name) -> Name:
    return attrs.evolve(name, text=capitalised(name.text))


def _row_rank(
    context: Context, proposition: str, holdings: dict[str, list[HeldStance]]
) -> tuple[int, int, str]:
    order = list(context.contested)
    place = order.index(proposition) if proposition in context.contested else len(order)
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


class _Builder:
    """Builds rows with marks."""

    def __init__(self, context: Context, holders: Sequence[str]) -> None:
        self._context = context
        self._holders = holders

    def row(self, proposition: str, holdings: dict[str, list[HeldStance]]) -> Row:
        record = self._context.labels.record(proposition)
        heading = getattr(record, "text", "") or proposition
        if self._holders:
            cells = [self._marks(holdings.get(each, ())) for each in self._holders]
            return Row(heading=tidy(heading), cells=tuple(cells))
        columns: list[list[Mark]] = [[], [], []]
        missing = 0
        for found in holdings.values():
            for mark in self._marks(found[:_MOST_MARKS]):
                is_third = mark.time == "given-up" or mark.stance == "undecided"
                column = columns[2] if is_third else columns[mark.stance == "against"]
                if len(column) < _MOST_MARKS:
                    column.append(mark)
                else:
                    missing += 1
        left_out = (
            f"{capitalised(counted(missing, 'further stance'))} left out here." if missing else ""
        )
        return Row(heading=tidy(heading), cells=tuple(map(tuple, columns)), left_out=left_out)

    def _marks(self, found: Iterable[HeldStance]) -> tuple[Mark, ...]:
        """Return the marks of a cell in order of time, each stance once."""
        best: dict[tuple[str, ...], HeldStance] = {}
        for each in sorted(found, key=_time_rank):
            key = (each.stance.value, _time(each), date_in_words(each.position.when))
            before = best.get(key)
            if before is None or (before.is_derived and not each.is_derived):
                best[key] = each
        recorded = {(each.stance, _time(each)) for each in best.values() if not each.is_derived}
        marks = [
            self._mark(each)
            for each in best.values()
            if not each.is_derived or (each.stance, _time(each)) not in recorded
        ]
        return tuple(marks[:_MOST_MARKS])

    def _mark(self, held: HeldStance) -> Mark:
        time = _time(held)
        word = _WORDS[held.stance]
        words = {"past": f"Was {word}", "given-up": "No longer for"}.get(time, capitalised(word))
        date = describe_date(held.position)
        parts = [f"{words} {date}" if date and time != "given-up" else words]
        if held.certainty is not Certainty.CERTAIN:
            parts.append({"probable": "likely"}.get(held.certainty.value, held.certainty.value))
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
            holder=_heading(self._context.labels.short_name(held.holder)),
        )


def _time(held: HeldStance) -> str:
    if held.no_longer_supports:
        return "given-up"
    if held.doc_time_rel is DocTimeRel.BEFORE:
        return "past"
    when = held.position.when
    is_over = held.doc_time_rel is None and when.is_known and when.bounds.end_latest < NO_END
    return "past" if is_over else "present"


def _time_rank(held: HeldStance) -> tuple[int, int, bool]:
    when = held.position.when
    begin = when.bounds.start_earliest if when.is_known else 0
    return _time(held) != "past", begin, held.is_derived
