"""All that may have been, by brute force: each record placed in days, one by one.

A *world* gives every record with a time its first and its last day, and every source the day
of its making. It is admitted if it fits all dates and all orders that the records give. What
follows from a dataset is what is so in every world that it admits, and nothing else.

This is written from the words of the documentation ("Time", "Change is not contradiction" and
the docstring of `Chronology`), and knows nothing of how the library finds its answers.

Days are whole, but orders know better than days: what is over on the very day on which another
thing begins still comes before it, if an order says so.
"""

import itertools

from karabakh import Certainty, DocTimeRel, LinkKind, Position, Truth, When

FIRST, LAST = (When(day).bounds.start_earliest for day in ("2020-01-01", "2020-01-05"))
EVER, NEVER = FIRST - 1, LAST + 1  # the beginning of what has none, and the end
DAYS = range(FIRST, LAST + 1)
SPANS = [
    (first, last)
    for first in range(EVER, LAST + 1)
    for last in range(FIRST, NEVER + 1)
    if first <= last
]
FIRM = {Certainty.CERTAIN, Certainty.PROBABLE}

START, END = 0, 1


class Worlds:
    """The worlds that a dataset of relations, positions, events and sources admits.

    Args:
        dataset: the records.
        doubts_dates: whether those marked as approximate or uncertain may be any days; else
            they are taken at their word.
    """

    def __init__(self, dataset, *, doubts_dates=False):
        self.spans = {}
        self.stated = {}
        self._doubts_dates = doubts_dates
        for source in dataset.sources:
            made = self._date(source).bounds
            days = [day for day in DAYS if made.start_earliest <= day <= made.end_latest]
            self.spans[source.id] = [(day, day) for day in days]
            self._order((source.id, END), (source.id, START))
        records = (*dataset.relations, *dataset.positions, *dataset.events)
        for record in records:
            self.spans[record.id] = _fitting(self._date(record))
        for name in self.spans:
            self._order((name, START), (name, END))
        for record in records:
            self._see(record)
        for link in dataset.links:
            if link.certainty in FIRM and {link.subject, link.object} <= self.spans.keys():
                self._tie(link.kind, link.subject, link.object)
        self._close()
        self._of = {name: [] for name in self.spans}
        for (a, one), (b, other) in self.stated:
            for name in {a, b}:
                self._of[name].append((a, one, b, other))
        self._found = {}

    def _date(self, record):
        names = ("published", "when")
        date = next(getattr(record, name) for name in names if hasattr(record, name))
        return When.unknown() if self._doubts_dates and date.is_qualified else date

    def _see(self, record):
        """Order a record and the making of its source, and what it is expressed in."""
        sources = {citation.source for citation in record.citations}
        if record.doc_time_rel is not None and len(sources) == 1 and sources <= self.spans.keys():
            (made,) = sources
            match record.doc_time_rel:
                case DocTimeRel.BEFORE:
                    self._order((record.id, END), (made, START), strict=True)
                case DocTimeRel.AFTER:
                    self._order((made, END), (record.id, START), strict=True)
                case DocTimeRel.OVERLAPS:
                    self._share(record.id, made)
                case DocTimeRel.BEFORE_OR_OVERLAPS:
                    self._order((record.id, START), (made, END))
                case DocTimeRel.OVERLAPS_OR_AFTER:
                    self._order((made, START), (record.id, END))
        if _is_held(record) and record.expressed_in in self.spans:
            self._share(record.id, record.expressed_in)

    def _tie(self, kind, subject, other):
        if kind is LinkKind.BEFORE:
            self._order((subject, END), (other, START), strict=True)
        if kind in {LinkKind.CAUSES, LinkKind.SAME_AS}:
            self._order((subject, START), (other, START))
        if kind in {LinkKind.FOLLOWS, LinkKind.PART_OF, LinkKind.SAME_AS}:
            self._order((other, START), (subject, START))
        if kind in {LinkKind.PART_OF, LinkKind.SAME_AS}:
            self._order((subject, END), (other, END))
        if kind is LinkKind.SAME_AS:
            self._order((other, END), (subject, END))

    def _share(self, one, other):
        self._order((one, START), (other, END))
        self._order((other, START), (one, END))

    def _order(self, earlier, later, *, strict=False):
        self.stated[earlier, later] = self.stated.get((earlier, later), False) or strict

    def _close(self):
        """Add all orders that follow from those reported."""
        endpoints = list(itertools.product(self.spans, (START, END)))
        for by, a, b in itertools.product(endpoints, repeat=3):
            if (a, by) in self.stated and (by, b) in self.stated:
                self._order(a, b, strict=self.stated[a, by] or self.stated[by, b])

    # -- which worlds there are

    @property
    def exist(self):
        """Whether all that the records report can be true."""
        is_inconsistent = any(a == b and strict for (a, b), strict in self.stated.items())
        return not is_inconsistent and all(self._ways((group[0],)) for group in self._groups())

    def of(self, *names):
        """Yield the days of some records: a tuple for each way in which they may lie."""
        if not self.exist:
            return
        wanted = list(dict.fromkeys(names))
        # What no order ties together lies as it likes: so each group is placed by itself.
        parts = [tuple(name for name in group if name in wanted) for group in self._groups()]
        parts = [part for part in parts if part]
        for ways in itertools.product(*map(self._ways, parts)):
            world = {}
            for part, spans in zip(parts, ways, strict=True):
                world.update(zip(part, spans, strict=True))
            yield tuple(world[name] for name in names)

    def _groups(self):
        """Return the records that orders tie together, however many are between."""
        left = dict.fromkeys(self.spans)
        while left:
            group = [next(iter(left))]
            for name in group:
                left.pop(name, None)
                tied = {other for a, _, b, _ in self._of[name] for other in (a, b)}
                group += [other for other in left if other in tied and other not in group]
            yield group

    def _ways(self, names):
        """Return all days of some records of a group that leave the others a place."""
        if names not in self._found:
            (group,) = [group for group in self._groups() if names[0] in group]
            rest = [name for name in group if name not in names]
            self._found[names] = [
                tuple(world[name] for name in names)
                for world in self._placed({}, names)
                if next(self._placed(world, rest), None) is not None
            ]
        return self._found[names]

    def _placed(self, world, names):
        if not names:
            yield world
            return
        name, *others = names
        for span in self.spans[name]:
            more = {**world, name: span}
            if self._fits(more, name):
                yield from self._placed(more, others)

    def _fits(self, world, name):
        return all(
            world[a][one] <= world[b][other]
            for a, one, b, other in self._of[name]
            if a in world and b in world
        )

    # -- what is so in them

    def is_stated(self, earlier, later):
        """Return whether orders put one endpoint before another, so also on one day."""
        return self.stated.get((earlier, later), False)

    def _is_over_before(self, a, b, span, other):
        is_one_day = span[END] == other[START]
        return span[END] < other[START] or (is_one_day and self.is_stated((a, END), (b, START)))

    def before(self, a, b):
        """Return whether one is over before another begins: in all worlds, none, some."""
        return agreed(self._is_over_before(a, b, *pair) for pair in self.of(a, b))

    def overlaps(self, a, b):
        """Return whether the two overlap."""
        return agreed(
            not self._is_over_before(a, b, one, other)
            and not self._is_over_before(b, a, other, one)
            for one, other in self.of(a, b)
        )


def agreed(cases):
    """Return the answer in which all worlds agree."""
    return Truth.agreed(map(Truth.of, cases))


def _is_held(record):
    return isinstance(record, Position)


def _fitting(when):
    """Return the spans that a date admits, past the days looked at if unbounded."""
    return [
        (first, last)
        for first, last in SPANS
        if any(
            _may_be(first, bounds.start_earliest, bounds.start_latest)
            and _may_be(last, bounds.end_earliest, bounds.end_latest)
            for bounds in when.alternatives
        )
    ]


def _may_be(day, earliest, latest):
    return max(EVER, min(earliest, NEVER)) <= day <= min(NEVER, max(latest, EVER))
