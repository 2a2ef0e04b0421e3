"""Small random histories: events, agreements and positions in an order."""

from hypothesis import strategies as st

from karabakh import (
    Agreement,
    AgreementKind,
    AgreementStatus,
    Certainty,
    Citation,
    Dataset,
    DocTimeRel,
    Event,
    EventKind,
    Link,
    LinkKind,
    Position,
    PositionForm,
    Source,
    Stance,
    StatusChange,
    When,
)

NAMES = ("a", "b", "c", "d")

days = st.sampled_from([f"2020-01-0{day}" for day in range(1, 5)])
whens = st.one_of(
    st.just(When.unknown()),
    days.map(When),
    st.tuples(days, days).map(lambda pair: When("/".join(sorted(pair)))),
    st.sampled_from(
        [When("2020-01"), When("2020-01-02~"), When("2020-01-03/"), When("/2020-01-02")]
    ),
)
certainties = st.sampled_from(Certainty)


@st.composite
def records(draw, name):
    common = {
        "id": name,
        "certainty": draw(certainties),
        "citations": draw(st.sampled_from([(), (Citation("wire", 1),), (Citation("paper", 2),)])),
    }
    doc_time_rel = draw(st.none() | st.sampled_from(DocTimeRel))
    when = draw(whens)
    kind = draw(st.sampled_from([Event, Agreement, Position]))
    if kind is Event:
        return Event(
            title=name, kind=EventKind.OTHER, when=when, doc_time_rel=doc_time_rel, **common
        )
    if kind is Agreement:
        step = StatusChange(status=AgreementStatus.AGREED, when=when, doc_time_rel=doc_time_rel)
        return Agreement(title=name, kind=AgreementKind.OTHER, statuses=(step,), **common)
    return Position(
        holder="x",
        proposition="p",
        stance=draw(st.sampled_from(Stance)),
        form=PositionForm.CLAIM,
        when=when,
        doc_time_rel=doc_time_rel,
        **common,
    )


links = st.builds(
    Link,
    id=st.integers(1, 10**6).map("link-{}".format),
    subject=st.sampled_from(NAMES),
    kind=st.sampled_from(LinkKind),
    object=st.sampled_from(NAMES),
    certainty=certainties,
)


@st.composite
def histories(draw):
    return Dataset.from_records(
        Source(id="wire", title="", published=draw(whens)),
        Source(id="paper", title="", published=draw(whens)),
        *(draw(records(name)) for name in NAMES),
        *draw(st.lists(links, max_size=4, unique_by=lambda link: link.id)),
    )
