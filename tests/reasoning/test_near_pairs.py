"""Which pairs of opposite stances may have an outcome, against all pairs."""

from debates import debates
from hypothesis import given

from karabakh import Stance, Truth
from karabakh.reasoning._at_one_time import at_one_time
from karabakh.reasoning._near_pairs import maybe_together, maybe_untold
from karabakh.reasoning._rows import Rows


@given(debates(min_size=4, max_size=10))
def test_no_pair_with_an_outcome_is_left_out(dataset):
    made = Rows(dataset)
    rows = list(made)
    left = [row for row in rows if row.stance is Stance.SUPPORTS]
    right = [row for row in rows if row.stance is Stance.OPPOSES]
    for answer, candidates in ((Truth.YES, maybe_together), (Truth.UNKNOWN, maybe_untold)):
        given_pairs = {(id(a), id(b)) for a, b in candidates(left, right, made.times)}
        for a in left:
            for b in right:
                if at_one_time(a.held, b.held, made.times) is answer:
                    assert (id(a), id(b)) in given_pairs
