"""The kernel, called for whole units that dates do not decide."""

from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from typing import Any

import attrs

from karabakh.columnar._questions import QUESTIONS
from karabakh.columnar._records import Rows, parse_rows
from karabakh.columnar._units import Unit, unit_of

__all__ = ["UnitSolver"]


@attrs.frozen(kw_only=True)
class UnitSolver:
    """The kernel with all that it needs but the positions of units.

    It can be pickled, and so be sent to other machines that have the library.
    """

    question: str
    """The name of the question."""

    options: Mapping[str, Any]
    """Its options."""

    names: Mapping[str, str]
    """The units of actors and propositions that are tied to others."""

    core: Rows
    """All records but positions that the kernel may need."""

    linked: Iterable[Mapping[str, Any]]
    """The positions that links name: they may order others."""

    @property
    def by(self) -> Unit:
        """The columns that name a unit."""
        return QUESTIONS[self.question].by

    def rows(self, positions: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, object]]:
        """Yield the rows of the answer about some units.

        Args:
            positions: All positions of these units, as plain values.
        """
        question = QUESTIONS[self.question]
        own = {each["id"]: each for each in positions}
        units = {unit_of(self.names, self.by, each) for each in own.values()}
        known = {each["id"]: each for each in self.linked} | own
        in_order = [dict(each) for each in sorted(known.values(), key=itemgetter("row"))]
        dataset = parse_rows({**self.core, "positions": in_order})
        for conclusion in question.conclusions(dataset, **self.options):
            row = question.row(conclusion)
            if unit_of(self.names, self.by, row) in units:
                yield row
