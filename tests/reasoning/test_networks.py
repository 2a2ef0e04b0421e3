"""Networks of answers as graphs of networkx, and in GraphML."""

import sys
from collections import Counter

import networkx as nx
import pytest
from debates import debate, position
from hypothesis import example, given, settings

import karabakh
from karabakh import PositionForm, Proposition
from karabakh.reasoning import alignment, stances
from karabakh.testing import datasets
from karabakh.wording import Labels


@given(dataset=datasets(max_size=8))
@settings(max_examples=20)
def test_the_edges_of_actors_are_the_weights_of_the_matrix(dataset):
    matrix = alignment(dataset)
    graph = matrix.to_networkx()
    assert list(graph.nodes) == list(matrix.actors)
    assert all(graph.nodes[each]["activity"] == matrix.activity(each) for each in graph)
    found = {frozenset(edge[:2]): edge[2] for edge in graph.edges(data=True)}
    assert found == {
        frozenset(each[:2]): {
            "congruence": each.congruence,
            "conflict": each.conflict,
            "norm": each.norm,
            "score": each.score,
        }
        for each in matrix.weights()
    }


COUNTED_ALONE = debate(
    Proposition(id="q", text="q", excludes=("p",)),
    position("x", "town", "q", form=PositionForm.CONCESSION),
    position("y", "town", "r", according_to=("league",)),
)
"""A stance, the support that it gives up, and one by another's word."""


@given(dataset=datasets(max_size=8))
@example(COUNTED_ALONE)
@settings(max_examples=20)
def test_the_edges_to_propositions_count_stances(dataset):
    held = stances(dataset)
    graph = held.to_networkx()
    counts = Counter(
        (each.holder, each.proposition, each.stance.value)
        for each in held
        if not each.according_to and not each.no_longer_supports
    )
    found = {}
    for one, other, edge in graph.edges(data=True):
        holder, proposition = sorted((one, other), key=lambda node: graph.nodes[node]["bipartite"])
        found |= {(holder, proposition, side): count for side, count in edge.items() if count}
    assert found == counts
    assert set(dict(graph.nodes(data="bipartite")).values()) <= {0, 1}
    assert all(
        graph.nodes[edge[0]]["bipartite"] != graph.nodes[edge[1]]["bipartite"]
        for edge in graph.edges
    )


@given(dataset=datasets(max_size=8))
@settings(max_examples=20)
def test_both_networks_agree_on_congruence_and_conflict(dataset):
    two_mode = stances(dataset).to_networkx()
    for one, other, edge in alignment(dataset).to_networkx().edges(data=True):
        congruence = conflict = 0
        for proposition in nx.common_neighbors(two_mode, one, other):
            mine, theirs = two_mode.edges[one, proposition], two_mode.edges[other, proposition]
            for side, opposite in (("supports", "opposes"), ("opposes", "supports")):
                congruence += bool(mine[side]) * bool(theirs[side])
                conflict += bool(mine[side]) * bool(theirs[opposite])
        assert (edge["congruence"], edge["conflict"]) == (congruence, conflict)


@pytest.mark.parametrize("question", [alignment, stances])
def test_graphml_has_all_of_it(tmp_path, question):
    dataset = karabakh.load()
    graph = question(dataset).to_networkx(Labels(dataset))
    nx.write_graphml(graph, tmp_path / "graph.graphml")
    again = nx.read_graphml(tmp_path / "graph.graphml")
    assert dict(again.nodes(data=True)) == dict(graph.nodes(data=True))
    assert {frozenset(edge[:2]): edge[2] for edge in again.edges(data=True)} == {
        frozenset(edge[:2]): edge[2] for edge in graph.edges(data=True)
    }
    assert again.nodes["aliyev"]["label"] == "Aliyev"


def test_a_selection_of_stances_is_a_network_of_its_own():
    graph = stances(karabakh.load(), holder="aliyev").to_networkx()
    assert [node for node, mode in graph.nodes(data="bipartite") if mode == 0] == ["aliyev"]


def test_the_graph_of_actors_says_how_it_was_made():
    graph = alignment(
        karabakh.load(), at="2023", norm="jaccard", duplicates="document"
    ).to_networkx()
    assert graph.graph == {
        "mode": "actors",
        "norm": "jaccard",
        "duplicates": "document",
        "at": "2023",
    }


def test_without_networkx_the_error_says_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "networkx", None)
    with pytest.raises(ImportError, match=r"use pip install 'karabakh\[network\]'"):
        alignment(karabakh.load()).to_networkx()


def test_a_network_says_how_it_was_computed_and_whom_it_shows():
    article = karabakh.load()
    graph = alignment(article, at="2023", norm="cosine", duplicates="year").to_networkx()
    assert graph.graph == {"mode": "actors", "norm": "cosine", "duplicates": "year", "at": "2023"}
    always = alignment(article)
    assert always.to_networkx().graph["at"] == ""
    assert always.to_networkx().nodes["armenia"]["label"] == "armenia"
    assert always.to_networkx(Labels(article)).nodes["armenia"]["label"] == "Armenia"
