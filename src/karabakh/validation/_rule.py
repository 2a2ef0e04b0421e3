"""A rule: a rule code, and the function that finds violations."""

import inspect
from collections.abc import Callable, Iterable

import attrs

from karabakh.findings import Finding, Severity
from karabakh.model import Dataset
from karabakh.validation._context import RuleContext

__all__ = ["Check", "ValidationRule"]

Check = Callable[[RuleContext], Iterable[Finding]]
"""A function that finds violations; its docstring states the violation, the reason, the fix."""


@attrs.frozen(kw_only=True)
class ValidationRule:
    """A rule that a dataset should keep to.

    A function from a dataset to findings is a rule as well, see `validate`. A
    `ValidationRule` in addition has a rule code that is known before it runs, so that it can
    be selected, listed and explained, and shares what several rules need.

    >>> from karabakh import Dataset, Severity
    >>> from karabakh.validation import ValidationRule
    >>> def untitled(context):
    ...     "A source has no title."
    ...     for source in context.dataset.sources:
    ...         if not source.title:
    ...             yield context.warning("ME001", source, f"{source.id!r} has no title")
    >>> rule = ValidationRule(code="ME001", severity=Severity.WARNING, check=untitled)
    >>> rule.name, rule.summary
    ('untitled', 'A source has no title.')
    """

    code: str
    """The stable rule code, which its findings have."""

    severity: Severity
    """The severity of its findings; some of them may be warnings instead of errors."""

    check: Check
    """The function that finds violations."""

    is_optional: bool = False
    """Whether `validate` runs it only if its whole rule code is selected."""

    @property
    def name(self) -> str:
        """The name for people, in words joined by hyphens."""
        return getattr(self.check, "__name__", self.code).replace("_", "-")

    @property
    def doc(self) -> str:
        """The violation, why it matters, and how to fix it."""
        return inspect.getdoc(self.check) or ""

    @property
    def summary(self) -> str:
        """The violation in one line."""
        return self.doc.partition("\n")[0]

    def __call__(self, dataset: Dataset) -> Iterable[Finding]:
        """Return the violations of the rule in a dataset."""
        return self.check(RuleContext(dataset))
