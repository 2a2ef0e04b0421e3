"""Times as values, and what is known of two of them."""

import copy
import itertools
import pickle
from datetime import UTC, date, datetime, timedelta, timezone

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh import AllenRelation, Truth, When
from karabakh.testing import _edtf, whens
from karabakh.time._allen import possible_relations
from karabakh.time._bounds import ANYTIME
from karabakh.time._calendar import NO_END

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN

times = whens()
times_by_days = times.filter(lambda time: not time.is_approximate and time.instant is None)


# Approximate dates are read loosely, too, and instants compare to the second; see below.
@given(times_by_days, times_by_days, st.sets(st.sampled_from(AllenRelation), min_size=1))
def test_one_of_the_alternatives_is_true_of_each_time(a, b, wanted):
    pairs = itertools.product(a.alternatives, b.alternatives)
    cases = [possible_relations(own, other) for own, other in pairs]
    assert a.relations(b) == set().union(*cases)
    if all(case <= wanted for case in cases):
        assert a.relation(b, *wanted) is YES
    elif any(case & wanted for case in cases):
        assert a.relation(b, *wanted) is UNKNOWN
    else:
        assert a.relation(b, *wanted) is NO


@pytest.mark.parametrize(
    "ask",
    [
        lambda: When("2020").relation(When("2021")),
        lambda: When("2020").relation(When("2021"), "before"),
        lambda: When("2020").relation(When("2021"), None),
        lambda: When("2020").relation("2021", AllenRelation.BEFORE),
        *(
            lambda name=name: getattr(When("2020"), name)("2021")
            for name in ("before", "after", "intersects", "during", "relations")
        ),
    ],
)
def test_questions_are_of_times_and_relations(ask):
    with pytest.raises(
        TypeError, match=r"must not be empty|must be an AllenRelation, got|use When\('2021'\)"
    ):
        ask()


@given(times, times)
def test_the_named_questions_are_sets_of_relations(a, b):
    before = {AllenRelation.BEFORE, AllenRelation.MEETS}
    after = {AllenRelation.AFTER, AllenRelation.MET_BY}
    during = {
        AllenRelation.DURING,
        AllenRelation.STARTS,
        AllenRelation.FINISHES,
        AllenRelation.EQUALS,
    }
    assert a.before(b) is a.relation(b, *before)
    assert a.after(b) is a.relation(b, *after)
    assert a.during(b) is a.relation(b, *during)
    assert a.intersects(b) is a.relation(b, *set(AllenRelation) - before - after)


@given(times, times)
def test_questions_turned_round(a, b):
    assert a.after(b) is b.before(a)
    assert a.intersects(b) is b.intersects(a)
    assert b.relations(a) == {relation.inverse for relation in a.relations(b)}
    assert a.before(b) & b.before(a) is not YES


@given(times, times, times)
def test_being_over_before_is_a_strict_order(a, b, c):
    if a.before(b) is YES:
        assert b.before(a) is NO
        assert b.before(c) is not YES or a.before(c) is YES


@given(times.filter(lambda time: len(time.alternatives) == 1 and not time.is_approximate))
def test_nothing_is_over_before_it_begins(a):
    # What has no end is never over; what may be one of several days, or about a day, may be
    # another time's.
    assert a.before(a) is not YES
    assert a.bounds.start_latest > a.bounds.end_earliest or a.before(a) is NO


_DAYS = range(1, 5)


def spans(bounds):
    """Return all spans of a few days, first and last day, that bounds allow."""
    return [
        (first, last)
        for first in _DAYS
        for last in _DAYS
        if bounds.start_earliest <= first <= bounds.start_latest
        and bounds.end_earliest <= last <= bounds.end_latest
        and first <= last
    ]


def few_days():
    day = st.sampled_from(_DAYS).map(lambda number: date.fromordinal(number).isoformat())
    interval = st.tuples(day, day).map(sorted).map("/".join)
    one_of = st.lists(day, min_size=1, max_size=3).map(lambda days: f"[{','.join(days)}]")
    return (day | interval | one_of).map(When)


@given(few_days(), few_days())
def test_an_answer_is_what_all_days_that_may_be_meant_agree_on(a, b):
    worlds = [
        (one, other)
        for own in a.alternatives
        for others in b.alternatives
        for one in spans(own)
        for other in spans(others)
    ]

    def agreed(question):
        answers = {question(one, other) for one, other in worlds}
        return Truth.of(answers.pop()) if len(answers) == 1 else UNKNOWN

    assert a.before(b) is agreed(lambda one, other: one[1] < other[0])
    assert a.after(b) is agreed(lambda one, other: other[1] < one[0])
    assert a.intersects(b) is agreed(lambda one, other: one[0] <= other[1] and other[0] <= one[1])
    assert a.during(b) is agreed(lambda one, other: other[0] <= one[0] and one[1] <= other[1])


@given(st.dates(), st.dates())
def test_known_days_are_ordered_like_dates(one, other):
    a, b = When(one.isoformat()), When(other.isoformat())
    assert a.before(b) is Truth.of(one < other)
    assert a.during(b) is a.intersects(b) is Truth.of(one == other)
    assert len(a.relations(b)) == 1
    assert (a.sort_key < b.sort_key) is (one < other)


@pytest.mark.parametrize(
    ("earlier", "later", "answer"),
    [
        ("2020-09-27/2020-11-10", "2023-09", YES),
        ("2020", "2020-11", UNKNOWN),
        ("2020/..", "2023", NO),
        ("2020/", "2023", UNKNOWN),
        ("[2020-10-10,2020-10-17]", "2020-11", YES),
        ("[2020-10-10,2020-12-17]", "2020-11", UNKNOWN),
        ("[2020-12-10,2020-12-17]", "2020-11", NO),
        ("[2020-01,2020-12]", "[2021,2022]", YES),
        ("[..1999]", "2020", YES),
        ("2020", "[2030..]", YES),
        ("2019~", "2020", UNKNOWN),
    ],
)
def test_what_precedes_what(earlier, later, answer):
    assert When(earlier).before(When(later)) is answer


def test_the_hull_of_a_set_knows_less_than_its_members():
    either = When("[2020-01-01,2020-12-31]")
    middle = When("2020-06-15")
    assert either.intersects(middle) is NO
    assert When("2020").intersects(middle) is UNKNOWN


@given(_edtf.dates().map(When))
def test_nothing_is_known_of_an_unknown_time_and_a_date(date):
    unknown = When.unknown()
    assert unknown.before(date) is unknown.after(date) is UNKNOWN
    assert unknown.during(date) is unknown.intersects(date) is UNKNOWN


def test_an_unknown_time_is_still_over_before_what_has_no_end():
    assert When.unknown().after(When("2020/..")) is NO
    assert When.unknown().during(When("../..")) is YES


def test_the_unknown_time():
    unknown = When.unknown()
    assert not unknown.is_known
    assert unknown.text == str(unknown) == ""
    assert repr(unknown) == "When.unknown()"
    assert unknown.bounds == ANYTIME
    assert unknown.alternatives == (ANYTIME,)
    assert unknown == When.unknown()
    assert unknown.relations(unknown) == set(AllenRelation)
    assert not unknown.is_interval
    assert not unknown.is_qualified


@given(st.lists(times))
def test_sorting_puts_the_earliest_first_and_the_unknown_last(unsorted):
    ordered = sorted(unsorted, key=lambda when: when.sort_key)
    known = [when for when in ordered if when.is_known]
    assert ordered[: len(known)] == known
    starts = [when.bounds.start_earliest for when in known]
    assert starts == sorted(starts)


def test_times_have_no_order_of_their_own():
    with pytest.raises(TypeError, match="not supported"):
        sorted([When("2020"), When("2021")])


@given(times, times)
def test_values_are_equal_if_their_texts_are(a, b):
    assert (a == b) == (a.text == b.text)
    assert len({a, b}) == len({a.text, b.text})
    assert a != a.text


def test_other_writings_of_the_same_days_are_other_values():
    assert When("2020") != When("2020-XX")
    assert When("2020").bounds == When("2020-XX").bounds


@given(times)
def test_copies_are_equal_in_everything(when):
    for copied in (pickle.loads(pickle.dumps(when)), copy.copy(when), copy.deepcopy(when)):  # noqa: S301
        assert copied == when
        assert hash(copied) == hash(when)
        assert (copied.bounds, copied.alternatives) == (when.bounds, when.alternatives)


@given(times)
def test_the_repr_makes_the_value(when):
    assert eval(repr(when), {"When": When}) == when  # noqa: S307


@pytest.mark.parametrize("name", ["text", "bounds", "alternatives", "is_known", "anything"])
def test_times_are_immutable(name):
    when = When("2020-09")
    with pytest.raises(AttributeError, match=name):
        setattr(when, name, "2021")
    with pytest.raises(AttributeError, match=name):
        delattr(when, name)
    when.__init__("2021")
    assert when == When("2020-09")
    assert not hasattr(when, "__dict__")


@pytest.mark.parametrize(
    ("text", "uncertain", "approximate"),
    [
        ("2020", False, False),
        ("2020?", True, False),
        ("2020~", False, True),
        ("2020%", True, True),
        ("2019/2020~", False, True),
        ("2019?/2020~", True, True),
        ("[2019,2020?]", True, False),
    ],
)
def test_qualifiers_are_seen_wherever_they_stand(text, uncertain, approximate):
    when = When(text)
    assert (when.is_uncertain, when.is_approximate) == (uncertain, approximate)
    assert when.is_qualified == (uncertain or approximate)


@pytest.mark.parametrize(
    ("text", "is_interval"), [("2020/2021", True), ("/2020", True), ("[2020..2021]", False)]
)
def test_intervals_are_known_by_their_slash(text, is_interval):
    assert When(text).is_interval is is_interval


def test_a_decoding_hook_may_build_times():
    def hook(kind, value):
        assert kind is When
        return When(value)

    decoded = msgspec.json.decode(b'["2020-09-27"]', type=list[When], dec_hook=hook)
    assert decoded == [When("2020-09-27")]


def test_a_full_day_is_what_the_standard_library_says():
    assert When("2020-09-27").bounds.start_earliest == date(2020, 9, 27).toordinal()
    assert When("2020-09-27/..").bounds.end_earliest == NO_END


# -- exactly, loosely, and to the second


@pytest.mark.parametrize(
    ("first", "second", "answer"),
    [
        ("2022-04-18~", "2022-04-19", UNKNOWN),
        ("2022-04-18~", "2022-06-19", YES),
        ("2022-04~", "2022-06", UNKNOWN),
        ("2022~", "2023", UNKNOWN),
        ("1850~", "2020", YES),
        ("2022?", "2023", YES),
        ("2020-01/2022%", "2023", UNKNOWN),
        ("2020-01/2022%", "2019", NO),
        ("1850~/2022?", "2023", YES),
    ],
)
def test_only_what_margins_leave_decided_is_known_of_an_approximate_date(first, second, answer):
    assert When(first).before(When(second)) is answer


def test_approximate_dates_have_the_bounds_that_are_written():
    assert When("2022-04-18~").bounds == When("2022-04-18").bounds


def test_times_of_day_with_zones_compare_by_instant():
    evening, night = When("2020-09-27T23:30:00-05:00"), When("2020-09-28T03:00:00+04:00")
    assert night.before(evening) is Truth.YES
    assert evening.before(night) is Truth.NO
    assert evening.relations(night) == {AllenRelation.AFTER}
    same = When("2020-09-27T18:30:00-10:00")
    assert evening.relations(same) == {AllenRelation.EQUALS}
    assert evening.during(same) is evening.intersects(same) is Truth.YES


@given(st.datetimes(), st.integers(-14 * 60, 14 * 60))
def test_instants_are_those_of_the_standard_library(local, minutes):
    zoned = local.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    found = When(zoned.isoformat()).instant - When("1970-01-01T00:00:00Z").instant
    assert timedelta(seconds=found) == zoned - epoch


@pytest.mark.parametrize("other", ["2020-09-27", "2020-09-27T23:30:00", "2020"])
def test_other_times_of_day_compare_by_days(other):
    evening = When("2020-09-27T23:30:00-05:00")
    assert evening.relations(When(other)) == When("2020-09-27").relations(When(other))
    assert When(other).instant is None
