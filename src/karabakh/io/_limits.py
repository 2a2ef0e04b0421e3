"""The limits of what is read, in one place."""

from collections.abc import Iterable
from typing import Final, Self

from karabakh.findings import Finding
from karabakh.io._file_errors import file_error

__all__ = [
    "DEEPEST",
    "MAX_BYTES",
    "MAX_LINE",
    "MAX_RECORDS",
    "MOST_FINDINGS",
    "FindingList",
]

MAX_BYTES: Final = 2**30
"""The default limit for the bytes of a file, unpacked: one gibibyte."""

MAX_LINE: Final = 2**24
"""The limit for the bytes of a line while records are streamed: 16 mebibytes."""

MAX_RECORDS: Final = 5_000
"""A draft of more records is refused as a whole: no text of a few pages has so many."""

DEEPEST: Final = 16
"""The parts of a dotted key of TOML, and the depth to which places are found: datasets have 8."""

MOST_FINDINGS: Final = 1_000
"""The findings after which reading stops."""

_MOST_CHARACTERS: Final = 2**20
"""The characters of all findings after which it stops, too: places may be long."""


class FindingList(list[Finding]):
    """Findings up to the limit; those beyond it are dropped.

    >>> from karabakh.io._file_errors import NESTED
    >>> from karabakh.io._limits import FindingList
    >>> found = FindingList()
    >>> found.extend([NESTED] * 5000)
    >>> len(found), found.is_full, found.end[0].code
    (1000, True, 'KB033')
    """

    _characters = 0

    @property
    def is_full(self) -> bool:
        """Whether the limit is reached, so that nothing more need be looked for."""
        return len(self) >= MOST_FINDINGS or self._characters > _MOST_CHARACTERS

    def append(self, finding: Finding) -> None:
        """Add a finding."""
        if not self.is_full:
            self._characters += len(finding.where) + len(finding.message) + len(finding.hint)
            super().append(finding)

    def extend(self, findings: Iterable[Finding]) -> None:
        """Add findings; no more are taken from an iterator than there is room for."""
        for finding in findings:
            self.append(finding)
            if self.is_full:
                return

    def __iadd__(self, findings: Iterable[Finding]) -> Self:  # type: ignore[override, misc] # pyright: ignore[reportIncompatibleMethodOverride]
        self.extend(findings)
        return self

    @property
    def end(self) -> tuple[Finding, ...]:
        """The finding that stands behind the others if reading stopped."""
        if not self.is_full:
            return ()
        message = f"reading stopped after {len(self):,} problems; there may be more"
        return (file_error("KB033", message, hint="correct these first"),)
