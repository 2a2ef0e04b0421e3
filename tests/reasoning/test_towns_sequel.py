"""The towns two years later: rival accounts, linked records, a truce, members."""

import pytest
from river_towns import TOWNS

from karabakh import (
    Actor,
    ActorKind,
    Agreement,
    AgreementKind,
    AgreementStatus,
    Certainty,
    Citation,
    Dataset,
    Event,
    EventKind,
    Link,
    LinkKind,
    Position,
    Proposition,
    Provision,
    Relation,
    RelationKind,
    Source,
    Stance,
    StatusChange,
    When,
)
from karabakh.explanations import explain, explanation_to_text, resting_on
from karabakh.reasoning import (
    ObligationState,
    agreement_status,
    alignment,
    contradictions,
    disputes,
    obligations,
    shifts,
    stance,
    stances,
)

FOR, AGAINST = Stance.SUPPORTS, Stance.OPPOSES
CERTAIN, POSSIBLE = Certainty.CERTAIN, Certainty.POSSIBLE
CITED = {"citations": (Citation("almanac", 1),)}


def held(name, holder, proposition, taken, when, **fields):
    return Position(
        id=name,
        holder=holder,
        proposition=proposition,
        stance=taken,
        when=When(when),
        **CITED,
        **fields,
    )


def step(status, when):
    return StatusChange(status=AgreementStatus(status), when=When(when), **CITED)


def added():
    """Yield what an almanac of 1890 reports of the ferry, the ice and the third town."""
    yield Source(id="almanac", title="The Almanac of the River", published=When("1890-01-05"))
    yield Proposition(id="ferry-shared", text="The ferry is run by both towns.")
    yield Proposition(id="ferry-free", text="Nobody pays for the ferry.")
    # The league is coded twice, by two coders who spell it differently.
    yield Actor(id="league-of-canals", kind=ActorKind.ORGANISATION)
    yield Link(
        id="leagues-are-one",
        subject="league-of-canals",
        kind=LinkKind.SAME_AS,
        object="canal-league",
        **CITED,
    )
    yield held("league-then", "canal-league", "ferry-shared", FOR, "1888-11")
    yield held("league-later", "league-of-canals", "ferry-shared", AGAINST, "1889-06")
    # Of one day in March each side reports something else of Tolvan.
    yield held("tolvan-agreed", "tolvan", "ferry-shared", FOR, "1889-03-01")
    yield held(
        "tolvan-refused", "tolvan", "ferry-shared", AGAINST, "1889-03-01", according_to=("ambry",)
    )
    yield held("ambry-agreed", "ambry", "ferry-shared", FOR, "1889-03-01")
    # Sarnby joined the two for one year.
    yield Actor(id="sarnby", kind=ActorKind.STATE)
    yield Actor(id="three-towns", kind=ActorKind.COLLECTIVE, members=("ambry", "tolvan", "sarnby"))
    yield Relation(
        id="sarnby-joined",
        subject="sarnby",
        kind=RelationKind.MEMBER_OF,
        object="three-towns",
        when=When("1889-01-01/1889-12-31"),
        **CITED,
    )
    yield held("towns-before", "three-towns", "ferry-free", FOR, "1888-06-01")
    yield held("towns-during", "three-towns", "ferry-free", AGAINST, "1889-06-01")
    # A truce over the winter, with a duty that one side says was done and the other not.
    yield Agreement(
        id="ice-truce",
        title="The truce on the ice",
        kind=AgreementKind.CEASEFIRE,
        statuses=(
            step("in-force", "1889-01-01"),
            step("suspended", "1889-02-01"),
            step("resumed", "1889-04-01"),
        ),
        provisions=(Provision(id="clear-ice", obligor="tolvan", duty="clear the ice", **CITED),),
        **CITED,
    )
    for name, when in (("clearing", "1889-01-20"), ("blocking", "1889-01-21")):
        yield Event(id=name, title=name, kind=EventKind.OTHER, when=When(when), **CITED)
    yield Event(id="shots", title="shots", kind=EventKind.OTHER, when=When("1889-06-01"), **CITED)
    for subject, kind, target, speaker in (
        ("clearing", "fulfils", "clear-ice", "tolvan"),
        ("blocking", "breaches", "clear-ice", "ambry"),
        ("shots", "suspends", "ice-truce", "tolvan"),
    ):
        yield Link(
            id=f"{subject}-{kind}",
            subject=subject,
            kind=LinkKind(kind),
            object=target,
            according_to=(speaker,),
            **CITED,
        )


SEQUEL = TOWNS.merge(Dataset.from_records(*added()))


def test_what_ambry_says_of_tolvan_is_a_rival_account_and_refutes_nothing():
    found = contradictions(SEQUEL)
    about = [each for each in found.rival_accounts if each.proposition == "ferry-shared"]
    assert [(each.holder, each.according_to, each.certainty) for each in about] == [
        ("tolvan", ("ambry",), POSSIBLE)
    ]
    assert about[0].reported is CERTAIN
    assert not [each for each in found if getattr(each, "proposition", "") == "ferry-shared"]
    known = stance(SEQUEL, "tolvan", "ferry-shared", at="1889-03-01")
    assert (known.stance, known.contested) == (FOR, (AGAINST,))


def test_ambry_and_tolvan_dispute_the_ferry_by_the_word_of_ambry_alone():
    found = [each for each in disputes(SEQUEL) if each.proposition == "ferry-shared"]
    camps = [
        (
            each.according_to,
            {held.position.id for held in each.supporters},
            {held.position.id for held in each.opponents},
        )
        for each in found
    ]
    # By the almanac nobody was against it while another was for it.
    assert camps == [(("ambry",), {"ambry-agreed"}, {"tolvan-refused"})]
    assert alignment(SEQUEL, at="1889-03-01").between("ambry", "tolvan").score == 1


@pytest.mark.parametrize("name", ["canal-league", "league-of-canals"])
def test_the_league_changed_its_mind_under_two_names(name):
    (found,) = (each for each in shifts(SEQUEL) if each.proposition == "ferry-shared")
    assert (found.earlier.position.id, found.later.position.id) == ("league-then", "league-later")
    assert (found.holder, found.certainty) == ("canal-league", CERTAIN)
    assert SEQUEL["leagues-are-one"] in found.support
    assert stance(SEQUEL, name, "ferry-shared", at="1889-12").last_known is AGAINST
    (falling,) = (it for it in resting_on(SEQUEL, "leagues-are-one") if it.conclusion == found)
    assert falling.falls


@pytest.mark.parametrize(
    ("at", "status"),
    [
        ("1889-01-15", "in-force"),
        ("1889-03-01", "suspended"),
        ("1889-05-01", "resumed"),
        (None, "resumed"),
    ],
)
def test_the_truce_on_the_ice_was_suspended_and_resumed(at, status):
    found = agreement_status(SEQUEL, "ice-truce", at=at)
    assert (found.status, found.certainty) == (AgreementStatus(status), CERTAIN)
    later = {each.according_to: each.status for each in found.accounts}
    assert later == ({("tolvan",): AgreementStatus.SUSPENDED} if at is None else {})


def test_whether_tolvan_cleared_the_ice_is_contested():
    (found,) = (it for it in obligations(SEQUEL, "tolvan") if it.provision.id == "clear-ice")
    assert (found.state, found.certainty) == (ObligationState.CONTESTED, POSSIBLE)
    assert found.reason() == "breached according to ambry, fulfilled according to tolvan"
    (by_tolvan,) = (
        it
        for it in obligations(SEQUEL, "tolvan", according_to="tolvan")
        if it.provision.id == "clear-ice"
    )
    assert (by_tolvan.state, by_tolvan.certainty) == (ObligationState.FULFILLED, CERTAIN)


def test_the_three_towns_spoke_for_sarnby_only_while_it_was_a_member():
    found = {
        each.position.id: SEQUEL["sarnby-joined"] in each.premises
        for each in stances(SEQUEL, holder="sarnby", proposition="ferry-free")
    }
    assert found == {"towns-during": True}
    for town in ("ambry", "tolvan"):
        positions = {
            each.position.id for each in stances(SEQUEL, holder=town, proposition="ferry-free")
        }
        assert positions == {"towns-before", "towns-during"}
    changed = {each.holder for each in shifts(SEQUEL) if each.proposition == "ferry-free"}
    assert changed == {"ambry", "tolvan", "three-towns"}


def obligations_then(dataset):
    """Return what was owed before the almanac, which would let a deadline pass."""
    return obligations(dataset, at="1888-11")


def test_what_is_added_changes_no_answer_of_before():
    for ask in (shifts, disputes, obligations_then):
        before = {each.describe() for each in ask(TOWNS)}
        assert before <= {each.describe() for each in ask(SEQUEL)}


def test_each_answer_names_whose_word_it_is():
    for each in (*contradictions(SEQUEL).rival_accounts, *disputes(SEQUEL)):
        text = " ".join(explanation_to_text(explain(each, dataset=SEQUEL)).split())
        for actor in each.according_to:
            assert actor.title() in text
