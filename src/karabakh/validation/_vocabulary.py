"""A code list of the field, and what of a code is not in it."""

from collections.abc import Mapping
from functools import cached_property

import attrs

from karabakh.model import ExternalCode
from karabakh.nearest import nearest

__all__ = ["Unknown", "Vocabulary"]


@attrs.frozen(kw_only=True)
class Unknown:
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
    """The parts that may be meant, the most similar first."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Vocabulary:
    """The terms of an outside scheme, such as the event types of PLOVER.

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
    """The scheme, as codes begin with it."""

    terms: tuple[str, ...]
    """Its terms, as it writes them."""

    aliases: Mapping[str, str] = attrs.field(factory=dict[str, str])
    """Other ways to write a term, and the term."""

    qualifiers: tuple[str, ...] = ()
    """What may follow a term behind a slash, one or several, separated by commas."""

    versions: tuple[str, ...] = ()
    """The versions of the scheme that the list is of; empty where it has none."""

    source: str = ""
    """Where the list comes from."""

    def __repr__(self) -> str:
        return f"<Vocabulary {self.scheme!r}: {len(self.terms)} terms>"

    def knows_version(self, code: ExternalCode) -> bool:
        """Tell whether the list can judge a code of that version; one that names none, it can."""
        return not code.version or not self.versions or code.version in self.versions

    def unknown_in(self, code: ExternalCode) -> Unknown | None:
        """Give the first part of a code of this scheme that is not in the list, or nothing."""
        if _normal(code.value) in self._known:
            return None
        term, *behind = code.value.split("/", 1) if self.qualifiers else [code.value]
        if _normal(term) not in self._known:
            return Unknown(part=term, nearest=_near(term, self._known))
        for qualifier in behind[0].split(","):
            if _normal(qualifier) not in self._qualifiers:
                return Unknown(part=qualifier, nearest=_near(qualifier, self._qualifiers))
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
