"""The answers of the kernel as rows, for what dates alone do not decide."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

import attrs

from karabakh.columnar._questions import CONTRADICTIONS, DISPUTES, SHIFTS
from karabakh.columnar._units import HOLDINGS, TOPICS, Unit
from karabakh.model import Dataset
from karabakh.reasoning import Conclusion, contradictions, disputes, shifts

__all__ = ["QUESTIONS", "Question"]

_TEXT: Final = "VARCHAR"
_TEXTS: Final = "VARCHAR[]"

_EMPTY: Final = {
    "earlier_no_longer_supports": "false",
    "no_longer_supports": "false",
    "also": "[]",
    "according_to": "[]",
}
"""The columns of what dates alone never show."""


@attrs.frozen(kw_only=True)
class Question:
    """A question: a query for what dates decide, and the kernel for the rest."""

    by: Unit
    """The columns that name a unit."""

    query: str
    """The query, see `karabakh.columnar._questions`."""

    columns: Mapping[str, str]
    """The columns of the answer, with their SQL types."""

    conclusions: Callable[[Dataset], Iterable[Conclusion]]
    """The conclusions of the kernel on a dataset."""

    values: Callable[[Any], Sequence[object]]
    """The values of a conclusion, in the order of the columns."""

    def sql(self, decided: str) -> str:
        """Return the query of the rows that follow from decided units, given as a query."""
        columns = ", ".join(
            f"CAST({_EMPTY.get(key, key)} AS {kind}) AS {key}" for key, kind in self.columns.items()
        )
        return f"SELECT {columns} FROM (WITH decided AS ({decided}), {self.query})"


def _stance_checks(dataset: Dataset) -> Iterator[Conclusion]:
    """Yield the checks of one holder's stances, not those of linked records."""
    found = contradictions(dataset)
    checks = (*found.contradictions, *found.rival_accounts, *found.undetermined, *found.compatible)
    return (check for check in checks if getattr(check, "holder", ""))


def _date(day: int) -> date | None:
    return date.fromordinal(day) if 1 <= day <= date.max.toordinal() else None


QUESTIONS: Final[Mapping[str, Question]] = {
    "shifts": Question(
        by=HOLDINGS,
        query=SHIFTS,
        columns={
            "holder": _TEXT,
            "proposition": _TEXT,
            "earlier": _TEXT,
            "later": _TEXT,
            "earlier_position": _TEXT,
            "later_position": _TEXT,
            "certainty": _TEXT,
            "earlier_no_longer_supports": "BOOLEAN",
            "no_longer_supports": "BOOLEAN",
            "also": _TEXTS,
            "according_to": _TEXTS,
        },
        conclusions=shifts,
        values=lambda shift: (
            shift.holder,
            shift.proposition,
            shift.earlier.stance.value,
            shift.later.stance.value,
            shift.earlier.position.id,
            shift.later.position.id,
            shift.certainty.value,
            shift.earlier.no_longer_supports,
            shift.later.no_longer_supports,
            shift.also,
            shift.according_to,
        ),
    ),
    "contradictions": Question(
        by=HOLDINGS,
        query=CONTRADICTIONS,
        columns={
            "holder": _TEXT,
            "proposition": _TEXT,
            "verdict": _TEXT,
            "also": _TEXTS,
            "according_to": _TEXTS,
        },
        conclusions=_stance_checks,
        values=lambda check: (
            check.holder,
            check.proposition,
            check.verdict.value,
            check.also,
            check.according_to,
        ),
    ),
    "disputes": Question(
        by=TOPICS,
        query=DISPUTES,
        columns={
            "proposition": _TEXT,
            "since": "DATE",
            "until": "DATE",
            "supporters": "BIGINT",
            "opponents": "BIGINT",
            "certainty": _TEXT,
            "also": _TEXTS,
            "according_to": _TEXTS,
        },
        conclusions=disputes,
        values=lambda dispute: (
            dispute.proposition,
            _date(dispute.span.start_earliest),
            _date(dispute.span.end_latest),
            len(dispute.supporters),
            len(dispute.opponents),
            dispute.certainty.value,
            dispute.also,
            dispute.according_to,
        ),
    ),
}
"""The questions that a folder answers."""
