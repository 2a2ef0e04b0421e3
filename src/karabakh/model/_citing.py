"""Which source a citation is of, and which records cite it."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from karabakh._wrong_type import require_type
from karabakh.errors import CitationError, UnknownIdError
from karabakh.model._base import Record
from karabakh.model._citation import Citation
from karabakh.model._records import RecordCollection
from karabakh.model._sources import Source

__all__ = ["citations_by_source", "source_of", "unbound"]

_PASSAGE: Final = re.compile(r"p[0-9]+(:[0-9.]+(-[0-9.]+)?)?")
"""A citation without its source."""


def source_of(citation: Citation, sources: RecordCollection[Source]) -> Source:
    """Return the source that a citation is of, see `Dataset.source_of`."""
    require_type("citation", citation, Citation)
    source = sources.get(citation.source)
    if source is not None:
        return source
    if len(sources) == 1 and _PASSAGE.fullmatch(citation.source):
        whole = f"{sources[0].id}#{citation.source}"
        hint = f"write the source first, as in {whole!r}"
        raise UnknownIdError(kind="source", id=citation.source, hint=hint)
    raise UnknownIdError.among(sources.ids, kind="source", id=citation.source)


def citations_by_source(
    records: Iterable[Record], sources: Iterable[Source]
) -> Mapping[str, list[tuple[Record, tuple[Citation, ...]]]]:
    """Return the records that cite each source, with their citations of it."""
    found: dict[str, list[tuple[Record, tuple[Citation, ...]]]] = {}
    for source in sources:
        found[source.id] = []
    for record in records:
        cited: dict[str, list[Citation]] = {}
        for citation in record.all_citations:
            cited.setdefault(citation.source, []).append(citation)
        for source_id, citations in cited.items():
            found.setdefault(source_id, []).append((record, tuple(citations)))
    return found


def unbound(citation: Citation, source: Source) -> CitationError:
    """Return the error for a passage of a source of which no copy is bound."""
    reason = f"no text is bound to source {source.id!r}"
    how = f"dataset.bind({{{source.id!r}: Document.read(path)}})"
    return CitationError(text=str(citation), reason=f"{reason}; use {how}", problem="cannot quote")
