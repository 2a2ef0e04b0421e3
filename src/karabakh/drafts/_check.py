"""A draft read, its quotes resolved against the text, and everything checked."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

import attrs

from karabakh._shown import shown
from karabakh._wrong_type import wrong_argument
from karabakh.drafts._report import DraftReport
from karabakh.findings import Finding, Severity
from karabakh.io import draft_order, draft_pointer, read_draft
from karabakh.model import (
    BoundDataset,
    Dataset,
    Document,
    QuoteStatus,
    ResolvedQuote,
    Source,
    resolve_quote,
)
from karabakh.validation import validate

__all__ = ["DraftResult", "check"]


@attrs.frozen(kw_only=True, repr=False)
class DraftResult:
    """What `check` returns: the dataset if the draft is sound, and the report.

    >>> from karabakh import Document
    >>> from karabakh.drafts import check
    >>> draft = '{"places": [{"id": "halm", "quotes": [{"quote": "Halm Reef"}]}]}'
    >>> check(draft, Document.from_text("They fish at Halm Reef."))
    <DraftResult: no problems found; 1 quote: 1 verified, 0 repaired, 0 ambiguous, 0 absent>
    """

    dataset: BoundDataset | None
    """The dataset with the records of the draft, bound to the text; None if there are errors."""

    report: DraftReport
    """What became of each quote, and all problems of the draft."""

    def __repr__(self) -> str:
        return f"<DraftResult: {self.report.summary}>"


def check(
    draft: str | bytes | Mapping[str, Any],
    document: Document | Mapping[str, Document],
    *,
    dataset: Dataset | None = None,
) -> DraftResult:
    """Check a draft against the text that it is a coding of, and return its dataset.

    A draft follows ``karabakh.json_schema(draft=True)``: records with ``quotes``, the words
    that they rest on. Each quote is looked for in the text, and becomes a citation only if one
    passage has its words, but for spacing and typography. If that is in another passage
    than named by ``within``, the passage found is cited, and the finding is a warning.
    What is wrong is reported all at once: the form of the draft, its terms, references and
    identifiers, its quotes, and, if nothing else is wrong, what `karabakh.validate` finds in it.
    Nothing in a draft is guessed, and none of it is ever executed.

    Args:
        draft: The draft, as JSON text or as a JSON parser returned it. At most 5,000 records.
        document: The text; or texts by their sources' identifiers.
        dataset: The dataset that the records are added to, which must have a source for each
            text. By default there is one source, ``text``, with the outline of the document.

    Raises:
        TypeError: If an argument has the wrong type.
        ValueError: If the dataset has no source for the text, or the text is not a copy of it.

    >>> from karabakh import Document
    >>> from karabakh.drafts import check
    >>> document = Document.from_text("Marda and Kelis signed a truce.")
    >>> draft = {
    ...     "actors": [
    ...         {"id": "marda", "kind": "town", "quotes": [{"quote": "Marda"}]},
    ...         {"id": "kelis", "kind": "other", "quotes": [{"quote": "Kelis broke a truce"}]},
    ...     ]
    ... }
    >>> print(check(draft, document).report)
    /actors/0/kind: error KB019: ...
    /actors/1/quotes/0: error KB027: ...
    2 errors; 2 quotes: 1 verified, 0 repaired, 0 ambiguous, 1 absent
    """
    base = _base(document) if dataset is None else dataset
    if not isinstance(base, Dataset):  # pyright: ignore[reportUnnecessaryIsInstance] (for untyped callers)
        raise wrong_argument("dataset", base, (Dataset,))
    texts = base.bind(document)
    for name, alignment in texts.alignments.items():
        if not alignment.is_copy:
            raise ValueError(
                f"document must be a copy of source {name!r}, but has none of its sentences; pass"
                " the text that was coded"
            )
    quotes = _Quotes(texts, base)
    found, findings = read_draft(draft, base, quotes.cite)
    findings += quotes.findings
    bound = None
    if found is not None and not quotes.has_errors:
        bound = found.bind(texts.documents)
        findings += _added_findings(bound, base)
    report = DraftReport(
        findings=tuple(sorted(findings, key=draft_order)),
        quotes=quotes.resolved,
        documents=texts.documents,
    )
    return DraftResult(dataset=bound if report.ok else None, report=report)


def _base(document: object) -> Dataset:
    """Return a dataset of nothing but sources, with the outlines of the texts."""
    if not isinstance(document, (Document, Mapping)):
        raise wrong_argument("document", document, (Document, Mapping))
    texts: Mapping[str, Any] = (
        {"text": document}
        if isinstance(document, Document)
        else cast("Mapping[str, Any]", document)
    )
    sources: list[Source] = []
    for name, text in texts.items():
        if not isinstance(text, Document):
            raise wrong_argument(f"document of {shown(name)}", text, (Document,))
        outline = text.outline()
        sources.append(Source(id=name, title=text.name, sha256=text.sha256, paragraphs=outline))
    return Dataset.from_records(*sources)


class _Quotes:
    """The quotes of a draft, each resolved against the texts."""

    def __init__(self, texts: BoundDataset, base: Dataset) -> None:
        self._texts = texts
        self._base = base
        self._known: dict[tuple[str, str | None], ResolvedQuote] = {}
        self.resolved: dict[str, ResolvedQuote] = {}
        """What became of each quote, by its pointer in the draft."""
        self.findings: list[Finding] = []
        """Those that were not verified."""

    @property
    def has_errors(self) -> bool:
        """Whether a quote has no passage."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)

    def cite(self, where: str, quote: str, within: str | None) -> str | None:
        """Return the citation of a quote, or None if no one passage has its words."""
        if (quote, within) not in self._known:
            self._known[quote, within] = resolve_quote(quote, self._texts, within=within)
        resolved = self._known[quote, within]
        where = draft_pointer(where, self._base) or where
        self.resolved[where] = resolved
        if resolved.status is not QuoteStatus.VERIFIED:
            self.findings.append(_finding(resolved, where))
        return None if resolved.citation is None else str(resolved.citation)


def _finding(resolved: ResolvedQuote, where: str) -> Finding:
    """Return the finding about a quote that was not verified."""
    severity = Severity.ERROR
    match resolved.status:
        case QuoteStatus.REPAIRED:
            code, hint = "KB029", f"write within 'p{_paragraph(resolved)}', or leave it out"
            severity = Severity.WARNING
        case QuoteStatus.AMBIGUOUS:
            code, hint = "KB028", "quote more words, or say within which paragraph"
        case _ if resolved.suggestions:
            nearest = "; or ".join(each.describe() for each in resolved.suggestions)
            code, hint = "KB027", f"did you mean {nearest}?"
        case _:
            code, hint = "KB026", "quote words of the text, or leave the record out"
    message = f"quote {shown(resolved.quote)}: {resolved.reason}"
    return Finding(code=code, severity=severity, message=message, where=where, hint=hint)


def _paragraph(resolved: ResolvedQuote) -> int | None:
    return None if resolved.citation is None else resolved.citation.paragraph


def _added_findings(bound: BoundDataset, base: Dataset) -> Iterator[Finding]:
    """Yield what is wrong with the records of a draft once they are in the dataset."""
    # What nothing refers to yet may be referred to by the next draft.
    for finding in validate(bound, ignore=["KB702"]).findings:
        where = draft_pointer(finding.where, base)
        if where is not None:
            yield attrs.evolve(finding, where=where.replace("/citations", "/quotes"))
