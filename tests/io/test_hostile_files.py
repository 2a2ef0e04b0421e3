"""Every path × every wrong value: refused in place, or read alike in all formats."""

import itertools
import json
import os
from typing import Any

import attrs
import msgspec
import pytest
from sample import (
    PLAIN,
    Path,
    as_json,
    as_jsonl,
    as_toml,
    at,
    in_lines,
    parse_json,
    parse_jsonl,
    parse_toml,
    paths,
    pointer,
    removed,
    replaced,
)

from karabakh.errors import LoadError
from karabakh.findings import Finding, Severity
from karabakh.io._builder import CONTENTS
from karabakh.io._decode import Decoder
from karabakh.io._diagnose import diagnose, structure
from karabakh.io._record_builder import ValueCache
from karabakh.io.load_codes import LOAD_CODES
from karabakh.model import COLLECTIONS, Dataset
from karabakh.model.introspection import field_types

# Of the cases, in turn for every path and value, a run that is the same each time reads every
# fifth; of TOML, which is slow to read, and read on as JSON is, every twentieth. The number of
# wrong values is no multiple of that, or else most of them would never come up.
SHARE = 5 if "CI" in os.environ else 1

WRONG = [
    None,
    True,
    0,
    -1,
    7.9,
    1.0,
    2**63,
    -(2**63) - 1,
    2**64,
    10**400,
    float("nan"),
    float("inf"),
    "",
    "5",
    " ann",
    "a\u0000b",
    "\u202egnimoc",
    "\ud800",
    "2020-13-45",
    "wire#p1:9-2",
    "x" * 300,
    [],
    [None],
    [[]],
    ["x", 5],
    [46.75, 39.8],
    [46.75, 139.8],
    [2**64, 0],
    [0.5, None],
    ["ann"],
    {},
    {"text": 5, "id": []},
    {"kind": "area"},
]

CASES = {
    name: [path for path in paths() if path[0] == name] for name in ("schema", "title", *CONTENTS)
}


def test_the_sample_uses_every_field_of_every_class():
    def check(kind: type, elements: list[dict[str, Any]]) -> None:
        for name, annotation in field_types(kind).items():
            values = [element[name] for element in elements if name in element]
            assert values, (kind, name)
            for option in (annotation, *getattr(annotation, "__args__", ())):
                if isinstance(option, type) and attrs.has(option):
                    flat = [
                        each
                        for value in values
                        for each in (value if isinstance(value, list) else [value])
                    ]
                    check(option, flat)

    for name, kind in CONTENTS.items():
        check(kind, PLAIN[name])
    parse_json(as_json(PLAIN))


def test_the_corpus_is_large_enough():
    assert sum(map(len, CASES.values())) * len(WRONG) > 5_000


def outcome(parse: Any, text: str | bytes, **options: Any) -> Dataset | tuple[Finding, ...]:
    try:
        return parse(text, **options)
    except LoadError as error:
        findings = error.findings
    assert findings
    for finding in findings:
        assert finding.code in LOAD_CODES or finding.code.startswith("KB10")
        assert finding.code != "KB099", finding
        assert finding.severity is Severity.ERROR
        assert finding.message
        assert finding.hint or finding.code in {"KB101", "KB102"}  # nothing is near
    return findings


def alone(name: str, content: dict[str, Any]) -> dict[str, Any]:
    """Leave out all other collections: formats do not differ in them."""
    return {key: content[key] for key in content if key == name or key not in COLLECTIONS}


def is_at_or_below(where: str, path: str) -> bool:
    return where == path or where.startswith(f"{path}/")


def assert_blames(
    result: Dataset | tuple[Finding, ...], path: str, line: int | None = None
) -> None:
    if isinstance(result, Dataset):
        return
    for finding in result:
        assert is_at_or_below(finding.where, path), (finding, path)
        assert line is None or finding.line == line


@pytest.mark.parametrize("name", CASES)
def test_a_wrong_value_is_refused_at_its_place_or_accepted_in_every_format(name):
    assert SHARE == 1 or len(WRONG) % SHARE
    cases = itertools.islice(itertools.product(CASES[name], WRONG), 0, None, SHARE)
    for number, (path, value) in enumerate(cases):
        content = replaced(path, value)
        result = outcome(parse_json, as_json(content), check_references=False)
        path_to_blame = path[:-1] if "point" in path[:-1] else path  # as a whole it is wrong
        if path != ("schema",):
            assert_blames(result, pointer(path_to_blame))
        if can_be_lines(path, value):
            other = outcome(parse_jsonl, as_jsonl(content), check_references=False)
            assert_blames(other, *in_lines(path_to_blame))
            assert_same(result, other)
        if can_be_toml(value) and number % 4 == 0:
            content = alone(path[0], content)
            result = outcome(parse_json, as_json(content), check_references=False)
            other = outcome(parse_toml, as_toml(content), check_references=False)
            assert_blames(other, pointer(path_to_blame))
            assert_same(result, other)


def assert_same(one: Dataset | tuple[Finding, ...], other: Dataset | tuple[Finding, ...]) -> None:
    if isinstance(one, Dataset):
        assert one == other
    else:
        assert not isinstance(other, Dataset)
        # A fault may be met while the text is read, or only when the value is looked at.
        assert len(one) == len(other)


def can_be_lines(path: Path, value: object) -> bool:
    """Return whether the records stay in lines: each must be an object."""
    return len(path) > 2 or path[0] not in COLLECTIONS or (len(path) == 2 and value == {})


def can_be_toml(value: object) -> bool:
    """Return whether TOML has the value: it has no null, and no lone surrogate."""
    return value not in (None, [None], [0.5, None], "\ud800")


@pytest.mark.parametrize("name", CASES)
def test_whatever_is_wrong_no_other_exception_comes(name):
    for path, value in itertools.islice(itertools.product(CASES[name], WRONG), 0, None, SHARE):
        outcome(parse_json, as_json(replaced(path, value)))


@pytest.mark.parametrize("name", CONTENTS)
def test_both_paths_have_the_same_verdicts_and_values(name):
    kind = CONTENTS[name]
    reader = Decoder(kind, ValueCache())
    for path in CASES[name]:
        for value in WRONG:
            if len(path) == 1:
                continue
            element = at(replaced(path, value), path[:2])
            assert_same_verdict(kind, reader, element)


def assert_same_verdict(kind: type, reader: Decoder, element: object) -> None:
    raw = json.dumps(element).encode()
    try:
        plain = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError):
        plain = None  # it is no JSON: neither path may take it
    (fast,) = reader.decode([raw])
    found = list(diagnose(kind, plain))
    assert (fast is None) == bool(found), (element, fast, found)
    if fast is not None:
        assert structure(kind, plain) == fast


def test_every_key_that_is_needed_is_missed_and_every_other_is_not():
    for path in paths():
        if isinstance(path[-1], int):
            continue
        result = outcome(parse_json, as_json(removed(path)), check_references=False)
        if isinstance(result, Dataset):
            continue
        code, where = "KB015", pointer(path)
        if path == ("events", 0, "measures", 1, "low"):  # its only number
            code, where = "KB023", pointer(path[:-1])
        assert [(finding.code, finding.where) for finding in result] == [(code, where)]


def test_an_unknown_key_is_refused_in_every_object():
    for path in [(), *paths()]:
        if not isinstance(at(PLAIN, path), dict):
            continue
        content = replaced((*path, "nmae/~"), 1)
        where = f"{pointer(path)}/nmae~1~0"
        findings = outcome(parse_json, as_json(content))
        assert [(each.code, each.where) for each in findings] == [("KB014", where)]


def test_a_key_that_comes_twice_is_refused_in_every_object():
    marker = "\u0001twice"
    for path in paths():
        if isinstance(path[-1], int):
            continue
        value = json.dumps(at(PLAIN, path))
        key = json.dumps(path[-1])
        for blank in ("", " ", "\n"):
            content = as_json(replaced(path, marker), separators=(f",{blank}", f":{blank}"))
            once = json.dumps(marker)
            text = content.replace(once, f"{value},{blank}{key}:{blank}{value}")
            findings = outcome(parse_json, text)
            assert [(each.code, each.where) for each in findings] == [("KB013", pointer(path))]


def test_an_escaped_key_is_the_same_key():
    text = as_json(PLAIN).replace('"id"', '"\\u0069d"').replace('"title"', '"t\\u0069tle"')
    assert parse_json(text) == parse_json(as_json(PLAIN))
    twice = '{"schema": 2, "places": [{"id": "a", "\\u0069d": "b"}]}'
    assert [each.code for each in outcome(parse_json, twice)] == ["KB013"]


def test_a_hundred_faults_are_a_hundred_findings():
    positions = [
        {**PLAIN["positions"][0], "id": f"position-{number}", "stance": "suports"}
        for number in range(100)
    ]
    findings = outcome(parse_json, as_json({**PLAIN, "positions": positions}, indent=1))
    assert [each.where for each in findings] == [f"/positions/{n}/stance" for n in range(100)]
    assert {each.code for each in findings} == {"KB019"}
    assert {each.hint for each in findings} == {"did you mean 'supports'?"}
    assert [each.record for each in findings] == [f"position-{n}" for n in range(100)]
    lines = [each.line for each in findings]
    assert lines == sorted(set(lines))
