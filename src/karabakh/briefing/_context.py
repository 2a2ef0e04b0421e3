"""The answers that a briefing is made of, each question asked once."""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from karabakh.briefing._notes import Notes
from karabakh.model import (
    ActorKind,
    Certainty,
    Dataset,
    Event,
    EventKind,
    LinkKind,
    Position,
    PositionForm,
    Relation,
    RelationKind,
    Stance,
)
from karabakh.reasoning import (
    ConsistencyCheck,
    Demands,
    Dispute,
    HeldStance,
    OpenQuestion,
    Shift,
    StatusResult,
    Verdict,
    agreement_status,
    demands,
    disputes,
    open_questions,
    reading_key,
    shifts,
)
from karabakh.wording import Labels

__all__ = ["Context", "counted", "number_in_words"]

_NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve"),
)


class Context:
    """A dataset with the answers to all questions, and the notes taken so far.

    Args:
        dataset: The records.
    """

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.labels = Labels(dataset)
        self.notes = Notes(dataset, self.labels)

    @cached_property
    def authors(self) -> frozenset[str]:
        """The actors that speak in the sources' own voice: they are no parties."""
        known = {each.author for each in self.dataset.sources if each.author}
        kinds = {each.id for each in self.dataset.actors if each.kind is ActorKind.AUTHOR}
        return frozenset(known | kinds)

    @property
    def has_one_text(self) -> bool:
        """Whether there is one source alone."""
        return len(self.dataset.sources) == 1

    @property
    def the_text(self) -> str:
        """What to call all sources: "the text", or "the texts"."""
        return "the text" if self.has_one_text else "the texts"

    @cached_property
    def shifts(self) -> tuple[Shift, ...]:
        """Who changed its stance, the firmest first."""
        return tuple(sorted(shifts(self.dataset), key=lambda it: -it.certainty.rank))

    @cached_property
    def disputes(self) -> tuple[Dispute, ...]:
        """The disputes: parties before authors, stated before derived."""
        found = disputes(self.dataset)
        return tuple(sorted(found, key=self._dispute_rank))

    def _dispute_rank(self, dispute: Dispute) -> tuple[object, ...]:
        sides = [each for each in dispute.premises if isinstance(each, HeldStance)]
        by_authors = sum(each.holder in self.authors for each in sides)
        kinds = {getattr(self.labels.record(each.holder), "kind", None) for each in sides}
        return by_authors, -dispute.certainty.rank, ActorKind.PERSON not in kinds

    @cached_property
    def denials(self) -> tuple[tuple[Position, Position], ...]:
        """The claims that another actor denies, whenever: the claim and the first denial."""
        claims: dict[str, list[Position]] = {}
        for each in sorted(self.dataset.positions, key=reading_key):
            if each.form is PositionForm.CLAIM and each.stance is not Stance.UNDECIDED:
                claims.setdefault(each.proposition, []).append(each)
        disputed = {each.proposition for each in self.disputes}
        found: list[tuple[Position, Position]] = []
        for proposition, group in claims.items():
            said = [each for each in group if each.stance is Stance.SUPPORTS]
            denied = [each for each in group if each.stance is Stance.OPPOSES]
            pairs = ((a, b) for a in said for b in denied if a.holder != b.holder)
            pair = next(pairs, None)
            if pair is not None and proposition not in disputed:
                found.append(pair)
        return tuple(found)

    @cached_property
    def questions(self) -> tuple[OpenQuestion, ...]:
        """What is open, by kind."""
        return open_questions(self.dataset)

    @cached_property
    def checks(self) -> tuple[ConsistencyCheck, ...]:
        """The contradictions and rival accounts, each once."""
        found = (each for question in self.questions for each in question.premises)
        is_open = {Verdict.CONTRADICTION, Verdict.RIVAL_ACCOUNTS}
        return tuple(
            each for each in found if isinstance(each, ConsistencyCheck) and each.verdict in is_open
        )

    @cached_property
    def statuses(self) -> tuple[StatusResult, ...]:
        """The agreements with their status, those first that are dated latest."""
        same = self._same_agreements(Certainty.CERTAIN)
        found = [
            agreement_status(self.dataset, each.id)
            for each in self.dataset.agreements
            if same[each.id] == each.id
        ]
        return tuple(sorted(found, key=self._recency, reverse=True))

    @cached_property
    def agreements_in_words(self) -> str:
        """How many agreements there are, and at least, if some may be the same."""
        least = len({*self._same_agreements(Certainty.POSSIBLE).values()})
        text = counted(self.statuses, "agreement")
        return text if least == len(self.statuses) else f"{text} (perhaps {number_in_words(least)})"

    def _same_agreements(self, least: Certainty) -> dict[str, str]:
        """Return for each agreement the one that stands for it, by such links."""
        found = {each.id: each.id for each in self.dataset.agreements}
        for link in self.dataset.links.where(kind=LinkKind.SAME_AS):
            if link.certainty.rank >= least.rank and found.keys() >= {*link.ends}:
                first, second = sorted(found[each] for each in link.ends)
                found = {each: first if it == second else it for each, it in found.items()}
        return found

    def _recency(self, result: StatusResult) -> tuple[int, int]:
        dates = [
            step.when.bounds.start_earliest
            for step in result.agreement.statuses
            if step.when.is_known
        ]
        return max(dates, default=0), len(result.obligations)

    @cached_property
    def weight(self) -> Counter[str]:
        """How many records are about, or by, each actor and proposition."""
        found: Counter[str] = Counter()
        for position in self.dataset.positions:
            found.update((position.holder, position.proposition))
            found.update([position.addressee] if position.addressee else [])
        for acts in (self.dataset.events, self.dataset.agreements):
            for record in acts:
                found.update(each.actor for each in record.participants)
        for agreement in self.dataset.agreements:
            found.update(each.obligor for each in agreement.provisions if each.obligor)
        for relation in self.dataset.relations:
            found.update((relation.subject, relation.object))
        return found

    @cached_property
    def offices(self) -> dict[str, list[Relation]]:
        """The offices that each actor holds."""
        found: dict[str, list[Relation]] = {}
        for each in self.dataset.relations:
            if each.kind is RelationKind.HOLDS_OFFICE:
                found.setdefault(each.subject, []).append(each)
        return found

    @cached_property
    def demands(self) -> tuple[Demands, ...]:
        """What is asked of whom, in the order of the sources."""
        return demands(self.dataset)

    @cached_property
    def claimed_changes(self) -> dict[str, list[Event]]:
        """The events that report a change of stance, by the propositions they are about."""
        found: dict[str, list[Event]] = {}
        for event in self.dataset.events.where(kind=EventKind.STANCE_CHANGE):
            for each in event.about:
                is_stated = event.certainty is not Certainty.UNKNOWN
                if is_stated and each in self.dataset.propositions.ids:
                    found.setdefault(each, []).append(event)
        return found

    @cached_property
    def contested(self) -> dict[str, int]:
        """The propositions in dispute or with a change, with their rank from 0."""
        found: dict[str, None] = {}
        for dispute in self.disputes:
            found |= dict.fromkeys((dispute.proposition, *dispute.also))
        for shift in self.shifts:
            found |= dict.fromkeys((shift.proposition, *shift.also))
        found |= {claim.proposition: None for claim, _ in self.denials}
        found |= dict.fromkeys(self.claimed_changes)
        return {each: rank for rank, each in enumerate(found)}

    def is_author(self, actor: str) -> bool:
        """Return whether an actor speaks in a source's own voice."""
        return actor in self.authors


def number_in_words(number: int) -> str:
    """Return a number in words up to twelve, then in digits.

    >>> from karabakh.briefing._context import number_in_words
    >>> number_in_words(3), number_in_words(2000)
    ('three', '2,000')
    """
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"


def counted(things: Sequence[object] | int, noun: str, plural: str = "") -> str:
    """Return how many things there are: "one shift", "two disputes"."""
    number = things if isinstance(things, int) else len(things)
    return f"{number_in_words(number)} {noun if number == 1 else plural or f'{noun}s'}"
