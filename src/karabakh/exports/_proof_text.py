"""A proof as plain text, for a terminal."""

from collections.abc import Iterator

from karabakh._shown import visible
from karabakh._wrapping import wrap_words
from karabakh.exports._proof import Claim, Passage, Proof, ProvedSource, build_proof
from karabakh.model import Citation, Dataset

__all__ = ["proof_to_text"]

_INDENT = "    "


def proof_to_text(dataset: Dataset, *, width: int = 80) -> str:
    """Return a proof as text: passages with records, then records with words.

    Args:
        dataset: The dataset, bound to the texts of its sources.
        width: The length of a line.

    >>> import karabakh
    >>> from karabakh.exports import proof_to_text
    >>> text = karabakh.Document.from_text("They met. Nothing was signed.")
    >>> source = karabakh.Source(id="wire", title="Wire", paragraphs=text.outline())
    >>> place = karabakh.Place(id="here", citations=(karabakh.Citation("wire", 1, 1, 1),))
    >>> dataset = karabakh.Dataset.from_records(source, place).bind(text)
    >>> print(proof_to_text(dataset))
    Wire (wire): 1 of 5 words cited
    <BLANKLINE>
    Paragraph 1
      1-1: “They”
        here: place
      Not cited:
        2-5: “met. Nothing was signed.”
    <BLANKLINE>
    Records
      here (places)
        here: place
        wire#p1:1-1: “They”
    """
    proof = build_proof(dataset)
    lines = [line for source in proof.sources for line in _source(source)]
    if proof.records:
        lines += ["Records", *_records(proof)]
    wrapped = (each for line in lines for each in _wrapped(visible(line), width))
    return "\n".join(wrapped).strip("\n")


def _source(proved: ProvedSource) -> Iterator[str]:
    source, covered = proved.source, proved.coverage
    name = f"{source.title or source.id} ({source.id})"
    if covered is None:
        yield f"{name}: no text"
        yield ""
        return
    yield f"{name}: {covered.cited} of {covered.words} words cited"
    yield ""
    passages = dict(proved.by_paragraph)
    if None in passages:
        yield "The whole text"
        yield from _claims(passages[None])
        yield ""
    for number, paragraph in enumerate(covered.paragraphs, start=1):
        yield f"Paragraph {number}"
        yield from _claims(passages.get(number, ()))
        if paragraph.uncited:
            yield "  Not cited:"
        for run, quote in zip(paragraph.uncited, paragraph.quotes, strict=True):
            yield f"{_INDENT}{run.first}-{run.last}: {_quoted(quote, 'not in this copy')}"
        yield ""
    outside = [
        each for each in proved.passages if _is_outside(each.citation, len(covered.paragraphs))
    ]
    if outside:
        yield "Outside the text"
        yield from _claims(tuple(outside))
        yield ""


def _is_outside(citation: Citation, paragraphs: int) -> bool:
    return (citation.paragraph or 0) > paragraphs


def _claims(passages: tuple[Passage, ...]) -> Iterator[str]:
    for passage in passages:
        place = str(passage.citation).partition("#")[2]
        _, _, words = place.partition(":")
        if passage.citation.paragraph is not None:
            yield f"  {words or place}: {_quoted(passage.quote, passage.reason)}"
        for claim in passage.claims:
            yield _INDENT + _claim(claim)


def _records(proof: Proof) -> Iterator[str]:
    for proved in proof.records:
        yield f"  {proved.claim.record.id} ({proved.kind})"
        yield _INDENT + _claim(proved.claim, with_id=False)
        for part, passage in proved.passages:
            words = _quoted(passage.quote, passage.reason)
            yield f"{_INDENT}{f'{part}, ' if part else ''}{passage.citation}: {words}"
        if not proved.passages:
            yield f"{_INDENT}cites nothing"
        yield ""


def _claim(claim: Claim, *, with_id: bool = True) -> str:
    is_named = claim.text.startswith(f"{claim.record.id}:")
    name = f"{claim.record.id}: " if with_id and not is_named else ""
    marks = f" [{'; '.join(claim.marks)}]" if claim.marks else ""
    note = f" (Note: {claim.note})" if claim.note else ""
    return f"{name}{claim.text}{marks}{note}"


def _quoted(quote: str, reason: str) -> str:
    return f"“{quote}”" if quote else reason


def _wrapped(line: str, width: int) -> list[str]:
    indent = line[: len(line) - len(line.lstrip())]
    return wrap_words(line, width, others=f"{indent}  ") or [""]
