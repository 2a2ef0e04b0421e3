"""Check a dataset against all rules in one run."""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Final, cast

from karabakh._shown import shown
from karabakh._wrong_type import require_type
from karabakh.findings import Finding, FindingList, Severity
from karabakh.model import COLLECTIONS, Dataset
from karabakh.nearest import did_you_mean
from karabakh.validation._context import RuleContext
from karabakh.validation._report import ValidationReport
from karabakh.validation._rule import ValidationRule
from karabakh.validation._rules import RULES

__all__ = ["BROKEN_RULE", "STOPPED_RULE", "validate"]

BROKEN_RULE: Final = "KB900"
"""The rule code of a finding about a rule that fails itself."""

STOPPED_RULE: Final = "KB901"
"""The rule code of a finding about a rule that was stopped after very many findings."""

_OF_RULES: Final = frozenset({BROKEN_RULE, STOPPED_RULE})
"""The codes of findings about the rules themselves."""

_OWN: Final = "KB"
"""The prefix of the library's rule codes."""

_Rule = ValidationRule | Callable[[Dataset], Iterable[Finding]]


def validate(
    dataset: Dataset,
    *,
    rules: Iterable[ValidationRule | Callable[[Dataset], Iterable[Finding]]] | None = None,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    progress: Callable[[int, int], None] | None = None,
) -> ValidationReport:
    """Find everything that is wrong with a dataset.

    Problems are returned, never raised. A rule that fails itself is a finding, too, with the
    rule code ``KB900``, and the other rules go on. A rule is stopped after a thousand
    findings, and ``KB901`` says so.

    The same dataset always yields the same report, and the order of its records makes no
    difference to what is found, unless a rule is stopped.

    Args:
        dataset: The dataset to check. If it is bound to copies of its sources
            (`Dataset.bind`), citations are checked against them, and findings quote what the
            records cite.
        rules: The rules; by default `RULES`. A function from a dataset to findings is a rule
            as well: ``rules=(*RULES, my_rule)``.
        select: Rule codes, or beginnings of them, to report: ``["KB1", "KB203"]``; by default
            all. An optional rule runs only if its whole code is selected:
            ``["KB", "KB204"]`` are all rules and the optional ``KB204``.
        ignore: Rule codes, or beginnings of them, to leave out. They override `select`.
        progress: A function that is called after each rule with the number of rules that have
            run, and the number of all.

    Raises:
        ValueError: If an item of `select` or `ignore` is no rule code or beginning of one.
        TypeError: If `dataset` is not a Dataset, `rules` is a single rule, or `select` or
            `ignore` does not list rule codes.

    >>> import karabakh
    >>> from karabakh.validation import validate
    >>> print(validate(karabakh.load()))
    no problems found
    """
    require_type("dataset", dataset, Dataset)
    if callable(rules) or not isinstance(rules, Iterable | None):  # pyright: ignore[reportUnnecessaryIsInstance] (for untyped callers)
        raise TypeError(f"rules must list rules, got {shown(rules)}; use (*RULES, my_rule)")
    all_rules = RULES if rules is None else tuple(rules)
    _check_codes(all_rules, "select", select)
    _check_codes(all_rules, "ignore", ignore)

    def is_wanted(code: str) -> bool:
        return not code.startswith(tuple(ignore)) and (
            not select or code in _OF_RULES or code.startswith(tuple(select))
        )

    def is_run(rule: _Rule) -> bool:
        if not isinstance(rule, ValidationRule):
            return True
        return is_wanted(rule.code) and (not rule.is_optional or rule.code in select)

    context = RuleContext(dataset)
    findings: list[Finding] = []
    wanted = [rule for rule in all_rules if is_run(rule)]
    for number, rule in enumerate(wanted, start=1):
        wanted_findings = (each for each in _findings_of(rule, context) if is_wanted(each.code))
        found = FindingList(map(context.with_quote, wanted_findings))
        findings += found
        if found.is_full and is_wanted(STOPPED_RULE):
            findings.append(_stopped(rule, found))
        if progress is not None:
            progress(number, len(wanted))
    return ValidationReport(findings=tuple(sorted(findings, key=_by_place)))


def _findings_of(rule: _Rule, context: RuleContext) -> Iterator[Finding]:
    """Run a rule, whatever may happen in it."""
    try:
        found = rule.check(context) if isinstance(rule, ValidationRule) else rule(context.dataset)
        for finding in found:
            if not isinstance(finding, Finding):  # pyright: ignore[reportUnnecessaryIsInstance]
                raise TypeError(f"findings must be Findings, got {shown(finding)}")  # noqa: TRY301
            yield finding
    except Exception as error:  # noqa: BLE001 (no failure of one rule may hide the others' findings)
        yield Finding(
            code=BROKEN_RULE,
            severity=Severity.ERROR,
            message=f"rule {_name(rule)!r} failed: {type(error).__name__}: {error}",
            hint="correct the rule; its findings are incomplete",
        )


def _stopped(rule: _Rule, found: FindingList) -> Finding:
    return Finding(
        code=STOPPED_RULE,
        severity=found[-1].severity,
        message=f"rule {_name(rule)!r} stopped after {len(found):,} findings; there may be more",
        hint="correct these first",
    )


def _name(rule: _Rule) -> str:
    return rule.code if isinstance(rule, ValidationRule) else getattr(rule, "__name__", repr(rule))


def _require_codes(option: str, wanted: object) -> None:
    hint = f"; use [{wanted!r}]" if isinstance(wanted, str) else ""
    if hint or not _is_text_collection(wanted):
        raise TypeError(f"{option} must list rule codes, got {shown(wanted)}{hint}")


def _is_text_collection(value: object) -> bool:
    if not isinstance(value, Collection):
        return False
    return all(isinstance(each, str) for each in cast("Collection[object]", value))


def _check_codes(rules: tuple[_Rule, ...], option: str, wanted: Collection[str]) -> None:
    _require_codes(option, wanted)
    known = {rule.code for rule in rules if isinstance(rule, ValidationRule)} | _OF_RULES
    may_have_others = any(not isinstance(rule, ValidationRule) for rule in rules)
    for code in wanted:
        is_known = bool(code) and any(each.startswith(code) for each in known)
        if not is_known and (code.startswith(_OWN) or not may_have_others):
            hint = did_you_mean(code, known) or "use a rule code or the beginning of one"
            raise ValueError(f"{option}: unknown rule code {code!r}; {hint}")


_COLLECTION_ORDER = {name: order for order, name in enumerate(COLLECTIONS)}


def _by_place(finding: Finding) -> tuple[tuple[tuple[int, str], ...], str, str]:
    """Return a sort key: the place in the file, the rule code, the message."""
    collection, *steps = finding.where.removeprefix("/").split("/")
    place = [(_COLLECTION_ORDER.get(collection, -1), collection)]
    place += [(int(step), "") if step.isdecimal() else (-1, step) for step in steps]
    return tuple(place), finding.code, finding.message
