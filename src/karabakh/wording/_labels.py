"""What to call records in sentences about them."""

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Final

from attrs import evolve

from karabakh._wrong_type import require_type
from karabakh.ids import RecordId
from karabakh.model import (
    Actor,
    ActorKind,
    Agreement,
    Dataset,
    Event,
    Name,
    NameUse,
    Place,
    Position,
    Proposition,
    Provision,
    Record,
)

__all__ = ["Labels", "join_words"]

_PREFERENCE: Final = {NameUse.RUNNING: 0, None: 1, NameUse.SHORT: 2, NameUse.FULL: 3}


class Labels:
    """Names, phrases and grammatical number of the records of a dataset.

    Called with an identifier, it returns what to call the record in running text: a name
    of an actor or place, the title of an event, agreement or source, the text of a
    proposition. Within quotation marks no text ends with a full stop.

    Args:
        dataset: The records. Without it, identifiers stand for themselves.

    >>> import karabakh
    >>> from karabakh.wording import Labels
    >>> labels = Labels(karabakh.load())
    >>> labels("armenia"), labels("offensive")
    ('Armenia', '‘Offensive by Azerbaijan’')
    """

    def __init__(self, dataset: Dataset | None = None) -> None:
        self._dataset = dataset

    @classmethod
    def or_ids(cls, labels: "Labels | None") -> "Labels":
        """Return labels, or those of no dataset if there are none.

        Raises:
            TypeError: If `labels` are not Labels.
        """
        if labels is not None:
            require_type("labels", labels, Labels)
        return labels or cls()

    def __call__(self, id: str) -> str:
        """Return what to call a record or source; the identifier of what is unknown."""
        record = self.record(id)
        if record is not None:
            return self._label(record)
        source = None if self._dataset is None else self._dataset.sources.get(id)
        return f"‘{source.title.removesuffix('.')}’" if source and source.title else id

    def record(self, id: str) -> Record | None:
        """Return the record with an identifier, or None."""
        # A dataset that is asked for its truth counts all its records.
        return None if self._dataset is None else self._dataset.get(id)

    def joined(self, ids: Iterable[RecordId]) -> str:
        """Return the labels of several records as a list in words."""
        return join_words(map(self, ids))

    def name(self, id: str) -> Name:
        """Return the full name of an actor or place, in its language; else a label."""
        record = self.record(id)
        names = record.names if isinstance(record, Actor | Place) else ()
        return min(names, key=_fullness, default=Name(text=self(id) or id))

    def short_name(self, id: str) -> Name:
        """Return a short name of an actor or place, without an article."""
        record = self.record(id)
        names = record.names if isinstance(record, Actor | Place) else ()
        name = min(names, key=_shortness, default=Name(text=self(id) or id))
        first, _, rest = name.text.partition(" ")
        return evolve(name, text=rest) if first.lower() in _ARTICLES and rest else name

    def phrase(self, id: str) -> str:
        """Return what to call a record in a sentence, if possible without quotation marks.

        The title of an event or agreement stands as it is if it is a noun phrase: ‘War of 2020’
        becomes "the war of 2020". Of titles with an article, those whose noun is one word.
        """
        record = self.record(id)
        if not isinstance(record, Event | Agreement):
            return self.noun_phrase(id) or self(id)
        first, _, rest = record.title.partition(" ")
        second, third = [*rest.split(" "), ""][:2]
        if first.lower() in _ARTICLES and third in {"", *_PREPOSITIONS}:
            return f"{first.lower()} {rest}"
        is_noun = second in _PREPOSITIONS or first.lower() in _NOUNS
        if not is_noun or record.title.splitlines() != [record.title]:
            return self(id)
        return (
            record.title
            if self._begins_with_name(record.title)
            else f"the {_lowered(record.title)}"
        )

    def takes_plural(self, id: str) -> bool:
        """Return whether sentences about an actor take a plural verb."""
        record = self.record(id)
        return isinstance(record, Actor) and record.takes_plural

    def pronoun(self, id: str) -> str:
        """Return the relative pronoun for an actor: "who" of people, else "which"."""
        record = self.record(id)
        people = {ActorKind.PERSON, ActorKind.POPULATION, ActorKind.AUTHOR}
        return "who" if isinstance(record, Actor) and record.kind in people else "which"

    def clause(self, proposition: str) -> str | None:
        """Return a proposition as a clause after "that", or None if it can't be one.

        The first letter is lowered unless it begins a name, and the full stop left out.
        """
        record = self.record(proposition)
        if not isinstance(record, Proposition):
            return None
        text = record.text.strip().removesuffix(".")
        if not text or text.startswith("That ") or text.splitlines() != [text]:
            return None
        return text if self._begins_with_name(text) else _lowered(text)

    def noun_phrase(self, proposition: str) -> str | None:
        """Return the noun phrase of a proposition, or None if it has none."""
        record = self.record(proposition)
        return (record.noun_phrase or None) if isinstance(record, Proposition) else None

    def infinitive(self, proposition: str) -> str | None:
        """Return the infinitive of a proposition without "to", or None if it has none."""
        record = self.record(proposition)
        phrase = record.infinitive if isinstance(record, Proposition) else ""
        return phrase.removeprefix("to ") or None

    def _begins_with_name(self, text: str) -> bool:
        first = re.split(_AFTER_WORD, text, maxsplit=1)[0]
        if first == "I" or any(letter.isupper() for letter in first[1:]):
            return True
        return not {first, re.split(r"\W", first, maxsplit=1)[0]}.isdisjoint(self._first_words)

    @cached_property
    def _first_words(self) -> frozenset[str]:
        """The first words of all names of actors and places, but articles."""
        if self._dataset is None:
            return frozenset()
        named: tuple[Actor | Place, ...] = (*self._dataset.actors, *self._dataset.places)
        words = (
            re.split(_AFTER_WORD, name.text.strip(), maxsplit=1)[0]
            for record in named
            for name in record.names
        )
        return frozenset(word for word in words if word and word.lower() not in _ARTICLES)

    def _label(self, record: Record) -> str:
        match record:
            case Actor() | Place():
                return _running_name(record.names) or record.id
            case Event() | Agreement():
                return f"‘{record.title.removesuffix('.') or record.id}’"
            case Proposition():
                return f"“{record.text.removesuffix('.')}”"
            case Provision():
                of = f" of {self._plain(record.obligor)}" if record.obligor else ""
                return f"the {record.kind.value} ‘{record.duty}’{of}"
            case Position():
                from_whom, on_what = self._plain(record.holder), self._plain(record.proposition)
                return f"the position of {from_whom} on {on_what}"
            case _:
                return record.id

    def _plain(self, id: str) -> str:
        """Return a label within a label: no deeper, since records may refer to themselves."""
        record = self.record(id)
        return self._label(record) if isinstance(record, Actor | Place | Proposition) else id


_AFTER_WORD: Final = r"[\s’']"
_ARTICLES: Final = frozenset({"the", "a", "an"})
_PREPOSITIONS: Final = frozenset(
    {
        *("of", "by", "between", "over", "against", "in", "at", "on"),
        *("from", "near", "with"),
    }
)
_NOUNS: Final = frozenset({"ceasefire", "agreement", "truce", "conflict", "war"})
"""A title that has one of the former as its second word, or one of these as its first, is a
noun phrase."""


def _shortness(name: Name) -> int:
    return -1 if name.use is NameUse.SHORT else _PREFERENCE[name.use]


def _fullness(name: Name) -> int:
    return [NameUse.FULL, None, NameUse.SHORT, NameUse.RUNNING].index(name.use)


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _running_name(names: Iterable[Name]) -> str:
    ordered = sorted(names, key=lambda name: _PREFERENCE[name.use])
    return ordered[0].text if ordered else ""


def join_words(words: Iterable[str]) -> str:
    """Return words as a list: "a", "a and b", "a, b and c"."""
    *most, last = tuple(words) or ("",)
    return f"{', '.join(most)} and {last}" if most else last
