"""Who thinks what of a proposition: as recorded, and as follows from it."""

from collections.abc import Iterable
from typing import Any, cast

import attrs

from karabakh.model import Dataset, Record, RecordCollection
from karabakh.reasoning._arguments import parse_time, require_actor, require_dataset, require_record
from karabakh.reasoning._conclusion import Answers
from karabakh.reasoning._held_stances import HeldStance, conclude
from karabakh.reasoning._holding import Holding
from karabakh.reasoning._holdings import Holdings, holdings_of
from karabakh.reasoning._networks import two_mode_graph
from karabakh.time import Truth, When, held_at
from karabakh.wording import Labels

__all__ = ["Stances", "derivations", "listed", "require_proposition", "selected", "stances"]


@attrs.frozen(kw_only=True, repr=False)
class Stances(Answers[HeldStance]):
    """Stances, the recorded ones first, then derived ones by how directly they follow.

    They are built when they are looked at, so very many of them cost little to ask for.
    """

    _rows: tuple[Holding, ...] = attrs.field(alias="rows")
    _known: Holdings = attrs.field(alias="known", eq=False)
    _is_dated: bool = attrs.field(alias="is_dated", default=False)

    def to_networkx(self, labels: Labels | None = None) -> Any:  # noqa: ANN401 (it has no types)
        """Return the two-mode network of holders and propositions, as a graph of networkx.

        Nodes are identifiers, with their ``type`` (*actor* or *proposition*), ``label`` and
        networkx's mark of the mode, ``bipartite`` (0 or 1). An edge counts the holder's stances
        on the proposition: ``supports``, ``opposes`` and ``undecided``. As in `alignment`, what
        only an actor reports does not count, nor that support was given up.

        Args:
            labels: What to call the nodes, see `Labels`; identifiers without them.

        Raises:
            ImportError: If networkx is not installed: ``pip install "karabakh[network]"``.

        >>> import karabakh
        >>> from karabakh.reasoning import stances
        >>> graph = stances(karabakh.load()).to_networkx()
        >>> graph.edges["ethnic-armenians", "azerbaijani-rule"]["opposes"]
        1
        """
        return two_mode_graph(self._rows, labels)

    def _item(self, number: int) -> HeldStance:
        return conclude(self._rows[number], self._known, is_dated=self._is_dated)

    def _some(self, numbers: range) -> "Stances":
        return attrs.evolve(self, rows=tuple(map(self._rows.__getitem__, numbers)))

    def __len__(self) -> int:
        return len(self._rows)

    def __repr__(self) -> str:
        recorded = sum(row.is_recorded for row in self._rows)
        return f"<{recorded} stated and {len(self._rows) - recorded} derived stances>"


def stances(
    dataset: Dataset,
    *,
    holder: str | None = None,
    proposition: str | None = None,
    at: When | str | None = None,
    according_to: str | None = None,
) -> Stances:
    """Return who thinks what of which proposition, as recorded and as follows from it.

    The rules, with ``h: +P`` for "h supports P", ``h: −P`` for "h opposes P" and ``h: ¬+P`` for
    "h no longer supports P"; ⇒ is certain, ⇝ *probable* at most::

        stated                a position of h            ⇒  it
        member-of-collective  c: ±P, h member of c       ⇒  h: ±P     while a member
        office-holder         o: ±P, o in office of h    ⇒  h: ±P     while in office, if the
                                                            words cited name the office; else ⇝
        on-behalf-of          o: ±P on behalf of h       ⇒  h: ±P
        implication           h: +P, P implies Q         ⇒  h: +Q     between facts; else ⇝
        contraposition        h: −Q, P implies Q         ⇒  h: −P     between facts; else ⇝
        exclusion             h: +P, P excludes Q        ⇒  h: −Q     within one kind; else ⇝
                              h concedes P, P excludes Q ⇒  h: ¬+Q    likewise

    They apply again to what they give: first those about actors, then those about propositions.
    Of several ways the shortest is used, and a longer one only if it is more certain, rests on
    fewer actors' word or holds at another time.

    - What an officeholder assesses or predicts, and its values, are its own; so is what it says
      on behalf of another body. An undecided stance commits to nothing.
    - The time of a derived stance is that of the position, cut down to that of the offices and
      memberships. If the two share no day, nothing follows. If they may share none, what follows
      is *possible* at most.
    - A collective is an actor of that kind. Its members are those that it lists, at all times,
      or as *member-of* relations date it. A *member of* an organisation is committed to nothing.

    Nothing is decided between opposite stances: `contradictions`, `shifts` and `stance` do that.

    Args:
        dataset: The records. What they refer to and the dataset lacks is passed over.
        holder: Only the stances of this actor.
        proposition: Only those on this proposition.
        at: Only those that may be held at this time, or its EDTF form. A year or month is
            a time somewhere in it, as in any record; all of a year is ``1885-01-01/1885-12-31``.
        according_to: An actor whose word counts as the sources'.

    Raises:
        UnknownIdError: If the dataset has no such actor or proposition.
        EdtfError: If `at` is not valid EDTF.

    >>> import karabakh
    >>> from karabakh.reasoning import stances
    >>> found = stances(karabakh.load(), proposition="stronger-control")
    >>> [(each.holder, each.stance.value, each.rule) for each in found]
    [('aliyev', 'supports', 'stated'), ('azerbaijan', 'supports', 'office-holder'), \
('ethnic-armenians', 'opposes', 'contraposition')]
    """
    require_dataset(dataset)
    time = parse_time(at)
    require_actor(dataset, holder=holder, according_to=according_to)
    require_proposition(dataset, proposition=proposition)
    known = holdings_of(dataset, according_to)
    rows = selected(known, holder, proposition)
    if time is not None:
        rows = (row for row in rows if held_at(row.interval, time) is not Truth.NO)
    return Stances(rows=listed(rows), known=known, is_dated=time is not None)


def require_proposition(dataset: Dataset, **ids: str | None) -> None:
    """Raise unless each identifier that is given is a proposition's."""
    require_record(cast("RecordCollection[Record]", dataset.propositions), dataset, **ids)


def selected(known: Holdings, holder: str | None, proposition: str | None) -> Iterable[Holding]:
    """Return the holdings of a holder, on a proposition, or both."""
    one = known.clusters.representative
    holder, proposition = holder and one(holder), proposition and one(proposition)
    if holder and proposition:
        return known.by_holder.get((holder, proposition), ())
    return (
        row
        for row in known.all
        if holder in {None, row.holder} and proposition in {None, row.proposition}
    )


def derivations(held: HeldStance, dataset: Dataset) -> tuple[HeldStance, ...]:
    """Return every way in which a stance follows from its position, shortest first."""
    known = holdings_of(dataset, every_way=True)
    rows = (
        row
        for row in known.by_holder.get((held.holder, held.proposition), ())
        if row.position == held.position and row.value == (held.stance, held.no_longer_supports)
    )
    return tuple(conclude(row, known) for row in listed(rows))


def listed(rows: Iterable[Holding]) -> tuple[Holding, ...]:
    """Return holdings, the recorded ones first, then by steps, holders, propositions.

    What several actors say of one position, each by itself, is one.
    """
    found: dict[object, Holding] = {}
    for row in rows:
        found.setdefault((row.position.id, id(row.actor_step), id(row.commitment_step)), row)

    def order(row: Holding) -> tuple[object, ...]:
        return row.steps, row.holder, row.proposition, row.position.id, row.interval.bounds

    return tuple(sorted(found.values(), key=order))
