"""The questions to a large collection: for each a query, and the kernel."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final, cast

import attrs

from karabakh.columnar._sql import Query
from karabakh.columnar._sql_alignment import alignment_scores, alignment_sides
from karabakh.columnar._sql_contradictions import CONTRADICTIONS, SWEPT_CONTRADICTIONS
from karabakh.columnar._sql_disputes import DISPUTES
from karabakh.columnar._sql_shifts import SHIFTS
from karabakh.columnar._sql_stances import stances_at
from karabakh.columnar._units import HOLDINGS, TOPICS, Unit
from karabakh.model import Dataset, Stance
from karabakh.reasoning import (
    AlignmentDuplicates,
    AlignmentSide,
    Conclusion,
    StanceAt,
    alignment,
    contradictions,
    disputes,
    shifts,
    stance,
    stances,
)
from karabakh.time import When

__all__ = ["QUESTIONS", "Question", "plain"]

_TEXT: Final = "VARCHAR"
_TEXTS: Final = "VARCHAR[]"
_TRUTH: Final = "BOOLEAN"
_COUNT: Final = "BIGINT"

_EMPTY: Final = {
    "earlier_no_longer_supports": "false",
    "no_longer_supports": "false",
    "contested": "[]",
    "also": "[]",
    "according_to": "[]",
}
"""The columns of what dates alone never show."""

Column = tuple[str, Callable[[Any], object]]
"""A column of an answer: its SQL type, and its value of a conclusion."""


@attrs.frozen(kw_only=True)
class Question:
    """A question: a query for what dates decide, and the kernel for the rest."""

    by: Unit
    """The columns that name a unit."""

    query: Callable[..., Query]
    """The query of what dates decide, from ``decided``, by the options."""

    crowded: Query | None = None
    """The query in its place where one holder has very many stances on one proposition."""

    result: Callable[..., Query] | None = None
    """The query of the answer from ``found``, the rows of all units, by the options; None if these
    rows are it."""

    columns: Mapping[str, Column]
    """The columns of the answer."""

    bucket_size: int = 2_000_000
    """How many positions the query takes together at most by default."""

    conclusions: Callable[..., Iterable[Any]]
    """The conclusions of the kernel on a dataset, or what they have for each unit, by the
    options."""

    @property
    def types(self) -> Mapping[str, str]:
        """The SQL type of each column, in DuckDB's words."""
        return {name: kind for name, (kind, _) in self.columns.items()}

    def row(self, conclusion: Any) -> dict[str, object]:  # noqa: ANN401 (of any kind)
        """Return the row that a conclusion is."""
        return {name: plain(value(conclusion)) for name, (_, value) in self.columns.items()}

    def rows(self, found: str) -> str:
        """Return the query of whole rows from those of the question's own query, as SQL."""
        columns = ", ".join(
            f"CAST({_EMPTY.get(name, name)} AS {kind}) AS {name}"
            for name, kind in self.types.items()
        )
        return f"SELECT {columns} FROM {found}"


def plain(value: object) -> object:
    """Return a value with lists for tuples."""
    return list(cast("tuple[object, ...]", value)) if isinstance(value, tuple) else value


def _stance_checks(dataset: Dataset) -> Iterator[Conclusion]:
    """Yield the checks of one holder's stances, not those of linked records."""
    found = contradictions(dataset)
    checks = (*found.contradictions, *found.rival_accounts, *found.undetermined, *found.compatible)
    return (check for check in checks if getattr(check, "holder", ""))


def _date(day: int) -> date | None:
    return date.fromordinal(day) if 1 <= day <= date.max.toordinal() else None


def _stances_at(dataset: Dataset, at: When) -> Iterator[StanceAt]:
    """Yield what is known of each actor's stance on each proposition at a time."""
    pairs = {(each.holder, each.proposition) for each in stances(dataset)}
    found = (stance(dataset, *pair, at=at) for pair in pairs)
    return iter({(each.holder, each.proposition): each for each in found}.values())


def _alignment_sides(
    dataset: Dataset, at: When | None, duplicates: AlignmentDuplicates, **_: object
) -> Iterator[AlignmentSide]:
    """Yield how often each actor takes each side."""
    return alignment(dataset, at=at, norm="no", duplicates=duplicates).sides()


def _value(stance: Stance | None) -> str | None:
    return None if stance is None else stance.value


QUESTIONS: Final[Mapping[str, Question]] = {
    "alignment": Question(
        by=HOLDINGS,
        query=alignment_sides,
        result=alignment_scores,
        columns={
            "holder": (_TEXT, lambda side: side.actor),
            "proposition": (_TEXT, lambda side: side.proposition),
            "supporting": (_COUNT, lambda side: side.supporting),
            "opposing": (_COUNT, lambda side: side.opposing),
        },
        conclusions=_alignment_sides,
    ),
    "stances": Question(
        by=HOLDINGS,
        query=stances_at,
        columns={
            "holder": (_TEXT, lambda found: found.holder),
            "proposition": (_TEXT, lambda found: found.proposition),
            "at_time": (_TEXT, lambda found: found.at.text),
            "stance": (_TEXT, lambda found: _value(found.stance)),
            "last_known": (_TEXT, lambda found: _value(found.last_known)),
            "no_longer_supports": (_TRUTH, lambda found: found.no_longer_supports),
            "certainty": (_TEXT, lambda found: found.certainty.value),
            "former": (_TEXTS, lambda found: tuple(map(_value, found.former))),
            "possible": (_TEXTS, lambda found: tuple(map(_value, found.possible))),
            "contested": (_TEXTS, lambda found: tuple(map(_value, found.contested))),
        },
        conclusions=_stances_at,
    ),
    "shifts": Question(
        by=HOLDINGS,
        query=lambda: SHIFTS,
        columns={
            "holder": (_TEXT, lambda shift: shift.holder),
            "proposition": (_TEXT, lambda shift: shift.proposition),
            "earlier": (_TEXT, lambda shift: shift.earlier.stance.value),
            "later": (_TEXT, lambda shift: shift.later.stance.value),
            "earlier_position": (_TEXT, lambda shift: shift.earlier.position.id),
            "later_position": (_TEXT, lambda shift: shift.later.position.id),
            "certainty": (_TEXT, lambda shift: shift.certainty.value),
            "earlier_no_longer_supports": (
                _TRUTH,
                lambda shift: shift.earlier.no_longer_supports,
            ),
            "no_longer_supports": (_TRUTH, lambda shift: shift.later.no_longer_supports),
            "also": (_TEXTS, lambda shift: shift.also),
            "according_to": (_TEXTS, lambda shift: shift.according_to),
        },
        conclusions=shifts,
    ),
    "contradictions": Question(
        by=HOLDINGS,
        query=lambda: CONTRADICTIONS,
        crowded=SWEPT_CONTRADICTIONS,
        bucket_size=10_000_000,  # it sorts next to nothing
        columns={
            "holder": (_TEXT, lambda check: check.holder),
            "proposition": (_TEXT, lambda check: check.proposition),
            "verdict": (_TEXT, lambda check: check.verdict.value),
            "also": (_TEXTS, lambda check: check.also),
            "according_to": (_TEXTS, lambda check: check.according_to),
        },
        conclusions=_stance_checks,
    ),
    "disputes": Question(
        by=TOPICS,
        query=lambda: DISPUTES,
        columns={
            "proposition": (_TEXT, lambda dispute: dispute.proposition),
            "since": ("DATE", lambda dispute: _date(dispute.span.start_earliest)),
            "until": ("DATE", lambda dispute: _date(dispute.span.end_latest)),
            "supporters": (_COUNT, lambda dispute: len(dispute.supporters)),
            "opponents": (_COUNT, lambda dispute: len(dispute.opponents)),
            "certainty": (_TEXT, lambda dispute: dispute.certainty.value),
            "also": (_TEXTS, lambda dispute: dispute.also),
            "according_to": (_TEXTS, lambda dispute: dispute.according_to),
        },
        conclusions=disputes,
    ),
}
"""The questions; alignment has the options ``at``, ``norm`` and ``duplicates``, stances ``at``."""
