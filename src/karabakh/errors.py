"""The exceptions of the library, under one base.

Three kinds of trouble are kept apart. A programmer's mistake raises `TypeError` or
`ValueError` at once. Input that can't be read raises `LoadError`, with *every* finding.
Content that reads well but is wrong raises nothing: it is reported in findings.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

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
    """The base of all errors that the library raises on purpose.

    >>> from karabakh import KarabakhError, When
    >>> try:
    ...     When("yesterday")
    ... except KarabakhError as error:
    ...     print(type(error).__name__)
    EdtfError
    """

    def __init__(self, **details: Any) -> None:  # noqa: ANN401 (each subclass narrows it)
        self._details = details
        super().__init__(self._message())

    def _message(self) -> str:
        return ", ".join(f"{key}: {value!r}" for key, value in sorted(self._details.items()))

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by keyword, since the constructors take keywords alone."""
        return _rebuild, (type(self), self._details)


def _rebuild(kind: type[KarabakhError], details: dict[str, Any]) -> KarabakhError:
    return kind(**details)


class EdtfError(KarabakhError, ValueError):
    """A text that is no EDTF date of the supported levels.

    >>> from karabakh import When, EdtfError
    >>> try:
    ...     When("2020-13")
    ... except EdtfError as error:
    ...     print(error.position)
    5
    """

    def __init__(self, *, text: str, reason: str, position: int) -> None:
        self.text = text
        """The text as it was given."""
        self.reason = reason
        """What is wrong with it."""
        self.position = position
        """Where in the text, counted from 0."""
        super().__init__(text=text, reason=reason, position=position)

    def _message(self) -> str:
        return f"{_shortened(self.text)} is no date: {self.reason} (position {self.position})"


class CitationError(KarabakhError, ValueError):
    """A text that names no place in a source, or a place that the source does not have.

    >>> from karabakh import Citation, CitationError
    >>> try:
    ...     Citation.parse("article#2")
    ... except CitationError as error:
    ...     print(error.reason)
    a place is written 'p2' or 'p2:21-36'
    """

    def __init__(self, *, text: str, reason: str) -> None:
        self.text = text
        """The citation as it was given."""
        self.reason = reason
        """What is wrong with it."""
        super().__init__(text=text, reason=reason)

    def _message(self) -> str:
        return f"{_shortened(self.text)} cites nothing: {self.reason}"


class ExternalCodeError(KarabakhError, ValueError):
    """A text that is no term of an outside scheme.

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
        """The text as it was given."""
        self.reason = reason
        """What is wrong with it."""
        super().__init__(text=text, reason=reason)

    def _message(self) -> str:
        return f"{_shortened(self.text)} is no code: {self.reason}"


class DocumentError(KarabakhError, ValueError):
    """A document that can't be read: not there, empty, too large, or in another encoding.

    >>> from karabakh import Document, DocumentError
    >>> try:
    ...     Document.from_text(" ")
    ... except DocumentError as error:
    ...     print(error.reason)
    it has no words: it is empty
    """

    def __init__(self, *, document: str, reason: str, hint: str = "") -> None:
        self.document = document
        """The path of the document, or a word for it."""
        self.reason = reason
        """Why it can't be read."""
        self.hint = hint
        """What to do about it."""
        super().__init__(document=document, reason=reason, hint=hint)

    def _message(self) -> str:
        return f"{self.document}: {self.reason}" + (f" ({self.hint})" if self.hint else "")


class UnknownIdError(KarabakhError, KeyError):
    """An identifier that nothing in the dataset has.

    >>> import karabakh
    >>> karabakh.load().actors["armenai"]
    Traceback (most recent call last):
    ...
    karabakh.errors.UnknownIdError: there is no actor 'armenai' (did you mean 'armenia'?)
    """

    def __init__(self, *, kind: str, id: str, hint: str = "") -> None:
        self.kind = kind
        """What was looked for, such as ``"actor"`` or ``"record"``."""
        self.id = id
        """The identifier that was asked for."""
        self.hint = hint
        """The nearest identifiers, as a question."""
        super().__init__(kind=kind, id=id, hint=hint)

    @classmethod
    def among(cls, known: Collection[str], *, kind: str, id: str) -> "UnknownIdError":
        """Make the error, with the nearest of the known identifiers as its hint."""
        return cls(kind=kind, id=id, hint=did_you_mean(id, known))

    def _message(self) -> str:
        return f"there is no {self.kind} {_shortened(self.id)}" + (
            f" ({self.hint})" if self.hint else ""
        )

    def __str__(self) -> str:
        """Give the message itself: `KeyError` would show its `repr`."""
        return self._message()


class LoadError(KarabakhError, ValueError):
    """Input that can't be read as a dataset, with everything that is wrong with it.

    >>> import karabakh
    >>> from karabakh import LoadError
    >>> from karabakh.io import parse_json
    >>> try:
    ...     parse_json('{"schema": 1, "places": [{}]}')
    ... except LoadError as error:
    ...     print([finding.code for finding in error.findings])
    ['KB015']
    """

    def __init__(self, *, source: str, findings: Sequence[Finding]) -> None:
        self.source = source
        """The path of the file, or a word for what was read."""
        self.findings = tuple(findings)
        """Every problem found, in the order of the file; never empty."""
        super().__init__(source=source, findings=self.findings)

    def _message(self) -> str:
        return _listed(self.source, self.findings)


class MergeError(KarabakhError, ValueError):
    """Two datasets that can't be merged, since records differ under one identifier.

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
            return f"identifiers exist already: {', '.join(map(repr, self.taken[:_SHOWN]))}"
        count = len(self.differences)
        listed = [f"{name!r} ({', '.join(each)})" for name, each in self.differences.items()]
        more = f" and {count - _SHOWN} more" if count > _SHOWN else ""
        noun = "record differs" if count == 1 else "records differ"
        return (
            f"{count} {noun} under the same identifier: {', '.join(listed[:_SHOWN])}{more}; "
            'pass keep_both="-b" to keep both'
        )


class ValidationError(KarabakhError, ValueError):
    """A dataset whose content is wrong, raised where a program asks for it.

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
        """The path of the file, or a word for what was checked."""
        self.findings = tuple(findings)
        """Every error found, in the order of the records; never empty."""
        super().__init__(source=source, findings=self.findings)

    def _message(self) -> str:
        return _listed(self.source, self.findings)


_SHOWN = 20


def _listed(source: str, findings: Sequence[Finding]) -> str:
    count = len(findings)
    lines = [f"{source}: {count} problem{'s' if count != 1 else ''}"]
    lines += [f"  {finding}" for finding in findings[:_SHOWN]]
    if count > _SHOWN:
        lines.append(f"  … and {count - _SHOWN} more, all in `.findings`")
    return "\n".join(lines)


def _shortened(text: str, *, limit: int = 80) -> str:
    return repr(text if len(text) <= limit else text[: limit - 1] + "…")
