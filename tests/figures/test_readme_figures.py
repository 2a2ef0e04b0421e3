"""The figures in the README are those that the library draws."""

import re
from pathlib import Path

import pytest

import karabakh
from karabakh import figures

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["timeline", "stance_matrix"])
def test_the_figure_is_drawn_from_the_bundled_dataset(name, tmp_path):
    getattr(figures, name)(karabakh.load()).save(tmp_path / "new.svg")
    shown = ROOT / "docs" / "_static" / f"{name}.svg"
    assert shown.read_bytes() == (tmp_path / "new.svg").read_bytes(), "save it anew"


def test_every_picture_of_the_readme_is_there_and_has_words_for_it():
    pictures = re.findall(r"!\[(.*?)\]\((.*?)\)", (ROOT / "README.md").read_text("utf-8"))
    assert pictures
    for words, path in pictures:
        assert words
        assert (ROOT / path).is_file()
