"""The way from a conclusion down to the words that it rests on."""

from collections.abc import Iterator, Mapping, Sequence

import attrs

from karabakh._display import Shown
from karabakh.errors import CitationError, UnknownIdError
from karabakh.model import Basis, BoundDataset, Certainty, Citation, Cited, Dataset, Record, Source
from karabakh.reasoning._arguments import require_dataset
from karabakh.reasoning._conclusion import STATED, Conclusion, Premise
from karabakh.reasoning._dates import date_in_words
from karabakh.reasoning._words import naming, sentence_of

__all__ = ["Explanation", "ExplanationLine", "explain"]


@attrs.frozen(kw_only=True)
class Explanation(Shown):
    """A statement, how certain it is, and the statements that it rests on: a tree.

    Its leaves are records and sources. Where two branches come to the same statement, it
    is one object in both.

    >>> import karabakh
    >>> from karabakh import reasoning
    >>> dataset = karabakh.load()
    >>> tree = reasoning.explain(reasoning.shifts(dataset)[0])
    >>> len(tree.children), tree.certainty.value
    (3, 'probable')
    """

    text: str
    """The statement in plain words."""

    rule: str | None
    """The rule that concludes it, or the record that it is; ``stated`` for a record that a
    conclusion restates; none for a record or source by itself."""

    certainty: Certainty
    """How certain it is."""

    basis: Basis
    """Whether the source says it, or it is concluded or read in."""

    record: Record | Source | None = attrs.field(default=None, repr=False)
    """The record that it is, or that it concludes."""

    citations: tuple[Citation, ...] = ()
    """The places that a record rests on."""

    quotes: tuple[str | None, ...] = ()
    """The words there, in the same order; none for a place that the copy does not have.

    Empty where the dataset is bound to no text of the source.
    """

    note: str = ""
    """A remark of the coder's."""

    children: "tuple[Explanation, ...]" = ()
    """What it follows from: all of it is needed."""

    details: "tuple[Explanation, ...]" = ()
    """What belongs to it for a reader and does not carry it, such as reasons given."""

    def walk(self) -> "Iterator[Explanation]":
        """Go through the tree, each statement once, from the conclusion down."""
        seen: set[int] = set()
        waiting: list[Explanation] = [self]
        while waiting:
            node = waiting.pop()
            if id(node) not in seen:
                seen.add(id(node))
                yield node
                waiting.extend(reversed((*node.children, *node.details)))

    def lines(self) -> "Iterator[ExplanationLine]":
        """Go through the tree as readers do, giving what stands below a statement but once.

        >>> import karabakh
        >>> from karabakh.reasoning import explain, stance
        >>> (found,) = stance(karabakh.load(), "azerbaijan", "stronger-control").stances
        >>> [(line.depth, line.node.rule) for line in explain(found).lines()]
        [(0, 'office-holder'), (1, 'stated'), (1, None)]
        """
        given: set[int] = set()
        waiting: list[tuple[Explanation, int, bool]] = [(self, 0, False)]
        while waiting:
            node, depth, is_detail = waiting.pop()
            below = [(each, depth + 1, False) for each in node.children]
            below += [(each, depth + 1, True) for each in node.details]
            is_repeated = id(node) in given and bool(below)
            given.add(id(node))
            yield ExplanationLine(node, depth, is_detail, is_repeated)
            if not is_repeated:
                waiting.extend(reversed(below))

    def __repr__(self) -> str:
        return f"<Explanation: {self.text} [{self.rule or 'record'}, {self.certainty.value}]>"


@attrs.frozen
class ExplanationLine:
    """A statement of an explanation and its place in the tree.

    >>> import karabakh
    >>> from karabakh.reasoning import explain, stance
    >>> (found,) = stance(karabakh.load(), "azerbaijan", "stronger-control").stances
    >>> next(explain(found).lines())
    ExplanationLine(node=<Explanation: ...>, depth=0, is_detail=False, is_repeated=False)
    """

    node: Explanation
    """The statement, with all below it."""

    depth: int
    """How many statements it stands below; the conclusion below none."""

    is_detail: bool
    """Whether it belongs to the statement above and does not carry it."""

    is_repeated: bool
    """Whether all below it was given before, and is not given again."""


def explain(
    result: Premise,
    *,
    dataset: Dataset | None = None,
    concluded: Mapping[str, Conclusion] | None = None,
) -> Explanation:
    """Tell why something is so: the whole way from a conclusion down to the cited words.

    Args:
        result: what a question answered, or any premise of it.
        dataset: the records: with it, actors have their names and propositions their
            texts. One that is bound to texts gives quotes, see `Dataset.bind`.
        concluded: records that are conclusions of rules of your own, by their identifiers,
            so that the way goes on through these; see `Inference.explain`.

    Raises:
        TypeError: the result is several, or something else that is no conclusion.

    >>> import karabakh
    >>> from karabakh.reasoning import explain, shifts
    >>> dataset = karabakh.load()
    >>> (shift,) = shifts(dataset)
    >>> explanation = explain(shift, dataset=dataset)
    >>> print(explanation.text)
    Armenia changed on “Nagorno-Karabakh is to be independent.”: supports → no longer supports
    >>> for child in explanation.children:
    ...     print("-", child.text)
    - Armenia: for “Nagorno-Karabakh is to be independent.” (endorsement; before ...)
    - Armenia: no longer for “Nagorno-Karabakh is to be independent.” (at the time of writing)
    - Armenia changes its stance on the region (before the time of writing)
    """
    _check_explained(result)
    if dataset is not None:
        require_dataset(dataset)
    if not isinstance(concluded, Mapping | None):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TypeError(f"concluded is a mapping of identifiers to conclusions, not {concluded!r}")
    tree = _Tree(dataset, concluded or {})
    begun: set[int] = set()
    # By hand rather than by recursion: a chain of conclusions may be longer than the stack.
    waiting: list[Premise] = [result]
    while waiting:
        at = waiting[-1]
        # What is begun and not made rests on itself, by somebody's rule: there it ends.
        missing = [] if id(at) in begun else [each for each in tree.below(at) if each not in tree]
        begun.add(id(at))
        if missing:
            waiting.extend(each for each in missing if id(each) not in begun)
        else:
            tree.add(waiting.pop())
    return tree[result]


def _check_explained(result: object) -> None:
    if isinstance(result, Conclusion | Cited | Source):
        return
    told = f"explain() takes one conclusion, record or source, not a {type(result).__name__}"
    if isinstance(result, str):
        raise TypeError(f"{told}: pass dataset[{result!r}]")
    if isinstance(result, Sequence):
        raise TypeError(f"{told}: pass one of its members, such as the first, [0]")
    if hasattr(result, "between"):
        raise TypeError(f"{told}: pass what between(a, b) gives")
    if hasattr(result, "explain"):
        raise TypeError(f"{told}: ask its own explain()")
    raise TypeError(told)


class _Tree:
    """The explanations made so far, by what they explain."""

    def __init__(self, dataset: Dataset | None, concluded: Mapping[str, Conclusion]) -> None:
        self._dataset = dataset
        self._name = naming(dataset)
        self._concluded = concluded
        self._made: dict[int, Explanation] = {}
        self._below: dict[int, tuple[Conclusion | None, tuple[Premise, ...]]] = {}
        """What each follows from, asked for once: a conclusion may make it when asked."""

    def __contains__(self, premise: Premise) -> bool:
        return id(premise) in self._made

    def __getitem__(self, premise: Premise) -> Explanation:
        return self._made[id(premise)]

    def below(self, premise: Premise) -> tuple[Premise, ...]:
        """Give what a statement rests on, and what belongs to it."""
        if id(premise) not in self._below:
            source = self._concluding(premise)
            below = () if source is None else (*source.premises, *source.details)
            self._below[id(premise)] = source, below
        return self._below[id(premise)][1]

    def add(self, premise: Premise) -> None:
        """Explain a statement by the explanations of what is below it, unless that is done."""
        if premise not in self:
            self._made[id(premise)] = self._explanation(premise)

    def _concluding(self, premise: Premise) -> Conclusion | None:
        """Give the conclusion that a statement is, or that concludes the record that it is."""
        restated = _restated(premise)
        if isinstance(restated, Conclusion):
            return restated
        return self._concluded.get(restated.id) if isinstance(restated, Record) else None

    def _explanation(self, premise: Premise) -> Explanation:
        restated = _restated(premise)
        below = self.below(premise)
        source = self._below[id(premise)][0]
        count = len(source.premises) if source else 0
        children = tuple(self[each] for each in below[:count] if each in self)
        details = tuple(self[each] for each in below[count:] if each in self)
        if isinstance(restated, Conclusion):
            return Explanation(
                text=restated.sentence(self._name),
                rule=restated.rule,
                certainty=restated.certainty,
                basis=restated.basis,
                record=restated.record,
                children=children,
                details=details,
            )
        if isinstance(restated, Source):
            return Explanation(
                text=_source_in_words(restated),
                rule=None,
                certainty=Certainty.CERTAIN,
                basis=Basis.STATED,
                record=restated,
                note=restated.note,
            )
        rule = premise.rule if isinstance(premise, Conclusion) else None
        record = restated if isinstance(restated, Record) else None
        # An agreement and a step to it may be told in one and the same place.
        citations = tuple(dict.fromkeys(record.all_citations if record else restated.citations))
        return Explanation(
            text=sentence_of(restated, self._name),
            rule=source.rule if source else rule,
            certainty=restated.certainty,
            basis=restated.basis,
            record=record,
            citations=citations,
            quotes=_quotes(citations, self._dataset),
            note=restated.note,
            children=children,
            details=details,
        )


def _restated(premise: Premise) -> Premise:
    """Give the record that a conclusion does no more than restate, else what was given."""
    if isinstance(premise, Conclusion) and premise.rule == STATED and len(premise.premises) == 1:
        return premise.premises[0]
    return premise


def _source_in_words(source: Source) -> str:
    made = date_in_words(source.published) if source.published.is_known else "at a time not known"
    return f"{source.title or source.id} was made {made}"


def _quotes(citations: tuple[Citation, ...], dataset: Dataset | None) -> tuple[str | None, ...]:
    if not isinstance(dataset, BoundDataset):
        return ()
    return tuple(_quote(citation, dataset) for citation in citations)


def _quote(citation: Citation, dataset: BoundDataset) -> str | None:
    try:
        return dataset.quote(citation)
    except (CitationError, UnknownIdError):
        return None
