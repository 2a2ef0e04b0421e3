"""Rules of one's own, applied until nothing new follows."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import attrs

from karabakh._display import Shown
from karabakh._shown import counted
from karabakh.model import COLLECTIONS, Basis, Certainty, Cited, Dataset, Record, Source
from karabakh.reasoning._arguments import require_dataset
from karabakh.reasoning._conclusion import Conclusion

__all__ = ["Inference", "InferenceRule", "infer"]

InferenceRule = Callable[[Dataset], Iterable[Conclusion]]
"""A rule of inference: a function from a dataset to what it concludes from it, see `infer`."""


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Inference(Shown):
    """What rules of one's own conclude, and the dataset with it.

    >>> import karabakh
    >>> from karabakh.reasoning import Inference, infer
    >>> isinstance(infer(karabakh.load(), []), Inference)
    True
    """

    dataset: Dataset
    """The records given and those concluded. All questions can be asked of it."""

    concluded: Mapping[str, Conclusion]
    """The conclusions whose records are in the dataset, by the identifiers of these."""

    conclusions: tuple[Conclusion, ...]
    """All that the rules give for the dataset of the last round, those without a record, too."""

    rounds: int
    """How often each rule was applied."""

    is_complete: bool
    """Whether nothing new follows. If not, the rounds ran out: there may be more."""

    def __repr__(self) -> str:
        end = "complete" if self.is_complete else "not complete"
        concluded = counted(len(self.concluded), "record")
        return f"<Inference: {concluded} concluded in {counted(self.rounds, 'round')}, {end}>"


def infer(dataset: Dataset, rules: Iterable[InferenceRule], *, rounds: int = 10) -> Inference:
    """Apply rules of inference repeatedly, until nothing new follows.

    A rule is a function from a dataset to conclusions. If a conclusion carries a
    `Conclusion.record`, the record is in the dataset of the next round, so that all rules
    and all questions see it. A rule that needs what the library derives asks for it, such as by
    ``stances(dataset)``, and uses the answer as a premise.

    - A concluded record is *inferred*. Its certainty is the least of its own and that of
      the premises, and so is the conclusion's. Without a note it gets one that names the rule;
      its citations are its own.
    - A record that the dataset has already, with the same content, stays as it is. The
      content is all but certainty, basis, citations and note. Of several derivations of
      one record the most certain counts.
    - All rules see the same dataset in a round, so their order does not matter. Nothing
      concluded is withdrawn: what a rule concludes from the absence of a record stays.
    - An exception of a rule is raised, with a note that names the rule and the round.

    Identifiers are best built from those that the record rests on: a rule that invents new ones
    never ends, and stops after the last round, see `Inference.is_complete`.

    Args:
        dataset: The records.
        rules: The functions.
        rounds: How often to apply them at most, 1 or more.

    Raises:
        TypeError: If a rule is no function, returns anything but conclusions, or concludes
            a record that is in no collection of a dataset (a provision).
        ValueError: If a rule concludes a record under an identifier with another content.

    >>> import karabakh
    >>> from karabakh import Certainty, Link, LinkKind
    >>> from karabakh.reasoning import Conclusion, infer, timeline
    >>> def wars_before_agreements(dataset):
    ...     for war in dataset.events.where(kind="war"):
    ...         for agreement in dataset.agreements:
    ...             link = Link(
    ...                 id=f"{war.id}-before-{agreement.id}",
    ...                 subject=war.id,
    ...                 kind=LinkKind.BEFORE,
    ...                 object=agreement.id,
    ...                 certainty=Certainty.PROBABLE,
    ...             )
    ...             yield Conclusion(
    ...                 rule="wars-before-agreements", premises=(war, agreement), record=link
    ...             )
    >>> inference = infer(karabakh.load(), [wars_before_agreements])
    >>> inference
    <Inference: 2 records concluded in 2 rounds, complete>
    >>> inference.dataset["war-2020-before-ceasefire"].note
    "concluded by the rule 'wars-before-agreements'"
    >>> timeline(inference.dataset).before("war-2020", "ceasefire").answer
    <Truth.YES: 'yes'>
    """
    require_dataset(dataset)
    functions = _checked(rules, rounds)
    concluded: dict[str, Conclusion] = {}
    now, done = dataset, 0
    found: tuple[Conclusion, ...] = ()
    is_complete = not functions
    while not is_complete and done < rounds:
        done += 1
        found = _round(now, functions, done)
        news = _news(now, concluded, found)
        concluded.update(news)
        now = _with(now, news)
        is_complete = not news
    return Inference(
        dataset=now,
        concluded=dict(sorted(concluded.items())),
        conclusions=found,
        rounds=done,
        is_complete=is_complete,
    )


def _checked(rules: Iterable[InferenceRule], rounds: int) -> list[InferenceRule]:
    if callable(rules) or not isinstance(rules, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance]
        hint = f"; use [{getattr(rules, '__name__', 'rule')}]" if callable(rules) else ""
        raise TypeError(f"rules must be functions of a dataset, in a list, got {rules!r}{hint}")
    functions = list(rules)
    for function in functions:
        if not callable(function):
            raise TypeError(f"each of rules must be a function of a dataset, got {function!r}")
    if type(rounds) is not int:  # neither text, nor part of a round, nor `True`
        raise TypeError(f"rounds must be a whole number, got {rounds!r}")
    if rounds < 1:
        raise ValueError(f"rounds must be 1 or more, got {rounds}")
    return functions


def _name(rule: InferenceRule) -> str:
    return repr(getattr(rule, "__name__", None) or type(rule).__name__)


def _round(
    dataset: Dataset, functions: Iterable[InferenceRule], number: int
) -> tuple[Conclusion, ...]:
    """Return what all rules conclude once, in an order that does not depend on theirs."""
    equal: dict[tuple[str, ...], list[Conclusion]] = {}
    for function in functions:
        try:
            found = list(_conclusions(function, dataset))
        except Exception as error:
            error.add_note(f"raised by rule {_name(function)} in round {number}")
            raise
        for each in found:
            premises = (str(getattr(it, "id", it)) for it in each.premises)
            fields = each.rule, each.describe(), repr(each.record), each.max_certainty.value
            same = equal.setdefault((*fields, *premises), [])
            if each not in same:
                same.append(each)
    # Conclusions with one sentence are distinguished by their support.
    whole = {key: sorted(equal[key], key=lambda it: [*map(repr, it.support)]) for key in equal}
    return tuple(each for key in sorted(whole) for each in whole[key])


def _conclusions(function: InferenceRule, dataset: Dataset) -> Iterator[Conclusion]:
    """Yield what a rule concludes, with records as the dataset will have them."""
    results: object = function(dataset)
    if not isinstance(results, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TypeError(
            f"rule {_name(function)} must return an iterable of conclusions,"
            f" got {results!r}; yield them, or return a list"
        )
    for result in results:
        if not isinstance(result, Conclusion):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise TypeError(
                f"rule {_name(function)} must return conclusions, got {result!r};"
                " use Conclusion(rule=…, premises=…, record=…)"
            )
        record = result.record
        if record is None:
            yield result
            continue
        if type(record) not in COLLECTIONS.values():
            raise TypeError(
                f"rule {_name(function)} must conclude records, got a {type(record).__name__};"
                " conclude the record that it is part of"
            )
        inferred = attrs.evolve(
            record,
            basis=Basis.INFERRED,
            certainty=Certainty.weakest([record.certainty, result.certainty]),
            note=record.note or f"concluded by the rule {result.rule!r}",
        )
        limit = Certainty.weakest([result.max_certainty, record.certainty])
        yield attrs.evolve(result, record=inferred, max_certainty=limit)


def _news(
    dataset: Dataset, concluded: Mapping[str, Conclusion], found: Iterable[Conclusion]
) -> dict[str, Conclusion]:
    """Return the conclusions whose records are new, or firmer than before."""
    news: dict[str, Conclusion] = {}
    for each in found:
        record = each.record
        if record is None:
            continue
        before = news.get(record.id) or concluded.get(record.id)
        own = before.record if before else None
        standing = own or dataset.get(record.id) or dataset.sources.get(record.id)
        if standing is not None:
            _refuse_conflict(each.rule, record, standing)
        if standing is None or (own and record.certainty.rank > own.certainty.rank):
            news[record.id] = each
    return news


_BESIDE_CONTENT = frozenset(field.name for field in attrs.fields(Cited))


def _refuse_conflict(rule: str, record: Record, standing: Record | Source) -> None:
    kind, other = type(record), type(standing)
    if kind is not other:
        raise ValueError(
            f"rule {rule!r} concludes {record.id!r} as a {kind.__name__}, but a"
            f" {other.__name__} has this id; choose another"
        )
    names = [field.name for field in attrs.fields(kind) if field.name not in _BESIDE_CONTENT]
    different = [name for name in names if getattr(record, name) != getattr(standing, name)]
    if different:
        raise ValueError(
            f"rule {rule!r} concludes {record.id!r} with another {' and '.join(different)}"
            " than it has; choose another identifier"
        )


def _with(dataset: Dataset, news: Mapping[str, Conclusion]) -> Dataset:
    """Return the dataset with the records concluded, in place of less firm ones."""
    records = [each.record for _, each in sorted(news.items()) if each.record is not None]
    changed: dict[str, Any] = {}
    for name, collection in dataset.collections():
        mine = {each.id: each for each in records if type(each) is collection.kind}
        if mine:
            changed[name] = (*(mine.pop(each.id, each) for each in collection), *mine.values())
    return attrs.evolve(dataset, **changed)
