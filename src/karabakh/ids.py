"""Identifiers: one type for each kind of thing that can be referred to.

At run time each is a plain string, a readable slug such as ``"armenia"``. A type
checker keeps the kinds apart. Identifiers are unique over a whole dataset, whatever
they name, so that any of them can be looked up alone and links can join any two.

An identifier starts with a letter or digit of any script and goes on with letters,
digits and ``_ . : / @ + -``, at most 200 characters in all: no white space, no ``#``
(it separates a source from a place in it, as in ``article#p2:21-36``), no control or
invisible characters. Combining marks count as no letters, so scripts that need them for
vowels, such as Devanagari, must be romanised in identifiers (never in names or texts).
"""

import re
from typing import NewType

__all__ = [
    "ID_PATTERN",
    "ActorId",
    "AgreementId",
    "EventId",
    "LinkId",
    "PlaceId",
    "PositionId",
    "PropositionId",
    "ProvisionId",
    "RecordId",
    "RelationId",
    "SourceId",
    "is_well_formed",
]

SourceId = NewType("SourceId", str)
"""Names a :class:`~karabakh.Source`."""

RecordId = NewType("RecordId", str)
"""Names any record of a dataset: the other kinds of identifier but `SourceId` are it, too."""

ActorId = NewType("ActorId", RecordId)
"""Names an :class:`~karabakh.Actor`."""

PlaceId = NewType("PlaceId", RecordId)
"""Names a :class:`~karabakh.Place`."""

RelationId = NewType("RelationId", RecordId)
"""Names a :class:`~karabakh.Relation`."""

PropositionId = NewType("PropositionId", RecordId)
"""Names a :class:`~karabakh.Proposition`."""

PositionId = NewType("PositionId", RecordId)
"""Names a :class:`~karabakh.Position`."""

EventId = NewType("EventId", RecordId)
"""Names an :class:`~karabakh.Event`."""

AgreementId = NewType("AgreementId", RecordId)
"""Names an :class:`~karabakh.Agreement`."""

ProvisionId = NewType("ProvisionId", RecordId)
"""Names a :class:`~karabakh.Provision` of an agreement."""

LinkId = NewType("LinkId", RecordId)
"""Names a :class:`~karabakh.Link`."""

ID_PATTERN = r"[^\W_][\w.:/@+-]{0,199}"
"""The regular expression that a well-formed identifier matches as a whole."""

_matches = re.compile(ID_PATTERN).fullmatch


def is_well_formed(text: str) -> bool:
    """Tell whether a text can serve as an identifier.

    >>> from karabakh.ids import is_well_formed
    >>> is_well_formed("prime-minister"), is_well_formed("prime minister")
    (True, False)
    """
    return _matches(text) is not None
