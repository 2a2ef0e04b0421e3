"""Messages: what is invalid, its value, what is expected, and what to do."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import karabakh
from karabakh import (
    AgreementStatus,
    Citation,
    Dataset,
    DocTimeRel,
    Document,
    ExternalCode,
    Link,
    LinkKind,
    Source,
    StatusChange,
    When,
    coverage,
    validate,
)
from karabakh._shown import listed
from karabakh.explanations import explain
from karabakh.io._file_errors import unexplained
from karabakh.reasoning import shifts

ARTICLE = karabakh.load()
TWO_SOURCES = Dataset.from_records(Source(id="one", title="One"), Source(id="two", title="Two"))

ERRORS = {
    "dataset must be a Dataset, got 'a.toml'; use karabakh.read('a.toml')": (
        lambda: shifts("a.toml")
    ),
    "result must be one conclusion, record or source, got tuple; pass one item, e.g. result[0]": (
        lambda: explain((ARTICLE["offensive"],))
    ),
    "invalid citation 'article#2': expected 'article', 'article#p2', 'article#p2:21-36' or"
    " 'article#p2:21.1-36.4'": lambda: Citation.parse("article#2"),
    "invalid EDTF date '2020-13': month must be 01–12 (position 5)": lambda: When("2020-13"),
    "invalid external code 'Q399': expected 'scheme:value'": lambda: ExternalCode.parse("Q399"),
    "unknown actor 'armenai'; did you mean 'armenia'?": lambda: ARTICLE.actors["armenai"],
    "document 'text' is empty; use a plain text with the words of the source": (
        lambda: Document.from_text("")
    ),
    "dataset has 2 sources; pass source=…": (
        lambda: coverage(TWO_SOURCES, Document.from_text("They met."))
    ),
}


@pytest.mark.parametrize("message", ERRORS)
def test_an_error_says_what_is_wrong_and_what_to_do(message):
    with pytest.raises((TypeError, ValueError, LookupError)) as caught:
        ERRORS[message]()
    assert str(caught.value) == message


CIRCLE = [
    Link(id=f"circle-{each}", subject=each, kind=LinkKind.BEFORE, object=other)
    for each, other in [("offensive", "escalation"), ("escalation", "offensive")]
]
UNCITED = attrs.evolve(ARTICLE["offensive"], citations=(), doc_time_rel=DocTimeRel.BEFORE)
STEPS = tuple(
    StatusChange(status=status, when=When(day))
    for status, day in [
        (AgreementStatus.PROPOSED, "2021"),
        (AgreementStatus.AGREED, "2020"),
    ]
)
FINDINGS = {
    "KB301": ("inconsistent order: ", Dataset.from_records(*ARTICLE.events, *CIRCLE)),
    "KB308": (
        "'offensive' sets doc_time_rel but cites no source; exactly one is needed",
        ARTICLE.replace(UNCITED),
    ),
    "KB504": (
        "'ceasefire': status 'agreed' is listed after 'proposed' but dated earlier",
        ARTICLE.replace(attrs.evolve(ARTICLE["ceasefire"], statuses=STEPS)),
    ),
}


@pytest.mark.parametrize("code", FINDINGS)
def test_a_finding_says_of_what_it_is_and_what_to_do(code):
    message, dataset = FINDINGS[code]
    finding = next(each for each in validate(dataset).findings if each.code == code)
    assert finding.message.startswith(message)
    assert finding.hint


def test_a_bug_is_to_be_reported():
    finding = unexplained("/positions/0")
    assert finding.message == "record rejected for an unknown reason"
    assert finding.hint == "please report this bug"


def test_an_unknown_identifier_is_named_by_what_the_field_holds():
    with pytest.raises(LookupError, match=r"^unknown proposition 'peace'"):
        ARTICLE.positions.where(proposition="peace")
    with pytest.raises(LookupError, match=r"^unknown actor 'armenai'; did you mean 'armenia'"):
        ARTICLE.agreements.where(parties=["fighters", "armenai"])
    with pytest.raises(LookupError, match=r"^unknown record 'offensiv'; did you mean 'offensive'"):
        ARTICLE.links.where(of="offensiv")


@given(st.lists(st.sampled_from("abc"), max_size=6), st.integers(1, 5))
def test_a_list_that_is_cut_says_how_much_it_lacks(texts, most):
    first, *rest = listed(iter(texts), len(texts), most=most, separator="/").split(" and ")
    assert list(filter(None, first.split("/"))) == texts[:most]
    assert rest == ([f"{len(texts) - most} more"] if len(texts) > most else [])
