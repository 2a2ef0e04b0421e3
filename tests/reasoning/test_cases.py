"""Small cases with the right answers, worked out by hand."""

import pytest
from debates import debate, office, position, seen_from

from karabakh import (
    Actor,
    ActorKind,
    Basis,
    Certainty,
    Citation,
    Event,
    EventKind,
    Link,
    LinkKind,
    PositionForm,
    Proposition,
    PropositionKind,
    Relation,
    RelationKind,
    Source,
    Stance,
    Truth,
    When,
)
from karabakh.reasoning import (
    Verdict,
    alignment,
    contradictions,
    disputes,
    shifts,
    stance,
    stances,
    timeline,
)

FOR, AGAINST = Stance.SUPPORTS, Stance.OPPOSES
CERTAIN, PROBABLE, POSSIBLE = Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE
FACT = PropositionKind.FACT


def same(one, other, certainty=CERTAIN, **fields):
    return Link(
        id=f"{one}-is-{other}",
        subject=one,
        kind=LinkKind.SAME_AS,
        object=other,
        certainty=certainty,
        **fields,
    )


def fact(name, **fields):
    return Proposition(id=name, text=name, kind=FACT, **fields)


# -- attribution


def test_1_each_actor_who_reports_another_stance_has_an_account_of_its_own():
    reported = [
        position(name, "town", "p", Stance.OPPOSES, "2001-05-07", according_to=(name,))
        for name in ("league", "clerk")
    ]
    found = contradictions(debate(position("x", "town", "p", when="2001-05-07"), *reported))
    assert {each.according_to for each in found.rival_accounts} == {("league",), ("clerk",)}


def test_1_what_only_an_actor_orders_is_a_shift_by_its_word():
    dataset = debate(
        position("x", "town", "p"),
        position("y", "town", "p", Stance.OPPOSES, according_to=("league",)),
        Link(
            id="order",
            subject="x",
            kind=LinkKind.BEFORE,
            object="y",
            according_to=("league",),
        ),
    )
    (found,) = shifts(dataset)
    assert (found.earlier.position.id, found.according_to) == ("x", ("league",))


def test_1_a_stance_that_only_another_reports_is_a_rival_account_and_no_contradiction():
    found = contradictions(
        debate(
            position("own", "town", "p", FOR, "2020-05-01"),
            position("alleged", "town", "p", AGAINST, "2020-05-01", according_to=("league",)),
        )
    )
    assert len(found) == 0
    (rival,) = found.rival_accounts
    assert (rival.certainty, rival.reported) == (POSSIBLE, CERTAIN)
    assert rival.according_to == ("league",)
    assert not found.undetermined


def test_2_both_stances_by_one_voice_are_a_contradiction_in_its_account():
    (found,) = contradictions(
        debate(
            position("one", "town", "p", FOR, "2020-05-01", according_to=("league",)),
            position("other", "town", "p", AGAINST, "2020-05-01", according_to=("league",)),
        )
    )
    assert (found.verdict, found.reported, found.certainty) == (
        Verdict.CONTRADICTION,
        CERTAIN,
        POSSIBLE,
    )
    assert found.according_to == ("league",)


def test_3_a_dispute_that_one_side_reports_of_the_other_is_possible():
    (found,) = disputes(
        debate(
            position("own", "town", "p", FOR),
            position("alleged", "league", "p", AGAINST, according_to=("town",)),
        )
    )
    assert (found.certainty, found.according_to) == (POSSIBLE, ("town",))


def test_4_who_says_what_it_thinks_itself_is_the_authority_on_it():
    (found,) = disputes(
        debate(
            position("own", "town", "p", FOR),
            position("said", "league", "p", AGAINST, according_to=("league",)),
        )
    )
    assert (found.certainty, found.according_to) == (CERTAIN, ())


def test_5_so_is_who_speaks_for_it_by_the_source():
    tie = office("chair", "town")
    (found,) = shifts(
        debate(
            tie,
            position("before", "town", "p", FOR, "2019"),
            position("after", "town", "p", AGAINST, "2023", according_to=("chair",)),
        )
    )
    assert (found.certainty, found.according_to) == (CERTAIN, ())
    assert tie in found.support


def test_6_nobody_vouches_for_its_own_office():
    (found,) = shifts(
        debate(
            office("chair", "town", according_to=("chair",)),
            position("before", "town", "p", FOR, "2019"),
            position("after", "town", "p", AGAINST, "2023", according_to=("chair",)),
        )
    )
    assert (found.certainty, found.according_to) == (POSSIBLE, ("chair",))


def test_7_what_another_reports_in_between_hides_no_shift():
    found = shifts(
        debate(
            position("before", "town", "p", FOR, "2019"),
            position("alleged", "town", "p", FOR, "2021", according_to=("league",)),
            position("after", "town", "p", AGAINST, "2023"),
        )
    )
    own = [each for each in found if not each.according_to]
    assert [(each.earlier.position.id, each.later.position.id) for each in own] == [
        ("before", "after")
    ]
    assert own[0].certainty is CERTAIN


def test_7_an_order_that_only_another_gives_makes_no_shift_by_the_sources():
    records = debate(
        position("before", "town", "p", FOR),
        position("after", "town", "p", AGAINST),
        Link(
            id="order",
            subject="before",
            kind=LinkKind.BEFORE,
            object="after",
            according_to=("league",),
        ),
    )
    assert shifts(records) == ()
    assert [each.resolution for each in contradictions(records).undetermined] == [
        ("before", "after")
    ]
    (found,) = shifts(records, according_to="league")
    assert (found.earlier.position.id, found.certainty) == ("before", CERTAIN)


def test_9_what_the_author_is_named_for_is_the_sources_own_voice():
    stated = {"citations": (Citation("paper", 1),), "according_to": ("clerk",)}
    (found,) = shifts(
        debate(
            Source(id="paper", title="Paper", author="clerk"),
            position("before", "town", "p", FOR, "2019", **stated),
            position("after", "town", "p", AGAINST, "2023", **stated),
        )
    )
    assert (found.certainty, found.according_to) == (CERTAIN, ())


# -- identity


@pytest.mark.parametrize(("certainty", "expected"), [(CERTAIN, CERTAIN), (PROBABLE, PROBABLE)])
def test_11_and_12_a_shift_across_linked_actors_is_as_certain_as_the_link(certainty, expected):
    link = same("town", "league", certainty)
    (found,) = shifts(
        debate(
            position("before", "town", "p", FOR, "2019"),
            position("after", "league", "p", AGAINST, "2023"),
            link,
        )
    )
    assert found.certainty is expected
    assert link in found.premises


@pytest.mark.parametrize("fields", [{"certainty": POSSIBLE}, {"according_to": ("clerk",)}])
def test_13_an_uncertain_link_leaves_it_undetermined_and_is_named(fields):
    records = debate(
        position("before", "town", "p", FOR, "2019"),
        position("after", "league", "p", AGAINST, "2023"),
        same("town", "league", **fields),
    )
    assert shifts(records) == ()
    (found,) = contradictions(records).undetermined
    assert found.resolution == ("town-is-league",)
    assert found.certainty is Certainty.UNKNOWN


def test_14_linked_propositions_are_one():
    (found,) = contradictions(
        debate(
            position("one", "town", "p", FOR, "2020-05-01"),
            position("other", "town", "q", AGAINST, "2020-05-01"),
            same("p", "q"),
        )
    )
    assert (found.certainty, found.proposition) == (CERTAIN, "p")


def test_15_linked_actors_contradict_themselves_and_are_in_no_dispute():
    records = debate(
        position("one", "town", "p", FOR, "2020-05-01"),
        position("other", "league", "p", AGAINST, "2020-05-01"),
        same("town", "league"),
    )
    assert len(contradictions(records)) == 1
    assert disputes(records) == ()


def test_16_what_a_linked_proposition_excludes_is_excluded():
    (found,) = shifts(
        debate(
            Proposition(id="q", text="q", excludes=("r",)),
            position("before", "clerk", "p", FOR, "2019"),
            position("after", "clerk", "r", FOR, "2023"),
            same("p", "q"),
        )
    )
    assert "p" in {found.proposition, *found.also}


# -- time


@pytest.mark.parametrize("at", ["2024", "1850"])
def test_19_of_an_undated_stance_nothing_is_known_at_a_time(at):
    found = stance(debate(position("x", "town", "p")), "town", "p", at=at)
    assert (found.stance, found.last_known, found.possible) == (None, None, (FOR,))


def test_20_what_was_held_before_is_former_and_not_the_last_known():
    records = debate(
        Source(id="paper", title="Paper"),
        position("x", "town", "p", **seen_from("paper", "before")),
    )
    found = stance(records, "town", "p")
    assert (found.stance, found.last_known, found.former) == (None, None, (FOR,))


def test_21_a_point_date_is_an_observation():
    first = position("one", "town", "p", FOR, "2019-05-01")
    found = stance(debate(first), "town", "p", at="2024")
    assert (found.stance, found.last_known) == (None, FOR)
    later = position("other", "town", "p", AGAINST, "2021-05-01")
    assert stance(debate(first, later), "town", "p", at="2024").last_known is AGAINST
    assert stance(debate(first, later), "town", "p", at="2020").last_known is FOR
    assert stance(debate(first, later), "town", "p", at="2019-05-01").stance is FOR


def test_22_a_closed_interval_ends_a_stance():
    records = debate(position("x", "town", "p", FOR, "2019-05-01/2020-05-01"))
    found = stance(records, "town", "p", at="2024")
    assert (found.stance, found.last_known, found.former) == (None, None, (FOR,))
    assert stance(records, "town", "p", at="2019-12").stance is FOR


def test_23_a_dispute_that_may_not_be_at_a_time_is_possible():
    records = debate(
        position("one", "town", "p", FOR, "2020"), position("other", "league", "p", AGAINST, "2020")
    )
    (found,) = disputes(records, at="2020-05-01")
    assert found.certainty is POSSIBLE


def test_25_a_collective_speaks_for_whom_it_has_as_members_then():
    pair = Actor(id="pair", kind=ActorKind.COLLECTIVE, members=("town", "league"))
    past = Relation(
        id="membership",
        subject="town",
        kind=RelationKind.MEMBER_OF,
        object="pair",
        when=When("2010/2015"),
    )
    records = debate(pair, past, position("x", "pair", "p", FOR, "2020"))
    assert not stances(records, holder="town")
    assert len(stances(records, holder="league")) == 1
    earlier = debate(pair, past, position("x", "pair", "p", FOR, "2012"))
    (found,) = stances(earlier, holder="town")
    assert past in found.premises


def test_26_times_of_day_are_ordered_by_instant():
    (found,) = shifts(
        debate(
            position("evening", "town", "p", FOR, "2020-09-27T23:30:00-05:00"),
            position("night", "town", "p", AGAINST, "2020-09-28T03:00:00+04:00"),
        )
    )
    assert (found.earlier.position.id, found.later.position.id) == ("night", "evening")


def test_27_about_a_day_is_before_the_next_only_in_a_chronology_and_probably():
    assert When("2022-04-18~").before(When("2022-04-19")) is Truth.UNKNOWN
    days = {"one": "2022-04-18~", "other": "2022-04-19"}
    records = (
        Event(id=name, title=name, kind=EventKind.OTHER, when=When(day))
        for name, day in days.items()
    )
    order = timeline(debate(*records)).before("one", "other")
    assert (order.answer, order.certainty) == (Truth.YES, PROBABLE)


# -- rules


def test_29_a_concession_gives_up_support_of_what_it_excludes():
    records = debate(
        Proposition(id="q", text="q", excludes=("p",)),
        office("chair", "town", "2018/2024", citations=(Citation("paper", 1),)),
        position("before", "town", "p", FOR, "2019"),
        position(
            "concedes",
            "chair",
            "q",
            FOR,
            "2023",
            form=PositionForm.CONCESSION,
            citations=(Citation("paper", 1),),
        ),
        Source(id="paper", title="Paper"),
    )
    (found,) = shifts(records)
    assert found.later.no_longer_supports
    assert found.certainty is CERTAIN, "the words name the office"
    assert not disputes(records)
    assert len(contradictions(records)) == 0
    now = stance(records, "town", "p", at="2024")
    assert (now.stance, now.last_known, now.no_longer_supports) == (None, None, True)
    assert now.describe() == "town no longer supports this: p (2024)"


@pytest.mark.parametrize("form", ["assessment", "prediction"])
def test_30_what_an_officeholder_assesses_is_its_own(form):
    records = debate(
        office("chair", "town"), position("x", "chair", "p", FOR, form=PositionForm(form))
    )
    assert not stances(records, holder="town")


def test_30_so_are_its_values():
    value = Proposition(id="p", text="p", kind=PropositionKind.VALUE)
    assert not stances(
        debate(value, office("chair", "town"), position("x", "chair", "p")), holder="town"
    )


def test_31_who_wants_something_wants_what_it_implies_probably_and_by_the_coders_word():
    implying = Proposition(id="q", text="q", implies=("p",), basis=Basis.INFERRED)
    (found,) = disputes(
        debate(
            implying,
            position("aim", "chair", "q", FOR, form=PositionForm.AIM),
            position("no", "league", "p", AGAINST),
        )
    )
    assert (found.proposition, found.certainty) == ("p", PROBABLE)
    assert found.coder_inferences == (implying,)


def test_31_between_facts_an_implication_is_strict():
    (found,) = disputes(
        debate(
            fact("q", implies=("p",)),
            fact("p"),
            position("claim", "chair", "q", FOR),
            position("no", "league", "p", AGAINST),
        )
    )
    assert found.certainty is CERTAIN


def test_32_two_who_are_opposed_on_all_have_the_least_alignment():
    matrix = alignment(
        debate(
            position("one", "town", "p", FOR),
            position("other", "town", "q", AGAINST),
            position("third", "league", "p", AGAINST),
            position("fourth", "league", "q", FOR),
        )
    )
    assert matrix.between("town", "league").score == -1


def test_33_who_speaks_on_behalf_of_one_body_speaks_for_no_other():
    records = debate(
        office("clerk", "town"),
        office("clerk", "league"),
        position("one", "clerk", "p", FOR, on_behalf_of="town"),
        position("other", "clerk", "q", FOR, on_behalf_of="league"),
    )
    assert [each.proposition for each in stances(records, holder="town")] == ["p"]
    assert [each.proposition for each in stances(records, holder="league")] == ["q"]


def test_34_a_denial_may_come_days_after_the_claim():
    records = debate(
        fact("p"),
        position("claims", "town", "p", FOR, "2022-12-31"),
        position("denies", "league", "p", AGAINST, "2023-01-03"),
    )
    (found,) = disputes(records)
    assert (found.certainty, found.is_denial) == (CERTAIN, True)
    assert [each.position.id for each in found.premises] == ["claims", "denies"]
    assert found.span.start_earliest == When("2023-01-03").bounds.start_earliest
    assert [each.certainty for each in disputes(records, at="2023-01-03")] == [POSSIBLE]
    assert disputes(records, at="2022-12-31") == ()


def test_34_a_claim_that_its_holder_took_back_is_no_longer_denied():
    records = debate(
        fact("p"),
        position("claims", "town", "p", FOR, "2019"),
        position("takes-back", "town", "p", AGAINST, "2021"),
        position("denies", "league", "p", AGAINST, "2023"),
    )
    assert disputes(records) == ()
    denied_before = debate(
        fact("p"),
        position("claims", "town", "p", FOR, "2019"),
        position("denies", "league", "p", AGAINST, "2020"),
        position("takes-back", "town", "p", AGAINST, "2021"),
    )
    (found,) = disputes(denied_before)
    assert [each.holder for each in found.opponents] == ["league"]
    assert found.span.end_latest == When("2021").bounds.end_latest


def test_34_what_is_wanted_on_one_day_is_not_rejected_on_another():
    records = debate(
        position("wants", "town", "p", FOR, "2022-12-31"),
        position("rejects", "league", "p", AGAINST, "2023-01-03"),
    )
    assert disputes(records) == ()


@pytest.mark.parametrize(("until", "count"), [("2023-01-02", 0), ("2023-01-03", 1)])
def test_34_a_claim_whose_date_has_an_end_lasts_no_longer(until, count):
    records = debate(
        fact("p"),
        position("claims", "town", "p", FOR, f"2022-12-31/{until}"),
        position("denies", "league", "p", AGAINST, "2023-01-03"),
    )
    assert len(disputes(records)) == count
