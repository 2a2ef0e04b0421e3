"""Where the tables, keys and values of a TOML text stand."""

import functools
import re
import tomllib
from collections.abc import Iterator
from typing import Final, NamedTuple

from karabakh.io._file_errors import pointer
from karabakh.io._plain_values import as_object

__all__ = ["Keys", "places", "value_spans"]

Keys = tuple[str | int, ...]
"""The keys and indices that lead to a value."""

_TOKEN: Final = re.compile(
    r'(?P<text>"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\')'
    r"|(?P<skipped>[ \t\r]+|#[^\n]*)|(?P<break>\n)|(?P<sign>[\[\]{},=])"
    r"|(?P<bare>[^\s\"'#\[\]{},=]+)",
    re.DOTALL,
)
_match_bare_keys = re.compile(r"[\w-]+(?:[ \t]*\.[ \t]*[\w-]+)*").fullmatch


def value_spans(text: str) -> Iterator[tuple[Keys, int, int]]:
    r"""Yield each value of a TOML text: its path, and where it begins and ends.

    Args:
        text: A text that `tomllib` reads.

    >>> from karabakh.io._toml_spans import value_spans
    >>> text = '[[actors]]\nid = "a"\ncitations = [{ quote = "b" }]'
    >>> for path, start, end in value_spans(text):
    ...     print(path, text[start:end])
    ('actors', 0, 'id') "a"
    ('actors', 0, 'citations', 0, 'quote') "b"
    ('actors', 0, 'citations', 0) { quote = "b" }
    ('actors', 0, 'citations') [{ quote = "b" }]
    """
    for span in _Scanner(text).spans():
        if not span.is_header:
            yield span.keys, span.start, span.end


def places(text: str) -> dict[str, int]:
    r"""Return where keys, elements and headers of tables begin, by their pointers.

    Args:
        text: A text that `tomllib` reads.

    >>> from karabakh.io._toml_spans import places
    >>> places('[[actors]]\nid = "a"\ncitations = ["b", "c"]')["/actors/0/citations/1"]
    38
    """
    found: dict[str, int] = {}
    for span in sorted(_Scanner(text).spans(), key=lambda span: span.key_start):
        # Dotted keys and headers begin what they lead through, unless it has begun before.
        for depth in range(1, len(span.keys) + 1):
            found.setdefault(pointer(*span.keys[:depth]), span.key_start)
    return found


class _Span(NamedTuple):
    """A value, or the header of a table."""

    keys: Keys
    key_start: int
    """Where its key begins; of an element or header, where it begins itself."""
    start: int
    end: int
    is_header: bool = False


class _Scanner:
    """Reads a text token by token; it is known to be well-formed."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = [
            (match.lastgroup, match.start(), match.end())
            for match in _TOKEN.finditer(text)
            if match.lastgroup != "skipped"
        ]
        self._at = 0
        self._counts: dict[Keys, int] = {}
        """The number of the last element of each array of tables."""

    def spans(self) -> Iterator[_Span]:
        table: Keys = ()
        while self._at < len(self._tokens):
            start = self._tokens[self._at][1]
            if self._is_next("["):
                table = self._header()
                yield _Span(table, start, start, self._tokens[self._at - 1][2], is_header=True)
            elif self._tokens[self._at][0] == "break":
                self._at += 1
            else:
                yield from self._value(table + self._key("="), start)

    def _header(self) -> Keys:
        """Return the path of a table, behind its header."""
        start = self._tokens[self._at][1]
        is_element = self._text.startswith("[[", start)
        self._at += 2 if is_element else 1
        *parents, last = self._key("]")
        self._at += is_element
        path: Keys = ()
        for name in parents:
            path += (name,)
            path += (self._counts[path],) if path in self._counts else ()
        path += (last,)
        if is_element:
            self._counts[path] = self._counts.get(path, -1) + 1
            path += (self._counts[path],)
        return path

    def _key(self, end: str) -> Keys:
        """Return a dotted key, behind the sign at its end."""
        start = self._tokens[self._at][1]
        while not self._is_next(end):
            self._at += 1
        text = self._text[start : self._tokens[self._at][1]]
        self._at += 1
        return _keys(text.strip())

    def _value(self, path: Keys, key_start: int) -> Iterator[_Span]:
        """Yield the values within a value, and it."""
        start = self._tokens[self._at][1]
        if self._is_next("[") or self._is_next("{"):
            is_array = self._is_next("[")
            self._at += 1
            number = 0
            while not self._is_next("]" if is_array else "}"):
                inner_start = self._tokens[self._at][1]
                if self._is_next(",") or self._tokens[self._at][0] == "break":
                    self._at += 1
                elif is_array:
                    yield from self._value((*path, number), inner_start)
                    number += 1
                else:
                    yield from self._value(path + self._key("="), inner_start)
            self._at += 1
        else:  # one text, or the pieces of a date with a blank
            self._at += 1
            while self._at < len(self._tokens) and self._tokens[self._at][0] in {"text", "bare"}:
                self._at += 1
        yield _Span(path, key_start, start, self._tokens[self._at - 1][2])

    def _is_next(self, sign: str) -> bool:
        kind, start, _ = self._tokens[self._at]
        return kind == "sign" and self._text[start] == sign


@functools.lru_cache(1_000)
def _keys(text: str) -> Keys:
    """Return the parts of a dotted key."""
    if _match_bare_keys(text) and text.isascii():
        return tuple(part.strip() for part in text.split("."))
    path: Keys = ()
    table = as_object(tomllib.loads(f"{text} = 0"))
    while table is not None:
        ((name, value),) = table.items()
        path += (name,)
        table = as_object(value)
    return path
