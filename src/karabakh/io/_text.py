"""What is asked of the bytes of any format before they are parsed."""

import codecs
from typing import Final

from karabakh.io._codes import fault
from karabakh.io._reading import Reading

__all__ = ["check_bytes", "to_bytes"]

_MARKS: Final = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
_GZIP: Final = b"\x1f\x8b"


def to_bytes(content: str | bytes, reading: Reading) -> bytes:
    """Give content as UTF-8, whether it came as text or as bytes.

    Raises:
        TypeError: it is neither; a path is not read.
        LoadError: the text has half of a surrogate pair, which can't be written as UTF-8.
    """
    if isinstance(content, (bytes, bytearray, memoryview)):
        return bytes(content)
    if not isinstance(content, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TypeError(f"give the content as str or bytes, not {type(content).__name__}")
    try:
        return content.encode()
    except UnicodeEncodeError as error:
        before = content[: error.start]
        finding = fault(
            "KB009",
            f"{content[error.start]!r} is half of a surrogate pair and no character",
            line=before.count("\n") + 1,
            column=error.start - before.rfind("\n"),
            hint="write the character itself",
        )
        raise reading.failure(finding) from None


def check_bytes(content: bytes, reading: Reading) -> bytes:
    """Check that there is text at all, and in UTF-8 as far as its beginning tells.

    Returns:
        The bytes, with blanks for a byte order mark, so that all places stay.

    Raises:
        LoadError: it is empty, or in another encoding.
    """
    for mark, name in _MARKS.items():
        if content.startswith(mark):
            raise reading.failure(fault("KB004", f"{name}, not UTF-8", hint="save it as UTF-8"))
    if content.startswith(_GZIP):
        hint = "end its name in .gz, or give the format with .gz"
        raise reading.failure(fault("KB004", "compressed with gzip, not text", hint=hint))
    if content.startswith(codecs.BOM_UTF8):
        finding = fault(
            "KB005",
            "begins with a byte order mark",
            line=1,
            column=1,
            hint="save it as UTF-8 without BOM",
        )
        reading.findings.append(finding)
        content = content.replace(codecs.BOM_UTF8, b"   ", 1)
    if not content or content.isspace():
        raise reading.failure(fault("KB008", "empty", hint='write at least the key "schema"'))
    return content
