"""Agreements and duties on random accords, against the slow rules."""

import attrs
from accords import accords, times
from hypothesis import given, settings
from hypothesis import strategies as st
from seen import never_seen
from slow_duties import slow_obligation, slow_status

from karabakh import (
    Agreement,
    AgreementKind,
    AgreementStatus,
    Certainty,
    Dataset,
    StatusChange,
    Truth,
    When,
)
from karabakh.reasoning import ObligationState, agreement_status, obligations

requested = st.none() | times


@settings(max_examples=150)
@given(accords("duties"), requested)
def test_standings_are_what_the_slow_rules_return(dataset, at):
    for agreement in dataset.agreements:
        found = agreement_status(dataset, agreement.id, at=at)
        steps, is_sure, count = slow_status(dataset, agreement, at)
        possible = {step.status for step in steps}
        assert found.possible == tuple(each for each in AgreementStatus if each in possible)
        is_stated = is_sure and len(possible) == 1
        assert found.status is (next(iter(possible)) if is_stated else None)
        ranks = [agreement.certainty.rank, *(step.rank for step in steps)]
        if at is not None or count > 1:
            ranks += (step.interval.max_certainty.rank for step in steps)
        assert found.certainty.rank == (min(ranks) if is_stated else Certainty.UNKNOWN.rank)
        assert set(found.obligations) == {
            each for each in obligations(dataset, at=at) if each.agreement == agreement
        }


@settings(max_examples=150)
@given(accords("duties"), requested)
def test_duties_are_what_the_slow_rules_return(dataset, at):
    fast = {each.provision.id: each for each in obligations(dataset, at=at)}
    for agreement in dataset.agreements:
        for duty in agreement.provisions:
            slow = slow_obligation(dataset, duty, agreement, at)
            if slow is None:
                assert duty.id not in fast
                continue
            found = fast.pop(duty.id)
            assert (found.agreed, found.state.value) == (slow.agreed, slow.state)
            assert found.by in slow.by if slow.by else found.by is None
            assert found.in_time in slow.in_time
            assert found.certainty.rank == slow.rank
            assert {duty, agreement} <= set(found.premises)
    assert fast == {}


@settings(max_examples=100)
@given(accords("duties"), requested)
def test_an_actor_owes_what_it_and_the_collectives_that_it_is_in_owe(dataset, at):
    everything = obligations(dataset, at=at)
    for actor in dataset.actors:
        owing = {actor.id}
        for _ in dataset.actors:
            owing |= {each.id for each in dataset.actors if owing & set(each.members)}
        mine = obligations(dataset, actor.id, at=at)
        wanted = [each for each in everything if each.provision.obligor in owing]
        assert [each.provision for each in mine] == [each.provision for each in wanted]
        for each, own in zip(mine, wanted, strict=True):
            assert each.state is own.state
            assert each.certainty.rank <= own.certainty.rank


def test_what_was_violated_and_agreed_anew_is_violated_no_more():
    """Though its coming into force, of no date, may be of either agreement."""

    def step(name, **fields):
        return StatusChange(status=AgreementStatus(name), **fields)

    steps = [step("violated", when=When("2020-01-03")), step("agreed", when=When("2020-01-05"))]
    truce = Agreement(id="truce", title="", kind=AgreementKind.CEASEFIRE, statuses=tuple(steps))
    assert agreement_status(Dataset.from_records(truce), "truce").status is AgreementStatus.AGREED
    anew = attrs.evolve(truce, statuses=(*steps, step("in-force")))
    assert agreement_status(Dataset.from_records(anew), "truce").status is AgreementStatus.IN_FORCE


def outcomes(dataset):
    for at in (None, "2020-01-03"):
        for duty in obligations(dataset, at=at):
            yield duty.state
            yield "agreed", duty.agreed
            yield duty.certainty
            if duty.state is ObligationState.FULFILLED:
                yield "in time", duty.in_time
        for agreement in dataset.agreements:
            found = agreement_status(dataset, agreement.id, at=at)
            yield found.status
            yield "may be", min(len(found.possible), 3)


def test_random_accords_show_every_state_and_status():
    wanted = [
        *(state for state in ObligationState if state is not ObligationState.CONTESTED),
        *((("agreed", truth)) for truth in (Truth.YES, Truth.UNKNOWN)),
        *(("in time", truth) for truth in Truth),
        *Certainty,
        *AgreementStatus,
        None,
        *(("may be", count) for count in (0, 1, 2, 3)),
    ]
    assert never_seen(accords("duties"), outcomes, wanted) == set()
