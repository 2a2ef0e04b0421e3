"""The invented dataset is sound, and has what it is there for."""

import re

import pytest
from river_towns import TOWNS, towns_with_texts

from karabakh import Basis, Certainty, LinkKind, Stance
from karabakh.validation import validate


def test_nothing_is_wrong_with_it():
    assert validate(TOWNS).findings == ()


def test_every_citation_can_be_quoted():
    bound = towns_with_texts()
    assert bound.drift == ()
    assert all(bound.quote(place) for record in bound for place in record.all_citations)
    assert bound.quote(TOWNS["verrin-demands-payment"].citations[0]) == (
        "Tolvan must pay for the mill, she said."
    )


@pytest.mark.parametrize(
    "form",
    [
        r"\d{4}-\d\d-\d\d",
        r"\d{4}-\d\d",
        r"\d{4}",
        r"\d{3}X/\.\.",
        r"\d{4}-2[1-4]",
        r".*T\d\d:\d\d:\d\d",
        r"[^/]*~",
        r"[^/]*\?",
        r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d",
        r".*/",
        r"\.\./.*",
        r"\[.*,.*\]",
        r"-\d{4}",
        r"Y-\d{5}",
        r"",
    ],
)
def test_it_has_dates_of_every_sort(form):
    dates = [event.when for event in TOWNS.events]
    dates += [source.published for source in TOWNS.sources]
    dates += [position.when for position in TOWNS.positions]
    dates += [relation.when for relation in TOWNS.relations]
    assert any(re.fullmatch(form, str(when)) for when in dates)


def test_a_year_that_no_word_of_its_source_gives_is_marked_as_read():
    """As in the codebook: the papers of July 1887 leave the year to their readers."""
    read = ("mill-fire", "river-closed", "chains-taken-up", "talks", "verrin-welcomes-inspection")
    for name in read:
        record = TOWNS[name]
        assert record.basis is Basis.INFERRED
        assert "year" in record.note
        assert not any("1887" in towns_with_texts().quote(each) for each in record.citations)


def test_it_has_what_the_questions_are_about():
    assert len(TOWNS.sources) == 4
    assert len([each for each in TOWNS.agreements if each.provisions]) == 2
    assert {link.kind for link in TOWNS.links} >= {LinkKind.FULFILS, LinkKind.BREACHES}
    assert {position.stance for position in TOWNS.positions} == set(Stance)
    assert {record.certainty for record in TOWNS} >= {Certainty.PROBABLE, Certainty.POSSIBLE}
    assert TOWNS.actors["two-towns"].members == ("ambry", "tolvan")
