"""TOML files that are left alone, since something in them would be lost."""

import gzip
import os
import re
from pathlib import Path

import pytest
from commented import HERE, PLACES, comments
from sample import to_toml

import karabakh
from karabakh import Dataset, LoadError, Place, read, write
from karabakh.io._toml_edit import edited

DATA = Path(__file__).parent.parent / "data" / "schema_1"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "mine.toml"


def test_a_file_with_records_that_the_dataset_lacks_is_not_replaced(path):
    path.write_text(PLACES, "utf-8")
    with pytest.raises(FileExistsError) as caught:
        write(HERE, path)
    assert str(caught.value) == (
        f"{path} has 1 record that the dataset lacks: 'there'; merge them, or pass overwrite=True"
        " to remove them"
    )
    assert path.read_text("utf-8") == PLACES
    write(HERE, path, overwrite=True)
    assert read(path) == HERE
    assert comments(path.read_text("utf-8"))[-1] == "the end"


def test_many_missing_records_are_counted(path):
    dataset = Dataset.from_records(*(Place(id=f"place-{number}") for number in range(9)))
    write(dataset, path)
    with pytest.raises(FileExistsError, match=r"9 records .*'place-4' and 4 more; merge"):
        write(Dataset(), path)


def test_programs_files_are_replaced(tmp_path):
    for name in ("data.json", "data.jsonl", "data.json.gz"):
        write(Dataset.from_records(Place(id="there")), tmp_path / name)
        write(HERE, tmp_path / name)
        assert read(tmp_path / name) == HERE


@pytest.mark.parametrize("content", ["", " \n"])
def test_an_empty_file_has_nothing_to_lose(path, content):
    path.write_text(content)
    write(HERE, path)
    assert path.read_text("utf-8") == to_toml(HERE)


@pytest.mark.parametrize("content", [b"schema = ", b"# mine\n", b"\xff\xfe", b"schema = 3\n"])
def test_a_file_that_cannot_be_read_is_not_replaced(path, content):
    path.write_bytes(content)
    with pytest.raises(LoadError):
        write(HERE, path)
    assert path.read_bytes() == content
    write(HERE, path, overwrite=True)
    assert path.read_text("utf-8") == to_toml(HERE)


@pytest.mark.parametrize(
    "odd",
    [
        'schema = 2\n[["places"]]\nid = "here"\n',
        'schema = 2\n[[places]]\nid = "here"\n[["places"]]\nid = "there"\n',
    ],
)
def test_what_cannot_be_edited_piece_by_piece_is_left_alone(path, odd):
    path.write_text(odd)
    dataset = read(path, check_references=False)
    write(dataset, path)
    changed = dataset.replace(Place(id="here", note="new"))
    with pytest.raises(FileExistsError, match="piece by piece; pass overwrite=True"):
        write(changed, path)
    assert path.read_text() == odd
    write(changed, path, overwrite=True)
    assert read(path, check_references=False) == changed


@pytest.mark.parametrize("name", ["mine.toml", "mine.toml.gz"])
def test_a_file_changed_by_another_hand_is_not_replaced(tmp_path, name):
    path = tmp_path / name
    write(HERE, path)
    dataset = read(path)
    other = to_toml(dataset.replace(Place(id="here", note="by another hand"))).encode()
    path.write_bytes(gzip.compress(other) if name.endswith("gz") else other)
    changed = dataset.replace(Place(id="here", note="by mine"))
    with pytest.raises(FileExistsError, match="changed since it was read; read it again"):
        write(changed, path)
    assert read(path).places["here"].note == "by another hand"
    write(changed, path)  # it has been read again
    assert read(path) == changed


def test_a_change_while_the_file_is_edited_is_noticed(path, monkeypatch):
    path.write_text(PLACES, "utf-8")
    dataset = read(path)

    def change_meanwhile(*arguments, **options):
        path.write_text(PLACES + "# more\n", "utf-8")
        return edited(*arguments, **options)

    monkeypatch.setattr("karabakh.io._toml_edit.edited", change_meanwhile)
    with pytest.raises(FileExistsError, match="changed since it was read"):
        write(dataset.replace(Place(id="here")), path)
    assert path.read_text("utf-8") == PLACES + "# more\n"
    assert os.listdir(path.parent) == [path.name]  # noqa: PTH208 (names alone)


def test_a_file_that_was_not_read_here_is_edited_all_the_same(path):
    path.write_text(PLACES, "utf-8")
    dataset = karabakh.parse(PLACES, format="toml")
    write(dataset.replace(Place(id="here")), path)
    assert comments(path.read_text("utf-8")) == comments(PLACES)


# -- schema 1


@pytest.mark.parametrize("name", ["article.toml", "river_towns.toml"])
def test_comments_stay_while_a_file_is_migrated(path, name):
    text = (DATA / name).read_text("utf-8")
    text = re.sub(
        r"(?m)^((?:doc_time|held|contradicts|according_to|mediators) = .*)", r"\1  # why", text
    )
    text = text.replace("parties = [", "parties = [  # who\n  ")
    path.write_text(text, "utf-8")
    dataset = read(path)
    write(dataset, path)
    assert read(path) == dataset
    result = path.read_text("utf-8")
    assert result.startswith(text[: text.index("schema = 1")] + "schema = 2\n")
    assert sorted(comments(result)) == sorted(comments(text))
    same = {*text.splitlines()} & {*result.splitlines()}
    assert len(same) > 0.7 * len({*text.splitlines()})


def test_an_odd_file_of_schema_1_is_left_alone(path):
    odd = 'schema = 1\n[["propositions"]]\nid = "b"\ntext = ""\ncontradicts = ["b"]\n'
    path.write_text(odd)
    with pytest.raises(FileExistsError, match="follows schema 1 and is written in a way"):
        write(read(path), path)
    assert path.read_text() == odd


def test_schema_1_within_a_line_and_both_roles(path):
    path.write_text(
        'schema = 1\nactors = [{ id = "ann", kind = "person" }, { id = "ben", kind = "person" }]\n'
        "\n[[agreements]]\n"
        'id = "truce"\ntitle = "A truce"\nkind = "ceasefire"\n'
        'mediators = ["ann"]  # by letter\nparties = ["ben"]  # alone\naccording_to = "ann"\n',
        "utf-8",
    )
    dataset = read(path)
    write(dataset, path)
    assert read(path) == dataset
    assert sorted(comments(path.read_text("utf-8"))) == ["alone", "by letter"]
