"""Figures look the same in all renderers that are installed."""

import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from samples import truce

import karabakh
from karabakh.figures import (
    draw_explanation,
    draw_network,
    draw_stance_matrix,
    draw_timeline,
)
from karabakh.reasoning import shifts

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "tools"))

pytest.importorskip("PIL")
pytest.importorskip("networkx")

import compare_renderers  # noqa: E402

if shutil.which("chromium") is None:
    pytest.skip("needs chromium", allow_module_level=True)

FIGURES = {
    "matrix": lambda: draw_stance_matrix(karabakh.load()),
    "timeline": lambda: draw_timeline(karabakh.load()),
    "timeline-narrow": lambda: draw_timeline(karabakh.load(), width=390),
    "timeline-dates": lambda: draw_timeline(truce("en")),
    "timeline-hy": lambda: draw_timeline(truce("hy")),
    "timeline-ar": lambda: draw_timeline(truce("ar")),
    "network": lambda: draw_network(karabakh.load()),
    "explanation": lambda: draw_explanation(shifts(karabakh.load())[0], dataset=karabakh.load()),
}


@pytest.mark.parametrize("name", FIGURES)
def test_few_pixels_differ_from_those_of_a_browser(name, tmp_path):
    path = tmp_path / f"{name}.svg"
    figure = FIGURES[name]()
    figure.save(path)
    if find_spec("resvg_py"):
        figure.save(path.with_suffix(".png"), scale=1)
    found = compare_renderers.compare(path, tmp_path / "all.png")
    if name.endswith("-ar"):
        found.pop("cairosvg", None)  # it does not shape Arabic
    assert {each: share for each, share in found.items() if share >= compare_renderers.MOST} == {}
