"""What can not be parsed in JSON is found at its place, and nothing else."""

import pytest

from karabakh import LoadError, parse

HALF = "{} is half of a surrogate pair, not a character"


def found_in(text):
    """Return the findings of a text."""
    try:
        parse(text, format="json")
    except LoadError as error:
        return error.findings
    return ()


def messages(key, value, record="places", fields='"id": "a"'):
    """Return what is said of a value, whose place is known in each case."""
    before = f'{{"schema": 2, "{record}": [{{{fields},\n '.encode()
    found = found_in(before + f'"{key}": '.encode() + value + b"}]}")
    for each in found:
        assert each.where == f"/{record}/0/{key}"
        assert (each.line, each.column) == (2, 2)
        assert each.hint
    return [(each.code, each.message) for each in found]


@pytest.mark.parametrize(
    ("text", "halves"),
    [
        (r"x\ud800y", [r"\ud800"]),
        (r"\udbff", [r"\udbff"]),
        (r"\udc00", [r"\udc00"]),
        (r"\udfff", [r"\udfff"]),
        (r"\uD83D\uDD4A", []),
        (r"\udbff\udfff", []),
        (r"\ud7ff\ue000", []),
        (r"\\ud800", []),
        (r"\\\ud800", [r"\ud800"]),
        (r"\udd4a\ud83d", [r"\udd4a", r"\ud83d"]),
        (r"\ud83d\ud83d\udd4a", [r"\ud83d"]),
        (r"\ud83d\udd4a\udd4a", [r"\udd4a"]),
        (r"\ud83d\n\udd4a", [r"\ud83d", r"\udd4a"]),
        (r"\ud83dx\udd4a", [r"\ud83d", r"\udd4a"]),
        (r"\ud83d\ue000", [r"\ud83d"]),
        (r"\ud83d\u0041", [r"\ud83d"]),
    ],
)
def test_each_half_of_a_surrogate_pair_is_found(text, halves):
    assert messages("note", f'"{text}"'.encode()) == [("KB009", HALF.format(it)) for it in halves]


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (b"\xff", ["0xff"]),
        (b"x\xc3\xa9\xc3", ["0xc3"]),
        (b"\xc3x\xff\xfe", ["0xc3", "0xff 0xfe"]),
        (b"\xff" * 8, [" ".join(["0xff"] * 8)]),
        (b"\xff" * 9, [" ".join(["0xff"] * 8) + " …"]),
    ],
)
def test_each_run_of_bytes_that_are_not_utf_8_is_found(raw, shown):
    assert messages("note", b'"' + raw + b'"') == [("KB004", f"not UTF-8: {it}") for it in shown]


@pytest.mark.parametrize(
    ("number", "message"),
    [
        ("NaN", "NaN is not finite"),
        ("-Infinity", "-Infinity is not finite"),
        ("inf", "inf is not finite"),
        ("1e400", "1e400 does not fit into 64 bits"),
        ("-1.5e+309", "-1.5e+309 does not fit into 64 bits"),
        (f"1{'0' * 35}e400", f"1{'0' * 35}e400 does not fit into 64 bits"),
        (f"1{'0' * 36}e400", "a number of 41 digits does not fit into 64 bits"),
        (f"{'9' * 310}.5", "a number of 312 digits does not fit into 64 bits"),
        ("1.5e308", ""),
        ("0." + "1" * 400, ""),
        (f"1{'0' * 400}e-300", ""),
        ("-1e-400", ""),
    ],
)
def test_a_number_that_64_bits_do_not_hold_is_found_and_no_other(number, message):
    fields = '"id": "e", "title": "", "kind": "other"'
    value = f'[{{"kind": "other", "low": NaN, "best": {number}}}]'
    text = f'{{"schema": 2, "events": [{{{fields}, "measures": {value}}}]}}'
    found = {each.where.rpartition("/")[2]: each for each in found_in(text)}
    assert found["low"].message == "NaN is not finite"
    assert {each.code for each in found.values()} == {"KB018"}
    assert found["best"].message == message if message else "best" not in found
