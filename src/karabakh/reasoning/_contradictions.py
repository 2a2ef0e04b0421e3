"""What can't both be: of one holder, and of several sources."""

from collections.abc import Sequence
from typing import overload

import attrs

from karabakh._collector import collector_paused
from karabakh._display import Shown
from karabakh.model import Dataset
from karabakh.reasoning._asked import check_dataset
from karabakh.reasoning._clashes import Clash, Outcome
from karabakh.reasoning._record_clashes import record_clashes
from karabakh.reasoning._stance_clashes import stance_clashes

__all__ = ["Contradictions", "contradictions"]


@attrs.frozen(kw_only=True, repr=False)
class Contradictions(Shown, Sequence[Clash]):
    """The contradictions of a dataset, and beside them what turned out to be none.

    As a sequence it is the contradictions alone.

    >>> import karabakh
    >>> from karabakh import reasoning
    >>> dataset = karabakh.load()
    >>> found = reasoning.contradictions(dataset)
    >>> len(found), len(found.compatible)
    (0, 1)
    """

    contradictions: tuple[Clash, ...]
    """What can't both be."""

    undetermined: tuple[Clash, ...]
    """What may or may not both be: `Clash.decided_by` names what would tell."""

    compatible: tuple[Clash, ...]
    """What looks opposite and can both be."""

    @overload
    def __getitem__(self, index: int) -> Clash: ...
    @overload
    def __getitem__(
        self, index: "slice[int | None, int | None, int | None]"
    ) -> tuple[Clash, ...]: ...

    def __getitem__(
        self, index: "int | slice[int | None, int | None, int | None]"
    ) -> Clash | tuple[Clash, ...]:
        return self.contradictions[index]

    def __len__(self) -> int:
        return len(self.contradictions)

    def __repr__(self) -> str:
        return (
            f"<{len(self.contradictions)} contradictions, {len(self.undetermined)} undetermined,"
            f" {len(self.compatible)} compatible>"
        )


@collector_paused()
def contradictions(dataset: Dataset) -> Contradictions:
    """Find what can't both be so, and tell it from what only looks like it.

    **Opposite stances of one holder** on one proposition, recorded or derived, within a source
    or between sources. Of two stances a and b::

        together     both follow from one position
          or         both are surely held on one day, and nothing tells that the one is
                     over on that day before the other begins
          or         both are seen from one source as overlapping its making
          or         links make them overlap
        first(a, b)  dates, their source or links tell that a is held before b is, as
                     for `shifts`

        at one time         together, or both first(a, b) and first(b, a)
        at different times  else, if first(a, b) or first(b, a)
        undetermined        else

    What is held before something and after it is held all the while between: so two that come
    first by different signs are at one time. At one time is a contradiction; at different times
    is none (that a holder held one stance, and at another time the opposite, is a change). What
    can't be told is undetermined: `Clash.decided_by` names the records and sources whose dates
    would tell. So of no pair are both a shift and a contradiction true.

    Limits: a stance is taken to last no longer than is told. Who was for it in 2019, and against
    it in 2023, has changed, though no source says that the first was over by then. What follows
    only if an office was held at the time contradicts nothing for sure, and is undetermined; so
    is what the records contradict one another about, such as a date after the document that
    tells of it as past.

    **Records of one thing**, by *same as* links that are *probable* or *certain*, or a chain
    of them. Events, agreements, relations or positions that are one can't begin at different
    times or end at different times; of one relation the subject, the kind and the object, and
    of one position the stance, can't be different; nor the parties of one agreement where both
    records name them all. Of a set of records that are one, the two furthest apart are told.
    Where less than two have a date, dates are not compared. Two that a weaker link joins may
    be one: where they don't agree, that is undetermined.

    A clash is as certain as its two sides and the links that make them one, or that alone tell
    whether they are at one time; where it is undetermined, the certainty is *unknown*. It takes
    ``n log n`` steps, and one for each office by which stances lead to a clash that is
    undetermined: all stances of a holder on a proposition are one clash, and its pairs are made
    on request.

    >>> import karabakh
    >>> from karabakh.reasoning import contradictions
    >>> found = contradictions(karabakh.load())
    >>> found
    <0 contradictions, 0 undetermined, 1 compatible>
    >>> print(found.compatible[0].sentence())
    armenia: for and against region-independent at different times
    """
    check_dataset(dataset)
    found: dict[Outcome, list[Clash]] = {outcome: [] for outcome in Outcome}
    for clash in (*stance_clashes(dataset), *record_clashes(dataset)):
        found[clash.outcome].append(clash)
    return Contradictions(
        contradictions=tuple(sorted(found[Outcome.CONTRADICTION], key=_reading_order)),
        undetermined=tuple(sorted(found[Outcome.UNDETERMINED], key=_reading_order)),
        compatible=tuple(sorted(found[Outcome.COMPATIBLE], key=_reading_order)),
    )


def _reading_order(clash: Clash) -> tuple[str, str]:
    return clash.rule, clash.sentence()
