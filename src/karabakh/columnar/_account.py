"""Whose word counts about events, and which records are one, as tables."""

from collections.abc import Iterable
from typing import Final

from karabakh.columnar._engine import Engine
from karabakh.columnar._folder import Contents
from karabakh.columnar._records import fetch, parse_rows, with_references
from karabakh.columnar._sql import quote_literal
from karabakh.errors import UnknownIdError
from karabakh.model import Dataset, LinkKind
from karabakh.reasoning import holdings_of, require_ids

__all__ = ["Account", "Accounts"]

_SAME_AS: Final = f"links WHERE kind = '{LinkKind.SAME_AS.value}'"

_SPEAKERS: Final = """
SELECT unnest(according_to) AS speaker FROM events
UNION SELECT unnest(part.according_to) FROM (SELECT unnest(participants) AS part FROM events)
UNION SELECT unnest(part.according_to) FROM (SELECT unnest(measures) AS part FROM events)"""
"""All whose word events are reported by."""


class Account:
    """What the sources say, and perhaps an actor in addition.

    Identity and attribution are the kernel's, see `karabakh.reasoning`: *same as* links join
    records if they are probable at least and the sources vouch for them; an author's word is
    its source's own.

    Args:
        engine: The column engine; it gets two tables.
        contents: What is in the folder.
        according_to: The actor whose word counts as the sources'; None for none.
        number: The number of the account, for the names of its tables.

    Raises:
        UnknownIdError: If there is no such actor.
        TypeError: If `according_to` is not a `str`.
    """

    def __init__(
        self,
        engine: Engine,
        contents: Contents,
        according_to: str | None,
        number: int,
    ) -> None:
        if according_to is not None:
            _require_actor(engine, according_to)
        known = holdings_of(_linked(engine, contents), according_to)
        self.same = f"same_{number}"
        """The table of records that are one: their ``id``, and the ``one`` that stands for it."""
        joined = [(each, some[0]) for some in known.clusters.clusters() for each in some]
        self.is_joining = bool(joined)
        """Whether any records are one."""
        _store(engine, self.same, ("id", "one"), joined)
        speakers = {speaker for (speaker,) in engine.rows(_SPEAKERS)}
        trusted = known.clusters.cluster(according_to) if according_to is not None else ()
        self._trusted = sorted(speakers.intersection(trusted))
        self._is_attributed = bool(speakers)
        self._authors = f"authors_{number}"
        authors = engine.rows("SELECT id, author FROM sources WHERE author IS NOT NULL")
        _store(
            engine,
            self._authors,
            ("source", "speaker"),
            (
                (source, speaker)
                for source, author in authors
                for speaker in known.clusters.cluster(author)
                if speaker in speakers
            ),
        )

    def vouches(self, speakers: str, citations: str) -> str:
        """Return the condition that something counts, as SQL.

        Args:
            speakers: Those who say so, as SQL.
            citations: The passages it rests on, as SQL.
        """
        if not self._is_attributed:
            return "true"
        trusted = ", ".join(map(quote_literal, self._trusted))
        said = f"""list_transform({speakers}, lambda s:
            list_transform({citations}, lambda c: concat(split_part(c, '#', 1), '#', s)))"""
        return f"""(
            coalesce(array_length({speakers}), 0) <= 0
            OR list_has_any({speakers}, [{trusted}]::VARCHAR[])
            OR list_has_any(
                flatten({said}), (SELECT list(concat(source, '#', speaker)) FROM {self._authors})
            ))"""

    def vouches_for_part(self, part: str) -> str:
        """Return the condition that a part counts; what it lacks is its event's."""
        speakers, citations = (
            f"CASE WHEN array_length({part}.{field}) > 0 THEN {part}.{field} ELSE {field} END"
            for field in ("according_to", "citations")
        )
        return self.vouches(speakers, citations)


class Accounts:
    """The accounts of a collection, each built once.

    Args:
        engine: The column engine; it gets two tables of each account.
        contents: What is in the folder.
    """

    def __init__(self, engine: Engine, contents: Contents) -> None:
        self._engine = engine
        self._contents = contents
        self._accounts: dict[str | None, Account] = {}

    def account(self, according_to: str | None) -> Account:
        """Return the account of the sources, and of an actor in addition.

        Raises:
            UnknownIdError: If there is no such actor.
            TypeError: If `according_to` is not a `str`.
        """
        if according_to is not None:
            require_ids(according_to=according_to)
        if according_to not in self._accounts:
            self._accounts[according_to] = Account(
                self._engine, self._contents, according_to, len(self._accounts)
            )
        return self._accounts[according_to]


def _linked(engine: Engine, contents: Contents) -> Dataset:
    """Return the *same as* links with what they join and cite."""
    found = fetch(engine, {"links": _SAME_AS})
    return parse_rows(with_references(engine, found, (), contents), contents)


def _require_actor(engine: Engine, actor: str) -> None:
    require_ids(according_to=actor)
    if not engine.rows(f"SELECT 1 FROM actors WHERE id = {quote_literal(actor)}"):
        known = [each for (each,) in engine.rows("SELECT id FROM actors")]
        raise UnknownIdError.among(known, kind="actor", id=actor)


def _store(
    engine: Engine, table: str, columns: tuple[str, str], rows: Iterable[tuple[str, str]]
) -> None:
    """Create a table of two columns of texts."""
    engine.store(table, dict.fromkeys(columns, "VARCHAR"), rows)
