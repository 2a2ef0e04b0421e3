"""Raw JSON to records, strictly and fast: it is refused without saying why."""

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

import msgspec

from karabakh.io._record_builder import RecordBuilder, ValueCache
from karabakh.io._structs import key_struct, typed_struct
from karabakh.model import COLLECTIONS

__all__ = ["KINDS", "REFUSALS", "Decoder", "Raw", "repeated_keys"]

REFUSALS: Final = (msgspec.MsgspecError, RecursionError, ValueError)
"""What decoding raises for input that is refused."""

Raw = msgspec.Raw | bytes
"""The JSON text of one element."""

KINDS: Final[Mapping[str, type]] = {kind.__name__.lower(): kind for kind in COLLECTIONS.values()}
"""The classes of records by their ``type`` in JSON Lines."""

_BATCH: Final = 100
"""How many elements are decoded together: enough to be fast."""


class Decoder:
    """Decodes elements, each well-formed JSON, into records.

    Args:
        kind: The class of the records. Without it, each element has its kind under the
            key ``"type"``, as in JSON Lines.
        cache: Reads the values.
    """

    def __init__(self, kind: type | None, cache: ValueCache) -> None:
        self._tags: Mapping[str | None, type] = (
            dict(KINDS.items()) if kind is None else {None: kind}
        )
        self._builders = {
            typed_struct(each, tag): RecordBuilder(each, cache) for tag, each in self._tags.items()
        }
        self._read_structs = _array_decoder(self._builders)

    @functools.cached_property
    def _read_keys(self) -> Callable[[Raw], list[Any]]:
        return _array_decoder(key_struct(each, tag) for tag, each in self._tags.items())

    def decode(self, elements: Sequence[Raw]) -> list[Any]:
        """Return the records of elements, with None for each that is refused."""
        records: list[Any] = []
        for start in range(0, len(elements), _BATCH):
            records += self._decode_batch(elements[start : start + _BATCH])
        return records

    def _decode_batch(self, elements: Sequence[Raw]) -> list[Any]:
        try:
            return self._decode_all(elements)
        except REFUSALS:
            if len(elements) == 1:
                return [None]
            middle = len(elements) // 2  # bisect: few steps to an invalid one among many
            return [*self._decode_batch(elements[:middle]), *self._decode_batch(elements[middle:])]

    def _decode_all(self, elements: Sequence[Raw]) -> list[Any]:
        array = b"[%b]" % b",".join(elements)
        structs = self._read_structs(array)
        if len(_encode(structs)) != len(array) and _has_repeated_keys(array, self._read_keys):
            raise ValueError
        records: list[Any] = []
        for kind, run in groupby(structs, type):
            records += self._builders[kind].build([*run])
        return records


def _array_decoder(structs: Iterable[Any]) -> Callable[[Raw], list[Any]]:
    union, *others = structs
    for struct in others:
        union |= struct
    array: Any = list[union]  # type: ignore[valid-type] # a type, at run time
    return msgspec.json.Decoder(array).decode


_encode: Final = msgspec.json.Encoder().encode


def _has_repeated_keys(raw: bytes, read_keys: Callable[[Raw], Any]) -> bool:
    """Return whether an object in `raw` has a key twice.

    A struct keeps one value for each key and is encoded in the shortest way: only where
    the text is longer can a key be repeated. Then the keys are decoded alone, which leaves
    values such as defaults as they were written; then blanks between tokens are removed.
    What still differs has escaped letters in keys, or repeated keys.
    """
    if len(_encode(read_keys(raw))) == len(raw):
        return False
    shortest = msgspec.json.format(raw, indent=-1)
    return len(_encode(read_keys(shortest))) != len(shortest) and any(repeated_keys(shortest))


def repeated_keys(text: bytes) -> Iterator[tuple[str | int, ...]]:
    """Yield the paths of the keys that an object of well-formed JSON has twice."""
    from karabakh.io._tokens import tokens  # noqa: PLC0415 (only for invalid files)

    seen: dict[int, set[str | int]] = {}  # of the object last begun at each depth
    for token in tokens(text):
        depth = len(token.path)
        if not token.is_key:
            seen[depth] = set()
            continue
        keys, key = seen[depth - 1], token.path[-1]
        if key in keys:
            yield token.path
        keys.add(key)
