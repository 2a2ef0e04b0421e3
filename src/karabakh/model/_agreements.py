"""What was agreed, by whom, and its status."""

from typing import ClassVar

import attrs

from karabakh._vocabulary import (
    AgreementKind,
    AgreementStatus,
    DocTimeRel,
    ParticipantRole,
    ProvisionKind,
)
from karabakh.ids import ActorId, AgreementId, PlaceId, ProvisionId
from karabakh.model._base import Assertion, CitedPart, Indexed, citations_of_parts
from karabakh.model._citation import Citation
from karabakh.model._fields import order_fields
from karabakh.model._participants import Participant, actors_with_role
from karabakh.time import When

__all__ = ["Agreement", "Provision", "StatusChange"]


@attrs.frozen(kw_only=True, repr=False, field_transformer=order_fields)
class Provision(Assertion):
    """A clause of an agreement: who must, must not or may do what, by when.

    Links of the kinds *fulfils* and *breaches* from events to it say whether it was done.

    >>> import karabakh
    >>> dataset = karabakh.load()
    >>> [provision.id for provision in dataset.agreements["laying-down-arms"].provisions]
    ['fighters-lay-down-arms']
    """

    id: ProvisionId
    """The identifier."""

    kind: ProvisionKind = ProvisionKind.OBLIGATION
    """What the clause does."""

    obligor: ActorId | None = None
    """Who is bound by it; None if it binds nobody by name."""

    duty: str
    """What is owed, forbidden or allowed, in the coder's words: "lay down their arms"."""

    beneficiary: ActorId | None = None
    """To whom it is owed, or who is allowed it, where the source says so."""

    deadline: When = When.unknown()
    """By when: it is late after the last day that this may mean."""

    period: When = When.unknown()
    """From when to when it binds."""


@attrs.frozen(kw_only=True, repr=False, field_transformer=order_fields)
class StatusChange(CitedPart):
    """A change of an agreement's status.

    >>> import karabakh
    >>> dataset = karabakh.load()
    >>> for step in dataset.agreements["laying-down-arms"].statuses:
    ...     print(step.status)
    AgreementStatus.AGREED
    """

    status: AgreementStatus
    """The status from then on."""

    when: When = When.unknown()
    """When it changed."""

    doc_time_rel: DocTimeRel | None = None
    """The relation of the change to the creation of the source."""


_AGREED = frozenset({AgreementStatus.AGREED, AgreementStatus.IN_FORCE})


@attrs.frozen(kw_only=True, repr=False, field_transformer=order_fields)
class Agreement(Assertion):
    """Something that parties agreed, or are said to have agreed.

    >>> from karabakh import Agreement, AgreementKind, Participant, ParticipantRole
    >>> agreement = Agreement(
    ...     id="truce",
    ...     title="A truce",
    ...     kind=AgreementKind.CEASEFIRE,
    ...     participants=(
    ...         Participant(actor="north", role=ParticipantRole.PARTY),
    ...         Participant(actor="south", role=ParticipantRole.PARTY),
    ...         Participant(actor="the-league", role=ParticipantRole.MONITOR),
    ...     ),
    ... )
    >>> agreement.parties, agreement.actors_as("monitor")
    (('north', 'south'), ('the-league',))
    """

    __indexed__: ClassVar[Indexed] = {
        "participants": ("actor", lambda one: tuple(each.actor for each in one.participants)),
        "parties": ("actor", lambda one: one.parties),
        "mediators": ("actor", lambda one: one.mediators),
    }

    id: AgreementId
    """The identifier."""

    title: str
    """What it is called, in the coder's words."""

    kind: AgreementKind
    """What it is mainly about."""

    participants: tuple[Participant, ...] = ()
    """Its parties, mediators, monitors and others, as far as the source names them."""

    parties_complete: bool = False
    """Whether the source names all parties."""

    period: When = When.unknown()
    """From when to when it is to bind, where that was agreed."""

    location: PlaceId | None = None
    """Where it was made."""

    provisions: tuple[Provision, ...] = ()
    """What was agreed, clause by clause."""

    statuses: tuple[StatusChange, ...] = ()
    """The changes of its status."""

    @property
    def all_citations(self) -> tuple[Citation, ...]:
        """Its own citations, then those of its participants and changes of status."""
        return self.citations + citations_of_parts(self.participants, self.statuses)

    @property
    def parties(self) -> tuple[ActorId, ...]:
        """The participants with the role *party*."""
        return self.actors_as(ParticipantRole.PARTY)

    @property
    def mediators(self) -> tuple[ActorId, ...]:
        """The participants with the role *mediator*."""
        return self.actors_as(ParticipantRole.MEDIATOR)

    def actors_as(self, role: ParticipantRole | str) -> tuple[ActorId, ...]:
        """Return the participants with a role, in the order of the record.

        Args:
            role: The role, as a term or as it is written in files.

        Raises:
            ValueError: If the text is not a role.
            TypeError: If it is neither a role nor a text.
        """
        return actors_with_role(self.participants, role)

    @property
    def agreed_step(self) -> StatusChange | None:
        """The first change of status to *agreed* or *in force*, by which it came about.

        >>> import karabakh
        >>> karabakh.load().agreements["laying-down-arms"].agreed_step.status
        <AgreementStatus.AGREED: 'agreed'>
        """
        return next((step for step in self.statuses if step.status in _AGREED), None)
