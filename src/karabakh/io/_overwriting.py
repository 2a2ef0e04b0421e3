"""What is refused, rather than lose what a file or folder has by writing over it.

A dataset does not know its file. So what this process last read or wrote is remembered by
path, in order to notice that another program has changed a file before it is written.
"""

import hashlib
import os
from pathlib import Path
from typing import Final

from karabakh._shown import listed, visible
from karabakh.model import Dataset

__all__ = ["changed_error", "refuse_change", "refuse_loss", "remember"]

_DIGESTS: Final[dict[str, bytes]] = {}

_SHOWN: Final = 5
"""How many missing records a message names."""


def remember(path: Path, content: bytes) -> None:
    """Note the content of a file, unpacked, or the digests of a folder's files."""
    _DIGESTS[os.path.realpath(path)] = hashlib.sha256(content).digest()


def refuse_change(path: Path, content: bytes) -> None:
    """Raise FileExistsError if a file has changed since it was read or written here.

    A file that this process has neither read nor written has not changed as far as it knows.

    Args:
        path: The file or folder.
        content: What it contains now, as for `remember`.
    """
    digest = _DIGESTS.get(os.path.realpath(path))
    if digest is not None and digest != hashlib.sha256(content).digest():
        raise changed_error(path)


def changed_error(path: Path) -> FileExistsError:
    """Return the error for a file that another program has changed."""
    return FileExistsError(
        f"{visible(str(path))} has been changed since it was read; read it again and repeat"
        " the changes, or pass overwrite=True"
    )


def refuse_loss(old: Dataset, new: Dataset, source: str) -> None:
    """Raise FileExistsError if records of a file are missing in the dataset.

    Args:
        old: The records of the file.
        new: The dataset.
        source: The path of the file.
    """
    missing = [
        record.id
        for name, records in old.collections()
        for record in records
        if record.id not in getattr(new, name)
    ]
    if missing:
        named = listed(map(repr, missing), len(missing), most=_SHOWN)
        noun = "record" if len(missing) == 1 else "records"
        raise FileExistsError(
            f"{visible(source)} has {len(missing)} {noun} that the dataset lacks:"
            f" {named}; merge them, or pass overwrite=True to remove them"
        )
