"""The example scripts run, say what they are there to show, and fit on a page."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def output_of(name, *arguments):
    done = subprocess.run(
        [sys.executable, ROOT / "examples" / f"{name}.py", *arguments],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
    )
    assert done.stderr == ""
    assert done.returncode == 0
    return done.stdout


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("shift", "after    no longer supports, derived: article#p2:21-36"),
        ("shift", "certain? probable: the source hedges it, article#p2:1-1"),
        ("shift", "[office-holder; certain, derived]"),
        ("shift", "CONTRADICTIONS: 0"),
        ("disputes", "against  the ethnic Armenians, stated"),
        ("disputes", "for      Azerbaijan, by the rule implication"),
        ("disputes", "Azerbaijan / the ethnic Armenians"),
        ("own_rule", "CONCLUDED, AFTER 2 ROUNDS"),
        ("own_rule", "who-disarms-wants-an-end"),
        ("timeline", "DOES war-2020 COME BEFORE laying-down-arms? YES"),
        ("timeline", "DOES aliyev-rhetoric COME BEFORE offensive? UNKNOWN"),
        ("timeline", "with it:    not before 2020-01-01, not after 2023-09-21"),
        ("agreement", "Done? Unknown: no deadline or"),
        ("draft", "3 errors, 1 warning; 4 quotes: 1 verified, 1 repaired, 1 ambiguous, 1 absent"),
        ("draft", "no problems found; 4 quotes: 4 verified"),
        ("conditions", "5 conditions, 0 known to be met"),
        ("conditions", "according to the article's author (certain); not known to be met"),
        ("conditions", "DEMANDED OF THE INTERNATIONAL COMMUNITY"),
    ],
)
def test_examples_show_what_they_are_about(name, shown):
    printed = output_of(name)
    assert shown in printed
    assert max(map(len, printed.splitlines())) <= 80
    assert "<" not in printed, "nothing is printed as Python shows it"
