"""The fast path: from raw JSON elements to records, strictly, without explanations."""

from collections.abc import Callable, Sequence
from typing import Any, Final

import msgspec

from karabakh.io._twins import key_twin
from karabakh.model import Citation, Code, When

__all__ = ["REFUSALS", "Values", "decoder"]

REFUSALS: Final = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
"""What msgspec raises for input that it does not take."""

_PARSERS: Final[dict[type, Callable[[str], Any]]] = {
    When: When,
    Citation: Citation.parse,
    Code: Code.parse,
}


class Values:
    """Reads values with a text form, each text only once: equal values become one object."""

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
            value = known[text] = _PARSERS[kind](text)
            return value


def decoder(kind: type, values: Values, tag: str | None = None) -> Callable[[Any], Any]:
    """Make a function that decodes one element, or raises one of `REFUSALS` or ValueError."""
    read_keys = msgspec.json.Decoder(key_twin(kind, tag)).decode
    make = msgspec.json.Decoder(kind, dec_hook=values.hook).decode

    def decode(raw: Any) -> Any:  # noqa: ANN401
        read_keys(raw)
        return make(raw)

    return decode
