"""Files and texts that can't be read, and the options of the readers."""

import gc
import gzip
import io
import os
import pickle
import subprocess
import sys
import tracemalloc

import attrs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sample import (
    PLAIN,
    as_json,
    as_jsonl,
    as_toml,
    parse_json,
    parse_jsonl,
    parse_toml,
    to_json,
    to_jsonl,
    to_toml,
)

import karabakh
from karabakh import Document, LoadError
from karabakh.io import iter_records, load, read, write
from karabakh.io._formats import format_of
from karabakh.io.load_codes import LOAD_CODES
from karabakh.model import SCHEMA_VERSION, BoundDataset, Dataset, Place

HERE = Dataset.from_records(Place(id="here"))


def refused(function, *arguments, **options):
    with pytest.raises(LoadError) as caught:
        function(*arguments, **options)
    assert caught.value.findings
    for finding in caught.value.findings:
        assert finding.code in LOAD_CODES or finding.code.startswith("KB10")
    return caught.value


def only(function, *arguments, **options):
    (finding,) = refused(function, *arguments, **options).findings
    return finding


# --- where and what ------------------------------------------------------------------


def test_load_gives_one_immutable_dataset():
    assert load() is load()
    assert type(load()) is Dataset


def test_load_binds_a_document_or_the_path_of_one(tmp_path):
    path = tmp_path / "copy.txt"
    path.write_text("Some other text.", "utf-8")
    by_path, by_text = load(document=path), load(document=Document.from_text("Some other text."))
    assert isinstance(by_path, BoundDataset)
    assert isinstance(by_text, BoundDataset)
    assert load(document=str(path)).documents.keys() == {"article"}


@pytest.mark.parametrize("format", ["toml", "json", "jsonl", "toml.gz", "json.gz", "jsonl.gz"])
def test_what_is_no_file_is_an_error_of_loading(tmp_path, format):
    for path in (tmp_path / "missing" / f"a.{format}", tmp_path):
        finding = only(read, path, format=format)
        assert finding.code == "KB001"
        assert only(lambda each: list(iter_records(each, format=format)), path).code == "KB001"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads anything")
def test_a_file_that_may_not_be_read_is_an_error_of_loading(tmp_path):
    path = tmp_path / "a.json"
    write(HERE, path)
    path.chmod(0)
    assert only(read, path).code == "KB001"


@pytest.mark.parametrize("name", ["a", "a.txt", "a.json.zip", "a.gz", "json", "a.json "])
def test_the_format_is_never_guessed(tmp_path, name):
    with pytest.raises(ValueError, match=r"'\.toml', '\.json', '\.jsonl'"):
        read(tmp_path / name)
    with pytest.raises(ValueError, match="pass format"):
        write(HERE, tmp_path / name)
    with pytest.raises(ValueError, match="got 'yaml'"):
        read(tmp_path / name, format="yaml")


def test_a_suffix_may_have_capitals(tmp_path):
    write(HERE, tmp_path / "A.JSON.GZ")
    assert read(tmp_path / "A.JSON.GZ") == HERE
    assert gzip.decompress((tmp_path / "A.JSON.GZ").read_bytes()).decode() == to_json(HERE)


@pytest.mark.parametrize("parse", [parse_json, parse_jsonl, parse_toml])
@pytest.mark.parametrize("content", [None, 5, ["{}"], io.StringIO("{}")])
def test_content_is_text_and_nothing_else(parse, content):
    with pytest.raises(TypeError, match="text must be str or bytes"):
        parse(content)


def test_a_path_is_no_content(tmp_path):
    path = tmp_path / "a.json"
    write(HERE, path)
    with pytest.raises(TypeError, match="text must be str or bytes"):
        parse_json(path)
    with pytest.raises(TypeError, match="path must be a str or a Path, got 5"):
        read(5)
    assert only(parse_json, str(path)).code == "KB006"


@pytest.mark.parametrize(
    "use", [read, lambda path: list(iter_records(path)), lambda path: write(HERE, path)]
)
def test_an_empty_path_is_not_the_current_folder(use):
    with pytest.raises(ValueError, match="path must name a file or folder, got ''"):
        use("")


def test_references_are_checked_by_default(tmp_path):
    relation = '{"id": "r", "subject": "x", "kind": "lives-in", "object": "y"}'
    text = f'{{"schema": 2, "relations": [{relation}]}}'
    path = tmp_path / "a.json"
    path.write_text(text, "utf-8")
    for error in (refused(parse_json, text), refused(read, path)):
        assert [(each.code, each.where) for each in error.findings] == [
            ("KB101", "/relations/0/subject"),
            ("KB101", "/relations/0/object"),
        ]
    assert parse_json(text, check_references=False) == read(path, check_references=False)
    assert [record.id for record in iter_records(path)] == ["r"]


# --- limits and damage ----------------------------------------------------------------


@pytest.mark.parametrize("format", ["toml", "json", "jsonl", "toml.gz", "json.gz", "jsonl.gz"])
def test_a_file_may_have_so_many_bytes_and_no_more(tmp_path, format):
    path = tmp_path / f"a.{format}"
    write(load(), path)
    size = len(gzip.decompress(path.read_bytes()) if format.endswith("gz") else path.read_bytes())
    assert all(read(path, max_bytes=limit) == load() for limit in (size, sys.maxsize, 10**30))
    assert only(read, path, max_bytes=size - 1).code == "KB002"
    assert len(list(iter_records(path, max_bytes=size))) > 100
    error = refused(lambda: list(iter_records(path, max_bytes=size - 1)))
    assert error.findings[-1].code == "KB002"


@pytest.mark.parametrize("format", ["json.gz", "jsonl.gz", "toml.gz"])
def test_a_small_file_that_unpacks_to_a_huge_one_is_refused_early(tmp_path, format):
    path = tmp_path / f"bomb.{format}"
    with gzip.open(path, "wb") as file:
        for _ in range(200):
            file.write(b" " * 2**20)
    assert path.stat().st_size < 2**18
    tracemalloc.start()
    try:
        finding = only(read, path, max_bytes=2**22)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert finding.code == "KB002"
    assert peak < 2**24


def test_a_streamed_line_has_a_limit_of_its_own(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    with gzip.open(path, "wb") as file:
        file.write(b'{"schema":2}\n{"type":"place","id":"here","note":"')
        for _ in range(20):
            file.write(b"x" * 2**20)
        file.write(b'"}\n')
    assert only(lambda: list(iter_records(path))).code == "KB002"
    assert len(read(path).places) == 1


@pytest.mark.parametrize("format", ["json", "jsonl", "toml"])
def test_damaged_compression_is_refused_at_every_length(tmp_path, format):
    path = tmp_path / f"a.{format}.gz"
    write(Dataset.from_records(*load().places, title="x"), path)
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        codes = {each.code for each in refused(read, path, check_references=False).findings}
        assert codes <= {"KB003", "KB008"}
    for position in range(len(whole)):
        damaged = bytearray(whole)
        damaged[position] ^= 0xFF
        path.write_bytes(damaged)
        codes = []
        try:
            read(path, check_references=False)
        except LoadError as error:
            codes = [each.code for each in error.findings]
        # Time, system and flags in the header are not checked by anything.
        assert codes[-1:] == ["KB003"] or (not codes and position < 10)
    path.write_bytes(whole + b"more")
    assert only(read, path, check_references=False).code == "KB003"
    path.write_bytes(b"{}")
    assert only(read, path).code == "KB003"


def test_what_a_cut_off_file_has_before_the_cut_is_reported_too(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    lines = [b'{"schema": 2}', b'{"type": "place"}', *[os.urandom(50).hex().encode()] * 500]
    whole = gzip.compress(b"\n".join(lines))
    path.write_bytes(whole[:-4])
    codes = [each.code for each in refused(read, path).findings]
    assert codes[0] == "KB015"
    assert codes[-1] == "KB003"


def test_a_packed_file_under_a_plain_name_has_a_hint(tmp_path):
    for suffix in ("json", "jsonl", "toml"):
        path = tmp_path / f"a.{suffix}"
        path.write_bytes(gzip.compress(b"{}"))
        finding = only(read, path)
        assert (finding.code, ".gz" in finding.hint) == ("KB004", True)


# --- texts ---------------------------------------------------------------------------

PARSERS = [(parse_json, as_json), (parse_jsonl, as_jsonl), (parse_toml, as_toml)]


@pytest.mark.parametrize(("parse", "write_plain"), PARSERS)
def test_a_byte_order_mark_is_refused_and_all_else_still_reported(parse, write_plain):
    content = write_plain({"schema": 2, "titel": "x"})
    findings = refused(parse, b"\xef\xbb\xbf" + content.encode()).findings
    assert [each.code for each in findings] == ["KB005", "KB014"]
    assert (findings[0].line, findings[0].column) == (1, 1)
    assert refused(parse, "\ufeff" + content).findings == findings


@pytest.mark.parametrize(("parse", "write_plain"), PARSERS)
@pytest.mark.parametrize(
    ("heading", "code", "where"),
    [
        ({"schema": 2, "title": 5}, "KB017", "/title"),
        ({"schema": 2, "title": ["x"]}, "KB017", "/title"),
        ({"schema": "2", "title": "x"}, "KB017", "/schema"),
        ({"schema": True, "title": "x"}, "KB017", "/schema"),
        ({"title": "x"}, "KB015", "/schema"),
        ({"schema": -1}, "KB012", "/schema"),
        ({"schema": 3}, "KB011", "/schema"),
        ({"schema": 2, "titel": "x"}, "KB014", "/titel"),
    ],
)
def test_a_wrong_heading_is_refused_and_the_records_still_read(
    parse, write_plain, heading, code, where
):
    content = heading | {"places": [{"id": "here", "noet": "x"}]}
    found = [(each.code, each.where) for each in refused(parse, write_plain(content)).findings]
    assert found[0] == (code, where)
    if heading.get("schema") not in (-1, 3):
        assert [each for each, _ in found[1:]] == ["KB014"]


@pytest.mark.parametrize("schema", [1, 2])
@pytest.mark.parametrize(
    "kind",
    ["null", "5", "true", "[]", '["place"]', "{}", '{"place": 1}', '"plaec"', '""', '"Place"'],
)
def test_a_line_of_an_unknown_type_is_refused(schema, kind):
    lines = [f'{{"schema": {schema}}}', f'{{"type": {kind}, "id": "a"}}', '{"type": "place"}']
    found = refused(parse_jsonl, "\n".join(lines)).findings
    assert [(each.code, each.line, each.where) for each in found] == [
        ("KB024", 2, "/type"),
        ("KB015", 3, "/id"),
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "latin-1", "cp1251"])
@pytest.mark.parametrize(("parse", "write_plain"), PARSERS)
def test_other_encodings_are_refused(parse, write_plain, encoding):
    text = write_plain({"schema": 2, "title": "x"}).replace(
        "x", "é" if encoding == "latin-1" else "Ж"
    )
    codes = {each.code for each in refused(parse, text.encode(encoding)).findings}
    assert codes <= {"KB004", "KB006"}


@pytest.mark.parametrize(("parse", "write_plain"), PARSERS)
def test_stray_bytes_are_found_all_at_their_places(parse, write_plain):
    content = {"schema": 2, "places": [{"id": f"p{n}", "note": f"n{n}"} for n in range(3)]}
    text = write_plain(content).encode().replace(b'"n0"', b'"\xff\xfe"').replace(b'"n2"', b'"\xc3"')
    findings = refused(parse, text).findings
    assert [each.code for each in findings] == ["KB004"] * 2
    if parse is parse_json:
        assert [each.where for each in findings] == ["/places/0/note", "/places/2/note"]
    if parse is parse_jsonl:
        assert [(each.line, each.where) for each in findings] == [(2, "/note"), (4, "/note")]


@pytest.mark.parametrize("parse", [parse_json, parse_jsonl, parse_toml])
def test_half_a_character_in_a_text_is_refused(parse):
    finding = only(parse, "\n\n  \ud83d")
    assert (finding.code, finding.line, finding.column) == ("KB009", 3, 3)


@pytest.mark.parametrize("parse", [parse_json, parse_jsonl, parse_toml])
@pytest.mark.parametrize("content", ["", " ", "\n\n", b"\xef\xbb\xbf", "\t\r\n"])
def test_nothing_is_no_dataset(parse, content):
    assert refused(parse, content).findings[-1].code == "KB008"


@pytest.mark.parametrize(
    ("text", "line", "column", "where"),
    [
        ('{"schema": 2,\n "title": "x",\n}', 3, 1, "/title"),
        ('{"schema": 2,\n "title": "x"', 2, 14, "/title"),
        ('{"schema": 2\n "title": "x"}', 2, 2, "/schema"),
        ("{'schema': 1}", 1, 2, ""),
        ('{"schema": 01}', 1, 13, "/schema"),
        ('{"schema": 2, "places": [{"id": "é", "note": nope}]}', 1, 47, "/places/0/note"),
        ('{"schema": 2} {}', 1, 15, ""),
        ('{"schema": 2, "title": "a\tb"}', 1, 26, "/title"),
        ('{"schema": 2, "title": "\\x"}', 1, 26, "/title"),
        ("// no comments\n{}", 1, 1, ""),
    ],
)
def test_slips_of_json_are_shown_at_their_place(text, line, column, where):
    finding = only(parse_json, text)
    assert (finding.code, finding.line, finding.column) == ("KB006", line, column)
    assert finding.where == where
    flat = text.replace("\n", "  ")
    if "//" not in flat and "{}" not in flat:
        lines = f'{{"schema": 2}}\n{{"type": "place", "id": "a"}}\n{flat}'
        assert only(parse_jsonl, lines).line == 3


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("schema = 2\ntitle = x", "KB006", 2),
        ("schema = 2\nschema = 2", "KB013", 2),
        ("schema = 2\n[[places]]\nid = 'a'\nid = 'b'", "KB013", 4),
        ("schema = 2\n[[places]]\nid = 'a'\nnames = [{text = 'a', text = 'b'}]", "KB013", 4),
        ("schema = 2\ntitle = '''", "KB006", 2),
        ('schema = 2\ntitle = "\\ud800"', "KB006", 2),
        ('schema = 2\ntitle = "a\u0000"', "KB006", 2),
        ("schema = " + "9" * 5000, "KB006", 1),
    ],
)
def test_slips_of_toml_are_shown_at_their_line(text, code, line):
    finding = only(parse_toml, text)
    assert (finding.code, finding.line) == (code, line)


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("2020-09-27", "put it in quotation marks"),
        ("1979-05-27T07:32:00Z", "put it in quotation marks"),
        ("07:32:00", "write an EDTF date such as '2020-09-27', '2020-09' or '2023-09~'"),
        ("inf", "write an EDTF date such as '2020-09-27', '2020-09' or '2023-09~'"),
        ("nan", "write an EDTF date such as '2020-09-27', '2020-09' or '2023-09~'"),
    ],
)
def test_what_toml_has_and_json_has_not_is_refused(value, hint):
    finding = only(
        parse_toml, f"schema = 2\n[[events]]\nid='a'\ntitle='a'\nkind='war'\nwhen = {value}"
    )
    assert (finding.code, finding.where, finding.line) == ("KB017", "/events/0/when", 6)
    assert finding.hint == hint


@pytest.mark.parametrize("depth", [100, 10_000, 50_000])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
@pytest.mark.parametrize("closed", [True, False])
def test_deep_nesting_is_refused(depth, opening, closing, closed):
    deep = opening * depth + "1" + (closing * depth if closed else "")
    for text in (deep, f'{{"schema": 2, "places": [{{"id": "a", "note": {deep}}}]}}'):
        for parse in (parse_json, parse_jsonl):
            refused(parse, text)
    refused(parse_jsonl, f'{{"schema": 2}}\n{{"type": "place", "id": "a", "note": {deep}}}')
    refused(parse_toml, f"schema = 2\nplaces = {deep}")


# A run that is the same each time tries every fifth depth.
STEP = 5 if "CI" in os.environ else 1


def test_no_depth_falls_between_the_parsers():
    for depth in range(900, 1010, STEP):
        for opening, closing in (("[", "]"), ('{"a":', "}")):
            deep = opening * depth + "1" + closing * depth
            element = f'"id": "a", "note": {deep}, "x": {deep}'
            refused(parse_json, f'{{"schema": 2, "title": {deep}, "places": [{{{element}}}]}}')
            refused(parse_json, f'{{"schema": 2, "places": {deep}}}')
            refused(
                parse_jsonl, f'{{"schema": 2, "title": {deep}}}\n{{"type": "place", {element}}}'
            )


@pytest.mark.parametrize("content", ["[]", "5", '"x"', "null", "true", "[{}]"])
def test_what_is_no_object_is_no_dataset(content):
    assert only(parse_json, content).code == "KB010"
    assert only(parse_jsonl, content).code == "KB010"


def test_lines_and_columns_count_characters():
    text = (
        '{"schema": 2,\n\n "places": [\n  {"id": "é", "nmae": 1},\n'
        '{"id": "ж", "note": "жж", "x": 1}]}'
    )
    findings = refused(parse_json, text).findings
    assert [(each.where, each.line, each.column) for each in findings] == [
        ("/places/0/nmae", 4, 15),
        ("/places/1/x", 5, 27),
    ]


def test_findings_come_in_the_order_of_the_file_with_all_kinds_mixed():
    text = """{"schema": 2, "titel": 5,
    "links": [{"id": "l", "subject": "here", "kind": "bevor", "object": "nowhere"}],
    "places": [{"id": "here", "id": "here"}, {"id": "there", "note": "\\ud800", "names": null},
        {"id": "there"}, {"id": "a b"}, 5, {}]
    }"""
    findings = refused(parse_json, text).findings
    assert [(each.code, each.where, each.line) for each in findings] == [
        ("KB014", "/titel", 1),
        ("KB019", "/links/0/kind", 2),
        ("KB101", "/links/0/object", 2),
        ("KB013", "/places/0/id", 3),
        ("KB009", "/places/1/note", 3),
        ("KB016", "/places/1/names", 3),
        ("KB103", "/places/2/id", 4),
        ("KB105", "/places/3/id", 4),
        ("KB017", "/places/4", 4),
        ("KB015", "/places/5/id", 4),
    ]


def test_an_error_of_loading_can_be_pickled_and_printed():
    error = refused(parse_json, '{"schema": 2, "a": 1, "b": 2}')
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 (our own)
    assert again.findings == error.findings
    assert str(again).startswith("the text: 2 problems")


# --- versions ------------------------------------------------------------------------


@pytest.mark.parametrize(("parse", "write_plain"), PARSERS)
def test_a_newer_schema_is_refused_with_what_to_do(parse, write_plain):
    content = write_plain({"schema": SCHEMA_VERSION + 1, "title": "x", "new_things": [{"id": "a"}]})
    error = refused(parse, content)
    finding = error.findings[0]
    assert finding.code == "KB011"
    assert karabakh.__version__ in finding.message
    assert "upgrade" in finding.hint
    assert finding.where == "/schema"


@pytest.mark.parametrize(("parse", "write_plain"), PARSERS)
@pytest.mark.parametrize("version", [0, -1, -(2**63), 2**63 - 1, 2**63])
def test_a_schema_that_never_was_is_refused(parse, write_plain, version):
    assert refused(parse, write_plain({"schema": version})).findings[0].code in {"KB011", "KB012"}


# --- lines ---------------------------------------------------------------------------


def test_lines_say_where_and_what():
    text = (
        '{"schema": 2, "titel": "x"}\n'
        '{"type": "actr", "id": "a"}\n'
        "\n"
        '{"id": "a"}\n'
        '{"type": 5, "id": "a"}\n'
        '  {"type": "place", "id": "here", "names": [{"txt": "x"}]}\n'
        "[]\n"
        '{"type": "place", "type": "place", "id": "there"}\n'
        '{"id": "o", "subject": "here", "kind": "before", "object": "hree", "type": "link"}\n'
        '{"type": "place", "id": "here"}'
    )
    findings = refused(parse_jsonl, text).findings
    assert [(each.code, each.line, each.column, each.where) for each in findings] == [
        ("KB014", 1, 15, "/titel"),
        ("KB024", 2, 2, "/type"),
        ("KB024", 4, 1, "/type"),
        ("KB024", 5, 2, "/type"),
        ("KB015", 6, 45, "/names/0/text"),
        ("KB014", 6, 46, "/names/0/txt"),
        ("KB017", 7, 1, ""),
        ("KB013", 8, 19, "/type"),
        ("KB101", 9, 50, "/object"),
        ("KB103", 10, 19, "/id"),
    ]


def test_a_heading_is_needed_and_its_lack_hides_nothing():
    findings = refused(parse_jsonl, '{"type": "place", "id": "a", "x": 1}').findings
    assert [each.code for each in findings] == ["KB010", "KB014"]


def test_records_may_come_in_any_order_and_their_kind_anywhere():
    lines = to_jsonl(load()).splitlines()
    assert parse_jsonl("\n\n".join([lines[0], *reversed(lines[1:])]) + "\n \n") == attrs.evolve(
        load(), **{name: records[::-1] for name, records in load().collections()}
    )
    assert parse_jsonl('{"schema":2}\r\n{"id":"here","type":"place"}\r\n') == HERE


def test_streaming_gives_what_comes_before_a_fault(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"schema": 2}\n{"type":"place","id":"a"}\n{"type":"place"}\n', "utf-8")
    records = iter_records(path)
    assert next(records).id == "a"
    with pytest.raises(LoadError) as caught:
        next(records)
    assert [(each.code, each.line) for each in caught.value.findings] == [("KB015", 3)]


def test_streaming_needs_no_more_memory_for_more_lines(tmp_path):
    def peak(count):
        path = tmp_path / f"{count}.jsonl.gz"
        write(
            Dataset.from_records(*(Place(id=f"place-{n}", note="x" * 200) for n in range(count))),
            path,
        )
        tracemalloc.start()
        try:
            assert sum(1 for _ in iter_records(path)) == count
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(10)  # what is made once
    assert peak(20_000) < peak(1_000) + 2**18


# --- whatever comes --------------------------------------------------------------------


def assert_dataset_or_findings(parse, content):
    try:
        result = parse(content)
    except LoadError as error:
        result = {each.code for each in error.findings}
    assert isinstance(result, Dataset) or (result and "KB099" not in result)


@pytest.mark.parametrize("parse", [parse_json, parse_jsonl, parse_toml])
@given(content=st.binary(max_size=200) | st.text(max_size=100))
@example(content=b'{"schema":2,"title":"\xed\xa0\x80"}')
@example(content=b"\xff\xfe")
@example(content='"')
@settings(max_examples=300)
def test_no_bytes_bring_the_reader_down(parse, content):
    assert_dataset_or_findings(parse, content)


@pytest.mark.parametrize(
    ("parse", "content"),
    [
        (parse_json, as_json(PLAIN).encode()),
        (parse_jsonl, as_jsonl(PLAIN).encode()),
        (parse_toml, as_toml(PLAIN).encode()),
    ],
)
@given(data=st.data())
@settings(max_examples=300)
def test_no_damage_to_a_file_brings_the_reader_down(parse, content, data):
    damaged = bytearray(content)
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(damaged)))
        length = data.draw(st.integers(0, 5))
        damaged[start : start + length] = data.draw(
            st.binary(max_size=3)
            | st.sampled_from([b"{", b"[", b'"', b"\\", b"\\u", b",", b":", b"null", b"1e999"])
        )
    assert_dataset_or_findings(parse, bytes(damaged))


@pytest.mark.parametrize("ending", ["x", '"', "1", " 1", "]", ",", "e"])
@pytest.mark.parametrize("number", ["1e999", "-1e999", "[1e999"])
def test_what_follows_a_number_out_of_range_may_be_anything(number, ending):
    value = number + ending
    for text in (value, f'{{"schema": {value}}}', f'{{"schema": 2, "places": [{value}]}}'):
        assert_dataset_or_findings(parse_json, text.encode())
    for line in (value, f'{{"type": "place", "id": "a", "citations": [{value}]}}'):
        for version in (1, 2):
            assert_dataset_or_findings(parse_jsonl, f'{{"schema": {version}}}\n{line}\n'.encode())


# --- the machinery ---------------------------------------------------------------------


def test_the_collector_is_switched_on_again_only_if_it_was_on():
    for broken in ("", to_json(HERE)[:-5]):
        assert gc.isenabled()
        refused(parse_json, broken)
        assert gc.isenabled()
    gc.disable()
    try:
        parse_json(to_json(HERE))
        to_toml(HERE)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_reading_a_good_file_imports_nothing_that_only_bad_files_need(tmp_path):
    write(load(), tmp_path / "a.json")
    code = (
        "import sys, karabakh\n"
        "assert karabakh.io.read(sys.argv[1])\n"
        "karabakh.load()\n"
        "assert not {'cattrs', 'tomlkit', 'json', 'hypothesis'} & sys.modules.keys()"
    )
    code = code.replace("karabakh.io.read", "karabakh.read") if hasattr(karabakh, "read") else code
    code = code.replace("import sys, karabakh", "import sys, karabakh, karabakh.io")
    subprocess.run([sys.executable, "-c", code, tmp_path / "a.json"], check=True)


@pytest.mark.parametrize("parse", [parse_json, parse_jsonl, parse_toml])
@pytest.mark.parametrize("content", [b"\xe9", b'{"schema": 2, "title": \xe9}', b"schema = \xe9"])
def test_bytes_that_are_no_utf8_are_found_everywhere(parse, content):
    findings = refused(parse, content).findings
    assert "KB004" in {each.code for each in findings}
    assert all(each.hint for each in findings)


# --- progress ----------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["json", "jsonl", "json.gz"])
def test_progress_is_reported_and_ends_with_the_whole(tmp_path, suffix):
    path = tmp_path / f"a.{suffix}"
    write(Dataset.from_records(*(Place(id=f"place-{number}") for number in range(25_000))), path)
    calls = []
    dataset = read(path, progress=lambda done, total: calls.append((done, total)))
    assert dataset == read(path)
    done = [each for each, _ in calls]
    assert len(done) >= 3
    assert done == sorted(done)
    ((total),) = {each for _, each in calls}
    assert done[-1] == total


def test_how_long_packed_lines_are_is_not_known(tmp_path):
    calls = []
    write(HERE, tmp_path / "a.jsonl.gz")
    read(tmp_path / "a.jsonl.gz", progress=lambda done, total: calls.append((done, total)))
    assert [total for _, total in calls] == [None]


# --- formats ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "format", "expected"),
    [
        ("a.toml", None, ("toml", False)),
        ("a.JSON.GZ", None, ("json", True)),
        ("a.toml.jsonl", None, ("jsonl", False)),
        ("a.toml/", None, ("csv", False)),
        ("new/", None, ("csv", False)),
        (".", None, ("csv", False)),
        ("a.toml", "json.gz", ("json", True)),
        ("a", "jsonl", ("jsonl", False)),
        ("a.toml", "csv", ("csv", False)),
    ],
)
def test_the_format_is_that_passed_or_of_the_suffix_or_a_folder(path, format, expected):
    assert format_of(path, format) == expected


@pytest.mark.parametrize("path", ["toml", "a.tomll", "a.gz", "a.csv"])
def test_a_path_of_no_known_format_is_refused(path):
    with pytest.raises(ValueError, match=r"has no known suffix: use one of '\.toml'"):
        format_of(path, None)
