"""What is owed under agreements, and where these stand."""

import itertools

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from river_towns import ARTICLE, TOWNS, ids
from slow_answers import reading_place

from karabakh import (
    Actor,
    ActorKind,
    Agreement,
    AgreementKind,
    AgreementStatus,
    Certainty,
    Citation,
    Dataset,
    DocTimeRel,
    EdtfError,
    Event,
    EventKind,
    Link,
    LinkKind,
    Provision,
    Source,
    StatusChange,
    Truth,
    UnknownIdError,
    When,
)
from karabakh.reasoning import ObligationState, agreement_status, obligations

# -- the article


def test_the_fighters_owe_the_laying_down_of_arms_and_whether_they_did_it_can_not_be_stated():
    (duty,) = obligations(ARTICLE, "fighters")
    assert duty.provision.duty == "lay down their arms"
    assert (duty.agreed, duty.state) == (Truth.YES, ObligationState.UNKNOWN)
    assert duty.certainty is Certainty.UNKNOWN
    assert [str(place) for place in duty.provision.citations] == ["article#p1:43-55"]
    assert any(isinstance(each, StatusChange) for each in duty.premises)
    assert duty.describe() == "fighters: lay down their arms: undetermined"
    assert obligations(ARTICLE) == (duty,)
    assert obligations(ARTICLE, "armenia") == ()


def test_the_agreement_of_the_article_is_agreed_and_nothing_more():
    standing = agreement_status(ARTICLE, "laying-down-arms")
    assert standing.status is AgreementStatus.AGREED
    assert standing.certainty is Certainty.CERTAIN
    assert standing.obligations == obligations(ARTICLE)
    earlier = agreement_status(ARTICLE, "laying-down-arms", at="2019")
    assert (earlier.status, earlier.possible) == (None, ()), "it comes after the war of 2020"


# -- the river towns: each state, and how it changes with the time asked about


@pytest.mark.parametrize(
    ("provision", "at", "state", "certainty"),
    [
        ("truce-chains", None, "fulfilled", "certain"),
        ("truce-chains", "1887-06-11", "due", "probable"),
        ("truce-chains", "1887-06", "unknown", "unknown"),
        ("truce-chains", "1887-07", "fulfilled", "certain"),
        ("truce-watch", None, "breached", "probable"),
        ("truce-watch", "1888-02-03", "breached", "probable"),
        ("truce-watch", "1888-02", "unknown", "unknown"),
        ("truce-watch", "1887-12", "unknown", "unknown"),
        ("truce-payment", None, "overdue", "probable"),
        ("truce-payment", "1887-09-29", "due", "probable"),
        ("truce-payment", "1887-09", "unknown", "unknown"),
        ("truce-payment", "1887", "unknown", "unknown"),
        ("truce-payment", "1887-09-30", "overdue", "probable"),
        ("treaty-books", None, "due", "probable"),
        ("treaty-books", "1889-12-31", "due", "probable"),
        ("treaty-books", "1890-01-02", "overdue", "probable"),
        ("treaty-weir", None, "unknown", "unknown"),
        ("treaty-weir", "1900", "unknown", "unknown"),
    ],
)
def test_states_of_the_duties_of_the_towns(provision, at, state, certainty):
    (duty,) = (each for each in obligations(TOWNS, at=at) if each.provision.id == provision)
    assert duty.state is ObligationState(state)
    assert duty.certainty is Certainty(certainty)


def test_nothing_is_owed_before_it_is_agreed():
    assert obligations(TOWNS, at="1887-05-31") == ()
    assert agreement_status(TOWNS, "mill-truce", at="1887-05-31").possible == ()
    assert {each.agreement.id for each in obligations(TOWNS, at="1888-10-03")} == {"mill-truce"}
    unsure = [each for each in obligations(TOWNS, at="1888-10") if each.agreed is Truth.UNKNOWN]
    assert {each.provision.id for each in unsure} == {"treaty-books", "treaty-weir"}
    assert all(each.certainty is Certainty.UNKNOWN for each in unsure)
    assert unsure[0].reason() == "whether it had been agreed by then is undetermined"


def test_they_are_in_the_order_of_the_sources():
    found = [each.provision for each in obligations(TOWNS)]
    assert found == sorted(found, key=reading_place)
    later = Citation("gazette", 9), Citation("gazette", 1)
    duties = [
        Provision(id=name, obligor="town", duty=name, citations=(place,))
        for name, place in zip("ab", later, strict=True)
    ]
    accords = [
        Agreement(
            id=f"accord-{each.id}",
            title="An accord",
            kind=AgreementKind.OTHER,
            statuses=(StatusChange(status=AgreementStatus.AGREED),),
            provisions=(each,),
        )
        for each in duties
    ]
    found = [each.provision for each in obligations(Dataset.from_records(*accords))]
    assert found == duties[::-1]


def test_reasons_name_the_performance_or_the_deadline():
    reasons = {each.provision.id: each.reason() for each in obligations(TOWNS)}
    assert reasons == {
        "truce-chains": "by chains-taken-up, in time",
        "truce-watch": "by watch-returns",
        "truce-payment": (
            "the deadline, 29 September 1887, has passed, and no outcome is reported"
        ),
        "treaty-books": "the deadline, 1 January 1890, is still to come",
        "treaty-weir": "no deadline or outcome reported",
    }
    reasons = {each.provision.id: each.reason() for each in obligations(TOWNS, at="1888-02")}
    assert reasons["truce-watch"] == "whether watch-returns has happened by then is undetermined"
    reasons = {each.provision.id: each.reason() for each in obligations(TOWNS, at="1887-09")}
    assert (
        reasons["truce-payment"]
        == "whether the deadline, 29 September 1887, has passed is undetermined"
    )


def test_premises_are_the_duty_its_agreeing_the_performance_and_the_source_that_shows_the_time():
    duties = {each.provision.id: each for each in obligations(TOWNS)}
    step = TOWNS.agreements["mill-truce"].statuses[0]
    assert duties["truce-chains"].premises == (
        TOWNS["truce-chains"],
        TOWNS["mill-truce"],
        step,
        TOWNS["chains-fulfilled"],
        TOWNS["chains-taken-up"],
    )
    assert duties["truce-payment"].premises == (
        TOWNS["truce-payment"],
        TOWNS["mill-truce"],
        step,
        TOWNS.sources["report"],
    )


@pytest.mark.parametrize(
    ("agreement", "at", "expected"),
    [
        ("mill-truce", None, "violated"),
        ("mill-truce", "1887-06-01", "agreed"),
        ("mill-truce", "1887-06-09", "agreed"),
        ("mill-truce", "1887-06-10", "in-force"),
        ("mill-truce", "1887-06", None),
        ("mill-truce", "1888-02", None),
        ("mill-truce", "1888-03", "violated"),
        ("toll-treaty", None, "agreed"),
        ("toll-treaty", "1888", None),
    ],
)
def test_where_the_agreements_of_the_towns_stand(agreement, at, expected):
    standing = agreement_status(TOWNS, agreement, at=at)
    assert standing.status is (None if expected is None else AgreementStatus(expected))
    assert (standing.status is None) is (standing.certainty is Certainty.UNKNOWN)


def test_a_status_that_can_not_be_stated_lists_what_it_may_be():
    standing = agreement_status(TOWNS, "mill-truce", at="1888-02")
    assert standing.possible == (AgreementStatus.IN_FORCE, AgreementStatus.VIOLATED)
    assert standing.describe() == "mill-truce: undetermined (in force or violated)"


def test_a_doubtful_date_makes_the_status_no_more_than_probable():
    assert agreement_status(TOWNS, "mill-truce", at="1888-03").certainty is Certainty.PROBABLE
    assert agreement_status(TOWNS, "mill-truce", at="1887-12").certainty is Certainty.CERTAIN


# -- single rules


def event(name, when="", **fields):
    time = When(when) if when else When.unknown()
    return Event(id=name, title=name, kind=EventKind.OTHER, when=time, **fields)


def link(subject, kind, target, **fields):
    name = f"{subject}-{kind}-{target}"
    return Link(id=name, subject=subject, kind=LinkKind(kind), object=target, **fields)


def step(kind, when="", **fields):
    time = When(when) if when else When.unknown()
    return StatusChange(status=AgreementStatus(kind), when=time, **fields)


def truce(*steps, deadline="", obligor="north", provisions=1):
    due = When(deadline) if deadline else When.unknown()
    return Agreement(
        id="truce",
        title="",
        kind=AgreementKind.CEASEFIRE,
        statuses=steps,
        provisions=tuple(
            Provision(id=f"duty-{number}", obligor=obligor, duty="go", deadline=due)
            for number in range(provisions)
        ),
    )


def state_of(*records, at=None):
    return [each.state.value for each in obligations(Dataset.from_records(*records), at=at)]


def test_what_is_done_late_is_fulfilled_and_late():
    dataset = Dataset.from_records(
        truce(deadline="2020-01-10"), event("done", "2020-01-11"), link("done", "fulfils", "duty-0")
    )
    (duty,) = obligations(dataset)
    assert (duty.state, duty.in_time) == (ObligationState.FULFILLED, Truth.NO)
    assert duty.reason() == "by done, late"


@pytest.mark.parametrize("deadline", ["2020-01-10~", "2020-01-10%"])
def test_an_approximate_deadline_has_no_last_day(deadline):
    agreed = truce(step("agreed", "2019"), deadline=deadline)
    assert state_of(agreed, at="2020-01-09") == ["unknown"]
    assert state_of(agreed, at="2020-01-11") == ["unknown"]
    assert state_of(truce(step("agreed", "2019"), deadline="2020-01-10?"), at="2021") == ["overdue"]


@pytest.mark.parametrize(
    ("deadline", "done", "published"),
    [
        ("2020-01-10~", "2020-01-09", "2020-01-09"),
        ("2020-01-10?", "2020-01-11", "2020-01-11"),
        ("2020-01-10", "2020-01-09~", ""),
        ("2020-01-10", "", "2020-01-09?"),
    ],
)
def test_whether_something_was_done_in_time_rests_on_no_doubtful_date(deadline, done, published):
    stated = When(published) if published else When.unknown()
    cited = (Citation("wire", 1),)
    dataset = Dataset.from_records(
        Source(id="wire", title="", published=stated),
        truce(deadline=deadline),
        event("done", done, doc_time_rel=DocTimeRel.BEFORE, citations=cited),
        link("done", "fulfils", "duty-0"),
    )
    (duty,) = obligations(dataset)
    assert (duty.state, duty.in_time) == (ObligationState.FULFILLED, Truth.UNKNOWN)
    assert duty.reason() == "by done"


@pytest.mark.parametrize("steps", [(), (step("agreed", "2018"),)])
def test_what_is_owed_is_as_certain_as_its_agreement(steps):
    hedged = attrs.evolve(truce(*steps), certainty=Certainty.POSSIBLE)
    dataset = Dataset.from_records(hedged, event("done", "2019"), link("done", "fulfils", "duty-0"))
    (duty,) = obligations(dataset)
    assert (duty.state, duty.certainty) == (ObligationState.FULFILLED, Certainty.POSSIBLE)
    assert hedged in duty.premises


@pytest.mark.parametrize(
    ("done", "state"),
    [("2017", "due"), ("2018-05-06", "due"), ("2018", "fulfilled"), ("2019", "fulfilled")],
)
@pytest.mark.parametrize("target", ["duty-0", "truce"])
def test_what_was_over_before_the_agreement_does_not_fulfil_it(done, state, target):
    agreed = truce(step("agreed", "2018-05-07"), deadline="2030")
    records = (agreed, event("done", done), link("done", "fulfils", target))
    assert state_of(*records, at="2020") == [state]


def test_nor_what_links_put_before_it():
    records = (truce(step("agreed")), event("done"), link("done", "fulfils", "duty-0"))
    assert state_of(*records) == ["fulfilled"]
    assert state_of(*records, link("done", "before", "truce")) == ["unknown"]


def test_a_breach_stays_a_breach():
    records = (truce(), event("done", "2020"), event("broken", "2019"))
    links = (link("done", "fulfils", "duty-0"), link("broken", "breaches", "duty-0"))
    assert state_of(*records, *links) == ["breached"]
    assert state_of(*records, links[0]) == ["fulfilled"]


def test_a_breach_that_may_have_happened_leaves_a_fulfilment_open():
    records = (truce(), event("done", "2020-01-01"), event("broken"))
    links = (link("done", "fulfils", "duty-0"), link("broken", "breaches", "duty-0"))
    agreed = attrs.evolve(records[0], statuses=(step("agreed", "2019"),))
    assert state_of(agreed, *records[1:], *links, at="2021") == ["unknown"]


def test_what_is_still_to_come_by_its_source_or_its_date_has_not_happened():
    source = Source(id="wire", title="", published=When("2020-06-01"))
    planned = event("done", doc_time_rel=DocTimeRel.AFTER)
    dated = event("done", "2020-07-01")
    tie = link("done", "fulfils", "duty-0")
    assert state_of(source, truce(deadline="2020-12-01"), planned, tie) == ["unknown"]
    assert state_of(source, truce(deadline="2020-12-01"), dated, tie) == ["unknown"]


def test_what_fulfils_an_agreement_fulfils_each_duty_under_it():
    done = (event("done"), link("done", "fulfils", "truce"))
    assert state_of(truce(provisions=2), *done) == ["fulfilled", "fulfilled"]


def test_what_breaches_an_agreement_tells_of_no_single_duty_but_violates_it():
    dataset = Dataset.from_records(truce(), event("broken"), link("broken", "breaches", "truce"))
    assert obligations(dataset)[0].state is ObligationState.UNKNOWN
    assert agreement_status(dataset, "truce").status is AgreementStatus.VIOLATED


def test_nothing_is_owed_under_what_was_but_proposed():
    assert state_of(truce(step("proposed"))) == []
    assert state_of(truce(step("proposed"), step("unknown"))) == ["unknown"]


def test_steps_without_dates_are_in_the_order_of_their_stages():
    steps = (step("in-force"), step("proposed"), step("agreed"))
    for order in itertools.permutations(steps):
        assert (
            agreement_status(Dataset.from_records(truce(*order)), "truce").status
            is AgreementStatus.IN_FORCE
        )
    both = Dataset.from_records(truce(step("lapsed"), step("violated")))
    assert agreement_status(both, "truce").status is None


def test_dates_outrank_stages():
    dataset = Dataset.from_records(truce(step("lapsed", "2019"), step("agreed", "2020")))
    assert agreement_status(dataset, "truce").status is AgreementStatus.AGREED


def test_a_step_stated_by_a_dated_source_was_taken_by_then():
    source = Source(id="wire", title="", published=When("2020-06-01"))
    stated = step("agreed", doc_time_rel=DocTimeRel.BEFORE)
    here, elsewhere = (
        attrs.evolve(stated, citations=(Citation(name, 1),)) for name in ("wire", "paper")
    )
    found = agreement_status(Dataset.from_records(source, truce(here)), "truce", at="2020-07")
    assert found.status is AgreementStatus.AGREED
    assert (
        agreement_status(
            Dataset.from_records(source, truce(elsewhere)), "truce", at="2020-07"
        ).status
        is None
    )


def test_a_member_owes_what_its_collective_owes():
    towns = Actor(id="towns", kind=ActorKind.COLLECTIVE, members=("north", "south"))
    everybody = Actor(id="all", kind=ActorKind.COLLECTIVE, members=("towns",))
    actors = (
        towns,
        everybody,
        *(Actor(id=each, kind=ActorKind.STATE) for each in ("north", "south", "x")),
    )
    dataset = Dataset.from_records(*actors, truce(obligor="towns"))
    (duty,) = obligations(dataset, "north")
    assert towns in duty.premises
    assert obligations(dataset, "towns")[0].premises == (dataset["duty-0"], dataset["truce"])
    assert obligations(dataset, "x") == ()
    dataset = Dataset.from_records(*actors, truce(obligor="all"))
    assert obligations(dataset, "north")[0].premises[2:] == (everybody, towns)


def test_an_order_by_links_tells_whether_something_has_happened():
    dataset = Dataset.from_records(
        truce(step("agreed", "2019")),
        event("done"),
        event("later", "2020-01-05"),
        link("done", "fulfils", "duty-0"),
        link("done", "before", "later"),
    )
    assert obligations(dataset, at="2020-02")[0].state is ObligationState.FULFILLED


def test_what_is_not_there_is_refused():
    with pytest.raises(UnknownIdError, match="did you mean 'mill-truce'"):
        agreement_status(TOWNS, "mill-truse")
    with pytest.raises(UnknownIdError, match="actor"):
        obligations(TOWNS, "nobody")
    with pytest.raises(EdtfError):
        obligations(TOWNS, at="yesterday")


def test_dangling_links_and_obligors_crash_nothing():
    dataset = Dataset.from_records(truce(), link("nothing", "fulfils", "duty-0"))
    assert ids(each.provision for each in obligations(dataset)) == ["duty-0"]
    assert obligations(dataset, at="2020")[0].state is ObligationState.UNKNOWN


# -- the reference: all days that each thing may be on

days = st.sampled_from([f"2020-01-0{day}" for day in range(1, 6)])
spans = days | st.tuples(days, days).map(lambda pair: "[{}..{}]".format(*sorted(pair)))


def days_of(text):
    bounds = When(text).bounds
    return range(bounds.end_earliest, bounds.end_latest + 1)


def slow_state(performances, deadline, at):
    """What is the case on all days that everything may be on, or else unknown."""

    def state(t, days):
        done = {kind for (kind, _), day in zip(performances, days, strict=True) if day <= t}
        if "breaches" in done:
            return "breached"
        if done:
            return "fulfilled"
        if not deadline:
            return "unknown"
        return "overdue" if When(deadline).bounds.end_latest < t else "due"

    found = {
        state(t, days)
        for t in days_of(at)
        for days in itertools.product(*(days_of(when) for _, when in performances))
    }
    return found.pop() if len(found) == 1 else "unknown"


@settings(max_examples=150)
@given(
    st.lists(st.tuples(st.sampled_from(["fulfils", "breaches"]), spans), max_size=3),
    st.just("") | spans,
    spans,
)
def test_states_agree_with_all_days_that_everything_may_be_on(performances, deadline, at):
    records = []
    for number, (kind, when) in enumerate(performances):
        records += [event(f"e{number}", when), link(f"e{number}", kind, "duty-0")]
    agreed = truce(step("agreed", "2019"), deadline=deadline)
    assert state_of(agreed, *records, at=at) == [slow_state(performances, deadline, at)]
