"""Files and folders that are replaced as a whole or not at all.

A temporary file is locked by its writer, so one that can be locked has been left by a program
that was killed: the next write removes it. Ctrl-C may come between any two calls. So what is
created is closed and removed by calls that Python can't interrupt.
"""

import contextlib
import errno
import os
import re
import stat
import time
import zlib
from collections.abc import Callable, Collection, Mapping
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import IO, Any, Final

from karabakh._access import keep_access

__all__ = ["finish_file", "is_replaced", "replace_file", "replace_folder", "restore_folder"]

_fcntl: Final[Any] = import_module("fcntl") if os.name == "posix" else None
"""The locks of POSIX; where there are none, as on Windows, leftovers stay."""

_DESCRIPTORS: Final = ("/dev/stdout", "/dev/stderr", "/dev/fd/", "/proc/self/fd/")
"""Paths of what is open already, and may be a file of which only a part is ours."""

_NAME_LENGTH: Final = 48
"""How many characters of a name its temporary files have, whose names must not be too long."""

_PAUSES: Final = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
"""Seconds between attempts to replace a file that another program has open on Windows."""

_UNSYNCED: Final = {errno.EACCES, errno.EPERM, errno.EINVAL, errno.ENOTSUP}
"""Errors of folders that can't be read, or can't be forced to the disk."""


def is_replaced(path: Path) -> bool:
    """Return whether a path is a file, or nothing yet: what is replaced as a whole.

    Into devices, pipes and open descriptors, such as ``/dev/stdout``, is written as it comes.

    Raises:
        OSError: If it is a folder, or can't be found out.
    """
    status = _status(path)
    if status is not None and stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    is_file = status is None or stat.S_ISREG(status.st_mode)
    return is_file and not str(path).startswith(_DESCRIPTORS)


def replace_file(path: Path, write: Callable[[IO[bytes]], object]) -> None:
    """Replace a file as a whole when all is written.

    The bytes go into a temporary file in the same folder, which is forced to the disk and
    renamed at the end; then the folder is forced to the disk, too, unless it can't be read.
    Whenever the program or the machine stops, there is the old file or the new one. An error
    leaves the old file and removes the temporary one.

    Owner, group and mode are kept as far as possible, and never widened; before the renaming
    only who may read the file can read the temporary one. Symbolic links are followed; other
    hard links keep the old content. A file without permission to write is not replaced.

    Args:
        path: The file. Into what is not a file, such as a pipe, is written directly.
        write: Writes all bytes into a stream.

    Raises:
        OSError: If it can't be written; what the system says is said of `path`.
    """
    target = Path(os.path.realpath(path))
    try:
        if not is_replaced(path):
            with path.open("ab") as stream:
                write(stream)
            return
        old = _writable(target)
        _remove_leftovers(target)
        while not _replace(target, old, write):
            pass
    except OSError as error:
        is_own = error.filename is None or Path(error.filename).name.startswith(_stem(target))
        if error.errno is None or not is_own:
            raise  # it is about something else that `write` uses
        raise _about(path, error) from error
    _sync_folder(target.parent)


def finish_file(temporary: Path, path: Path, *, replaced: Path | None) -> None:
    """Move a complete file to its name, with the access of the file it replaces.

    Args:
        temporary: The file, in a folder that others can't read.
        path: The name, which no file has.
        replaced: The file that it replaces, of another name.

    Raises:
        OSError: If it can't be forced to the disk or renamed.
    """
    with temporary.open("r+b") as stream:
        if replaced is None:
            _sync(stream.fileno())
        else:
            _complete(stream, replaced, _status(replaced))
    _rename(temporary, path)


def replace_folder(
    path: Path, contents: Mapping[str, bytes], *, own_files: Collection[str]
) -> None:
    """Replace a folder as a whole.

    Its files go into a temporary folder beside it and are forced to the disk; then the old
    folder is renamed, the new one takes its name, and the old one is removed. Whenever the
    program or the machine stops, the old files or the new ones are there as a whole; between
    the two renamings under a hidden name, from which `restore_folder` brings them back.

    Args:
        path: The folder.
        contents: The content of each file, by its name.
        own_files: The names of files that may be replaced.

    Raises:
        FileExistsError: If the folder has other files, which would be lost.
        OSError: If it can't be written.
    """
    target = Path(os.path.realpath(path))
    _remove_leftovers(target)
    old = _status(target)
    if old is not None:
        _require_own_files(path, target, own_files)
    temporary = _temporary(target)
    new, former = temporary.with_suffix(".new"), temporary.with_suffix(".old")
    try:
        with _created(temporary, 0o600) as stream:
            if not _lock(stream):
                replace_folder(path, contents, own_files=own_files)
                return
            new.mkdir(0o777 if old is None else 0o700)
            for name, content in contents.items():
                _write_member(new / name, target / name, content)
            if old is not None:
                keep_access(new, target, old)
            _sync_folder(new)
            if old is not None:
                _rename(target, former)
            _rename(new, target)
            _sync_folder(target.parent)
    except OSError as error:
        raise _about(path, error) from error
    finally:
        try:
            _settle(temporary, target)
        except BaseException:
            _settle(temporary, target)
            raise


def restore_folder(path: Path) -> None:
    """Bring a folder back that a killed program has renamed, but not replaced."""
    if not path.exists():
        _remove_leftovers(Path(os.path.realpath(path)))


# -- writing


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _writable(path: Path) -> os.stat_result | None:
    """Return the status of a file that may be written; None if there is none.

    Raises:
        PermissionError: If it may not be written.
    """
    status = _status(path)
    if status is not None and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return status


def _replace(
    target: Path, old: os.stat_result | None, write: Callable[[IO[bytes]], object]
) -> bool:
    """Return whether a file was replaced, and its temporary file not removed."""
    temporary = _temporary(target)
    try:
        with _created(temporary, 0o666 if old is None else 0o600) as stream:
            if not _lock(stream):
                return False
            write(stream)
            _complete(stream, target, old)
            if _fcntl is not None:
                _rename(temporary, target)  # while it is locked
        if _fcntl is None:
            _rename(temporary, target)  # while it is not open
    except BaseException:
        try:  # noqa: SIM105 (a function in Python could be interrupted before it begins)
            os.unlink(temporary)  # noqa: PTH108
        except OSError:
            pass
        raise
    return True


def _created(temporary: Path, mode: int) -> IO[bytes]:
    """Return a new file, opened in one step that an interrupt can't divide."""
    return open(temporary, "xb", opener=partial(os.open, mode=mode))


def _complete(stream: IO[bytes], replaced: Path, old: os.stat_result | None) -> None:
    """Force a file to the disk, with the access of the one that it replaces."""
    stream.flush()
    if old is not None:
        keep_access(stream.fileno(), replaced, old)
    _sync(stream.fileno())


def _write_member(path: Path, replaced: Path, content: bytes) -> None:
    old = _status(replaced)
    with _created(path, 0o666 if old is None else 0o600) as stream:
        stream.write(content)
        _complete(stream, replaced, old)


def _about(path: Path, error: OSError) -> OSError:
    """Return an error about a temporary file as one about the file itself."""
    reason = error.strerror or ""
    folder = Path(os.path.realpath(path)).parent
    if isinstance(error, PermissionError) and not os.access(folder, os.W_OK | os.X_OK):
        reason += " in its folder"
    elif isinstance(error, PermissionError) and _fcntl is None:
        reason += " (another program may have it open)"
    return OSError(error.errno, reason, str(path))


def _rename(source: Path, target: Path) -> None:
    """Rename a file or folder; on Windows, as soon as no reader has it open."""
    for pause in _PAUSES if _fcntl is None else ():
        try:
            source.replace(target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    source.replace(target)


def _sync(descriptor: int) -> None:
    """Force a file to the disk; on macOS, out of the memory of the disk itself, too."""
    if hasattr(_fcntl, "F_FULLFSYNC"):
        with contextlib.suppress(OSError):  # some file systems can't
            _fcntl.fcntl(descriptor, _fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def _sync_folder(folder: Path) -> None:
    if _fcntl is None:
        return  # elsewhere a folder can't be opened, and the system keeps the order itself
    opened: list[int] = []
    try:
        # In one step, which no interrupt can divide.
        opened.extend(map(os.open, (folder,), (os.O_RDONLY,)))
        _sync(opened[0])
    except OSError as error:
        if error.errno not in _UNSYNCED:
            raise
    finally:
        for descriptor in opened:
            os.close(descriptor)


def _require_own_files(path: Path, target: Path, own_files: Collection[str]) -> None:
    if not target.is_dir():
        raise NotADirectoryError(f"path must be a folder, got the file {str(path)!r}")
    foreign = sorted(each.name for each in target.iterdir() if each.name not in own_files)
    if foreign:
        raise FileExistsError(
            f"folder {str(path)!r} must hold nothing but a dataset, got {foreign[0]!r};"
            " use a new folder"
        )


# -- temporary files


def _temporary(target: Path) -> Path:
    return target.with_name(f"{_stem(target)}{os.urandom(8).hex()}.tmp")


def _stem(target: Path) -> str:
    """Return what the names of the temporary files of a target begin with."""
    name = target.name
    if len(name) > _NAME_LENGTH:
        name = f"{name[:_NAME_LENGTH]}.{zlib.crc32(os.fsencode(name)):08x}"
    return f".{name}."


def _lock(stream: IO[bytes]) -> bool:
    """Return whether a temporary file was locked before another writer removed it."""
    if _fcntl is None:
        return True
    with contextlib.suppress(OSError):  # some network file systems have no locks
        _fcntl.flock(stream, _fcntl.LOCK_EX)
    return os.fstat(stream.fileno()).st_nlink > 0


def _remove_leftovers(target: Path) -> None:
    """Remove what killed writers left of a file or folder, as far as we may.

    Where files can't be locked, as on Windows, they stay.
    """
    if _fcntl is None:
        return
    name = re.compile(re.escape(_stem(target)) + r"[0-9a-f]{16}\.tmp")
    with contextlib.suppress(OSError):  # the folder can't be listed
        for temporary in filter(name.fullmatch, os.listdir(target.parent)):  # noqa: PTH208 (names)
            with contextlib.suppress(OSError):  # it is another user's, or another writer's
                _remove_if_unlocked(target.with_name(temporary), target)


def _remove_if_unlocked(temporary: Path, target: Path) -> None:
    if stat.S_ISREG(temporary.lstat().st_mode):
        with temporary.open("rb") as stream:
            _fcntl.flock(stream, _fcntl.LOCK_EX | _fcntl.LOCK_NB)
            _settle(temporary, target)


def _settle(temporary: Path, target: Path) -> None:
    """Remove a temporary file, and its folders once one has the name of the target."""
    former = temporary.with_suffix(".old")
    if former.exists() and not target.exists():
        former.rename(target)
    for folder in (temporary.with_suffix(".new"), former):
        with contextlib.suppress(OSError):  # there is none
            # Unlike `shutil.rmtree`, without descriptors that an interrupt could leave open.
            for each in folder.iterdir():
                each.unlink()
            folder.rmdir()
    temporary.unlink(missing_ok=True)
