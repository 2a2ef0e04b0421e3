"""TOML files in which quotes stand in the place of citations."""

from collections.abc import Iterable, Iterator, Mapping
from os import PathLike
from typing import Any, Final

import attrs

from karabakh._shown import shown
from karabakh.findings import Finding
from karabakh.io._builder import DatasetBuilder
from karabakh.io._file_errors import file_error, mistyped, pointer, unexplained, unknown_key
from karabakh.io._plain_values import as_array, as_object
from karabakh.io._toml_file import TomlFile, read_toml_file
from karabakh.io._toml_spans import Keys
from karabakh.model import (
    BoundDataset,
    Citation,
    Dataset,
    QuoteStatus,
    ResolvedQuote,
    resolve_quote,
)

__all__ = ["CitedQuote", "QuotedFile"]

_KEYS: Final = ("quote", "within", "nth")


@attrs.frozen(kw_only=True)
class CitedQuote:
    """A quote in a file, and the passage that has its words."""

    line: int
    """The line of the file, from 1."""

    quote: str
    """The quote."""

    citation: Citation
    """The passage."""


@attrs.frozen(kw_only=True)
class QuotedFile:
    r"""A TOML file in which quotes stand in the place of citations.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from karabakh import Document
    >>> from karabakh.io import QuotedFile
    >>> path = Path(tempfile.mkdtemp(), "small.toml")
    >>> _ = path.write_text(
    ...     'schema = 2\n[[sources]]\nid = "wire"\ntitle = "Wire"\n[[places]]\nid = "here"\n'
    ...     'citations = [{ quote = "At Vell" }]  # a comment\n'
    ... )
    >>> file = QuotedFile.read(path)
    >>> cited, findings = file.resolve(file.sources.bind(Document.from_text("They met at Vell.")))
    >>> findings[0].code, cited
    ('KB027', ())
    """

    file: TomlFile
    """The file as it was read."""

    sources: Dataset
    """Its sources, and no records: these may be wrong still."""

    quotes: tuple[Keys, ...]
    """Where its quotes are, in the order of the file."""

    @classmethod
    def read(cls, path: "str | PathLike[str]") -> "QuotedFile":
        """Read a file.

        Raises:
            LoadError: If it can't be read, is not well-formed, or has a faulty source.
            ValueError: If its suffix is not that of TOML.
        """
        file = read_toml_file(path)
        builder = DatasetBuilder(str(path))
        sources = file.plain.get("sources", [])
        if builder.read_heading(file.plain):
            builder.add_plain({"sources": sources})
        dataset = builder.build(check_references=False, locate=list)
        return cls(file=file, sources=dataset, quotes=tuple(_quotes_in(file.plain, ())))

    def resolve(
        self, bound: BoundDataset, *, check: bool = True
    ) -> tuple[tuple[CitedQuote, ...], tuple[Finding, ...]]:
        """Return the quotes that have one passage, and a finding for each of the others.

        Args:
            bound: The sources, bound to copies of their texts.
            check: Whether to write nothing. Else the file gets the citations in the place of
                their quotes, and nothing else in it changes.

        Raises:
            FileExistsError: If the file was changed since it was read.
            OSError: If it can't be written.
        """
        cited: list[CitedQuote] = []
        findings: list[Finding] = []
        values: dict[Keys, str] = {}
        for keys in self.quotes:
            if keys not in self.file.spans:
                findings.append(unexplained(pointer(*keys)))
                continue
            outcome = _resolved(self.file.value(keys), bound)
            line, column = self.file.position(keys)
            if isinstance(outcome, Finding):
                record = str(self.file.value(keys[:2]).get("id", ""))
                where = pointer(*keys) + outcome.where
                found = attrs.evolve(outcome, where=where, record=record, line=line)
                findings.append(attrs.evolve(found, column=column))
            else:
                cited.append(attrs.evolve(outcome, line=line))
                values[keys] = f'"{outcome.citation}"'
        if values and not check:
            self.file.replace(values)
        return tuple(cited), tuple(findings)


def _quotes_in(value: object, keys: Keys) -> Iterator[Keys]:
    """Yield the paths of tables in the place of citations."""
    elements: Iterable[tuple[str | int, object]] = enumerate(as_array(value) or ())
    if (table := as_object(value)) is not None:
        elements = table.items()
    for key, element in elements:
        if keys[-1:] == ("citations",) and isinstance(key, int) and as_object(element) is not None:
            yield (*keys, key)
        else:
            yield from _quotes_in(element, (*keys, key))


def _resolved(table: Mapping[str, Any], bound: BoundDataset) -> CitedQuote | Finding:
    """Return the passage of a quote, or what is wrong with it."""
    if (fault := _fault(table)) is not None:
        return fault
    within = table.get("within")
    if (quote := as_object(within)) is not None:
        outer = _resolved(quote, bound)
        if isinstance(outer, Finding):
            return attrs.evolve(outer, where=f"/within{outer.where}")
        within = outer.citation
    resolved = resolve_quote(table["quote"], bound, within=within, nth=table.get("nth"))
    if resolved.status is QuoteStatus.VERIFIED and resolved.citation is not None:
        return CitedQuote(line=0, quote=table["quote"], citation=resolved.citation)
    return _finding(resolved)


def _fault(table: Mapping[str, Any]) -> Finding | None:
    """Return what is wrong with the keys of a quote."""
    for key in table:
        if key not in _KEYS:
            return unknown_key(pointer(key), key, _KEYS)
    if "quote" not in table:
        return file_error("KB015", "missing key 'quote'", where="/quote", hint="add the key")
    if type(table["quote"]) is not str:
        return mistyped("/quote", table["quote"], "a text")
    within, nth = table.get("within", ""), table.get("nth", 1)
    if not isinstance(within, str) and as_object(within) is None:
        return mistyped("/within", within, "a citation, or another quote")
    if type(nth) is not int or nth < 1:
        return mistyped("/nth", nth, "a whole number from 1")
    return None


def _finding(resolved: ResolvedQuote) -> Finding:
    """Return what to do about a quote without one passage."""
    quote = f"quote {shown(resolved.quote)}"
    reason = resolved.reason.removeprefix("it is ")
    if resolved.status is QuoteStatus.AMBIGUOUS:
        hint = "add more words, within = … or nth = …"
        return file_error("KB028", f"{quote} is {reason}", hint=hint)
    if resolved.status is QuoteStatus.REPAIRED:
        hint = "correct within, or leave it out"
        return file_error("KB029", f"{quote}: {resolved.reason}", hint=hint)
    if resolved.suggestions:
        near = "; or ".join(each.describe() for each in resolved.suggestions)
        return file_error("KB027", f"{quote}: {resolved.reason}", hint=f"did you mean {near}?")
    hint = "copy the words from the text; write … for words left out"
    return file_error("KB026", f"{quote}: {resolved.reason}", hint=hint)
