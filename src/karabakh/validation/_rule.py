"""A rule: a code, and the function that finds what breaks it."""

import inspect
from collections.abc import Callable, Iterable

import attrs

from karabakh.findings import Finding, Severity
from karabakh.model import Dataset
from karabakh.validation._context import RuleContext

__all__ = ["Check", "ValidationRule"]

Check = Callable[[RuleContext], Iterable[Finding]]
"""A function that finds what breaks a rule; its docstring says what, why and how to mend it."""


@attrs.frozen(kw_only=True)
class ValidationRule:
    """A rule that a dataset should keep to.

    A function from a dataset to findings is a rule as well, see `validate`. What a `ValidationRule` adds
    is that its code is known before it runs, so that it can be selected, listed and explained,
    and that what several rules need is worked out once.

    >>> from karabakh import Dataset, Severity
    >>> from karabakh.validation import ValidationRule
    >>> def untitled(context):
    ...     "A source has no title."
    ...     for source in context.dataset.sources:
    ...         if not source.title:
    ...             yield context.warning("ME001", source, "this source has no title")
    >>> rule = ValidationRule(code="ME001", severity=Severity.WARNING, check=untitled)
    >>> rule.name, rule.summary
    ('untitled', 'A source has no title.')
    """

    code: str
    """Its stable code, which its findings have."""

    severity: Severity
    """How much it matters if it is broken."""

    check: Check
    """Finds what breaks it."""

    @property
    def name(self) -> str:
        """Its name for people, in words joined by hyphens."""
        return getattr(self.check, "__name__", self.code).replace("_", "-")

    @property
    def doc(self) -> str:
        """What it asks, why, and what to do where it is broken."""
        return inspect.getdoc(self.check) or ""

    @property
    def summary(self) -> str:
        """What it asks, in one line."""
        return self.doc.partition("\n")[0]

    def __call__(self, dataset: Dataset) -> Iterable[Finding]:
        """Find what breaks the rule in a dataset."""
        return self.check(RuleContext(dataset))
