"""Messages of the model's functions on arguments that they refuse."""

import pytest

import karabakh
from karabakh import Citation, coverage
from karabakh.model import fingerprint
from karabakh.model.integrity import check_integrity

ARTICLE = karabakh.load()
FUNCTIONS = {
    "coverage": lambda value: coverage(ARTICLE, source=value),
    "fingerprint": lambda value: fingerprint([value]),
    "check_integrity": check_integrity,
    "overlaps": Citation("article", 1).overlaps,
    "range_of": ARTICLE.sources["article"].range_of,
    "source_of": ARTICLE.source_of,
}


@pytest.mark.parametrize("value", [5, [], b"article", object], ids=str)
@pytest.mark.parametrize("name", list(FUNCTIONS))
def test_what_is_of_another_type_is_refused_at_once(name, value):
    with pytest.raises(TypeError, match=r" must be .*, got "):
        FUNCTIONS[name](value)


def test_a_citation_in_its_short_form_is_to_be_parsed():
    with pytest.raises(TypeError, match=r"Citation\.parse\('article#p1'\)"):
        ARTICLE.source_of("article#p1")
