"""The limits of what is read, in one place."""

from typing import Final

from karabakh.findings import Finding, FindingList
from karabakh.io._file_errors import file_error

__all__ = [
    "DEEPEST",
    "MAX_BYTES",
    "MAX_LINE",
    "MAX_RECORDS",
    "end_of",
]

MAX_BYTES: Final = 2**30
"""The default limit for the bytes of a file, unpacked: one gibibyte."""

MAX_LINE: Final = 2**24
"""The limit for the bytes of a line while records are streamed: 16 mebibytes."""

MAX_RECORDS: Final = 5_000
"""A draft of more records is refused as a whole: no text of a few pages has so many."""

DEEPEST: Final = 16
"""The parts of a dotted key of TOML, and the depth to which places are found: datasets have 8."""


def end_of(found: FindingList) -> tuple[Finding, ...]:
    """Return the finding that stands behind the others if reading stopped.

    >>> from karabakh.findings import FindingList
    >>> from karabakh.io._file_errors import NESTED
    >>> from karabakh.io._limits import end_of
    >>> [each.code for each in end_of(FindingList([NESTED] * 5000))]
    ['KB033']
    """
    if not found.is_full:
        return ()
    message = f"reading stopped after {len(found):,} problems; there may be more"
    return (file_error("KB033", message, hint="correct these first"),)
