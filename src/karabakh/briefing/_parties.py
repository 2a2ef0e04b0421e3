"""The actors of a briefing: what they are, and what they are to others."""

from collections import Counter

import attrs

from karabakh.briefing._content import Party, Span, Standing
from karabakh.briefing._context import Context, counted
from karabakh.briefing._notes import capitalised, standing_of
from karabakh.model import Actor, ActorKind, Basis, Relation, RelationKind
from karabakh.wording import describe_record, join_words

__all__ = ["introduce"]

_MOST_SHOWN = 12
_MOST_FOLDED = 60
_MOST_TIES = 3
_FEW = 3

_PLURALS = {
    ActorKind.STATE: "states",
    ActorKind.DE_FACTO_AUTHORITY: "de facto authorities",
    ActorKind.ARMED_GROUP: "armed groups",
    ActorKind.PERSON: "people",
    ActorKind.POPULATION: "populations",
    ActorKind.ORGANISATION: "organisations",
}


def introduce(context: Context) -> tuple[str, tuple[Party, ...], tuple[Party, ...], str]:
    """Return the actors: in numbers, the most important, further ones, the rest."""
    actors = [each for each in context.dataset.actors if not _is_named_elsewhere(context, each)]
    ranked = sorted(actors, key=lambda each: (context.is_author(each.id), -context.weight[each.id]))
    shown, folded = ranked[:_MOST_SHOWN], ranked[_MOST_SHOWN : _MOST_SHOWN + _MOST_FOLDED]
    if 0 < len(folded) <= _FEW:
        shown, folded = ranked[: len(shown) + len(folded)], []
    shown.sort(key=lambda each: context.is_author(each.id))
    more = len(ranked) - len(shown) - len(folded)
    left_out = f"{capitalised(counted(more, 'further actor'))} left out here." if more > 0 else ""
    parties = [tuple(_party(context, each) for each in group) for group in (shown, folded)]
    return _in_numbers(context), parties[0], parties[1], left_out


def _in_numbers(context: Context) -> str:
    actors = context.dataset.actors
    if not len(actors):
        return ""
    kinds = Counter(each.kind for each in actors)
    named = [
        counted(kinds[kind], kind.value.replace("-", " "), plural)
        for kind, plural in _PLURALS.items()
        if kinds[kind]
    ]
    among = f", among them {join_words(named[:_FEW])}" if len(named) > 1 else ""
    return f"{capitalised(counted(len(actors), 'actor'))}{among}. The order implies nothing."


def _is_named_elsewhere(context: Context, actor: Actor) -> bool:
    """Return whether an actor is introduced with the body whose office it holds."""
    offices = context.offices.get(actor.id, ())
    return actor.kind is ActorKind.PERSON and any(
        each.object in context.dataset.actors.ids and _is_sole(context, actor) for each in offices
    )


def _is_sole(context: Context, actor: Actor) -> bool:
    """Return whether offices are all that ties an actor to others."""
    return not context.dataset.relations.where(
        subject=actor.id,
        kind=[each for each in RelationKind if each is not RelationKind.HOLDS_OFFICE],
    )


def _party(context: Context, actor: Actor) -> Party:
    kind = capitalised(actor.kind.value.replace("-", " "))
    if actor.kind is ActorKind.OTHER:
        kind = "Other actor"
    labels, notes = context.labels, context.notes
    name = labels.name(actor.id)
    name = attrs.evolve(name, text=capitalised(name.text))
    spans: list[Span] = []
    officers = context.dataset.relations.where(object=actor.id, kind=RelationKind.HOLDS_OFFICE)
    own = context.dataset.relations.where(subject=actor.id)
    if context.is_author(actor.id):
        kind = "Author: what a text judges in its own voice is its author’s"
    elif actor.members:
        kind = f"Made up of {labels.joined(actor.members)}"
    if kind.lower() == labels.name(actor.id).text.lower():
        kind = "No member is named"
    if not (officers or own):
        return Party(
            name=name,
            spans=(notes.span(f"{kind}.", actor),) if actor.citations else (Span(f"{kind}."),),
            standing=_departing(actor),
        )
    spans.append(Span(f"{kind}."))
    for each in officers[:_MOST_TIES]:
        who, title = labels.name(each.subject).text, capitalised(each.title) or "In office"
        spans.append(notes.span(f" {title}: {who}{_hedge(each)}.", each))
    for each in own[:_MOST_TIES]:
        text = _without_subject(describe_record(each, labels), labels(actor.id))
        spans.append(notes.span(f" {capitalised(text)}{_basis(each)}.", each))
    return Party(name=name, spans=tuple(spans), standing=_departing(actor))


def _basis(relation: Relation) -> str:
    """Return who concluded it; how sure it is, its sentence says."""
    return " (inferred by the coder)" if relation.basis is Basis.INFERRED else ""


def _hedge(relation: Relation) -> str:
    standing = standing_of(relation)
    return "" if standing.is_default else f" ({standing.words.lower()})"


def _departing(actor: Actor) -> Standing | None:
    standing = standing_of(actor)
    return None if standing.is_default else standing


def _without_subject(text: str, subject: str) -> str:
    return text.removeprefix(f"{subject} ").removeprefix("is ").removeprefix("are ")
