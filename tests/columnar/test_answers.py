"""Answers from a folder are those of the kernel."""

import random
import sys
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from collections_of_events import without_large_numbers
from collections_of_positions import joined, random_positions, random_reports
from hypothesis import given, settings
from hypothesis import strategies as st

import karabakh
from karabakh import (
    Actor,
    ActorKind,
    Dataset,
    Position,
    PositionForm,
    Proposition,
    PropositionKind,
    Stance,
    When,
    reasoning,
)
from karabakh.columnar import ColumnarDataset, _runner, write_columns
from karabakh.columnar import _duckdb as module
from karabakh.columnar._buckets import Buckets
from karabakh.columnar._questions import QUESTIONS
from karabakh.explanations import explain
from karabakh.testing import datasets

sys.path.append(str(Path(__file__).parents[1] / "reasoning"))

from debates import debates  # of the kernel's tests

ARTICLE = karabakh.load()
WITHOUT_OPTIONS = ("contradictions", "disputes", "shifts")
TOWNS = karabakh.read(Path(__file__).parents[1] / "data" / "river_towns.toml")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("collection")


def from_folder(dataset, folder):
    """Return the answer to each question, as rows in order."""
    write_columns(dataset, folder)
    with ColumnarDataset.open(folder) as collection:
        return {name: sorted(map(str, getattr(collection, name)())) for name in WITHOUT_OPTIONS}


def from_kernel(dataset):
    found = {}
    for name in WITHOUT_OPTIONS:
        question = QUESTIONS[name]
        rows = map(question.row, question.conclusions(dataset))
        found[name] = sorted(map(str, rows))
    return found


@pytest.mark.parametrize("dataset", [ARTICLE, TOWNS, Dataset()], ids=["article", "towns", "none"])
def test_they_are_those_of_the_kernel(dataset, folder):
    assert from_folder(dataset, folder) == from_kernel(dataset)


def test_hundreds_of_random_collections_joined_are_answered_as_by_the_kernel(folder):
    chance = random.Random(20)  # noqa: S311 (no secret)
    dataset = joined(random_positions(chance, chance.randint(2, 40)) for _ in range(200))
    found = from_folder(dataset, folder)
    assert found == from_kernel(dataset)
    assert min(map(len, found.values())) > 200
    with ColumnarDataset.open(folder) as collection:
        by_kernel = {name: getattr(collection, name)().units_by_kernel for name in WITHOUT_OPTIONS}
    facts = {each.id for each in dataset.propositions if each.kind is PropositionKind.FACT}
    claimed = {each.proposition for each in dataset.positions} & facts
    assert by_kernel == {"shifts": 0, "contradictions": 0, "disputes": len(claimed)}


def test_so_is_what_is_seen_from_its_sources(folder):
    chance = random.Random(21)  # noqa: S311 (no secret)
    dataset = joined(random_reports(chance, chance.randint(2, 25)) for _ in range(200))
    found = from_folder(dataset, folder)
    assert found == from_kernel(dataset)
    with ColumnarDataset.open(folder) as collection:
        for name in ("shifts", "contradictions"):
            answer = getattr(collection, name)()
            assert answer.units_by_kernel < len(
                {(each.holder, each.proposition) for each in dataset.positions}
            )


@settings(max_examples=12)
@given(st.one_of(debates(max_size=9), datasets(max_size=10)))
def test_so_are_debates_with_offices_links_and_others_word(folder, dataset):
    dataset = without_large_numbers(dataset)
    assert from_folder(dataset, folder) == from_kernel(dataset)


@settings(max_examples=2)
@given(st.lists(debates(max_size=6), min_size=12, max_size=12), st.data())
def test_what_dates_do_not_decide_is_answered_in_batches(folder, several, data):
    chance = random.Random(data.draw(st.integers(0, 99)))  # noqa: S311 (no secret)
    dataset = joined([*several, *(random_positions(chance, 12) for _ in several)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "BATCH", data.draw(st.sampled_from([1, 5, 20_000])))
        found = from_folder(dataset, folder)
    assert found == from_kernel(dataset)


def test_so_are_many_stances_of_one_holder(folder):
    chance = random.Random(24)  # noqa: S311 (no secret)
    dataset = joined(random_positions(chance, size) for size in (300, 900, 3000))
    assert from_folder(dataset, folder) == from_kernel(dataset)
    with ColumnarDataset.open(folder) as collection:
        assert "swept" in collection.contradictions().sql


def test_sweeping_finds_the_contradictions_that_comparing_finds(folder, monkeypatch):
    chance = random.Random(27)  # noqa: S311 (no secret)
    write_columns(joined(random_positions(chance, 30) for _ in range(60)), folder)
    with ColumnarDataset.open(folder) as collection:
        compared = collection.contradictions()
        assert "swept" not in compared.sql
        found = sorted(map(str, compared))
    monkeypatch.setattr(_runner, "_CROWDED", 1)
    with ColumnarDataset.open(folder) as collection:
        swept = collection.contradictions()
        assert "swept" in swept.sql
        assert sorted(map(str, swept)) == found
    assert len(found) > 200


@pytest.mark.parametrize("buckets", [2, 7, 1000])
def test_answers_in_buckets_are_the_same(buckets, folder):
    chance = random.Random(23)  # noqa: S311 (no secret)
    write_columns(joined([TOWNS, *(random_reports(chance, 20) for _ in range(30))]), folder)
    with (
        ColumnarDataset.open(folder) as whole,
        ColumnarDataset.open(folder, buckets=buckets) as divided,
    ):
        for ask in (*WITHOUT_OPTIONS, "alignment"):
            rows = sorted(map(str, getattr(whole, ask)()))
            assert rows
            assert sorted(map(str, getattr(divided, ask)())) == rows


@pytest.mark.parametrize("question", WITHOUT_OPTIONS)
@pytest.mark.parametrize("buckets", [2, 7])
def test_progress_is_reported_after_each_bucket(question, buckets, folder):
    chance = random.Random(25)  # noqa: S311 (no secret)
    write_columns(joined(random_positions(chance, 30) for _ in range(20)), folder)
    calls = []
    with ColumnarDataset.open(
        folder, buckets=buckets, progress=lambda *call: calls.append(call)
    ) as collection:
        getattr(collection, question)()
        assert calls == [(number, buckets) for number in range(1, buckets + 1)]


def test_buckets_are_alike_and_whole(folder):
    chance = random.Random(26)  # noqa: S311 (no secret)
    dataset = joined(random_positions(chance, 30) for _ in range(40))
    write_columns(dataset, folder)
    with ColumnarDataset.open(folder) as collection:
        for key in ("holder", "proposition"):
            conditions = list(Buckets(collection._contents).conditions(collection._engine, key, 4))
            parts = [
                list(collection.sql(f"SELECT id, {key} AS key FROM positions WHERE {each}"))  # noqa: S608 (no input in it)
                for each in conditions
            ]
            keys = [{row["key"] for row in rows} for rows in parts]
            assert sum(map(len, keys)) == len(set().union(*keys))
            assert sorted(row["id"] for rows in parts for row in rows) == sorted(
                dataset.positions.ids
            )
            assert all(200 < len(rows) < 400 for rows in parts)


@pytest.mark.parametrize("buckets", [0, -1, 1.5, True, "2"])
def test_other_numbers_of_buckets_are_refused(buckets, folder):
    write_columns(ARTICLE, folder)
    with pytest.raises(ValueError, match="buckets must be a number from 1"):
        ColumnarDataset.open(folder, buckets=buckets)


@pytest.mark.parametrize("name", WITHOUT_OPTIONS)
@pytest.mark.parametrize("dataset", [ARTICLE, TOWNS], ids=["article", "towns"])
def test_each_row_is_explained_as_by_the_kernel(name, dataset, folder):
    write_columns(dataset, folder)
    question = QUESTIONS[name]
    expected = {
        str(question.row(each)): str(explain(each, dataset=dataset))
        for each in question.conclusions(dataset)
    }
    with ColumnarDataset.open(folder) as collection:
        rows = list(getattr(collection, name)())
        assert rows
        for row in rows:
            assert str(collection.explain(row)) == expected[str(row)]


def test_a_row_that_dates_decide_is_explained_from_its_own_records(folder):
    chance = random.Random(3)  # noqa: S311 (no secret)
    dataset = joined(random_positions(chance, 30) for _ in range(20))
    write_columns(dataset, folder)
    with ColumnarDataset.open(folder) as collection:
        row = next(iter(collection.shifts()))
        explained = str(collection.explain(row))
    (shift,) = (
        each
        for each in reasoning.shifts(dataset)
        if (each.earlier.position.id, each.later.position.id)
        == (row["earlier_position"], row["later_position"])
    )
    assert explained == str(explain(shift, dataset=dataset))


@pytest.mark.parametrize("row", [{}, {"holder": "ann"}, {"id": 5}])
def test_what_is_no_row_is_not_explained(row, folder):
    write_columns(ARTICLE, folder)
    with ColumnarDataset.open(folder) as collection, pytest.raises(ValueError, match="row must be"):
        collection.explain(row)


def test_a_row_of_another_collection_is_not_explained(folder):
    write_columns(TOWNS, folder)
    with ColumnarDataset.open(folder) as collection:
        row = next(iter(collection.shifts()))
    write_columns(ARTICLE, folder)
    with ColumnarDataset.open(folder) as collection, pytest.raises(ValueError, match="no records"):
        collection.explain(row)


def test_data_frames_take_an_answer_in_a_line(folder):
    write_columns(TOWNS, folder)
    with ColumnarDataset.open(folder) as collection:
        answer = collection.disputes()
        rows = list(answer)
        assert answer.count() == len(rows) > 1
        assert pl.DataFrame(answer).to_dicts() == rows
        assert pa.table(answer).to_pylist() == rows
        assert pd.DataFrame.from_arrow(answer)["proposition"].tolist() == [
            each["proposition"] for each in rows
        ]
        types = dict(zip(pa.table(answer).column_names, pa.table(answer).schema.types, strict=True))
        assert (str(types["since"]), str(types["supporters"])) == ("date32[day]", "int64")


def test_support_that_ended_before_a_change_is_no_opposition(folder):
    dataset = Dataset.from_records(
        Actor(id="ost", kind=ActorKind.STATE),
        Proposition(id="p", text="p"),
        Proposition(id="q", text="q", excludes=("p",)),
        _position("conceded", "q", "2021", PositionForm.CONCESSION),
        _position("again", "p", "2023", PositionForm.CLAIM),
    )
    write_columns(dataset, folder)
    with ColumnarDataset.open(folder) as collection:
        (row,) = (each for each in collection.shifts() if each["proposition"] == "p")
    assert (row["earlier_no_longer_supports"], row["no_longer_supports"]) == (True, False)


def _position(name, proposition, when, form):
    return Position(
        id=name,
        holder="ost",
        proposition=proposition,
        stance=Stance.SUPPORTS,
        form=form,
        when=When(when),
    )
