"""A term of an outside scheme."""

import re

from karabakh._immutable import Immutable
from karabakh._wrong_type import wrong_argument
from karabakh.errors import ExternalCodeError

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
        scheme: The scheme's name: lower-case letters, digits and hyphens.
        value: The term in that scheme, as the scheme writes it, without blanks at its ends.
        version: The version of the scheme; empty if not known.

    Raises:
        ExternalCodeError: If a part is not well formed.
        TypeError: If a part is not a str.

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
    """The version of the scheme; empty if not known."""

    def __init__(self, scheme: str, value: str, *, version: str = "") -> None:
        for part in (scheme, value, version):
            if type(part) is not str:
                raise wrong_argument("scheme, value and version", part, (str,))
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
            ExternalCodeError: If the text has neither form.
            TypeError: If it is not a str.

        >>> from karabakh import ExternalCode
        >>> ExternalCode.parse("iso3166-1:ARM").value
        'ARM'
        """
        if type(text) is not str:
            raise wrong_argument("text", text, (str,))
        head, separator, value = text.partition(":")
        scheme, at, version = head.partition("@")
        if not separator or (at and not version):
            raise ExternalCodeError(text=text, reason="expected 'scheme:value'")
        return cls(scheme, value, version=version)

    def __str__(self) -> str:
        """Return the short form."""
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
        return "scheme must be lower-case letters, digits and hyphens"
    if version and not _VERSION.fullmatch(version):
        return "version must be letters, digits, '.', '_' and '-', at most 32"
    if not value or value != value.strip() or not value.isprintable():
        return "value must be printable text without blanks at its ends"
    if len(value) > _LONGEST:
        return f"value must have at most {_LONGEST} characters, got {len(value)}"
    return None
