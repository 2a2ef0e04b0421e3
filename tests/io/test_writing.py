"""Files are written whole or not at all, always alike, and can be read again."""

import os
import random
import signal
import stat
import subprocess
import sys
import time

import pytest
from sample import parse_json, parse_toml, to_json, to_jsonl, to_toml

from karabakh.io import load, parse, read, serialize, write
from karabakh.model import (
    Actor,
    ActorKind,
    Dataset,
    Event,
    EventKind,
    Name,
    Paragraph,
    Participant,
    ParticipantRole,
    Place,
    Sentence,
    Source,
)

HERE = Dataset.from_records(Place(id="here"))


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


FORMATS = ["toml", "json", "jsonl", "toml.gz", "json.gz", "jsonl.gz"]

WRITER = """
import itertools, sys
from karabakh.io import write
from karabakh.model import Dataset, Place
path = sys.argv[1]
datasets = [
    Dataset.from_records(*(Place(id=f"{name}-{n}", note="x" * 50) for n in range(300)))
    for name in "ab"
]
print("ready", flush=True)
for dataset in itertools.cycle(datasets):
    write(dataset, path, overwrite=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such kill")
@pytest.mark.parametrize("format", ["json", "toml.gz"])
def test_whenever_a_writer_is_killed_the_file_is_whole(tmp_path, format):
    path = tmp_path / f"data.{format}"
    write(HERE, path)
    seen = set()
    for number in range(12):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, path], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout.readline() == "ready\n"
        time.sleep(random.Random(number).uniform(0, 0.15))  # noqa: S311 (no secret)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        dataset = read(path)
        first = dataset.places[0].id
        assert len(dataset.places) == (1 if first == "here" else 300)
        assert all(place.id.startswith(first[:2]) for place in dataset.places)
        seen.add(first)
    assert seen - {"here"}, "the writer never came to write"


@pytest.mark.parametrize("format", FORMATS)
def test_what_no_file_can_hold_is_refused_and_the_old_file_stays(tmp_path, format):
    path = tmp_path / f"data.{format}"
    write(HERE, path)
    before = path.read_bytes()
    half = "half \ud83d"
    sentence = Sentence(words=2**63, fingerprint="0" * 16)
    for dataset, name in [
        (Dataset.from_records(Place(id="there", note=half)), "place 'there'"),
        (Dataset.from_records(Place(id="there", names=(Name(text=half),))), "place 'there'"),
        (Dataset.from_records(Place(id="there"), title=half), "title"),
        (
            Dataset.from_records(
                Source(id="s", title="", paragraphs=(Paragraph(sentences=(sentence,)),)),
            ),
            "source 's'",
        ),
    ]:
        with pytest.raises(ValueError, match=f"{name} can't be written"):
            write(dataset, path, overwrite=True)
        assert path.read_bytes() == before
        assert names_in(tmp_path) == [path.name]


@pytest.mark.parametrize("to", [to_json, to_jsonl, to_toml])
def test_what_no_text_can_hold_is_refused(to):
    with pytest.raises(ValueError, match="half of a surrogate pair"):
        to(Dataset.from_records(Place(id="there"), Place(id="here", note="\udfff")))


@pytest.mark.parametrize("to", [to_json, to_jsonl, to_toml])
def test_texts_of_a_class_of_their_own_are_written_as_texts(to):
    class Label(str):
        __slots__ = ()

    def places(text):
        return Dataset.from_records(Place(id=text("here"), names=(Name(text=text("Hier")),)))

    assert to(places(Label)) == to(places(str))


@pytest.mark.parametrize("format", FORMATS)
def test_only_datasets_are_written(tmp_path, format):
    for other in (None, {}, load().places, load().places[0]):
        with pytest.raises(TypeError, match="must be a Dataset"):
            write(other, tmp_path / f"data.{format}")
    assert names_in(tmp_path) == []


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path):
    with pytest.raises(OSError, match="missing"):
        write(HERE, tmp_path / "missing" / "data.json")
    (tmp_path / "data.json").mkdir()
    with pytest.raises(OSError, match=r"data\.json"):
        write(HERE, tmp_path / "data.json")
    assert names_in(tmp_path) == ["data.json"]


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
def test_permissions_are_those_of_the_old_file_or_the_default(tmp_path):
    path = tmp_path / "data.json"
    old = os.umask(0o027)
    try:
        write(HERE, path)
        assert stat.S_IMODE(path.stat().st_mode) == 0o640
        for mode in (0o600, 0o664):
            path.chmod(mode)
            write(HERE, path)
            assert stat.S_IMODE(path.stat().st_mode) == mode
    finally:
        os.umask(old)


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_a_link_is_followed_and_stays(tmp_path):
    (tmp_path / "folder").mkdir()
    target = tmp_path / "folder" / "real.json"
    write(HERE, target)
    link = tmp_path / "link.json"
    link.symlink_to(target)
    write(load(), link)
    assert link.is_symlink()
    assert read(target) == load()


def test_the_same_dataset_gives_the_same_bytes_in_any_process(tmp_path):
    code = "import sys; from karabakh.io import load, write; write(load(), sys.argv[1])"
    for suffix in FORMATS:
        write(load(), tmp_path / f"here.{suffix}")
        path = tmp_path / f"there.{suffix}"
        environment = {**os.environ, "PYTHONHASHSEED": "7"}
        subprocess.run([sys.executable, "-c", code, path], check=True, env=environment)
        assert path.read_bytes() == (tmp_path / f"here.{suffix}").read_bytes()


def test_what_equals_its_default_is_left_out_and_nothing_else():
    actor = Actor(id="a", kind=ActorKind.STATE, names=(Name(text="", language=""),))
    assert '{"id":"a","kind":"state","names":[{"text":""}]}' in to_json(Dataset.from_records(actor))
    assert parse_json(to_json(Dataset.from_records(actor))) == Dataset.from_records(actor)


CANONICAL = """\
schema = 2
title = "A small dataset"

[[coding]]
coders = ["A. Reader"]
when = "2024-05"

[[places]]
id = "here"
names = [{ text = "Here", language = "en", used_by = ["ann"] }]
citations = ["wire#p1:14-14"]

[[events]]
id = "fight"
title = "A fight"
kind = "battle"
participants = [
  { actor = "ann", role = "participant", side = "north" },
  { actor = "ben", role = "participant", side = "south" },
]
measures = [{ kind = "killed", low = 10, high = 25, according_to = ["ann"] }]

[[events]]
id = "talk"
title = "A talk"
kind = "meeting"

[[events.participants]]
actor = "ann"
role = "speaker"
citations = ["wire#p1:1-2"]
note = "%s"

[[agreements]]
id = "truce"
title = "A truce"
kind = "ceasefire"
participants = [{ actor = "ann", role = "party" }, { actor = "ben", role = "witness" }]

[[agreements.provisions]]
id = "truce-1"
kind = "prohibition"
duty = "fire"
""" % ("Long. " * 15)


def test_canonical_toml_is_for_people():
    dataset = parse_toml(CANONICAL, check_references=False)
    assert to_toml(dataset) == CANONICAL
    assert "participants = [{" in to_toml(parse_json(to_json(dataset), check_references=False))


@pytest.mark.parametrize("length", [99, 100, 101])
def test_an_array_of_more_than_a_hundred_characters_has_a_line_for_each_element(length):
    line = 'members = ["{}", "b"]'
    name = "a" * (length - len(line) + 2)
    both = Actor(id="both", kind=ActorKind.COLLECTIVE, members=(name, "b"))
    text = to_toml(Dataset.from_records(both))
    if length <= 100:
        assert line.format(name) in text.splitlines()
    else:
        assert f'members = [\n  "{name}",\n  "b",\n]\n' in text


@pytest.mark.parametrize("length", [99, 100, 101])
def test_a_cited_part_of_more_than_a_hundred_characters_is_a_table(length):
    line = '{ actor = "ann", role = "speaker", note = "%s" }'
    part = Participant(
        actor="ann", role=ParticipantRole.SPEAKER, note="n" * (length - len(line) + 2)
    )
    event = Event(id="talk", title="A talk", kind=EventKind.MEETING, participants=(part,))
    text = to_toml(Dataset.from_records(event))
    assert (line % part.note in text) is (length <= 100)
    assert ("[[events.participants]]" in text) is (length > 100)
    assert parse_toml(text, check_references=False).events == (event,)


@pytest.mark.parametrize("name", FORMATS)
def test_a_folder_that_is_missing_is_reported_with_the_file_named(tmp_path, name):
    path = tmp_path / "nowhere" / f"here.{name}"
    with pytest.raises(FileNotFoundError) as caught:
        write(HERE, path)
    assert caught.value.filename == str(path)


@pytest.mark.parametrize("name", ["json", "jsonl", "toml"])
def test_a_point_of_whole_numbers_is_written_as_it_is_read(name):
    dataset = Dataset.from_records(Place(id="here", point=(45, 40)))
    text = serialize(dataset, format=name)
    assert serialize(parse(text, format=name), format=name) == text
