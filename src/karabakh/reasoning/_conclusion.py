"""What is concluded, from what, by which rule, by whose word, how certainly."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Final, TypeVar, overload

import attrs

from karabakh._display import Shown
from karabakh._shown import visible
from karabakh._wrong_type import wrong_argument
from karabakh.ids import ActorId
from karabakh.model import Assertion, Basis, Certainty, Cited, CitedPart, Position, Record, Source
from karabakh.time import When
from karabakh.wording import Labels, describe_record

__all__ = ["STATED", "Answers", "Conclusion", "Premise"]

STATED: Final = "stated"
"""The rule of a conclusion that does no more than restate its one premise, a record."""


def _reported(conclusion: "Conclusion") -> Certainty:
    # Premises are built before what follows from them, so this never goes deeper than one step.
    weakest = conclusion.max_certainty
    for premise in conclusion.premises:
        if isinstance(premise, Conclusion):
            certainty = premise.reported
        elif isinstance(premise, Cited):
            certainty = premise.certainty
        elif isinstance(premise, Source):  # pyright: ignore[reportUnnecessaryIsInstance]
            continue
        else:
            raise wrong_argument("each of premises", premise, (Cited, Conclusion))
        if certainty is not weakest:  # nearly always it is
            weakest = Certainty.weakest([weakest, certainty])
    return weakest


def _according_to(conclusion: "Conclusion") -> tuple[ActorId, ...]:
    named = (
        premise.according_to if isinstance(premise, Conclusion) else _speakers(premise)
        for premise in conclusion.premises
    )
    return tuple(dict.fromkeys(actor for actors in named for actor in actors))


def _speakers(premise: Cited | Source) -> tuple[ActorId, ...]:
    """Return who a record is according to; a holder is the authority on itself."""
    if not isinstance(premise, Assertion | CitedPart):
        return ()
    if isinstance(premise, Position) and premise.holder in premise.according_to:
        return ()
    return premise.according_to


@attrs.frozen(kw_only=True, repr=False)
class Conclusion(Shown):
    """Something that follows from records by a rule.

    A conclusion is never firmer than what it rests on::

        reported(c)  = min({reported(p) for p in premises(c)} ∪ {max_certainty(c)})
        certainty(c) = reported(c) if according_to(c) = ∅, else min(reported(c), possible)

    with reported(p) = certainty(p) for a record. The minimum is an upper bound: two premises
    that are both probable may make a conclusion that is less so. It is *stated* only if it
    restates one stated record, else *inferred*. The questions of this package return subclasses
    with typed fields. A rule of your own concludes a `record`, see `infer`.

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

    max_certainty: Certainty = Certainty.CERTAIN
    """How certain it can be at most, whatever its premises are, such as by a qualified date."""

    according_to: tuple[ActorId, ...] = attrs.field(
        default=attrs.Factory(_according_to, takes_self=True)
    )
    """The actors whose word it rests on, in addition to the sources'; empty if on nobody's."""

    record: Record | None = None
    """The record that it concludes, if it concludes one that the dataset could hold."""

    reported: Certainty = attrs.field(
        init=False, eq=False, default=attrs.Factory(_reported, takes_self=True)
    )
    """How certain it is that this is reported: by the sources, or by those that they quote."""

    @property
    def certainty(self) -> Certainty:
        """How certain it is that it is so: by an actor's word alone, *possible* at most."""
        if self.according_to and self.reported.rank > Certainty.POSSIBLE.rank:
            return Certainty.POSSIBLE
        return self.reported

    @property
    def basis(self) -> Basis:
        """Whether it restates what a source states, or is concluded from it."""
        restated = self.rule == STATED and all(
            isinstance(premise, Cited) and premise.basis is Basis.STATED
            for premise in self.premises
        )
        return Basis.STATED if restated else Basis.INFERRED

    @property
    def support(self) -> tuple[Cited | Source, ...]:
        """All records and sources that it rests on, each once: its why-provenance."""
        found: dict[int, Premise] = {}
        waiting: list[Premise] = list(reversed(self.premises))
        while waiting:
            premise = waiting.pop()
            if id(premise) not in found:
                found[id(premise)] = premise
                if isinstance(premise, Conclusion):
                    waiting.extend(reversed(premise.premises))
        return tuple(each for each in found.values() if not isinstance(each, Conclusion))

    @property
    def coder_inferences(self) -> tuple[Cited, ...]:
        """The records among its support that no source states, but the coder inferred."""
        return tuple(
            each
            for each in self.support
            if isinstance(each, Cited) and each.basis is Basis.INFERRED
        )

    @property
    def doubts(self) -> tuple[Cited | Source, ...]:
        """The records among its support that are hedged, or whose dates are qualified."""
        return tuple(each for each in self.support if _is_doubtful(each))

    @property
    def details(self) -> "tuple[Premise, ...]":
        """What belongs to it for a reader and does not carry it, such as reasons given.

        An explanation shows it beside the premises; the certainty does not depend on it.
        """
        return ()

    def describe(self, labels: Labels | None = None) -> str:
        """Return what is concluded, and according to whom: one sentence, no full stop.

        Args:
            labels: What to call the records, see `Labels`; identifiers without them.
        """
        labels = Labels.or_ids(labels)
        text = self._describe(labels)
        word = f", according to {labels.joined(self.according_to)}" if self.according_to else ""
        return visible(f"{text}{word}")

    def _describe(self, labels: Labels) -> str:
        return self.rule if self.record is None else self._restated(self.record, labels)

    def _restated(self, premise: "Cited | Conclusion", labels: Labels) -> str:
        """Return what a premise says; `describe` adds according to whom, so not twice."""
        if (
            isinstance(premise, Assertion | CitedPart | Conclusion)
            and self.according_to
            and set(premise.according_to) == set(self.according_to)
        ):
            premise = attrs.evolve(premise, according_to=())
        if isinstance(premise, Conclusion):
            return premise.describe(labels)
        return describe_record(premise, labels)

    def __repr__(self) -> str:
        line = " ".join(self.describe().split())  # a title may have line breaks
        return (
            f"<{type(self).__name__}: {line}"
            f" [{self.rule}, {self.certainty.value}, {self.basis.value}]>"
        )


Premise = Cited | Source | Conclusion
"""What a conclusion can rest on; a source, where the time of its creation counts."""

A_co = TypeVar("A_co", bound=Conclusion, covariant=True)


class Answers(Shown, Sequence[A_co]):
    """Several answers, each of which may be built when it is looked at."""

    __slots__ = ()

    @abstractmethod
    def _item(self, number: int) -> A_co: ...

    def _some(self, numbers: range) -> Sequence[A_co]:
        return tuple(map(self._item, numbers))

    @overload
    def __getitem__(self, index: int) -> A_co: ...
    @overload
    def __getitem__(self, index: "slice[int | None, int | None, int | None]") -> Sequence[A_co]: ...

    def __getitem__(
        self, index: "int | slice[int | None, int | None, int | None]"
    ) -> A_co | Sequence[A_co]:
        if isinstance(index, slice):
            return self._some(range(len(self))[index])
        return self._item(range(len(self))[index])


def _is_doubtful(record: Cited | Source) -> bool:
    date: object = getattr(record, "published" if isinstance(record, Source) else "when", None)
    if isinstance(date, When) and date.is_qualified:
        return True
    return isinstance(record, Cited) and record.certainty is not Certainty.CERTAIN
