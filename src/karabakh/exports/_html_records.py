"""The parts of a briefing page that list records: parties, positions, sources."""

import re
from collections import defaultdict
from urllib.parse import urlsplit

from karabakh._markup import Content, Markup, element
from karabakh.exports._html_page import COLUMN, Page, Section, listed, names, parted, sign
from karabakh.figures import stance_matrix
from karabakh.model import Actor, ActorKind, Position, Relation, Source
from karabakh.wording import date_in_words

__all__ = ["parties_section", "positions_section", "sources_section"]


def parties_section(page: Page) -> Section:
    """Tell who acts and speaks, and their ties."""
    dataset = page.dataset
    ties: dict[str, list[Relation]] = defaultdict(list)
    for relation in {each.id: each for each in dataset.relations}.values():
        ties[relation.subject].append(relation)
    actors = list({each.id: each for each in dataset.actors}.values())
    known = set(dataset.actors.ids)
    others = [tie for subject, own in ties.items() if subject not in known for tie in own]
    return Section(
        name="parties",
        title="Who is in it",
        lead="Names stand side by side; that one is first says nothing.",
        count=len(actors),
        body=[
            listed(_actor(page, actor, ties[actor.id]) for actor in actors),
            listed(_relation(page, each) for each in others) if others else None,
        ],
    )


def _actor(page: Page, actor: Actor, ties: list[Relation]) -> Markup:
    facts: list[Content] = [
        element("dt", "Kind"),
        element("dd", actor.kind.value.replace("-", " ")),
    ]
    for name in actor.names[1:]:
        used = [" (used by ", names(page, name.used_by), ")"] if name.used_by else None
        also = element("bdi", name.text, lang=_language(name.language))
        facts += [element("dt", "Also"), element("dd", also, used)]
    if actor.members:
        facts += [element("dt", "Members"), element("dd", names(page, actor.members))]
    if actor.identifiers:
        codes = ", ".join(map(str, actor.identifiers))
        facts += [element("dt", "Known elsewhere as"), element("dd", element("bdi", codes))]
    return page.claim(
        actor,
        element("b", element("bdi", actor.label)),
        more=element("dl", facts),
        below=listed(_relation(page, each) for each in ties) if ties else None,
    )


def _language(tag: str) -> str | None:
    """Give the language of a text for its element, unless the tag can be none."""
    return tag if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", tag) else None


def _relation(page: Page, relation: Relation) -> Markup:
    what = f"{relation.title} of" if relation.title else relation.kind.value.replace("-", " ")
    time = page.time(relation.when, relation.doc_time_rel, relation.source)
    return page.claim(
        relation,
        [
            element("bdi", page.name(relation.subject)),
            ": ",
            element("bdi", what),
            " ",
            element("bdi", page.name(relation.object)),
        ],
        more=element("p", time, class_="facts") if time else None,
    )


def positions_section(page: Page) -> Section:
    """Draw the stances, and list the positions of each holder."""
    held: dict[str, list[Position]] = defaultdict(list)
    positions = {each.id: each for each in page.dataset.positions}
    for position in positions.values():
        held[position.holder].append(position)
    authors = set(page.dataset.actors.where(kind=ActorKind.AUTHOR).ids)
    parts: list[Content] = [page.figure(stance_matrix(page.dataset, width=COLUMN))] if held else []
    for holder in sorted(held, key=lambda each: each in authors):
        parts += [
            element("h3", element("bdi", page.name(holder))),
            listed(_position(page, each) for each in held[holder]),
        ]
    return Section(
        name="positions",
        title="Who holds what",
        lead="What each is for, against or undecided about, as the sources tell it.",
        count=len(positions),
        body=parts,
    )


def _position(page: Page, position: Position) -> Markup:
    proposition = page.dataset.propositions.get(position.proposition)
    text = proposition.text if proposition else position.proposition
    facts: list[Content] = [position.form.value] if position.form else []
    facts.append(page.time(position.when, position.doc_time_rel, position.source))
    if position.addressee:
        facts.append(["to ", element("bdi", page.name(position.addressee))])
    facts += [["according to ", element("bdi", page.name(each))] for each in position.according_to]
    return page.claim(
        position,
        [sign(position.stance), " ", element("bdi", text)],
        more=element("p", parted(facts), class_="facts"),
    )


def sources_section(page: Page) -> Section:
    """Tell what the records were coded from."""
    sources = list({each.id: each for each in page.dataset.sources}.values())
    return Section(
        name="sources",
        title="What it is drawn from",
        lead="The documents cited. Their texts are somebody’s and are not part of the dataset.",
        count=len(sources),
        body=element("ul", [_source(page, each) for each in sources], class_="claims"),
    )


def _source(page: Page, source: Source) -> Markup:
    facts: list[Content] = [
        element("dt", "Published"),
        element("dd", date_in_words(source.published) if source.published.is_known else "not told"),
    ]
    if source.author:
        facts += [element("dt", "Author"), element("dd", element("bdi", page.name(source.author)))]
    for label, text in (("Publisher", source.publisher), ("Language", source.language)):
        if text:
            facts += [element("dt", label), element("dd", element("bdi", text))]
    if source.url:
        facts += [element("dt", "At"), element("dd", _link(source.url))]
    if source.sha256:
        facts += [element("dt", "SHA-256"), element("dd", element("code", source.sha256))]
    note = element("p", element("bdi", source.note), class_="note") if source.note else None
    said = element("div", element("b", element("bdi", source.title or source.id)), class_="said")
    return element("li", said, element("dl", facts), note, _drift(page, source), class_="claim")


def _link(url: str) -> Markup:
    """Link to a page of the web, and to nothing else."""
    try:
        is_page = urlsplit(url).scheme in {"http", "https"}
    except ValueError:
        is_page = False
    shown = element("bdi", url)
    return element("a", shown, href=url, rel="noopener noreferrer") if is_page else shown


def _drift(page: Page, source: Source) -> Markup | None:
    """Say how many places the copy beside no longer has."""
    if page.bound is None or source.id not in page.bound.documents:
        return None
    drift = [each for each in page.bound.drift if each.citation.source == source.id]
    unsearched = sum(each.is_unsearched for each in drift)
    if unsearched:
        text = "The search was given up before all places that the records cite were found"
        return element("p", f"{text}: {unsearched} may yet be in the copy on this page.")
    drifted = len(drift)
    if not drifted:
        return element("p", "The copy on this page has all places that the records cite.")
    missing = (
        "1 place that the records cite is"
        if drifted == 1
        else f"{drifted} places that the records cite are"
    )
    return element("p", f"{missing} not in the copy on this page.")
