"""The pairs that go on together, against a look at every pair."""

import itertools

from hypothesis import assume, given
from hypothesis import strategies as st

from karabakh import (
    Citation,
    Dataset,
    DocTimeRel,
    Position,
    PositionForm,
    Source,
    Stance,
    Truth,
    When,
)
from karabakh.model import build_chronology
from karabakh.validation._simultaneous_pairs import simultaneous_pairs

texts = [
    "",
    "2019",
    "2020",
    "2020-05",
    "2020-05-01",
    "2019/2020",
    "2019-06/",
    "/2020-03",
    "2018/..",
]


@st.composite
def positions(draw, name):
    text = draw(st.sampled_from(texts))
    return Position(
        id=name,
        holder="north",
        proposition="peace",
        stance=draw(st.sampled_from(Stance)),
        form=PositionForm.CLAIM,
        when=When(text) if text else When.unknown(),
        doc_time_rel=draw(st.none() | st.just(DocTimeRel.OVERLAPS)),
        citations=(Citation(draw(st.sampled_from(["wire", "blog"]))),),
    )


@given(st.integers(0, 6).flatmap(lambda n: st.tuples(*(positions(f"p{i}") for i in range(n)))))
def test_each_record_that_must_go_on_with_another_is_in_a_pair(found):
    dataset = Dataset.from_records(Source(id="wire", title=""), Source(id="blog", title=""), *found)
    chronology = build_chronology(dataset)
    assume(chronology.inconsistency is None)  # else little is certain, and nothing need be found
    pairs = list(simultaneous_pairs(chronology, found, lambda each: each.stance))
    expected = {
        record.id
        for one, other in itertools.combinations(found, 2)
        if one.stance is not other.stance and chronology.overlaps(one.id, other.id) is Truth.YES
        for record in (one, other)
    }
    assert {record.id for pair in pairs for record in pair} == expected
    assert len({frozenset(each.id for each in pair) for pair in pairs}) == len(pairs)
    assert len(pairs) < max(len(found), 1)  # of many records there are no n² pairs
    for one, other in pairs:
        assert one.id < other.id
        assert one.stance is not other.stance
        assert chronology.overlaps(one.id, other.id) is Truth.YES


def test_two_thousand_records_of_one_holder_are_compared():
    dated = [
        Position(
            id=f"p{number:05}",
            holder="north",
            proposition="peace",
            stance=Stance.OPPOSES if number % 100 == 50 else Stance.SUPPORTS,
            form=PositionForm.CLAIM,
            when=When(f"{1590 + number // 100}-01-{number % 28 + 1:02}"),
        )
        for number in range(2_000)
    ]
    late = [
        Position(
            id="late",
            holder="north",
            proposition="peace",
            stance=Stance.OPPOSES,
            form=PositionForm.CLAIM,
            when=When("1600-01/.."),
        )
    ]
    chronology = build_chronology(Dataset.from_records(*dated, *late))
    pairs = list(simultaneous_pairs(chronology, dated + late, lambda each: each.stance))
    after = [each for each in dated if each.when.bounds.start_earliest > When("1600-01").bounds[1]]
    supporting = {each.id for each in after if each.stance is Stance.SUPPORTS}
    assert {one.id for one, _ in pairs} | {other.id for _, other in pairs} >= supporting
