"""The sentence of each form, stance and time: grammatical and neutral."""

import pytest

from karabakh import (
    Actor,
    ActorKind,
    Dataset,
    DocTimeRel,
    Name,
    NameUse,
    Position,
    PositionForm,
    Proposition,
    PropositionKind,
    Stance,
    When,
)
from karabakh.wording import Labels, describe_record

FOR, AGAINST, OPEN = Stance.SUPPORTS, Stance.OPPOSES, Stance.UNDECIDED
FACT, VALUE, POLICY = PropositionKind.FACT, PropositionKind.VALUE, PropositionKind.POLICY
F = PositionForm


def actor(name, kind, *names):
    return Actor(id=name, kind=kind, names=names)


DATASET = Dataset.from_records(
    actor("ost", ActorKind.STATE, Name(text="Ost")),
    actor(
        "nf",
        ActorKind.ORGANISATION,
        Name(text="Northern Front", use=NameUse.FULL),
        Name(text="the NF", use=NameUse.RUNNING),
    ),
    actor("ferry-folk", ActorKind.POPULATION, Name(text="the ferry folk")),
    Proposition(id="safe", text="The mill is safe.", kind=FACT),
    Proposition(id="owns", text="Ost owns the isle.", kind=FACT),
    Proposition(
        id="lower",
        text="The NF lowers the weir.",
        kind=POLICY,
        noun_phrase="a lower weir",
        infinitive="lower the weir",
    ),
    Proposition(id="bare", text="The weir is to be lowered.", kind=POLICY),
    Proposition(id="unset", text="The weir is lowered."),
    Proposition(id="that", text="That the truce holds is enough.", kind=VALUE),
)
LABELS = Labels(DATASET)


def sentence(proposition, stance=FOR, form=None, holder="ost", **fields):
    position = Position(
        id="p", holder=holder, proposition=proposition, stance=stance, form=form, **fields
    )
    return describe_record(position, LABELS)


@pytest.mark.parametrize(
    ("form", "stance", "proposition", "expected"),
    [
        (F.CLAIM, FOR, "safe", "Ost says that the mill is safe"),
        (F.CLAIM, AGAINST, "safe", "Ost denies that the mill is safe"),
        (F.CLAIM, OPEN, "safe", "Ost does not commit to whether the mill is safe"),
        (F.CLAIM, FOR, "owns", "Ost says that Ost owns the isle"),
        (F.ASSESSMENT, FOR, "safe", "Ost considers that the mill is safe"),
        (F.ASSESSMENT, AGAINST, "safe", "Ost disputes that the mill is safe"),
        (F.ASSESSMENT, FOR, "that", "Ost considers this: “That the truce holds is enough”"),
        (F.PREDICTION, FOR, "safe", "Ost expects that the mill is safe"),
        (F.PREDICTION, AGAINST, "safe", "Ost does not expect that the mill is safe"),
        (F.AIM, FOR, "lower", "Ost wants to lower the weir"),
        (F.AIM, FOR, "bare", "Ost wants this: “The weir is to be lowered”"),
        (F.AIM, AGAINST, "lower", "Ost opposes a lower weir"),
        (F.ENDORSEMENT, FOR, "lower", "Ost supports a lower weir"),
        (F.ENDORSEMENT, AGAINST, "bare", "Ost opposes this: “The weir is to be lowered”"),
        (F.RECOGNITION, FOR, "lower", "Ost recognises a lower weir"),
        (F.RECOGNITION, AGAINST, "lower", "Ost refuses to recognise a lower weir"),
        (F.CONCESSION, FOR, "safe", "Ost concedes that the mill is safe"),
        (F.CONCESSION, AGAINST, "safe", "Ost concedes that it is not so that the mill is safe"),
        (F.CONCESSION, FOR, "lower", "Ost agrees to lower the weir"),
        (F.CONCESSION, FOR, "bare", "Ost agrees to this: “The weir is to be lowered”"),
        (F.CONCESSION, FOR, "unset", "Ost concedes this: “The weir is lowered”"),
        (
            F.CONCESSION,
            AGAINST,
            "unset",
            "Ost concedes that this is not so: “The weir is lowered”",
        ),
        (F.REFUSAL, FOR, "lower", "Ost accepts a lower weir"),
        (F.REFUSAL, AGAINST, "lower", "Ost rejects a lower weir"),
        (None, FOR, "lower", "Ost supports a lower weir"),
        (None, AGAINST, "unset", "Ost opposes this: “The weir is lowered”"),
        (F.OTHER, OPEN, "lower", "Ost does not commit to whether the NF lowers the weir"),
    ],
)
def test_each_form_and_stance_has_its_verb(form, stance, proposition, expected):
    assert sentence(proposition, stance, form) == expected


@pytest.mark.parametrize(
    ("stance", "proposition", "addressee", "expected"),
    [
        (FOR, "lower", "nf", "Ost calls on the NF to lower the weir"),
        (AGAINST, "lower", "nf", "Ost calls on the NF not to lower the weir"),
        (FOR, "bare", "nf", "Ost calls on the NF for this: “The weir is to be lowered”"),
        (AGAINST, "bare", "nf", "Ost calls on the NF not to do this: “The weir is to be lowered”"),
        (FOR, "lower", None, "Ost calls for a lower weir"),
        (AGAINST, "bare", None, "Ost calls for this not to be done: “The weir is to be lowered”"),
    ],
)
def test_a_demand_names_whom_it_calls_on(stance, proposition, addressee, expected):
    assert sentence(proposition, stance, F.DEMAND, addressee=addressee) == expected


@pytest.mark.parametrize(
    ("doc_time_rel", "when", "form", "expected"),
    [
        (DocTimeRel.BEFORE, "", F.ENDORSEMENT, "Ost once supported a lower weir"),
        (DocTimeRel.BEFORE, "2019", F.ENDORSEMENT, "Ost supported a lower weir in 2019"),
        (DocTimeRel.OVERLAPS, "", F.AIM, "Ost wants to lower the weir"),
        (DocTimeRel.AFTER, "", F.AIM, "Ost will want to lower the weir"),
        (DocTimeRel.BEFORE_OR_OVERLAPS, "", None, "Ost supports a lower weir, or did so recently"),
        (None, "2019-05-01", None, "Ost supported a lower weir on 1 May 2019"),
        (None, "2019-05-01/..", None, "Ost has supported a lower weir since 1 May 2019"),
        (None, "2019-05-01/", None, "Ost supported a lower weir on 1 May 2019"),
        (None, "2019/2020", None, "Ost supported a lower weir from 2019 to 2020"),
        (None, "2019~", None, "Ost supported a lower weir around 2019"),
    ],
)
def test_the_time_decides_the_tense(doc_time_rel, when, form, expected):
    time = When(when) if when else When.unknown()
    assert sentence("lower", form=form, doc_time_rel=doc_time_rel, when=time) == expected


def test_the_time_stands_before_a_proposition_in_quotes():
    found = sentence("bare", AGAINST, F.REFUSAL, when=When("2019"), doc_time_rel=DocTimeRel.BEFORE)
    assert found == "Ost rejected this in 2019: “The weir is to be lowered”"


@pytest.mark.parametrize(
    ("holder", "expected"),
    [
        ("ferry-folk", "the ferry folk do not expect that the mill is safe"),
        ("nf", "the NF does not expect that the mill is safe"),
    ],
)
def test_the_verb_agrees_with_the_number_of_the_holder(holder, expected):
    assert sentence("safe", AGAINST, F.PREDICTION, holder=holder) == expected


def test_whoever_else_says_so_is_named_and_the_holder_is_not():
    attributed = sentence("safe", form=F.CLAIM, according_to=("nf", "ferry-folk"))
    assert attributed == "Ost says that the mill is safe, according to the NF and the ferry folk"
    assert sentence("safe", form=F.CLAIM, according_to=("ost",)) == "Ost says that the mill is safe"


def test_on_whose_behalf_it_is_said_stands_behind_the_holder():
    found = sentence("safe", form=F.CLAIM, on_behalf_of="nf")
    assert found == "Ost, on behalf of the NF, says that the mill is safe"
