"""Files and folders that are replaced as a whole or not at all."""

import contextlib
import gzip
import os
import shutil
import stat
from collections.abc import Callable, Collection, Generator, Iterable
from pathlib import Path
from typing import IO, Final

__all__ = ["replacing", "replacing_folder"]


@contextlib.contextmanager
def replacing(path: Path, *, is_packed: bool) -> Generator[IO[bytes]]:
    """Open a file for writing, and replace it as a whole when all is written.

    The bytes go into a temporary file in the same folder, which is forced to the disk and
    renamed at the end; then the folder is forced to the disk, too. Whenever the program
    or the machine stops, there is the old file or the new one. An error leaves the old
    file and removes the temporary one; only a kill can leave that behind.

    The permissions of the old file are kept, and links are followed.

    Args:
        path: The file.
        is_packed: Whether to compress it with gzip.
    """
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".{target.name}.{os.urandom(8).hex()}.tmp")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
    except OSError as error:  # which names the temporary file
        raise OSError(error.errno, error.strerror, str(path)) from error
    try:
        with open(descriptor, "wb") as stream:  # noqa: PTH123 (a descriptor has no path)
            _keep_permissions(target, temporary)
            if is_packed:
                # Without name and time, so that the same data always have the same bytes.
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


@contextlib.contextmanager
def replacing_folder(
    path: Path, own_files: Collection[str]
) -> Generator[Callable[[str, Iterable[bytes]], None]]:
    """Write files into a folder, and replace it as a whole when all are written.

    They go into a temporary folder beside it and are forced to the disk; then the old folder
    is renamed, the new one takes its name, and the old one is removed. Whenever the program or
    the machine stops, the old files or the new ones are there as a whole: between the two
    renamings both are, under hidden names beside the folder.

    Args:
        path: The folder.
        own_files: The names of files that may be replaced.

    Yields:
        A function that writes a file, from its name and its content in chunks.

    Raises:
        FileExistsError: If the folder has other files, which would be lost.
        OSError: If it can't be written.
    """
    target = Path(os.path.realpath(path))
    if target.exists():
        _require_own_files(path, target, own_files)
    temporary, old = (
        target.with_name(f".{target.name}.{os.urandom(8).hex()}.{end}") for end in ("tmp", "old")
    )

    def write(name: str, chunks: Iterable[bytes]) -> None:
        with (temporary / name).open("xb") as stream:
            stream.writelines(chunks)
            stream.flush()
            os.fsync(stream.fileno())

    try:
        temporary.mkdir()
    except OSError as error:  # which names the temporary folder
        raise OSError(error.errno, error.strerror, str(path)) from error
    try:
        yield write
        _sync_folder(temporary)
        if target.exists():
            target.rename(old)
        try:
            temporary.rename(target)
        except BaseException:
            if old.exists():
                old.rename(target)
            raise
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    _sync_folder(target.parent)
    shutil.rmtree(old, ignore_errors=True)


def _require_own_files(path: Path, target: Path, own_files: Collection[str]) -> None:
    if not target.is_dir():
        raise NotADirectoryError(f"path must be a folder, got the file {str(path)!r}")
    foreign = sorted(each.name for each in target.iterdir() if each.name not in own_files)
    if foreign:
        raise FileExistsError(
            f"folder {str(path)!r} must hold nothing but a dataset, got {foreign[0]!r};"
            " use a new folder"
        )
