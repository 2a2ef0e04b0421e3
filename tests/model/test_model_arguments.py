"""Messages of the model's functions on arguments that they refuse."""

import pytest

import karabakh
from karabakh import Citation, Dataset, Place, coverage
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


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        (5, ""),
        (None, ""),
        ("here", ""),
        ([Place(id="here")], "; use from_records(*records)"),
        ((), "; use from_records(*records)"),
        ({"here": 1}, "; use from_records(*records)"),
    ],
)
def test_only_rows_of_records_are_to_be_unpacked(value, hint):
    with pytest.raises(TypeError) as caught:
        Dataset.from_records(value)
    assert str(caught.value) == f"records must be records or sources, got {value!r}{hint}"


def test_a_citation_in_its_short_form_is_to_be_parsed():
    with pytest.raises(TypeError, match=r"Citation\.parse\('article#p1'\)"):
        ARTICLE.source_of("article#p1")
