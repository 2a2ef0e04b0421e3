"""What the bundled dataset says of its article, and what it leaves open."""

import os
import re
import subprocess
from pathlib import Path

import pytest

import karabakh
from karabakh import (
    Basis,
    Certainty,
    DocTimeRel,
    NameUse,
    ParticipantRole,
    PositionForm,
    PropositionKind,
    Stance,
)
from karabakh.model import sentence_places
from karabakh.model.references import references_of

BESIDE = Path(__file__).parents[2] / "shared" / "000_c793246608581e55.txt"
COPY = Path(os.environ.get("KARABAKH_DOCUMENT", BESIDE))
"""A copy of the source document beside the checkout, or elsewhere: not every machine has one."""

with_the_copy = pytest.mark.skipif(not COPY.is_file(), reason="no copy of the source document")


@pytest.fixture(scope="module")
def dataset():
    return karabakh.load()


@pytest.fixture(scope="module")
def bound():
    return karabakh.load(document=COPY)


def test_the_outline_has_the_articles_size(dataset):
    [source] = dataset.sources
    assert [paragraph.words for paragraph in source.paragraphs] == [60, 55, 40, 47, 48, 54]
    assert len(list(sentence_places(source))) == 16


def test_the_records_are_as_many_as_the_coding_found(dataset):
    counts = {
        "actors": 11,
        "places": 1,
        "relations": 7,
        "propositions": 41,
        "positions": 29,
        "events": 11,
        "agreements": 2,
        "links": 20,
    }
    assert {name: len(getattr(dataset, name)) for name in counts} == counts
    assert len(dataset.links.where(kind="before")) == 6
    [duty] = dataset.agreements["laying-down-arms"].provisions
    assert duty.obligor == "fighters"


def test_the_coding_names_its_coders_and_codebook_and_no_date(dataset):
    [coding] = dataset.coding
    assert coding.coders == ("The karabakh developers",)
    assert (coding.codebook, coding.version) == ("karabakh codebook", "2")
    assert not coding.when.is_known


def test_validation_finds_nothing(dataset):
    assert karabakh.validate(dataset).findings == ()


@with_the_copy
def test_validation_finds_nothing_beside_the_text(bound):
    assert karabakh.validate(bound).findings == ()


def test_every_record_is_cited(dataset):
    assert [record.id for record in dataset if not record.all_citations] == []


def test_every_sentence_is_cited_by_more_than_the_author_of_it(dataset):
    for sentence in sentence_places(dataset.sources["article"]):
        citing = [record.id for record in dataset.citing(sentence) if record.id != "author"]
        assert citing, f"nothing cites {sentence}"


def test_every_reference_resolves(dataset):
    dangling = {
        reference.id
        for record in [*dataset, *dataset.sources]
        for reference in references_of(record)
        if reference.id not in dataset
    }
    assert dangling == set()


def test_nothing_is_dated_but_the_war(dataset):
    dated = {event.id: str(event.when) for event in dataset.events if event.when.is_known}
    assert dated == {"war-2020": "2020"}
    assert not any(position.when.is_known for position in dataset.positions)
    assert not any(relation.when.is_known for relation in dataset.relations)
    assert not dataset.sources["article"].published.is_known
    for agreement in dataset.agreements:
        assert not any(status.when.is_known for status in agreement.statuses)
        assert not any(provision.deadline.is_known for provision in agreement.provisions)


def test_what_the_article_does_not_name_is_left_out(dataset):
    assert all(not agreement.mediators for agreement in dataset.agreements)
    assert not any(agreement.parties_complete for agreement in dataset.agreements)
    assert dataset.agreements["ceasefire"].parties == ()
    assert dataset.agreements["laying-down-arms"].parties == ("fighters",)
    assert dataset.events["war-2020"].participants == ()
    assert dataset.events["offensive"].actors_as(ParticipantRole.TARGET) == ()


def test_only_the_offensive_has_an_initiator(dataset):
    started = [event.id for event in dataset.events if event.actors_as("initiator")]
    assert started == ["offensive"]


def test_the_two_states_are_on_two_sides_of_the_conflict(dataset):
    sides = {each.actor: each.side for each in dataset.events["conflict"].participants}
    assert sides.keys() == {"azerbaijan", "armenia"}
    assert len(set(sides.values())) == 2


def test_what_is_recent_or_repeated_is_perhaps_not_over(dataset):
    vague = dataset.events.where(doc_time_rel="before-or-overlaps")
    assert set(vague.ids) == {
        "aliyev-rhetoric",
        "escalation",
        "military-success",
        "recent-fighting",
        "tensions",
    }


def test_the_hedged_change_of_stance_is_probable_and_stated(dataset):
    change = dataset.events["armenia-stance-change"]
    assert (change.certainty, change.basis) == (Certainty.PROBABLE, Basis.STATED)


def test_what_the_author_leaves_open_is_an_undecided_stance_held_for_certain(dataset):
    [open_one] = dataset.positions.where(stance=Stance.UNDECIDED)
    assert open_one.holder == "author"
    assert open_one.certainty is Certainty.CERTAIN


def test_only_demands_have_an_addressee_and_both_go_to_the_same(dataset):
    demands = dataset.positions.where(form=PositionForm.DEMAND)
    assert {demand.addressee for demand in demands} == {"international-community"}
    assert set(demands.ids) == {p.id for p in dataset.positions if p.addressee}
    assert len(demands) == 2


def test_armenias_earlier_positions_are_over_and_its_prime_ministers_is_not(dataset):
    earlier = dataset.positions.where(holder="armenia", doc_time_rel="before")
    assert set(earlier.ids) == {"armenia-backed-independence", "armenia-recognised-government"}
    assert dataset.positions["pashinyan-concedes"].doc_time_rel is DocTimeRel.OVERLAPS
    change = dataset.links.where(of="armenia-stance-change", kind="before")
    assert set(earlier.ids) < {link.subject for link in change}
    [part] = dataset.links.where(of="armenia-stance-change", kind="part-of")
    assert (part.subject, part.basis) == ("pashinyan-statement", Basis.INFERRED)


def test_the_regions_own_bid_is_an_inferred_aim_without_a_time(dataset):
    [bid] = dataset.positions.where(holder="de-facto-government")
    assert (bid.proposition, bid.stance) == ("region-independent", Stance.SUPPORTS)
    assert (bid.form, bid.basis, bid.doc_time_rel) == (PositionForm.AIM, Basis.INFERRED, None)


def test_present_control_is_an_inferred_relation(dataset):
    [control] = dataset.relations.where(kind="controls")
    assert (control.subject, control.object) == ("azerbaijan", "nagorno-karabakh")
    assert (control.basis, control.doc_time_rel) == (Basis.INFERRED, DocTimeRel.OVERLAPS)


def test_a_place_has_no_owner_and_its_status_is_a_matter_of_positions(dataset):
    held = {position.proposition for position in dataset.positions}
    status = set(dataset.propositions.where(topic="status").ids)
    assert status <= held


def test_each_proposition_is_of_fact_value_or_policy(dataset):
    kinds = {each.id: each.kind for each in dataset.propositions}
    assert None not in kinds.values()
    assert kinds["region-part-of-azerbaijan"] is PropositionKind.FACT
    aimed_at = {
        position.proposition
        for position in dataset.positions
        if position.form
        in {
            PositionForm.AIM,
            PositionForm.DEMAND,
            PositionForm.ENDORSEMENT,
            PositionForm.RECOGNITION,
            PositionForm.REFUSAL,
        }
    }
    assert set(dataset.propositions.where(kind="policy").ids) == aimed_at


def test_propositions_of_policy_and_no_others_say_what_is_to_be(dataset):
    worded = {each.id for each in dataset.propositions if re.search(r" (is|are) to ", each.text)}
    assert worded == set(dataset.propositions.where(kind="policy").ids)


def test_what_a_goal_requires_is_a_matter_of_fact(dataset):
    required = dataset.propositions.where(lambda each: each.requirement is not None)
    assert len(required) == 9
    assert {each.kind for each in required} == {PropositionKind.FACT}
    assert dataset.propositions["ceasefire-brings-peace"].requirement is None


def test_propositions_read_well_in_running_text(dataset):
    for each in dataset.propositions:
        assert each.text.endswith("."), each.id
        assert not each.text.startswith("That "), each.id
        for wording in (each.noun_phrase, each.infinitive):
            assert not wording.endswith("."), each.id
            assert not wording.startswith("to "), each.id
    named = {each.id for each in dataset.propositions if each.noun_phrase}
    assert set(dataset.propositions.where(kind="policy").ids) <= named
    needed = [each.requirement for each in dataset.propositions if each.requirement]
    assert {each.goal for each in needed} | {each.condition for each in needed} <= named
    demanded = {each.proposition for each in dataset.positions.where(form="demand")}
    assert all(dataset.propositions[each].infinitive for each in demanded)


def test_a_long_name_has_one_for_running_text(dataset):
    for record in (*dataset.actors, *dataset.places):
        uses = [name.use for name in record.names]
        assert len(set(uses)) == len(uses), record.id
        if NameUse.FULL in uses:
            assert NameUse.RUNNING in uses, record.id


def test_a_government_takes_the_singular(dataset):
    plural = {actor.id for actor in dataset.actors if actor.takes_plural}
    assert plural == {"both-sides", "fighters", "ethnic-armenians", "inhabitants"}


ONE_SIDED_NAMES = {
    "artsakh",
    "gharabagh",
    "karabagh",
    "khankendi",
    "nkr",
    "qarabag",
    "separatist",
    "separatists",
    "stepanakert",
    "terrorist",
    "terrorists",
    "xankendi",
}
"""What only one side calls the region, its capital or its people; the article uses none."""


@pytest.mark.parametrize("suffix", ["toml", "json"])
def test_no_name_of_one_side_alone_is_used(suffix):
    data = Path(karabakh.__file__).parent / "data"
    text = (data / f"nagorno_karabakh_article.{suffix}").read_text("utf-8")
    assert ONE_SIDED_NAMES & set(plain_words(text)) == set()


def test_no_identifier_names_two_records(dataset):
    codes = [code for actor in dataset.actors for code in actor.identifiers]
    assert len(codes) == len(set(codes))


def test_topics_are_slugs(dataset):
    topics = {proposition.topic for proposition in dataset.propositions} - {""}
    assert [topic for topic in topics if not re.fullmatch(r"[a-z]+(-[a-z]+)*", topic)] == []


def test_whatever_is_inferred_says_why(dataset):
    steps = (step for agreement in dataset.agreements for step in agreement.statuses)
    inferred = [it for it in (*dataset.records(), *steps) if it.basis is Basis.INFERRED]
    assert len(inferred) == 30
    assert [it for it in inferred if not it.note] == []


def test_what_is_taken_for_granted_is_inferred(dataset):
    granted = {record.id for record in dataset.records() if "aken for granted" in record.note}
    assert granted == {
        "author-on-age-of-grievances",
        "author-on-dispute",
        "azerbaijan-controls-region",
        "government-governs-region",
    }
    assert {dataset[each].basis for each in granted} == {Basis.INFERRED}


@with_the_copy
def test_words_that_a_note_quotes_stand_where_the_record_cites_them(bound):
    quoting = 0
    for record in bound.records():
        for quoted in re.findall(r"'((?:\w|[ -]|'s\b)+)'", record.note):
            quotes = [bound.quote(citation) for citation in record.citations]
            assert any(
                " ".join(plain_words(quoted)) in " ".join(plain_words(quote)) for quote in quotes
            ), (record.id, quoted)
            quoting += 1
    assert quoting >= 6


@with_the_copy
def test_a_name_that_the_author_uses_stands_where_the_record_cites_it(bound):
    for record in (*bound.actors, *bound.places):
        names = [name.text for name in record.names if "author" in name.used_by]
        quotes = [bound.quote(citation) for citation in record.citations]
        for name in names:
            assert any(name in quote for quote in quotes), (record.id, name)
        for quote in quotes if names else ():
            assert any(name in quote for name in names), (record.id, quote)


@with_the_copy
def test_an_actor_that_acts_is_named_where_the_record_says_so(bound):
    named = {
        "armenia": "Armenia",
        "azerbaijan": "Azerbaijan",
        "aliyev": "Aliyev",
        "ethnic-armenians": "ethnic Armenians",
        "fighters": "fighters",
        "pashinyan": "Pashinyan",
    }
    acting = [
        (record, each.actor, each.citations or record.citations)
        for record in (*bound.events, *bound.agreements)
        for each in record.participants
    ]
    holding = [
        (position, position.holder, position.citations)
        for position in bound.positions
        if position.holder in named and position.basis is Basis.STATED
    ]
    unnamed = {
        record.id
        for record, actor, citations in acting + holding
        if not any(named[actor] in bound.quote(citation) for citation in citations)
    }
    assert unnamed == {"aliyev-sees-advantage"}, "there, a pronoun stands for him"


@with_the_copy
def test_a_copy_binds_fully(bound):
    assert bound.drift == ()
    assert bound.documents["article"].sha256 == bound.sources["article"].sha256


@with_the_copy
def test_the_outline_is_that_of_the_copy(bound):
    assert bound.documents["article"].outline() == bound.sources["article"].paragraphs


KEY_WORDS = {
    "armenia-backed-independence": "Armenia supported bid independence",
    "armenia-recognised-government": "Armenia recognized government",
    "pashinyan-concedes": "Pashinyan conceded territory",
    "armenia-puts-peace-first": "willingness prioritize peace",
    "aliyev-wants-stronger-control": "Aliyev determined strengthen control",
    "aliyev-wants-to-use-success": "Aliyev seeks capitalize success",
    "aliyev-wants-to-secure-advantage": "Aliyev seeks secure advantage",
    "aliyev-sees-advantage": "sees advantage",
    "region-sought-independence": "Karabakh bid independence",
    "ethnic-armenians-reject-rule": "ethnic Armenians reject rule",
    "author-on-dispute": "disputed territory",
    "author-on-sides": "sides positions ambitions",
    "author-on-core": "core fact fighters agreed arms offensive",
    "author-on-weakness": "inferiority exposed 2020 war",
    "author-on-rhetoric": "aggressive rhetoric Aliyev",
    "author-on-disarming": "peace beyond laying arms",
    "author-on-issues": "requires addressing issues",
    "author-on-grievances": "issues including grievances aspirations",
    "author-on-age-of-grievances": "long standing grievances aspirations people region",
    "author-on-facilitation": "international vital role dialogue negotiations",
    "author-on-solution": "need comprehensive solution",
    "author-on-respect": "solution respects rights aspirations parties",
    "author-on-concerns": "includes addressing concerns Armenians",
    "author-on-ceasefire-effect": "ceasefire step escalation",
    "author-on-ceasefire-outcome": "uncertain lead lasting",
    "author-demands-root-cause-work": "must support root causes",
    "author-demands-reconciliation": "must promote reconciliation",
    "author-on-dialogue": "Only dialogue peace achieved",
    "author-on-understanding": "Only understanding peace achieved",
}
"""For each position, words of the passage that carries it, and of few others."""

MORE_KEY_WORDS = {
    "escalation": "recent escalation violence",
    "escalation-in-conflict": "embroiled conflict escalation violence",
    "offensive": "offensive Azerbaijan",
    "military-success": "recent military success",
    "recent-fighting": "recent conflict",
    "tensions": "resumption tensions",
    "ceasefire": "ceasefire agreement step",
    "fighting-shows-need": "recent conflict highlight need solution",
    "tensions-show-need": "resumption tensions highlight need solution",
    "grievances-addressed": "addressing grievances aspirations",
    "peace-needs-solution": "need comprehensive solution",
    "armenia-stance-change": "Armenia seems shifted stance",
    "independence-before-change": "previously supported shifted",
    "recognition-before-change": "previously recognized shifted",
    "concession-in-change": "conceded this change position",
    "azerbaijan-controls-region": "his country control over Karabakh",
    "government-governs-region": "de facto government",
    "root-causes-are-issues": "underlying issues root causes conflict",
    "talks-are-dialogue": "constructive negotiations genuine dialogue",
    "war-2020": "2020 war",
    "fighters-lay-down-arms": "fighters agreed arms",
    "aliyev-has-advantage": "sees advantage",
}


def plain_words(text):
    return re.findall(r"[a-z0-9]+", text.lower())


def test_the_key_words_are_of_all_positions(dataset):
    assert KEY_WORDS.keys() == set(dataset.positions.ids)


@with_the_copy
@pytest.mark.parametrize(("record", "words"), (KEY_WORDS | MORE_KEY_WORDS).items())
def test_records_rest_on_the_words_that_say_it(bound, record, words):
    quoted = " ".join(bound.quote(citation) for citation in bound[record].all_citations)
    assert set(plain_words(words)) <= set(plain_words(quoted))


@with_the_copy
def test_no_run_of_eight_of_the_articles_words_is_in_the_project(bound):
    def runs_of(text):
        words = plain_words(text)
        return {" ".join(words[i : i + 8]) for i in range(len(words) - 7)}

    root = Path(__file__).parents[1]
    listed = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607 (wherever it is)
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("the tests do not run in a checkout")
    theirs = runs_of(bound.documents["article"].text)
    names = [name for name in listed.stdout.split("\0") if (root / name).is_file()]
    assert len(names) > 300
    texts = {name: (root / name).read_bytes().decode(errors="replace") for name in names}
    assert {name: found for name in names if (found := theirs & runs_of(texts[name]))} == {}


def test_the_copy_that_is_read_says_what_the_file_for_people_says():
    data = Path(karabakh.__file__).parent / "data"
    for_people = karabakh.parse(
        (data / "nagorno_karabakh_article.toml").read_bytes(), format="toml"
    )
    copy = (data / "nagorno_karabakh_article.json").read_text("utf-8")
    assert copy == karabakh.serialize(for_people, format="json")
    assert karabakh.load() == for_people
