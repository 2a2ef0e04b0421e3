"""Why something is so: the derivation of a conclusion down to the cited words."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from karabakh.errors import CitationError, UnknownIdError
from karabakh.explanations._tree import Explanation
from karabakh.model import Basis, BoundDataset, Certainty, Citation, Cited, Dataset, Record, Source
from karabakh.reasoning import (
    STATED,
    Conclusion,
    HeldStance,
    Inference,
    Premise,
    derivations,
    require_dataset,
)
from karabakh.wording import Labels, describe_record, describe_source

__all__ = ["explain"]


def explain(
    result: Premise, *, dataset: "Dataset | Inference | None" = None, all_ways: bool = False
) -> Explanation:
    """Return why something is so: from a conclusion down to the cited words.

    Args:
        result: The answer to a question, a premise of one, a record or a source.
        dataset: The records: with them, actors have their names and propositions their
            texts. A dataset that is bound to texts gives quotes, see `Dataset.bind`. Of
            rules of your own, the `Inference`, whose conclusions are then explained too.
        all_ways: Whether each derived stance has every other way in which it follows from its
            position among its `Explanation.alternatives`; this needs the dataset.

    Raises:
        TypeError: If the result is several, or is nothing that can be explained; if all ways
            are asked for without a dataset.

    >>> import karabakh
    >>> from karabakh.explanations import explain
    >>> from karabakh.reasoning import shifts
    >>> dataset = karabakh.load()
    >>> (shift,) = shifts(dataset)
    >>> explanation = explain(shift, dataset=dataset)
    >>> explanation.certainty.value, len(explanation.children)
    ('probable', 3)
    """
    _check_result(result)
    concluded: Mapping[str, Conclusion] = {}
    if isinstance(dataset, Inference):
        concluded = dataset.concluded
        dataset = dataset.dataset
    elif dataset is not None:
        require_dataset(dataset)
    if all_ways and dataset is None:
        raise TypeError(
            "dataset must be a Dataset if all_ways is set, got None; use explain(…, dataset=…)"
        )
    return _Builder(dataset, concluded, all_ways=all_ways).build(result)


def _check_result(result: object) -> None:
    if isinstance(result, Conclusion | Cited | Source):
        return
    kind, hint = type(result).__name__, ""
    if isinstance(result, str):
        hint = f"; use dataset[{result!r}]"
    elif isinstance(result, Sequence):
        hint = "; pass one item, e.g. result[0]"
    elif hasattr(result, "between"):
        hint = "; pass one answer, e.g. result.between(a, b)"
    raise TypeError(f"result must be one conclusion, record or source, got {kind}{hint}")


_Parts = tuple[tuple[Premise, ...], tuple[Premise, ...], tuple[Premise, ...]]
"""The premises, the details and the other derivations of a statement."""


class _Builder:
    """Builds the explanation of a statement, and of each below it once."""

    def __init__(
        self, dataset: Dataset | None, concluded: Mapping[str, Conclusion], *, all_ways: bool
    ) -> None:
        self._dataset = dataset
        self._all_ways = all_ways
        self._labels = Labels(dataset)
        self._concluded = concluded
        self._shown: set[int] = set()
        """The statements of alternatives, which have none of their own."""

    def build(self, result: Premise) -> Explanation:
        """Return the explanation of a statement, from the leaves up."""
        parts: dict[int, _Parts] = {}
        built: dict[int, Explanation] = {}
        # By hand rather than by recursion: a chain of conclusions may be longer than the stack.
        waiting = [result]
        while waiting:
            at = waiting[-1]
            if id(at) not in parts:
                parts[id(at)] = self._parts(at)
                below = chain.from_iterable(parts[id(at)])
                # What is begun and not built rests on itself, by a user's rule: there it ends.
                waiting.extend(each for each in below if id(each) not in parts)
            elif id(waiting.pop()) not in built:
                children, details, alternatives = (
                    tuple(built[id(each)] for each in part if id(each) in built)
                    for part in parts[id(at)]
                )
                built[id(at)] = self._explanation(at, children, details, alternatives)
        return built[id(result)]

    def _parts(self, premise: Premise) -> _Parts:
        """Return what a statement rests on, then its details and its other derivations."""
        source = self._concluding(premise)
        if source is None:
            return (), (), ()
        return tuple(source.premises), tuple(source.details), self._alternatives(source)

    def _alternatives(self, source: Conclusion) -> tuple[Premise, ...]:
        """Return the other ways in which a derived stance follows from its position."""
        dataset = self._dataset if self._all_ways and id(source) not in self._shown else None
        if dataset is None or not isinstance(source, HeldStance) or not source.is_derived:
            return ()
        ways = derivations(source, dataset)
        found = tuple(way for way in ways if way.premises != source.premises)
        waiting: list[Premise] = [*found]
        while waiting:
            each = waiting.pop()
            if isinstance(each, Conclusion) and id(each) not in self._shown:
                self._shown.add(id(each))
                waiting += each.premises
        return found

    def _concluding(self, premise: Premise) -> Conclusion | None:
        """Return the conclusion that a statement is, or that concludes its record."""
        restated = _restated(premise)
        if isinstance(restated, Conclusion):
            return restated
        return self._concluded.get(restated.id) if isinstance(restated, Record) else None

    def _explanation(
        self,
        premise: Premise,
        children: tuple[Explanation, ...],
        details: tuple[Explanation, ...],
        alternatives: tuple[Explanation, ...],
    ) -> Explanation:
        restated, source = _restated(premise), self._concluding(premise)
        conclusion = premise if isinstance(premise, Conclusion) else None
        cited = restated if isinstance(restated, Cited) else None
        standing = conclusion or cited
        certainty = standing.certainty if standing else Certainty.CERTAIN
        rule = source or conclusion
        citations = tuple(dict.fromkeys(cited.all_citations)) if cited else ()
        record = restated.record if isinstance(restated, Conclusion) else restated
        return Explanation(
            text=self._text(restated),
            rule=rule.rule if rule else None,
            certainty=certainty,
            reported=conclusion.reported if conclusion else certainty,
            according_to=getattr(standing, "according_to", ()),
            basis=Basis.STATED if isinstance(restated, Source) else restated.basis,
            record=record if isinstance(record, Record | Source) else None,
            citations=citations,
            quotes=tuple(_quotes(citations, self._dataset)),
            note=getattr(restated, "note", ""),
            coder_inferences=getattr(restated, "coder_inferences", ()),
            children=children,
            details=details,
            alternatives=alternatives,
        )

    def _text(self, restated: Premise) -> str:
        if isinstance(restated, Conclusion):
            return restated.describe(self._labels)
        if isinstance(restated, Source):
            return describe_source(restated)
        return describe_record(restated, self._labels)


def _restated(premise: Premise) -> Premise:
    """Return the record that a conclusion merely restates, else the premise itself."""
    if isinstance(premise, Conclusion) and premise.rule == STATED and len(premise.premises) == 1:
        return premise.premises[0]
    return premise


def _quotes(citations: tuple[Citation, ...], dataset: Dataset | None) -> Iterator[str | None]:
    """Yield the words of passages, if texts are bound; None of what these lack."""
    if isinstance(dataset, BoundDataset):
        for citation in citations:
            try:
                yield dataset.quote(citation)
            except (CitationError, UnknownIdError):
                yield None
