"""Rules on sources and citations: ``KB201`` to ``KB299``."""

from collections.abc import Iterator, Mapping

from karabakh._shown import counted, shown
from karabakh.errors import CitationError
from karabakh.findings import Finding
from karabakh.model import Assertion, BoundDataset, Citation, Dataset, sentence_places
from karabakh.validation._context import RuleContext, citations_of

_Outlines = Mapping[str, tuple[int, ...]]


def citation_outside_source(context: RuleContext) -> Iterator[Finding]:
    """A record cites a paragraph or words that its source does not have.

    The words that the record rests on can't be shown to anybody.

    Fix: count again. Paragraphs are counted from 1, and so are the words in each; words are
    what stands between white space.
    """
    outlines = _outlines(context.dataset)
    for record in context.dataset.records():
        for at, citation in citations_of(record):
            reason = _outside(citation, outlines)
            if reason:
                message = f"{str(citation)!r} is outside its source: {reason}"
                hint = "count paragraphs and words again, both from 1"
                yield context.error("KB201", record, message, at=at, hint=hint)


def uncited_record(context: RuleContext) -> Iterator[Finding]:
    """A claim cites no passage.

    An answer is worth as much as the words it rests on; for this record none can be shown.
    Actors, places and propositions claim nothing by themselves and need no citation, nor does
    a provision of an agreement that has one.

    Fix: cite the words, as ``article#p2:21-36``; or, if no source says so, delete the record.
    """
    for record in _uncited(context.dataset):
        message = f"{record.id!r} cites no passage"
        hint = "cite the words it rests on, such as 'article#p2:21-36'"
        yield context.warning("KB202", record, message, at="citations", hint=hint)


def unused_source(context: RuleContext) -> Iterator[Finding]:
    """A source is cited by no record, and is the original of no other source.

    It may have been forgotten while coding, or be a leftover.

    Fix: code it, or delete it.
    """
    for source in context.dataset.sources:
        if source.id not in context.referenced_ids:
            message = f"source {source.id!r} is cited by no record"
            hint = "code it, or delete it"
            yield context.warning("KB203", source, message, hint=hint)


def uncovered_sentence(context: RuleContext) -> Iterator[Finding]:
    """A sentence is cited by no record, in a source that is cited elsewhere.

    What the sentence says may be missing from the dataset. A citation of the whole source cites
    no sentence in particular. The finding quotes the sentence if a copy of the source is bound.

    Fix: code what it says; of a source that is coded in part only, don't ask for this rule.
    """
    cited = _cited(context.dataset)
    for source in context.dataset.sources:
        for place in sentence_places(source) if source.id in cited else ():
            if not any(map(place.overlaps, cited[source.id].get(place.paragraph, ()))):
                quoted = _quoted(context.dataset, place)
                message = f"sentence {str(place)!r} is cited by no record{quoted}"
                yield context.warning("KB204", source, message, hint="code what it says")


def orphaned_citation(context: RuleContext) -> Iterator[Finding]:
    """The bound copy of a source has other words at a cited passage.

    The record may rest on words that were changed since, or the copy is of another edition.
    Only a dataset that is bound to copies is checked, see `karabakh.Dataset.bind`.

    Fix: bind the text that was coded; or, if the new text counts, take its outline and cite
    anew. A passage that was not found before the search was given up is a warning: it may be in
    the copy.
    """
    if not isinstance(context.dataset, BoundDataset):
        return
    outlines = _outlines(context.dataset)
    for drift in context.dataset.drift:
        if not _outside(drift.citation, outlines):
            places = (at for at, each in citations_of(drift.record) if each == drift.citation)
            kind = "citation" if drift.is_unsearched else "orphaned citation"
            message = f"{kind} {str(drift.citation)!r}: {drift.reason}"
            hint = "bind the text that was coded, or cite the new text anew"
            report = context.warning if drift.is_unsearched else context.error
            yield report("KB205", drift.record, message, at=next(places, "citations"), hint=hint)


def circular_source(context: RuleContext) -> Iterator[Finding]:
    """A source is a translation or an edition of itself, directly or through others.

    No original is left that all others depend on.

    Fix: name the source that came first, and leave its own ``translation_of`` and
    ``edition_of`` out.
    """
    sources = context.dataset.sources
    for source in sources:
        reached, waiting = set[str](), [source.id]
        while waiting:
            current = sources.get(waiting.pop())
            origins = {current.translation_of, current.edition_of} if current else set[None]()
            new = {origin for origin in origins if origin is not None} - reached
            reached |= new
            waiting += new
        if source.id in reached:
            message = f"source {source.id!r} derives from itself"
            hint = "leave translation_of and edition_of out of the source that came first"
            yield context.error(
                "KB206",
                source,
                message,
                at="translation_of" if source.translation_of else "edition_of",
                hint=hint,
            )


def misfit_translation(context: RuleContext) -> Iterator[Finding]:
    """A translation has the language of its original, or is older than it.

    Original and translation may be interchanged, or it is another edition.

    Fix: interchange the two, correct the language or the date, or use ``edition_of``.
    """
    for source in context.dataset.sources:
        origin = context.dataset.sources.get(source.translation_of or "")
        if origin is None or origin is source:
            continue
        problem, hint = "", ""
        if source.language and source.language.casefold() == origin.language.casefold():
            problem = f"has the language of its original {origin.id!r}, {source.language!r}"
            hint = "correct one language, or use edition_of"
        elif source.published.bounds.end_latest < origin.published.bounds.start_earliest:
            problem = f"was published before its original {origin.id!r}"
            hint = "interchange the two, or correct a date"
        if problem:
            message = f"translation {source.id!r} {problem}"
            yield context.warning("KB207", source, message, at="translation_of", hint=hint)


def _outlines(dataset: Dataset) -> _Outlines:
    """Return the words of each paragraph, for each source with an outline."""
    return {
        source.id: tuple(paragraph.words for paragraph in source.paragraphs)
        for source in dataset.sources
        if source.paragraphs
    }


def _outside(citation: Citation, outlines: _Outlines) -> str:
    """Return why a passage is outside its source, or an empty text."""
    lengths = outlines.get(citation.source)
    if lengths is None or citation.paragraph is None:
        return ""
    if citation.paragraph > len(lengths):
        return f"it has {counted(len(lengths), 'paragraph')}"
    length = lengths[citation.paragraph - 1]
    if citation.last is not None and citation.last > length:
        return f"its paragraph {citation.paragraph} has {counted(length, 'word')}"
    return ""


def _quoted(dataset: Dataset, place: Citation) -> str:
    """Return the words of a passage as the end of a message, if bound."""
    try:
        return f": {shown(dataset.quote(place))}"
    except CitationError:
        return ""


def _uncited(dataset: Dataset) -> Iterator[Assertion]:
    for records in (dataset.relations, dataset.positions, dataset.events, dataset.links):
        yield from (record for record in records if not record.citations)
    for agreement in dataset.agreements:
        if not agreement.all_citations:
            yield agreement
            yield from (each for each in agreement.provisions if not each.citations)


_Cited = dict[str, dict[int | None, list[Citation]]]
"""The citations of each source, by paragraph."""


def _cited(dataset: Dataset) -> _Cited:
    cited: _Cited = {}
    for record in dataset.records():
        for each in record.all_citations:
            cited.setdefault(each.source, {}).setdefault(each.paragraph, []).append(each)
    return cited
