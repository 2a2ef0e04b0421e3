"""Paths between all intervals at once, against the closure of what is stated."""

import itertools

from hypothesis import assume, given
from test_chronology import IDS, constraints_of, datasets, event, link, side

from karabakh import Dataset
from karabakh.model import build_chronology
from karabakh.time import EndpointKind

START, END = EndpointKind.START, EndpointKind.END


def closure(pairs):
    """All pairs of endpoints that are joined by steps."""
    found = set(pairs) | {(each, each) for pair in pairs for each in pair}
    while more := {(a, d) for a, b in found for c, d in found if b == c} - found:
        found |= more
    return found


@given(datasets(min_links=2))
def test_paths_are_those_of_what_is_stated_and_dates_add_who_began_in_time(dataset):
    chronology = build_chronology(dataset)
    assume(chronology.inconsistency is None)
    stated = [(each.earlier, each.later) for each in constraints_of(dataset)]
    orders = [pair for pair in stated if None not in pair]
    paths = closure(orders)
    connected = closure([*orders, *((later, earlier) for earlier, later in orders)])
    found = chronology.reachability((*IDS, "unknown"))
    assert [each for each in (*IDS, "unknown") if each in found] == list(IDS)
    for a, b in itertools.permutations(IDS, 2):
        assert found.ends_before(a, b) is ((side(a, END), side(b, START)) in paths)
        start, end = chronology.bounds(a).start_latest, chronology.bounds(b).end_earliest
        is_begun = (side(a, START), side(b, END)) in paths or start <= end
        assert found.starts_before_end(a, b) is (is_begun and not found.ends_before(b, a))
        assert found.overlap(a, b) is (
            (side(a, START), side(b, START)) in connected
            and found.starts_before_end(a, b)
            and found.starts_before_end(b, a)
        )
        assert not found.overlap(a, a)


def test_no_path_leads_through_records_in_a_conflict():
    pairs = ["vw", "wx", "xy", "yx", "yz"]
    orders = [link(one, "before", other) for one, other in pairs]
    chronology = build_chronology(Dataset.from_records(*map(event, "vwxyz"), *orders))
    found = chronology.reachability("vwxyz")
    before = {one + other for one in "vwxyz" for other in "vwxyz" if found.ends_before(one, other)}
    assert before == {"vw"}


def test_what_is_not_connected_overlaps_by_its_dates_alone():
    events = event("war", "2020"), event("talks", "2020"), event("raid", "2020-05-07")
    chronology = build_chronology(Dataset.from_records(*events, link("raid", "part-of", "war")))
    found = chronology.reachability(["war", "talks", "raid"])
    assert found.overlap("war", "raid")
    assert not found.overlap("war", "talks")
