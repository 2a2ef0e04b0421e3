"""A proof as a page: records beside their words, in one file without a script."""

import base64
import hashlib
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import groupby

from karabakh._markup import Content, Markup, element, joined
from karabakh.exports._proof import (
    WHOLE,
    Claim,
    Passage,
    Proof,
    ProvedRecord,
    ProvedSource,
    build_proof,
)
from karabakh.model import Citation, Dataset

__all__ = ["proof_to_html"]

_is_language = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*").fullmatch


def proof_to_html(dataset: Dataset) -> str:
    """Return a proof as a page, to read each record against its words.

    Each paragraph stands with the passages that are cited and what rests on them; words that
    no record cites are underlined. Then each record stands beside its words. The page needs no
    network and has no script; its content security policy allows neither. It is HTML and
    well-formed XML, and the same for the same dataset.

    Args:
        dataset: The dataset, bound to the texts of its sources.

    >>> import karabakh
    >>> from karabakh.exports import proof_to_html
    >>> text = karabakh.Document.from_text("They met. Nothing was signed.")
    >>> source = karabakh.Source(id="wire", title="Wire", paragraphs=text.outline())
    >>> page = proof_to_html(karabakh.Dataset.from_records(source).bind(text))
    >>> "They met." in page, "<script" in page
    (True, False)
    """
    proof = build_proof(dataset)
    title = proof.dataset.title or "Untitled dataset"
    style = Markup(_style())
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", f"Proof: {title}"),
        element("style", style),
    )
    body = element(
        "body",
        _header(proof, title),
        element("main", [_source(proof, each) for each in proof.sources], _records(proof)),
    )
    html = element("html", head, body, lang="en", xmlns="http://www.w3.org/1999/xhtml")
    return f"<!DOCTYPE html>\n{html}\n"


@cache
def _style() -> str:
    return files("karabakh.exports").joinpath("proof.css").read_text("utf-8")


def _header(proof: Proof, title: str) -> Markup:
    links = [
        element("li", element("a", each.source.title or each.source.id, href=f"#s-{number}"))
        for number, each in enumerate(proof.sources)
    ]
    links += [element("li", element("a", "Records", href="#records"))]
    return element(
        "header",
        element("p", "Proof", class_="kicker"),
        element("h1", element("bdi", title)),
        element(
            "p",
            "First each passage with the records that rest on it, then each record with its"
            " passages. Words that no record cites are ",
            element("span", "underlined", class_="uncited"),
            ". What departs from a certain and stated record is in brackets.",
            class_="lead",
        ),
        element("nav", element("ul", links), aria_label="Contents"),
    )


def _source(proof: Proof, proved: ProvedSource) -> Markup:
    source, covered = proved.source, proved.coverage
    number = proof.sources.index(proved)
    heading = element("h2", element("bdi", source.title or source.id), id=f"s-{number}")
    passages = dict(proved.by_paragraph)
    parts: list[Content] = []
    if None in passages:
        parts += [element("h3", "All of it"), _rows(passages[None])]
    if covered is None:
        lead = "No text of this source is at hand."
    else:
        lead = f"{covered.cited} of {covered.words} words are cited."
        for paragraph, _ in enumerate(covered.paragraphs, start=1):
            place = Citation(source.id, paragraph)
            parts.append(element("h3", f"Paragraph {paragraph}"))
            parts.append(_copy(proof, place, source.language))
            if paragraph in passages:
                parts.append(_rows(passages[paragraph]))
    rest = [
        each
        for each in proved.passages
        if (each.citation.paragraph or 0) > (len(covered.paragraphs) if covered else 0)
    ]
    if rest:
        parts.append(element("h3", "Passages without words"))
        parts.append(_rows(tuple(rest)))
    return element(
        "section",
        heading,
        element("p", element("span", source.id, class_="id"), f". {lead}", class_="lead"),
        parts,
        aria_labelledby=f"s-{number}",
    )


def _copy(proof: Proof, paragraph: Citation, language: str) -> Markup:
    pieces: list[Content] = []
    for quote, is_cited in proof.runs(paragraph):
        if not quote:
            pieces.append(element("span", "[words that this copy lacks]", class_="lacking"))
        elif is_cited:
            pieces.append(quote)
        else:
            pieces.append(element("span", quote, class_="uncited"))
        pieces.append(" ")
    known = language if _is_language(language) else None
    return element("p", pieces, class_="copy", dir="auto", lang=known)


def _rows(passages: tuple[Passage, ...]) -> Markup:
    return element(
        "ol",
        [
            element(
                "li",
                element("p", _place(passage.citation), _words(passage)),
                element("ul", [element("li", _claim(each)) for each in passage.claims]),
                id=_anchor(passage.citation),
            )
            for passage in passages
        ],
        class_="rows",
    )


def _records(proof: Proof) -> Content:
    if not proof.records:
        return None
    by_kind = [
        (
            element("h3", kind.capitalize()),
            element("ol", list(map(_record, records)), class_="rows"),
        )
        for kind, records in groupby(proof.records, key=lambda each: each.kind)
    ]
    return element(
        "section", element("h2", "Records", id="records"), by_kind, aria_labelledby="records"
    )


def _record(proved: ProvedRecord) -> Markup:
    claim = proved.claim
    return element(
        "li",
        element(
            "p",
            element("span", claim.record.id, class_="id"),
            " ",
            element("bdi", claim.text),
            _marks(claim),
        ),
        element("ul", list(_passages(proved))),
        id=f"r-{claim.record.id}",
    )


def _passages(proved: ProvedRecord) -> Iterator[Markup]:
    for part, passage in proved.passages:
        link = element(
            "a", str(passage.citation), href=f"#{_anchor(passage.citation)}", class_="at"
        )
        yield element("li", f"{part}: " if part else None, link, _words(passage))
    if not proved.passages:
        yield element("li", element("span", "cites nothing", class_="lacking"))


def _claim(claim: Claim) -> Markup:
    record = claim.record
    link = element("a", record.id, href=f"#r-{record.id}", class_="id")
    return joined(link, " ", element("bdi", claim.text), _marks(claim))


def _marks(claim: Claim) -> Content:
    marks = f"[{'; '.join(claim.marks)}]"
    return [
        element("span", marks, class_="marks") if claim.marks else None,
        element("span", f"Note: {claim.note}", class_="note") if claim.note else None,
    ]


def _place(citation: Citation) -> Content:
    if citation.paragraph is None:
        return None
    words = str(citation).partition(":")[2].replace("-", "–")
    return element("span", words or "all of it", class_="at")


def _words(passage: Passage) -> Markup:
    if not passage.quote:
        is_whole = passage.reason == WHOLE
        return element("span", passage.reason, class_=None if is_whole else "lacking")
    return element("q", passage.quote, dir="auto")


def _anchor(citation: Citation) -> str:
    return f"c-{citation}".replace("#", "-").replace(":", "-")
