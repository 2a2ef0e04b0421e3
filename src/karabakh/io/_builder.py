"""Datasets built step by step: the records read so far, and what is wrong."""

import contextlib
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import attrs
import msgspec

from karabakh.errors import LoadError
from karabakh.findings import MOST_FINDINGS, Finding, FindingList
from karabakh.io._decode import Decoder, Raw
from karabakh.io._file_errors import NESTED, file_error, mistyped, pointer, unexplained, unknown_key
from karabakh.io._limits import end_of
from karabakh.io._migrations import migrate, original_place, original_pointer, version_finding
from karabakh.io._plain_values import as_array
from karabakh.io._record_builder import ValueCache
from karabakh.io._schema_1 import NEW_KEY_HINT
from karabakh.model import COLLECTIONS, SCHEMA_VERSION, Coding, Dataset
from karabakh.model.integrity import Content, broken_references

__all__ = ["CONTENTS", "DatasetBuilder", "Progress", "encode_element", "nesting_limited"]

CONTENTS: Final[Mapping[str, type]] = {"coding": Coding, **COLLECTIONS}
"""The arrays of a dataset, and what each holds."""

Progress = Callable[[int, int | None], None]
"""Receives how many bytes have been read, and of how many if that is known."""

_PROGRESS_STEP: Final = 10_000
"""The number of elements or lines between two calls of a `Progress`."""

_Locate = Callable[[list[Finding]], list[Finding]]
"""Adds lines and columns to findings."""

_Diagnose = Callable[[int], tuple[list[Finding], object]]
"""Returns for an element's number what is wrong with it, and its plain value."""


@attrs.define(kw_only=True)
class CollectionBuilder:
    """The elements read of one collection."""

    records: list[Any] = attrs.field(factory=list[Any])
    """The records."""
    failed: dict[int, object] = attrs.field(factory=dict[int, object])
    """The elements that were refused, by their numbers, as plain dicts and lists."""

    @property
    def count(self) -> int:
        """The number of elements, refused ones included."""
        return len(self.records) + len(self.failed)

    def content(self, name: str) -> Content:
        """Return the content as the check of references takes it."""
        if not self.failed:
            return Content(name=name, records=self.records)
        numbers = [number for number in range(self.count) if number not in self.failed]
        return Content(name=name, records=self.records, numbers=numbers, lost=self.failed)


class DatasetBuilder:
    """Collects records and findings, whatever the format, and builds the dataset.

    Args:
        source: The path of the file, or a label of what is read.
        progress: Receives how many bytes have been read, and of how many.
        total: How many bytes there are, if that is known.
    """

    def __init__(
        self, source: str, *, progress: Progress | None = None, total: int | None = None
    ) -> None:
        self.source = source
        self.total = total
        self.toml: bytes | None = None
        """The content of the file if it is TOML."""
        self.version = SCHEMA_VERSION
        """The schema that the file follows."""
        self.cache = ValueCache()
        self.title = ""
        self.findings = FindingList()
        """What is wrong, with places as in the file."""
        self.wrong: set[str] = set()
        """The places of findings in the migrated dataset."""
        self.collections = {name: CollectionBuilder() for name in CONTENTS}
        self.is_gapped = False
        """Whether a whole array was refused: what it names is then unknown."""
        self._progress = progress
        self._done = 0
        self.moved: dict[str, Sequence[Mapping[str, str]]] = {}
        """What migration moved within elements, by their pointers."""
        self._locate: _Locate = list

    def read_heading(self, heading: Mapping[str, object]) -> bool:
        """Return whether the version of a heading can be read, and read its title."""
        title = heading.get("title", "")
        if type(title) is str:
            self.title = title
        else:
            self.findings.append(mistyped("/title", title, "a text"))
        if "schema" not in heading:
            hint = f"add the key with the value {SCHEMA_VERSION}"
            missing = file_error("KB015", "missing key 'schema'", where="/schema", hint=hint)
            self.findings.append(missing)
            return True
        version = heading["schema"]
        if type(version) is not int:
            self.findings.append(
                mistyped("/schema", version, "a whole number", hint=f"write {SCHEMA_VERSION}")
            )
            return True
        finding = version_finding(version, library=_library_version())
        if finding is None:
            self.version = version
            return True
        self.findings.append(finding)
        return False

    def check_keys(self, keys: Iterable[str], collections: Iterable[str] = COLLECTIONS) -> None:
        """Find the unknown keys of a heading, with or without collections."""
        coding = [name for name in ("coding",) if self.has_array(name)]
        allowed = ("schema", "title", *coding, *collections)
        for key in keys:
            if key not in allowed:
                is_new = key in CONTENTS and not self.has_array(key)
                hint = NEW_KEY_HINT if is_new else ""
                self.findings.append(unknown_key(pointer(key), key, allowed, hint=hint))

    def has_array(self, name: str) -> bool:
        """Return whether the schema of the file has an array of `CONTENTS`."""
        return name != "coding" or self.version > 1

    def add_elements(self, name: str, elements: Sequence[Raw], diagnose: _Diagnose) -> None:
        """Decode the elements of an array; those that are refused are diagnosed.

        Args:
            name: The key of the array.
            elements: Its elements, each well-formed JSON.
            diagnose: Returns what is wrong with an element.
        """
        decoder = Decoder(CONTENTS[name], self.cache)
        records: list[Any] = []
        for start in range(0, len(elements), _PROGRESS_STEP):
            some = elements[start : start + _PROGRESS_STEP]
            records += decoder.decode(some)
            if self._progress is not None:
                self.advance(sum(map(len, some)))
        collection = self.collections[name]
        failed = [number for number, record in enumerate(records) if record is None]
        collection.records = [each for each in records if each is not None] if failed else records
        for number in failed:
            if self.findings.is_full:
                return
            findings, collection.failed[number] = diagnose(number)
            findings = findings or [unexplained(pointer(name, number))]
            self.wrong.update(each.where for each in findings)
            self.findings += map(self._original, findings)

    def add_plain(self, content: Mapping[str, Any]) -> None:
        """Add the arrays of a dataset from plain dicts and lists, migrated if need be."""
        for name in CONTENTS:
            if name not in content or not self.has_array(name):
                continue
            elements = as_array(content[name])
            if elements is None:
                self.refuse_array(name, content[name])
                continue
            self.add_plain_elements(name, elements)

    def refuse_array(self, name: str, value: object) -> None:
        """Find that what should be an array of the dataset is none."""
        self.is_gapped = self.is_gapped or name in COLLECTIONS
        self.findings.append(mistyped(pointer(name), value, "an array"))

    def add_plain_elements(self, name: str, elements: list[Any]) -> None:
        """Add the elements of an array from plain values, migrated if need be."""
        if self.findings.is_full:
            return
        elements = [self._migrated(name, *numbered) for numbered in enumerate(elements)]

        def diagnose_element(number: int) -> tuple[list[Finding], object]:
            # Only here: it imports cattrs.
            from karabakh.io._diagnose import diagnose  # noqa: PLC0415

            element = elements[number]
            return list(diagnose(CONTENTS[name], element, name, number)), element

        self.add_elements(name, [*map(encode_element, elements)], diagnose_element)

    def _migrated(self, name: str, number: int, element: object) -> object:
        """Return an element as the present schema has it."""
        if self.version == SCHEMA_VERSION:
            return element
        where = pointer(name, number)
        element, findings, self.moved[where] = migrate(name, element, self.version)
        self.findings += [attrs.evolve(each, where=where + each.where) for each in findings]
        return element

    def _original(self, finding: Finding) -> Finding:
        """Return a finding with its place in the file as it was before migration."""
        where = "/".join(finding.where.split("/")[:3])
        if where not in self.moved:
            return finding
        inner = attrs.evolve(finding, where=finding.where[len(where) :])
        inner = original_place(inner, self.moved[where])
        return attrs.evolve(inner, where=where + inner.where)

    def _original_pointer(self, where: str) -> str:
        """Return a pointer as it was before migration."""
        head = "/".join(where.split("/")[:3])
        return head + original_pointer(where[len(head) :], self.moved.get(head, ()))

    def advance(self, count: int) -> None:
        """Report that some more bytes have been read."""
        if self._progress is not None:
            self._done += count
            self._progress(self._done, self.total)

    def counted(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """Yield lines, and report progress from time to time."""
        waiting = 0
        for number, line in enumerate(lines, start=1):
            yield line
            waiting += len(line)
            if number % _PROGRESS_STEP == 0:
                self.advance(waiting)
                waiting = 0
        self.advance(waiting)

    def failure(self, *findings: Finding) -> LoadError:
        """Return the error with all findings so far, and some more."""
        end = end_of(self.findings)
        return LoadError(source=self.source, findings=[*self.findings, *findings, *end])

    def build(
        self, *, check_references: bool, locate: _Locate, name_place: Callable[[str], str] = str
    ) -> Dataset:
        """Return the dataset, if nothing is wrong.

        Args:
            check_references: Whether to look for broken references, too.
            locate: Adds lines and columns to findings.
            name_place: Returns a pointer as messages show it.

        Raises:
            LoadError: If something is wrong.
        """
        self._locate = locate
        if self.total is not None:
            self.advance(self.total - self._done)  # blanks, keys and separators
        findings = self.findings
        if check_references and not findings.is_full:
            contents = [self.collections[name].content(name) for name in COLLECTIONS]
            broken = broken_references(
                contents,
                self.cache.referenced,
                ignored=self.wrong,
                name_place=lambda where: name_place(self._original_pointer(where)),
                most=MOST_FINDINGS,
            )
            findings += (
                self._original(each)
                for each in broken
                if not (self.is_gapped and each.code == "KB101")
            )
        if findings:
            found = locate(_without_echoes(findings))
            raise LoadError(source=self.source, findings=[*found, *end_of(findings)])
        records: dict[str, Any] = {name: each.records for name, each in self.collections.items()}
        return Dataset(title=self.title, **records)

    def positions(self, places: Iterable[str]) -> list[tuple[int | None, int | None]]:
        """Return the line and the column of places of the dataset that was built.

        Args:
            places: Pointers into the dataset, migrated as it is.
        """
        # Locating sorts and may change pointers, so each place is known by a number.
        probes = [
            self._original(attrs.evolve(NESTED, where=where, record=str(number)))
            for number, where in enumerate(places)
        ]
        located = sorted(self._locate(probes), key=lambda probe: int(probe.record))
        return [(probe.line, probe.column) for probe in located]


def encode_element(element: object) -> bytes:
    """Return a plain element as JSON; ``null``, which is refused, for other values.

    JSON lacks TOML's dates, and numbers that are not finite or too large.
    """
    try:
        raw = msgspec.json.encode(element)
        return raw if msgspec.json.decode(raw) == element else b"null"
    except (msgspec.MsgspecError, ValueError, TypeError, OverflowError, RecursionError):
        return b"null"


@contextlib.contextmanager
def nesting_limited(builder: DatasetBuilder) -> Generator[None]:
    """Raise LoadError for input that is nested too deeply for any step of reading.

    The limit depends on the depth of the caller's own calls; it is never below hundreds
    of levels, and datasets have eight.
    """
    try:
        yield
    except RecursionError:
        raise builder.failure(NESTED) from None


_REPLACED: Final = frozenset({"KB004", "KB009", "KB018"})
"""Codes of problems in values that are replaced, so that reading can go on."""


def _without_echoes(findings: list[Finding]) -> list[Finding]:
    """Return the findings without those about values that were replaced."""
    replaced = {finding.where for finding in findings if finding.code in _REPLACED}
    return [each for each in findings if each.code in _REPLACED or each.where not in replaced]


def _library_version() -> str:
    # The root package is always loaded before this module; nothing here imports it.
    return str(getattr(sys.modules[__name__.partition(".")[0]], "__version__", "this release"))
