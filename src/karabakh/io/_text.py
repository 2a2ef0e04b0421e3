"""Checks of the bytes of any format before they are parsed."""

import codecs
from typing import Final

from karabakh._shown import shown
from karabakh.io._builder import DatasetBuilder
from karabakh.io._file_errors import file_error

__all__ = ["check_bytes", "encode_content"]

_MARKS: Final = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
_GZIP: Final = b"\x1f\x8b"


def encode_content(content: str | bytes, builder: DatasetBuilder) -> bytes:
    """Return content in UTF-8, whether it is a str or bytes.

    Raises:
        TypeError: If it is neither, such as a path.
        LoadError: If the text has half of a surrogate pair, which UTF-8 can't encode.
    """
    if isinstance(content, (bytes, bytearray, memoryview)):
        return bytes(content)
    if not isinstance(content, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TypeError(f"text must be str or bytes, got {shown(content)}; use read() for files")
    try:
        return content.encode()
    except UnicodeEncodeError as error:
        before = content[: error.start]
        finding = file_error(
            "KB009",
            f"{content[error.start]!r} is half of a surrogate pair, not a character",
            line=before.count("\n") + 1,
            column=error.start - before.rfind("\n"),
            hint="write the character itself",
        )
        raise builder.failure(finding) from None


def check_bytes(content: bytes, builder: DatasetBuilder) -> bytes:
    """Return content that is not empty and seems to be UTF-8, without byte order mark.

    Blanks replace the mark, so that all positions stay.

    Raises:
        LoadError: If it is empty, or in another encoding.
    """
    for mark, name in _MARKS.items():
        if content.startswith(mark):
            finding = file_error("KB004", f"{name}, not UTF-8", hint="save the file as UTF-8")
            raise builder.failure(finding)
    if content.startswith(_GZIP):
        hint = "end its name in .gz, or pass a format that ends in .gz"
        raise builder.failure(file_error("KB004", "compressed with gzip, not text", hint=hint))
    if content.startswith(codecs.BOM_UTF8):
        finding = file_error(
            "KB005",
            "begins with a byte order mark",
            line=1,
            column=1,
            hint="save the file as UTF-8 without BOM",
        )
        builder.findings.append(finding)
        content = content.replace(codecs.BOM_UTF8, b"   ", 1)
    if not content or content.isspace():
        hint = 'write at least the key "schema"'
        raise builder.failure(file_error("KB008", "file is empty", hint=hint))
    return content
