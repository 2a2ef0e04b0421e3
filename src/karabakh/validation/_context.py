"""What several rules need of a dataset, worked out once."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import attrs

from karabakh.findings import Finding, Severity
from karabakh.model import Agreement, Chronology, Dataset, Record, Source
from karabakh.model._reference_paths import mentions
from karabakh.model.integrity import integrity

__all__ = ["RuleContext"]


@attrs.frozen
class RuleContext:
    """A dataset under examination, with what several rules need of it.

    Each part is worked out when a rule first asks for it.

    >>> from karabakh import Dataset, Place
    >>> from karabakh.validation import RuleContext
    >>> here = Place(id="here")
    >>> print(RuleContext(Dataset.from_records(here)).warning("KB999", here, "it is far away"))
    /places/0: warning KB999: it is far away
    """

    dataset: Dataset
    """The dataset itself."""

    @cached_property
    def chronology(self) -> Chronology:
        """The order of its records in time."""
        return Chronology(self.dataset)

    @cached_property
    def broken_references(self) -> Mapping[str, Sequence[Finding]]:
        """What breaks the identity of records and their mentions of one another, by code."""
        found: dict[str, list[Finding]] = {}
        for finding in integrity(self.dataset):
            found.setdefault(finding.code, []).append(finding)
        return found

    @cached_property
    def mentioned(self) -> frozenset[str]:
        """The identifiers that some record or source mentions."""
        return frozenset(
            identifier
            for _, records in self.dataset.collections()
            for route in mentions(records.kind)
            for identifier in route.ids(records)
        )

    def error(
        self, code: str, record: Record | Source, message: str, *, at: str = "", hint: str = ""
    ) -> Finding:
        """Make a finding about content that is wrong.

        Args:
            code: the code of the rule.
            record: what it is about.
            message: what is wrong, in one line, in lower case.
            at: where in the record, as the end of a JSON pointer: ``members/0``.
            hint: what to do about it.
        """
        return self._finding(code, Severity.ERROR, record, message, at, hint)

    def warning(
        self, code: str, record: Record | Source, message: str, *, at: str = "", hint: str = ""
    ) -> Finding:
        """Make a finding about content that somebody should look at; see `error`."""
        return self._finding(code, Severity.WARNING, record, message, at, hint)

    def _finding(  # noqa: PLR0913, PLR0917 (the parts of a finding)
        self,
        code: str,
        severity: Severity,
        record: Record | Source,
        message: str,
        at: str,
        hint: str,
    ) -> Finding:
        place = self._places.get(id(record), "")
        return Finding(
            code=code,
            severity=severity,
            message=message,
            where=f"{place}/{at}" if at else place,
            record=record.id,
            hint=hint,
        )

    @cached_property
    def _places(self) -> Mapping[int, str]:
        """Where each record stands, by the identity of the object: an `id` may stand twice."""
        return dict(_places(self.dataset))


def _places(dataset: Dataset) -> Iterator[tuple[int, str]]:
    for name, records in dataset.collections():
        for number, record in enumerate(records):
            place = f"/{name}/{number}"
            yield id(record), place
            if isinstance(record, Agreement):
                for row, provision in enumerate(record.provisions):
                    yield id(provision), f"{place}/provisions/{row}"
