"""Counts and measures of events are those of a slow reference."""

import random

import pytest
from collections_of_events import random_events, without_large_numbers
from collections_of_positions import joined
from hypothesis import given, settings
from hypothesis import strategies as st
from slow_counts import slow_counts

import karabakh
from karabakh import Dataset, Event, EventKind, Measure, MeasureKind, When
from karabakh.columnar import ColumnarDataset, write_columns
from karabakh.columnar._counts import KEYS
from karabakh.errors import UnknownIdError
from karabakh.testing import datasets

ARTICLE = karabakh.load()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("collection")


def in_order(rows):
    return sorted(rows, key=lambda row: [(each is None, str(each)) for each in row.values()])


def assert_equal(found, expected):
    assert len(found) == len(expected)
    for row, other in zip(in_order(found), in_order(expected), strict=True):
        assert row == pytest.approx(other)


@pytest.fixture(scope="module")
def collection(tmp_path_factory):
    folder = tmp_path_factory.mktemp("events")
    chance = random.Random(17)  # noqa: S311 (no secret)
    dataset = joined(random_events(chance, chance.randint(3, 9)) for _ in range(40))
    write_columns(dataset, folder)
    with ColumnarDataset.open(folder) as collection:
        yield collection, dataset


SEVERAL = [
    (),
    ("month", "kind"),
    ("actor", "side", "year"),
    ("dyad", "month"),
    ("role", "actor", "code"),
    ("place", "certainty"),
    ("source", "dyad"),
]


@pytest.mark.parametrize("by", [*((key,) for key in KEYS), *SEVERAL], ids=" ".join)
def test_random_events_are_counted_as_one_by_one(by, collection):
    questions = (
        {},
        {"measure": "killed", "according_to": "d3-actor-0"},
        {"measure": "killed", "within": "2000-09/2001-10"},
        {"measure": "area", "unit": "km2"},
    )
    found, dataset = collection
    for options in questions if by in SEVERAL else questions[1:3]:
        rows = list(found.counts(by, **options))
        assert rows
        assert_equal(rows, slow_counts(dataset, by, **options))


@settings(max_examples=10)
@given(datasets(max_size=14), st.data())
def test_so_are_those_of_all_collections(folder, dataset, data):
    draw = data.draw
    keys = draw(st.lists(st.sampled_from([key for key in KEYS if key != "dyad"]), unique=True))
    actors = [each.id for each in dataset.actors]
    options = {
        "measure": draw(st.sampled_from([None, "killed", "money"])),
        "according_to": draw(st.sampled_from([None, *actors])),
    }
    write_columns(without_large_numbers(dataset), folder)
    with ColumnarDataset.open(folder) as found:
        rows = list(found.counts(keys, **options))
    assert_equal(rows, slow_counts(without_large_numbers(dataset), keys, **options))


def counted(folder, *events, by=(), **options):
    write_columns(Dataset.from_records(*events), folder)
    with ColumnarDataset.open(folder) as found:
        return list(found.counts(by, **options))


def battle(number, *measures, **fields):
    return Event(
        id=f"battle-{number}", title="Battle", kind=EventKind.BATTLE, measures=measures, **fields
    )


def killed(**numbers):
    return Measure(kind=MeasureKind.KILLED, **numbers)


@pytest.mark.parametrize(
    ("measures", "expected"),
    [
        ([killed(best=3, low=1, high=5)], (3, 1, 5, 0, 0)),
        ([killed(best=3), killed(best=3)], (3, 3, 3, 0, 0)),
        ([killed(best=3), killed(best=5, low=4)], (None, 3, 5, 1, 0)),
        ([killed(low=2, high=9)], (None, 2, 9, 0, 1)),
        ([killed(best=1, of="us"), killed(best=2, of="them")], (3, 3, 3, 0, 0)),
        ([killed(best=7), killed(best=1, of="us"), killed(best=2, of="them")], (7, 7, 7, 0, 0)),
        ([killed(best=1, of="us"), killed(high=2, of="them")], (None, 3, 3, 0, 1)),
        ([killed(best=1, unit="civilians"), killed(best=4)], (4, 4, 4, 0, 0)),
        ([killed(best=4, low=6, high=2)], (4, 6, 2, 0, 0)),
    ],
)
def test_numbers_are_added_up_where_they_do_not_differ(measures, expected, folder):
    (row,) = counted(folder, battle(0, *measures), battle(1), measure="killed")
    assert (row["events"], row["measured"]) == (2, 1)
    names = ("best", "low", "high", "differing", "bounds_only")
    assert tuple(row[name] for name in names) == expected


def test_events_of_some_months_add_up_to_all(collection):
    found, _ = collection
    (total,) = found.counts((), measure="killed")
    for key in ("month", "year", "certainty"):
        rows = list(found.counts((key,), measure="killed"))
        for name in ("measured", "low", "high", "differing"):
            assert sum(row[name] or 0 for row in rows) >= total[name]


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2020-09-27", "2020-09"),
        ("[2020-09-01..2020-09-30]", "2020-09"),
        ("2020-09-27/2020-09-30", "2020-09"),
        ("2020-09-27/2020-10-01", None),
        ("2020-09-27/", None),
        ("2020", None),
        ("2020-09~", None),
        ("2020-09?", "2020-09"),
        ("-0044-03-15", None),
    ],
)
def test_a_time_counts_in_a_month_only_if_it_surely_lies_within_it(text, month, folder):
    (row,) = counted(folder, battle(0, when=When(text)), by=("month",))
    assert row == {"month": month, "events": 1}


REFUSED = {
    "by must be several keys, got 'month'; use by=('month',)": {"by": "month"},
    "by must be several keys, got 5": {"by": 5},
    "by must be several keys, got b'month'; use by=('month', 'kind')": {"by": b"month"},
    "got 'mont'; did you mean 'month'?": {"by": ["mont"]},
    "got 5; use others": {"by": [5]},
    "by must not repeat a key": {"by": ["month", "month"]},
    "by must not have 'dyad' with actor, role or side": {"by": ["dyad", "role"]},
    "unknown measure 'kiled'; did you mean 'killed'?": {"by": (), "measure": "kiled"},
    "within must be a period, got '2020~'": {"by": (), "within": "2020~"},
    "within must be a period, got '[2019,2021]'": {"by": (), "within": "[2019,2021]"},
    "within must be a period, got '-0044'": {"by": (), "within": "-0044"},
    "within must be a When or EDTF text, got 2020; use '2020'": {"by": (), "within": 2020},
    "invalid EDTF date": {"by": (), "within": "2020-13"},
    "unknown actor 'armenai'; did you mean 'armenia'?": {"by": (), "according_to": "armenai"},
    "according_to must be an identifier (str), got 5": {"by": (), "according_to": 5},
}


@pytest.mark.parametrize("message", REFUSED)
def test_invalid_arguments_are_refused(message, article):
    with pytest.raises((ValueError, TypeError, UnknownIdError)) as error:
        article.counts(**REFUSED[message])
    assert message in str(error.value)


@pytest.fixture
def article(folder):
    write_columns(ARTICLE, folder)
    with ColumnarDataset.open(folder) as collection:
        yield collection


def test_a_users_query_is_answered(article):
    query = "SELECT kind, count(*) AS events FROM events GROUP BY kind -- of mine\n;"
    rows = in_order(article.sql(query))
    assert rows == in_order(article.counts(("kind",)))
    assert article.sql(query).count() == len(rows) > 1


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT nothing FROM events", "query must be valid SQL: Binder Error"),
        ("SELECT", "query must be valid SQL: Parser Error"),
        ("DROP VIEW events", "query must be one SELECT, got 'DROP VIEW events'"),
        ("SELECT 1; DROP VIEW events", "query must be one SELECT"),
        ("", "query must be one SELECT, got ''"),
        ("SELECT 1 AS a, 2 AS a", "query must have distinct columns, got a more than once"),
        ("SELECT * FROM events JOIN actors USING (id)", "query must have distinct columns"),
    ],
)
def test_what_is_no_query_is_refused(query, message, article):
    with pytest.raises(ValueError, match=message):
        article.sql(query)
    assert article.sql("SELECT id FROM events").count() == len(ARTICLE.events)
