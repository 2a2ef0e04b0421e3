"""What can't both be: of one holder, and of several sources."""

from collections.abc import Sequence
from typing import overload

import attrs

from karabakh._collector import collector_paused
from karabakh._display import Shown
from karabakh.model import Dataset
from karabakh.reasoning._arguments import require_actor, require_dataset
from karabakh.reasoning._consistency import ConsistencyCheck, Verdict
from karabakh.reasoning._holdings import holdings_of
from karabakh.reasoning._record_conflicts import record_checks
from karabakh.reasoning._stance_checks import stance_checks

__all__ = ["Contradictions", "contradictions"]


@attrs.frozen(kw_only=True, repr=False)
class Contradictions(Shown, Sequence[ConsistencyCheck]):
    """The contradictions of a dataset, and what looked like one.

    As a sequence it is the contradictions alone.

    >>> import karabakh
    >>> from karabakh import reasoning
    >>> found = reasoning.contradictions(karabakh.load())
    >>> len(found), len(found.rival_accounts)
    (0, 0)
    """

    contradictions: tuple[ConsistencyCheck, ...]
    """What can't both be, by one and the same voice."""

    rival_accounts: tuple[ConsistencyCheck, ...]
    """What can't both be, but different voices say the one and the other."""

    undetermined: tuple[ConsistencyCheck, ...]
    """What may or may not both be: `ConsistencyCheck.resolution` names what would resolve it."""

    compatible: tuple[ConsistencyCheck, ...]
    """What looks opposite and can both be."""

    @overload
    def __getitem__(self, index: int) -> ConsistencyCheck: ...
    @overload
    def __getitem__(
        self, index: "slice[int | None, int | None, int | None]"
    ) -> tuple[ConsistencyCheck, ...]: ...

    def __getitem__(
        self, index: "int | slice[int | None, int | None, int | None]"
    ) -> ConsistencyCheck | tuple[ConsistencyCheck, ...]:
        return self.contradictions[index]

    def __len__(self) -> int:
        return len(self.contradictions)

    def __repr__(self) -> str:
        return (
            f"<{len(self.contradictions)} contradictions,"
            f" {len(self.rival_accounts)} rival accounts,"
            f" {len(self.undetermined)} undetermined, {len(self.compatible)} compatible>"
        )


@collector_paused()
def contradictions(dataset: Dataset, *, according_to: str | None = None) -> Contradictions:
    """Return what can't both be so, apart from what only looks like it.

    **Opposite stances of one holder** on one proposition, recorded or derived, within a source
    or between sources. Of two stances a and b::

        simultaneous        both follow from one position
          or                both surely hold on one day, and nothing says that the one is over on
                            that day before the other begins
          or                both are present in one source, or constraints make them overlap
          or                each is before the other, as of `shifts`, by different signs

        contradiction       simultaneous, by the same voices
        rival accounts      simultaneous, by different voices: the source's, or those of
                            `according_to`
        compatible          else, if one is before the other: a change, see `shifts`
        undetermined        else

    What holds before something and after it holds all the while between: so two that come first
    by different signs are simultaneous. `ConsistencyCheck.resolution` names the records and
    sources whose dates would resolve what is undetermined. So of no pair are both a shift and a
    contradiction true. That a holder no longer supports something, by a concession, contradicts
    nothing.

    Limits: a stance is taken to last no longer than is reported. Who supported it in 2019, and
    opposed it in 2023, has changed, though no source says that the first was over by then. What
    follows only if an office was held at the time contradicts nothing for sure, and is
    undetermined; so is what the records are inconsistent about, such as a date after the
    document that reports it as past.

    **Records of one thing**, by *same as* links that are *probable* or *certain*, or a chain
    of them. Events, agreements, relations or positions that are one can't begin at different
    times or end at different times; of one relation the subject, the kind and the object, and
    of one position the stance, can't be different; nor the parties of one agreement if both
    records name them all. Of a cluster the two furthest apart are returned. Two that a weaker
    link joins, or only an actor's word, may be one: if they don't agree, that is undetermined,
    and so are opposite stances of two actors, or on two propositions, that such a link joins.

    A check is as certain as its two sides and the links that make them one, or that alone
    order them; if it is undetermined, the certainty is *unknown*. It takes O(n² / 64) for n
    stances of one holder on one proposition: all of these are one check, and its pairs are built
    on request.

    Args:
        dataset: The records.
        according_to: An actor whose word counts as the sources'.

    Raises:
        UnknownIdError: If the dataset has no such actor.

    >>> import karabakh
    >>> from karabakh.reasoning import contradictions
    >>> contradictions(karabakh.load())
    <0 contradictions, 0 rival accounts, 0 undetermined, 1 compatible>
    """
    require_dataset(dataset)
    require_actor(dataset, according_to=according_to)
    known = holdings_of(dataset, according_to)
    found: dict[Verdict, list[ConsistencyCheck]] = {verdict: [] for verdict in Verdict}
    for check in (*stance_checks(dataset, known), *record_checks(dataset, known)):
        found[check.verdict].append(check)
    by_verdict = {
        verdict: tuple(sorted(each, key=_reading_order)) for verdict, each in found.items()
    }
    return Contradictions(
        contradictions=by_verdict[Verdict.CONTRADICTION],
        rival_accounts=by_verdict[Verdict.RIVAL_ACCOUNTS],
        undetermined=by_verdict[Verdict.UNDETERMINED],
        compatible=by_verdict[Verdict.COMPATIBLE],
    )


def _reading_order(check: ConsistencyCheck) -> tuple[bool, str, str]:
    return bool(check.according_to), check.rule, check.describe()
