"""The fast path: from raw JSON elements to records, strictly, without explanations."""

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any, Final

import msgspec

from karabakh.io._makers import Values, record_maker
from karabakh.io._twins import key_twin, typed_twin
from karabakh.model import COLLECTIONS, Cited

__all__ = [
    "KINDS",
    "REFUSALS",
    "ElementReader",
    "LineReader",
    "Raw",
    "RepeatedKey",
    "repeated_keys",
]


class RepeatedKey(ValueError):  # noqa: N818 (it is no error of the library's, only a signal)
    """An object has a key twice."""


REFUSALS: Final = (msgspec.MsgspecError, RecursionError, ValueError)
"""What the fast path raises for input that it does not take."""

Raw = msgspec.Raw | bytes


_AT_ONCE: Final = 100
"""How many elements are read together: enough to be fast."""


class ElementReader:
    """Makes records of the elements of a collection, as raw JSON.

    Args:
        kind: the class of the records.
        values: reads the texts in them.
    """

    def __init__(self, kind: type, values: Values) -> None:
        self._read_twins = _decoder_of_array(typed_twin(kind))
        self._kind = kind
        self._make = record_maker(kind, values)
        self._read_citations = values.read_citations if issubclass(kind, Cited) else None

    @functools.cached_property
    def _read_keys(self) -> Callable[[Raw], list[Any]]:
        return _decoder_of_array(key_twin(self._kind))  # seldom needed

    def read_all(self, elements: Sequence[Raw]) -> list[Any]:
        """Give the records of elements; none stands for one that is refused."""
        records: list[Any] = []
        for start in range(0, len(elements), _AT_ONCE):
            records += self._read_some(elements[start : start + _AT_ONCE])
        return records

    def _read_some(self, elements: Sequence[Raw]) -> list[Any]:
        try:
            return self._read_together(elements)
        except REFUSALS:
            if len(elements) == 1:
                return [None]
            # By halves: it takes a few steps to find what is wrong among many.
            middle = len(elements) // 2
            return [*self._read_some(elements[:middle]), *self._read_some(elements[middle:])]

    def _read_together(self, elements: Sequence[Raw]) -> list[Any]:
        array = b"[%b]" % b",".join(elements)
        twins = self._read_twins(array)
        if len(_encode(twins)) != len(array) and _has_repeated_keys(array, self._read_keys):
            raise RepeatedKey
        if self._read_citations is not None:
            self._read_citations([*chain.from_iterable(map(_CITATIONS, twins))])
        return list(map(self._make, twins))


_CITATIONS: Final = attrgetter("citations")

KINDS: Final[dict[str, type]] = {kind.__name__.lower(): kind for kind in COLLECTIONS.values()}
"""The classes of records by what a line of JSON Lines calls them."""


class LineReader:
    """Makes records of lines, each an object that says its kind under the key ``"type"``."""

    def __init__(self, values: Values) -> None:
        twins = {typed_twin(kind, name): kind for name, kind in KINDS.items()}
        self._read_twin = _decoder_of_any(twins)
        self._read_keys = _decoder_of_any(key_twin(kind, name) for name, kind in KINDS.items())
        self._make = {twin: record_maker(kind, values) for twin, kind in twins.items()}

    def read(self, line: bytes) -> Any:  # noqa: ANN401
        """Make the record of a line, or raise one of `REFUSALS`."""
        twin = self._read_twin(line)
        if len(_encode(twin)) != len(line) and _has_repeated_keys(line, self._read_keys):
            raise RepeatedKey
        return self._make[type(twin)](twin)


def _decoder_of_array(twin: Any) -> Callable[[Raw], list[Any]]:  # noqa: ANN401 (a type)
    return msgspec.json.Decoder(list[twin]).decode


def _decoder_of_any(twins: Iterable[Any]) -> Callable[[Raw], Any]:
    union, *others = twins
    for twin in others:
        union |= twin
    return msgspec.json.Decoder(union).decode


_encode: Final = msgspec.json.Encoder().encode


def _has_repeated_keys(raw: Raw, read_keys: Callable[[Raw], Any]) -> bool:
    """Tell whether an object has a key twice, of one or several that are written in `raw`.

    A twin keeps one value for each key and is written again in the shortest way. What was read
    can only be longer. Where it is, the keys are read alone, to keep values as they were
    written, such as a default; then the blanks between the tokens are taken out. What is
    left are letters of keys that are escaped, or keys that come twice.
    """
    if len(_encode(read_keys(raw))) == len(raw):
        return False
    shortest = msgspec.json.format(bytes(raw), indent=-1)
    return len(_encode(read_keys(shortest))) != len(shortest) and any(repeated_keys(shortest))


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
