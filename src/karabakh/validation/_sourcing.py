"""Rules on what records rest on: ``KB201`` to ``KB299``."""

import bisect
import math
from collections.abc import Iterator, Mapping
from itertools import accumulate

from karabakh.findings import Finding
from karabakh.model import (
    Agreement,
    Assertion,
    BoundDataset,
    Citation,
    Dataset,
    Record,
    Source,
    sentence_places,
)
from karabakh.validation._context import RuleContext

_Outlines = Mapping[str, tuple[int, ...]]


def citation_outside_source(context: RuleContext) -> Iterator[Finding]:
    """A record cites a paragraph or words that its source does not have.

    The words that the record rests on can't be shown to anybody.

    Fix: count again. Paragraphs are counted from 1, and so are the words in each; words are
    what stands between white space.
    """
    outlines = _outlines(context.dataset)
    for record in context.dataset.records():
        for at, citation in _cited_places(record):
            reason = _outside(citation, outlines)
            if reason:
                yield context.error(
                    "KB201",
                    record,
                    f"{str(citation)!r} is outside its source: {reason}",
                    at=at,
                    hint="count paragraphs and words again, both from 1",
                )


def uncited_record(context: RuleContext) -> Iterator[Finding]:
    """A record says that something is so, and cites no words for it.

    An answer is worth as much as the words it rests on; from this record none can be shown.
    Actors, places and propositions say nothing of themselves and need no citation, nor does a
    provision of an agreement that has one.

    Fix: cite the words, as ``article#p2:21-36``; or, if no source says so, delete the record.
    """
    for record in _uncited(context.dataset):
        yield context.warning(
            "KB202",
            record,
            f"{record.id!r} cites nothing",
            at="citations",
            hint="cite the words it rests on, such as 'article#p2:21-36'",
        )


def unused_source(context: RuleContext) -> Iterator[Finding]:
    """No record cites the source.

    It may have been forgotten while coding, or left over.

    Fix: code it, or take it out.
    """
    cited = {
        citation.source for record in context.dataset.records() for citation in record.all_citations
    }
    for source in context.dataset.sources:
        if source.id not in cited:
            yield context.warning(
                "KB203",
                source,
                f"no record cites the source {source.id!r}",
                hint="code it, or take it out",
            )


def uncovered_sentence(context: RuleContext) -> Iterator[Finding]:
    """No record cites a single word of a sentence, in a source that is cited elsewhere.

    What the sentence says may be missing from the dataset. A citation of the whole source cites
    no sentence in particular.

    Fix: code what it says. Where a source was coded in part on purpose, ignore this rule.
    """
    cited = _cited_words(context.dataset)
    for source in context.dataset.sources:
        if source.id not in cited:
            continue
        for place in _uncovered(source, cited[source.id]):
            yield context.warning(
                "KB204",
                source,
                f"no record cites a word of the sentence {str(place)!r}",
                hint="code what it says, or ignore this rule if that was left out on purpose",
            )


def quote_drift(context: RuleContext) -> Iterator[Finding]:
    """The bound copy of a source has other words where a record cites it.

    The record may rest on words that were changed since, or the copy is of another edition.
    Only a dataset that is bound to copies is checked, see `karabakh.Dataset.bind`.

    Fix: bind the text that was coded; or, if the new text counts, take its outline and cite
    anew.
    """
    if not isinstance(context.dataset, BoundDataset):
        return
    outlines = _outlines(context.dataset)
    for drift in context.dataset.drift:
        if not _outside(drift.citation, outlines):
            yield context.error(
                "KB205",
                drift.record,
                f"{str(drift.citation)!r} no longer fits: {drift.reason}",
                at="citations",
                hint="bind the text that was coded, or cite the new text anew",
            )


def _cited_places(record: Record) -> Iterator[tuple[str, Citation]]:
    """Go through what a record cites, each with where it says so."""
    for number, citation in enumerate(record.citations):
        yield f"citations/{number}", citation
    if isinstance(record, Agreement):
        for row, step in enumerate(record.statuses):
            for number, citation in enumerate(step.citations):
                yield f"statuses/{row}/citations/{number}", citation


def _outlines(dataset: Dataset) -> _Outlines:
    """Give the words of each paragraph, for each source with an outline."""
    return {
        source.id: tuple(paragraph.words for paragraph in source.paragraphs)
        for source in dataset.sources
        if source.paragraphs
    }


def _outside(citation: Citation, outlines: _Outlines) -> str:
    """Say why a place is outside its source; nothing if it is not, or if nobody can tell."""
    lengths = outlines.get(citation.source)
    if lengths is None or citation.paragraph is None:
        return ""
    if citation.paragraph > len(lengths):
        return f"it has {_count(len(lengths), 'paragraph')}"
    length = lengths[citation.paragraph - 1]
    if citation.last is not None and citation.last > length:
        return f"its paragraph {citation.paragraph} has {_count(length, 'word')}"
    return ""


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _uncited(dataset: Dataset) -> Iterator[Assertion]:
    for records in (dataset.relations, dataset.positions, dataset.events, dataset.links):
        yield from (record for record in records if not record.citations)
    for agreement in dataset.agreements:
        if not agreement.all_citations:
            yield agreement
            yield from (each for each in agreement.provisions if not each.citations)


_Runs = dict[int, list[tuple[int, float]]]
"""The first and the last words of what is cited, by paragraph."""


def _cited_words(dataset: Dataset) -> dict[str, _Runs]:
    """Give what is cited, by source."""
    cited: dict[str, _Runs] = {}
    for record in dataset.records():
        for citation in record.all_citations:
            runs = cited.setdefault(citation.source, {})
            if citation.paragraph is not None:
                words = citation.first or 1, citation.last or math.inf
                runs.setdefault(citation.paragraph, []).append(words)
    return cited


def _uncovered(source: Source, cited: _Runs) -> Iterator[Citation]:
    """Go through the sentences of which no word is cited."""
    in_order = {paragraph: sorted(runs) for paragraph, runs in cited.items()}
    begun = {paragraph: [first for first, _ in runs] for paragraph, runs in in_order.items()}
    reached = {
        paragraph: [*accumulate((last for _, last in runs), max)]
        for paragraph, runs in in_order.items()
    }
    for place in sentence_places(source):
        paragraph, first, last = place.paragraph or 0, place.first or 0, place.last or 0
        before_its_end = bisect.bisect_right(begun.get(paragraph, ()), last)
        if not before_its_end or reached[paragraph][before_its_end - 1] < first:
            yield place
