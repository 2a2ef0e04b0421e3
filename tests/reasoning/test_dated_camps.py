"""Who meets whom by days alone, against the sweep that looks at all else, and all pairs."""

import random

import pytest

from karabakh import Citation, Dataset, DocTimeRel, Position, PositionForm, Stance, When
from karabakh.reasoning._camps import meeting_by_kinds
from karabakh.reasoning._dated_camps import are_told_by_dates, meeting_by_dates
from karabakh.reasoning._rows import Rows


def position(number, chance, **told):
    year, holders = chance.randrange(2000, 2030), 3 if number % 2 else 30
    lasting = [f"{year}", f"{year}-05-01", f"{year}/{year + chance.randrange(1, 9)}", f"../{year}"]
    return Position(
        id=f"position-{number}",
        holder=f"actor-{chance.randrange(holders)}",
        proposition="peace",
        stance=chance.choice([Stance.SUPPORTS, Stance.OPPOSES]),
        form=PositionForm.CLAIM,
        when=When.unknown() if chance.random() < 0.02 else When(chance.choice(lasting)),
        citations=(Citation("source", 1),),
        **told,
    )


def camps(positions):
    rows = Rows(Dataset.from_records(*positions))
    found = list(rows)
    return [
        [row for row in found if row.stance is stance]
        for stance in (Stance.SUPPORTS, Stance.OPPOSES)
    ], rows.times


def ids(rows):
    return sorted(row.position.id for row in rows)


def meets(row, other):
    one, two = row.held.bounds, other.held.bounds
    return (
        row.holder != other.holder
        and one.start_earliest <= two.end_latest
        and two.start_earliest <= one.end_latest
    )


@pytest.mark.parametrize("seed", range(60))
def test_days_and_holders_tell_what_the_sweep_over_kinds_and_all_pairs_tell(seed):
    chance = random.Random(seed)  # noqa: S311 (nothing secret)
    count = chance.choice([2, 5, 12, 60])
    (supporting, opposing), times = camps(position(number, chance) for number in range(count))
    assert are_told_by_dates(supporting)
    assert are_told_by_dates(opposing)
    for own, others in ((supporting, opposing), (opposing, supporting)):
        expected = [row for row in own if any(meets(row, other) for other in others)]
        assert ids(meeting_by_dates(own, others)) == ids(expected)
        assert ids(meeting_by_kinds(own, others, times)[0]) == ids(expected)


def test_what_a_source_tells_of_the_time_is_not_told_by_dates_alone():
    chance = random.Random(0)  # noqa: S311 (nothing secret)
    both, _ = camps([position(0, chance, doc_time_rel=DocTimeRel.BEFORE)])
    assert not all(map(are_told_by_dates, both))
