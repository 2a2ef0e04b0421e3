"""One run finds everything, never fails, and always finds the same."""

import itertools
import pickle
import random
import re
from collections import Counter

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_cases import EARLY, LATE, NORTH, PEACE, TEXT, WIRE, everything, link, of, position

from karabakh import (
    Citation,
    Dataset,
    Document,
    Finding,
    LoadError,
    Place,
    PropositionKind,
    Severity,
    Source,
    Stance,
    When,
)
from karabakh.errors import KarabakhError, ValidationError
from karabakh.findings import MOST_FINDINGS
from karabakh.testing import bound_datasets, datasets
from karabakh.validation import (
    BROKEN_RULE,
    RULES,
    STOPPED_RULE,
    ValidationReport,
    ValidationRule,
    validate,
)


def without_place(findings):
    """Return the findings without what depends on the order of the records."""
    placeless = []
    for each in findings:
        first = "" if each.code in {"KB101", "KB102"} else each.record
        message = re.sub(r"(/\w+)+", "", each.message)
        placeless.append(attrs.evolve(each, where="", record=first, message=message))
    return sorted(placeless, key=repr)


# -- never raises, always the same


@settings(max_examples=60)
@given(datasets(max_size=20) | datasets(max_size=20, consistent=False))
def test_it_never_fails_and_no_rule_does(dataset):
    findings = validate(dataset).findings
    assert BROKEN_RULE not in {finding.code for finding in findings}
    assert {finding.code for finding in findings} <= {rule.code for rule in RULES}


@settings(max_examples=60)
@given(datasets(max_size=20, consistent=False))
def test_the_optional_rules_do_not_fail_either(dataset):
    every = ["KB", *(rule.code for rule in RULES if rule.is_optional)]
    assert BROKEN_RULE not in {each.code for each in validate(dataset, select=every).findings}


@settings(max_examples=30)
@given(bound_datasets(max_size=10))
def test_a_dataset_bound_to_the_very_texts_has_no_drift(dataset):
    assert validate(dataset, select=["KB205"]).findings == ()


@settings(max_examples=30)
@given(bound_datasets(max_size=10))
def test_drift_in_other_texts_is_found_without_failing(dataset):
    other = Document.from_text("Nothing of it is left.")
    elsewhere = dataset.bind(dict.fromkeys(dataset.documents, other))
    drifted = {drift.record.id for drift in elsewhere.drift}
    assert {each.record for each in validate(elsewhere, select=["KB205"]).findings} == drifted


@settings(max_examples=40)
@given(datasets(max_size=20), st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter_to_what_is_found(dataset, chance):
    shuffled = {}
    for name, records in dataset.collections():
        shuffled[name] = chance.sample(records, len(records))
    again = Dataset(title=dataset.title, coding=dataset.coding, **shuffled)
    assert without_place(validate(again).findings) == without_place(validate(dataset).findings)


def test_many_faults_are_found_alike_in_any_order():
    # Records with one identifier can't be distinguished in any order, so each stays but once.
    records = [record for _, each in everything().collections() for record in each]
    unique = {record.id: record for record in records if not isinstance(record, Source)}
    sources = {source.id: source for source in everything().sources}
    records = [*sources.values(), *unique.values()]
    expected = without_place(validate(Dataset.from_records(*records)).findings)
    assert len(expected) > 20
    for seed in range(5):
        random.Random(seed).shuffle(records)  # noqa: S311 (no secrets here)
        assert without_place(validate(Dataset.from_records(*records)).findings) == expected


def test_findings_are_in_the_order_of_the_records():
    report = validate(everything())
    places = [finding.where.split("/")[1:3] for finding in report.findings]
    collections = [place[0] for place in places]
    names = list(dict.fromkeys(collections))
    assert names == [name for name, _ in everything().collections() if name in names]
    assert collections == sorted(collections, key=names.index)
    for name in names:
        numbers = [int(place[1]) for place in places if place[0] == name]
        assert numbers == sorted(numbers)
    assert max(int(place[1]) for place in places) > 9, "numbers of several digits"
    assert validate(everything()) == report


# -- selecting and ignoring


def test_rules_are_selected_by_codes_and_their_beginnings():
    codes = {finding.code for finding in validate(everything()).findings}
    chosen = validate(everything(), select=["KB1", "KB203"]).findings
    assert {each.code for each in chosen} == {
        code for code in codes if code.startswith("KB1") or code == "KB203"
    }
    rest = validate(everything(), ignore=["KB1", "KB203"]).findings
    assert {each.code for each in rest} == codes - {each.code for each in chosen}
    assert validate(everything(), select=["KB1"], ignore=["KB1"]).findings == ()


def test_an_optional_rule_runs_only_if_its_whole_code_is_selected():
    dataset = of(WIRE, EARLY)
    for select in ([], ["KB"], ["KB2"], ["KB20"]):
        assert "KB204" not in {each.code for each in validate(dataset, select=select).findings}
    both = validate(dataset, select=["KB", "KB204"]).findings
    assert {each.code for each in both} == {"KB204"}
    assert validate(dataset, select=["KB204"], ignore=["KB2"]).findings == ()


def test_an_uncovered_sentence_is_quoted_where_the_text_is_bound():
    dataset = of(WIRE, EARLY)
    unbound = [each.message for each in validate(dataset, select=["KB204"]).findings]
    assert unbound == [
        "sentence 'wire#p1:3-5' is cited by no record",
        "sentence 'wire#p2:1-2' is cited by no record",
    ]
    bound = [each.message for each in validate(dataset.bind(TEXT), select=["KB204"]).findings]
    assert bound == [f"{unbound[0]}: 'Nothing was signed.'", f"{unbound[1]}: 'They parted.'"]
    other = dataset.bind(Document.from_text("They met. Nothing was agreed.\n\nThey parted."))
    drifted = [each.message for each in validate(other, select=["KB204"]).findings]
    assert drifted == [unbound[0], bound[1]]


@pytest.mark.parametrize(
    ("kind", "severity"),
    [(None, Severity.WARNING), (PropositionKind.FACT, Severity.ERROR)],
)
def test_a_contradiction_warns_only_where_the_kind_of_the_proposition_is_unset(kind, severity):
    day = When("2020-06-01")
    positions = position("p", when=day), position("q", Stance.OPPOSES, when=day)
    dataset = of(attrs.evolve(PEACE, kind=kind), *positions)
    (finding,) = validate(dataset, select=["KB401"]).findings
    assert finding.severity is severity


def test_rules_that_are_not_selected_do_not_run():
    def explode(_context):
        raise AssertionError("this rule ran")

    rules = (*RULES, ValidationRule(code="ME001", severity=Severity.ERROR, check=explode))
    assert validate(of(NORTH), rules=rules, select=["KB1"]).ok
    assert validate(of(NORTH), rules=rules, ignore=["ME"]).ok


@pytest.mark.parametrize("option", ["select", "ignore"])
def test_an_unknown_code_is_refused_with_the_nearest(option):
    with pytest.raises(ValueError, match=r"unknown rule code 'KB11'; did you mean .*'KB101'"):
        validate(of(NORTH), **{option: ["KB11"]})
    with pytest.raises(ValueError, match="unknown rule code ''"):
        validate(of(NORTH), **{option: [""]})
    with pytest.raises(ValueError, match="'ME1'"):
        validate(of(NORTH), **{option: ["ME1"]})
    with pytest.raises(TypeError, match=r"\['KB101'\]"):
        validate(of(NORTH), **{option: "KB101"})
    for other in (5, [5], None):
        with pytest.raises(TypeError, match=f"{option} must list rule codes, got "):
            validate(of(NORTH), **{option: other})


# -- rules of one's own


def shouting(dataset):
    for actor in dataset.actors:
        if actor.label.isupper():
            yield Finding(
                code="ME001",
                severity=Severity.WARNING,
                message=f"{actor.label!r} shouts",
                record=actor.id,
            )


def test_a_function_is_a_rule():
    loud = attrs.evolve(NORTH, names=(attrs.evolve(NORTH.names[0], text="NORTH"),))
    report = validate(of(loud), rules=(*RULES, shouting), ignore=["KB702"])
    assert [finding.message for finding in report.findings] == ["'NORTH' shouts"]
    assert validate(of(loud), rules=(*RULES, shouting), ignore=["KB", "ME"]).findings == ()
    assert validate(of(loud), rules=[shouting], select=["ME001"]).findings == report.findings


def test_a_rule_without_a_docstring_explains_nothing():
    rule = ValidationRule(code="ME001", severity=Severity.ERROR, check=lambda _: ())
    assert (rule.doc, rule.summary) == ("", "")


@pytest.mark.parametrize("rules", [RULES[0], shouting, 5, Dataset])
def test_a_single_rule_is_no_list_of_rules(rules):
    with pytest.raises(TypeError, match="rules must list rules, got "):
        validate(of(NORTH), rules=rules)


def test_a_rule_can_be_called_by_itself():
    rule = next(rule for rule in RULES if rule.code == "KB702")
    assert [finding.record for finding in rule(of(NORTH))] == ["north"]


@pytest.mark.parametrize("select", [[], ["KB9"], ["KB1"]])
def test_a_rule_that_fails_is_a_finding_and_the_others_go_on(select):
    def broken(dataset):
        yield from shouting(dataset)
        raise LookupError("gone")

    dataset = of(EARLY, link("early", "before", "late"))
    report = validate(dataset, rules=(broken, *RULES), select=select)
    (failure,) = (each for each in report.findings if each.code == BROKEN_RULE)
    assert failure.severity is Severity.ERROR
    assert failure.message == "rule 'broken' failed: LookupError: gone"
    assert ("KB101" in {each.code for each in report.findings}) is (select != ["KB9"])


@pytest.mark.parametrize("findings", [5, ["a text"], None])
def test_a_function_without_findings_is_a_broken_rule(findings):
    report = validate(of(NORTH), rules=[lambda _: findings])
    assert [finding.code for finding in report.findings] == [BROKEN_RULE]


@pytest.mark.parametrize("count", [MOST_FINDINGS - 1, MOST_FINDINGS, MOST_FINDINGS + 500])
def test_a_rule_stops_after_a_thousand_findings_and_the_others_go_on(count):
    places = [Place(id=f"place-{number}") for number in range(count)]
    report = validate(of(*places, link("a", "before", "a")), select=["KB106", "KB702"])
    counts = Counter(each.code for each in report.findings)
    listed = min(count, MOST_FINDINGS)
    assert counts["KB702"] == listed
    assert counts["KB106"] == 1
    assert counts[STOPPED_RULE] == (listed == MOST_FINDINGS)
    if counts[STOPPED_RULE]:
        first = report.findings[0]
        assert first.message == "rule 'KB702' stopped after 1,000 findings; there may be more"
        assert first.severity is Severity.WARNING


def test_an_own_rule_may_be_endless():
    def endless(_):
        finding = Finding(code="ME001", severity=Severity.ERROR, message="a")
        return itertools.repeat(finding)

    report = validate(of(NORTH), rules=[endless])
    counts = Counter(each.code for each in report.findings)
    assert counts == {"ME001": MOST_FINDINGS, STOPPED_RULE: 1}
    assert not any(each.code == STOPPED_RULE for each in validate(of(NORTH)).findings)


def test_long_quotes_count_for_more():
    text = "long " * 10_000
    document = Document.from_text(text)
    source = Source(id="text", title="A text", paragraphs=document.outline())
    cited = (Citation("text", 1),)
    places = [Place(id=f"place-{number}", citations=cited) for number in range(500)]
    report = validate(of(source, *places).bind(document), select=["KB702"])
    assert len(report.findings) < 30
    assert report.findings[0].code == STOPPED_RULE


# -- the report


def test_a_report_without_errors_is_ok():
    report = validate(of(NORTH))
    assert report.ok
    assert report.errors == ()
    assert [finding.code for finding in report.warnings] == ["KB702"]
    report.raise_for_errors()
    assert validate(Dataset()) == ValidationReport(findings=())
    assert str(validate(Dataset())) == "no problems found"


def test_errors_are_raised_only_on_request():
    report = validate(of(WIRE, EARLY, LATE, link("late", "before", "early")), ignore=["KB202"])
    assert not report.ok
    with pytest.raises(ValidationError, match="KB301") as caught:
        report.raise_for_errors()
    assert isinstance(caught.value, KarabakhError)
    assert isinstance(caught.value, ValueError)
    assert not isinstance(caught.value, LoadError)
    assert caught.value.findings == report.errors
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 (our own)
    assert (again.source, again.findings) == (caught.value.source, caught.value.findings)


def test_a_report_is_read_in_groups_of_records():
    report = validate(everything())
    lines = str(report).splitlines()
    assert lines[-1] == f"{len(report.errors)} errors, {len(report.warnings)} warnings"
    assert sum(line.startswith("  ") for line in lines) == len(report.findings)
    groups = list(report.by_record())
    assert [finding for _, group in groups for finding in group] == list(report.findings)
    assert all(finding.record == record for record, group in groups for finding in group)


def test_progress_is_reported_after_each_rule():
    calls = []
    validate(Dataset(), progress=lambda done, total: calls.append((done, total)))
    count = sum(not rule.is_optional for rule in RULES)
    assert calls == [(number, count) for number in range(1, count + 1)]


@given(datasets(consistent=False))
def test_a_report_shows_itself_in_one_line(dataset):
    report = validate(dataset)
    shown = repr(attrs.evolve(report, source="a file.toml"))
    assert shown == f"<ValidationReport on a file.toml: {report.summary}>"
    assert "\n" not in shown
    assert len(shown) < 80


@pytest.mark.parametrize("other", [None, 5, "river.toml", [NORTH], NORTH])
def test_only_a_dataset_is_validated(other):
    with pytest.raises(TypeError, match="dataset must be a Dataset, got "):
        validate(other)
