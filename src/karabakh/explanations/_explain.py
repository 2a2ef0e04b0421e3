"""Why something is so: the derivation of a conclusion down to the cited words."""

from collections.abc import Mapping, Sequence

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
    tree = _Builder(dataset, concluded, all_ways=all_ways)
    begun: set[int] = set()
    # By hand rather than by recursion: a chain of conclusions may be longer than the stack.
    waiting: list[Premise] = [result]
    while waiting:
        at = waiting[-1]
        # What is begun and not built rests on itself, by a user's rule: there it ends.
        missing = [] if id(at) in begun else [each for each in tree.below(at) if each not in tree]
        begun.add(id(at))
        if missing:
            waiting.extend(each for each in missing if id(each) not in begun)
        else:
            tree.add(waiting.pop())
    return tree[result]


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


class _Builder:
    """The explanations built so far, by what they explain."""

    def __init__(
        self, dataset: Dataset | None, concluded: Mapping[str, Conclusion], *, all_ways: bool
    ) -> None:
        self._dataset = dataset
        self._all_ways = all_ways
        self._shown: set[int] = set()
        """The statements of alternatives, which have none of their own."""
        self._labels = Labels(dataset)
        self._concluded = concluded
        self._built: dict[int, Explanation] = {}
        self._parts: dict[int, tuple[Conclusion | None, tuple[Sequence[Premise], ...]]] = {}
        """The premises, details and alternatives of each, computed once."""

    def __contains__(self, premise: Premise) -> bool:
        return id(premise) in self._built

    def __getitem__(self, premise: Premise) -> Explanation:
        return self._built[id(premise)]

    def below(self, premise: Premise) -> tuple[Premise, ...]:
        """Return what a statement rests on, then its details and its other derivations."""
        if id(premise) not in self._parts:
            source = self._concluding(premise)
            parts: tuple[Sequence[Premise], ...] = ((), (), ())
            if source is not None:
                parts = (source.premises, source.details, self._alternatives(source))
            self._parts[id(premise)] = source, parts
        return tuple(each for part in self._parts[id(premise)][1] for each in part)

    def _alternatives(self, source: Conclusion) -> Sequence[Premise]:
        """Return the other ways in which a derived stance follows from its position."""
        dataset = self._dataset if self._all_ways and id(source) not in self._shown else None
        if dataset is None or not isinstance(source, HeldStance) or not source.is_derived:
            return ()
        found = [it for it in derivations(source, dataset) if it.premises != source.premises]
        waiting: list[Premise] = list(found)
        while waiting:
            each = waiting.pop()
            if isinstance(each, Conclusion) and id(each) not in self._shown:
                self._shown.add(id(each))
                waiting += each.premises
        return found

    def add(self, premise: Premise) -> None:
        """Explain a statement by what is below it, unless that is done."""
        if premise not in self:
            self._built[id(premise)] = self._explanation(premise)

    def _concluding(self, premise: Premise) -> Conclusion | None:
        """Return the conclusion that a statement is, or that concludes its record."""
        restated = _restated(premise)
        if isinstance(restated, Conclusion):
            return restated
        return self._concluded.get(restated.id) if isinstance(restated, Record) else None

    def _explanation(self, premise: Premise) -> Explanation:
        restated = _restated(premise)
        self.below(premise)
        source, parts = self._parts[id(premise)]
        children, details, alternatives = (
            tuple(self[each] for each in part if each in self) for part in parts
        )
        if isinstance(restated, Conclusion):
            return Explanation(
                text=restated.describe(self._labels),
                rule=restated.rule,
                certainty=restated.certainty,
                reported=restated.reported,
                according_to=restated.according_to,
                basis=restated.basis,
                record=restated.record,
                coder_inferences=restated.coder_inferences,
                children=children,
                details=details,
                alternatives=alternatives,
            )
        if isinstance(restated, Source):
            return Explanation(
                text=describe_source(restated),
                rule=None,
                certainty=Certainty.CERTAIN,
                reported=Certainty.CERTAIN,
                basis=Basis.STATED,
                record=restated,
                note=restated.note,
            )
        conclusion = premise if isinstance(premise, Conclusion) else None
        rule = conclusion.rule if conclusion else None
        citations = tuple(dict.fromkeys(restated.all_citations))
        return Explanation(
            text=describe_record(restated, self._labels),
            rule=source.rule if source else rule,
            certainty=conclusion.certainty if conclusion else restated.certainty,
            reported=conclusion.reported if conclusion else restated.certainty,
            according_to=getattr(conclusion or restated, "according_to", ()),
            basis=restated.basis,
            record=restated if isinstance(restated, Record) else None,
            citations=citations,
            quotes=_quotes(citations, self._dataset),
            note=restated.note,
            children=children,
            details=details,
        )


def _restated(premise: Premise) -> Premise:
    """Return the record that a conclusion merely restates, else the premise itself."""
    if isinstance(premise, Conclusion) and premise.rule == STATED and len(premise.premises) == 1:
        return premise.premises[0]
    return premise


def _quotes(citations: tuple[Citation, ...], dataset: Dataset | None) -> tuple[str | None, ...]:
    if not isinstance(dataset, BoundDataset):
        return ()
    return tuple(_quote(citation, dataset) for citation in citations)


def _quote(citation: Citation, dataset: BoundDataset) -> str | None:
    try:
        return dataset.quote(citation)
    except (CitationError, UnknownIdError):
        return None
