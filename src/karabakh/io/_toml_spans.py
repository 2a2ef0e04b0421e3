"""Where the tables, keys and values of a TOML text stand."""

import functools
import re
import tomllib
from array import array
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from karabakh.io._file_errors import steps_to
from karabakh.io._limits import DEEPEST
from karabakh.io._plain_values import as_object

__all__ = ["Keys", "has_deep_key", "places", "value_spans"]

Keys = tuple[str | int, ...]
"""The keys and indices that lead to a value."""

_TOKEN: Final = re.compile(
    r'(?P<text>"""(?:\\.|[^"\\]|"(?!""))*+"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*+"|\'[^\'\n]*+\')'
    r"|(?P<skipped>[ \t\r]+|#[^\n]*)|(?P<break>\n)|(?P<sign>[\[\]{},=])"
    r"|(?P<bare>[^\s\"'#\[\]{},=]+)",
    re.DOTALL,
)
_TEXT, _SKIPPED, _BREAK, _SIGN, _BARE = _TOKEN.groupindex.values()
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


def places(text: str, wanted: Iterable[str]) -> dict[str, int]:
    r"""Return where keys, elements and headers of tables begin, by their pointers.

    Args:
        text: A text that `tomllib` reads.
        wanted: The pointers; where they and what they lead through begins is returned.

    >>> from karabakh.io._toml_spans import places
    >>> places('[[actors]]\nid = "a"\ncitations = ["b", "c"]', ["/actors/0/citations/1"])
    {'/actors': 0, '/actors/0': 0, '/actors/0/citations': 20, '/actors/0/citations/1': 38}
    """
    pointers = steps_to(wanted)
    found: dict[str, int] = {}
    for span in _Scanner(text).spans():
        path = tuple(map(str, span.keys))
        # Dotted keys and headers begin what they lead through, unless it has begun before.
        for depth in range(1, len(path) + 1):
            if (where := pointers.get(path[:depth])) is None:
                break
            found[where] = min(found.get(where, span.key_start), span.key_start)
    return found


_DOTTED: Final = re.compile(
    rf"""(?<![\w-])(?:(?:[\w-]++|"(?:\\.|[^"\\\n])*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){{{DEEPEST}}}"""
)


def has_deep_key(text: str) -> bool:
    r"""Return whether a key of a TOML text has more parts than any dataset needs.

    >>> from karabakh.io._toml_spans import has_deep_key
    >>> has_deep_key("a." * 20 + "b = 1"), has_deep_key(f"a = '{'b.' * 20}'")
    (True, False)
    """
    if not _DOTTED.search(text):
        return False
    dots = 0
    for match in _TOKEN.finditer(text):
        if match["bare"]:
            dots += match["bare"].count(".")
        elif match["sign"] or match["break"]:
            dots = 0
        if dots >= DEEPEST:
            return True
    return False


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
        # In arrays, since a list of tuples would take a hundred times the text.
        self._kinds, self._starts, self._ends = bytearray(), array("I"), array("I")
        for match in _TOKEN.finditer(text):
            if (kind := match.lastindex or 0) != _SKIPPED:
                self._kinds.append(kind)
                self._starts.append(match.start())
                self._ends.append(match.end())
        self._at = 0
        self._counts: dict[Keys, int] = {}
        """The number of the last element of each array of tables."""

    def spans(self) -> Iterator[_Span]:
        table: Keys = ()
        while self._at < len(self._kinds):
            start = self._starts[self._at]
            if self._is_next("["):
                table = self._header()
                yield _Span(table, start, start, self._ends[self._at - 1], is_header=True)
            elif self._kinds[self._at] == _BREAK:
                self._at += 1
            else:
                yield from self._value(table + self._key("="), start)

    def _header(self) -> Keys:
        """Return the path of a table, behind its header."""
        start = self._starts[self._at]
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
        start = self._starts[self._at]
        while not self._is_next(end):
            self._at += 1
        text = self._text[start : self._starts[self._at]]
        self._at += 1
        return _keys(text.strip())

    def _value(self, path: Keys, key_start: int) -> Iterator[_Span]:
        """Yield the values within a value, and it."""
        start = self._starts[self._at]
        if self._is_next("[") or self._is_next("{"):
            is_array = self._is_next("[")
            self._at += 1
            number = 0
            while not self._is_next("]" if is_array else "}"):
                inner_start = self._starts[self._at]
                if self._is_next(",") or self._kinds[self._at] == _BREAK:
                    self._at += 1
                elif is_array:
                    yield from self._value((*path, number), inner_start)
                    number += 1
                else:
                    yield from self._value(path + self._key("="), inner_start)
            self._at += 1
        else:  # one text, or the pieces of a date with a blank
            self._at += 1
            while self._at < len(self._kinds) and self._kinds[self._at] in {_TEXT, _BARE}:
                self._at += 1
        yield _Span(path, key_start, start, self._ends[self._at - 1])

    def _is_next(self, sign: str) -> bool:
        return self._kinds[self._at] == _SIGN and self._text[self._starts[self._at]] == sign


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
