"""Where the values of a TOML text stand."""

import functools
import re
import tomllib
from collections.abc import Iterator
from typing import Final

from karabakh.io._plain_values import as_object

__all__ = ["Keys", "value_spans"]

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
    return _Scanner(text).spans()


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

    def spans(self) -> Iterator[tuple[Keys, int, int]]:
        table: Keys = ()
        while self._at < len(self._tokens):
            if self._is_next("["):
                table = self._header()
            elif self._tokens[self._at][0] == "break":
                self._at += 1
            else:
                yield from self._value(table + self._key("="))

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

    def _value(self, path: Keys) -> Iterator[tuple[Keys, int, int]]:
        """Yield the values within a value, and it."""
        start = self._tokens[self._at][1]
        if self._is_next("[") or self._is_next("{"):
            is_array = self._is_next("[")
            self._at += 1
            number = 0
            while not self._is_next("]" if is_array else "}"):
                if self._is_next(",") or self._tokens[self._at][0] == "break":
                    self._at += 1
                elif is_array:
                    yield from self._value((*path, number))
                    number += 1
                else:
                    yield from self._value(path + self._key("="))
            self._at += 1
        else:  # one text, or the pieces of a date with a blank
            self._at += 1
            while self._at < len(self._tokens) and self._tokens[self._at][0] in {"text", "bare"}:
                self._at += 1
        yield path, start, self._tokens[self._at - 1][2]

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
