"""Reading the text of a document from a file."""

import codecs
from functools import partial
from pathlib import Path
from typing import Final

from karabakh._shown import shown
from karabakh._wrong_type import require_type
from karabakh.errors import DocumentError

__all__ = ["MAX_BYTES", "PATH_HINT", "decoded", "read_bytes"]

MAX_BYTES: Final = 64 * 1024 * 1024
"""How large a document may be unless the caller says otherwise: 64 MiB."""

_CHUNK: Final = 2**20

_MARKS: Final = {  # the longer ones first: they begin with the shorter
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}

PATH_HINT: Final = "pass the path of a readable text file"


def read_bytes(path: Path, name: str, max_bytes: int) -> bytes:
    """Return the bytes of a file, or raise DocumentError."""
    require_type("max_bytes", max_bytes, int)
    data = bytearray()
    try:
        with path.open("rb") as file:
            # In chunks: Python reserves memory for all bytes that it is to read at once.
            for chunk in iter(partial(file.read, _CHUNK), b""):
                data += chunk
                if len(data) > max_bytes:
                    break
    except (OSError, ValueError) as error:  # `ValueError` for a path that can be none
        reason = getattr(error, "strerror", None) or error
        raise DocumentError(
            document=name,
            reason=f"can't be read: {reason}",
            hint=PATH_HINT,
        ) from error
    if len(data) > max_bytes:
        raise DocumentError(
            document=name,
            reason=f"is larger than {max_bytes} bytes",
            hint="pass a larger max_bytes",
        )
    return bytes(data)


def decoded(data: bytes, encoding: str, name: str) -> str:
    """Return bytes as text, or raise DocumentError."""
    try:
        return data.decode(encoding)
    except UnicodeError as error:
        if isinstance(error, UnicodeDecodeError):
            reason = f"is not {encoding}: byte 0x{data[error.start]:02x} at {error.start}"
        else:
            reason = f"can't be read as {encoding}: {error}"
        raise DocumentError(
            document=name,
            reason=reason,
            hint=f"pass its encoding, such as encoding={_likely_encoding(data)!r}",
        ) from error
    except LookupError:
        reason = f"unknown text encoding {shown(encoding)}"
        raise LookupError(f"{reason}; use one such as 'utf-8' or 'cp1252'") from None


def _likely_encoding(data: bytes) -> str:
    """Return an encoding to try, of those that most texts are in."""
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return encoding
    try:
        data.decode()
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
