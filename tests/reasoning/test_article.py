"""What the article must show, point by point, with certainty and places.

Each test is one point, stated in its docstring; what a careful reader finds, and nothing else.
"""

import pytest
from river_towns import ARTICLE, ids

from karabakh import AgreementStatus, Basis, Certainty, Stance, Truth, When
from karabakh.explanations import explain
from karabakh.reasoning import (
    OrderedBy,
    QuestionKind,
    agreement_status,
    conditions,
    contradictions,
    demands,
    disputes,
    obligations,
    open_questions,
    shifts,
    stance,
    timeline,
)

FOR, AGAINST = Stance.SUPPORTS, Stance.OPPOSES
NOT_KNOWN = When.unknown().bounds


def places(*records):
    return [str(place) for record in records for place in record.all_citations]


def test_1_armenia_on_independence_is_one_shift_not_certain_with_two_reasons():
    """Earlier for it, in so many words; now not, as its prime minister conceded.

    The article's own hedged statement that the stance changed is a premise, so the shift is
    as little certain as that.
    """
    (shift,) = shifts(ARTICLE)
    assert (shift.holder, shift.proposition) == ("armenia", "region-independent")
    earlier, later = shift.earlier, shift.later
    assert (earlier.stance, earlier.rule, earlier.basis) == (FOR, "stated", Basis.STATED)
    assert places(earlier.position) == ["article#p2:1-8"]
    assert (later.stance, later.basis) == (AGAINST, Basis.INFERRED)
    assert later.no_longer_supports
    assert derivation(later) == ["exclusion", "office-holder", "stated"]
    assert later.position == ARTICLE["pashinyan-concedes"]
    assert later.position.form.value == "concession"
    assert places(later.position) == ["article#p2:21-36"]
    change = ARTICLE["armenia-stance-change"]
    assert shift.premises == (earlier, later, change)
    assert change.certainty is Certainty.PROBABLE
    assert places(change) == ["article#p2:1-1", "article#p2:15-20"]
    assert (shift.certainty, shift.basis) == (Certainty.PROBABLE, Basis.INFERRED)
    assert earlier.certainty is Certainty.CERTAIN
    # A fact excludes a policy no more than probably.
    assert later.certainty is Certainty.PROBABLE
    weaker, peace = shift.reasons
    assert (weaker.subject, peace.subject) == ("armenia-weaker", "armenia-puts-peace-first")
    assert {reason.according_to for reason in shift.reasons} == {("author",)}
    assert places(*shift.reasons) == ["article#p2:37-49", "article#p2:37-41", "article#p2:50-55"]
    assert shift.ordered_by is OrderedBy.SOURCE
    assert [each.record for each in explain(shift).details] == [weaker, peace]


def derivation(found):
    """The rules by which a stance follows, from the last one back to the words."""
    rules = [found.rule]
    while found.is_derived:
        found = found.premises[0]
        rules.append(found.rule)
    return rules


def test_2_rule_over_the_region_is_one_dispute_with_its_camps():
    """The ethnic Armenians are against it; Aliyev, so Azerbaijan, for more of it."""
    (dispute,) = (each for each in disputes(ARTICLE) if each.proposition == "azerbaijani-rule")
    assert "stronger-control" in dispute.also
    camps = {
        side: {each.holder: derivation(each) for each in found}
        for side, found in (("for", dispute.supporters), ("against", dispute.opponents))
    }
    assert camps == {
        "for": {
            "aliyev": ["implication", "stated"],
            "azerbaijan": ["implication", "office-holder", "stated"],
        },
        "against": {"ethnic-armenians": ["stated"]},
    }
    (aim,) = {each.position for each in dispute.supporters}
    assert (aim.id, places(aim)) == ("aliyev-wants-stronger-control", ["article#p3:5-17"])
    (refusal,) = (each.position for each in dispute.opponents)
    assert places(refusal) == ["article#p5:33-37", "article#p5:46-48"]
    # Who wants more control probably wants the rule that it implies, inferred by the coder.
    assert dispute.certainty is Certainty.PROBABLE
    assert ids(dispute.coder_inferences) == ["stronger-control"]
    (azerbaijans,) = stance(ARTICLE, "azerbaijan", "stronger-control").stances
    assert (azerbaijans.stance, azerbaijans.rule) == (FOR, "office-holder")
    assert ARTICLE["aliyev-president"] in azerbaijans.premises


def test_2_that_the_region_is_azerbaijans_is_disputed_by_those_who_sought_independence():
    """The coder inferred them, and what excludes what; when they were is unknown."""
    (dispute,) = (each for each in disputes(ARTICLE) if each.proposition != "azerbaijani-rule")
    assert dispute.proposition == "region-part-of-azerbaijan"
    assert {each.holder for each in dispute.supporters} == {"pashinyan", "armenia"}
    assert {each.holder for each in dispute.opponents} == {"de-facto-government"}
    assert {each.position.id for each in dispute.opponents} == {"region-sought-independence"}
    assert dispute.basis is Basis.INFERRED


def test_3_war_offensive_and_agreement_are_ordered_though_two_have_no_date():
    """That the war came before the offensive is inferred, and the answer says so."""
    times = timeline(ARTICLE)
    chain = ["war-2020", "offensive", "laying-down-arms"]
    assert str(ARTICLE["war-2020"].when) == "2020"
    assert not ARTICLE["offensive"].when.is_known
    assert not ARTICLE["laying-down-arms"].statuses[0].when.is_known
    for number, a in enumerate(chain):
        for b in chain[number + 1 :]:
            order = times.before(a, b)
            assert (order.answer, order.certainty) == (Truth.YES, Certainty.CERTAIN)
            assert times.before(b, a).answer is Truth.NO
    read = times.before("war-2020", "offensive")
    assert ids(read.coder_inferences) == ["war-before-offensive"]
    assert ARTICLE["war-before-offensive"].basis is Basis.INFERRED
    assert places(*read.coder_inferences) == ["article#p1:57-60", "article#p2:47-49"]
    assert read.describe() == "war-2020 comes before offensive, inferred by the coder"
    stated = times.before("offensive", "laying-down-arms")
    assert (stated.coder_inferences, places(*stated.premises)) == ((), ["article#p1:43-60"])
    not_before = times.before("offensive", "war-2020")
    assert not_before.answer is Truth.NO
    assert not_before.describe().endswith("inferred by the coder")
    assert times.before("aliyev-rhetoric", "offensive").answer is Truth.UNKNOWN
    assert times.before("offensive", "aliyev-rhetoric").answer is Truth.UNKNOWN


def test_3_the_articles_publication_gives_the_undated_an_upper_bound_and_no_date():
    dated = ARTICLE.with_publication_date("article", "2023-09-21")
    last = When("2023-09-21").bounds.end_latest
    for name in ("offensive", "laying-down-arms"):
        assert timeline(ARTICLE).bounds(name).end_latest == NOT_KNOWN.end_latest
        bounds = timeline(dated).bounds(name)
        assert (bounds.start_latest, bounds.end_latest) == (last, last)
        assert bounds.start_earliest == When("2020").bounds.end_earliest
    assert not dated["offensive"].when.is_known
    assert timeline(dated).before("war-2020", "offensive").answer is Truth.YES


def test_4_the_fighters_owe_the_laying_down_of_arms_and_whether_they_did_can_not_be_stated():
    (duty,) = obligations(ARTICLE)
    assert obligations(ARTICLE, "fighters") == (duty,)
    assert (duty.provision.obligor, duty.provision.duty) == ("fighters", "lay down their arms")
    assert places(duty.provision) == ["article#p1:43-55"]
    assert (duty.agreed, duty.state.value) == (Truth.YES, "unknown")
    assert duty.certainty is Certainty.UNKNOWN
    assert (duty.by, duty.in_time) == (None, Truth.UNKNOWN)
    assert duty.reason() == "no deadline or outcome reported"
    standing = agreement_status(ARTICLE, "laying-down-arms")
    assert (standing.status, standing.certainty) == (AgreementStatus.AGREED, Certainty.CERTAIN)
    assert standing.obligations == (duty,)


def test_5_lasting_peace_has_five_conditions_one_within_another_and_none_known_to_be_met():
    """That the ceasefire is enough is no condition: the author leaves that open."""
    peace = conditions(ARTICLE, "lasting-peace")
    assert len(peace.conditions) == 5
    by_type = {
        each: [it.condition for it in peace.conditions if it.condition_type.value == each]
        for each in ("necessary", "sufficient", "not-sufficient")
    }
    assert by_type == {
        "necessary": [
            "issues-addressed",
            "comprehensive-solution",
            "genuine-dialogue",
            "shared-understanding",
        ],
        "sufficient": [],
        "not-sufficient": ["arms-laid-down"],
    }
    solution = next(e for e in peace.conditions if e.condition == "comprehensive-solution")
    assert "concerns-addressed" in [each.condition for each in solution.needs]
    arms = peace.conditions[-1]
    assert arms.describe() == "arms-laid-down: not sufficient for lasting-peace"
    assert (arms.certainty, places(*arms.views)) == (Certainty.CERTAIN, ["article#p4:1-10"])
    assert {view.holder for _, each in peace.walk() for view in each.views} == {"author"}
    assert all(each.met.answer is Truth.UNKNOWN for _, each in peace.walk())


def test_6_two_demands_on_the_international_community_and_its_role_beside_them():
    (group,) = demands(ARTICLE, of="international-community")
    assert demands(ARTICLE) == (group,), "nothing is demanded of anybody else"
    assert [each.proposition for each in group.demands] == [
        "community-supports-root-cause-work",
        "community-promotes-reconciliation",
    ]
    assert [each.form.value for each in group.demands] == ["demand", "demand"]
    assert [each.addressee for each in group.demands] == ["international-community"] * 2
    (role,) = group.assessments
    assert (role.proposition, role.form.value) == ("community-enables-talks", "assessment")
    assert (role.addressee, places(role)) == (None, ["article#p4:30-47"])
    assert group.certainty is Certainty.CERTAIN
    assert places(group.demands[0]) == ["article#p6:20-33"]
    assert role not in group.premises


def test_7_what_is_open():
    found = {(each.kind, each.about[0]): each for each in open_questions(ARTICLE)}
    outcome = found[QuestionKind.UNDECIDED, "ceasefire-brings-peace"]
    assert outcome.reason() == "left open by author"
    assert outcome.certainty is Certainty.CERTAIN, "that the author does not know is plain"
    assert places(*outcome.premises) == ["article#p6:10-19"]
    hedged = found[QuestionKind.HEDGED, "armenia-stance-change"]
    assert (hedged.certainty, places(*hedged.premises)) == (
        Certainty.PROBABLE,
        ["article#p2:1-1", "article#p2:15-20"],
    )
    for name in ("offensive", "laying-down-arms"):
        date = found[QuestionKind.DATE, name]
        assert date.reason().startswith("undated; not before")
        assert date.bounds.start_earliest == When("2020").bounds.end_earliest
        assert date.undated == ("article",), "the date of the article would help"
    one = found[QuestionKind.IDENTITY, "ceasefire"]
    assert one.about[:2] == ("ceasefire", "laying-down-arms")
    assert one.certainty is Certainty.POSSIBLE
    assert one.describe() == "whether ceasefire and laying-down-arms are one"
    assert (QuestionKind.OUTCOME, "fighters-lay-down-arms") in found


def test_8_nothing_in_the_article_contradicts_anything_else_in_it():
    found = contradictions(ARTICLE)
    assert (found.contradictions, found.undetermined) == ((), ())
    (change,) = found.compatible
    assert (change.holder, change.proposition) == ("armenia", "region-part-of-azerbaijan")
    assert timeline(ARTICLE).inconsistency == ()
    kinds = {each.kind for each in open_questions(ARTICLE)}
    assert kinds.isdisjoint({QuestionKind.CONTRADICTION, QuestionKind.UNDETERMINED})


@pytest.mark.parametrize(
    "ask",
    [
        shifts,
        disputes,
        obligations,
        demands,
        open_questions,
        lambda dataset: [timeline(dataset).before("war-2020", "laying-down-arms")],
        lambda dataset: [conditions(dataset, "lasting-peace")],
        lambda dataset: contradictions(dataset).compatible,
    ],
)
def test_each_answer_has_a_certainty_and_ends_in_places_of_the_article(ask):
    for answer in ask(ARTICLE):
        nodes = list(explain(answer, dataset=ARTICLE).walk())
        assert nodes[0].certainty is answer.certainty
        leaves = [each for each in nodes if not each.children and not each.details]
        cited = [each for each in leaves if each.citations]
        assert cited
        assert {place.source for each in cited for place in each.citations} == {"article"}
