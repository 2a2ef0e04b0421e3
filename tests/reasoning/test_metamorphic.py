"""What must stay the same when a dataset is rewritten."""

import attrs
from debates import ACTORS, PROPOSITIONS, debate, debates, matters, office, position
from hypothesis import example, given, settings
from hypothesis import strategies as st

from karabakh import Certainty, Dataset, Link, LinkKind, Stance
from karabakh.reasoning import contradictions, disputes, shifts, stance, stances
from karabakh.reasoning._attribution import OWN
from karabakh.reasoning._held_stances import conclude
from karabakh.reasoning._holdings import holdings_of

speakers = st.lists(st.sampled_from(ACTORS), unique=True, max_size=2).map(tuple)
said = st.one_of(st.just(()), st.just(()), speakers)


@st.composite
def reports(draw):
    """A debate in which sources report much by what others say."""
    dataset = draw(debates())

    def reported(records):
        return [attrs.evolve(each, according_to=draw(said)) for each in records]

    sources = [
        attrs.evolve(each, author=draw(st.sampled_from([None, None, *ACTORS])))
        for each in dataset.sources
    ]
    return attrs.evolve(
        dataset,
        sources=sources,
        positions=reported(dataset.positions),
        relations=reported(dataset.relations),
        events=reported(dataset.events),
        links=reported(dataset.links),
    )


# -- the answers, as what can be compared


def brief(each):
    return (each.holder, each.proposition, each.stance, each.position.id, each.no_longer_supports)


def firm(each):
    return each.certainty, each.reported, tuple(sorted(each.according_to))


def answers(dataset, **options):
    checks = contradictions(dataset, **options)
    for each in stances(dataset, **options):
        yield "stance", brief(each), each.bounds, firm(each)
    for each in shifts(dataset, **options):
        yield "shift", brief(each.earlier), brief(each.later), each.also, firm(each)
    for check in (*checks, *checks.rival_accounts, *checks.undetermined, *checks.compatible):
        if not hasattr(check, "supporting"):
            yield "records", check.first.id, check.second.id, check.verdict, firm(check)
        elif not (check.resolution and check.resolution[0] in dataset.links):
            pair = brief(check.supporting), brief(check.opposing)
            yield "check", check.verdict, *pair, check.also, check.resolution, firm(check)
    for each in disputes(dataset, **options):
        camps = [frozenset(map(brief, camp)) for camp in (each.supporters, each.opponents)]
        yield "dispute", each.proposition, *camps, each.also, each.span, firm(each)


def table(found):
    return sorted(map(repr, found))


# -- identity


@st.composite
def linked_debates(draw):
    dataset = draw(debates(links=False))
    pairs = draw(
        st.lists(
            st.sampled_from([ACTORS[:3], PROPOSITIONS]).flatmap(
                lambda names: st.tuples(st.sampled_from(names), st.sampled_from(names))
            ),
            max_size=2,
        )
    )
    links = [
        Link(id=f"same-{number}", subject=one, kind=LinkKind.SAME_AS, object=other)
        for number, (one, other) in enumerate(pairs)
        if one != other
    ]
    # One thing is of one kind.
    linked, kind = {end for link in links for end in link.ends}, draw(matters)
    propositions = [
        attrs.evolve(each, kind=kind) if each.id in linked else each
        for each in dataset.propositions
    ]
    return attrs.evolve(dataset, propositions=propositions, links=links)


def renamed(dataset):
    """The dataset with one identifier for all that links join, and without links."""
    name = {each: each for each in (*ACTORS, *PROPOSITIONS)}
    for _ in name:
        for link in dataset.links:
            first = min(name[link.subject], name[link.object])
            name = {
                each: first if now in {name[link.subject], name[link.object]} else now
                for each, now in name.items()
            }

    def all_of(ids):
        return tuple(dict.fromkeys(name[each] for each in ids))

    return Dataset(
        sources=dataset.sources,
        actors=[
            attrs.evolve(each, id=name[each.id], members=all_of(each.members))
            for each in dataset.actors
        ],
        relations=[
            attrs.evolve(each, subject=name[each.subject], object=name[each.object])
            for each in dataset.relations
        ],
        propositions=[
            attrs.evolve(
                each,
                id=name[each.id],
                implies=all_of(each.implies),
                excludes=all_of(each.excludes),
            )
            for each in dataset.propositions
        ],
        positions=[
            attrs.evolve(each, holder=name[each.holder], proposition=name[each.proposition])
            for each in dataset.positions
        ],
        events=dataset.events,
    )


@settings(max_examples=300)
@given(linked_debates())
def test_to_ask_with_links_is_to_rename_by_links_and_ask(dataset):
    assert table(answers(dataset)) == table(answers(renamed(dataset)))


# -- attribution


# A link makes what others report one with the sources' own; it is no conflict to the sources.
A_SHIFT_BESIDE_RUMOUR = debate(
    position("then", "town", "p", when="2001"),
    position("now", "town", "p", Stance.OPPOSES, "2003"),
    position("rumoured", "town", "p", according_to=("clerk",)),
    Link(id="same", subject="rumoured", kind=LinkKind.SAME_AS, object="now"),
)


@settings(max_examples=300)
@given(reports())
@example(A_SHIFT_BESIDE_RUMOUR)
def test_the_view_of_the_sources_is_the_dataset_without_what_others_say(dataset):
    own = [each for each in answers(dataset) if not each[-1][-1]]
    assert table(own) == table(answers(holdings_of(dataset).view(OWN)))


@settings(max_examples=60)
@given(reports(), st.sampled_from(ACTORS))
def test_what_one_actor_says_does_not_depend_on_what_another_says(dataset, actor):
    def by_one(records):
        return [attrs.evolve(each, according_to=each.according_to[:1]) for each in records]

    dataset = attrs.evolve(
        dataset,
        positions=by_one(dataset.positions),
        relations=by_one(dataset.relations),
        events=by_one(dataset.events),
        links=by_one(dataset.links),
    )
    alone = holdings_of(dataset).view(frozenset({actor}))
    # In disputes all stand together whose stances are by others' word.
    found, expected = (
        [each for each in answers(it) if each[-1][-1] == (actor,) and each[0] != "dispute"]
        for it in (dataset, alone)
    )
    assert table(found) == table(expected)


@settings(max_examples=300)
@given(reports())
def test_nothing_that_others_say_is_more_than_possible(dataset):
    for each in answers(dataset):
        certainty, reported, named = each[-1]
        assert certainty.rank <= reported.rank
        assert not named or certainty.rank <= Certainty.POSSIBLE.rank
        assert named or certainty is reported


BY_A_DOUBTFUL_OFFICE = debate(
    office("clerk", "town", certainty=Certainty.PROBABLE),
    position("x", "town", "p", according_to=("clerk",)),
)


@given(debates() | reports())
@example(BY_A_DOUBTFUL_OFFICE)
def test_what_is_preferred_as_firm_is_concluded_as_firmly(dataset):
    known = holdings_of(dataset)
    for holding in known.all:
        assert conclude(holding, known).reported.rank == holding.reported


@settings(max_examples=300)
@given(reports(), st.sampled_from(ACTORS))
def test_to_believe_an_actor_is_to_build_its_word_the_sources(dataset, actor):
    def believed(records):
        return [
            attrs.evolve(each, according_to=()) if actor in each.according_to else each
            for each in records
        ]

    stated = attrs.evolve(
        dataset,
        positions=believed(dataset.positions),
        relations=believed(dataset.relations),
        events=believed(dataset.events),
        links=believed(dataset.links),
    )
    assert table(answers(dataset, according_to=actor)) == table(answers(stated))


@settings(max_examples=200)
@given(reports(), st.sampled_from([None, "2001", "2002-05-07", "2003"]))
def test_what_others_say_changes_no_stance_that_the_sources_know(dataset, at):
    own = holdings_of(dataset).view(OWN)
    for holder in ACTORS:
        for proposition in PROPOSITIONS[:2]:
            found = stance(dataset, holder, proposition, at=at)
            alone = stance(own, holder, proposition, at=at)
            assert (found.stance, found.last_known, found.former) == (
                alone.stance,
                alone.last_known,
                alone.former,
            )
            assert set(alone.possible) <= set(found.possible)
