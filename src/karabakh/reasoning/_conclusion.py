"""What is concluded, from what, by which rule, and how certain it is."""

import attrs

from karabakh._display import Shown
from karabakh.model import Basis, Certainty, Cited, Record, Source, When
from karabakh.reasoning._words import Naming, sentence_of

__all__ = ["STATED", "Conclusion", "Premise", "ceiling_of"]

STATED = "stated"
"""The rule of a conclusion that does no more than restate its one premise, a record."""


def _certainty(conclusion: "Conclusion") -> Certainty:
    # Premises are made before what follows from them, so this never goes deeper than one step.
    least = conclusion.ceiling
    for premise in conclusion.premises:
        # Nearly always it is as certain as the rest, which is all there is to be asked then.
        if not isinstance(premise, Source) and premise.certainty is not least:
            least = Certainty.weakest([least, premise.certainty])
    return least


@attrs.frozen(kw_only=True, repr=False)
class Conclusion(Shown):
    """Something that follows from records by a rule.

    A conclusion is never firmer than what it rests on::

        certainty(c) = min({certainty(p) for p in premises(c)} ∪ {ceiling(c)})

    and it is *stated* only where it restates one stated record, else *inferred*. The
    questions of this package give subclasses with typed fields. A rule of your own makes
    conclusions with the `record` that it concludes, see `infer`.

    >>> import karabakh
    >>> from karabakh.reasoning import Conclusion
    >>> dataset = karabakh.load()
    >>> war, hedged = dataset["war-2020"], dataset["armenia-stance-change"]
    >>> conclusion = Conclusion(rule="the-war-came-first", premises=(war, hedged))
    >>> conclusion.certainty, conclusion.basis
    (<Certainty.PROBABLE: 'probable'>, <Basis.INFERRED: 'inferred'>)
    """

    rule: str
    """The name of the rule, which is stable: programs may compare it."""

    premises: "tuple[Premise, ...]"
    """What it follows from: all of it is needed."""

    ceiling: Certainty = Certainty.CERTAIN
    """How certain it can be at most, whatever its premises are, such as by a doubtful date."""

    record: Record | None = None
    """The record that it concludes, where it concludes one that the dataset could hold."""

    certainty: Certainty = attrs.field(
        init=False,
        eq=False,
        default=attrs.Factory(_certainty, takes_self=True),
    )
    """How certain it is: never above its weakest premise, nor above the ceiling."""

    @property
    def basis(self) -> Basis:
        """Whether it restates what a source states, or is concluded from it."""
        restated = self.rule == STATED and all(
            isinstance(premise, Cited) and premise.basis is Basis.STATED
            for premise in self.premises
        )
        return Basis.STATED if restated else Basis.INFERRED

    @property
    def details(self) -> "tuple[Premise, ...]":
        """What belongs to it for a reader and does not carry it, such as reasons given.

        An explanation shows it beside the premises; the certainty does not depend on it.
        """
        return ()

    def sentence(self, name: Naming = str) -> str:
        """Say what is concluded, in one line.

        Args:
            name: gives what to call a record, by its identifier; without it, the
                identifiers themselves.
        """
        return self.rule if self.record is None else sentence_of(self.record, name)

    def __repr__(self) -> str:
        line = " ".join(self.sentence().split())  # a title may have line breaks
        return (
            f"<{type(self).__name__}: {line}"
            f" [{self.rule}, {self.certainty.value}, {self.basis.value}]>"
        )


Premise = Cited | Source | Conclusion
"""What a conclusion can rest on; a source, where the time of its making counts."""


def ceiling_of(*times: When) -> Certainty:
    """Give how certain a conclusion can be that needs these times.

    A date marked as approximate (``~``), uncertain (``?``) or both (``%``) lets nothing be
    more than *probable* that depends on it, however firmly the source presents the rest.

    >>> from karabakh import When
    >>> from karabakh.reasoning._conclusion import ceiling_of
    >>> ceiling_of(When("2020"), When("2023-09~"))
    <Certainty.PROBABLE: 'probable'>
    """
    if any(time.is_qualified for time in times):
        return Certainty.PROBABLE
    return Certainty.CERTAIN
