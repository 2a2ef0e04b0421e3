"""What is wrong with a file or a dataset, as a value: never raised, always listed."""

import enum

import attrs

__all__ = ["Finding", "Severity"]


@enum.unique
class Severity(enum.Enum):
    """How much a finding matters."""

    ERROR = "error"
    """The content is wrong or can't be used: an answer drawn from it may be false."""

    WARNING = "warning"
    """The content can be used; somebody should look at it."""


@attrs.frozen(kw_only=True)
class Finding:
    """One problem, at one place, with what to do about it.

    A code never changes its meaning and is never used for another problem; the wording
    of a message may change with any release.

    >>> from karabakh import Finding, Severity
    >>> finding = Finding(
    ...     code="KB101",
    ...     severity=Severity.ERROR,
    ...     message="there is no record 'armenai'",
    ...     where="/positions/3/holder",
    ...     record="peace-first",
    ...     hint="did you mean 'armenia'?",
    ... )
    >>> print(finding)
    /positions/3/holder: error KB101: there is no record 'armenai' (did you mean 'armenia'?)
    """

    code: str
    """The stable code of the rule that was broken: ``KB`` and three digits."""

    severity: Severity
    """Whether the content can be used all the same."""

    message: str
    """What is wrong, in one line, with the offending value."""

    where: str = ""
    """A JSON pointer (RFC 6901) into the file or the dataset; empty for the whole of it."""

    record: str = ""
    """The identifier of the record concerned, where it is known."""

    expected: str = ""
    """What would have been right, where that can be said: a type, a range, the allowed terms."""

    hint: str = ""
    """What to do about it."""

    line: int | None = None
    """Line in the file, from 1, where the format has lines."""

    column: int | None = None
    """Column in that line, from 1, in characters."""

    def __str__(self) -> str:
        """Give the finding in one line, the place first, as compilers do."""
        place = self.where or "the whole"
        if self.line is not None:
            place += f" (line {self.line}" + (f", column {self.column})" if self.column else ")")
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place}: {self.severity.value} {self.code}: {self.message}{hint}"
