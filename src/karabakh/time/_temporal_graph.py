"""The endpoints of intervals, and all that orders them: a graph over opaque nodes."""

from typing import Final

from karabakh._vocabulary import DocTimeRel
from karabakh.time._bounds import Bounds
from karabakh.time._constraints import (
    FIRST_DAY,
    LAST_DAY,
    Constraint,
    ConstraintKind,
    Endpoint,
    EndpointKind,
)
from karabakh.time._digraph import Edge

__all__ = ["TemporalGraph"]

_START, _END, _OBJECT_START, _OBJECT_END = range(4)
"""The endpoints of a subject, then those of its object."""

_BY_KIND: Final = {
    ConstraintKind.BEFORE: (Edge(_END, _OBJECT_START, is_strict=True),),
    ConstraintKind.CAUSES: (Edge(_START, _OBJECT_START),),
    ConstraintKind.FOLLOWS: (Edge(_OBJECT_START, _START),),
    ConstraintKind.PART_OF: (Edge(_OBJECT_START, _START), Edge(_END, _OBJECT_END)),
    ConstraintKind.SAME_AS: (
        Edge(_START, _OBJECT_START),
        Edge(_OBJECT_START, _START),
        Edge(_END, _OBJECT_END),
        Edge(_OBJECT_END, _END),
    ),
    ConstraintKind.EXPRESSED_IN: (Edge(_START, _OBJECT_END), Edge(_OBJECT_START, _END)),
}
"""What each kind of constraint says of the intervals of its subject and its object."""

_BY_DOC_TIME_REL: Final = {
    DocTimeRel.BEFORE: (Edge(_END, _OBJECT_START, is_strict=True),),
    DocTimeRel.BEFORE_OR_OVERLAPS: (Edge(_START, _OBJECT_START),),
    DocTimeRel.OVERLAPS: (Edge(_START, _OBJECT_START), Edge(_OBJECT_START, _END)),
    DocTimeRel.OVERLAPS_OR_AFTER: (Edge(_OBJECT_START, _END),),
    DocTimeRel.AFTER: (Edge(_OBJECT_START, _START, is_strict=True),),
}
"""What each relation to the creation time says, with the source's creation as the object."""

_Reason = tuple[ConstraintKind, str, object]
"""Of an edge: its kind, the record that says so, and that record or the part of it."""

_SPAN: Final = (ConstraintKind.SPAN, "", None)
"""Why the start of anything comes no later than its end: it holds of everything."""


class TemporalGraph:
    """Intervals and creation times, by identifiers, and the constraints between them.

    A source has one endpoint, its creation. Anything else has two, its start and its end,
    numbered one after the other. What the nodes stand for is no matter here.

    >>> from karabakh import When
    >>> from karabakh.time import Chronology, ConstraintKind, TemporalGraph
    >>> graph = TemporalGraph()
    >>> graph.add_interval("offensive", When("2020").bounds)
    >>> graph.add_interval("truce", When.unknown().bounds)
    >>> graph.relate("offensive", ConstraintKind.BEFORE, "truce", record="link-1")
    >>> Chronology(graph).before("offensive", "truce")
    <Truth.YES: 'yes'>
    """

    def __init__(self) -> None:
        self.earliest: list[int] = []
        """The first day of each endpoint, by its own date."""
        self.latest: list[int] = []
        """The last day of each endpoint, by its own date."""
        self.edges: list[Edge] = []
        """Which endpoint comes no later than which."""
        self.intervals: dict[str, tuple[int, int]] = {}
        """The first and the last endpoint of each node; of a source, its creation twice."""
        self._endpoints: list[tuple[str, EndpointKind, object]] = []
        self._reasons: list[_Reason] = []

    # -- building

    def add_creation(self, source: str, published: Bounds) -> None:
        """Add the creation of a source, which takes no time, unless it is there already."""
        if source not in self.intervals:
            first = max(published.start_earliest, FIRST_DAY)
            last = min(published.end_latest, LAST_DAY)
            endpoint = self._add_endpoint(source, EndpointKind.CREATED, None, first, last)
            self.intervals[source] = endpoint, endpoint

    def add_interval(self, node: str, bounds: Bounds, cited: object = None) -> None:
        """Add the interval of a node, dated by `cited`, unless it is there already."""
        if node in self.intervals:
            return
        # What begins has a first day, and what ends has a last one, though neither need do so.
        last = min(bounds.start_latest, LAST_DAY)
        start = self._add_endpoint(node, EndpointKind.START, cited, bounds.start_earliest, last)
        first = max(bounds.end_earliest, FIRST_DAY)
        end = self._add_endpoint(node, EndpointKind.END, cited, first, bounds.end_latest)
        self.intervals[node] = start, end
        self._add_edge(Edge(start, end), _SPAN)

    def relate(
        self,
        subject: str,
        kind: ConstraintKind,
        object: str,
        *,
        record: str,
        cited: object = None,
    ) -> None:
        """Constrain two nodes; nothing happens if one of them is not in the graph.

        Args:
            subject: The one.
            kind: How it relates to the other; no date, no span, no relation to a source.
            object: The other.
            record: The identifier of what says so.
            cited: What says so.
        """
        self._constrain(subject, object, _BY_KIND[kind], (kind, record, cited))

    def relate_to_creation(
        self, node: str, doc_time_rel: DocTimeRel, source: str, *, cited: object = None
    ) -> None:
        """Constrain a node by its relation to the creation of a source; see `relate`."""
        reason = ConstraintKind.DOC_TIME_REL, node, cited
        self._constrain(node, source, _BY_DOC_TIME_REL[doc_time_rel], reason)

    def _constrain(
        self, subject: str, object: str, orders: tuple[Edge, ...], reason: _Reason
    ) -> None:
        if subject in self.intervals and object in self.intervals:
            endpoints = (*self.intervals[subject], *self.intervals[object])
            for tail, head, is_strict in orders:
                self._add_edge(Edge(endpoints[tail], endpoints[head], is_strict), reason)

    def _add_edge(self, edge: Edge, reason: _Reason) -> None:
        self.edges.append(edge)
        self._reasons.append(reason)

    def _add_endpoint(
        self, node: str, kind: EndpointKind, cited: object, first: int, last: int
    ) -> int:
        self._endpoints.append((node, kind, cited))
        self.earliest.append(first)
        self.latest.append(last)
        return len(self._endpoints) - 1

    # -- looking up

    def order(self, edge: int) -> Constraint:
        """Return the constraint that an edge stands for."""
        kind, record, cited = self._reasons[edge]
        tail, head, is_strict = self.edges[edge]
        return Constraint(
            kind=kind,
            earlier=self._endpoint(tail),
            later=self._endpoint(head),
            strict=is_strict,
            record=record or self._endpoints[head][0],
            cited=cited,
        )

    def limit(self, endpoint: int, *, is_last: bool) -> Constraint:
        """Return the constraint that an endpoint's first or last day is."""
        node, _, cited = self._endpoints[endpoint]
        limited = self._endpoint(endpoint)
        return Constraint(
            kind=ConstraintKind.DATE,
            earlier=limited if is_last else None,
            later=None if is_last else limited,
            day=(self.latest if is_last else self.earliest)[endpoint],
            record=node,
            cited=cited,
        )

    def _endpoint(self, number: int) -> Endpoint:
        node, kind, _ = self._endpoints[number]
        return Endpoint(node=node, kind=kind)
