"""Which stances are the latest, against a look at each pair."""

from debates import debates
from hypothesis import given

from karabakh import Certainty
from karabakh.reasoning._at_one_time import known_before
from karabakh.reasoning._latest import latest
from karabakh.reasoning._rows import Rows, firmness


@given(debates(max_size=12))
def test_those_that_nothing_firm_is_known_to_come_after(dataset):
    made = Rows(dataset)
    rows = list(made)

    def is_changed(row):
        return any(
            (other.holder, other.proposition) == (row.holder, row.proposition)
            and other.stance is not row.stance
            and firmness(other) >= min(firmness(row), Certainty.PROBABLE.rank)
            and known_before(row.held, other.held, made.times)
            for other in rows
        )

    def told(row):
        return row.holder, row.proposition, row.stance, firmness(row), row.held

    assert {told(row) for row in latest(rows, made.times)} == {
        told(row) for row in rows if not is_changed(row)
    }
