"""Coreferent records on random accords, against the slow rules."""

import functools
import itertools

import attrs
from accords import accords, codings
from hypothesis import given, settings
from seen import never_seen
from slow_clusters import (
    are_a_way,
    distances,
    sames,
    slow_differences,
    slow_pairs,
    slow_record_clashes,
    sound,
)

from karabakh import Agreement, Certainty, Provision
from karabakh.comparison import PairOutcome, compare, compare_sources, restrict_to_source
from karabakh.reasoning import Aspect, RecordCheck, Verdict, contradictions

FIRM = {Certainty.PROBABLE, Certainty.CERTAIN}


def record_clashes(dataset):
    found = contradictions(dataset)
    every = (*found.contradictions, *found.undetermined, *found.compatible)
    return [each for each in every if isinstance(each, RecordCheck)]


@settings(max_examples=150)
@given(accords("duties", "positions", "names"))
def test_records_that_can_not_both_hold_are_what_the_slow_rules_return(dataset):
    fast = record_clashes(dataset)
    slow = list(slow_record_clashes(dataset))
    assert len(fast) == len(slow)
    for group, respect, differing, doubt in slow:
        (found,) = (
            each
            for each in fast
            if each.aspect.value == respect
            and {each.first.id, each.second.id} <= group
            and all(link.certainty in FIRM for link in each.links) is (doubt is None)
        )
        pair = {found.first.id, found.second.id}
        open_ = doubt is not None
        bad = Verdict.UNDETERMINED if open_ else Verdict.CONTRADICTION
        assert found.verdict is (bad if differing else Verdict.COMPATIBLE)
        assert pair in differing if differing else len(pair) == 2
        assert bool(found.resolution) is (open_ and bool(differing))


@settings(max_examples=120)
@given(accords("duties", "positions", "names"))
def test_a_clash_of_records_names_the_fewest_links_that_build_them_one(dataset):
    firm = [link for link in sames(dataset) if link.certainty in FIRM]
    known = [link for link in firm if all(end in dataset for end in link.ends)]
    for found in record_clashes(dataset):
        ends = found.first.id, found.second.id
        assert are_a_way(found.links, *ends)
        assert found.premises == (found.first, found.second, *found.links)
        if all(link in firm for link in found.links):
            assert len(found.links) == distances(ends[0], known)[ends[1]]
            weakest = Certainty.weakest(each.certainty for each in found.premises)
            assert found.certainty.rank in {weakest.rank, found.max_certainty.rank}
        else:
            (link,) = found.links
            assert found.resolution in {(), (link.id,)}


# -- two codings


def names(pair):
    return tuple(each and each.id for each in (pair.left, pair.right))


def one_of(here, there):
    """A function that gives one name for all that are one in two codings."""
    links = sound(sames(here, there), here, there)
    return functools.cache(lambda name: min(distances(name, links)))


@settings(max_examples=120)
@given(codings())
def test_what_is_paired_is_what_the_slow_rules_pair(codings):
    here, there = codings
    links = sames(here, there)
    by_id, nearest = slow_pairs(here, there, links)
    found = compare(here, there)
    rules = {rule: {names(p) for p in found.pairs if p.rule == rule} for rule in RULES}
    assert rules["same-id"] == {(name, name) for name in by_id}
    for (name, is_here), closest in nearest.items():
        partners = {
            b if is_here else a for a, b in rules["same-as"] if name == (a if is_here else b)
        }
        assert partners & closest
    for a, b in rules["same-as"]:
        assert b in nearest.get((a, True), ()) or a in nearest.get((b, False), ())
    paired = itertools.chain(rules["same-id"], rules["same-as"], rules["same-matter"])
    stated = set(itertools.chain(*paired))
    assert {a for a, _ in rules["no-counterpart"]} - {None} == set(here.by_id) - stated
    assert {b for _, b in rules["no-counterpart"]} - {None} == set(there.by_id) - stated


RULES = ("same-id", "same-as", "same-matter", "no-counterpart")


@settings(max_examples=120)
@given(codings())
def test_in_what_two_records_differ_is_what_a_look_at_each_field_gives(codings):
    here, there = codings
    one = one_of(here, there)
    for pair in compare(here, there).pairs:
        if pair.left is None or pair.right is None:
            assert (pair.links, pair.differences) == ((), ())
            continue
        slow = slow_differences(pair.left, pair.right, one)
        assert {each.field: each.excludes for each in pair.differences} == slow
        if any(slow.values()):
            outcome = PairOutcome.CONTRADICTING
        else:
            outcome = PairOutcome.DIFFERENT if slow else PairOutcome.SAME
        assert pair.outcome is outcome
        rests_on = [pair.left, pair.right, *pair.links]
        assert pair.certainty is Certainty.weakest(each.certainty for each in rests_on)


@settings(max_examples=120)
@given(codings())
def test_positions_of_one_matter_have_one_holder_one_proposition_and_no_other_partner(codings):
    here, there = codings
    one = one_of(here, there)
    _, nearest = slow_pairs(here, there, sames(here, there))
    for pair in compare(here, there).pairs:
        if pair.rule == "same-matter":
            assert one(pair.left.holder) == one(pair.right.holder)
            assert one(pair.left.proposition) == one(pair.right.proposition)
            assert pair.left.id not in there
            assert pair.right.id not in here
            assert (pair.left.id, True) not in nearest
            assert (pair.right.id, False) not in nearest


@settings(max_examples=100)
@given(accords())
def test_two_sources_are_compared_as_two_codings_that_know_all_links(dataset):
    sides = [restrict_to_source(dataset, name) for name in ("wire", "paper")]
    for side, name in zip(sides, ("wire", "paper"), strict=True):
        stated = [_as_stated_by(name, each) for each in whole(dataset) if _cites(each, name)]
        assert whole(side) == stated
    stated = compare_sources(dataset, "wire", "paper")
    known = [attrs.evolve(side, links=dataset.links) for side in sides]
    paired = {names(p) for p in compare(*known).pairs if p.rule == "same-as"}
    assert {names(p) for p in stated.pairs if p.rule == "same-as"} == paired


def whole(dataset):
    return [each for each in dataset if not isinstance(each, Provision)]


def _cites(cited, name):
    return any(place.source == name for place in cited.citations)


def _as_stated_by(name, record):
    stated = tuple(place for place in record.citations if place.source == name)
    parts = {
        field: tuple(each for each in getattr(record, field) if _cites(each, name))
        for field in ("provisions", "statuses")
        if isinstance(record, Agreement)
    }
    return attrs.evolve(record, citations=stated, **parts)


def outcomes(codings):
    for pair in compare(*codings).pairs:
        yield pair.rule, pair.outcome.value
        yield from ((each.field, each.excludes) for each in pair.differences)


def test_random_codings_show_every_way_to_pair_and_every_outcome():
    wanted = [
        *itertools.product(("same-id", "same-as"), ("same", "different", "contradicting")),
        *itertools.product(["same-matter"], ["same", "different", "contradicting"]),
        *itertools.product(["no-counterpart"], ["only-left", "only-right"]),
        *itertools.product(["stance", "when", "doc_time_rel", "requirement"], [True, False]),
        *(("certainty", False), ("title", False)),
    ]
    assert never_seen(codings(), outcomes, wanted) == set()


def clashes(dataset):
    return [(each.aspect, each.verdict) for each in record_clashes(dataset)]


def test_random_accords_show_every_clash():
    stated_of_clashes = [each for each in Verdict if each is not Verdict.RIVAL_ACCOUNTS]
    wanted = list(itertools.product(Aspect, stated_of_clashes))
    strategy = accords("duties", "positions", "names")
    assert never_seen(strategy, clashes, wanted) == set()
