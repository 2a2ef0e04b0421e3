"""The content of briefings: numbered, attributed, open about what is left out."""

import re

import attrs
import pytest
from hypothesis import given, settings

import karabakh
from karabakh import (
    Actor,
    ActorKind,
    Agreement,
    AgreementKind,
    AgreementStatus,
    Basis,
    Certainty,
    Citation,
    Dataset,
    DocTimeRel,
    Event,
    EventKind,
    Link,
    LinkKind,
    Name,
    Participant,
    ParticipantRole,
    Position,
    PositionForm,
    Proposition,
    PropositionKind,
    Provision,
    ProvisionKind,
    Relation,
    RelationKind,
    Source,
    Stance,
    StatusChange,
    When,
)
from karabakh.briefing import build_briefing
from karabakh.exports import briefing_to_text
from karabakh.testing import datasets

CITED = (Citation("wire", 1, 1, 3),)


def named(id, text, kind=ActorKind.STATE):
    return Actor(id=id, kind=kind, names=(Name(text=text),), citations=CITED)


ACTORS = (
    named("ost", "Ost"),
    named("west", "West"),
    named("league", "the League", ActorKind.ORGANISATION),
)
SOURCE = Source(id="wire", title="The Wire", published=When("2023-01-04"))
SAFE = Proposition(id="safe", text="The mill is safe.", kind=PropositionKind.FACT)
SAID = Position(
    id="said",
    holder="ost",
    proposition="safe",
    stance=Stance.SUPPORTS,
    form=PositionForm.CLAIM,
    when=When("2022-12-31/"),
    citations=CITED,
)
DENIED = attrs.evolve(SAID, id="denied", holder="west", stance=Stance.OPPOSES)


def small(*records):
    return Dataset.from_records(SOURCE, *ACTORS, SAFE, *records, title="Small")


def text_of(dataset):
    return " ".join(briefing_to_text(dataset, width=400).split())


@settings(max_examples=25)
@given(datasets(max_size=6) | datasets(max_size=6, consistent=False))
def test_numbers_begin_with_one_and_come_up_in_order(dataset):
    briefing = build_briefing(dataset)
    assert [note.number for note in briefing.notes] == [*range(1, len(briefing.notes) + 1)]
    body = briefing_to_text(dataset, width=10_000).partition("\nNOTES")[0]
    seen = list(dict.fromkeys(map(int, re.findall(r"\[(\d+)\]", body))))
    assert set(seen) >= {note.number for note in briefing.notes}


@pytest.mark.parametrize("name", ["article", "towns"])
def test_notes_of_a_real_dataset_are_numbered_as_they_are_read(name):
    towns = "tests/data/river_towns.toml"
    root = karabakh.__file__.partition("/src/")[0]
    dataset = karabakh.load() if name == "article" else karabakh.read(f"{root}/{towns}")
    body = briefing_to_text(dataset, width=10_000).partition("\nNOTES")[0]
    seen = list(dict.fromkeys(map(int, re.findall(r"\[(\d+)\]", body))))
    assert seen == sorted(seen)


@settings(max_examples=25)
@given(datasets(max_size=6))
def test_a_record_has_one_note(dataset):
    records = [note.record for note in build_briefing(dataset).notes if note.record]
    assert len(records) == len(set(records))


def test_a_claim_and_its_denial_are_a_finding_with_their_dates():
    later = attrs.evolve(DENIED, when=When("2023-01-03/"))
    briefing = build_briefing(small(SAID, later))
    (found,) = briefing.findings
    assert found.kind == "Denied"
    said = " ".join(span.text.strip() for span in found.spans)
    assert said == (
        "Ost said on 31 December 2022 that the mill is safe; West denied it on 3 January 2023."
    )


@pytest.mark.parametrize(
    ("certainty", "verb"),
    [
        (Certainty.CERTAIN, "said"),
        (Certainty.PROBABLE, "appears to have said"),
        (Certainty.POSSIBLE, "possibly said"),
    ],
)
def test_no_sentence_is_firmer_than_its_record(certainty, verb):
    dataset = small(attrs.evolve(SAID, certainty=certainty), DENIED)
    assert f"Ost {verb} on 31 December 2022 that the mill is safe" in text_of(dataset)


@pytest.mark.parametrize(
    "record",
    [
        Event(id="e", title="A raid", kind=EventKind.ATTACK, according_to=("league",)),
        Agreement(
            id="a",
            title="Truce of May",
            kind=AgreementKind.CEASEFIRE,
            participants=(Participant(actor="ost", role=ParticipantRole.PARTY),),
            statuses=(StatusChange(status=AgreementStatus.AGREED),),
            according_to=("league",),
        ),
        attrs.evolve(SAID, according_to=("league",)),
    ],
    ids=["event", "agreement", "position"],
)
def test_who_else_says_so_stands_in_each_sentence(record):
    lines = briefing_to_text(small(record, DENIED), width=400).partition("NOTES")[0].splitlines()
    what = {"e": "A raid", "a": "truce of May", "said": "Ost said"}[record.id]
    found = [line for line in lines if what in line and not line.startswith("- Who are")]
    assert found
    assert all("according to the League" in line for line in found)


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (ProvisionKind.OBLIGATION, "Ost is to open the gate"),
        (ProvisionKind.PROHIBITION, "Ost is not to open the gate"),
        (ProvisionKind.PERMISSION, "Ost may open the gate"),
    ],
)
def test_what_is_forbidden_or_allowed_is_not_reported_as_owed(kind, sentence):
    clause = Provision(id="gate", kind=kind, obligor="ost", duty="open the gate")
    truce = Agreement(
        id="truce",
        title="Truce of May",
        kind=AgreementKind.CEASEFIRE,
        provisions=(clause,),
        statuses=(StatusChange(status=AgreementStatus.AGREED),),
    )
    text = text_of(small(truce))
    assert sentence in text
    assert ("Ost agreed to open" in text) is (kind is ProvisionKind.OBLIGATION)
    assert ("Ost agreed not to open" in text) is (kind is ProvisionKind.PROHIBITION)


def test_stances_at_one_day_are_not_put_in_order():
    other = attrs.evolve(SAID, id="other", stance=Stance.OPPOSES)
    cell = build_briefing(small(SAID, other)).matrix.uncontested[0].cells[0]
    assert [mark.joint for mark in cell] == ["", "and"]


def test_stances_on_different_days_are_put_in_order():
    before = attrs.evolve(SAID, id="before", when=When("2021"))
    after = attrs.evolve(SAID, id="after", stance=Stance.OPPOSES, when=When("2022"))
    row = build_briefing(small(before, after)).matrix.contested[0]
    assert [mark.joint for mark in row.cells[0]] == ["", "then"]
    assert [mark.words for mark in row.cells[0]] == ["Was for in 2021", "Was against in 2022"]


def test_an_authors_judgement_stands_apart_from_the_parties():
    author = named("writer", "the writer", ActorKind.AUTHOR)
    source = attrs.evolve(SOURCE, author="writer")
    judged = attrs.evolve(SAID, holder="writer", when=When.unknown(), form=PositionForm.ASSESSMENT)
    dataset = Dataset.from_records(source, author, SAFE, judged, title="Small")
    briefing = build_briefing(dataset)
    assert briefing.matrix is None
    assert briefing.judgements is not None
    assert (
        "The writer considers that the mill is safe." in briefing.judgements.lines[0].spans[0].text
    )


def test_what_is_left_out_is_counted():
    events = [
        Event(id=f"e{n}", title=f"Raid {n}", kind=EventKind.ATTACK, when=When("2021-05-03"))
        for n in range(30)
    ]
    briefing = build_briefing(small(*events))
    shown = sum(len(step.lines) for step in briefing.steps)
    assert briefing.timeline_left_out.startswith(f"{30 - shown} further events left out here")
    actors = [named(f"actor-{n}", f"Actor {n}") for n in range(200)]
    briefing = build_briefing(small(*actors))
    listed = len(briefing.parties) + len(briefing.more_parties)
    assert briefing.parties_left_out == f"{203 - listed} further actors left out here."


def test_an_undated_event_is_placed_by_its_relation_to_the_text():
    event = Event(id="e", title="A raid", kind=EventKind.ATTACK, doc_time_rel=DocTimeRel.BEFORE)
    (step,) = build_briefing(small(event)).steps
    assert step.heading == "Before the text was written, order not stated"


def inferred(record):
    return attrs.evolve(record, basis=Basis.INFERRED, note="Taken for granted.")


@pytest.mark.parametrize("certainty", [Certainty.CERTAIN, Certainty.PROBABLE])
@pytest.mark.parametrize("kind", [RelationKind.CONTROLS, RelationKind.HOLDS_OFFICE])
def test_who_controls_what_is_marked_if_the_coder_infers_it(kind, certainty):
    ties = Relation(id="tie", subject="ost", kind=kind, object="west", certainty=certainty)
    for tie in (ties, inferred(ties)):
        lines = briefing_to_text(small(tie), width=400).partition("THE PARTIES")[2].splitlines()
        (line,) = [each for each in lines if each.startswith("- Ost: ")]
        assert ("inferred by the coder" in line) is (tie.basis is Basis.INFERRED)


def agreed(id, when="", basis=Basis.STATED):
    step = StatusChange(status=AgreementStatus.AGREED, when=When(when) if when else When.unknown())
    step = inferred(step) if basis is Basis.INFERRED else step
    return Agreement(id=id, title=f"Pact {id}", kind=AgreementKind.CEASEFIRE, statuses=(step,))


@pytest.mark.parametrize(
    ("dates", "lead"),
    [
        (("2020", "2021"), "Two agreements, the latest first."),
        (("2020", "2021", ""), "Three agreements, the latest first, then the undated."),
        (("2020", ""), "Two agreements."),
        (("", ""), "Two agreements."),
    ],
)
def test_no_order_is_claimed_of_agreements_without_dates(dates, lead):
    pacts = [agreed(f"p{number}", date) for number, date in enumerate(dates)]
    assert build_briefing(small(*pacts)).deals_lead == lead


def test_a_status_that_the_coder_infers_is_marked_and_no_other_with_it():
    briefing = build_briefing(small(agreed("a"), agreed("b", basis=Basis.INFERRED)))
    found = {each.spans[0].text: each.standing.words for each in briefing.findings}
    assert found == {
        "‘Pact a’ has been agreed.": "Stated",
        "‘Pact b’ has been agreed.": "Inferred by the coder",
    }
    for deal in briefing.deals:
        (line,) = next(fact.lines for fact in deal.facts if fact.term == "Status")
        assert (line.standing is not None) is (deal.spans[0].text == "Pact b")


def test_the_words_are_promised_only_where_a_text_is_at_hand():
    document = karabakh.Document.from_text("Ost shelled the mill.")
    source = attrs.evolve(SOURCE, paragraphs=document.outline())
    dataset = Dataset.from_records(source, *ACTORS, title="Small")
    promise = "leads to the words it rests on."
    assert build_briefing(dataset.bind({"wire": document})).summary.endswith(promise)
    assert build_briefing(dataset).summary.endswith("on which words of the text it rests.")


def event(id, title, kind=EventKind.ATTACK, **fields):
    return Event(id=id, title=title, kind=kind, **fields)


def link(subject, kind, object, **fields):
    return Link(id=f"{subject}-{object}", subject=subject, kind=kind, object=object, **fields)


WAR = event("war", "War of 2020", EventKind.WAR, when=When("2020"))
RAID = event("raid", "Raid by Ost", doc_time_rel=DocTimeRel.BEFORE, citations=CITED)
RISE = event("rise", "Rise of tension", doc_time_rel=DocTimeRel.BEFORE_OR_OVERLAPS)


def said_in(lines):
    return " ".join(span.text.strip() for span in lines)


def test_the_event_with_the_most_ties_is_reported_first_and_what_is_background_is_not():
    ties = [link("war", LinkKind.BEFORE, each) for each in ("raid", "rise")]
    briefing = build_briefing(small(WAR, RAID, RISE, *ties, link("rise", LinkKind.CAUSES, "raid")))
    lead = said_in(span for spans in briefing.lead for span in spans)
    assert "about the war of 2020" in lead
    assert "It reports the raid by Ost as past and the rise of tension as recent" in lead
    (found,) = [each for each in briefing.findings if each.kind == "Event"]
    assert said_in(found.spans) == "The text reports the raid by Ost as past, with no date."


def test_an_event_that_nothing_is_tied_to_and_one_that_is_inferred_are_no_findings():
    guessed = inferred(event("guess", "Raid by West"))
    tie = link("guess", LinkKind.CAUSES, "rise")
    kinds = [each.kind for each in build_briefing(small(RAID, guessed, tie)).findings]
    assert "Event" not in kinds


@pytest.mark.parametrize(
    ("change", "links", "heading"),
    [
        ({}, (), "Recent when the text was written, perhaps not over"),
        ({"recurring": True}, (), "Before the text was written, order not stated"),
        ({}, ("raid",), "Before the text was written, order not stated"),
    ],
    ids=["vague", "recurring", "earlier"],
)
def test_what_recurs_or_came_earlier_is_not_recent(change, links, heading):
    ties = [link("rise", LinkKind.BEFORE, each) for each in links]
    dataset = small(attrs.evolve(RISE, **change), RAID, *ties)
    headings = {
        span.text: step.heading
        for step in build_briefing(dataset).steps
        for line in step.lines
        for span in line.spans
    }
    assert headings["Rise of tension."] == heading
    timeline = text_of(dataset).partition("WHAT HAPPENED")[2].partition("SOURCE AND")[0].lower()
    assert ("recent" in timeline) is (heading[:6] == "Recent")


def test_a_proposition_with_a_reported_change_is_not_listed_as_unchanged():
    once = attrs.evolve(SAID, when=When.unknown(), doc_time_rel=DocTimeRel.BEFORE)
    change = event(
        "change",
        "Ost changes its mind",
        EventKind.STANCE_CHANGE,
        about=("safe",),
        participants=(Participant(actor="ost", role=ParticipantRole.PARTICIPANT),),
        certainty=Certainty.PROBABLE,
    )
    matrix = build_briefing(small(once, change)).matrix
    (row,) = matrix.contested
    assert matrix.uncontested == ()
    assert said_in(row.remark) == "A change by Ost is reported as likely."
    assert build_briefing(small(once)).matrix.contested == ()


@pytest.mark.parametrize("record", [SAID, DENIED], ids=["claim", "denial"])
def test_a_finding_marks_the_stance_that_the_coder_infers(record):
    pair = {each.id: each for each in (SAID, DENIED)} | {record.id: inferred(record)}
    (found,) = build_briefing(small(*pair.values())).findings
    first, _, second = said_in(found.spans).partition("; ")
    assert ("inferred by the coder" in first) is (record is SAID)
    assert ("inferred by the coder" in second) is (record is DENIED)


@pytest.mark.parametrize(
    ("certainty", "count", "lead"),
    [
        (Certainty.CERTAIN, 1, "One agreement."),
        (Certainty.PROBABLE, 2, "Two agreements (perhaps one)."),
        (Certainty.POSSIBLE, 2, "Two agreements (perhaps one)."),
        (Certainty.UNKNOWN, 2, "Two agreements."),
    ],
)
def test_agreements_that_may_be_the_same_are_not_counted_as_two(certainty, count, lead):
    same = link("a", LinkKind.SAME_AS, "b", certainty=certainty)
    briefing = build_briefing(small(agreed("a"), agreed("b"), same))
    assert briefing.findings_lead == briefing.deals_lead == lead
    assert len(briefing.deals) == count
    said = said_in(briefing.findings[0].spans)
    assert ("the same: ‘Pact b’" in said) is ("perhaps" in lead)


def test_what_one_holder_asks_of_one_actor_is_one_sentence():
    acts = [
        Proposition(id=each, text=f"Ost {each}s.", kind=PropositionKind.POLICY, infinitive=each)
        for each in ("go", "pay", "stay", "wait")
    ]
    requests = [
        Position(
            id=f"ask-{it.id}",
            proposition=it.id,
            holder="league",
            addressee="ost",
            stance=Stance.SUPPORTS,
            form=PositionForm.DEMAND,
            citations=CITED,
        )
        for it in acts
    ]
    briefing = build_briefing(small(*acts, *requests))
    lines = [said_in(line.spans) for group in briefing.demands.groups for line in group.lines]
    assert lines == [
        "The League calls on Ost to go, to pay and to stay.",
        "The League calls on Ost to wait.",
    ]
    assert said_in(briefing.findings[0].spans) == lines[0]
    assert briefing.findings[0].kind == "Asked"


def test_the_dates_that_nobody_asks_for_are_counted():
    events = [event(f"e{number}", f"Raid {number}") for number in range(4)]
    dataset = small(*events, link("e0", LinkKind.BEFORE, "e1"))
    (line,) = build_briefing(dataset).questions.groups[0].lines
    assert said_in(line.remark).endswith("Two more are undated: see “What happened”.")


def test_the_key_names_the_words_of_the_data_for_those_of_the_page():
    meanings = {standing.words: meaning for standing, meaning in build_briefing(small()).key}
    assert "probable" in meanings["Likely"]
    assert "unknown" in meanings["Not stated"]
