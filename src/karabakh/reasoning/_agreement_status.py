"""The status of an agreement at a time."""

from collections.abc import Iterator

import attrs

from karabakh.model import (
    Agreement,
    AgreementStatus,
    Certainty,
    Cited,
    Dataset,
    Link,
    LinkKind,
)
from karabakh.reasoning._accounts import Account
from karabakh.reasoning._arguments import require_actor, require_dataset, require_ids
from karabakh.reasoning._conclusion import Conclusion, Premise
from karabakh.reasoning._obligation import Obligation
from karabakh.reasoning._obligations import Obligations
from karabakh.reasoning._performance import performance_links
from karabakh.reasoning._status_steps import remaining, setting_aside, steps
from karabakh.time import Truth, When
from karabakh.wording import Labels

__all__ = ["StatusResult", "agreement_status"]


@attrs.frozen(kw_only=True, repr=False)
class StatusResult(Conclusion):
    """The status of an agreement at a time.

    >>> import karabakh
    >>> from karabakh.reasoning import agreement_status
    >>> agreement_status(karabakh.load(), "laying-down-arms").obligations
    (<Obligation: fighters: lay down their arms: undetermined [obligation, unknown, inferred]>,)
    """

    rule: str = "agreement-status"
    """``agreement-status``."""

    agreement: Agreement
    """The agreement; of several that are one, the one that was wanted for."""

    at: When | None
    """The time wanted about; None for the creation of the latest source."""

    status: AgreementStatus | None
    """Its status; None if that is undetermined."""

    possible: tuple[AgreementStatus, ...]
    """What its status may be, as far as its steps are known; empty if no step may be taken."""

    obligations: tuple[Obligation, ...] = ()
    """What was owed under it, with what became of that."""

    amendments: tuple[Link, ...] = ()
    """The links by which other agreements change it."""

    accounts: "tuple[StatusResult, ...]" = ()
    """What others say its status is, if that differs."""

    @property
    def details(self) -> tuple[Premise, ...]:
        """The obligations, the amendments and the accounts that differ."""
        return (*self.obligations, *self.amendments, *self.accounts)

    def _describe(self, labels: Labels) -> str:
        text = _in_words(self.status) if self.status else "undetermined"
        if not self.status and self.possible:
            text += f" ({' or '.join(map(_in_words, self.possible))})"
        return f"{labels(self.agreement.id)}: {text}"


def agreement_status(
    dataset: Dataset,
    agreement: str,
    *,
    at: When | str | None = None,
    according_to: str | None = None,
) -> StatusResult:
    """Return the status of an agreement, and what became of the obligations under it.

    ::

        taken(s, t)  ⇔  step s was taken by t
        last(s, t)   ⇔  taken(s, t) and for no step u: taken(u, t) and s is before u
        status(s, t) ⇔  last(s, t) and for no step u: last(u, t) and u is of a later stage:
                        proposed < agreed < in force < the others

    A step is before another by its dates, by how their sources present them (what a source
    presents as over is before what it presents as present) or by links. The status is that of
    the steps that remain, if it is the same whichever of the steps that may have been taken were;
    else it is undetermined, and `StatusResult.possible` lists them.

    Steps are the recorded changes of status, and

    - *violated*, by an event that breaches the agreement or an obligation under it, if it binds
      by then: a mere proposal can't be breached;
    - *suspended* or *superseded*, by a link from an event or another agreement, once that is made;
    - *lapsed*, *probable* at most, when the period is over for which it was to bind.

    Agreements that *same as* links join are one. The sources' account decides. If they report no
    step, the accounts of others do, *possible* at most, if they are the same.

    Limits: nothing else ends an agreement, not even that all its obligations are fulfilled.

    Args:
        dataset: The records.
        agreement: The agreement.
        at: The time wanted about, or its EDTF form; without it, the creation of the latest source.
        according_to: An actor whose word counts as the sources'.

    Raises:
        UnknownIdError: If the dataset has no such agreement or actor.
        EdtfError: If `at` is not valid EDTF.

    >>> import karabakh
    >>> from karabakh.reasoning import agreement_status
    >>> agreement_status(karabakh.load(), "laying-down-arms")
    <StatusResult: laying-down-arms: agreed [agreement-status, certain, inferred]>
    """
    require_dataset(dataset)
    require_ids(agreement=agreement)
    require_actor(dataset, according_to=according_to)
    wanted = dataset.agreements[agreement]
    return _Statuses(dataset, Obligations(dataset, at, according_to)).of(wanted)


class _Statuses:
    """Finds the status of an agreement in each account."""

    def __init__(self, dataset: Dataset, owed: Obligations) -> None:
        self._dataset = dataset
        self._owed = owed
        self._clusters = owed.accounts.known.clusters

    def of(self, wanted: Agreement) -> StatusResult:
        cluster = list(map(self._dataset.agreements.__getitem__, self._clusters.cluster(wanted.id)))
        accounts = self._owed.accounts
        own = self._by(accounts.own, wanted)
        others = [self._by(each, wanted) for each in accounts.others(self._records(cluster))]
        reported = [each for each in others if each.status is not None]
        answer = own
        if not own.possible and len({each.status for each in reported}) == 1:
            speakers = dict.fromkeys(actor for each in reported for actor in each.according_to)
            best = max(reported, key=lambda each: each.reported.rank)
            answer = attrs.evolve(best, according_to=tuple(speakers))
        return attrs.evolve(
            answer,
            obligations=tuple(self._owed.under(cluster)),
            amendments=tuple(
                link
                for each in cluster
                for link in self._dataset.links.where(kind=LinkKind.AMENDS, object=each.id)
            ),
            accounts=tuple(each for each in reported if each.status is not answer.status),
        )

    def _records(self, cluster: list[Agreement]) -> Iterator[Cited]:
        """Yield the records that decide the status of agreements that are one."""
        for agreement in cluster:
            yield from (agreement, *agreement.statuses, *agreement.provisions)
            ids = [agreement.id, *(each.id for each in agreement.provisions)]
            links = [
                link for target in ids for link in performance_links(self._dataset).get(target, ())
            ]
            links += setting_aside(self._dataset, agreement.id)
            for link in links:
                yield link
                subject = self._dataset.get(link.subject)
                yield from (subject,) if subject is not None else ()
                yield from subject.statuses if isinstance(subject, Agreement) else ()

    def _by(self, account: Account, wanted: Agreement) -> StatusResult:
        every = [*steps(self._owed.index(account), wanted.id)]
        decisive = remaining(every, account.order)
        possible = {step.status for step in decisive}
        is_sure = any(step.taken is Truth.YES for step in decisive)
        status = next(iter(possible)) if is_sure and len(possible) == 1 else None
        limits = [step.limit for step in decisive]
        # A single step that has certainly been taken decides whatever its date.
        if self._owed.time.at is not None or len(every) > 1:
            limits += (step.interval.max_certainty for step in decisive)
        return StatusResult(
            premises=(wanted, *(premise for step in decisive for premise in step.premises)),
            max_certainty=Certainty.weakest(limits) if status else Certainty.UNKNOWN,
            according_to=account.according_to,
            agreement=wanted,
            at=self._owed.time.at,
            status=status,
            possible=tuple(each for each in AgreementStatus if each in possible),
        )


def _in_words(status: AgreementStatus) -> str:
    return status.value.replace("-", " ")
