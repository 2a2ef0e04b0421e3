"""All questions that can be put to a dataset, in one table.

Each gives its answers as a list of conclusions, in their order.
"""

import itertools
import random

import attrs

from karabakh import Link, LinkKind
from karabakh.comparison import compare, compare_sources, restrict_to_source
from karabakh.reasoning import (
    Conclusion,
    agreement_status,
    alignment,
    conditions,
    contradictions,
    demands,
    disputes,
    infer,
    obligations,
    open_questions,
    shifts,
    stance,
    stances,
    timeline,
)


def orders(dataset):
    times = timeline(dataset)
    names = sorted({record.id for record in (*dataset.events, *dataset.agreements)})[:8]
    for a, b in itertools.product(names, repeat=2):
        yield times.before(a, b)
        yield times.overlaps(a, b)


def sources_compared(dataset):
    names = sorted(dataset.sources.ids)
    for here, there in itertools.pairwise([*names, *names[:1]]):
        yield from compare_sources(dataset, here, there).pairs


def stated_by_each_source(dataset):
    for name in sorted(dataset.sources.ids):
        yield from open_questions(restrict_to_source(dataset, name))


def clashes(dataset):
    found = contradictions(dataset)
    return [*found, *found.rival_accounts, *found.undetermined, *found.compatible]


def stance_by_stance(dataset):
    for holder in sorted(dataset.actors.ids):
        for proposition in sorted(dataset.propositions.ids):
            yield stance(dataset, holder, proposition)


def cells(dataset, **options):
    matrix = alignment(dataset, **options)
    return [matrix.between(each.a, each.b) for each in matrix.weights()]


def standings(dataset, **options):
    return [agreement_status(dataset, name, **options) for name in sorted(dataset.agreements.ids)]


def demanded_of_each(dataset):
    for name in sorted(dataset.actors.ids):
        yield from demands(dataset, of=name)


def goals(dataset):
    return [conditions(dataset, name) for name in sorted(dataset.propositions.ids)]


def one_voice(dataset):
    """A rule of a user's own: what one says is a reason for what one says next."""
    said = sorted(dataset.positions, key=lambda each: (each.holder, each.id))
    for one, other in itertools.pairwise(said):
        if one.holder == other.holder:
            yield Conclusion(
                rule="one-voice",
                premises=(one, other),
                record=Link(
                    id=f"{one.id}-then-{other.id}",
                    subject=one.id,
                    kind=LinkKind.REASON_FOR,
                    object=other.id,
                ),
            )


def concluded(dataset):
    found = infer(dataset, [one_voice]).concluded
    return [found[name] for name in sorted(found)]


THEN = "1885-01-01/.."
"""A time at which something surely holds in either dataset."""

QUESTIONS = {
    "alignment": cells,
    "alignment at": lambda dataset: cells(dataset, at=THEN, norm="cosine"),
    "compare": lambda dataset: compare(dataset, dataset).pairs,
    "compare_sources": sources_compared,
    "conditions": goals,
    "contradictions": clashes,
    "demands": demands,
    "demands of": demanded_of_each,
    "disputes": disputes,
    "disputes at": lambda dataset: disputes(dataset, at="1887"),
    "restrict_to_source": stated_by_each_source,
    "infer": concluded,
    "obligations": obligations,
    "obligations at": lambda dataset: obligations(dataset, at="2024"),
    "open_questions": open_questions,
    "shifts": shifts,
    "stance": stance_by_stance,
    "stances": stances,
    "stances at": lambda dataset: stances(dataset, at="1887-06"),
    "agreement_status": standings,
    "agreement_status at": lambda dataset: standings(dataset, at="1888-02"),
    "timeline": lambda dataset: [timeline(dataset)],
    "timeline: orders": orders,
}
"""By what is asked: the name of the function, and what else is given to it."""


def shuffled(dataset, seed):
    """The same records in another order."""
    order = random.Random(seed)  # noqa: S311 (no secret)
    mixed = {name: order.sample(records, len(records)) for name, records in dataset.collections()}
    return attrs.evolve(dataset, **mixed)
