"""Answers as graphs of networkx, which analyses them and writes them to files."""

from collections.abc import Iterable
from importlib import import_module
from typing import Any, Final

from karabakh.model import Stance
from karabakh.reasoning._holding import Holding
from karabakh.wording import Labels

__all__ = ["new_graph", "two_mode_graph"]

_NO_COUNTS: Final = {stance.value: 0 for stance in Stance}


def new_graph(**attributes: object) -> Any:  # noqa: ANN401 (networkx has no types)
    """Return an undirected graph without nodes."""
    try:
        # Here, since it is an extra, and slow to load.
        networkx: Any = import_module("networkx")
    except ModuleNotFoundError as error:
        raise ImportError(
            "networkx must be installed for graphs; use pip install 'karabakh[network]'"
        ) from error
    return networkx.Graph(**attributes)


def two_mode_graph(rows: Iterable[Holding], labels: Labels | None) -> Any:  # noqa: ANN401 (as above)
    """Return the graph of holders and propositions, see `Stances.to_networkx`."""
    labels = Labels.or_ids(labels)
    graph = new_graph(mode="holders and propositions")
    for row in rows:
        if row.voices or row.is_withdrawn:
            continue
        holder, proposition = row.ids
        graph.add_node(holder, bipartite=0, type="actor", label=labels(holder))
        graph.add_node(proposition, bipartite=1, type="proposition", label=labels(proposition))
        if not graph.has_edge(holder, proposition):
            graph.add_edge(holder, proposition, **_NO_COUNTS)
        graph.edges[holder, proposition][row.stance.value] += 1
    return graph
