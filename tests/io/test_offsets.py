"""Where elements of an array begin, against a slow way through all of it."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh.io import _offsets
from karabakh.io._offsets import element_offsets
from karabakh.io._tokens import positions

values = st.sampled_from([b"1", b'"a,b"', b"[]", b'[ "]", 2 ]', b'{"a":{"b":[1,2]}}', b'"\\""'])
blanks = st.sampled_from([b"", b" ", b"\n\t"])


def check(text):
    elements = msgspec.json.decode(text, type=list[msgspec.Raw])
    found = positions(text, [f"/{number}" for number in range(len(elements))])
    expected = [found[f"/{number}"] for number in range(len(elements))]
    assert element_offsets(text, 0, elements) == expected


@given(st.lists(st.tuples(blanks, values, blanks)), blanks)
def test_elements_are_found_whatever_stands_between_them(rows, end):
    check(b"[" + b",".join(map(b"".join, rows)) + end + b"]")


@pytest.mark.parametrize("separator", [b",", b",\n  ", b" , "])
@pytest.mark.parametrize("more", [-1, 0, 1, 2])
def test_many_elements_are_found_where_the_same_stands_between_them(separator, more):
    count = 2 * _offsets._TOGETHER + more
    even = b"[ " + separator.join(b'{"a":%d}' % number for number in range(count)) + b"\n]"
    check(even)
    check(even.replace(b'{"a":500}', b'  {"a":500}'))
    check(even.replace(b'{"a":1000}', b'  {"a":1000}'))
