"""Decoding elements together, and what only looks like a repeated key."""

import attrs
import msgspec
import pytest
from sample import PLAIN

from karabakh.findings import Finding, Severity
from karabakh.io import _decode
from karabakh.io._decode import Decoder
from karabakh.io._record_builder import ValueCache
from karabakh.io._tokens import column_of, on_lines
from karabakh.model import COLLECTIONS, Position
from karabakh.model.introspection import field_types, id_kinds
from karabakh.time import When


def elements(name, count):
    first, *_ = PLAIN[name]
    return [first | {"id": f"{first['id']}-{number}"} for number in range(count)]


def as_raws(values):
    return [msgspec.json.encode(value) for value in values]


@pytest.mark.parametrize("name", COLLECTIONS)
@pytest.mark.parametrize("count", [0, 1, _decode._BATCH, 2 * _decode._BATCH + 1])
def test_elements_that_are_read_together_are_those_read_one_by_one(name, count):
    kind = COLLECTIONS[name]
    raws = as_raws(elements(name, count))
    together = list(Decoder(kind, ValueCache()).decode(raws))
    alone = [record for raw in raws for record in Decoder(kind, ValueCache()).decode([raw])]
    assert together == alone
    assert [record.id for record in together] == [each["id"] for each in elements(name, count)]


@pytest.mark.parametrize("wrong", [b'{"id":5}', b"null", b'{"id":"a","id":"b"}', b'{"when":""}'])
def test_an_element_that_is_refused_leaves_the_others(wrong):
    raws = as_raws(elements("positions", 5))
    raws[3] = wrong
    found = list(Decoder(Position, ValueCache()).decode(raws))
    assert [record is None for record in found] == [False, False, False, True, False]


@pytest.mark.parametrize(
    "raw",
    [
        b'{"id":"here"}',
        b' { "id" : "here" } ',
        b'{"id":"here","note":""}',
        b'{"id":"here","citations":[],"certainty":"certain","basis":"stated","names":[]}',
        b'{"id":"h\\u0065re"}',
        b'{"\\u0069d":"here"}',
        b'{"id":"here","names":[ {"text" : "a\\/b", "language":""} ]}',
    ],
)
def test_defaults_blanks_and_escapes_are_no_repeated_keys(raw):
    (place,) = Decoder(COLLECTIONS["places"], ValueCache()).decode([raw])
    assert place.id == "here"
    line = raw.strip().replace(b"{", b'{"type":"place",', 1)
    assert Decoder(None, ValueCache()).decode([line]) == [place]


@pytest.mark.parametrize(
    "raw",
    [
        b'{"type":"place","id":"a","id":"here"}',
        b'{"type":"place","id":"here","note":"","note":""}',
        b'{ "type":"place", "id":"here", "note":"", "note":"" }',
        b'{"type":"place","id":"here","\\u0069d":"here"}',
        b'{"type":"place","id":"here","names":[{"text":"a","text":"a"}]}',
    ],
)
def test_repeated_keys_are_refused_wherever_they_are(raw):
    assert Decoder(None, ValueCache()).decode([raw]) == [None]


def test_what_is_left_out_has_the_default_of_its_field():
    least = b'{"id":"p","holder":"h","proposition":"q","stance":"supports"}'
    (position,) = Decoder(Position, ValueCache()).decode([least])
    for field in attrs.fields(Position):
        if field.default is not attrs.NOTHING:
            assert getattr(position, field.name) == field.default, field.name
    assert position.when is When.unknown()


def test_equal_parts_become_one_object():
    raws = as_raws(elements("events", 2))
    one, other = Decoder(COLLECTIONS["events"], ValueCache()).decode(raws)
    assert one.participants
    assert all(map(lambda a, b: a is b, one.participants, other.participants))
    assert one.when is other.when
    assert one.location is other.location


def test_values_are_forgotten_when_there_are_too_many():
    read = ValueCache(2).column_reader(When)
    whens = [*read(["2001", "2002", "2003", "2001"])]
    assert whens == [When("2001"), When("2002"), When("2003"), When("2001")]
    assert whens[0] is not whens[3]


def test_references_are_known_by_the_kinds_that_may_stand_there():
    values = ValueCache()
    kinds = id_kinds(field_types(Position)["holder"])
    list(Decoder(Position, values).decode(as_raws(elements("positions", 3))))
    holders = {each["holder"] for each in elements("positions", 3)}
    assert holders <= values.referenced[kinds]


def test_lines_and_columns_are_counted_once_through_the_text():
    text = "é{\nü}\n\nabc é".encode()
    finding = Finding(code="KB014", severity=Severity.ERROR, message="")
    offsets = [0, 2, 3, 4, 6, 8, 9, 12, None]
    found = on_lines(text, [(offset, finding) for offset in reversed(offsets)])
    placed = [(each.line, each.column) for each in found if each.line is not None]
    expected = [
        (text.count(b"\n", 0, offset) + 1, column_of(text, offset))
        for offset in offsets
        if offset is not None
    ]
    assert placed == expected
