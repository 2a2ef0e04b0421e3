"""Ask a dataset all rules at once."""

from collections.abc import Callable, Collection, Iterable, Iterator

from karabakh.findings import Finding, Severity
from karabakh.model import COLLECTIONS, Dataset
from karabakh.model._wrong_type import wrong_argument
from karabakh.nearest import did_you_mean
from karabakh.validation._context import RuleContext
from karabakh.validation._report import ValidationReport
from karabakh.validation._rule import ValidationRule
from karabakh.validation._rules import RULES

__all__ = ["BROKEN_RULE", "validate"]

BROKEN_RULE = "KB900"
"""The code of a finding about a rule that fails itself."""

_OWN = "KB"
"""What the codes of the library begin with."""


def validate(
    dataset: Dataset,
    *,
    rules: Iterable[ValidationRule | Callable[[Dataset], Iterable[Finding]]] | None = None,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    progress: Callable[[int, int], None] | None = None,
) -> ValidationReport:
    """Find everything that is wrong with a dataset.

    What is found is returned, never raised. A rule that fails itself is a finding, too: its
    code is ``KB900``, and the other rules go on.

    The same dataset always gives the same report, and the order of its records does not matter
    to what is found.

    Args:
        dataset: what to check. One that is bound to copies of its sources (`Dataset.bind`) is
            also checked for quotations that no longer fit.
        rules: what to check it for; left out, `RULES`. A function from a dataset to findings is
            a rule as well: ``rules=(*RULES, my_rule)``.
        select: report only these codes, or those that begin so: ``["KB1", "KB203"]``.
        ignore: leave out these codes, or those that begin so; it wins over `select`.
        progress: a function that is called after each rule, with two numbers: how many rules
            have been asked, and how many there are.

    Raises:
        ValueError: something in `select` or `ignore` is no code, nor the beginning of one.
        TypeError: the dataset is none, or `select` or `ignore` is one text and not several.

    >>> import karabakh
    >>> from karabakh.validation import validate
    >>> print(validate(karabakh.load()))
    nothing found
    """
    if not isinstance(dataset, Dataset):  # pyright: ignore[reportUnnecessaryIsInstance] (for untyped callers)
        raise wrong_argument("dataset", dataset, (Dataset,))
    asked = RULES if rules is None else tuple(rules)
    _check_codes(asked, "select", select)
    _check_codes(asked, "ignore", ignore)

    def is_wanted(code: str) -> bool:
        return not code.startswith(tuple(ignore)) and (
            not select or code == BROKEN_RULE or code.startswith(tuple(select))
        )

    context = RuleContext(dataset)
    findings: list[Finding] = []
    wanted = [
        rule for rule in asked if not isinstance(rule, ValidationRule) or is_wanted(rule.code)
    ]
    for number, rule in enumerate(wanted, start=1):
        findings += (each for each in _findings_of(rule, context) if is_wanted(each.code))
        if progress is not None:
            progress(number, len(wanted))
    return ValidationReport(findings=tuple(sorted(findings, key=_by_place)))


def _findings_of(
    rule: ValidationRule | Callable[[Dataset], Iterable[Finding]], context: RuleContext
) -> Iterator[Finding]:
    """Run a rule, whatever may happen in it."""
    name = rule.code if isinstance(rule, ValidationRule) else getattr(rule, "__name__", repr(rule))
    try:
        found = rule.check(context) if isinstance(rule, ValidationRule) else rule(context.dataset)
        for finding in found:
            if not isinstance(finding, Finding):  # pyright: ignore[reportUnnecessaryIsInstance]
                raise TypeError(f"it gave {finding!r}, which is no Finding")  # noqa: TRY301
            yield finding
    except Exception as error:  # noqa: BLE001 (nothing that a rule does may hide the others')
        yield Finding(
            code=BROKEN_RULE,
            severity=Severity.ERROR,
            message=f"the rule {name!r} failed: {type(error).__name__}: {error}",
            hint="correct the rule; what it would have found is not known",
        )


def _check_codes(
    rules: tuple[ValidationRule | Callable[[Dataset], Iterable[Finding]], ...],
    option: str,
    wanted: Collection[str],
) -> None:
    if isinstance(wanted, str):
        raise TypeError(f"{option} takes several codes: {option}=[{wanted!r}]")
    known = {rule.code for rule in rules if isinstance(rule, ValidationRule)} | {BROKEN_RULE}
    may_have_others = any(not isinstance(rule, ValidationRule) for rule in rules)
    for code in wanted:
        is_known = bool(code) and any(each.startswith(code) for each in known)
        if not is_known and (code.startswith(_OWN) or not may_have_others):
            raise ValueError(
                f"{option}: no rule has a code like {code!r}"
                f" ({did_you_mean(code, known) or 'give a code, or the beginning of one'})"
            )


_COLLECTION_ORDER = {name: order for order, name in enumerate(COLLECTIONS)}


def _by_place(finding: Finding) -> tuple[tuple[tuple[int, str], ...], str, str]:
    """Sort findings as the records stand in files; numbers count as such."""
    collection, *steps = finding.where.removeprefix("/").split("/")
    place = [(_COLLECTION_ORDER.get(collection, -1), collection)]
    place += [(int(step), "") if step.isdecimal() else (-1, step) for step in steps]
    return tuple(place), finding.code, finding.message
