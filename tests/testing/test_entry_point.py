"""Tests that Hypothesis finds the strategies of an installed package."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

USERS_TEST = """
from hypothesis import given, strategies as st

import karabakh

@given(position=st.from_type(karabakh.Position), dataset=...)
def test(position, dataset: karabakh.Dataset):
    assert isinstance(position, karabakh.Position)
    assert isinstance(dataset, karabakh.Dataset)

test()
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Install the package somewhere of its own, as its users get it."""
    target = tmp_path_factory.mktemp("site")
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--target", target]
    subprocess.run([sys.executable, "-m", "pip", "install", *options, ROOT], check=True)
    return target


def run(code, *, site, cwd, **environment):
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env=os.environ | {"PYTHONPATH": str(site)} | environment,
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_hypothesis_finds_them_by_itself(installed, tmp_path):
    done = run(USERS_TEST, site=installed, cwd=tmp_path)
    assert done.returncode == 0, done.stderr


def test_they_can_be_imported_before_hypothesis(installed, tmp_path):
    done = run("import karabakh.testing\n" + USERS_TEST, site=installed, cwd=tmp_path)
    assert done.returncode == 0, done.stderr


def test_without_plugins_a_call_registers_them(installed, tmp_path):
    code = "from karabakh.testing import register\nregister()\n" + USERS_TEST
    done = run(code, site=installed, cwd=tmp_path, HYPOTHESIS_NO_PLUGINS="1")
    assert done.returncode == 0, done.stderr


def test_hypothesis_loads_no_reader_and_no_rule_for_them(installed, tmp_path):
    code = "import hypothesis, sys; print(*(name for name in sys.modules if 'karabakh' in name))"
    done = run(code, site=installed, cwd=tmp_path)
    loaded = done.stdout.split()
    assert "karabakh.testing" in loaded
    assert not [name for name in loaded if name.startswith(("karabakh.io", "karabakh.validation"))]


def test_without_hypothesis_the_extra_is_named(installed, tmp_path):
    code = "import sys; sys.modules['hypothesis'] = None; import karabakh.testing"
    done = run(code, site=installed, cwd=tmp_path)
    assert "ImportError: karabakh.testing needs Hypothesis" in done.stderr
    assert "pip install 'karabakh[testing]'" in done.stderr


def test_without_hypothesis_the_library_works(installed, tmp_path):
    code = "import sys; sys.modules['hypothesis'] = None; import karabakh; karabakh.Actor"
    assert run(code, site=installed, cwd=tmp_path).returncode == 0
