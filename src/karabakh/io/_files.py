"""Bytes from files, within limits, and bytes into files, whole or not at all."""

import contextlib
import gzip
import io
import os
import stat
import zlib
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import IO, Final

from karabakh.errors import LoadError
from karabakh.findings import Finding
from karabakh.io._codes import fault

__all__ = ["MAX_BYTES", "lines_of", "read_bytes", "replacing"]

MAX_BYTES: Final = 2**30
"""How many bytes of a file are read unless more are allowed: one gibibyte, unpacked."""

_CHUNK: Final = 2**20


@contextlib.contextmanager
def _opened(path: Path, *, is_packed: bool) -> Generator[IO[bytes]]:
    """Open a file for reading, unpacked; what goes wrong while it is read is a `LoadError`."""
    try:
        with path.open("rb") as stream:
            if is_packed:
                with gzip.GzipFile(fileobj=stream) as unpacked:
                    yield io.BufferedReader(unpacked)
            else:
                yield stream
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        finding = fault(
            "KB003",
            f"damaged or cut-off gzip: {error}",
            hint="get the file again, or take .gz off its name if it is not compressed",
        )
        raise LoadError(source=str(path), findings=[finding]) from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        finding = fault("KB001", f"can't be read: {reason}", hint="check the path")
        raise LoadError(source=str(path), findings=[finding]) from None


def read_bytes(path: Path, *, is_packed: bool, max_bytes: int) -> bytes:
    """Read a whole file.

    Raises:
        LoadError: it can't be read, is damaged, or has or unpacks to more than `max_bytes`.
    """
    with _opened(path, is_packed=is_packed) as stream:
        gathered = io.BytesIO()
        while chunk := stream.read(_CHUNK):
            if gathered.tell() + len(chunk) > max_bytes:
                raise LoadError(source=str(path), findings=[_too_large(max_bytes)])
            gathered.write(chunk)
    return gathered.getvalue()


def lines_of(path: Path, *, is_packed: bool, max_bytes: int, max_line: int) -> Iterator[bytes]:
    """Go through the lines of a file, with no more than one of them in memory.

    Raises:
        LoadError: the file can't be read, is damaged, or has more bytes than allowed.
    """
    total = 0
    with _opened(path, is_packed=is_packed) as stream:
        while line := stream.readline(max_line + 1):
            total += len(line)
            if len(line) > max_line or total > max_bytes:
                limit = max_line if len(line) > max_line else max_bytes
                raise LoadError(source=str(path), findings=[_too_large(limit)])
            yield line


def _too_large(max_bytes: int) -> Finding:
    """Make the finding for a file, or a line, over the limit."""
    return fault(
        "KB002",
        f"more than {max_bytes} bytes",
        expected=f"at most {max_bytes} bytes",
        hint="if the size is right, allow more with max_bytes=…",
    )


@contextlib.contextmanager
def replacing(path: Path, *, is_packed: bool) -> Generator[IO[bytes]]:
    """Open a file for writing so that it is replaced as a whole when all is written.

    The bytes go into a temporary file beside it, which is forced to the disk and takes
    its place at the end; then the folder is forced to the disk, too. Whenever the program
    or the machine stops, there is the old file or the new one. An error leaves the old one
    and takes the temporary file away; only a kill can leave that behind.

    The permissions of a file that is replaced are kept, and links are followed.
    """
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".{target.name}.{os.urandom(8).hex()}.tmp")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
    except OSError as error:  # of a file that nobody has named
        raise OSError(error.errno, error.strerror, str(path)) from error
    try:
        with open(descriptor, "wb") as stream:  # noqa: PTH123 (a descriptor has no path)
            _keep_permissions(target, temporary)
            if is_packed:
                # No name and no time inside, so that the same data always give the same bytes.
                with gzip.GzipFile(filename="", mode="wb", fileobj=stream, mtime=0) as packed:
                    yield packed  # type: ignore[misc]  # it is written to like any stream
            else:
                yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


_BINARY: Final = getattr(os, "O_BINARY", 0)


def _keep_permissions(target: Path, temporary: Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        temporary.chmod(stat.S_IMODE(target.stat().st_mode))


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return  # elsewhere a folder can't be opened, and the system keeps the order itself
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
