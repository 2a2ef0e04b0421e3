"""What several rules need of a dataset, computed once."""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final

import attrs

from karabakh.errors import CitationError, UnknownIdError
from karabakh.findings import Finding, Severity
from karabakh.model import (
    Agreement,
    Assertion,
    BoundDataset,
    Citation,
    CitedPart,
    Coding,
    Dataset,
    ExternalCode,
    Paragraph,
    Record,
    Source,
    build_chronology,
)
from karabakh.model.integrity import check_integrity, referenced_ids
from karabakh.model.introspection import element_type, field_types, for_each_class
from karabakh.time import Chronology

__all__ = ["RuleContext", "Subject", "accounts", "citations_of", "objects_in", "parts_of"]

Subject = Record | Source | Coding
"""What a finding may concern."""

_MOST_QUOTED: Final = 5
"""Of how many citations a finding has the words."""


@attrs.frozen
class RuleContext:
    """A dataset under validation, with what several rules need of it.

    Each part is computed on first use.

    >>> from karabakh import Dataset, Place
    >>> from karabakh.validation import RuleContext
    >>> here = Place(id="here")
    >>> print(RuleContext(Dataset.from_records(here)).warning("KB999", here, "'here' is remote"))
    /places/0: warning KB999: 'here' is remote
    """

    dataset: Dataset
    """The dataset."""

    @cached_property
    def chronology(self) -> Chronology:
        """The order of its records in time."""
        return build_chronology(self.dataset)

    @cached_property
    def broken_references(self) -> Mapping[str, Sequence[Finding]]:
        """The findings on identifiers and references, by rule code."""
        found: dict[str, list[Finding]] = {}
        for finding in check_integrity(self.dataset):
            found.setdefault(finding.code, []).append(finding)
        return found

    @cached_property
    def referenced_ids(self) -> frozenset[str]:
        """The identifiers that some record or source refers to."""
        return referenced_ids(self.dataset)

    def error(
        self, code: str, record: Subject, message: str, *, at: str = "", hint: str = ""
    ) -> Finding:
        """Return a finding about content that is wrong.

        Args:
            code: The rule code.
            record: The record concerned.
            message: The problem in one line, in lower case.
            at: The place in the record, as the end of a JSON pointer: ``members/0``.
            hint: What to do about it.
        """
        place = self._places.get(id(record), "")
        return Finding(
            code=code,
            severity=Severity.ERROR,
            message=message,
            where=f"{place}/{at}" if at else place,
            record="" if isinstance(record, Coding) else record.id,
            hint=hint,
        )

    def warning(
        self, code: str, record: Subject, message: str, *, at: str = "", hint: str = ""
    ) -> Finding:
        """Return a finding about content that should be looked at; see `error`."""
        found = self.error(code, record, message, at=at, hint=hint)
        return attrs.evolve(found, severity=Severity.WARNING)

    def with_quote(self, finding: Finding) -> Finding:
        """Return a finding with the words that its record cites, or its part or citation.

        Without, if no copy is bound, or the finding is about no record. Of many citations, the
        words of the first few.
        """
        place, at = self._split(finding.where)
        record = self._records.get(place)
        if finding.quote or record is None:
            return finding
        if place not in self._cited:  # findings about one record mostly follow each other
            self._cited.clear()
            self._cited[place] = _cited_by_place(record)
        steps = at.split("/")
        starts = ("/".join(steps[:length]) for length in range(len(steps), -1, -1))
        cited = self._cited[place]
        citations = next((cited[start] for start in starts if start in cited), ())
        quotes: list[str] = []
        for citation in citations[:_MOST_QUOTED]:
            with contextlib.suppress(CitationError, UnknownIdError):  # other rules report them
                quotes.append(self.dataset.quote(citation))
        return attrs.evolve(finding, quote=" … ".join(quotes))

    def _split(self, where: str) -> tuple[str, str]:
        """Return the pointer of the record that a pointer leads into, and the rest."""
        steps = where.split("/")
        length = 5 if steps[3:4] == ["provisions"] else 3
        return "/".join(steps[:length]), "/".join(steps[length:])

    @cached_property
    def _records(self) -> Mapping[str, Record]:
        """The records of a bound dataset by their places."""
        if not isinstance(self.dataset, BoundDataset):
            return {}
        return {self._places[id(record)]: record for record in self.dataset.records()}

    @cached_property
    def _cited(self) -> dict[str, Mapping[str, tuple[Citation, ...]]]:
        """What the record of the last finding cites, by places within it."""
        return {}

    @cached_property
    def _places(self) -> Mapping[int, str]:
        """The place of each record, by object identity: an `id` may occur twice."""
        return dict(_places(self.dataset))


def _places(dataset: Dataset) -> Iterator[tuple[int, str]]:
    for number, coding in enumerate(dataset.coding):
        yield id(coding), f"/coding/{number}"
    for name, records in dataset.collections():
        for number, record in enumerate(records):
            place = f"/{name}/{number}"
            yield id(record), place
            if isinstance(record, Agreement):
                for row, provision in enumerate(record.provisions):
                    yield id(provision), f"{place}/provisions/{row}"


def _cited_by_place(record: Record) -> Mapping[str, tuple[Citation, ...]]:
    """Return what a record, its parts and its citations cite, by their places."""
    found = {at: (citation,) for at, citation in citations_of(record)}
    parts = {at.rstrip("/"): part.citations for at, part in parts_of(record) if part.citations}
    return {"": record.citations, **parts, **found}


def accounts(claim: Assertion, part: CitedPart | None = None) -> frozenset[tuple[str, str]]:
    """Return who vouches for a claim: pairs of a cited source and an actor.

    The actor is empty if the source speaks in its own voice. Claims without a common
    account are of different voices, and so can't contradict each other.

    Args:
        claim: The claim.
        part: A part of it, which may cite other passages and name other actors.
    """
    citations = (part.citations if part else ()) or claim.citations
    actors = (part.according_to if part else ()) or claim.according_to
    sources = {citation.source for citation in citations} or {""}
    return frozenset((source, actor) for source in sources for actor in actors or ("",))


def objects_in(holder: Any, place: str = "") -> Iterator[tuple[str, Any]]:  # noqa: ANN401 (any class of the model)
    """Yield a record and all objects in it, such as its names, with their places.

    A place is the beginning of a pointer, such as ``names/0/``; that of the record is empty.
    """
    yield place, holder
    for name in _nested_fields(holder.__class__):
        for number, each in enumerate(getattr(holder, name)):
            yield from objects_in(each, f"{place}{name}/{number}/")


def parts_of(record: Record) -> Iterator[tuple[str, CitedPart]]:
    """Yield the cited parts of a record, such as its participants, with their places."""
    return ((place, part) for place, part in objects_in(record) if isinstance(part, CitedPart))


def citations_of(record: Record) -> Iterator[tuple[str, Citation]]:
    """Yield the citations of a record and its parts, with their places."""
    for number, citation in enumerate(record.citations):
        yield f"citations/{number}", citation
    for at, part in parts_of(record):
        for number, citation in enumerate(part.citations):
            yield f"{at}citations/{number}", citation


@for_each_class
def _nested_fields(cls: type) -> tuple[str, ...]:
    elements = {name: element_type(annotation) for name, annotation in field_types(cls).items()}
    return tuple(
        name
        for name, element in elements.items()
        if isinstance(element, type)
        and attrs.has(element)
        and element not in {Citation, ExternalCode, Paragraph}
    )
