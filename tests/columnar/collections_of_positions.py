"""Random positions with dates of every precision, and datasets joined as one."""

import json
from datetime import date, timedelta

import attrs

import karabakh
from karabakh import (
    Actor,
    ActorKind,
    Certainty,
    Citation,
    Dataset,
    DocTimeRel,
    Position,
    Proposition,
    PropositionKind,
    Source,
    Stance,
    When,
)
from karabakh.model.references import references_of

KINDS = (None, PropositionKind.POLICY, PropositionKind.FACT)


def random_positions(chance, size):
    """Return a dataset about few actors and propositions, with dates alone."""
    actors = [f"actor-{number}" for number in range(chance.randint(2, 5))]
    propositions = [f"proposition-{number}" for number in range(chance.randint(1, 3))]
    positions = (
        Position(
            id=f"position-{number}",
            holder=chance.choice(actors),
            proposition=chance.choice(propositions),
            stance=chance.choices(list(Stance), (5, 4, 1))[0],
            when=random_time(chance),
            certainty=chance.choices(list(Certainty), (6, 2, 1, 1))[0],
        )
        for number in range(size)
    )
    return Dataset.from_records(
        *(Actor(id=each, kind=ActorKind.STATE) for each in actors),
        *(
            Proposition(id=each, text="It is so.", kind=chance.choice(KINDS))
            for each in propositions
        ),
        *positions,
    )


def random_reports(chance, size):
    """Return such a dataset of few sources, many positions of which are seen from one.

    In half of them all is known: each source has a day, and what is seen from it has no other.
    """
    is_known = chance.random() < 0.5
    sources = [f"wire-{number}" for number in range(4)]
    dataset = random_positions(chance, size)
    positions = []
    for position in dataset.positions:
        doc_time_rel = chance.choice((None, *DocTimeRel))
        cited = chance.sample(sources, 1 if is_known else chance.choice((1, 1, 2)))
        has_date = doc_time_rel is None or (not is_known and chance.random() < 0.5)
        seen = attrs.evolve(
            position,
            when=position.when if has_date else When.unknown(),
            doc_time_rel=doc_time_rel,
            citations=tuple(Citation(each, 1) for each in cited),
        )
        positions.append(seen)
    days = [random_day(chance, days) for days in (2, 2, 1400, 1400)]
    days[-1] = days[-1] if is_known else chance.choice(("2001-05", "2001-05~"))
    return attrs.evolve(
        dataset,
        positions=tuple(positions),
        sources=tuple(
            Source(id=name, title=name, published=When(day))
            for name, day in zip(sources, days, strict=True)
        ),
    )


def random_time(chance):
    """Return a day, a month, a year, an interval, perhaps open, or no time."""
    first, last = sorted(random_day(chance) for _ in "ab")
    forms = (
        random_day(chance, days=4),  # so that some fall on one day
        first,
        first[:7],
        first[:4],
        f"{first}/{last}",
        f"{first[:4]}/{int(last[:4]) + 1}",
        f"{first}/..",
        f"{first}/",
        f"../{last}",
        "",
    )
    form = chance.choices(forms, (2, 5, 2, 2, 4, 2, 1, 1, 1, 1))[0]
    return When(form) if form else When.unknown()


def random_day(chance, days=1400):
    return (date(2000, 1, 1) + timedelta(chance.randrange(days))).isoformat()


def joined(datasets):
    """Return one dataset with the records of several, under identifiers of its own."""
    content = {}
    for number, dataset in enumerate(datasets):
        ids = {record.id for _, records in dataset.collections() for record in records}
        ids |= {
            reference.id
            for _, records in dataset.collections()
            for record in records
            for reference in references_of(record)
        }
        ids |= {each.id for agreement in dataset.agreements for each in agreement.provisions}
        for name, records in karabakh.to_plain(dataset).items():
            if isinstance(records, list) and name != "coding":
                content.setdefault(name, []).extend(_renamed(records, f"d{number}-", ids))
    return karabakh.parse(json.dumps({"schema": 2, **content}), format="json")


def _renamed(value, prefix, ids):
    if isinstance(value, dict):
        return {key: _renamed(each, prefix, ids) for key, each in value.items()}
    if isinstance(value, list):
        return [_renamed(each, prefix, ids) for each in value]
    if isinstance(value, str) and value.partition("#")[0] in ids:
        return prefix + value
    return value
