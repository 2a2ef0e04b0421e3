"""A dataset in the making: what could be read so far, and what is wrong."""

import contextlib
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import attrs

from karabakh._shown import shown
from karabakh.errors import LoadError
from karabakh.findings import Finding
from karabakh.io._codes import fault, pointer
from karabakh.io._described import as_array, described
from karabakh.io._fast import ElementReader, Raw
from karabakh.io._makers import Values
from karabakh.io._migrations import version_finding
from karabakh.model import COLLECTIONS, SCHEMA_VERSION, Coding, Dataset
from karabakh.model.integrity import Content, broken_references
from karabakh.nearest import did_you_mean

__all__ = [
    "TOP_KEYS",
    "Collected",
    "Progress",
    "Reading",
    "mistyped",
    "nesting_limited",
    "unexplained",
]

TOP_KEYS: Final = ("schema", "title", "coding", *COLLECTIONS)
"""The keys of a whole dataset, in the order of files."""


Progress = Callable[[int, int | None], None]
"""Is told how much has been done, and of how much if that is known."""

_STEP: Final = 10_000
"""How many elements or lines are read before progress is told."""


@attrs.define(kw_only=True)
class Collected:
    """What has been read of one collection."""

    records: list[Any] = attrs.field(factory=list[Any])
    """The records that could be read."""
    failed: dict[int, object] = attrs.field(factory=dict[int, object])
    """The elements that could not, by their numbers, as plain dicts and lists."""

    @property
    def count(self) -> int:
        """How many elements there are."""
        return len(self.records) + len(self.failed)

    def content(self, name: str) -> Content:
        """Give it as the check of references takes it."""
        if not self.failed:
            return Content(name=name, records=self.records)
        return Content(
            name=name,
            records=self.records,
            numbers=[number for number in range(self.count) if number not in self.failed],
            lost=self.failed,
        )


class Reading:
    """Collects records and findings, whatever the format, and makes the dataset of them.

    Args:
        source: the path of the file, or a word for what is read.
        progress: is told how many bytes have been read, and of how many if that is known.
        total: how many bytes there are, if that is known.
    """

    def __init__(
        self, source: str, *, progress: Progress | None = None, total: int | None = None
    ) -> None:
        self.source = source
        self.total = total
        self._progress = progress
        self._done = 0
        self.values = Values()
        self.title = ""
        self.coding: list[Coding] = []
        self.findings: list[Finding] = []
        self.collected: dict[str, Collected] = {name: Collected() for name in COLLECTIONS}

    def read_all(
        self,
        name: str,
        elements: Sequence[Raw],
        explain: Callable[[int], tuple[list[Finding], object]],
    ) -> None:
        """Read the elements of a collection; what fails is explained afterwards.

        Args:
            name: the collection.
            elements: its elements, as raw JSON.
            explain: gives for an element's number what is wrong with it, and its plain value.
        """
        collected = self.collected[name]
        reader = ElementReader(COLLECTIONS[name], self.values)
        records: list[Any] = []
        for start in range(0, len(elements), _STEP):
            some = elements[start : start + _STEP]
            records += reader.read_all(some)
            if self._progress is not None:
                self.advance(sum(map(len, some)))
        failed = [number for number, record in enumerate(records) if record is None]
        collected.records = (
            [record for record in records if record is not None] if failed else records
        )
        for number in failed:
            findings, collected.failed[number] = explain(number)
            self.findings += findings or [unexplained(pointer(name, number))]

    def advance(self, count: int) -> None:
        """Tell that some more bytes have been read."""
        if self._progress is not None:
            self._done += count
            self._progress(self._done, self.total)

    def counted(self, lines: Iterable[bytes]) -> Iterable[bytes]:
        """Go through lines, and tell now and then how far it has come."""
        if self._progress is None:
            return lines
        return self._counted(lines)

    def _counted(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        waiting = 0
        for number, line in enumerate(lines, start=1):
            yield line
            waiting += len(line)
            if number % _STEP == 0:
                self.advance(waiting)
                waiting = 0
        self.advance(waiting)

    def read_heading(self, heading: Mapping[str, object]) -> int | None:
        """Read the schema and the title, given as plain values.

        Returns:
            The version of the schema; none if the library can't read it, so that nothing
            else of the file makes sense.
        """
        title = heading.get("title", "")
        if type(title) is str:
            self.title = title
        else:
            self.findings.append(mistyped("/title", title, "a text"))
        self._read_coding(heading.get("coding", []))
        if "schema" not in heading:
            hint = f"add the key with the value {SCHEMA_VERSION}"
            self.findings.append(fault("KB015", "missing key 'schema'", where="/schema", hint=hint))
            return SCHEMA_VERSION
        version = heading["schema"]
        if type(version) is not int:
            self.findings.append(mistyped("/schema", version, "a whole number"))
            return SCHEMA_VERSION
        finding = version_finding(version, library=_library_version())
        if finding is None:
            return version
        self.findings.append(finding)
        return None

    def _read_coding(self, value: object) -> None:
        elements = as_array(value)
        if elements is None:
            self.findings.append(mistyped("/coding", value, "an array"))
        if not elements:
            return
        from karabakh.io._explain import explain, structure  # noqa: PLC0415 (it imports cattrs)

        for number, element in enumerate(elements):
            found = list(explain(Coding, element, "coding", number))
            self.findings += found
            if not found:
                self.coding.append(structure(Coding, element))

    def check_keys(self, keys: Iterable[str], allowed: Sequence[str] = TOP_KEYS) -> None:
        """Find the keys of a whole dataset, or of another object, that are unknown."""
        known = ", ".join(allowed)
        for key in keys:
            if key not in allowed:
                hint = did_you_mean(key, allowed) or f"the keys are {known}"
                message = f"unknown key {shown(key)}"
                self.findings.append(
                    fault(
                        "KB014",
                        message,
                        where=pointer(key),
                        expected=f"one of {known}",
                        hint=hint,
                    )
                )

    def failure(self, *findings: Finding) -> LoadError:
        """Give the error with all that was found so far, and with some more findings."""
        return LoadError(source=self.source, findings=[*self.findings, *findings])

    def finish(
        self, *, check_references: bool, locate: Callable[[list[Finding]], list[Finding]]
    ) -> Dataset:
        """Make the dataset, if nothing is wrong.

        Args:
            check_references: whether to look for broken references, too.
            locate: gives findings their lines and columns.

        Raises:
            LoadError: something is wrong.
        """
        if self.total is not None:
            self.advance(self.total - self._done)  # blanks, keys and what is between records
        findings = self.findings
        if check_references:
            contents = [found.content(name) for name, found in self.collected.items()]
            wrong = {finding.where for finding in findings}
            findings = [
                *findings,
                *broken_references(contents, self.values.mentioned, ignored=wrong),
            ]
        if findings:
            raise LoadError(source=self.source, findings=locate(_without_echoes(findings)))
        collections: dict[str, Any] = {
            name: found.records for name, found in self.collected.items()
        }
        return Dataset(title=self.title, coding=self.coding, **collections)


@contextlib.contextmanager
def nesting_limited(reading: Reading) -> Generator[None]:
    """Turn what is nested too deeply for one of the many steps of reading into a finding.

    How deep that is depends on how deep the caller's own calls are; never under hundreds
    of levels, where a dataset has eight.
    """
    try:
        yield
    except RecursionError:
        hint = "take the needless levels out"
        raise reading.failure(fault("KB007", "nested too deeply", hint=hint)) from None


_MENDED: Final = frozenset({"KB004", "KB009", "KB018"})
"""Faults that are mended for the rest of the reading."""


def _without_echoes(findings: list[Finding]) -> list[Finding]:
    """Leave out what is wrong with a value only because it was mended."""
    mended = {finding.where for finding in findings if finding.code in _MENDED}
    return [each for each in findings if each.code in _MENDED or each.where not in mended]


def unexplained(where: str) -> Finding:
    """Make the finding for what only the fast path refuses: better odd than silent."""
    return fault("KB099", "refused for no known reason", where=where, hint="report it, please")


def mistyped(where: str, value: object, expected: str) -> Finding:
    """Make the finding for a value of the wrong type."""
    if value is None:
        hint = "leave the key out"
        message = f"expected {expected}, not null"
        return fault("KB016", message, where=where, expected=expected, hint=hint)
    message = f"expected {expected}, not {described(value)}"
    return fault("KB017", message, where=where, expected=expected, hint=f"write {expected}")


def _library_version() -> str:
    # The package itself is always loaded before this part of it; nothing here imports it.
    return str(getattr(sys.modules[__name__.partition(".")[0]], "__version__", "this release"))
