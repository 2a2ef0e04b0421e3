"""Small cases of agreements and orders, with answers worked out by hand."""

import attrs
import pytest
from debates import debate, position, seen_from

from karabakh import (
    Agreement,
    AgreementKind,
    AgreementStatus,
    Certainty,
    Citation,
    ConditionType,
    Event,
    EventKind,
    Link,
    LinkKind,
    Participant,
    ParticipantRole,
    PositionForm,
    Proposition,
    PropositionKind,
    Provision,
    ProvisionKind,
    Requirement,
    Source,
    Stance,
    StatusChange,
    Truth,
    When,
)
from karabakh.reasoning import (
    ObligationState,
    QuestionKind,
    agreement_status,
    conditions,
    demands,
    disputes,
    obligations,
    open_questions,
    timeline,
)

CERTAIN, PROBABLE, POSSIBLE = Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE
UNKNOWN = Certainty.UNKNOWN


def link(subject, kind, target, certainty=CERTAIN, **fields):
    return Link(
        id=f"{subject}-{kind}-{target}",
        subject=subject,
        kind=LinkKind(kind),
        object=target,
        certainty=certainty,
        **fields,
    )


def dated(when):
    return When(when) if when else When.unknown()


def event(name, when="", kind=EventKind.OTHER, **fields):
    return Event(id=name, title=name, kind=kind, when=dated(when), **fields)


def step(status, when="", **fields):
    return StatusChange(status=AgreementStatus(status), when=dated(when), **fields)


def agreement(name, *steps, provisions=(), **fields):
    return Agreement(
        id=name,
        title=name,
        kind=fields.pop("kind", AgreementKind.CEASEFIRE),
        statuses=steps,
        provisions=provisions,
        **fields,
    )


def clause(name="go", obligor="town", **fields):
    return Provision(id=name, obligor=obligor, duty=fields.pop("duty", name), **fields)


def kinds(dataset):
    return [(found.kind, found.about) for found in open_questions(dataset)]


# -- attribution


def test_8_what_one_side_says_was_done_and_the_other_was_broken_is_contested():
    records = debate(
        agreement("truce", step("agreed", "2019"), provisions=(clause(beneficiary="league"),)),
        event("leaving", "2020"),
        event("staying", "2020"),
        link("leaving", "fulfils", "go", according_to=("town",)),
        link("staying", "breaches", "go", according_to=("league",)),
    )
    (found,) = obligations(records)
    assert found.state is ObligationState.CONTESTED
    assert (found.certainty, found.reported) == (POSSIBLE, CERTAIN)
    assert set(found.according_to) == {"town", "league"}
    accounts = {each.according_to: each.state for each in found.accounts}
    assert accounts == {
        ("league",): ObligationState.BREACHED,
        ("town",): ObligationState.FULFILLED,
    }
    assert found.reason() == "breached according to league, fulfilled according to town"
    outcomes = [it for it in open_questions(records) if it.kind is QuestionKind.OUTCOME]
    assert [each.about for each in outcomes] == [("go", "truce")]
    assert outcomes[0].reason() == found.reason()
    (trusting,) = obligations(records, according_to="league")
    assert (trusting.state, trusting.certainty) == (ObligationState.BREACHED, CERTAIN)
    assert [each.state for each in trusting.accounts] == [ObligationState.FULFILLED]


def test_8_what_only_one_side_says_is_possible_and_its_word():
    records = debate(
        agreement("truce", step("agreed", "2019"), provisions=(clause(),)),
        event("leaving", "2020", according_to=("town",)),
        link("leaving", "fulfils", "go"),
    )
    (found,) = obligations(records)
    assert (found.state, found.certainty, found.according_to) == (
        ObligationState.FULFILLED,
        POSSIBLE,
        ("town",),
    )


def test_8_what_the_sources_report_stands_against_an_actor_s_word():
    records = debate(
        agreement("truce", step("agreed", "2019"), provisions=(clause(),)),
        event("leaving", "2020"),
        event("staying", "2020"),
        link("leaving", "fulfils", "go", according_to=("town",)),
        link("staying", "breaches", "go"),
    )
    (found,) = obligations(records)
    assert (found.state, found.certainty, found.according_to) == (
        ObligationState.BREACHED,
        CERTAIN,
        (),
    )
    (other,) = found.accounts
    assert (other.state, other.according_to) == (ObligationState.FULFILLED, ("town",))


def test_10_a_truce_that_only_one_side_reports_is_agreed_according_to_it():
    claimed = Proposition(
        id="truce-made", text="A truce is agreed.", kind=PropositionKind.FACT, about=("truce",)
    )
    records = debate(
        claimed,
        agreement("truce", step("agreed", "2020-05-01", according_to=("town",))),
        position("says", "town", "truce-made", Stance.SUPPORTS, form=PositionForm.CLAIM),
        position("denies", "league", "truce-made", Stance.OPPOSES, form=PositionForm.CLAIM),
    )
    found = agreement_status(records, "truce")
    assert (found.status, found.certainty, found.according_to) == (
        AgreementStatus.AGREED,
        POSSIBLE,
        ("town",),
    )
    assert found.reported is CERTAIN
    assert agreement_status(records, "truce", according_to="town").certainty is CERTAIN
    (denial,) = disputes(records)
    assert (denial.proposition, denial.certainty) == ("truce-made", CERTAIN)


def test_10_accounts_of_a_status_that_differ_leave_it_undetermined():
    records = debate(
        agreement(
            "truce",
            step("agreed", "2020-05-01", according_to=("town",)),
            step("proposed", "2020-05-01", according_to=("league",)),
        )
    )
    found = agreement_status(records, "truce")
    assert (found.status, found.possible, found.certainty) == (None, (), UNKNOWN)
    accounts = {each.according_to: each.status for each in found.accounts}
    assert accounts == {
        ("town",): AgreementStatus.AGREED,
        ("league",): AgreementStatus.PROPOSED,
    }
    (question,) = (it for it in open_questions(records) if it.kind is QuestionKind.STATUS)
    assert "agreed, according to town" in question.reason()


def test_a_breach_that_only_one_side_reports_violates_nothing_for_the_sources():
    records = debate(
        agreement("truce", step("agreed", "2019")),
        event("raid", "2020"),
        link("raid", "breaches", "truce", according_to=("town",)),
    )
    found = agreement_status(records, "truce")
    assert (found.status, found.certainty, found.according_to) == (
        AgreementStatus.AGREED,
        CERTAIN,
        (),
    )
    (other,) = found.accounts
    assert (other.status, other.certainty) == (AgreementStatus.VIOLATED, POSSIBLE)


def test_when_a_source_was_created_rests_on_no_actors_word():
    lapse = clause(deadline=When("2019"))
    records = debate(
        Source(id="paper", title="Paper"),
        agreement("truce", step("agreed", "2018"), provisions=(lapse,)),
        event("flood", "2020", according_to=("town",), **seen_from("paper", "before")),
    )
    assert [each.state for each in obligations(records)] == [ObligationState.UNKNOWN]
    (trusting,) = obligations(records, according_to="town")
    assert trusting.state is ObligationState.OVERDUE


# -- identity


@pytest.mark.parametrize("name", ["truce", "accord"])
def test_17_of_two_agreements_that_are_one_the_later_step_counts(name):
    records = debate(
        agreement("truce", step("agreed", "2019")),
        agreement("accord", step("lapsed", "2021")),
        link("truce", "same-as", "accord"),
    )
    found = agreement_status(records, name)
    assert (found.status, found.certainty) == (AgreementStatus.LAPSED, CERTAIN)
    link_is_needed = name == "truce"
    assert (records["truce-same-as-accord"] in found.support) is link_is_needed


@pytest.mark.parametrize(("certainty", "expected"), [(PROBABLE, PROBABLE), (POSSIBLE, CERTAIN)])
def test_17_a_weaker_link_makes_it_weaker_or_does_not_count(certainty, expected):
    records = debate(
        agreement("truce", step("agreed", "2019")),
        agreement("accord", step("lapsed", "2021")),
        link("truce", "same-as", "accord", certainty),
    )
    found = agreement_status(records, "truce")
    status = AgreementStatus.LAPSED if certainty is PROBABLE else AgreementStatus.AGREED
    assert (found.status, found.certainty) == (status, expected)


def test_17_clauses_that_are_one_are_one_obligation():
    records = debate(
        agreement("truce", step("agreed", "2019"), provisions=(clause("go"),)),
        agreement("accord", provisions=(clause("leave", obligor="league"),)),
        event("leaving", "2020"),
        link("leaving", "fulfils", "leave"),
        link("truce", "same-as", "accord"),
        link("go", "same-as", "leave"),
        link("town", "same-as", "league"),
    )
    (found,) = obligations(records)
    assert (found.provision.id, found.state) == ("go", ObligationState.FULFILLED)
    assert records["go-same-as-leave"] in found.premises
    for actor in ("town", "league"):
        assert [each.provision.id for each in obligations(records, actor)] == ["go"]


def test_18_two_accounts_of_one_demand_are_one_demand():
    first = position("first", "town", "p", form=PositionForm.DEMAND, addressee="league")
    second = position("second", "town", "p", form=PositionForm.DEMAND, addressee="league")
    assert len(demands(debate(first, second))[0].demands) == 2
    (found,) = demands(debate(first, second, link("first", "same-as", "second")))
    assert found.demands == (first,)
    alleged = attrs.evolve(first, according_to=("clerk",))
    (found,) = demands(debate(alleged, second, link("first", "same-as", "second")))
    assert (found.demands, found.according_to) == ((second,), ())


def test_18_a_demand_that_only_another_reports_is_its_word():
    own = position("own", "town", "p", form=PositionForm.DEMAND, addressee="league")
    alleged = position(
        "alleged",
        "clerk",
        "p",
        form=PositionForm.DEMAND,
        addressee="league",
        according_to=("town",),
    )
    groups = demands(debate(own, alleged))
    assert [(group.demands, group.according_to, group.certainty) for group in groups] == [
        ((own,), (), CERTAIN),
        ((alleged,), ("town",), POSSIBLE),
    ]


# -- time


def test_24_what_a_later_source_presents_as_present_comes_later():
    records = debate(
        Source(id="old", title="Old", published=When("2019")),
        Source(id="new", title="New", published=When("2023")),
        agreement(
            "truce",
            step("lapsed", **seen_from("old", "overlaps")),
            step("in-force", **seen_from("new", "overlaps")),
        ),
    )
    assert agreement_status(records, "truce").status is AgreementStatus.IN_FORCE


def test_24_what_a_source_presents_as_over_comes_before_what_it_presents_as_present():
    records = debate(
        Source(id="paper", title="Paper"),
        agreement(
            "truce",
            step("violated", **seen_from("paper", "before")),
            step("in-force", **seen_from("paper", "overlaps")),
        ),
    )
    assert agreement_status(records, "truce").status is AgreementStatus.IN_FORCE


@pytest.mark.parametrize(
    ("at", "status"),
    [
        ("2019-06", "in-force"),
        ("2020-06", "suspended"),
        ("2021-06", "resumed"),
        ("2022-06", "suspended"),
        (None, "suspended"),
    ],
)
def test_a_truce_that_is_suspended_and_resumed(at, status):
    records = debate(
        agreement(
            "truce",
            step("in-force", "2019-01-01"),
            step("suspended", "2020-01-01"),
            step("resumed", "2021-01-01"),
        ),
        event("shelling", "2022-01-01"),
        link("shelling", "suspends", "truce"),
    )
    assert agreement_status(records, "truce", at=at).status is AgreementStatus(status)


@pytest.mark.parametrize(
    ("earlier", "at", "certainty"),
    [
        ([], None, CERTAIN),
        ([], "2021", PROBABLE),
        ([step("agreed", "2019")], None, PROBABLE),
        ([step("agreed", "2019")], "2021", PROBABLE),
    ],
)
def test_an_approximate_date_makes_no_difference_to_the_only_step_ever(earlier, at, certainty):
    records = debate(agreement("truce", *earlier, step("in-force", "2020~")))
    found = agreement_status(records, "truce", at=at)
    assert (found.status, found.certainty) == (AgreementStatus.IN_FORCE, certainty)


def test_an_agreement_that_takes_the_place_of_another_supersedes_it_once_it_is_made():
    records = debate(
        agreement("truce", step("in-force", "2019-01-01")),
        agreement("peace", step("proposed", "2020-01-01"), step("agreed", "2021-01-01")),
        link("peace", "supersedes", "truce"),
    )
    assert agreement_status(records, "truce").status is AgreementStatus.SUPERSEDED
    assert agreement_status(records, "truce", at="2020-06").status is AgreementStatus.IN_FORCE


def test_what_amends_an_agreement_leaves_its_status_and_is_listed():
    amends = link("protocol", "amends", "truce")
    records = debate(
        agreement("truce", step("in-force", "2019-01-01")),
        agreement("protocol", step("agreed", "2021-01-01")),
        amends,
    )
    found = agreement_status(records, "truce")
    assert (found.status, found.amendments) == (AgreementStatus.IN_FORCE, (amends,))


def test_an_agreement_lapses_when_its_period_is_over_probably():
    records = debate(
        agreement("truce", step("agreed", "2019-01-01"), period=When("2019-01-01/2019-12-31"))
    )
    during = agreement_status(records, "truce", at="2019-06")
    assert (during.status, during.certainty) == (AgreementStatus.AGREED, CERTAIN)
    after = agreement_status(records, "truce", at="2020-06")
    assert (after.status, after.certainty) == (AgreementStatus.LAPSED, PROBABLE)


def test_a_mere_proposal_can_not_be_breached():
    raid = (event("raid", "2020-02-01"), link("raid", "breaches", "truce"))
    proposed = debate(agreement("truce", step("proposed", "2020-01-01")), *raid)
    assert agreement_status(proposed, "truce").status is AgreementStatus.PROPOSED
    steps = step("proposed", "2020-01-01"), step("agreed", "2020-03-01")
    assert agreement_status(debate(agreement("truce", *steps), *raid), "truce").status is (
        AgreementStatus.AGREED
    )


@pytest.mark.parametrize("end", ["suspended", "lapsed", "superseded"])
@pytest.mark.parametrize(
    ("later", "when", "is_breached", "status"),
    [
        ([], "2020", True, None),
        ([], "2022", False, None),
        (["agreed"], "2022", False, "agreed"),
        (["agreed"], "2024", True, "violated"),
        (["resumed"], "2024", True, "violated"),
        (["proposed"], "2024", False, "proposed"),
    ],
)
def test_nothing_breaches_an_agreement_that_has_ended(end, later, when, is_breached, status):
    steps = step("agreed", "2019"), step(end, "2021"), *(step(each, "2023") for each in later)
    records = debate(
        agreement("truce", *steps, provisions=(clause(),)),
        event("raid", when),
        link("raid", "breaches", "go"),
    )
    (found,) = obligations(records)
    state = ObligationState.BREACHED if is_breached else ObligationState.UNKNOWN
    assert (found.state, found.by) == (state, "raid" if is_breached else None)
    assert agreement_status(records, "truce").status is AgreementStatus(status or end)


@pytest.mark.parametrize(
    ("when", "order", "is_open"),
    [("", [], True), ("2021", [], True), ("", ["before"], False), ("", ["follows"], True)],
)
def test_a_breach_that_may_be_before_the_end_or_after_is_undetermined(when, order, is_open):
    steps = step("agreed", "2019"), step("lapsed", "2021")
    records = debate(
        agreement("truce", *steps, provisions=(clause(),)),
        event("raid", when),
        event("talks", "2020"),
        link("raid", "breaches", "go"),
        *(link("raid", each, "talks") for each in order),
    )
    (found,) = obligations(records)
    state = ObligationState.UNKNOWN if is_open else ObligationState.BREACHED
    assert (found.state, found.by) == (state, "raid")
    possible = (AgreementStatus.VIOLATED,) if is_open else ()
    assert agreement_status(records, "truce").possible == (*possible, AgreementStatus.LAPSED)


@pytest.mark.parametrize(
    ("end", "raid"),
    [
        (step("lapsed", "2021", certainty=PROBABLE), event("raid", "2022")),
        (step("lapsed", "2021~"), event("raid", "2022")),
        (step("lapsed", "2021"), event("raid", "2022?")),
    ],
)
def test_what_has_not_surely_ended_may_be_breached(end, raid):
    truce = agreement("truce", step("agreed", "2019"), end, provisions=(clause(),))
    (found,) = obligations(debate(truce, raid, link("raid", "breaches", "go")))
    assert (found.state, found.by) == (ObligationState.UNKNOWN, "raid")
    anew = attrs.evolve(truce, statuses=(*truce.statuses, step("agreed", "2022")))
    firm = attrs.evolve(raid, when=When("2023"))
    (found,) = obligations(debate(anew, firm, link("raid", "breaches", "go")))
    assert found.state is ObligationState.BREACHED


def test_nothing_breaches_what_another_agreement_has_superseded():
    records = debate(
        agreement("truce", step("agreed", "2019-01-01"), provisions=(clause(),)),
        agreement("peace", step("agreed", "2021-01-01")),
        link("peace", "supersedes", "truce"),
        event("raid", "2022"),
        link("raid", "breaches", "truce"),
        event("stay", "2022"),
        link("stay", "breaches", "go"),
    )
    assert agreement_status(records, "truce").status is AgreementStatus.SUPERSEDED
    assert [each.state for each in obligations(records)] == [ObligationState.UNKNOWN]
    assert agreement_status(records, "truce", at="2020").status is AgreementStatus.AGREED


def test_what_is_done_late_under_an_agreement_that_has_ended_still_fulfils_it():
    records = debate(
        agreement("truce", step("agreed", "2019"), step("lapsed", "2021"), provisions=(clause(),)),
        event("leaving", "2022"),
        link("leaving", "fulfils", "go"),
    )
    assert [each.state for each in obligations(records)] == [ObligationState.FULFILLED]


@pytest.mark.parametrize(("when", "state"), [("2020-06", "breached"), ("2021-06", "unknown")])
def test_nothing_breaches_a_clause_out_of_the_period_in_which_it_binds(when, state):
    records = debate(
        agreement(
            "truce",
            step("agreed", "2019"),
            provisions=(clause(period=When("2020-01-01/2020-12-31")),),
        ),
        event("raid", when),
        link("raid", "breaches", "go"),
    )
    assert [each.state.value for each in obligations(records)] == [state]


def test_28_a_proposal_of_1931_is_before_one_of_1932_though_neither_was_agreed():
    records = debate(
        agreement("first", step("proposed", "1931")), agreement("second", step("proposed", "1932"))
    )
    order = timeline(records).before("first", "second")
    assert (order.answer, order.certainty) == (Truth.YES, CERTAIN)


# -- rules


@pytest.mark.parametrize(
    ("kind", "is_owed"),
    [
        (kind, kind in {ProvisionKind.OBLIGATION, ProvisionKind.PROHIBITION})
        for kind in ProvisionKind
    ],
)
def test_only_obligations_and_prohibitions_are_owed(kind, is_owed):
    records = debate(agreement("truce", step("agreed", "2019"), provisions=(clause(kind=kind),)))
    assert bool(obligations(records)) is is_owed


@pytest.mark.parametrize("at", ["2020-06", "2022"])
def test_a_prohibition_is_never_due_or_overdue(at):
    ban = clause(kind=ProvisionKind.PROHIBITION, deadline=When("2021-01-01"))
    truce = agreement("truce", step("agreed", "2019"), provisions=(ban,))
    (found,) = obligations(debate(truce), at=at)
    assert (found.state, found.reason()) == (ObligationState.UNKNOWN, "no breach reported")
    raid = (event("raid", "2020-01-01"), link("raid", "breaches", "go"))
    assert obligations(debate(truce, *raid), at=at)[0].state is ObligationState.BREACHED


def test_an_obligation_of_nobody_by_name_is_listed_and_is_nobody_s():
    records = debate(agreement("truce", step("agreed", "2019"), provisions=(clause(obligor=None),)))
    (found,) = obligations(records)
    assert found.describe() == "nobody by name: go: undetermined"
    assert obligations(records, "town") == ()


# -- open questions


def test_a_change_that_is_claimed_without_a_new_stance_is_open():
    turn = event(
        "turn",
        "2020",
        EventKind.STANCE_CHANGE,
        participants=(Participant(actor="town", role=ParticipantRole.SPEAKER),),
        about=("p",),
    )
    before = position("before", "town", "p", Stance.SUPPORTS, "2019")
    after = position("after", "town", "p", Stance.OPPOSES, "2021")
    question = QuestionKind.STANCE, ("town", "p", "turn")
    assert question in kinds(debate(turn))
    assert question in kinds(debate(turn, before))
    assert question not in kinds(debate(turn, before, after))
    assert question not in kinds(debate(turn, after))


def test_who_was_undecided_and_has_decided_since_leaves_nothing_open():
    early = position("early", "town", "p", Stance.UNDECIDED, "2019")
    late = position("late", "town", "p", Stance.SUPPORTS, "2021")
    question = QuestionKind.UNDECIDED, ("p",)
    assert question in kinds(debate(early))
    assert question not in kinds(debate(early, late))
    assert question in kinds(debate(early, position("late", "league", "p", when="2021")))


@pytest.mark.parametrize(
    ("fields", "is_open"),
    [
        ({}, True),
        ({"parties": ("town",)}, True),
        ({"parties": ("town", "league")}, False),
        ({"parties": ("town",), "parties_complete": True}, False),
        ({"parties": ("town",), "kind": AgreementKind.UNILATERAL_DECLARATION}, False),
    ],
)
def test_parties_that_the_source_does_not_name_are_open(fields, is_open):
    parties = fields.pop("parties", ())
    participants = tuple(Participant(actor=it, role=ParticipantRole.PARTY) for it in parties)
    records = debate(agreement("truce", step("agreed"), participants=participants, **fields))
    assert (QuestionKind.PARTIES in [kind for kind, _ in kinds(records)]) is is_open


# -- conditions and orders by an actor's word


def test_a_condition_that_only_an_actor_says_is_met_is_met_according_to_it():
    need = Proposition(id="need", text="q is needed for p.")
    records = debate(
        need,
        event("opening", "2020", according_to=("town",)),
        link("opening", "fulfils", "q"),
    )
    found = conditions(_with_requirement(records, "need", "p", "q"), "p").conditions[0].met
    assert (found.answer, found.certainty, found.according_to) == (Truth.YES, POSSIBLE, ("town",))


def _with_requirement(dataset, name, goal, condition):
    needed = Requirement(goal=goal, condition=condition, condition_type=ConditionType.NECESSARY)
    return dataset.replace(attrs.evolve(dataset[name], requirement=needed))


def test_an_order_that_only_an_actor_gives_is_possible_and_its_word():
    records = debate(
        event("raid"),
        event("truce-talks"),
        link("raid", "before", "truce-talks", according_to=("town",)),
    )
    times = timeline(records)
    order = times.before("raid", "truce-talks")
    assert (order.answer, order.certainty, order.according_to) == (Truth.YES, POSSIBLE, ("town",))
    assert times.layers == ()
    assert len(timeline(records, according_to="town").layers) == 2


def test_the_cited_author_is_the_source_s_own_voice():
    records = debate(
        Source(id="paper", title="Paper", author="clerk"),
        agreement("truce", step("agreed", "2019"), provisions=(clause(),)),
        event("leaving", "2020"),
        link(
            "leaving",
            "fulfils",
            "go",
            according_to=("clerk",),
            citations=(Citation("paper", 1),),
        ),
    )
    (found,) = obligations(records)
    assert (found.state, found.certainty, found.according_to) == (
        ObligationState.FULFILLED,
        CERTAIN,
        (),
    )


def test_what_is_contested_rests_on_the_accounts_and_does_not_list_them_again():
    truce = agreement("truce", step("agreed", "2019"), provisions=(clause(),))
    by_league = (event("staying", "2020"), link("staying", "breaches", "go"))
    own = attrs.evolve(by_league[1], according_to=("league",))
    done = event("leaving", "2020")
    said = link("leaving", "fulfils", "go", according_to=("town",))
    (contested,) = obligations(debate(truce, by_league[0], own, done, said))
    assert contested.details == ()
    assert set(contested.accounts) <= set(contested.premises)
    (breached,) = obligations(debate(truce, *by_league, done, said))
    assert [each.state for each in breached.details] == [ObligationState.FULFILLED]
