"""What TOML files contained when this process last read or wrote them.

A dataset does not know its file. So it is remembered here, by path, in order to notice that
another program has changed a file before it is written.
"""

import hashlib
import os
from pathlib import Path
from typing import Final

__all__ = ["has_changed", "remember"]

_DIGESTS: Final[dict[str, bytes]] = {}


def remember(path: Path, content: bytes) -> None:
    """Note what a file contains, unpacked."""
    _DIGESTS[os.path.realpath(path)] = hashlib.sha256(content).digest()


def has_changed(path: Path, content: bytes) -> bool:
    """Return whether a file had another content when it was last read or written here.

    A file that this process has neither read nor written has not changed as far as it knows.
    """
    digest = _DIGESTS.get(os.path.realpath(path))
    return digest is not None and digest != hashlib.sha256(content).digest()
