"""Identifiers: readable slugs such as ``"armenia"``, a type for each kind.

To a type checker each is a plain `str`. Their annotations say at run time which kind of
record an identifier names, so that references can be checked. Identifiers are unique over a
whole dataset, whatever they name, so that any of them can be looked up alone and links can
connect any two records.

An identifier starts with a letter or digit of any script and goes on with letters,
digits and ``_ . : / @ + -``, at most 200 characters in all: no white space, no ``#``
(it separates a source from a passage in it, as in ``article#p2:21-36``), no control or
invisible characters. Combining marks count as no letters, so scripts that need them for
vowels, such as Devanagari, must be romanised in identifiers (never in names or texts).
"""

import re
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Annotated, ClassVar

import attrs

__all__ = ["is_valid_id"]


@attrs.frozen
class IdKind:
    """The kind of thing that an identifier names, as the annotation of its type.

    >>> from karabakh.ids import ActorId
    >>> ActorId.__metadata__
    (IdKind(noun='actor'),)
    """

    __is_annotated_types_grouped_metadata__: ClassVar = True

    noun: str
    """What it names, in one word: ``"actor"``; ``"record"`` is any kind but a source."""

    def __iter__(self) -> Iterator[object]:
        """Yield the strategy for identifiers, for Hypothesis: it draws any text otherwise.

        Hypothesis iterates over it by the protocol of *annotated-types*; found by name, since
        nothing here imports what stands above.
        """
        if "hypothesis" in sys.modules:
            yield import_module("karabakh.testing").ids()


SourceId = Annotated[str, IdKind("source")]
"""The identifier of a :class:`~karabakh.Source`."""

RecordId = Annotated[str, IdKind("record")]
"""The identifier of any record of a dataset; sources are no records."""

ActorId = Annotated[str, IdKind("actor")]
"""The identifier of an :class:`~karabakh.Actor`."""

PlaceId = Annotated[str, IdKind("place")]
"""The identifier of a :class:`~karabakh.Place`."""

RelationId = Annotated[str, IdKind("relation")]
"""The identifier of a :class:`~karabakh.Relation`."""

PropositionId = Annotated[str, IdKind("proposition")]
"""The identifier of a :class:`~karabakh.Proposition`."""

PositionId = Annotated[str, IdKind("position")]
"""The identifier of a :class:`~karabakh.Position`."""

EventId = Annotated[str, IdKind("event")]
"""The identifier of an :class:`~karabakh.Event`."""

AgreementId = Annotated[str, IdKind("agreement")]
"""The identifier of an :class:`~karabakh.Agreement`."""

ProvisionId = Annotated[str, IdKind("provision")]
"""The identifier of a :class:`~karabakh.Provision` of an agreement."""

LinkId = Annotated[str, IdKind("link")]
"""The identifier of a :class:`~karabakh.Link`."""

ID_PATTERN = r"[^\W_][\w.:/@+-]{0,199}"
"""The regular expression that a valid identifier matches as a whole."""

_matches = re.compile(ID_PATTERN).fullmatch


def is_valid_id(text: str) -> bool:
    """Return whether a text can serve as an identifier.

    >>> from karabakh.ids import is_valid_id
    >>> is_valid_id("prime-minister"), is_valid_id("prime minister")
    (True, False)
    """
    return _matches(text) is not None
