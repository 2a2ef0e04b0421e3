"""The limits of what is read: how many problems, how deep."""

import gc
import itertools
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample import as_toml, paths, replaced

import karabakh
from karabakh import Document, LoadError, drafts, parse
from karabakh.findings import MOST_FINDINGS
from karabakh.io._diagnose import diagnose
from karabakh.io._limits import DEEPEST, MAX_BYTES, MAX_LINE, MAX_RECORDS
from karabakh.io._repair import invalid_bytes
from karabakh.io._toml_spans import has_deep_key
from karabakh.model import Actor, Place

LIMITS = (Path(__file__).parents[2] / "docs" / "reference" / "files.md").read_text("utf-8")
MANY = MOST_FINDINGS + 500


def refusal(text, format):
    try:
        parse(text, format=format)
    except LoadError as error:
        return error
    return pytest.fail("it was read")


def json_of(*elements):
    return f'{{"schema": 2, "places": [{",".join(elements)}]}}'


def object_of(*members):
    return f"{{{','.join(members)}}}"


def citing(citations):
    return json_of(f'{{"id": "a", "citations": [{",".join(citations)}]}}')


LISTS = {
    "empty records": ("json", json_of(*["{}"] * MANY)),
    "unknown keys": ("json", json_of(object_of(*(f'"k{n}": 1' for n in range(MANY))))),
    "keys of the whole": ("json", object_of(*(f'"k{n}": 1' for n in range(MANY)))),
    "repeated keys": ("json", json_of(object_of(*['"id": "a"'] * MANY))),
    "invalid elements": ("json", citing(["5"] * MANY)),
    "infinite numbers": ("json", json_of(*["NaN"] * MANY)),
    "halves of surrogates": ("json", json_of(*['"\\ud800"'] * MANY)),
    "equal identifiers": ("json", json_of(*['{"id": "a"}'] * MANY)),
    "malformed identifiers": ("json", json_of(*(f'{{"id": "?{n}"}}' for n in range(MANY)))),
    "unknown sources": ("json", citing(f'"s{n}"' for n in range(MANY))),
    "lines": ("jsonl", '{"schema": 2}\n' + "5\n" * MANY),
    "tables": ("toml", "schema = 2\n" + "[[actors]]\n" * MANY),
    "bytes": ("toml", b"schema = 2\n" + b"# \xff\n" * MANY),
    "former records": ("toml", "schema = 1\n" + "[[actors]]\nx = 1\n" * MANY),
}


@pytest.mark.parametrize("name", LISTS)
def test_reading_stops_after_many_problems_and_says_so(name):
    suffix, text = LISTS[name]
    error = refusal(text, suffix)
    *found, last = error.findings
    assert len(found) == MOST_FINDINGS
    assert last.code == "KB033"
    assert all(each.code != "KB033" for each in found)
    assert str(error).count("\n") < 30


@pytest.mark.parametrize("count", [MOST_FINDINGS - 1, MOST_FINDINGS])
def test_the_limit_itself_is_exact(count):
    found = refusal(json_of(*["5"] * count), "json").findings
    assert [each.where for each in found[:count]] == [f"/places/{n}" for n in range(count)]
    assert [each.code for each in found[count:]] == ["KB033"] * (count == MOST_FINDINGS)


def test_long_places_count_for_more():
    key = "k" * 50_000
    text = json_of(*(f'{{"id": "a{n}", "{key}": 1}}' for n in range(100)))
    found = refusal(text, "json").findings
    assert len(found) < 30
    assert found[-1].code == "KB033"


@pytest.mark.parametrize(
    ("row", "limit"),
    [
        ("bytes of a file, unpacked | 1 GiB", MAX_BYTES / 2**30),
        ("bytes of a line, while records are streamed | 16 MiB", 16 * MAX_LINE / 2**24),
        ("parts of a dotted key or header in TOML | 16", DEEPEST),
        ("problems listed of a file | 1,000", MOST_FINDINGS),
        ("records of a draft | 5,000", MAX_RECORDS),
    ],
)
def test_limits_are_those_that_the_page_lists(row, limit):
    assert f"\n| {row}" in LIMITS
    assert re.search(r"\| ([\d,]+)", row)[1] == f"{limit:,.0f}"


@pytest.mark.parametrize("length", [MAX_LINE, MAX_LINE + 1])
def test_a_line_that_is_read_by_itself_has_at_most_16_mebibytes(tmp_path, length):
    line = '{"type":"place","id":"a","note":"%s"}\n'
    path = tmp_path / "long.jsonl"
    path.write_text(f'{{"schema":2}}\n{line % ("x" * (length - len(line) + 2))}', "utf-8")
    assert path.stat().st_size == length + len('{"schema":2}\n')
    (place,) = karabakh.read(path).places
    if length == 2**24:
        assert [*karabakh.iter_records(path)] == [place]
        return
    with pytest.raises(LoadError) as caught:
        next(karabakh.iter_records(path))
    (found,) = caught.value.findings
    assert (found.code, found.line) == ("KB002", 2)
    assert found.message == "line of more than 16777216 bytes"
    assert found.hint == "read the file as a whole, with karabakh.read()"


def test_rows_of_a_table_are_limited(tmp_path):
    karabakh.write(
        karabakh.Dataset.from_records(Place(id="here")), tmp_path / "tables", format="csv"
    )
    table = tmp_path / "tables" / "places.csv"
    headings = table.read_text(encoding="utf-8").splitlines()[0]
    table.write_text(headings + "\n" + "a\n" * MANY, encoding="utf-8")
    with pytest.raises(LoadError) as caught:
        karabakh.read(tmp_path / "tables")
    *found, last = caught.value.findings
    assert len(found) == MOST_FINDINGS
    assert [each.line for each in found] == [*range(2, MOST_FINDINGS + 2)]
    assert last.code == "KB033"


@pytest.mark.parametrize("wrong", ["{}", "5", '{"quote": 5}', '{"quote": "a", "nth": 1}'])
def test_problems_of_a_draft_are_limited(wrong):
    quotes = ",".join([wrong] * MANY)
    draft = f'{{"places": [{{"id": "here", "quotes": [{quotes}]}}]}}'
    report = drafts.check(draft, Document.from_text("They met.")).report
    assert len(report.findings) == MOST_FINDINGS + 1


def test_a_number_without_end_is_refused_like_any_other():
    endless = "0x" + "f" * 5_000
    for path in itertools.islice(paths(), 0, None, 5):
        text = as_toml(replaced(path, "ENDLESS")).replace('"ENDLESS"', endless)
        for finding in refusal(text, "toml").findings:
            assert len(finding.message) + len(finding.hint) < 2_000, path


@pytest.mark.parametrize("sign", ["", "-"])
def test_a_version_without_end_is_not_shown_in_full(sign):
    (found,) = refusal(f'{{"schema": {sign}{"9" * 300}}}', "json").findings
    assert len(str(found)) < 500


KEYS = ["a", '"a"', "'a'", '"a.b"', '"\\"."', "1"]


@given(st.lists(st.sampled_from(KEYS), min_size=DEEPEST + 1, max_size=40), st.sampled_from(". "))
def test_keys_of_many_parts_are_refused(keys, blank):
    key = f"{blank}.{blank}".replace("..", ".").join(keys).replace("..", ".")
    for text in (f"{key} = 1", f"[{key}]", f"[[{key}]]", f"x = [{{ {key} = 1 }}]"):
        (found,) = refusal(f"schema = 2\n{text}", "toml").findings
        assert found.code == "KB007"


@given(st.text("a.1-_\"' \\#\n", max_size=200))
def test_only_keys_count_and_not_texts(text):
    written = karabakh.serialize(karabakh.Dataset(title=text + "a." * 50), format="toml")
    assert not has_deep_key(written)
    assert not has_deep_key(f"# {text}\n".replace("\n", "\n# ") + "a." * 50)
    assert not has_deep_key("'''" + text.replace("'", "") + "a." * 50 + "'''")


def slowly_invalid(raw):
    """Yield runs of bytes that are not UTF-8, byte by byte."""
    number, run = 0, bytearray()
    while number < len(raw):
        sizes = [size for size in range(1, 5) if is_character(raw[number : number + size])]
        if not sizes:
            run.append(raw[number])
        elif run:
            yield number - len(run), bytes(run)
            run = bytearray()
        number += sizes[0] if sizes else 1
    if run:
        yield number - len(run), bytes(run)


def is_character(some):
    try:
        return len(some.decode()) == 1
    except UnicodeDecodeError:
        return False


pieces = st.sampled_from(
    ["a", "é", "€", "𝄞", b"\xff", b"\xe2\x82", b"\xc3", b"\xed\xa0\x80", b"\x80"]
)


@given(st.lists(pieces.map(lambda each: each if isinstance(each, bytes) else each.encode())))
def test_bytes_that_are_not_utf_8_are_found(some):
    raw = b"".join(some)
    found = [(first, raw[first:last]) for first, last, *_ in invalid_bytes(raw)]
    assert found == [*slowly_invalid(raw)]


@pytest.mark.parametrize(
    "value",
    [
        {"id": "a", "kind": "state", "names": [{"text": 5}] * 50},
        {"kind": "x", "unknown": 1, "citations": ["#"] * 50},
    ],
)
def test_what_was_wrong_leaves_no_cycles(value):
    diagnose(Actor, value)
    gc.collect()
    gc.disable()
    try:
        assert diagnose(Actor, value)
        assert gc.collect() == 0
        for suffix, text in LISTS.values():
            assert refusal(text, suffix)
            assert gc.collect() < 100
    finally:
        gc.enable()
