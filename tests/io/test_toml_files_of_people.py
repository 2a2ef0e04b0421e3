"""TOML files that people edit: comments stay, and nothing is lost in silence."""

import gzip
import re
import tomllib
from pathlib import Path

import attrs
import pytest
from commented import HERE, PLACES, comments
from hypothesis import given, settings
from hypothesis import strategies as st
from sample import PLAIN, as_json, parse_json, parse_toml, to_toml

import karabakh
from karabakh import (
    AgreementStatus,
    Citation,
    Coding,
    Dataset,
    Place,
    Source,
    When,
    read,
    write,
)
from karabakh.io._toml import lines_outside_texts
from karabakh.io._toml_blocks import Block, arranged
from karabakh.io._toml_edit import edited
from karabakh.io._toml_items import origins_of
from karabakh.model import COLLECTIONS
from karabakh.testing import datasets

DATA = Path(__file__).parent.parent / "data" / "schema_1"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "mine.toml"


def test_comments_order_and_the_end_of_the_file_stay(path):
    path.write_text(PLACES, "utf-8")
    dataset = read(path)
    here, there = dataset.places
    write(dataset, path)
    assert path.read_text("utf-8") == PLACES
    first = attrs.evolve(here, note="changed")
    third = Place(id="elsewhere", note="new")
    write(attrs.evolve(dataset, places=(there, first, third)), path)
    assert path.read_text("utf-8") == (
        "# Mine.\n"
        "title = 'Mine'   # in single quotation marks\n"
        "schema = 2\n"
        "\n"
        "# --- places ---\n"
        "\n"
        "[[places]] # no more\n"
        'id = "there"\n'
        "# below there\n"
        "\n"
        "# the first\n"
        "[[places]]\n"
        'note = "changed"\n'
        'id = "here" # here\n'
        "\n"
        "[[places]]\n"
        'id = "elsewhere"\n'
        'note = "new"\n'
        "\n"
        "# the end\n"
    )


@pytest.mark.parametrize(
    "text", [PLACES.replace("\n", "\r\n"), PLACES.replace("# below there\n\n# the end\n", "")[:-1]]
)
def test_line_ends_and_a_missing_one_at_the_end_stay(path, text):
    path.write_bytes(text.encode())
    dataset = read(path)
    write(dataset, path)
    assert path.read_bytes() == text.encode()
    write(dataset.replace(attrs.evolve(dataset.places["there"], note="Say.\nMore.")), path)
    content = path.read_bytes().decode()
    assert content.count("\r\n") == (content.count("\n") if "\r" in text else 0)
    assert comments(content) == comments(text)
    assert read(path).places["there"].note == "Say.\nMore."


EVENTS = '''\
schema = 2

[[events]]
id = "fight"
title = """
# no comment
# none either"""
kind = "battle"
citations = [
  # the first report
  "wire#p1",  # the wire
  "post#p1",  # the post
  # the last
]
participants = [
  { actor = "ann", role = "participant" },  # Ann
  { actor = "ben", role = "participant" },  # Ben
]

# about talks
[[events]]
id = "talks"
title = "Talks"
kind = "meeting"
'''


def test_comments_within_arrays_stay_with_their_elements(path):
    path.write_text(EVENTS, "utf-8")
    dataset = read(path, check_references=False)
    fight = dataset.events["fight"]
    ann, ben = fight.participants
    changed = attrs.evolve(
        fight,
        citations=(Citation.parse("post#p1:1-2"), Citation.parse("page#p4")),
        participants=(attrs.evolve(ben, side="south"),),
    )
    write(dataset.replace(changed), path)
    text = path.read_text("utf-8")
    assert read(path, check_references=False) == dataset.replace(changed)
    assert comments(text) == [each for each in comments(EVENTS) if each != "Ann"]
    assert '{ actor = "ben", role = "participant", side = "south" },  # Ben\n' in text
    write(dataset.replace(attrs.evolve(fight, participants=(ann, ben, ann))), path)
    assert {"Ann", "Ben"} - {*comments(path.read_text("utf-8"))} == {"Ann"}


AGREEMENTS = """\
schema = 2

[[agreements]]
id = "truce"
title = "A truce"
kind = "ceasefire"

# the nets
[[agreements.provisions]]
id = "nets"
obligor = "kelis"
duty = "hand over the nets"  # all of them

# the boats
[[agreements.provisions]]
id = "boats"
obligor = "kelis"
duty = "stay in the harbour"

# in the hall
[[agreements.statuses]]
status = "agreed"
when = "1931-05-02"
note = "In the hall."

# at noon
[[agreements.statuses]]
status = "in-force"
when = "1931-05-03"
"""


def test_provisions_are_paired_by_id_and_changes_of_status_by_content(path):
    path.write_text(AGREEMENTS, "utf-8")
    dataset = read(path, check_references=False)
    (truce,) = dataset.agreements
    nets, boats = truce.provisions
    agreed, in_force = truce.statuses
    proposed = attrs.evolve(agreed, status=AgreementStatus.PROPOSED, when=When("1931-04"), note="")
    changed = attrs.evolve(
        truce,
        provisions=(attrs.evolve(boats, duty="stay at home"), nets),
        statuses=(proposed, attrs.evolve(agreed, when=When("1931-05-01")), in_force),
    )
    write(dataset.replace(changed), path)
    assert path.read_text("utf-8") == (
        AGREEMENTS[: AGREEMENTS.index("\n# the nets")]
        + '\n# the boats\n[[agreements.provisions]]\nid = "boats"\nobligor = "kelis"\n'
        'duty = "stay at home"\n'
        '\n# the nets\n[[agreements.provisions]]\nid = "nets"\nobligor = "kelis"\n'
        'duty = "hand over the nets"  # all of them\n'
        '\n[[agreements.statuses]]\nstatus = "proposed"\nwhen = "1931-04"\n'
        '\n# in the hall\n[[agreements.statuses]]\nstatus = "agreed"\nwhen = "1931-05-01"\n'
        'note = "In the hall."\n' + AGREEMENTS[AGREEMENTS.index("\n# at noon") :]
    )


@given(
    old=st.lists(st.dictionaries(st.sampled_from("abc"), st.integers(0, 2), min_size=1)),
    data=st.data(),
)
def test_every_old_element_is_continued_at_most_once_and_equals_come_first(old, data):
    new = data.draw(st.permutations(old))
    origins = origins_of(old, new)
    assert [old[number] for number in origins] == new
    for value in old:  # of elements with equal text, the first remains the first
        equal = [each for each in origins if [*old[each].items()] == [*value.items()]]
        assert equal == sorted(equal)
    some = data.draw(st.lists(st.dictionaries(st.sampled_from("abcd"), st.integers(0, 2))))
    found = [number for number in origins_of(old, some) if number is not None]
    assert len(found) == len({*found})


@given(count=st.integers(0, 4), added=st.integers(0, 3), data=st.data())
def test_tables_are_written_in_order_and_what_is_new_follows_what_precedes_it(count, added, data):
    remaining = data.draw(st.sets(st.integers(0, count - 1)) if count else st.just(set()))
    origins = data.draw(st.permutations([*remaining, *[None] * added]))
    blocks = [Block("places", f"# {number}\n\n", "") for number in range(count)]
    pieces = [*arranged(blocks, origins, lambda new, old: f"<{new},{old}>")]
    assert len(pieces) == count + 1
    text = "".join(pieces)
    assert re.findall("<.*?>", text) == [f"<{new},{old}>" for new, old in enumerate(origins)]
    assert re.findall(r"# (\d)\n", text) == [str(number) for number in range(count)]
    for number, origin in enumerate(origins):
        if number and origin is None:
            assert f"<{number - 1},{origins[number - 1]}><{number},None>" in text


@given(dataset=datasets(min_size=1, max_size=6), data=st.data())
@settings(max_examples=30)
def test_no_comment_of_a_remaining_record_is_lost(dataset, data):
    """Whatever is written over a file, comments above its records stay above them."""
    counts = iter(range(10**6))
    text = re.sub(
        r"(?m)^\[\[(\w+)\]\]\nid = (.*)$",
        lambda match: f"# {match[2]} {next(counts)}\n{match[0]}",
        to_toml(dataset),
    )
    text += "\n# the end\n"
    new = attrs.evolve(
        dataset,
        title=data.draw(st.sampled_from(["", "Other"])),
        **{
            name: [
                attrs.evolve(each, note="new") if data.draw(st.booleans()) else each
                for each in data.draw(st.permutations(records))
            ]
            for name, records in dataset.collections()
        },
    )
    result = edited(text, dataset, new, source="it")
    above = r"(?m)^# (.*) \d+\n\[\[\w+\]\]"
    assert sorted(re.findall(above, result)) == sorted(re.findall(above, text))
    assert result.endswith("\n# the end\n")
    parsed = tomllib.loads(result)
    written = [each["id"] for name in COLLECTIONS for each in parsed.get(name, ())]
    assert sorted(written) == sorted(map(_plain_id, re.findall(above, result)))


def _plain_id(literal):
    return tomllib.loads(f"id = {literal}")["id"]


def with_comments(text, chance):
    """Return canonical TOML with comments and blank lines wherever chance has it."""
    lines = text.split("\n")
    outside = {number for number, _ in lines_outside_texts(text)}
    for number, line in enumerate(lines, start=1):
        is_whole = {number, number + 1} <= outside and line
        if is_whole and chance.random() < 0.3:
            yield f"# above {number} = [{{"
        if is_whole and chance.random() < 0.2:
            yield ""
        if number not in outside and line == "]" and chance.random() < 0.5:
            yield "  # the last"
        is_element = number not in outside and line.endswith(",")
        has_remark = (is_whole or is_element) and chance.random() < 0.3
        yield f"{line}  # at {number} \"'" if has_remark else line
    yield "# the end"


@given(old=datasets(max_size=5), new=datasets(max_size=5), data=st.data(), crlf=st.booleans())
@settings(max_examples=40)
def test_comments_anywhere_neither_hinder_an_edit_nor_change_the_data(old, new, data, crlf):
    chance = data.draw(st.randoms())
    text = "\n".join(with_comments(to_toml(old), chance)).replace("\n", "\r\n" if crlf else "\n")
    assert parse_toml(text, check_references=False) == old
    mixed = {
        name: tuple(
            {each.id: each for each in (*shuffled(records, chance), *getattr(new, name))}.values()
        )
        for name, records in old.collections()
    }
    changed = {
        name: tuple(_with_less(each, chance) for each in records) for name, records in mixed.items()
    }
    for target in (attrs.evolve(old, **mixed), attrs.evolve(old, coding=new.coding, **changed)):
        result = edited(text, old, target, source="it")
        assert parse_toml(result, check_references=False) == target
        if crlf and "\r\n" in text:
            assert "\n" not in result.replace("\r\n", "")


def shuffled(records, chance):
    return chance.sample(records, len(records))


def _with_less(record, chance):
    """Return a record with some elements of its tuples in another order, or left out."""
    fields = [each.name for each in attrs.fields(type(record)) if each.name not in {"point", "id"}]
    tuples = {name: getattr(record, name) for name in fields}
    shorter = {
        name: tuple(chance.sample(value, chance.randint(1, len(value))))
        for name, value in tuples.items()
        if isinstance(value, tuple) and value and chance.random() < 0.5
    }
    return attrs.evolve(record, **shorter)


def test_comments_stay_in_arrays_of_one_line_packed_files_and_new_files(tmp_path):
    path = tmp_path / "mine.toml.gz"
    write(HERE, path)
    assert gzip.decompress(path.read_bytes()).decode() == to_toml(HERE)
    inline = '# c\nschema = 2\nplaces = [\n  { id = "here" },  # here\n  { id = "there" },\n]\n'
    path.write_bytes(gzip.compress(inline.encode()))
    dataset = read(path)
    write(dataset.replace(Place(id="here", note="new")), path)
    text = gzip.decompress(path.read_bytes()).decode()
    assert text == inline.replace('id = "here"', 'id = "here", note = "new"')


def test_a_bound_dataset_is_written_into_its_file(path):
    document = karabakh.Document.from_text("They met at Vell.")
    source = Source(id="wire", title="Wire", paragraphs=document.outline())
    path.write_text("# mine\n" + to_toml(Dataset.from_records(source)), "utf-8")
    bound = read(path).bind(document)
    write(bound, path)
    write(bound.merge(HERE), path)
    assert read(path).places.ids == ("here",)
    assert path.read_text("utf-8").startswith("# mine\n")


EDITED = """\
schema = 2

# who
[[coding]]
coders = ["A"]  # first

# then
[[coding]]
coders = ["B"]

# where
[[places]]
id = "here"
point = [46.75, 39.8]  # about
"""


def test_comments_stay_beside_coding_and_new_fields(path):
    path.write_text(EDITED, "utf-8")
    dataset = read(path)
    first, second = dataset.coding
    coding = (attrs.evolve(first, version="2"), second, Coding(tool="x"))
    places = (attrs.evolve(dataset.places[0], point=(46.0, 39.0)),)
    changed = attrs.evolve(dataset, coding=coding, places=places)
    write(changed, path)
    assert read(path) == changed
    assert path.read_text("utf-8") == (
        EDITED.replace('["A"]  # first\n', '["A"]  # first\nversion = "2"\n')
        .replace('["B"]\n', '["B"]\n\n[[coding]]\ntool = "x"\n')
        .replace("[46.75, 39.8]", "[46.0, 39.0]")
    )
    write(attrs.evolve(changed, coding=()), path)
    assert read(path).coding == ()
    assert "# where" in path.read_text("utf-8")
    write(changed, path)
    assert read(path) == changed


def test_every_field_can_be_left_out_and_added_again():
    dataset = parse_json(as_json(PLAIN))
    text = "# mine\n" + to_toml(dataset)
    for name, records in dataset.collections():
        for record in records:
            for field in attrs.fields(type(record)):
                if field.default is attrs.NOTHING or isinstance(record, Source):
                    continue
                bare = attrs.evolve(record, **{field.name: field.default})
                less = dataset.replace(bare)
                shorter = edited(text, dataset, less, source=name)
                assert edited(shorter, less, dataset, source=name).startswith("# mine\n")
