"""The findings of a validation."""

from collections.abc import Iterator
from functools import cached_property
from itertools import groupby

import attrs

from karabakh._display import Shown
from karabakh._shown import counted, visible
from karabakh.errors import ValidationError
from karabakh.findings import Finding, Severity

__all__ = ["ValidationReport"]


@attrs.frozen(kw_only=True, repr=False)
class ValidationReport(Shown):
    """The findings of `validate`.

    >>> from karabakh import Dataset, Link, LinkKind, Place
    >>> from karabakh.validation import validate
    >>> link = Link(id="one-place", subject="here", kind=LinkKind.SAME_AS, object="hree")
    >>> report = validate(Dataset.from_records(Place(id="here"), link), select=["KB1"])
    >>> report
    <ValidationReport: 1 error>
    >>> print(report)
    one-place
      /links/0/object: error KB101: unknown record 'hree'; did you mean 'here'?
    1 error
    """

    findings: tuple[Finding, ...]
    """All findings, in the order of the records concerned."""

    source: str = ""
    """The path of the file, or a label of what was checked; may be empty."""

    @property
    def ok(self) -> bool:
        """Whether there is no error; there may be warnings."""
        return not self.errors

    @cached_property
    def errors(self) -> tuple[Finding, ...]:
        """The findings by which an answer may be false."""
        return tuple(each for each in self.findings if each.severity is Severity.ERROR)

    @cached_property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings that should be looked at."""
        return tuple(each for each in self.findings if each.severity is Severity.WARNING)

    def raise_for_errors(self) -> None:
        """Raise if there is an error.

        Raises:
            ValidationError: If there is at least one error.
        """
        if self.errors:
            raise ValidationError(source=self.source or "the dataset", findings=self.errors)

    def by_record(self) -> Iterator[tuple[str, tuple[Finding, ...]]]:
        """Yield the identifier of each record concerned, and its findings.

        Findings that concern no record have an empty identifier.
        """
        for record, findings in groupby(self.findings, key=lambda finding: finding.record):
            yield record, tuple(findings)

    @property
    def summary(self) -> str:
        """The number of errors and warnings, in a few words."""
        counts = [(len(self.errors), "error"), (len(self.warnings), "warning")]
        texts = [counted(count, noun) for count, noun in counts if count]
        return ", ".join(texts) or "no problems found"

    def __repr__(self) -> str:
        return f"<ValidationReport{f' on {self.source}' if self.source else ''}: {self.summary}>"

    def __str__(self) -> str:
        """Return one line for each finding, grouped by record, and the summary."""
        lines: list[str] = []
        for record, findings in self.by_record():
            lines.append(visible(record or self.source or "the dataset"))
            lines += [f"  {finding}" for finding in findings]
        return "\n".join([*lines, self.summary])
