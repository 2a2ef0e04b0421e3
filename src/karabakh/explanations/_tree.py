"""An explanation: a statement, and the statements that it rests on."""

from collections.abc import Iterator

import attrs

from karabakh._display import Shown
from karabakh._shown import shown, visible
from karabakh.ids import ActorId
from karabakh.model import Basis, Certainty, Citation, Cited, Record, Source

__all__ = ["Explanation", "ExplanationLine", "require_explanation"]


@attrs.frozen(kw_only=True)
class Explanation(Shown):
    """A statement, how certain it is, and the statements that it rests on: a tree.

    Its leaves are records and sources. Where two branches come to the same statement, it
    is one object in both.

    >>> import karabakh
    >>> from karabakh.explanations import explain
    >>> from karabakh.reasoning import shifts
    >>> dataset = karabakh.load()
    >>> tree = explain(shifts(dataset)[0])
    >>> len(tree.children), tree.certainty.value
    (3, 'probable')
    """

    text: str
    """The statement in plain words."""

    rule: str | None
    """The rule that concludes it; ``stated`` for a record that a conclusion restates; None
    for a record or source by itself."""

    certainty: Certainty
    """How certain it is."""

    reported: Certainty
    """How certain it is that this is reported; above `certainty` if it rests on an actor's word."""

    according_to: tuple[ActorId, ...] = ()
    """The actors whose word it rests on, in addition to the sources'."""

    basis: Basis
    """Whether the source states it, or it is inferred."""

    record: Record | Source | None = None
    """The record that it is, or that it concludes."""

    citations: tuple[Citation, ...] = ()
    """The passages that a record rests on."""

    quotes: tuple[str | None, ...] = ()
    """The words there, in the same order; None for a passage that the copy does not have.

    Empty if the dataset is bound to no text of the source.
    """

    note: str = ""
    """A remark by the coder."""

    coder_inferences: tuple[Cited, ...] = ()
    """Of a conclusion: the records that it rests on and that the coder inferred."""

    children: "tuple[Explanation, ...]" = ()
    """The premises; all of them are needed."""

    details: "tuple[Explanation, ...]" = ()
    """What accompanies it and does not support it, such as reasons given."""

    alternatives: "tuple[Explanation, ...]" = ()
    """The other ways in which it is derived, if all were asked for: each by itself suffices."""

    @property
    def quoted(self) -> tuple[tuple[Citation, str | None], ...]:
        """The passages, each with its words; None for those that no text has."""
        quotes = self.quotes or (None,) * len(self.citations)
        return tuple(zip(self.citations, quotes, strict=True))

    def walk(self) -> "Iterator[Explanation]":
        """Yield the statements of the tree, each once, from the conclusion down."""
        yield from {id(line.node): line.node for line in self.lines()}.values()

    def lines(self) -> "Iterator[ExplanationLine]":
        """Yield the tree in reading order; what is below a statement comes only once.

        >>> import karabakh
        >>> from karabakh.explanations import explain
        >>> from karabakh.reasoning import stances
        >>> (found,) = stances(karabakh.load(), holder="azerbaijan", proposition="stronger-control")
        >>> [(line.depth, line.node.rule) for line in explain(found).lines()]
        [(0, 'office-holder'), (1, 'stated'), (1, None)]
        """
        seen: set[int] = set()
        waiting = [ExplanationLine(self, 0)]
        while waiting:
            line = waiting.pop()
            node, depth = line.node, line.depth + 1
            below = [
                *(ExplanationLine(each, depth) for each in node.children),
                *(ExplanationLine(each, depth, is_detail=True) for each in node.details),
                *(ExplanationLine(each, depth, is_alternative=True) for each in node.alternatives),
            ]
            is_repeated = id(node) in seen and bool(below)
            seen.add(id(node))
            yield attrs.evolve(line, is_repeated=is_repeated)
            if not is_repeated:
                waiting.extend(reversed(below))

    def __repr__(self) -> str:
        return visible(
            f"<Explanation: {self.text} [{self.rule or 'record'}, {self.certainty.value}]>"
        )


@attrs.frozen
class ExplanationLine:
    """A statement of an explanation and its place in the tree.

    >>> import karabakh
    >>> from karabakh.explanations import explain
    >>> next(explain(karabakh.load()["war-2020"]).lines()).depth
    0
    """

    node: Explanation
    """The statement, with all below it."""

    depth: int
    """Its depth in the tree; 0 is the conclusion."""

    is_detail: bool = False
    """Whether it accompanies the statement above and does not support it."""

    is_alternative: bool = False
    """Whether it is another way in which the statement above is derived."""

    is_repeated: bool = False
    """Whether all below it came before, and is not repeated."""


def require_explanation(value: object) -> None:
    """Raise a TypeError that names the call to use, unless `value` is an explanation."""
    if not isinstance(value, Explanation):
        message = f"explanation must be an Explanation, got {shown(value)}"
        raise TypeError(f"{message}; use explain(answer)")
