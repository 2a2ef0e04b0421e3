"""Alignment and stances at a time from a folder are those of the kernel."""

import random
import sys
from pathlib import Path
from typing import get_args

import pytest
from collections_of_events import without_large_numbers
from collections_of_positions import joined, random_positions, random_reports
from hypothesis import given, settings
from hypothesis import strategies as st

import karabakh
from karabakh import When
from karabakh.columnar import ColumnarDataset, write_columns
from karabakh.columnar._questions import QUESTIONS
from karabakh.explanations import explain
from karabakh.reasoning import (
    AlignmentDuplicates,
    AlignmentNorm,
    alignment,
    holdings_of,
    stance,
)
from karabakh.testing import datasets

sys.path.append(str(Path(__file__).parents[1] / "reasoning"))

from debates import debates  # of the kernel's tests

TIMES = ("2001", "2001-05-07", "2002-03/2003-01", "[2001,2003]", "2002/..", "2001-06~", "../2002")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("collection")


@pytest.fixture(scope="module")
def many():
    chance = random.Random(22)  # noqa: S311 (no secret)
    makers = (random_positions, random_reports)
    return joined(makers[n % 2](chance, chance.randint(2, 30)) for n in range(60))


def stances_by_kernel(dataset, at):
    pairs = holdings_of(dataset).by_holder
    found = (stance(dataset, *pair, at=at) for pair in pairs)
    return sorted(str(QUESTIONS["stances"].row(each)) for each in found)


def alignment_by_kernel(dataset, **options):
    return {(each.a, each.b): each[2:] for each in alignment(dataset, **options).weights()}


def alignment_in(collection, **options):
    names = ("congruence", "conflict", "score", "norm")
    rows = list(collection.alignment(**options))
    found = {(row["a"], row["b"]): tuple(row[name] for name in names) for row in rows}
    assert len(found) == len(rows)
    return found


def options_of_alignment():
    for duplicates in get_args(AlignmentDuplicates):
        for norm in get_args(AlignmentNorm):
            if norm != "propositions" or duplicates == "acrossrange":
                yield norm, duplicates


def test_alignment_of_random_collections_is_that_of_the_kernel(many, folder):
    write_columns(many, folder)
    with ColumnarDataset.open(folder) as collection:
        for norm, duplicates in options_of_alignment():
            options = {"norm": norm, "duplicates": duplicates}
            assert alignment_in(collection, **options) == alignment_by_kernel(many, **options)
        for at in TIMES:
            found = alignment_in(collection, at=at)
            assert found == alignment_by_kernel(many, at=at)


def test_stances_of_random_collections_are_those_of_the_kernel(many, folder):
    write_columns(many, folder)
    with ColumnarDataset.open(folder) as collection:
        for at in TIMES:
            answer = collection.stances(at=at)
            assert sorted(map(str, answer)) == stances_by_kernel(many, at)
            assert answer.units_by_kernel < len(holdings_of(many).by_holder)


@settings(max_examples=8)
@given(st.one_of(debates(max_size=9), datasets(max_size=10)), st.sampled_from(TIMES))
def test_so_are_those_of_debates(folder, dataset, at):
    dataset = without_large_numbers(dataset)
    write_columns(dataset, folder)
    with ColumnarDataset.open(folder) as collection:
        assert sorted(map(str, collection.stances(at=at))) == stances_by_kernel(dataset, at)
        options = {"at": at, "norm": "jaccard", "duplicates": "month"}
        assert alignment_in(collection, **options) == alignment_by_kernel(dataset, **options)


def test_a_stance_is_explained_as_by_the_kernel(folder):
    dataset = karabakh.load()
    write_columns(dataset, folder)
    with ColumnarDataset.open(folder) as collection:
        for row in collection.stances(at=When("2022")):
            found = stance(dataset, row["holder"], row["proposition"], at="2022")
            assert str(collection.explain(row)) == str(explain(found, dataset=dataset))


def test_earlier_answers_stay_what_they_were(folder):
    write_columns(karabakh.load(), folder)
    with ColumnarDataset.open(folder) as collection:
        then = collection.stances(at="1850")
        before = list(then)
        assert list(collection.stances(at="2022")) != before
        assert list(then) == before


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"norm": "cosines"}, "norm must be one of"),
        ({"duplicates": "day"}, "duplicates must be one of"),
        ({"duplicates": "week"}, "use norm='jaccard'"),
        ({"at": "2020-13"}, "month"),
    ],
)
def test_other_options_are_refused(options, message, folder):
    write_columns(karabakh.load(), folder)
    with ColumnarDataset.open(folder) as collection, pytest.raises(ValueError, match=message):
        collection.alignment(**options)


def test_a_time_must_be_one(folder):
    write_columns(karabakh.load(), folder)
    with ColumnarDataset.open(folder) as collection, pytest.raises(TypeError, match="at must be"):
        collection.stances(at=2020)
