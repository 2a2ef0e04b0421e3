import itertools

import attrs
import pytest
from debates import debate, debates, office, position
from hypothesis import given, settings
from river_towns import ARTICLE, TOWNS

from karabakh import (
    Certainty,
    Citation,
    EdtfError,
    Link,
    LinkKind,
    Proposition,
    Stance,
    UnknownIdError,
)
from karabakh.reasoning import alignment, stances

FOR, AGAINST, UNDECIDED = Stance.SUPPORTS, Stance.OPPOSES, Stance.UNDECIDED
NORMS = ("propositions", "no", "average", "jaccard", "cosine")

# A debate of the handbook's kind, worked out by hand:
#
#             p    q    r    s      n
#   town      +    +    −           3
#   league    +    −    −           3
#   chair          −    +    +      3
#   clerk     +                     1
PROPOSITIONS = [Proposition(id=name, text=name) for name in "pqrs"]
TAKEN = {
    "town": {"p": FOR, "q": FOR, "r": AGAINST},
    "league": {"p": FOR, "q": AGAINST, "r": AGAINST},
    "chair": {"q": AGAINST, "r": FOR, "s": FOR},
    "clerk": {"p": FOR},
}
BY_HAND = debate(
    *PROPOSITIONS,
    *(
        position(f"{holder}-on-{name}", holder, name, stance)
        for holder, taken in TAKEN.items()
        for name, stance in taken.items()
    ),
)
COUNTS = {
    ("town", "league"): (2, 1),
    ("town", "chair"): (0, 2),
    ("town", "clerk"): (1, 0),
    ("league", "chair"): (1, 1),
    ("league", "clerk"): (1, 0),
    ("chair", "clerk"): (0, 0),
}
SCORES = {
    "propositions": {
        ("town", "league"): 1 / 3,
        ("town", "chair"): -2 / 4,
        ("town", "clerk"): 1 / 3,
    },
    "no": {("town", "league"): 1, ("town", "chair"): -2, ("town", "clerk"): 1},
    "average": {("town", "league"): 1 / 3, ("town", "chair"): -2 / 3, ("town", "clerk"): 1 / 2},
    "jaccard": {("town", "league"): 1 / 4, ("town", "chair"): -2 / 6, ("town", "clerk"): 1 / 3},
    "cosine": {("town", "league"): 1 / 9, ("town", "chair"): -2 / 9, ("town", "clerk"): 1 / 3},
}


@pytest.mark.parametrize("pair", COUNTS)
def test_congruence_and_conflict_worked_out_by_hand(pair):
    for norm in NORMS:
        cell = alignment(BY_HAND, norm=norm).between(*pair)
        assert (cell.congruence, cell.conflict) == COUNTS[pair]


@pytest.mark.parametrize("norm", NORMS)
def test_scores_worked_out_by_hand(norm):
    matrix = alignment(BY_HAND, norm=norm)
    for pair, score in SCORES[norm].items():
        assert matrix.between(*pair).score == pytest.approx(score)
    assert matrix.between("league", "chair").score == 0
    assert matrix.between("chair", "clerk").score == 0
    assert matrix.between("chair", "clerk").shared == ()


def slowly(taken, propositions, norm, a, b):
    """The formulas over a dense array, as DNA computes them."""
    sides = list(itertools.product(propositions, (FOR, AGAINST)))
    x = {actor: {side: int((actor, *side) in taken) for side in sides} for actor in (a, b)}
    congruence = sum(x[a][j, k] * x[b][j, k] for j, k in sides)
    conflict = sum(x[a][j, k] * x[b][j, k.opposite] for j, k in sides)
    n = {actor: sum(x[actor].values()) for actor in (a, b)}
    divisor = {
        "propositions": len({j for j, k in sides if x[a][j, k] or x[b][j, k]}),
        "no": 1,
        "average": (n[a] + n[b]) / 2,
        "jaccard": sum(x[a][j, k] for j, k in sides if not x[b][j, k])
        + sum(x[b][j, k] for j, k in sides if not x[a][j, k])
        + congruence,
        "cosine": n[a] * n[b],
    }[norm]
    return congruence, conflict, (congruence - conflict) / divisor if divisor else 0.0


@settings(max_examples=60)
@given(debates())
def test_cells_are_what_the_formulas_return_symmetric_and_bounded(dataset):
    taken = {(each.holder, each.proposition, each.stance) for each in stances(dataset)}
    for norm in NORMS:
        matrix = alignment(dataset, norm=norm)
        for a, b in itertools.product(dataset.actors.ids, repeat=2):
            cell, mirrored = matrix.between(a, b), matrix.between(b, a)
            congruence, conflict, score = slowly(taken, dataset.propositions.ids, norm, a, b)
            assert (cell.congruence, cell.conflict) == (congruence, conflict)
            assert cell.score == pytest.approx(score)
            assert mirrored.score == cell.score
            assert (mirrored.congruence, mirrored.conflict) == (congruence, conflict)
            assert mirrored.certainty is cell.certainty
            if norm != "no":
                assert -1 <= cell.score <= 1 + 1e-12


@settings(max_examples=60)
@given(debates())
def test_the_weights_are_the_cells_of_all_that_share_something(dataset):
    matrix = alignment(dataset)
    pairs = itertools.combinations(sorted(dataset.actors.ids), 2)
    cells = [matrix.between(*pair) for pair in pairs]
    assert [tuple(each) for each in matrix.weights()] == [
        (each.a, each.b, each.congruence, each.conflict, each.score, each.norm)
        for each in cells
        if each.shared
    ]


@settings(max_examples=60)
@given(debates())
def test_a_cell_rests_on_a_stance_of_each_on_each_side_taken_of_what_they_share(dataset):
    matrix = alignment(dataset)
    for a, b in itertools.combinations(dataset.actors.ids, 2):
        cell = matrix.between(a, b)
        stated = {(each.holder, each.proposition, each.stance) for each in cell.premises}
        assert len(stated) == len(cell.premises)
        assert stated == {
            (each.holder, each.proposition, each.stance)
            for each in stances(dataset)
            if each.holder in {a, b}
            and each.proposition in cell.shared
            and each.stance is not UNDECIDED
        }
        assert cell.certainty is Certainty.weakest(each.certainty for each in cell.premises)


def test_a_side_counts_once_however_often_it_is_taken():
    dataset = debate(
        *(position(f"x{number}", "town", "p") for number in range(5)),
        position("y", "league", "p"),
        position("z", "clerk", "p", UNDECIDED),
    )
    matrix = alignment(dataset)
    assert matrix.activity("town") == 1
    assert matrix.between("town", "league").congruence == 1
    assert matrix.between("town", "league").score == 1
    assert "clerk" not in matrix.actors
    assert matrix.activity("clerk") == 0


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "agree once and disagree never (+1.00)"),
        (2, "agree twice and disagree never (+1.00)"),
        (3, "agree 3 times and disagree never (+1.00)"),
    ],
)
def test_agreement_is_counted_in_words(count, words):
    dataset = debate(
        *(position(f"{who}-{it}", who, it) for who in ("town", "league") for it in "pqr"[:count])
    )
    assert alignment(dataset).between("town", "league").describe() == f"town and league {words}"


def test_who_takes_both_sides_agrees_and_disagrees():
    dataset = debate(
        position("x", "town", "p", FOR, "2001"),
        position("y", "town", "p", AGAINST, "2003"),
        position("z", "league", "p", FOR),
    )
    cell = alignment(dataset).between("town", "league")
    assert (cell.congruence, cell.conflict, cell.score) == (1, 1, 0)
    then = alignment(dataset, at="2001-01-01/2001-12-31").between("town", "league")
    assert (then.congruence, then.conflict) == (0, 0), "when the league says so is not known"
    always = attrs.evolve(
        dataset, positions=[*dataset.positions[:2], position("z", "league", "p", FOR, "2000/..")]
    )
    then = alignment(always, at="2001-01-01/2001-12-31").between("town", "league")
    assert (then.congruence, then.conflict) == (1, 0)


def test_derived_stances_count():
    dataset = debate(
        Proposition(id="p", text="P.", implies=("q",)),
        position("x", "chair", "p", FOR, "2001-05-07"),
        office("chair", "town", "2000/2002"),
        position("y", "league", "q", AGAINST),
    )
    matrix = alignment(dataset)
    assert matrix.between("town", "chair").score == 1
    cell = matrix.between("town", "league")
    assert (cell.conflict, cell.shared) == (2, ("p", "q"))


def test_whom_nobody_knows_and_ways_that_there_are_not():
    matrix = alignment(ARTICLE)
    with pytest.raises(UnknownIdError, match="did you mean 'armenia'"):
        matrix.between("armenai", "azerbaijan")
    with pytest.raises(ValueError, match=r"norm must be one of .*'cosine', got 'manhattan'"):
        alignment(ARTICLE, norm="manhattan")
    with pytest.raises(ValueError, match="norm must be one of DNA's with duplicates='week'"):
        alignment(ARTICLE, duplicates="week")
    with pytest.raises(EdtfError):
        alignment(ARTICLE, at="then")
    assert matrix.between("fighters", "armenia").score == 0


def test_on_the_article_the_two_sides_of_its_dispute_are_opposed():
    matrix = alignment(ARTICLE)
    assert matrix.between("ethnic-armenians", "azerbaijan").conflict == 2
    assert matrix.between("ethnic-armenians", "azerbaijan").score == -0.5
    assert matrix.between("aliyev", "azerbaijan").score == 0.8, "he assesses one for himself"


def test_in_the_towns_the_papers_are_opposed_and_tolvan_agrees_with_its_chair():
    matrix = alignment(TOWNS, norm="no")
    assert matrix.between("courier-writer", "gazette-writer").score < 0
    assert matrix.between("tolvan", "marsh").score > 0
    edges = {(each.a, each.b) for each in matrix.weights()}
    assert ("ambry", "tolvan") in edges
    assert ("reed", "verrin") not in edges


def test_who_is_opposed_on_all_that_either_holds_is_opposed_in_full():
    dataset = debate(
        *(position(f"a-{name}", "town", name, FOR) for name in "pqr"),
        *(position(f"b-{name}", "league", name, AGAINST) for name in "pqr"),
    )
    assert alignment(dataset).between("town", "league").score == -1
    assert alignment(dataset, norm="jaccard").between("town", "league").score == -0.5


@pytest.mark.parametrize(
    ("duplicates", "count"),
    [("include", 4), ("document", 2), ("week", 3), ("month", 2), ("year", 1), ("acrossrange", 1)],
)
def test_a_side_counts_once_within_what_is_requested_for(duplicates, count):
    days = [("a", "2021-03-01"), ("b", "2021-03-02"), ("c", "2021-03-09"), ("d", "2021-04-01")]
    cited = {"a": "wire", "b": "wire", "c": "paper", "d": "paper"}
    dataset = debate(
        *(
            position(name, "town", "p", FOR, day, citations=(Citation(cited[name], 1),))
            for name, day in days
        ),
        position("x", "league", "p", FOR, "2021-03-01"),
    )
    cell = alignment(dataset, norm="no", duplicates=duplicates).between("town", "league")
    assert cell.congruence == count


def test_what_only_others_say_counts_nowhere_unless_they_are_believed():
    dataset = debate(
        position("x", "town", "p", FOR),
        position("y", "league", "p", AGAINST, according_to=("town",)),
    )
    assert alignment(dataset).between("town", "league").conflict == 0
    believed = alignment(dataset, according_to="town").between("town", "league")
    assert (believed.conflict, believed.according_to) == (1, ())


def test_what_links_build_one_is_one():
    link = Link(id="one", subject="p", kind=LinkKind.SAME_AS, object="q")
    dataset = debate(
        link,
        position("x", "town", "p", FOR),
        position("y", "league", "q", FOR),
    )
    assert alignment(dataset).between("town", "league").shared == ("p",)


@pytest.mark.parametrize("names", [("x", "y"), ("y", "x")])
def test_a_cell_rests_on_the_preferred_of_several_stances(names):
    recorded, spoken = names
    dataset = debate(
        position(spoken, "chair", "p", FOR, "2001-05-07"),
        office("chair", "town", "2000/2002"),
        position(recorded, "town", "p", FOR, "2001"),
        position("z", "league", "p", FOR),
    )
    for duplicates in ("acrossrange", "include"):
        cell = alignment(dataset, norm="no", duplicates=duplicates).between("town", "league")
        assert [each.position.id for each in cell.premises] == [recorded, "z"]
