"""TOML files carried from one edition of a text to the next."""

import functools
from collections.abc import Iterator
from os import PathLike

import attrs

from karabakh._shown import shown, visible
from karabakh.errors import LoadError
from karabakh.findings import Finding, Severity
from karabakh.io._builder import DatasetBuilder, nesting_limited
from karabakh.io._file_errors import pointer
from karabakh.io._toml import read_toml
from karabakh.io._toml_edit import edited
from karabakh.io._toml_file import TomlFile, read_toml_file
from karabakh.io._toml_spans import Keys, value_spans
from karabakh.io._toml_text import toml_value
from karabakh.model import (
    SCHEMA_VERSION,
    CarriedCitation,
    Citation,
    Dataset,
    Document,
    Editions,
    Source,
)

__all__ = ["Rebase"]


@attrs.frozen(kw_only=True)
class Rebase:
    r"""A TOML file, and what becomes of its citations in a new edition of a text.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from karabakh import Citation, Dataset, Document, Place, Source, write
    >>> from karabakh.io import Rebase
    >>> old = Document.from_text("They met. Nothing was signed.")
    >>> source = Source(id="wire", title="Wire", paragraphs=old.outline())
    >>> place = Place(id="here", citations=(Citation("wire", 1, 3, 5),))
    >>> path = Path(tempfile.mkdtemp(), "small.toml")
    >>> write(Dataset.from_records(source, place), path)
    >>> new = Document.from_text("They met at Vell. Nothing was signed.")
    >>> rebase = Rebase.read(path, old, new)
    >>> rebase.write()
    >>> path.read_text().splitlines()[-1]
    'citations = ["wire#p1:5-7"]'
    """

    file: TomlFile
    """The file as it was read."""

    dataset: Dataset
    """Its dataset."""

    editions: Editions
    """The two editions."""

    citations: tuple[tuple[Keys, CarriedCitation], ...]
    """Where its citations of the source are, and what becomes of each."""

    @classmethod
    def read(
        cls,
        path: "str | PathLike[str]",
        old: Document,
        new: Document,
        *,
        source: str | None = None,
    ) -> "Rebase":
        """Read a file, and carry its citations.

        Args:
            path: The file.
            old: The text that was coded.
            new: The text of the new edition.
            source: The identifier of the source; not needed if the file has only one.

        Raises:
            LoadError: If the file can't be read as a dataset, or cites what the old text has not.
            UnknownIdError: If it has no such source.
            ValueError: If it is not TOML of the present schema, no source is named and it has
                several, or the old text is another than was coded.
        """
        file = read_toml_file(path)
        builder = DatasetBuilder(str(path))
        with nesting_limited(builder):
            dataset = read_toml(file.content, builder, check_references=False)
        if builder.version != SCHEMA_VERSION:
            raise ValueError(
                f"{visible(str(path))} must follow schema {SCHEMA_VERSION}, got {builder.version};"
                " convert it first"
            )
        editions = Editions(_chosen(dataset, source), old, new)
        if not editions.is_of_source:
            name = editions.source.id
            raise ValueError(f"{old.name} must be a copy of source {name!r}, but has other words")
        citations = tuple(
            (keys, editions.carry(Citation.parse(file.value(keys))))
            for keys in _citations(file, editions.source.id)
        )
        rebase = cls(file=file, dataset=dataset, editions=editions, citations=citations)
        # Left as it is, it might be a passage of the new text, and a wrong one.
        outside = {pointer(*keys) for keys, each in citations if not each.quote}
        if outside:
            findings = [each for each in rebase.findings if each.where in outside]
            raise LoadError(source=str(path), findings=findings)
        return rebase

    @property
    def findings(self) -> tuple[Finding, ...]:
        """A finding for each citation that was not carried, or whose sentence was changed."""
        return tuple(self._findings())

    def write(self) -> None:
        """Write the carried citations and the outline of the new text into the file.

        A quote takes the place of a citation that was not carried, so that nothing is lost and
        nothing wrong is cited: such a file is not a dataset before its quotes are replaced.
        Comments and all else stay.

        Raises:
            FileExistsError: If the file was changed since it was read, or is written in a way
                that can't be edited piece by piece.
            OSError: If it can't be written.
        """
        new = self.editions.new
        source = attrs.evolve(self.editions.source, sha256=new.sha256, paragraphs=new.outline())
        name = str(self.file.path)
        text = edited(self.file.text, self.dataset, self.dataset.replace(source), source=name)
        spans = {keys: (start, end) for keys, start, end in value_spans(text)}
        values = {
            keys: toml_value({"quote": each.quote})
            if each.citation is None
            else toml_value(str(each.citation))
            for keys, each in self.citations
        }
        attrs.evolve(self.file, text=text, spans=spans).replace(values)

    def _findings(self) -> Iterator[Finding]:
        hint = functools.cache(self._hint)  # many citations may be of the same words
        for keys, each in self.citations:
            if not each.is_changed and not each.reason:
                continue
            line, column = self.file.position(keys)
            is_lost = each.citation is None
            yield Finding(
                code="KB031" if is_lost else "KB032",
                severity=Severity.ERROR if is_lost else Severity.WARNING,
                message=_message(each),
                where=pointer(*keys),
                record=str(self.file.value(keys[:2]).get("id", "")),
                hint=hint(each.quote) if is_lost else "see if it still says the same",
                line=line,
                column=column,
            )

    def _hint(self, quote: str) -> str:
        """Return which passages of the new text have the words, or nearly."""
        if not quote:
            return "correct it for the old text first"
        matches = self.editions.new.find(quote, exact=True, source=self.editions.source.id)
        near = [match.describe() for match in matches[:3]]
        near = near or [each.describe() for each in matches.suggestions]
        listed = f"; perhaps {'; or '.join(near)}" if near else ""
        return f"its words stand there as a quote: correct them, and run 'karabakh cite'{listed}"


def _chosen(dataset: Dataset, source: str | None) -> Source:
    if source is not None:
        return dataset.sources[source]
    if len(dataset.sources) != 1:
        raise ValueError(f"the file has {len(dataset.sources)} sources; name one of them")
    return dataset.sources[0]


def _citations(file: TomlFile, source: str) -> Iterator[Keys]:
    """Yield where the citations of a source are."""
    for keys in file.spans:
        if len(keys) > 1 and keys[-2] == "citations" and isinstance(keys[-1], int):
            value = file.value(keys)
            if isinstance(value, str) and value.partition("#")[0] == source:
                yield keys


def _message(carried: CarriedCitation) -> str:
    if carried.citation is None:
        return f"{str(carried.before)!r} is not carried: {carried.reason}"
    return (
        f"{str(carried.before)!r} is now {str(carried.citation)!r}, in a sentence that was"
        f" changed: {shown(carried.quote)}"
    )
