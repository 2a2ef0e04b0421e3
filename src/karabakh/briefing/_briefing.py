"""The briefing as a whole."""

from karabakh.briefing._agreements import settle
from karabakh.briefing._conditions import ask_of, require
from karabakh.briefing._content import Briefing, Group, SourceEntry, Standing, Voice
from karabakh.briefing._context import Context, counted, number_in_words
from karabakh.briefing._findings import find
from karabakh.briefing._lead import lead
from karabakh.briefing._matrix import arrange
from karabakh.briefing._notes import capitalised
from karabakh.briefing._parties import introduce
from karabakh.briefing._questions import ask
from karabakh.briefing._records import list_records
from karabakh.briefing._timeline import lay_out
from karabakh.model import BoundDataset, Dataset, Source
from karabakh.reasoning import reading_key, require_dataset
from karabakh.wording import date_in_words, describe_position, join_words

__all__ = ["build_briefing"]

_MOST_JUDGEMENTS = 40
_MOST_CODERS = 5

_KEY = (
    (Standing(3, "Stated", is_default=True), "without reservation"),
    (Standing(2, "Likely", is_default=False), "some doubt (in the data: probable)"),
    (Standing(1, "Possible", is_default=False), "much doubt"),
    (Standing(0, "Not stated", is_default=False), "silent (in the data: unknown)"),
    (Standing(3, "Inferred", is_default=False, manner="inferred"), "by the coder, from {name}"),
    (Standing(3, "Derived", is_default=False, manner="derived"), "follows by rule; not said"),
)

_CODED = (
    "A coder broke {name} into records: who, what happened, what was agreed, who takes which"
    " stance. Each record names the words it rests on. Facts that {name} {does} not give were not"
    " added."
    "{coding}"
)
_DERIVED = (
    "Rules add what follows from stated positions: the holder of an office speaks for it; what a"
    " proposition implies or excludes carries over. What is derived is marked, and its note shows"
    " the steps."
)
_LIMITS = (
    "This briefing reports what {name} {say}, not what is so. Other sources may differ. It takes"
    " no view on who owns what. Names are those of the records."
)
_METHOD = (
    ("How it was coded", _CODED),
    ("What is derived", _DERIVED),
    ("Limits", _LIMITS),
)


def build_briefing(dataset: Dataset) -> Briefing:
    """Return what a dataset says, as the content of a page.

    The answer comes first: a lead in a few sentences, then findings, parties, stances, what
    happened, what was agreed, what it would take, what is open, and notes. Each statement says
    according to whom, and has the number of a note with the words it rests on. Of a large
    dataset each part has the most important, and says what is left out.

    `karabakh.exports` writes it as a page, as Markdown and as plain text.

    Args:
        dataset: The records; one that is bound to texts, see `Dataset.bind`, has the exact
            words in its notes.

    Raises:
        TypeError: If it is not a Dataset.

    >>> import karabakh
    >>> from karabakh.briefing import build_briefing
    >>> briefing = build_briefing(karabakh.load())
    >>> print(briefing.findings_lead)
    One shift, two disputes, two agreements (perhaps one) and one point left undecided.
    >>> briefing.findings[0].spans[0].notes
    (4,)
    """
    require_dataset(dataset)
    context = Context(dataset)
    paragraphs = lead(context)
    findings_lead, findings, more_findings = find(context)
    parties_lead, parties, more_parties, parties_left_out = introduce(context)
    matrix = arrange(context)
    timeline_lead, throughout, steps, timeline_left_out = lay_out(context)
    deals_lead, deals, deals_left_out = settle(context)
    goals = require(context)
    requests = ask_of(context)
    questions = ask(context)
    judgements = _judgements(context)
    is_one = len(dataset.sources) == 1
    words = _words(context)
    return Briefing(
        title=dataset.title or "Untitled dataset",
        kicker=f"Briefing on {counted(len(dataset.sources), 'text')}",
        summary=_summary(context),
        lead_heading="What this text says" if is_one else "What these texts say",
        lead=paragraphs,
        default=(
            f"Unless marked otherwise, a statement is made outright in {context.the_text}, in"
            f" the {'author’s' if is_one else 'authors’'} voice, and is true of the time of"
            " writing. That it is said does not make it true."
        ),
        key=tuple((standing, meaning.format_map(words)) for standing, meaning in _KEY),
        findings_lead=findings_lead,
        findings=findings,
        more_findings=more_findings,
        parties_lead=parties_lead,
        parties=parties,
        more_parties=more_parties,
        parties_left_out=parties_left_out,
        matrix=matrix,
        timeline_lead=timeline_lead,
        throughout=throughout,
        steps=steps,
        timeline_left_out=timeline_left_out,
        deals_lead=deals_lead,
        deals=deals,
        deals_left_out=deals_left_out,
        conditions=goals,
        demands=requests,
        questions=questions,
        judgements=judgements,
        records=list_records(context),
        sources=tuple(_entry(context, each) for each in dataset.sources),
        method=tuple((heading, text.format_map(words)) for heading, text in _METHOD),
        notes=context.notes.all(),
    )


def _words(context: Context) -> dict[str, str]:
    is_one = context.has_one_text
    return {
        "text": f"{context.the_text} {'is' if is_one else 'are'}",
        "name": context.the_text,
        "does": "does" if is_one else "do",
        "say": "says" if is_one else "say",
        "coding": _coding(context.dataset),
    }


def _coding(dataset: Dataset) -> str:
    coders = list(dict.fromkeys(name for coding in dataset.coding for name in coding.coders))
    books = {" ".join(filter(None, [each.codebook, each.version])) for each in dataset.coding} - {
        ""
    }
    text = f" Coded by {join_words(coders[:_MOST_CODERS])}" if coders else ""
    if text and books:
        text += f" after the {join_words(sorted(books))}"
    return f"{text}." if text else ""


def _summary(context: Context) -> str:
    """Return the texts in a sentence: how many, how long, from when."""
    sources = context.dataset.sources
    if not len(sources):
        return "No source is named. The number behind a statement leads to its note."
    paragraphs = sum(len(each.paragraphs) for each in sources)
    words = sum(each.words for source in sources for each in source.paragraphs)
    dates = [each.published for each in sources if each.published.is_known]
    parts = [counted(len(sources), "text")]
    if words:
        parts.append(f"{counted(paragraphs, 'paragraph')} and {words:,} words")
    if not dates:
        parts.append("undated" if len(sources) == 1 else "none of them dated")
    elif len(sources) == 1:
        parts.append(f"published {date_in_words(dates[0])}")
    else:
        first, last = (pick(dates, key=lambda it: it.bounds.start_earliest) for pick in (min, max))
        parts.append(f"from {date_in_words(first)} to {date_in_words(last)}")
    text = capitalised(", ".join(parts))
    target = f"a note: who says so, how sure it is, on which words of {context.the_text} it rests"
    if isinstance(context.dataset, BoundDataset) and context.dataset.documents:
        target = "the words it rests on"
    return f"{text}. The number behind a statement leads to {target}."


def _judgements(context: Context) -> Group | None:
    """Return what authors judge in their own voice, as far as it has no note yet."""
    found = [
        each
        for each in sorted(context.dataset.positions, key=reading_key)
        if context.is_author(each.holder) and not context.notes.has(each)
    ]
    if not found:
        return None
    lines = tuple(
        context.notes.line(describe_position(each, context.labels), each)
        for each in found[:_MOST_JUDGEMENTS]
    )
    more = len(found) - len(lines)
    whose = "author’s" if context.has_one_text else "authors’"
    return Group(
        heading=f"{capitalised(counted(len(found), 'further judgement'))} in the {whose} own voice",
        lines=lines,
        is_folded=True,
        left_out=f"{capitalised(number_in_words(more))} left out here." if more else "",
    )


def _entry(context: Context, source: Source) -> SourceEntry:
    details: list[str] = []
    if source.publisher:
        details.append(source.publisher)
    if source.author:
        author = context.labels(source.author)
        details.append(f"by {author}")
    known = source.published.is_known
    details.append(f"published {date_in_words(source.published)}" if known else "undated")
    for kind, other in (
        ("translation of", source.translation_of),
        ("edition of", source.edition_of),
    ):
        if other:
            details.append(f"{kind} {context.labels(other)}")
    if source.codes or source.identifiers:
        details.append(join_words(map(str, (*source.identifiers, *source.codes))))
    if source.language:
        details.append(f"language: {source.language}")
    if source.paragraphs:
        words = sum(each.words for each in source.paragraphs)
        details.append(f"{counted(len(source.paragraphs), 'paragraph')}, {words:,} words")
    return SourceEntry(
        title=source.title or source.id,
        details=tuple(details),
        language=source.language,
        sha256=source.sha256 or "",
        text=tuple(_text(context.dataset, source)),
    )


def _text(dataset: Dataset, source: Source) -> list[Voice]:
    if not isinstance(dataset, BoundDataset) or source.id not in dataset.documents:
        return []
    document = dataset.documents[source.id]
    return [
        Voice(number=number, text=" ".join(word.text for word in paragraph))
        for number, paragraph in enumerate(document.paragraphs, start=1)
    ]
