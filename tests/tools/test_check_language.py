import doctest
import importlib.util
import os
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
TOOL = ROOT / "tools" / "check_language.py"
SNIPPETS = tomllib.loads((ROOT / "tests/data/wording.toml").read_text("utf-8"))
BAD = [(bad["code"], bad["text"].replace("\\n", "\n")) for bad in SNIPPETS["bad"]]
UNUSED = "to" + "rn"  # so that this file does not use it
GOOD = [good.replace("\\n", "\n") for good in SNIPPETS["good"]]


@pytest.fixture(scope="module")
def tool():
    specification = importlib.util.spec_from_file_location("check_language", TOOL)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("code", "text"), BAD)
def test_what_the_house_does_not_say_is_found(tool, code, text):
    codes = {problem.code for problem in tool.check(text)}
    assert code in codes
    assert codes <= {code, "KL001", "KL004"}  # some opening verbs are phrases too


@pytest.mark.parametrize("text", GOOD)
def test_plain_wording_passes(tool, text):
    assert tool.check(text) == []


def test_every_code_has_a_snippet_and_is_documented(tool):
    codes = {code for code, _ in BAD}
    assert codes == {f"KL00{number}" for number in range(1, 7)}
    assert all(f"| {code} |" in tool.__doc__ for code in codes)


def test_a_problem_names_the_line_of_its_words_within_a_text(tool):
    text = 'x = 1\ny = """first\nsecond\nhang together"""\n'
    assert [(problem.line, problem.code) for problem in tool.check(text)] == [(4, "KL004")]


def test_two_problems_of_a_line_are_two(tool):
    words = "to" + "ld"
    assert len(tool.check(f"# {words} and {words}")) == 2


def test_the_name_of_a_file_is_a_name(tool):
    assert [problem.code for problem in tool.check("", "_ones")] == ["KL003"]


def test_the_example_of_the_check_runs(tool):
    assert doctest.testmod(tool).failed == 0


def test_a_file_counts_to_its_closest_package(tool):
    packages = ["src", "src/a", "src/a/b.py"]
    found = [tool.package_of(Path(file), packages) for file in ("src/a/b.py", "src/a/c.py")]
    assert found == ["src/a/b.py", "src/a"]
    assert tool.package_of(Path("src/ab/c.py"), packages) == "src"
    assert tool.package_of(Path("new/c.py"), packages) == "new"


def test_counts_may_fall_and_never_rise_and_zero_stays_zero(tool):
    counts = Counter({"a": 2, "b": 1, "new": 1, "zero": 1})
    assert tool.compare(counts, {"a": 3, "b": 1, "zero": 0}) == (["new", "zero"], ["a"])


def test_the_record_is_lowered_but_never_raised(tool, tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    text = '# why\n[counts]\n"a" = 3\n\n"gone" = 2\n\n"b" = 1\n'
    lowered = tool.lower(text, Counter({"a": 1, "b": 7}), tmp_path)
    assert lowered == '# why\n[counts]\n"a" = 1\n\n"b" = 1\n'


def test_listing_a_file_shows_what_is_found_where(tmp_path):
    path = tmp_path / "module.py"
    path.write_text(f"{UNUSED} = 1\n", "utf-8")
    done = _run(str(path))
    assert (done.returncode, done.stderr) == (1, "")
    assert f"{path}:1: KL003 " in done.stdout
    path.write_text("", "utf-8")
    assert _run(str(path)).stdout == "no findings\n"


def test_an_unknown_path_is_wrong_use(tmp_path):
    done = _run(str(tmp_path / "none.py"))
    assert done.returncode == 2
    assert "unknown path" in done.stderr


@pytest.fixture
def project(tmp_path):
    """A project of two packages, one with two problems, and the check in its tools."""
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools" / TOOL.name).write_bytes(TOOL.read_bytes())
    for name, count in (("a", 2), ("b", 0)):
        (tmp_path / "src" / name).mkdir(parents=True)
        (tmp_path / "src" / name / "module.py").write_text(f"{UNUSED} = 1\n" * count, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("counts", "status", "said"),
    [
        ({"src/a": 2, "src/b": 0}, 0, []),
        ({"src/a": 3, "src/b": 0}, 0, ["src/a: 3 → 2: record it with --update"]),
        ({"src/a": 1, "src/b": 0}, 1, ["src/a/module.py:1: KL003", "src/a: 2 findings, at most 1"]),
        ({"src/b": 0}, 1, ["src/a: 2 findings, at most 0 allowed"]),
    ],
)
def test_the_ratchet_refuses_what_rose(project, counts, status, said):
    done = _ratchet(project, counts)
    assert (done.returncode, done.stderr) == (status, "")
    assert all(each in done.stdout for each in said)
    assert "src/b" not in done.stdout


def test_what_fell_is_recorded_and_may_not_rise_again(project):
    assert _ratchet(project, {"src/a": 5, "src/b": 0}, "--update").returncode == 0
    record = (project / "tools/language.toml").read_text("utf-8")
    assert '"src/a" = 2\n' in record
    (project / "src/a/module.py").write_text(f"{UNUSED} = 1\n" * 3, "utf-8")
    assert _run(tool=project / "tools" / TOOL.name).returncode == 1


def test_the_record_names_existing_packages_only():
    record = tomllib.loads((ROOT / "tools/language.toml").read_text("utf-8"))
    assert [
        name for name in (*record["checked"], *record["counts"]) if not (ROOT / name).exists()
    ] == []


def _ratchet(project, counts, *arguments):
    lines = "".join(f'"{name}" = {count}\n' for name, count in counts.items())
    record = f'checked = ["src"]\n[counts]\n{lines}'
    (project / "tools/language.toml").write_text(record, "utf-8")
    return _run(*arguments, tool=project / "tools" / TOOL.name)


def _run(*arguments, tool=TOOL):
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, str(tool), *arguments]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", check=False, env=environment
    )
