"""Files made to be slow, broken or odd, in each format."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from karabakh import Document, drafts
from karabakh.errors import LoadError
from karabakh.io import QuotedFile, parse, read

__all__ = ["FILE_ATTACKS"]

Made = str | bytes
Attack = tuple[Callable[[int], Any], Callable[[Any], object]]


def parsing(format: str) -> Callable[[Made], object]:
    """Return what parses a text, and shows the error if it is refused."""

    def work(text: Made) -> object:
        try:
            return parse(text, format=format)
        except LoadError as error:
            return str(error), error.findings

    return work


def reading(file: str) -> Callable[[Made], object]:
    """Return what reads a folder with one table."""

    def work(text: Made) -> object:
        with tempfile.TemporaryDirectory() as folder:
            descriptor = '{"karabakh": {"schema": 2}}'
            Path(folder, "datapackage.json").write_text(descriptor, encoding="utf-8")
            Path(folder, file).write_bytes(text if isinstance(text, bytes) else text.encode())
            try:
                return read(folder)
            except LoadError as error:
                return str(error), error.findings

    return work


def quoting(text: Made) -> object:
    """Read a file with quotes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "quoted.toml")
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        try:
            return QuotedFile.read(path)
        except LoadError as error:
            return str(error)


TEXT = Document.from_text("They met at Vell. Nothing was signed there.")


def checking(text: Made) -> object:
    """Check a draft."""
    return str(drafts.check(text, TEXT).report)


def times(piece: str, *, head: str = "", tail: str = "") -> Callable[[int], str]:
    """Return what repeats a piece; ``{n}`` in it stands for the number of each."""

    def build(size: int) -> str:
        if "{n}" not in piece:
            return head + piece * (size // len(piece)) + tail
        count = max(size // (len(piece) + 2), 1)
        return head + "".join(piece.replace("{n}", str(number)) for number in range(count)) + tail

    return build


def nested(opening: str, middle: str, closing: str, *, head: str = "") -> Callable[[int], str]:
    """Return what nests brackets."""

    def build(size: int) -> str:
        count = size // (len(opening) + len(closing))
        return head + opening * count + middle + closing * count

    return build


def deep_long_keys(format: str, depth: int) -> Callable[[int], str]:
    """Return what has many values below long keys."""

    def build(size: int) -> str:
        key = "k" * (size // 2 // depth)
        values = ", ".join("1" * (size // 6))
        if format == "toml":
            return f"schema = 2\n{'.'.join([key] * depth)} = [{values}]"
        return f'{{"schema": 2, {f"{chr(34)}{key}{chr(34)}: {{" * depth}"a": [{values}]' + (
            "}" * (depth + 1)
        )

    return build


def encoded(build: Callable[[int], str], old: str, new: bytes) -> Callable[[int], bytes]:
    """Return what has other bytes in the place of a character."""
    return lambda size: build(size).encode().replace(old.encode(), new)


def split_records(name: str, size: int, count: int) -> str:
    """Return JSON in which long identifiers are nearly those of others."""
    stem = "ab" * (size // count // 4)
    known = ", ".join(f'{{"id": "{stem}{number}"}}' for number in range(count))
    links = ", ".join(
        f'{{"id": "l{number}", "kind": "before", "subject": "{stem[::-1]}{number}x",'
        f' "object": "{stem[1:]}{number}y"}}'
        for number in range(count)
    )
    return f'{{"schema": 2, "{name}": [{known}], "links": [{links}]}}'


def misspelt(length: int) -> Callable[[int], str]:
    """Return places, and links to names that are near those."""
    return lambda size: split_records("places", size, max(size // (4 * length + 80), 1))


H = "schema = 2\n"
J = '{"schema": 2, '
L = '{"schema": 2}\n'
TOML: dict[str, Callable[[int], Made]] = {
    "a dotted key": times("a.", head=H, tail="a = 1"),
    "a dotted key, quoted": times('"a".', head=H, tail="a = 1"),
    "a dotted key with blanks": times("a . ", head=H, tail="a = 1"),
    "a dotted key in a table": times("a.", head=H + "[x]\n", tail="a = 1"),
    "a dotted key inline": times("a.", head=H + "x = { ", tail="a = 1 }"),
    "a dotted header": times("a.", head=H + "[", tail="a]"),
    "dotted keys of 50 parts": times("a." * 50 + "b{n} = 1\n", head=H),
    "dotted keys of 50 parts in records": times(
        "[[places]]\nid = 'p'\n" + "a." * 50 + "b{n} = 1\n", head=H
    ),
    "dotted headers of 50 parts": times("[" + "a." * 50 + "b{n}]\n", head=H),
    "headers": times("[a{n}]\n", head=H),
    "headers below one": times("[a.a.a.b{n}]\n", head=H),
    "an array of arrays": nested("[", "", "]", head=H + "a = "),
    "inline tables within others": nested("{a=", "1", "}", head=H + "a = "),
    "open arrays": times("[", head=H + "a = "),
    "open strings": times('a{n} = "\n', head=H),
    "an open string of backslashes": times("\\", head=H + 'a = "'),
    "an open long string": times('""', head=H + 'a = """b'),
    "quotation marks": times('""" """\n', head=H + 'a = """'),
    "a hexadecimal number": times("f", head="schema = 0x"),
    "a decimal number": times("9", head="schema = "),
    "decimal numbers": times("a{n} = " + "9" * 4000 + "\n", head=H),
    "hexadecimal numbers in records": times("[[places]]\nid = 0x" + "f" * 4000 + "\n", head=H),
    "a float": times("9", head=H + "a = 1.", tail="e999"),
    "records without keys": times("[[actors]]\n", head=H),
    "records with an unknown key": times('[[places]]\nid="p{n}"\nx=1\n', head=H),
    "unknown keys": times("a{n}=1\n", head=H),
    "unknown keys of a record": times("a{n}=1\n", head=H + "[[actors]]\n"),
    "numbers as citations": times("5,", head=H + '[[places]]\nid="a"\ncitations=[', tail="]"),
    "invalid citations": times("'#',", head=H + '[[places]]\nid="a"\ncitations=[', tail="]"),
    "nothing as names": times("{},", head=H + '[[places]]\nid="a"\nnames=[', tail="]"),
    "a long identifier": times("a", head=H + '[[places]]\nid="', tail='"'),
    "a long date": times("2020,", head=H + '[[events]]\nid="a"\nkind="talks"\nwhen="', tail='"'),
    "a long citation": times("p2:", head=H + '[[places]]\nid="a"\ncitations=["a#', tail='"]'),
    "identical identifiers": times('[[places]]\nid="a"\n', head=H),
    "malformed identifiers": times('[[places]]\nid="?{n}"\n', head=H),
    "unknown sources": times("'a{n}',", head=H + '[[places]]\nid="a"\ncitations=[', tail="]"),
    "unknown members": times("'a{n}',", head=H + '[[actors]]\nid="a"\nmembers=[', tail="]"),
    "comments": times("#\n", head=H),
    "carriage returns": times("\r\n", head=H),
    "bytes that are not UTF-8": encoded(times("? ", head=H + "a = '", tail="'"), "?", b"\xff"),
    "bytes that are not UTF-8, on lines": encoded(times("?\n", head=H), "?", b"\xff"),
    "long keys above many values": deep_long_keys("toml", 12),
    "dates": times("a{n}=2020-01-01\n", head=H),
    "dates in records": times("[[places]]\nid=2020-01-01\n", head=H),
    "schema 1: unknown keys": times("[[actors]]\nx=1\n", head="schema = 1\n"),
    "schema 1: parties": times(
        "'a',", head="schema = 1\n[[agreements]]\nid='a'\nparties=[", tail="]"
    ),
    "schema 1: nothing as parts": times(
        "[[events.participants]]\nx=1\n", head="schema = 1\n[[events]]\nid='a'\n"
    ),
    "random bytes": lambda size: bytes(number * number * 7919 % 251 for number in range(size)),
}
JSON: dict[str, Callable[[int], Made]] = {
    "nested arrays": nested("[", "", "]"),
    "nested arrays in a record": nested("[", "", "]", head=J + '"actors": [{"id": '),
    "nested objects": nested('{"a":', "1", "}"),
    "open arrays": times("["),
    "open objects": times('{"a":'),
    "nulls": times("null,", head=J + '"places": [', tail="null]}"),
    "empty records": times("{},", head=J + '"places": [', tail="{}]}"),
    "empty records, schema 1": times("{},", head='{"schema": 1, "places": [', tail="{}]}"),
    "numbers": times("1,", head=J + '"places": [', tail="1]}"),
    "unknown keys": times('"a{n}":1,', head=J, tail='"a":1}'),
    "unknown keys of a record": times('"a{n}":1,', head=J + '"places":[{', tail='"a":1}]}'),
    "a repeated key": times('"a":1,', head=J, tail='"a":1}'),
    "a repeated key of a record": times('"id":"a",', head=J + '"places":[{', tail='"id":"a"}]}'),
    "repeated keys of records": times(
        '{"id":"a{n}","id":"b"},', head=J + '"places":[', tail='{"id":"a"}]}'
    ),
    "an escaped key": times('"\\u0061{n}":1,', head=J + '"places":[{', tail='"a":1}]}'),
    "escapes": times("\\u0061", head=J + '"title":"', tail='"}'),
    "halves of surrogate pairs": times("\\ud800 ", head=J + '"title":"', tail='"}'),
    "halves in records": times('{"id":"\\ud800"},', head=J + '"places":[', tail="{}]}"),
    "a long number": times("9", head=J + '"title":', tail="}"),
    "long numbers": times("9" * 400 + ",", head=J + '"places":[', tail="1]}"),
    "numbers that are not finite": times("NaN,", head=J + '"places":[', tail="1]}"),
    "backslashes": times("\\", head=J + '"title":"'),
    "open strings": times('"', head=J),
    "blanks": times(" ", head=J, tail='"title":"a"}'),
    "commas": times(",", head=J),
    "bytes that are not UTF-8": encoded(times("? ", head=J + '"title":"', tail='"}'), "?", b"\xff"),
    "bytes that are not UTF-8 in records": encoded(
        times('{"id":"?"},', head=J + '"places":[', tail="{}]}"), "?", b"\xff"
    ),
    "bytes that are not UTF-8 as values": encoded(
        times("?,", head=J + '"places":[', tail="{}]}"), "?", b"\xff"
    ),
    "long keys above many values": deep_long_keys("json", 12),
    "values in a deep record": lambda size: (
        J + '"places":[{"id":1,"x":' + "[" * 60 + "1," * (size // 2) + "1" + "]" * 60 + "}]}"
    ),
    "short misspelt names": misspelt(8),
    "misspelt names": misspelt(40),
    "long misspelt names": misspelt(180),
    "unknown terms": times('{"id":"a{n}","kind":"stat"},', head=J + '"actors":[', tail="{}]}"),
    "many wrong things in one": times(
        '{"kind":1,"text":5,"x":{}},', head=J + '"places":[{"id":"a","names":[', tail="{}]}]}"
    ),
    "equal participants": times(
        '{"actor":"b"},', head=J + '"events":[{"id":"a","participants":[', tail="{}]}]}"
    ),
    "long dates": times(
        '{"id":"a{n}","kind":"talks","when":"2020-01-0' + "1" * 500 + '"},',
        head=J + '"events":[',
        tail="{}]}",
    ),
}
LINES: dict[str, Callable[[int], Made]] = {
    "empty records": times("{}\n", head=L),
    "numbers": times("1\n", head=L),
    "words": times("x\n", head=L),
    "empty lines": times("\n", head=L),
    "a record on a long line": times(
        '"a{n}":1,', head=L + '{"type":"place","id":"a",', tail='"a":1}'
    ),
    "open objects": times("{", head=L),
    "nested arrays": nested("[", "", "]", head=L),
    "nested arrays in a record": nested("[", "", "]", head=L + '{"type":"place","id":'),
    "unknown kinds": times('{"type":"plac{n}"}\n', head=L),
    "repeated keys": times('{"type":"place","id":"a","id":"b"}\n', head=L),
    "broken references": times(
        '{"type":"link","id":"l{n}","kind":"before","subject":"a{n}","object":"b{n}"}\n', head=L
    ),
    "schema 1": times('{"type":"place","x":1}\n', head='{"schema": 1}\n'),
    "bytes that are not UTF-8": encoded(times("?\n", head=L), "?", b"\xff"),
    "long keys above many values": lambda size: (
        L + deep_long_keys("json", 12)(size).replace('"schema": 2', '"type": "place"')
    ),
}
CSV: dict[str, Callable[[int], Made]] = {
    "short rows": times("a\n", head="id,note\n"),
    "long rows": times("a,b,c,d\n", head="id,note\n"),
    "one long row": times("a,", head="id,note\n"),
    "headings": times("a{n},", head="id,"),
    "equal headings": times("note,", head="id,"),
    "an open quotation mark": times('""', head='id,note\n"'),
    "quotation marks": times('"",', head="id,note\n"),
    "quotation marks within cells": times('a"b,', head="id,note\n"),
    "line ends": times("\r", head="id,note\n"),
    "empty cells": times(",\n", head="id,note\n"),
    "values of a cell": times("a;", head="id,citations\nb,"),
    "separators of a cell": times(";;", head="id,citations\nb,"),
    "equal identifiers": times("a,b\n", head="id,note\n"),
    "malformed identifiers": times("?{n},b\n", head="id,note\n"),
    "invalid citations": times("a{n},#\n", head="id,citations\n"),
    "unknown sources": times("a{n},b{n}\n", head="id,citations\n"),
}
PARTS: dict[str, Callable[[int], Made]] = {
    "parts of nothing": times("a{n},b\n", head="place,text\n"),
    "misspelt parts of nothing": times("abcdefghijk{n}lmnopqrstu,b\n", head="place,text\n"),
}
DRAFTS: dict[str, Callable[[int], Made]] = {
    "nested arrays": nested("[", "", "]"),
    "empty records": times("{},", head='{"places":[', tail="{}]}"),
    "unknown keys": times('"a{n}":1,', head="{", tail='"a":1}'),
    "unknown keys of a record": times('"a{n}":1,', head='{"places":[{', tail='"a":1}]}'),
    "empty quotes": times("{},", head='{"places":[{"id":"a","quotes":[', tail="{}]}]}"),
    "absent quotes": times(
        '{"quote":"Nothing was sung {n}"},', head='{"places":[{"id":"a","quotes":[', tail="{}]}]}"
    ),
    "one quote": times(
        '{"quote":"They met"},',
        head='{"places":[{"id":"a","quotes":[',
        tail='{"quote":"Vell"}]}]}',
    ),
    "a long quote": times(
        "They met ", head='{"places":[{"id":"a","quotes":[{"quote":"', tail='"}]}]}'
    ),
    "a quote of ellipses": times(
        "they … ", head='{"places":[{"id":"a","quotes":[{"quote":"', tail='"}]}]}'
    ),
}
QUOTED = {
    "a dotted key": TOML["a dotted key"],
    "nested arrays": TOML["an array of arrays"],
    "quotes": times('{quote="a{n}"},', head=H + '[[places]]\nid="a"\ncitations=[', tail="]"),
    "quotes within quotes": nested(
        '{quote="a",within=', "'p1'", "}", head=H + '[[places]]\nid="a"\ncitations=['
    ),
    "long keys above many values": TOML["long keys above many values"],
    "keys that need a parser": times('"a{n}" . b = 1\n', head=H),
}

FILE_ATTACKS: dict[str, Attack] = {
    f"{label}: {name}": (build, work)
    for label, pieces, work in (
        ("toml", TOML, parsing("toml")),
        ("json", JSON, parsing("json")),
        ("jsonl", LINES, parsing("jsonl")),
        ("csv", CSV, reading("places.csv")),
        ("csv parts", PARTS, reading("place_names.csv")),
        ("draft", DRAFTS, checking),
        ("quoted file", QUOTED, quoting),
    )
    for name, build in pieces.items()
}
