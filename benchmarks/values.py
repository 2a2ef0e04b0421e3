"""Values and a reference check, which the models of all libraries share.

Dates and citations have the same meaning for every contender, so all read them with the same
parsers and, as the library itself does while it loads, each text only once.
"""

from collections.abc import Callable, Iterator
from typing import Any

from karabakh.model import Citation, ExternalCode
from karabakh.time import When

__all__ = ["READERS", "dangling", "last_words", "read"]


def _remembering(parse: Callable[[str], Any]) -> Callable[[str], Any]:
    known: dict[str, Any] = {}

    def read(text: str) -> Any:  # noqa: ANN401 (whatever the parser makes)
        try:
            return known[text]
        except KeyError:
            value = known[text] = parse(text)
            return value

    return read


READERS: dict[type, Callable[[str], Any]] = {
    When: _remembering(When),
    Citation: _remembering(Citation.parse),
    ExternalCode: _remembering(ExternalCode.parse),
}
"""How each value is read. They remember, for one load: a process does only one."""


def read(kind: type, text: str) -> Any:  # noqa: ANN401 (as a decoder's hook is called)
    """Read a value of a given class."""
    return READERS[kind](text)


def dangling(collection: Any) -> set[str]:  # noqa: ANN401 (each library has its own type)
    """Find the identifiers that are mentioned and not there, in any library's records.

    Written for speed: by hand for the fields that there are, and by whole sets.
    """
    known = {each.id for name in _RECORDS for each in getattr(collection, name)}
    missing = set(_references(collection)) - known - {None}
    sources = {source.id for source in collection.sources}
    cited = {
        citation.source
        for name in _RECORDS
        for each in getattr(collection, name)
        for citation in each.citations
    }
    return missing | (cited - sources)


def last_words(collection: Any) -> int:  # noqa: ANN401
    """Return the sum of the last words cited, which looks at each citation."""
    return sum(
        citation.last or 0
        for name in _RECORDS
        for each in getattr(collection, name)
        for citation in each.citations
    )


_RECORDS = ("actors", "places", "relations", "propositions", "positions", "events", "links")


def _references(collection: Any) -> Iterator[str | None]:  # noqa: ANN401
    for each in (*collection.relations, *collection.links):
        yield from (each.subject, each.object)
    for each in collection.propositions:
        yield from (*each.implies, *each.excludes)
    for each in collection.positions:
        yield from (each.holder, each.proposition, each.addressee)
    for each in collection.events:
        yield each.location
        for part in each.participants:
            yield part.actor
