"""What was agreed, by whom, and where it stands."""

import attrs

from karabakh.ids import ActorId, AgreementId, ProvisionId
from karabakh.model._base import Assertion, Cited, in_readers_order
from karabakh.model._code import Code
from karabakh.model._when import When
from karabakh.model._wrong_type import wrong_argument
from karabakh.model.vocabulary import AgreementKind, AgreementStatus, DocTime

__all__ = ["Agreement", "Provision", "StatusChange", "agreed_step"]


@attrs.frozen(kw_only=True, repr=False, field_transformer=in_readers_order)
class Provision(Assertion):
    """One duty under an agreement: who owes what to whom, and by when.

    Whether it was done or broken is told by links of the kinds *fulfils* and *breaches*
    from events to it.

    >>> import karabakh
    >>> dataset = karabakh.load()
    >>> [duty.id for duty in dataset.agreements["laying-down-arms"].provisions]
    ['fighters-lay-down-arms']
    """

    id: ProvisionId
    """Its identifier."""

    obligor: ActorId
    """Who owes it."""

    duty: str
    """What is owed, in the coder's words, as an infinitive: "lay down their arms"."""

    beneficiary: ActorId | None = None
    """To whom it is owed, where the source says so."""

    deadline: When = When.unknown()
    """By when: it is late after the last day that this may mean."""


@attrs.frozen(kw_only=True, repr=False, field_transformer=in_readers_order)
class StatusChange(Cited):
    """A step in the life of an agreement.

    >>> import karabakh
    >>> dataset = karabakh.load()
    >>> for step in dataset.agreements["laying-down-arms"].statuses:
    ...     print(step.status)
    AgreementStatus.AGREED
    """

    status: AgreementStatus
    """Where the agreement stands from then on."""

    when: When = When.unknown()
    """When the step was taken."""

    doc_time: DocTime | None = None
    """When it was taken, seen from the making of the document."""


@attrs.frozen(kw_only=True, repr=False, field_transformer=in_readers_order)
class Agreement(Assertion):
    """Something that parties agreed, or were said to.

    >>> from karabakh import Agreement, AgreementKind, Provision
    >>> agreement = Agreement(
    ...     id="truce",
    ...     title="A truce",
    ...     kind=AgreementKind.CEASEFIRE,
    ...     parties=("north", "south"),
    ...     provisions=(Provision(id="truce-1", obligor="north", duty="withdraw"),),
    ... )
    >>> agreement.provisions[0].duty
    'withdraw'
    """

    id: AgreementId
    """Its identifier."""

    title: str
    """What it is called, in the coder's words."""

    kind: AgreementKind
    """What it is mainly about."""

    parties: tuple[ActorId, ...] = ()
    """Who agreed, as far as the source names them."""

    parties_complete: bool = False
    """Whether the source names all parties."""

    mediators: tuple[ActorId, ...] = ()
    """Who helped, as far as the source names them."""

    provisions: tuple[Provision, ...] = ()
    """What was agreed, duty by duty."""

    statuses: tuple[StatusChange, ...] = ()
    """Where it stood from when on."""

    identifiers: tuple[Code, ...] = ()
    """What outside collections call this very agreement: ``pax-agreement:…``."""

    codes: tuple[Code, ...] = ()
    """What sort of agreement it is in outside schemes: ``pax@4:Cea``."""


def agreed_step(agreement: Agreement) -> StatusChange | None:
    """Give the step by which an agreement came about: the first to *agreed* or *in force*.

    Args:
        agreement: the agreement.

    Raises:
        TypeError: it is no agreement.

    >>> import karabakh
    >>> from karabakh.model import agreed_step
    >>> agreed_step(karabakh.load().agreements["laying-down-arms"]).status
    <AgreementStatus.AGREED: 'agreed'>
    """
    if not isinstance(agreement, Agreement):  # pyright: ignore[reportUnnecessaryIsInstance] (for untyped callers)
        raise wrong_argument("what was agreed", agreement, (Agreement,))
    agreed = {AgreementStatus.AGREED, AgreementStatus.IN_FORCE}
    return next((step for step in agreement.statuses if step.status in agreed), None)
