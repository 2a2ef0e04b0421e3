"""Nothing is lost between a dataset and its files, in any format."""

import difflib
import gzip
import io
import re

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample import PLAIN, as_json, parse_json, parse_jsonl, parse_toml, to_json, to_jsonl, to_toml

import karabakh
from karabakh.io import iter_records, load, read, write
from karabakh.io._toml_edit import edited
from karabakh.model import Dataset, Name, Place
from karabakh.testing import datasets, texts

FORMATS = ["toml", "json", "jsonl", "toml.gz", "json.gz", "jsonl.gz"]
TEXTS = [(to_toml, parse_toml), (to_json, parse_json), (to_jsonl, parse_jsonl)]


@pytest.mark.parametrize(("to", "parse"), TEXTS)
@given(dataset=datasets(consistent=True))
@settings(max_examples=60)
def test_any_dataset_survives_as_text_and_has_one_form(to, parse, dataset):
    text = to(dataset)
    again = parse(text)
    assert again == dataset
    assert to(again) == text
    assert parse(text.encode()) == dataset


@pytest.mark.parametrize(("to", "parse"), TEXTS)
@given(dataset=datasets(consistent=False))
@settings(max_examples=40)
def test_broken_references_survive_where_they_are_not_checked(to, parse, dataset):
    assert parse(to(dataset), check_references=False) == dataset


@pytest.mark.parametrize(("to", "parse"), TEXTS)
@given(text=texts() | st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
@settings(max_examples=60)
def test_any_text_survives(to, parse, text):
    dataset = Dataset.from_records(
        Place(id="here", names=(Name(text=text),), note=text), title=text
    )
    assert parse(to(dataset)) == dataset


@pytest.mark.parametrize("format", FORMATS)
@given(dataset=datasets(max_size=6))
@settings(max_examples=20)
def test_any_dataset_survives_in_a_file_whose_bytes_are_always_the_same(
    tmp_path_factory, format, dataset
):
    path = tmp_path_factory.mktemp("files") / f"data.{format}"
    write(dataset, path)
    written = path.read_bytes()
    assert read(path) == dataset
    write(read(path), path)
    assert path.read_bytes() == written
    records = [record for _, collection in dataset.collections() for record in collection]
    assert list(iter_records(path)) == records


@pytest.mark.parametrize("format", FORMATS)
def test_the_bundled_dataset_and_the_sample_survive(tmp_path, format):
    for dataset in (load(), parse_json(as_json(PLAIN))):
        path = tmp_path / f"data.{format}"
        write(dataset, path, overwrite=True)
        assert read(path) == dataset
        write(dataset, tmp_path / "other", format=format, overwrite=True)
        assert (tmp_path / "other").read_bytes() == path.read_bytes()
        assert read(tmp_path / "other", format=format) == dataset


def test_the_packed_file_is_the_plain_one_packed(tmp_path):
    write(load(), tmp_path / "a.json")
    write(load(), tmp_path / "a.json.gz")
    unpacked = gzip.decompress((tmp_path / "a.json.gz").read_bytes())
    assert unpacked == (tmp_path / "a.json").read_bytes()
    assert unpacked.decode() == to_json(load())


def test_each_record_has_a_line_of_its_own_with_keys_in_the_order_of_the_model():
    lines = to_json(load()).splitlines()
    positions = [line for line in lines if '"holder"' in line]
    assert len(positions) == len(load().positions)
    names = [field.name for field in attrs.fields(karabakh.Position)]
    for line in positions:
        places = [line.index(f'"{name}":') for name in names if f'"{name}":' in line]
        assert places == sorted(places)


def test_a_bound_dataset_is_written_without_its_texts():
    text = karabakh.Document.from_text("They met. Nothing was signed.")
    source = karabakh.Source(id="wire", title="Wire", paragraphs=text.outline())
    dataset = Dataset.from_records(source)
    assert to_json(dataset.bind(text)) == to_json(dataset)


@given(old=datasets(max_size=6), new=datasets(max_size=6), data=st.data())
@settings(max_examples=60)
def test_a_toml_file_is_changed_into_any_other_dataset(old, new, data):
    mixed = attrs.evolve(
        new,
        **{
            name: data.draw(st.permutations([*records, *getattr(new, name)]))
            for name, records in old.collections()
        },
    )
    content = to_toml(old)
    for dataset in (old, new, mixed):
        text = edited(content, old, dataset, source="it")
        assert parse_toml(text, check_references=False) == dataset


@given(dataset=datasets(min_size=1, max_size=5), data=st.data())
@settings(max_examples=40)
def test_only_the_changed_line_is_written_anew(dataset, data):
    # In canonical text no text goes on over several lines, so these lines are headers.
    content = re.sub(r"(?m)^(\[\[.*)$", r"# about it\n\1 # a table", to_toml(dataset))
    name, record = data.draw(
        st.sampled_from(
            [(name, record) for name, records in dataset.collections() for record in records]
        )
    )
    changed = attrs.evolve(record, note=record.note + "changed")
    records = [changed if each is record else each for each in getattr(dataset, name)]
    text = edited(content, dataset, attrs.evolve(dataset, **{name: records}), source="it")
    differences = [
        line for line in difflib.ndiff(content.split("\n"), text.split("\n")) if line[0] in "+-"
    ]
    assert [line[:8] for line in differences] in (
        ["+ note ="],
        ["- note =", "+ note ="],
    )


def test_lines_are_read_from_any_iterable_of_bytes():
    assert parse_jsonl(io.BytesIO(to_jsonl(load()).encode()).getvalue()) == load()
