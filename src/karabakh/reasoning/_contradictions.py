"""What can't both be: of one holder, and of several sources."""

import attrs

from karabakh._collector import collector_paused
from karabakh.model import Dataset
from karabakh.reasoning._arguments import require_actor, require_dataset
from karabakh.reasoning._conclusion import Answers
from karabakh.reasoning._holdings import holdings_of
from karabakh.reasoning._record_conflicts import (
    ConsistencyCheck,
    RecordCheck,
    Verdict,
    record_checks,
)
from karabakh.reasoning._stance_checks import StanceCheck, stance_checks

__all__ = ["Contradictions", "contradictions"]


@attrs.frozen(kw_only=True, repr=False)
class Contradictions(Answers[ConsistencyCheck]):
    """The contradictions of a dataset, and what looked like one.

    As a sequence it is the contradictions alone.
    """

    contradictions: tuple[ConsistencyCheck, ...]
    """What can't both be, though the sources, or the same actors, say both."""

    rival_accounts: tuple[ConsistencyCheck, ...]
    """What can't both be, but others say the one than the other."""

    undetermined: tuple[ConsistencyCheck, ...]
    """What may or may not both be: `ConsistencyCheck.resolution` names what would resolve it."""

    compatible: tuple[ConsistencyCheck, ...]
    """What looks opposite and can both be."""

    def _item(self, number: int) -> ConsistencyCheck:
        return self.contradictions[number]

    def __len__(self) -> int:
        return len(self.contradictions)

    def __repr__(self) -> str:
        return (
            f"<{len(self.contradictions)} contradictions,"
            f" {len(self.rival_accounts)} rival accounts,"
            f" {len(self.undetermined)} undetermined, {len(self.compatible)} compatible>"
        )


@collector_paused
def contradictions(dataset: Dataset, *, according_to: str | None = None) -> Contradictions:
    """Return what can't both be so, apart from what only looks like it.

    **Opposite stances of one holder** on one proposition, recorded or derived. Of each two::

        simultaneous        both follow from one position
          or                both surely hold on one day, and nothing says that the one is over on
                            that day before the other begins
          or                both are present in one source, or constraints make them overlap
          or                each is before the other, as of `shifts`, by different signs

        contradiction       simultaneous, and the sources, or the same actors, say both
        rival accounts      simultaneous, else: the source and an actor, or two actors
        compatible          else, if one is before the other: a change, see `shifts`
        undetermined        else

    `ConsistencyCheck.resolution` names the records and sources whose dates would resolve what is
    undetermined. All stances of one holder on one proposition are one check.

    **Records of the same thing**, by *same as* links that are *probable* or *certain*: they
    can't differ in an `Aspect`. Of a cluster the two furthest apart are returned: of what the
    sources say, then of what actors say if that differs. If only a weaker link, or an actor's
    word, joins two records, actors or propositions, it is undetermined, and the link is named.

    A check is as certain as its two sides and the links that make them one, or that alone
    order them; if it is undetermined, the certainty is *unknown*. A stance is taken to last no
    longer than is reported. It takes O(n²) for n stances of one holder on one proposition, two
    seconds for two thousand.

    Args:
        dataset: The records.
        according_to: An actor whose word counts as the sources'.

    Raises:
        UnknownIdError: If the dataset has no such actor.

    >>> import karabakh
    >>> from karabakh.reasoning import Verdict, contradictions
    >>> found = contradictions(karabakh.load())
    >>> found
    <0 contradictions, 0 rival accounts, 0 undetermined, 1 compatible>
    >>> found.compatible[0].verdict is Verdict.COMPATIBLE
    True
    """
    require_dataset(dataset)
    require_actor(dataset, according_to=according_to)
    known = holdings_of(dataset, according_to)
    found = (*stance_checks(dataset, known), *record_checks(dataset, known))
    checks = sorted(found, key=_order)

    def having(verdict: Verdict) -> tuple[ConsistencyCheck, ...]:
        return tuple(check for check in checks if check.verdict is verdict)

    return Contradictions(
        contradictions=having(Verdict.CONTRADICTION),
        rival_accounts=having(Verdict.RIVAL_ACCOUNTS),
        undetermined=having(Verdict.UNDETERMINED),
        compatible=having(Verdict.COMPATIBLE),
    )


def _order(check: ConsistencyCheck) -> tuple[object, ...]:
    ids: tuple[str, ...] = ()
    if isinstance(check, StanceCheck):
        ids = (check.holder, check.proposition)
    elif isinstance(check, RecordCheck):
        ids = (check.first.id, check.second.id, check.aspect.value)
    return (bool(check.according_to), check.rule, ids, check.according_to)
