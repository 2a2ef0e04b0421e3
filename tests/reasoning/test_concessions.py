"""Who concedes something accepts it; no answer says that it backs it."""

import pytest
from debates import debate, office, position
from river_towns import ARTICLE

from karabakh import (
    Certainty,
    Link,
    LinkKind,
    PositionForm,
    Proposition,
    Stance,
)
from karabakh.briefing import build_briefing
from karabakh.figures import draw_stance_matrix
from karabakh.reasoning import disputes, shifts, stance, stances
from karabakh.wording import Labels

FOR, AGAINST = Stance.SUPPORTS, Stance.OPPOSES


def concession(name, holder, proposition, side=FOR, when="", **fields):
    return position(name, holder, proposition, side, when, form=PositionForm.CONCESSION, **fields)


def derived(*records):
    return [each.describe() for each in stances(debate(*records)) if each.is_derived]


@pytest.mark.parametrize(
    ("side", "words"),
    [
        (FOR, "town accepts this: p, since chair concedes this: p"),
        (
            AGAINST,
            "town accepts the opposite of this: p, since chair concedes that this is not so: p",
        ),
    ],
)
def test_a_body_accepts_what_its_officeholder_concedes(side, words):
    assert derived(concession("x", "chair", "p", side), office("chair", "town")) == [words]


@pytest.mark.parametrize("form", [PositionForm.RECOGNITION, PositionForm.REFUSAL])
def test_who_recognises_or_does_not_refuse_accepts_but_who_refuses_opposes(form):
    spokesman = office("chair", "town")
    for side, verb in ((FOR, "accepts"), (AGAINST, "opposes")):
        (words,) = derived(position("x", "chair", "p", side, form=form), spokesman)
        assert words.startswith(f"town {verb} this: p, since chair ")


def test_what_a_concession_implies_is_accepted_and_what_it_excludes_no_longer_supported():
    conceded = Proposition(id="p", text="p", implies=("q",), excludes=("r",))
    dataset = debate(conceded, concession("x", "town", "p"))
    assert [each.describe() for each in stances(dataset) if each.is_derived] == [
        "town accepts this: q, since town concedes this: p",
        "town no longer supports this: r, since town concedes this: p",
    ]


@pytest.mark.parametrize(("other", "changes"), [(FOR, 1), (AGAINST, 0), (Stance.UNDECIDED, 0)])
@pytest.mark.parametrize("is_first", [True, False])
def test_only_support_differs_from_being_no_longer_supported(other, changes, is_first):
    days = ("2001", "2003")[:: 1 if is_first else -1]
    dataset = debate(
        Proposition(id="q", text="q", excludes=("p",)),
        concession("x", "town", "q", when=days[0]),
        position("y", "town", "p", other, days[1]),
    )
    found = [each for each in shifts(dataset) if "p" in {each.proposition, *each.also}]
    assert len(found) == changes


def test_each_step_from_a_concession_says_no_more_than_the_concession():
    """What implies a thing no longer supported is not opposed, at any step."""
    excluding = Proposition(id="p", text="p", excludes=("q",))
    implying = Proposition(id="r", text="r", implies=("q",))
    *_, last = stances(debate(excluding, implying, concession("x", "town", "p")))
    before = last.premises[0]
    assert (last.proposition, before.proposition) == ("r", "q")
    assert last.no_longer_supports
    assert before.no_longer_supports


def test_a_camp_of_a_dispute_backs_or_accepts():
    (found,) = disputes(
        debate(
            concession("a", "town", "p"),
            position("b", "league", "p", FOR),
            position("c", "clerk", "p", AGAINST),
        )
    )
    assert found.describe() == "league supports this, town accepts it, clerk opposes it: p"


def test_who_backs_and_concedes_backs():
    (found,) = disputes(
        debate(
            concession("a", "town", "p"),
            position("b", "town", "p", FOR),
            concession("c", "clerk", "p", AGAINST),
        )
    )
    assert found.describe() == "town supports this, clerk accepts the opposite of it: p"


@pytest.mark.parametrize(
    ("certainty", "words"),
    [
        (Certainty.CERTAIN, "town, which once opposed this, now accepts it: p"),
        (Certainty.PROBABLE, "town, which once opposed this, now appears to accept it: p"),
        (Certainty.POSSIBLE, "town, which once opposed this, may now accept it: p"),
    ],
)
def test_a_shift_to_a_concession_is_one_to_acceptance(certainty, words):
    (found,) = shifts(
        debate(
            position("x", "town", "p", AGAINST),
            concession("y", "town", "p", certainty=certainty),
            Link(id="l", subject="x", kind=LinkKind.BEFORE, object="y"),
        )
    )
    assert found.describe() == words


def test_a_shift_from_a_concession_is_one_from_acceptance():
    (found,) = shifts(
        debate(
            concession("x", "town", "p", FOR, "2019"), position("y", "town", "p", AGAINST, "2021")
        )
    )
    assert found.describe() == "town accepted this in 2019 and opposed it in 2021: p"


def test_a_stance_at_a_time_is_in_the_words_of_what_it_rests_on():
    conceded = concession("x", "town", "p", FOR, "2019-05-01")
    backed = position("y", "town", "p", FOR, "2019-05-01")
    assert stance(debate(conceded), "town", "p", at="2019-05-01").describe() == (
        "town accepts this: p (1 May 2019)"
    )
    assert stance(debate(conceded), "town", "p", at="2021").describe() == (
        "last known: town accepts this: p (2021)"
    )
    both = stance(debate(conceded, backed), "town", "p", at="2019-05-01")
    assert both.describe() == "town supports this: p (1 May 2019)"


def test_figures_and_briefings_mark_a_concession_as_accepted():
    figure = draw_stance_matrix(ARTICLE)
    matter = ARTICLE.propositions["region-part-of-azerbaijan"].text
    rows = {row["actor"]: row["stance"] for row in figure.table if row["proposition"] == matter}
    assert rows["Armenia"] == rows["Pashinyan"] == "accepts"
    matrix = build_briefing(ARTICLE).matrix
    marks = {mark.words for row in matrix.uncontested for cell in row.cells for mark in cell}
    marks |= {mark.words for row in matrix.contested for cell in row.cells for mark in cell}
    assert "Accepts, derived" in marks


def test_no_sentence_on_the_article_calls_a_concession_support():
    conceded = (it for it in stances(ARTICLE) if it.position.form is PositionForm.CONCESSION)
    sentences = [each.describe(Labels(ARTICLE)) for each in conceded]
    assert len(sentences) > 1
    assert not [it for it in sentences if " supports " in it.replace(" no longer supports ", "")]
