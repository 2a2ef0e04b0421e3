"""Who may read and write a file, carried over to the one that replaces it."""

import contextlib
import os
import stat
from pathlib import Path
from typing import Final

__all__ = ["keep_access"]

_ACL: Final = "system.posix_acl_access"
"""The extended attribute that is an access control list, on Linux."""


def keep_access(new: int | Path, old: Path, status: os.stat_result) -> None:
    """Set owner, group, mode and attributes of a new file to those of an old one.

    What can't be kept is narrowed: if the group can't be set, its members and all others
    may do what both could; without the access control list, the group may do nothing, since
    its part of the mode was the limit of the list. On Linux extended attributes of users and
    access control lists are kept; macOS and Windows have others, which are not.

    Args:
        new: The descriptor of the new file, or the path of a new folder.
        old: The old file.
        status: Its status.
    """
    if os.name != "posix":
        return  # the mode is one bit there: whether a file is read-only, and these are not
    mode = stat.S_IMODE(status.st_mode) & 0o777
    names = set(_attributes(old))
    if not _keep_owner(new, status):
        names.discard(_ACL)
        shared = mode >> 3 & mode & 0o007
        mode = mode & 0o700 | shared << 3 | shared
    _remove_inherited(new)
    # A list of its own makes the mode wider again, to what it was.
    os.chmod(new, mode & ~0o070 if _ACL in _attributes(old) else mode)  # noqa: PTH101 (or a descriptor)
    for name in names:
        with contextlib.suppress(OSError):
            os.setxattr(new, name, os.getxattr(old, name))


def _keep_owner(new: int | Path, old: os.stat_result) -> bool:
    """Return whether the group of the old file could be set; set the owner, too."""
    for owner in (old.st_uid, -1):
        created = os.stat(new)  # noqa: PTH116 (or a descriptor)
        if created.st_gid == old.st_gid and owner in {created.st_uid, -1}:
            return True
        with contextlib.suppress(OSError):
            os.chown(new, owner, old.st_gid)
            return True
    return False


def _attributes(path: Path) -> list[str]:
    """Return the names of the attributes of users, and of the list if there is one."""
    names: list[str] = []
    if hasattr(os, "listxattr"):
        with contextlib.suppress(OSError):  # a file system without any
            names = [each for each in os.listxattr(path) if each.startswith(("user.", _ACL))]
    return names


def _remove_inherited(new: int | Path) -> None:
    """Remove the list that a file in such a folder begins with."""
    if hasattr(os, "removexattr"):
        with contextlib.suppress(OSError):
            os.removexattr(new, _ACL)
