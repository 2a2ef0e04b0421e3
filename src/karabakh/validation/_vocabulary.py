"""A code list of the field, and the parts of a code that are not in it."""

from collections.abc import Mapping
from functools import cached_property

import attrs

from karabakh.model import ExternalCode
from karabakh.nearest import nearest

__all__ = ["UnknownTerm", "Vocabulary"]


@attrs.frozen(kw_only=True)
class UnknownTerm:
    """A part of a code that its vocabulary does not have.

    >>> from karabakh import ExternalCode
    >>> from karabakh.validation import VOCABULARIES
    >>> [plover] = [each for each in VOCABULARIES if each.scheme == "plover"]
    >>> plover.unknown_in(ExternalCode("plover", "RETREAT:disarn")).nearest
    ('RETREAT:disarm', 'RETREAT:resign', 'RETREAT:withdraw')
    """

    part: str
    """The part, as the code writes it."""

    nearest: tuple[str, ...] = ()
    """The terms that may be meant, the most similar first."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Vocabulary:
    """The terms of an external scheme, such as the event types of PLOVER.

    Upper and lower case make no difference, nor do blanks, hyphens and underscores.

    >>> from karabakh import ExternalCode
    >>> from karabakh.validation import Vocabulary
    >>> weather = Vocabulary(scheme="weather", terms=("rain", "snow"), aliases={"sleet": "snow"})
    >>> weather.unknown_in(ExternalCode.parse("weather:RAIN")) is None
    True
    >>> weather.unknown_in(ExternalCode.parse("weather:rian")).nearest
    ('rain',)
    """

    scheme: str
    """The scheme, by which its codes begin."""

    terms: tuple[str, ...]
    """The terms, as the scheme writes them."""

    aliases: Mapping[str, str] = attrs.field(factory=dict[str, str])
    """Other spellings of terms, each with its term."""

    qualifiers: tuple[str, ...] = ()
    """Terms that may follow after a slash, separated by commas."""

    versions: tuple[str, ...] = ()
    """The versions of the scheme that the list covers; empty for any."""

    source: str = ""
    """The publication that the list is taken from."""

    def __repr__(self) -> str:
        return f"<Vocabulary {self.scheme!r}: {len(self.terms)} terms>"

    def knows_version(self, code: ExternalCode) -> bool:
        """Return whether the list covers the version of a code, if it names one."""
        return not code.version or not self.versions or code.version in self.versions

    def unknown_in(self, code: ExternalCode) -> UnknownTerm | None:
        """Return the first part of a code of this scheme that is not in the list, or None."""
        if _normal(code.value) in self._known:
            return None
        term, *behind = code.value.split("/", 1) if self.qualifiers else [code.value]
        if _normal(term) not in self._known:
            return UnknownTerm(part=term, nearest=_near(term, self._known))
        for qualifier in behind[0].split(","):
            if _normal(qualifier) not in self._qualifiers:
                return UnknownTerm(part=qualifier, nearest=_near(qualifier, self._qualifiers))
        return None

    @cached_property
    def _known(self) -> Mapping[str, str]:
        terms = {_normal(term): term for term in self.terms}
        return {_normal(alias): term for alias, term in self.aliases.items()} | terms

    @cached_property
    def _qualifiers(self) -> Mapping[str, str]:
        return {_normal(qualifier): qualifier for qualifier in self.qualifiers}


def _normal(text: str) -> str:
    return "-".join(text.casefold().replace("_", " ").replace("-", " ").split())


def _near(part: str, known: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(known[each] for each in nearest(_normal(part), known)))
