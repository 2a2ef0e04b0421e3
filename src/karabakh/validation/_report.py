"""All that was found wrong with a dataset."""

from collections.abc import Iterator
from functools import cached_property
from itertools import groupby

import attrs

from karabakh._display import Shown
from karabakh.errors import ValidationError
from karabakh.findings import Finding, Severity

__all__ = ["ValidationReport"]


@attrs.frozen(kw_only=True, repr=False)
class ValidationReport(Shown):
    """What `validate` found.

    >>> from karabakh import Dataset, Link, LinkKind, Place
    >>> from karabakh.validation import validate
    >>> link = Link(id="one-place", subject="here", kind=LinkKind.SAME_AS, object="hree")
    >>> report = validate(Dataset.from_records(Place(id="here"), link), select=["KB1"])
    >>> report
    <ValidationReport: 1 error>
    >>> print(report)
    one-place
      /links/0/object: error KB101: there is no record 'hree' (did you mean 'here'?)
    1 error
    """

    findings: tuple[Finding, ...]
    """All findings, in the order of the records that they are about."""

    source: str = ""
    """The path of the file, or a word for what was checked; empty where that is not told."""

    @property
    def ok(self) -> bool:
        """Whether there is no error; there may be warnings."""
        return not self.errors

    @cached_property
    def errors(self) -> tuple[Finding, ...]:
        """What is wrong, so that an answer drawn from it may be false."""
        return tuple(each for each in self.findings if each.severity is Severity.ERROR)

    @cached_property
    def warnings(self) -> tuple[Finding, ...]:
        """What somebody should look at."""
        return tuple(each for each in self.findings if each.severity is Severity.WARNING)

    def raise_for_errors(self) -> None:
        """Do nothing if all is well.

        Raises:
            ValidationError: there is at least one error.
        """
        if self.errors:
            raise ValidationError(source=self.source or "the dataset", findings=self.errors)

    def by_record(self) -> Iterator[tuple[str, tuple[Finding, ...]]]:
        """Go through the findings in groups: a record's identifier, and what is about it.

        Those about no record come under an empty identifier.
        """
        for record, findings in groupby(self.findings, key=lambda finding: finding.record):
            yield record, tuple(findings)

    @property
    def summary(self) -> str:
        """How much was found, in a few words."""
        counts = [(len(self.errors), "error"), (len(self.warnings), "warning")]
        told = [f"{count} {noun}{'' if count == 1 else 's'}" for count, noun in counts if count]
        return ", ".join(told) or "nothing found"

    def __repr__(self) -> str:
        """Say in one line how much was found, and where."""
        return f"<ValidationReport{f' on {self.source}' if self.source else ''}: {self.summary}>"

    def __str__(self) -> str:
        """Give one line for each finding, in groups by records, and the summary."""
        lines: list[str] = []
        for record, findings in self.by_record():
            lines.append(record or self.source or "the dataset")
            lines += [f"  {finding}" for finding in findings]
        return "\n".join([*lines, self.summary])
