"""Messages of the model's functions on arguments that they refuse."""

import pytest

import karabakh
from karabakh import Citation, coverage
from karabakh.model import fingerprint
from karabakh.model.integrity import check_integrity

ARTICLE = karabakh.load()
FUNCTIONS = {
    "coverage": lambda given: coverage(ARTICLE, source=given),
    "fingerprint": lambda given: fingerprint([given]),
    "check_integrity": check_integrity,
    "overlaps": Citation("article", 1).overlaps,
    "range_of": ARTICLE.sources["article"].range_of,
    "source_of": ARTICLE.source_of,
}


@pytest.mark.parametrize("given", [5, [], b"article", object], ids=str)
@pytest.mark.parametrize("name", list(FUNCTIONS))
def test_what_is_of_another_type_is_refused_at_once(name, given):
    with pytest.raises(TypeError, match=r" must be .*, got "):
        FUNCTIONS[name](given)


def test_a_citation_in_its_short_form_is_to_be_parsed():
    with pytest.raises(TypeError, match=r"Citation\.parse\('article#p1'\)"):
        ARTICLE.source_of("article#p1")
