"""Files of the package."""

import os
from typing import Any

__all__ = ["package_data"]


def package_data(name: str) -> bytes:
    """Return the bytes of a file in the folder ``data`` of the package."""
    # `importlib.resources` and `pkgutil` take longer to import than the file to read. The
    # loader also reads from a zipped package.
    loader: Any = __spec__.loader
    path = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data", name)  # noqa: PTH118, PTH120 (what loaders take)
    try:
        return bytes(loader.get_data(path))
    except OSError:
        reason = f"package lacks data/{name}; install it again"
        raise FileNotFoundError(reason) from None
