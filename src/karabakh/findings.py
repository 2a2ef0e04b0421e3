"""Problems of a file or a dataset, as values: never raised, always listed."""

import enum
from collections.abc import Iterable
from typing import Final, Self

import attrs

from karabakh._shown import shown, visible

__all__ = ["Finding", "Severity"]

MOST_FINDINGS: Final = 1_000
"""The findings after which no more are listed of one file, or of one rule."""

_MOST_CHARACTERS: Final = 2**20
"""The characters of all findings after which there are no more, too: places may be long."""


@enum.unique
class Severity(enum.Enum):
    """The severity of a finding."""

    ERROR = "error"
    """The content is wrong or can't be used: an answer derived from it may be false."""

    WARNING = "warning"
    """The content can be used, but should be looked at."""


@attrs.frozen(kw_only=True)
class Finding:
    """One problem, its place, and what to do about it.

    A rule code never changes its meaning and is never used for another problem; the
    wording of a message may change with any release.

    >>> from karabakh import Finding, Severity
    >>> finding = Finding(
    ...     code="KB101",
    ...     severity=Severity.ERROR,
    ...     message="unknown actor 'armenai'",
    ...     where="/positions/3/holder",
    ...     record="peace-first",
    ...     hint="did you mean 'armenia'?",
    ... )
    >>> print(finding)
    /positions/3/holder: error KB101: unknown actor 'armenai'; did you mean 'armenia'?
    """

    code: str
    """The rule code, such as ``KB101``; it is stable."""

    severity: Severity
    """Whether the content can still be used."""

    message: str
    """The problem in one line, with the offending value."""

    where: str = ""
    """A JSON pointer (RFC 6901) into the file or the dataset; empty for the whole of it."""

    record: str = ""
    """The identifier of the record concerned; empty if not known."""

    expected: str = ""
    """What would be right, if known: a type, a range, the allowed terms."""

    hint: str = ""
    """What to do about it, as an imperative or a question."""

    quote: str = ""
    """The cited words that it is about, in one line, if a copy of the source is bound."""

    line: int | None = None
    """The line in the file, from 1; None if the format has no lines."""

    column: int | None = None
    """The column in that line, from 1, in characters."""

    def __str__(self) -> str:
        """Return the finding in one line, the place first, as compilers do."""
        place = self.where or "the whole"
        if self.line is not None:
            place += f" (line {self.line}" + (f", column {self.column})" if self.column else ")")
        quote = f"; cites {shown(self.quote)}" if self.quote else ""
        hint = f"; {self.hint}" if self.hint else ""
        return visible(f"{place}: {self.severity.value} {self.code}: {self.message}{quote}{hint}")


class FindingList(list[Finding]):
    """Findings up to the limit; those beyond it are dropped.

    >>> from karabakh.findings import Finding, FindingList, Severity
    >>> finding = Finding(code="KB101", severity=Severity.ERROR, message="unknown actor 'x'")
    >>> found = FindingList([finding] * 5000)
    >>> len(found), found.is_full
    (1000, True)
    """

    def __init__(self, findings: Iterable[Finding] = ()) -> None:
        super().__init__()
        self._characters = 0
        self.extend(findings)

    @property
    def is_full(self) -> bool:
        """Whether the limit is reached, so that nothing more need be looked for."""
        return len(self) >= MOST_FINDINGS or self._characters > _MOST_CHARACTERS

    def append(self, finding: Finding) -> None:
        """Add a finding."""
        if not self.is_full:
            texts = (finding.where, finding.message, finding.hint, finding.quote)
            self._characters += sum(map(len, texts))
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
