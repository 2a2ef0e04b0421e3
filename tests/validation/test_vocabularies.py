"""Code lists: what is in them is known however it is written, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rule_cases import event, of

from karabakh import ExternalCode
from karabakh.validation import RULES, VOCABULARIES, Vocabulary, validate, vocabulary_rule

WEATHER = Vocabulary(
    scheme="weather",
    terms=("light-rain", "snow"),
    aliases={"sleet": "snow"},
    qualifiers=("wind", "fog"),
    versions=("1", "2"),
    source="a forecast",
)


def known(vocabulary, value, version=""):
    return vocabulary.unknown_in(ExternalCode(vocabulary.scheme, value, version=version)) is None


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=[each.scheme for each in VOCABULARIES])
def test_every_term_and_alias_is_known_in_any_case(vocabulary):
    for term in (*vocabulary.terms, *vocabulary.aliases):
        assert known(vocabulary, term)
        assert known(vocabulary, term.upper())
        assert known(vocabulary, term.lower().replace("-", "_"))
        assert not known(vocabulary, f"{term}x")
    assert set(vocabulary.aliases.values()) <= set(vocabulary.terms)
    assert vocabulary.source


@given(
    st.sampled_from([each for each in VOCABULARIES if each.qualifiers]).flatmap(
        lambda each: st.tuples(
            st.just(each),
            st.sampled_from(each.terms),
            st.lists(st.sampled_from(each.qualifiers), min_size=1, max_size=4),
        )
    )
)
def test_a_term_may_be_followed_by_any_qualifiers(drawn):
    vocabulary, term, qualifiers = drawn
    assert known(vocabulary, f"{term}/{','.join(qualifiers)}")
    assert not known(vocabulary, f"{term}/{','.join([*qualifiers, 'nothing-of-the-kind'])}")


def test_an_unknown_part_is_reported_with_the_nearest_terms():
    unknown = WEATHER.unknown_in(ExternalCode("weather", "snow/wind,fgo"))
    assert (unknown.part, unknown.nearest) == ("fgo", ("fog",))
    unknown = WEATHER.unknown_in(ExternalCode("weather", "Light rian/wind"))
    assert (unknown.part, unknown.nearest) == ("Light rian", ("light-rain",))
    assert WEATHER.unknown_in(ExternalCode("weather", "snow/wind/fog")).part == "wind/fog"


def test_grades_of_sources_and_of_information_are_known_alone_and_together():
    (admiralty,) = (each for each in VOCABULARIES if each.scheme == "admiralty")
    pairs = {a + b for a in ["", *"ABCDEF"] for b in ["", *"123456"]} - {""}
    assert set(admiralty.terms) == pairs


def test_a_part_of_a_stage_is_known_with_and_without_its_stage():
    (pax,) = (each for each in VOCABULARIES if each.scheme == "pax")
    parts = [term for term in pax.terms if "/" in term]
    assert len(parts) > 10
    for term in parts:
        assert pax.aliases[term.partition("/")[2]] == term


@pytest.mark.parametrize(
    ("versions", "version", "is_known"),
    [(("1", "2"), "", True), (("1", "2"), "2", True), (("1", "2"), "3", False), ((), "3", True)],
)
def test_a_list_covers_its_versions_or_any_if_it_names_none(versions, version, is_known):
    vocabulary = Vocabulary(scheme="weather", terms=("snow",), versions=versions)
    code = ExternalCode("weather", "snow", version=version)
    assert vocabulary.knows_version(code) is is_known


def test_a_list_shows_its_scheme_and_how_many_terms_it_has():
    assert repr(WEATHER) == "<Vocabulary 'weather': 2 terms>"


def test_no_two_lists_are_of_one_scheme():
    assert len({each.scheme for each in VOCABULARIES}) == len(VOCABULARIES)


def test_a_list_of_a_users_own_is_checked_in_addition():
    codes = [
        ExternalCode("weather", "hail"),
        ExternalCode("weather", "hail", version="3"),
        ExternalCode("plover", "AGRE"),
    ]
    dataset = of(event("e", codes=tuple(codes)))
    rules = (*RULES, vocabulary_rule(WEATHER))
    found = validate(dataset, rules=rules, select=["KB6"]).findings
    assert [(each.code, each.where) for each in found] == [
        ("KB601", "/events/0/codes/0"),
        ("KB602", "/events/0/codes/1"),
        ("KB601", "/events/0/codes/2"),
    ]
    assert validate(dataset, rules=[vocabulary_rule()]).findings == ()
