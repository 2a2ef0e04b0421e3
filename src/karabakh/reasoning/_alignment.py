"""Who agrees with whom, and on how much: over the propositions that they share."""

from collections.abc import Callable, Hashable, Mapping
from datetime import date
from typing import Final, get_args

from karabakh._collector import collector_paused
from karabakh._shown import shown
from karabakh.model import Dataset, Stance
from karabakh.reasoning._arguments import parse_time, require_actor, require_dataset
from karabakh.reasoning._holding import Holding
from karabakh.reasoning._holdings import holdings_of
from karabakh.reasoning._matrix import (
    AlignmentDuplicates,
    AlignmentMatrix,
    AlignmentNorm,
    Sides,
)
from karabakh.time import Truth, When, calendar_day, held_at

__all__ = ["alignment"]


@collector_paused
def alignment(
    dataset: Dataset,
    *,
    at: When | str | None = None,
    norm: AlignmentNorm = "propositions",
    duplicates: AlignmentDuplicates = "acrossrange",
    according_to: str | None = None,
) -> AlignmentMatrix:
    """Return how far actors agree and disagree over the propositions that they share.

    With ``x(a, P, k)`` for how often *a* takes the side *k*, for or against, of the
    proposition P, and k' for the other side::

        activity(a)       n(a) = Σ_P Σ_k x(a, P, k)
        congruence(a, b)  = Σ_P Σ_k x(a, P, k) · x(b, P, k)
        conflict(a, b)    = Σ_P Σ_k x(a, P, k) · x(b, P, k')
        score(a, b)       = (congruence(a, b) − conflict(a, b)) / norm(a, b)

        norm  propositions   how many propositions either takes a side of
              no             1
              average        (n(a) + n(b)) / 2
              jaccard        Σ_P Σ_k: x(a) if x(b) = 0, x(b) if x(a) = 0, else x(a) · x(b)
              cosine         n(a) · n(b)

    The first norm gives scores from −1 (opposed on all that either holds) to 1 (of one mind on
    all). The others are those of the one-mode networks of DNA (Leifeld's *Discourse Network
    Analyzer*): *congruence* is ``congruence / norm``, *conflict* ``conflict / norm``, *subtract*
    the ``score``. Its *cosine* is no cosine; its *jaccard* counts the sides of a proposition
    apart, so opposition on everything gives −0.5. A score without activity is 0.

    - Duplicates: a side counts once within a document, a calendar week (ISO 8601), month or
      year, or across the whole range; or as often as it is taken (*include*). Of a stance whose
      dates leave the week, month or year open every position counts.
    - Undecided stances count nowhere, nor that support was withdrawn, nor what only an actor's word
      carries. What a proposition implies counts in addition to it.

    Args:
        dataset: The records.
        at: Only stances that surely hold at this time, or its EDTF form; without it, all.
        norm: What scores are divided by.
        duplicates: Within what a side counts once. The norm *propositions* needs *acrossrange*.
        according_to: An actor whose word counts as the sources'.

    Raises:
        ValueError: If `norm` or `duplicates` is none of those, or the two don't fit.
        EdtfError: If `at` is not valid EDTF.
        UnknownIdError: If the dataset has no such actor.

    >>> import karabakh
    >>> from karabakh.reasoning import alignment
    >>> matrix = alignment(karabakh.load(), norm="no")
    >>> matrix.between("ethnic-armenians", "azerbaijan").score
    -2.0
    """
    _require_one_of(AlignmentNorm, norm=norm)
    _require_one_of(AlignmentDuplicates, duplicates=duplicates)
    if norm == "propositions" and duplicates != "acrossrange":
        message = f"norm must be one of DNA's with duplicates={duplicates!r}, got 'propositions'"
        raise ValueError(f"{message}; use norm='jaccard'")
    require_dataset(dataset)
    time = parse_time(at)
    require_actor(dataset, according_to=according_to)
    known = holdings_of(dataset, according_to)
    sides: dict[str, dict[str, Sides]] = {}
    for row in known.all:
        if row.stance is Stance.UNDECIDED or row.voices or row.is_withdrawn:
            continue
        if time is None or held_at(row.interval, time) is Truth.YES:
            taken = sides.setdefault(row.holder, {}).setdefault(row.proposition, ({}, {}))
            within, key = taken[row.stance is Stance.OPPOSES], _within(row, duplicates)
            within.setdefault(key, row)
    return AlignmentMatrix(
        norm=norm,
        duplicates=duplicates,
        at=time,
        actors=tuple(sorted(sides)),
        sides=sides,
        known_actors=frozenset(dataset.actors.ids),
        known=known,
    )


def _require_one_of(kind: object, **options: object) -> None:
    for name, value in options.items():
        if value not in get_args(kind):
            allowed = ", ".join(map(repr, get_args(kind)))
            raise ValueError(f"{name} must be one of {allowed}, got {shown(value)}")


_PERIODS: Final[Mapping[str, Callable[[int], Hashable]]] = {
    "week": lambda day: date.fromordinal(day).isocalendar()[:2] if day > 0 else day // 7,
    "month": lambda day: calendar_day(day)[:2],
    "year": lambda day: calendar_day(day)[0],
}
"""The period that a day is in, by DNA's name."""

_FAR: Final = date.max.toordinal()
"""No day further than this is in a week or month of the calendar."""


def _within(row: Holding, duplicates: AlignmentDuplicates) -> Hashable:
    """Return what a side counts once within; the position itself if it always counts."""
    position = row.position
    if duplicates == "acrossrange":
        return None
    if duplicates == "document":
        return position.id if position.source is None else (position.source,)
    first, last = row.interval.possible_days
    period = _PERIODS.get(duplicates)
    if period is None or abs(first) > _FAR or abs(last) > _FAR or period(first) != period(last):
        return position.id
    return (period(first),)
