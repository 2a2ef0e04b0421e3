"""The exceptions of the library, under one base.

There are three kinds. A programmer's mistake raises `TypeError` or `ValueError` at once.
Input that cannot be read raises `LoadError`, with *all* findings. Content that reads well
but is wrong raises nothing: it is reported in findings.

Messages say what is invalid, its value, what is expected, and what to do.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from karabakh._shown import listed, visible
from karabakh.findings import Finding
from karabakh.nearest import did_you_mean

__all__ = [
    "CitationError",
    "DocumentError",
    "EdtfError",
    "ExternalCodeError",
    "KarabakhError",
    "LoadError",
    "MergeError",
    "UnknownIdError",
    "ValidationError",
]


class KarabakhError(Exception):
    """The base of all errors of the library.

    >>> from karabakh import KarabakhError, When
    >>> try:
    ...     When("yesterday")
    ... except KarabakhError as error:
    ...     print(type(error).__name__)
    EdtfError
    """

    def __init__(self, **details: Any) -> None:  # noqa: ANN401 (each subclass narrows it)
        self._details = details
        super().__init__("\n".join(map(visible, self._lines())))

    def _lines(self) -> list[str]:
        return [self._message()]

    def _message(self) -> str:
        return ", ".join(f"{key}: {value!r}" for key, value in sorted(self._details.items()))

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by keyword, since the constructors take keywords alone."""
        return _rebuild, (type(self), self._details)


def _rebuild(kind: type[KarabakhError], details: dict[str, Any]) -> KarabakhError:
    return kind(**details)


class EdtfError(KarabakhError, ValueError):
    """A text that is not an EDTF date of the supported levels.

    >>> from karabakh import When, EdtfError
    >>> try:
    ...     When("2020-13")
    ... except EdtfError as error:
    ...     print(error.position)
    5
    """

    def __init__(self, *, text: str, reason: str, position: int) -> None:
        self.text = text
        """The text passed."""
        self.reason = reason
        """What is invalid, and what is expected."""
        self.position = position
        """The place in the text, counted from 0."""
        super().__init__(text=text, reason=reason, position=position)

    def _message(self) -> str:
        return (
            f"invalid EDTF date {_shortened(self.text)}: {self.reason} (position {self.position})"
        )


class CitationError(KarabakhError, ValueError):
    """A citation that is not well formed, or that its source cannot answer.

    >>> from karabakh import Citation, CitationError
    >>> try:
    ...     Citation.parse("article#2")
    ... except CitationError as error:
    ...     print(error.reason)
    expected 'article', 'article#p2', 'article#p2:21-36' or 'article#p2:21.1-36.4'
    """

    def __init__(self, *, text: str, reason: str, problem: str = "invalid citation") -> None:
        self.text = text
        """The citation passed."""
        self.reason = reason
        """What is invalid, and what is expected."""
        self.problem = problem
        """What is wrong: an invalid citation or span, no such passage, or one without its words."""
        super().__init__(text=text, reason=reason, problem=problem)

    def _message(self) -> str:
        return f"{self.problem} {_shortened(self.text)}: {self.reason}"


class ExternalCodeError(KarabakhError, ValueError):
    """A text that is not a term of an outside scheme.

    >>> from karabakh import ExternalCode
    >>> from karabakh.errors import ExternalCodeError
    >>> try:
    ...     ExternalCode.parse("Q399")
    ... except ExternalCodeError as error:
    ...     print(error.text)
    Q399
    """

    def __init__(self, *, text: str, reason: str) -> None:
        self.text = text
        """The text passed."""
        self.reason = reason
        """What is invalid, and what is expected."""
        super().__init__(text=text, reason=reason)

    def _message(self) -> str:
        return f"invalid external code {_shortened(self.text)}: {self.reason}"


class DocumentError(KarabakhError, ValueError):
    """A document that cannot be read: missing, empty, too large or misencoded.

    >>> from karabakh import Document, DocumentError
    >>> try:
    ...     Document.from_text(" ")
    ... except DocumentError as error:
    ...     print(error.reason)
    is empty
    """

    def __init__(self, *, document: str, reason: str, hint: str = "") -> None:
        self.document = document
        """The path of the document, or its name."""
        self.reason = reason
        """Why it cannot be read, as the rest of a sentence about it: ``"is empty"``."""
        self.hint = hint
        """What to do about it, as an imperative."""
        super().__init__(document=document, reason=reason, hint=hint)

    def _message(self) -> str:
        return _with_hint(f"document {_shortened(self.document)} {self.reason}", self.hint)


class UnknownIdError(KarabakhError, KeyError):
    """An identifier that nothing in the dataset has.

    >>> import karabakh
    >>> karabakh.load().actors["armenai"]
    Traceback (most recent call last):
    ...
    karabakh.errors.UnknownIdError: unknown actor 'armenai'; did you mean 'armenia'?
    """

    def __init__(self, *, kind: str, id: str, hint: str = "") -> None:
        self.kind = kind
        """The kind of record looked for, such as ``"actor"`` or ``"record"``."""
        self.id = id
        """The identifier passed."""
        self.hint = hint
        """The nearest identifiers, as a question, or what to do."""
        super().__init__(kind=kind, id=id, hint=hint)

    @classmethod
    def among(cls, known: Collection[str], *, kind: str, id: str) -> "UnknownIdError":
        """Return the error, with the nearest of the known identifiers as its hint."""
        return cls(kind=kind, id=id, hint=did_you_mean(id, known))

    def _message(self) -> str:
        return _with_hint(f"unknown {self.kind} {_shortened(self.id)}", self.hint)

    def __str__(self) -> str:
        """Return the message itself; `KeyError` would show its `repr`."""
        return str(self.args[0])


class LoadError(KarabakhError, ValueError):
    """Input that cannot be read as a dataset, with all findings.

    >>> import karabakh
    >>> from karabakh import LoadError
    >>> from karabakh.io import parse
    >>> try:
    ...     parse('{"schema": 2, "places": [{}]}', format="json")
    ... except LoadError as error:
    ...     print([finding.code for finding in error.findings])
    ['KB015']
    """

    def __init__(self, *, source: str, findings: Sequence[Finding]) -> None:
        self.source = source
        """The path of the file, or what was read."""
        self.findings = tuple(findings)
        """Every problem found, in the order of the file; never empty."""
        super().__init__(source=source, findings=self.findings)

    def _lines(self) -> list[str]:
        return _listed(self.source, self.findings)


class MergeError(KarabakhError, ValueError):
    """Two datasets that cannot be merged: records differ under one identifier.

    >>> from karabakh import Dataset, MergeError, Place
    >>> one, other = Place(id="here"), Place(id="here", note="By the river.")
    >>> try:
    ...     Dataset.from_records(one).merge(Dataset.from_records(other))
    ... except MergeError as error:
    ...     print(error.differences)
    {'here': ('note',)}
    """

    def __init__(
        self, *, differences: Mapping[str, tuple[str, ...]], taken: tuple[str, ...] = ()
    ) -> None:
        self.differences = differences
        """The identifiers that name different records, each with the fields that differ."""
        self.taken = taken
        """The new identifiers that exist already, if records were to be kept side by side."""
        super().__init__(differences=differences, taken=taken)

    def _message(self) -> str:
        if self.taken:
            taken = listed(map(repr, self.taken), len(self.taken), most=_SHOWN)
            return f"new identifiers exist already: {taken}; pass another keep_both"
        count = len(self.differences)
        named = (f"{name!r} ({', '.join(each)})" for name, each in self.differences.items())
        noun = "record differs" if count == 1 else "records differ"
        return (
            f"{count} {noun} under the same identifier: {listed(named, count, most=_SHOWN)}; "
            'pass keep_both="-b" to keep both'
        )


class ValidationError(KarabakhError, ValueError):
    """A dataset with errors, raised by a report on request.

    >>> from karabakh import Dataset, Link, LinkKind
    >>> from karabakh.errors import ValidationError
    >>> from karabakh.validation import validate
    >>> link = Link(id="order-1", subject="here", kind=LinkKind.SAME_AS, object="here")
    >>> try:
    ...     validate(Dataset.from_records(link)).raise_for_errors()
    ... except ValidationError as error:
    ...     print(sorted({finding.code for finding in error.findings}))
    ['KB101', 'KB106']
    """

    def __init__(self, *, source: str, findings: Sequence[Finding]) -> None:
        self.source = source
        """The path of the file, or what was checked."""
        self.findings = tuple(findings)
        """Every error found, in the order of the records; never empty."""
        super().__init__(source=source, findings=self.findings)

    def _lines(self) -> list[str]:
        return _listed(self.source, self.findings)


_SHOWN = 20


def _listed(source: str, findings: Sequence[Finding]) -> list[str]:
    count = len(findings)
    lines = [f"{source}: {count} problem{'s' if count != 1 else ''}"]
    lines += [f"  {finding}" for finding in findings[:_SHOWN]]
    if count > _SHOWN:
        lines.append(f"  … and {count - _SHOWN} more, all in `.findings`")
    return lines


def _with_hint(message: str, hint: str) -> str:
    return f"{message}; {hint}" if hint else message


def _shortened(text: str, *, limit: int = 80) -> str:
    return repr(text if len(text) <= limit else text[: limit - 1] + "…")
