"""Small random datasets of which all happens within a few days, for `worlds`."""

from hypothesis import strategies as st

from karabakh import Certainty, Citation, DocTimeRel, Link, LinkKind, When

days = st.sampled_from([f"2020-01-0{day}" for day in (2, 3, 4)])
sure_whens = st.one_of(
    st.just(When.unknown()),
    days.map(When),
    st.tuples(days, days).map(lambda pair: When("/".join(sorted(pair)))),
    st.sampled_from(
        [
            *map(When, ("[2020-01-02..2020-01-04]", "[2020-01-02..2020-01-03]")),
            *map(When, ("2020-01-03/", "/2020-01-03", "2020-01-03/..", "../2020-01-03")),
            *map(When, ("[2020-01-03..]", "[..2020-01-03]")),
        ]
    ),
)
whens = st.one_of(sure_whens, st.just(When("[2020-01-02,2020-01-04]")))
doc_times = st.none() | st.sampled_from(DocTimeRel)
cited = st.sampled_from([(), (Citation("wire", 1),), (Citation("wire", 1), Citation("paper", 2))])
ordering = st.sampled_from(
    [
        *(LinkKind.BEFORE, LinkKind.BEFORE, LinkKind.FOLLOWS, LinkKind.CAUSES),
        *(LinkKind.PART_OF, LinkKind.SAME_AS),
    ]
)


@st.composite
def links(draw, names):
    return [
        Link(
            id=f"link-{number}",
            subject=draw(st.sampled_from(names)),
            kind=draw(ordering),
            object=draw(st.sampled_from(names)),
            certainty=draw(st.sampled_from([Certainty.CERTAIN, Certainty.POSSIBLE])),
        )
        for number in range(draw(st.integers(0, 3)))
    ]
