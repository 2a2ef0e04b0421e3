from hypothesis import given
from hypothesis import strategies as st

from karabakh.reasoning._sweeps import consecutive, joined, overlapping


def itself(span):
    return span


spans = st.tuples(st.integers(0, 20), st.integers(0, 6)).map(lambda pair: (pair[0], sum(pair)))
sides = st.lists(spans, max_size=7)


def share_a_day(a, b):
    return a[0] <= b[1] and b[0] <= a[1]


@given(sides, sides)
def test_overlapping_gives_each_pair_that_shares_a_day_once(left, right):
    pairs = overlapping(left, right, left_span=itself, right_span=itself)
    assert sorted(pairs) == sorted((a, b) for a in left for b in right if share_a_day(a, b))


@given(sides, sides)
def test_joined_gives_what_hangs_together_by_shared_days(left, right):
    left = [a for a in left if any(share_a_day(a, b) for b in right)]
    right = [b for b in right if any(share_a_day(a, b) for a in left)]
    parts = [
        (sorted(a), sorted(b)) for a, b in joined(left, right, left_span=itself, right_span=itself)
    ]
    assert sorted(a for part, _ in parts for a in part) == sorted(left)
    assert sorted(b for _, part in parts for b in part) == sorted(right)
    for number, (lefts, rights) in enumerate(parts):
        for others, other_rights in parts[:number]:
            assert not any(share_a_day(a, b) for a in lefts for b in other_rights)
            assert not any(share_a_day(a, b) for a in others for b in rights)
        reached = _reached(lefts, rights)
        assert reached == ([*range(len(lefts))], [*range(len(rights))])


def _reached(lefts, rights):
    """The places in both lists that can be reached from the first of the left one."""
    left, right = {0}, set()
    for _ in range(len(lefts) + len(rights)):
        right |= {j for j, b in enumerate(rights) for i in left if share_a_day(lefts[i], b)}
        left |= {i for i, a in enumerate(lefts) for j in right if share_a_day(a, rights[j])}
    return sorted(left), sorted(right)


rows = st.lists(st.tuples(st.sampled_from("+-?"), spans), max_size=8)


@given(rows)
def test_consecutive_is_what_its_wording_says(rows):
    def value(row):
        return row[0]

    def before(a, b):
        return a[1][1] < b[1][0]

    expected = {
        (a[0], a[1][1], b[0], b[1][0])
        for a in rows
        for b in rows
        if a[0] != b[0]
        and before(a, b)
        and not any(before(a, c) and before(c, b) for c in rows)
        and not any(c[0] == a[0] and before(c, b) and c[1][1] > a[1][1] for c in rows)
        and not any(c[0] == b[0] and before(a, c) and c[1][0] < b[1][0] for c in rows)
    }
    found = list(consecutive(rows, span=lambda row: row[1], value=value))
    assert {(a[0], a[1][1], b[0], b[1][0]) for a, b in found} == expected
    assert len(found) == len(expected)
    assert all(before(a, b) for a, b in found)


def test_a_value_given_up_and_taken_up_again_changes_twice_however_often_it_is_said():
    said = [("+", (day, day)) for day in (1, 2, 3, 20, 21)] + [("-", (10, 12)), ("-", (11, 15))]
    found = consecutive(said, span=lambda row: row[1], value=lambda row: row[0])
    assert sorted((a[1][1], b[1][0]) for a, b in found) == [(3, 10), (15, 20)]
