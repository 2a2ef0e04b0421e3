"""A term of an outside scheme."""

import re

from karabakh.errors import ExternalCodeError
from karabakh.model._immutable import Immutable
from karabakh.model._wrong_type import wrong_argument

__all__ = ["ExternalCode"]

_SCHEME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_VERSION = re.compile(r"[\w.-]{1,32}")
_LONGEST = 200


class ExternalCode(Immutable):
    """A term of an outside scheme: an identifier of an entity, or a class of events.

    In files and in print it is a short text, the scheme before the first colon:
    ``wikidata:Q399``, ``gw:371``, ``plover:CONCEDE/territory``. A scheme that comes in
    versions may name its own: ``pax@4:Cea/Ceas``.

    Args:
        scheme: the scheme's name: lower-case letters, digits and hyphens.
        value: the term in that scheme, as the scheme writes it, without blanks at its ends.
        version: the version of the scheme; empty where it is not told.

    Raises:
        ExternalCodeError: a part is not well-formed.
        TypeError: a part is no text.

    >>> from karabakh import ExternalCode
    >>> code = ExternalCode.parse("plover:CONCEDE/territory")
    >>> code.scheme, code.value
    ('plover', 'CONCEDE/territory')
    >>> str(ExternalCode("pax", "Cea/Ceas", version="4"))
    'pax@4:Cea/Ceas'
    """

    __slots__ = ("scheme", "value", "version")

    scheme: str
    """The scheme's name, in lower case."""

    value: str
    """The term in that scheme."""

    version: str
    """The version of the scheme; empty where it is not told."""

    def __init__(self, scheme: str, value: str, *, version: str = "") -> None:
        for part in (scheme, value, version):
            if type(part) is not str:
                raise wrong_argument("each part of a code", part, (str,))
        object.__setattr__(self, "scheme", scheme)
        object.__setattr__(self, "value", value)
        object.__setattr__(self, "version", version)
        reason = _trouble_with(scheme, value, version)
        if reason:
            raise ExternalCodeError(text=str(self), reason=reason)

    @classmethod
    def parse(cls, text: str) -> "ExternalCode":
        """Read a code from its short form, ``scheme:value`` or ``scheme@version:value``.

        Raises:
            ExternalCodeError: the text has neither form.
            TypeError: it is no text.

        >>> from karabakh import ExternalCode
        >>> ExternalCode.parse("iso3166-1:ARM").value
        'ARM'
        """
        if type(text) is not str:
            raise wrong_argument("the text of a code", text, (str,))
        head, separator, value = text.partition(":")
        scheme, at, version = head.partition("@")
        if not separator or (at and not version):
            raise ExternalCodeError(text=text, reason="a code is written 'scheme:value'")
        return cls(scheme, value, version=version)

    def __str__(self) -> str:
        """Give the short form."""
        return f"{self.scheme}{'@' if self.version else ''}{self.version}:{self.value}"

    def __repr__(self) -> str:
        return f"ExternalCode.parse({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        if type(other) is not ExternalCode:
            return NotImplemented
        return str(self) == str(other)

    def __hash__(self) -> int:
        return hash((self.scheme, self.version, self.value))

    def __reduce__(self) -> tuple[object, ...]:
        return ExternalCode.parse, (str(self),)


def _trouble_with(scheme: str, value: str, version: str) -> str | None:
    if not _SCHEME.fullmatch(scheme):
        return f"{scheme!r} is no scheme: lower-case letters, digits and hyphens"
    if version and not _VERSION.fullmatch(version):
        return f"{version!r} is no version: letters, digits, '.', '_' and '-'"
    if not value or value != value.strip() or not value.isprintable():
        return f"{value!r} is no term: printable text without blanks at its ends"
    if len(value) > _LONGEST:
        return f"a term has at most {_LONGEST} characters, not {len(value)}"
    return None
