"""Bytes of files, within limits."""

import contextlib
import errno
import gzip
import io
import os
import stat
import sys
import zlib
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import IO, Final

from karabakh.errors import LoadError
from karabakh.findings import Finding
from karabakh.io._file_errors import file_error

__all__ = ["lines_of", "read_bytes"]

_CHUNK: Final = 2**20


@contextlib.contextmanager
def _opened(path: Path, *, is_packed: bool) -> Generator[IO[bytes]]:
    """Open a file for reading, unpacked; any problem is raised as LoadError."""
    try:
        with path.open("rb") as stream:
            _check_end(stream)
            if is_packed:
                with gzip.GzipFile(fileobj=stream) as unpacked:
                    yield io.BufferedReader(unpacked)
            else:
                yield stream
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        finding = file_error(
            "KB003",
            f"damaged or cut-off gzip: {error}",
            hint="get the file again, or remove .gz from its name if it is not compressed",
        )
        raise LoadError(source=str(path), findings=[finding]) from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        finding = file_error("KB001", f"can't be read: {reason}", hint="check the path")
        raise LoadError(source=str(path), findings=[finding]) from None


def _check_end(stream: IO[bytes]) -> None:
    """Raise OSError if a stream may have no end, as a device other than a terminal."""
    if stat.S_ISCHR(os.fstat(stream.fileno()).st_mode) and not stream.isatty():
        raise OSError(errno.ENOTSUP, "Is a device")


def read_bytes(path: Path, *, is_packed: bool, max_bytes: int) -> bytes:
    """Read a whole file.

    Raises:
        LoadError: If it can't be read, is damaged, or has more than `max_bytes`, unpacked.
    """
    with _opened(path, is_packed=is_packed) as stream:
        gathered = io.BytesIO()
        while chunk := stream.read(_CHUNK):
            if gathered.tell() + len(chunk) > max_bytes:
                raise LoadError(source=str(path), findings=[_too_large(max_bytes)])
            gathered.write(chunk)
    return gathered.getvalue()


def lines_of(path: Path, *, is_packed: bool, max_bytes: int, max_line: int) -> Iterator[bytes]:
    """Yield the lines of a file, with no more than one of them in memory.

    Raises:
        LoadError: If the file can't be read, is damaged, or has more bytes than allowed.
    """
    total = number = 0
    with _opened(path, is_packed=is_packed) as stream:
        while line := stream.readline(min(max_line, sys.maxsize - 1) + 1):
            number += 1
            total += len(line)
            if total > max_bytes:
                raise LoadError(source=str(path), findings=[_too_large(max_bytes)])
            if len(line) > max_line:
                raise LoadError(source=str(path), findings=[_too_long(number, max_line)])
            yield line


def _too_long(line: int, max_line: int) -> Finding:
    """Return the finding for a line over the limit of those that are read one by one."""
    return file_error(
        "KB002",
        f"line of more than {max_line} bytes",
        expected=f"at most {max_line} bytes",
        line=line,
        hint="read the file as a whole, with karabakh.read()",
    )


def _too_large(max_bytes: int) -> Finding:
    """Return the finding for a file over the limit."""
    return file_error(
        "KB002",
        f"more than {max_bytes} bytes",
        expected=f"at most {max_bytes} bytes",
        hint="if the size is right, raise the limit with max_bytes=…",
    )
