"""Who demands what of whom, against a plain selection and on both datasets."""

import attrs
import pytest
from debates import debate, position
from hypothesis import given, settings
from hypothesis import strategies as st
from river_towns import ARTICLE, TOWNS, ids

from karabakh import (
    Actor,
    ActorKind,
    Certainty,
    Dataset,
    Link,
    LinkKind,
    Position,
    PositionForm,
    Proposition,
    Relation,
    RelationKind,
    Stance,
    UnknownIdError,
    When,
)
from karabakh.reasoning import demands


def test_two_demands_on_the_international_community_and_its_role_beside_them():
    (found,) = demands(ARTICLE)
    assert found == demands(ARTICLE, of="international-community")[0]
    assert found.of == "international-community"
    assert ids(found.demands) == ["author-demands-root-cause-work", "author-demands-reconciliation"]
    assert ids(found.assessments) == ["author-on-facilitation"]
    assert found.certainty is Certainty.CERTAIN
    assert [str(place) for place in found.demands[0].citations] == ["article#p6:20-33"]


def test_demands_by_topic_and_by_proposition():
    assert demands(ARTICLE, on="international-community") == demands(ARTICLE)
    (found,) = demands(ARTICLE, on="community-promotes-reconciliation")
    assert ids(found.demands) == ["author-demands-reconciliation"]
    assert demands(ARTICLE, on="status") == ()


def test_who_demands_what_of_the_towns():
    found = {group.of: (ids(group.demands), ids(group.assessments)) for group in demands(TOWNS)}
    assert found == {
        "ambry": (["commission-demands-lower-weir"], ["commission-on-ambry"]),
        "canal-league": (["gazette-demands-of-league"], ["gazette-on-talks"]),
        "tolvan": (["verrin-demands-payment"], []),
        "two-towns": (["commission-demands-books"], []),
    }


def test_what_is_demanded_of_a_collective_is_demanded_of_its_members():
    own, shared = demands(TOWNS, of="ambry")
    assert (own.of, ties(own)) == ("ambry", ())
    assert (shared.of, ties(shared)) == ("two-towns", (TOWNS.actors["two-towns"],))
    assert TOWNS.actors["two-towns"] in shared.premises
    (alone,) = demands(TOWNS, of="two-towns")
    assert ties(alone) == ()


@pytest.mark.parametrize(("year", "counts"), [("2003", [0, 1]), ("2010", [0])])
def test_only_who_is_a_member_at_the_time_is_addressed_with_a_collective(year, counts):
    member = Relation(
        id="m", subject="town", kind=RelationKind.MEMBER_OF, object="club", when=When("2001/2005")
    )
    demand = position(
        "x", "league", "p", Stance.SUPPORTS, year, form=PositionForm.DEMAND, addressee="club"
    )
    dataset = debate(Actor(id="club", kind=ActorKind.COLLECTIVE), member, demand)
    assert [len(group.demands) for group in demands(dataset, of="town")] == counts


def test_an_actor_of_whom_nothing_is_demanded_has_a_group_all_the_same():
    (found,) = demands(TOWNS, of="ferry-folk")
    assert (found.demands, found.assessments) == ((), ())
    assert found.describe() == "of ferry-folk: 0 demands"


def test_demands_without_an_addressee_come_last():
    dataset = Dataset.from_records(demand("d1", None), demand("d2", "b"), demand("d3", "a"))
    assert [group.of for group in demands(dataset)] == ["a", "b", None]
    assert demands(dataset)[-1].describe() == "of nobody in particular: 1 demand"


def test_what_others_report_of_a_demand_adds_an_addressee_and_replaces_nothing():
    def reported(name, addressee):
        return attrs.evolve(demand(name, addressee), according_to=("clerk",))

    same = Link(id="same", subject="d1", kind=LinkKind.SAME_AS, object="d2")
    unaddressed = Dataset.from_records(demand("d1", None), reported("d2", "a"), same)
    assert [
        (group.of, ids(group.demands), group.according_to) for group in demands(unaddressed)
    ] == [
        ("a", ["d2"], ("clerk",)),
        (None, ["d1"], ()),
    ]
    addressed = Dataset.from_records(demand("d1", "b"), reported("d2", "a"), same)
    assert [(group.of, ids(group.demands)) for group in demands(addressed)] == [("b", ["d1"])]


def test_collectives_of_collectives_count_and_circles_do_no_harm():
    def collective(name, *members):
        return Actor(id=name, kind=ActorKind.COLLECTIVE, members=members)

    dataset = Dataset.from_records(
        collective("all", "some"),
        collective("some", "one", "all"),
        Actor(id="one", kind=ActorKind.STATE),
        demand("d1", "all"),
        demand("d2", "some"),
    )
    own, of_all, of_some = demands(dataset, of="one")
    assert (own.of, of_all.of, of_some.of) == ("one", "all", "some")
    assert ids(ties(of_all)) == ["all", "some"]
    assert ids(ties(of_some)) == ["some"]


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        ({"of": "ambri"}, "did you mean 'ambry'"),
        ({"on": "toll"}, "did you mean 'tolls'"),
        ({"on": ""}, "unknown proposition or topic ''"),
    ],
)
def test_what_is_not_there_is_refused(arguments, hint):
    with pytest.raises(UnknownIdError, match=hint):
        demands(TOWNS, **arguments)


# -- the reference


def ties(group):
    return tuple(each for each in group.premises if not isinstance(each, Position))


def demand(name, addressee, form=PositionForm.DEMAND, proposition="p"):
    return Position(
        id=name,
        holder="x",
        proposition=proposition,
        stance=Stance.SUPPORTS,
        form=form,
        addressee=addressee,
    )


actors = st.sampled_from("abc")


@settings(max_examples=100)
@given(
    st.lists(
        st.tuples(
            st.none() | actors,
            st.sampled_from(
                [PositionForm.DEMAND, PositionForm.ASSESSMENT, PositionForm.ENDORSEMENT]
            ),
            st.sampled_from(["pa", "pb", "p?"]),
        ),
        max_size=8,
    ),
    st.none() | actors,
)
def test_groups_are_plain_selections(rows, of):
    positions = [demand(f"d{number}", *row) for number, row in enumerate(rows)]
    about = {"pa": "a", "pb": "b"}
    dataset = Dataset.from_records(
        *(Actor(id=each, kind=ActorKind.STATE) for each in "abc"),
        *(Proposition(id=name, text=name, about=(actor,)) for name, actor in about.items()),
        *positions,
    )
    found = demands(dataset, of=of)
    demanded = [each for each in positions if each.form is PositionForm.DEMAND]
    requested = {each.addressee for each in demanded} if of is None else {of}
    assert {group.of for group in found} == requested
    for group in found:
        assert list(group.demands) == [each for each in demanded if each.addressee == group.of]
        assert list(group.assessments) == [
            each
            for each in positions
            if each.form is PositionForm.ASSESSMENT
            and group.of is not None
            and about.get(each.proposition) == group.of
        ]
