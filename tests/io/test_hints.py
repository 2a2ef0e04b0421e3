"""Hints fit the value at hand, and messages name places as the file has them."""

import json

import pytest
from sample import as_json, as_toml, at, pointer

from karabakh import LoadError, parse


@pytest.mark.parametrize(
    ("path", "value", "code", "hint"),
    [
        (("actors", 0, "kind"), None, "KB016", "write one of 'state', "),
        (("actors", 0, "id"), None, "KB016", "write a text"),
        (("actors", 0, "note"), None, "KB016", "leave the key out"),
        (("actors", 0, "kind"), True, "KB017", "write one of 'state', "),
        (("actors", 0, "codes"), [3], "KB017", "write a code with its scheme such as "),
        (("actors", 0, "is_plural"), "yes", "KB017", "write true or false"),
        (("actors", 0, "is_plural"), "true", "KB017", "write it without quotation marks"),
        (("actors", 0, "note"), 5, "KB017", "put it in quotation marks"),
        (("coding", 0, "when"), True, "KB017", "write an EDTF date such as "),
        (("coding", 0, "when"), 2020, "KB017", "put it in quotation marks"),
        (("schema",), None, "KB016", "write 2"),
        (("actors", 0, "members"), ["a b"], "KB101", "correct the reference"),
    ],
)
def test_a_hint_is_right_for_the_value(path, value, code, hint):
    content = {"schema": 2, "coding": [{}], "actors": [{"id": "ann", "kind": "person"}]}
    at(content, path[:-1])[path[-1]] = value
    with pytest.raises(LoadError) as caught:
        parse(json.dumps(content), format="json")
    (finding,) = caught.value.findings
    assert finding.code == code
    assert finding.where.startswith(pointer(path))
    assert finding.hint.startswith(hint)


@pytest.mark.parametrize("number", ["NaN", "-Infinity"])
def test_numbers_that_are_not_finite_are_called_so(number):
    with pytest.raises(LoadError) as caught:
        parse(f'{{"schema": 2, "places": [{{"id": "p", "point": [{number}, 1]}}]}}', format="json")
    (finding,) = caught.value.findings
    assert finding.message == f"{number} is not finite"


def test_an_identifier_without_quotation_marks_is_one_finding():
    content = {
        "schema": 2,
        "actors": [{"id": 5, "kind": "person"}],
        "events": [
            {"id": f"e{number}", "kind": "war", "title": "t", "according_to": ["5"]}
            for number in range(8)
        ],
    }
    for name, as_text in {"json": as_json, "toml": as_toml}.items():
        with pytest.raises(LoadError) as caught:
            parse(as_text(content), format=name)
        (finding,) = caught.value.findings
        assert (finding.where, finding.hint) == ("/actors/0/id", "put it in quotation marks")


def test_no_reference_is_unknown_where_an_array_could_not_be_read():
    content = {
        "schema": 2,
        "actors": {"id": "ann"},
        "events": [{"id": "e", "kind": "war", "title": "t", "according_to": ["ann"]}],
    }
    for name, as_text in {"json": as_json, "toml": as_toml}.items():
        with pytest.raises(LoadError) as caught:
            parse(as_text(content), format=name)
        assert [each.where for each in caught.value.findings] == ["/actors"]
    content |= {"actors": [], "coding": {}}
    with pytest.raises(LoadError) as caught:
        parse(as_json(content), format="json")
    assert {each.code for each in caught.value.findings} == {"KB017", "KB101"}


def test_messages_name_places_as_the_file_has_them():
    lines = [
        '{"schema": 1}',
        '{"type": "agreement", "id": "x", "title": "t", "kind": "ceasefire", "mediators": ["z"]}',
        '{"type": "event", "id": "x", "title": "t", "kind": "war", "according_to": "z"}',
    ]
    with pytest.raises(LoadError) as caught:
        parse("\n".join(lines), format="jsonl")
    repeated, unknown = caught.value.findings
    assert repeated.message == "identifier 'x' already names an event, at /id (line 3)"
    assert unknown.message == (
        "unknown actor 'z', in 2 references: /according_to (line 3), /mediators/0 (line 2)"
    )


def test_what_is_no_object_is_called_as_in_files():
    for text, found in {"[]": "an array", '"x"': "a text", "null": "null", "1": "a number"}.items():
        with pytest.raises(LoadError) as caught:
            parse(text, format="json")
        (finding,) = caught.value.findings
        assert finding.message == f"expected an object, got {found}"
    with pytest.raises(LoadError) as caught:
        parse('{"schema": 2}\nnull', format="jsonl")
    assert [each.hint for each in caught.value.findings] == ["remove the line"]


def test_an_unknown_term_is_named_in_words():
    text = json.dumps({"schema": 2, "actors": [{"id": "ann", "kind": "stat"}]})
    with pytest.raises(LoadError) as caught:
        parse(text, format="json")
    (finding,) = caught.value.findings
    assert finding.message == "unknown actor kind 'stat'"
    assert finding.hint == "did you mean 'state'?"
