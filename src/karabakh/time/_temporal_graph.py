"""The endpoints of intervals, and all that orders them: a graph over opaque nodes."""

from collections.abc import Iterator, Mapping
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
    Evidence,
)
from karabakh.time._digraph import Edge

__all__ = ["TemporalGraph"]

_START, _END = 0, 1
_Order = tuple[tuple[bool, int], tuple[bool, int], bool]
"""The endpoint that comes first and the one that comes last, each as whether it is the object's
and which endpoint of it; and whether the order is strict."""


def _orders(text: str) -> tuple[_Order, ...]:
    """Read orders such as "subject.end < object.start"."""
    found: list[_Order] = []
    for order in text.split(", "):
        tail, sign, head = order.split()
        ends = [
            (each.startswith("object"), _END if each.endswith("end") else _START)
            for each in (tail, head)
        ]
        found.append((ends[0], ends[1], sign == "<"))
    return tuple(found)


_BY_KIND: Final = {
    ConstraintKind.BEFORE: _orders("subject.end < object.start"),
    ConstraintKind.CAUSES: _orders("subject.start <= object.start"),
    ConstraintKind.FOLLOWS: _orders("object.start <= subject.start"),
    ConstraintKind.PART_OF: _orders("object.start <= subject.start, subject.end <= object.end"),
    ConstraintKind.SAME_AS: _orders(
        "subject.start <= object.start, object.start <= subject.start, "
        "subject.end <= object.end, object.end <= subject.end"
    ),
    ConstraintKind.EXPRESSED_IN: _orders(
        "subject.start <= object.end, object.start <= subject.end"
    ),
}
"""What each kind of constraint says of the intervals of its subject and its object."""

_BY_DOC_TIME_REL: Final = {
    DocTimeRel.BEFORE: _orders("subject.end < object.start"),
    DocTimeRel.BEFORE_OR_OVERLAPS: _orders("subject.start <= object.start"),
    DocTimeRel.OVERLAPS: _orders("subject.start <= object.start, object.start <= subject.end"),
    DocTimeRel.OVERLAPS_OR_AFTER: _orders("object.start <= subject.end"),
    DocTimeRel.AFTER: _orders("object.start < subject.start"),
}
"""What each relation to the creation time says, with the source's creation as the object."""

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
        self._endpoints: list[tuple[str, EndpointKind, Evidence | None]] = []
        self._reasons: list[tuple[ConstraintKind, str, Evidence | None]] = []
        self._intervals: dict[str, tuple[int, int]] = {}

    # -- building

    def add_creation(self, source: str, published: Bounds) -> None:
        """Add the creation of a source, which takes no time, unless it is there already."""
        if source not in self._intervals:
            endpoint = self._add_endpoint(
                (source, EndpointKind.CREATED, None),
                max(published.start_earliest, FIRST_DAY),
                min(published.end_latest, LAST_DAY),
            )
            self._intervals[source] = endpoint, endpoint

    def add_interval(self, node: str, bounds: Bounds, cited: Evidence | None = None) -> None:
        """Add the interval of a node, dated by `cited`, unless it is there already."""
        if node in self._intervals:
            return
        # What begins has a first day, and what ends has a last one, though neither need do so.
        start = self._add_endpoint(
            (node, EndpointKind.START, cited),
            bounds.start_earliest,
            min(bounds.start_latest, LAST_DAY),
        )
        end = self._add_endpoint(
            (node, EndpointKind.END, cited), max(bounds.end_earliest, FIRST_DAY), bounds.end_latest
        )
        self._intervals[node] = start, end
        self.edges.append(Edge(start, end, is_strict=False))
        self._reasons.append(_SPAN)

    def relate(
        self,
        subject: str,
        kind: ConstraintKind,
        object: str,
        *,
        record: str,
        cited: Evidence | None = None,
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
        self, node: str, doc_time_rel: DocTimeRel, source: str, *, cited: Evidence | None = None
    ) -> None:
        """Constrain a node by its relation to the creation of a source; see `relate`."""
        reason = ConstraintKind.DOC_TIME_REL, node, cited
        self._constrain(node, source, _BY_DOC_TIME_REL[doc_time_rel], reason)

    def _constrain(
        self,
        subject: str,
        object: str,
        orders: tuple[_Order, ...],
        reason: tuple[ConstraintKind, str, Evidence | None],
    ) -> None:
        one, other = self._intervals.get(subject), self._intervals.get(object)
        if one is None or other is None:
            return
        for (tail_is_other, tail), (head_is_other, head), strict in orders:
            first, last = (other if tail_is_other else one), (other if head_is_other else one)
            self.edges.append(Edge(first[tail], last[head], strict))
            self._reasons.append(reason)

    def _add_endpoint(
        self, endpoint: tuple[str, EndpointKind, Evidence | None], earliest: int, latest: int
    ) -> int:
        self._endpoints.append(endpoint)
        self.earliest.append(earliest)
        self.latest.append(latest)
        return len(self._endpoints) - 1

    # -- looking up

    @property
    def intervals(self) -> Mapping[str, tuple[int, int]]:
        """The first and the last endpoint of each node; of a source, its creation twice."""
        return self._intervals

    def constraints(self) -> Iterator[Constraint]:
        """Yield what orders two endpoints."""
        return map(self.order, range(len(self.edges)))

    def order(self, edge: int) -> Constraint:
        """Return the constraint that an edge stands for."""
        kind, record, cited = self._reasons[edge]
        tail, head, is_strict = self.edges[edge]
        return Constraint(
            kind=kind,
            earlier=self.endpoint(tail),
            later=self.endpoint(head),
            strict=is_strict,
            record=record or self._endpoints[head][0],
            cited=cited,
        )

    def limit(self, endpoint: int, *, is_last: bool) -> Constraint:
        """Return the constraint that an endpoint's first or last day is."""
        node, _, cited = self._endpoints[endpoint]
        limited = self.endpoint(endpoint)
        return Constraint(
            kind=ConstraintKind.DATE,
            earlier=limited if is_last else None,
            later=None if is_last else limited,
            day=(self.latest if is_last else self.earliest)[endpoint],
            record=node,
            cited=cited,
        )

    def endpoint(self, number: int) -> Endpoint:
        """Return an endpoint by its number."""
        node, kind, _ = self._endpoints[number]
        return Endpoint(node=node, kind=kind)
