"""The figures in the README are those that the library draws."""

import re
from pathlib import Path

import karabakh
from karabakh.figures import draw_stance_matrix

ROOT = Path(__file__).parents[2]
WIDTH = 840
"""About that of a page on which a README is read."""


def test_the_figure_is_drawn_from_the_bundled_dataset(tmp_path):
    draw_stance_matrix(karabakh.load(), width=WIDTH).save(tmp_path / "new.svg")
    shown = ROOT / "docs" / "_static" / "stance_matrix.svg"
    assert shown.read_bytes() == (tmp_path / "new.svg").read_bytes(), "save it anew"


def test_every_picture_of_the_readme_is_there_and_has_words_for_it():
    pictures = re.findall(r"!\[(.*?)\]\((.*?)\)", (ROOT / "README.md").read_text("utf-8"))
    assert pictures
    for words, path in pictures:
        assert words
        assert (ROOT / path).is_file()
