"""The fast path: from raw JSON elements to records, strictly, without explanations."""

from collections.abc import Callable, Iterator
from typing import Any, Final

import msgspec

from karabakh.io._twins import key_twin
from karabakh.model import COLLECTIONS, Citation, Code, When

__all__ = [
    "KINDS",
    "REFUSALS",
    "LineReader",
    "RepeatedKey",
    "Values",
    "element_reader",
    "repeated_keys",
]


class RepeatedKey(ValueError):  # noqa: N818 (it is no error of the library's, only a signal)
    """An object has a key twice."""


REFUSALS: Final = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, RepeatedKey)
"""What the fast path raises for input that it does not take."""

_PARSERS: Final[dict[type, Callable[[str], Any]]] = {
    When: When,
    Citation: Citation.parse,
    Code: Code.parse,
}

_MOST_KNOWN: Final = 50_000
"""How many texts of a kind are remembered: enough for all that repeat, and no burden."""


class Values:
    """Reads values with a text form; texts that repeat become one object."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: dict[type, dict[str, Any]] = {kind: {} for kind in _PARSERS}

    def hook(self, kind: type, text: Any) -> Any:  # noqa: ANN401 (as msgspec calls it)
        """Make the value that a text stands for.

        Raises:
            ValueError: the text stands for none.
            TypeError: it is no text.
        """
        known = self._known[kind]
        try:
            return known[text]
        except KeyError:
            if len(known) >= _MOST_KNOWN:
                known.clear()
            value = known[text] = _PARSERS[kind](text)
            return value


Raw = msgspec.Raw | bytes


def element_reader(kind: type, values: Values) -> Callable[[Raw], Any]:
    """Give a function that makes a record of one raw JSON element, or raises one of `REFUSALS`.

    Every element is read twice: for its keys, which is cheap, and for the record.
    """
    read_keys = msgspec.json.Decoder(key_twin(kind)).decode
    make = msgspec.json.Decoder(kind, dec_hook=values.hook).decode

    def read(raw: Raw) -> Any:  # noqa: ANN401
        _check_length(raw, read_keys(raw), read_keys)
        return make(raw)

    return read


KINDS: Final[dict[str, type]] = {kind.__name__.lower(): kind for kind in COLLECTIONS.values()}
"""The classes of records by what a line of JSON Lines calls them."""


class LineReader:
    """Makes records of lines, each an object that says its kind under the key ``"type"``."""

    def __init__(self, values: Values) -> None:
        twins = {key_twin(kind, name): kind for name, kind in KINDS.items()}
        union: Any = None
        for twin in twins:
            union = twin if union is None else union | twin
        self._read_keys = msgspec.json.Decoder(union).decode
        self._make = {
            twin: msgspec.json.Decoder(kind, dec_hook=values.hook).decode
            for twin, kind in twins.items()
        }

    def read(self, line: bytes) -> Any:  # noqa: ANN401
        """Make the record of a line, or raise one of `REFUSALS`."""
        keys = self._read_keys(line)
        _check_length(line, keys, self._read_keys)
        return self._make[type(keys)](line)


_encode: Final = msgspec.json.Encoder().encode


def _check_length(raw: Raw, keys: Any, read_keys: Callable[[bytes], Any]) -> None:  # noqa: ANN401
    """Refuse an object with a key twice.

    The twin keeps one value for each key, as it was written, and is written again in the
    shortest way. What was read can only be longer, and only for blanks between the tokens,
    for letters of keys that are escaped, or for keys that come twice. So where there are
    blanks they are taken out first; escaped keys are so rare that they are compared in full.
    """
    if len(_encode(keys)) == len(raw):  # type: ignore[arg-type]
        return
    shortest = msgspec.json.format(bytes(raw), indent=-1)
    if len(_encode(read_keys(shortest))) != len(shortest) and any(repeated_keys(shortest)):
        raise RepeatedKey


def repeated_keys(text: bytes) -> Iterator[tuple[tuple[str | int, ...], int]]:
    """Find the keys that come twice in an object of well-formed JSON, with their places."""
    from karabakh.io._scan import tokens  # noqa: PLC0415 (only for files with something wrong)

    seen: dict[tuple[str | int, ...], set[str | int]] = {}
    for token in tokens(text):
        if not token.is_key:
            seen[token.path] = set()  # a value of a key that came before, or its first
            continue
        *owner, key = token.path
        keys = seen[tuple(owner)]
        if key in keys:
            yield token.path, token.start
        keys.add(key)
