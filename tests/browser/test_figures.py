"""Figures as a browser draws them: each text has its own room in the canvas."""

import sys
from pathlib import Path

import pytest

import karabakh
from karabakh.figures import draw_explanation, draw_stance_matrix, draw_timeline
from karabakh.reasoning import shifts

sys.path.append(str(Path(__file__).parents[1] / "figures"))

from samples import WORDS, truce

MEASURE = """
() => {
  const size = document.documentElement.viewBox.baseVal;
  const boxes = [...document.querySelectorAll("text")]
    .map((each) => [each.textContent, each.getBBox()]);
  const isOutside = (b) =>
    b.x < 0 || b.y < 0 || b.x + b.width > size.width || b.y + b.height > size.height;
  const found = boxes
    .filter(([_, b]) => isOutside(b))
    .map(([text]) => ["outside", text]);
  for (let i = 0; i < boxes.length; i++) for (let j = 0; j < i; j++) {
    const a = boxes[i][1], b = boxes[j][1];
    if (a.x < b.x + b.width && b.x < a.x + a.width &&
        a.y + 3 < b.y + b.height - 3 && b.y + 3 < a.y + a.height - 3) {
      found.push([boxes[i][0], boxes[j][0]]);
    }
  }
  return found;
}
"""

FIGURES = {
    "explanation": lambda: draw_explanation(shifts(karabakh.load())[0], dataset=karabakh.load()),
    **{
        f"{draw.__name__}-{name}-{width}": lambda draw=draw, name=name, width=width: draw(
            truce(name) if name in WORDS else karabakh.load(), width=width
        )
        for draw in (draw_timeline, draw_stance_matrix)
        for name in ("article", *WORDS)
        for width in (390, 960)
    },
}


@pytest.mark.parametrize("name", FIGURES)
def test_every_text_has_its_room(name, browser, tmp_path):
    path = tmp_path / "figure.svg"
    FIGURES[name]().save(path)
    page = browser.new_page()
    page.goto(path.as_uri())
    assert page.evaluate(MEASURE) == []
    page.close()


def test_the_dark_colours_are_shown_to_who_prefers_them(browser, tmp_path):
    path = tmp_path / "figure.svg"
    draw_timeline(karabakh.load()).save(path)
    shown = []
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme)
        page.goto(path.as_uri())
        shown.append(page.evaluate("getComputedStyle(document.querySelector('rect')).fill"))
        page.close()
    assert shown == ["rgb(255, 255, 255)", "rgb(20, 23, 26)"]
