"""The stance matrix: who is for and against what."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import attrs

from karabakh._shown import counted
from karabakh.figures._camps import camps
from karabakh.figures._canvas import LINE, MARGIN, NOTE, Canvas, Legend, require_width
from karabakh.figures._direction import Direction, runs_rtl
from karabakh.figures._figure import Figure, Table
from karabakh.figures._marks import Form, Shape, draw_certainty, draw_mark, mark_sign
from karabakh.figures._palette import Role
from karabakh.figures._stance_signs import StanceSign, stance_signs
from karabakh.figures._text import capitalised
from karabakh.model import ActorKind, Certainty, Dataset, Stance
from karabakh.reasoning import require_dataset
from karabakh.wording import Labels

__all__ = ["draw_stance_matrix"]

_NARROW: Final = 560.0
"""The width below which each proposition is a list and not a row."""
_PROPOSITION: Final = 208.0
_LEAST_COLUMN: Final = 112.0
_MOST_COLUMN: Final = 190.0
_INDENT: Final = 20.0
"""How far words stand from the middle of their mark."""
_MOST_PROPOSITIONS: Final = 150
_MOST_ACTORS: Final = 60
_FEW: Final = 3
"""How many propositions the text alternative names."""

_Cells = Mapping[tuple[str, str], Sequence[StanceSign]]


@attrs.frozen(kw_only=True)
class _Matrix:
    """Rows, columns and cells."""

    actors: tuple[str, ...]
    """The columns: first those of contested propositions, by their camps."""

    contested: tuple[str, ...]
    """The propositions on which stances differ, or have changed."""

    others: tuple[str, ...]
    """The propositions on which they have not."""

    cells: _Cells
    """The stances of actors on propositions, earlier ones first."""


def draw_stance_matrix(
    dataset: Dataset, *, width: float = 960, direction: Direction | None = None
) -> Figure:
    """Draw who is for and against what: actors across, propositions down.

    A disc is for, a square against, a triangle undecided, a circle with a bar no longer for
    (a derived stance, see `karabakh.reasoning.HeldStance`). A filled mark is a stance that a
    source states, a hollow one is derived, one with a core inferred by the coder, a dashed and
    struck one past. Words beside each mark say the same, and how certain it is unless it is
    certain.

    What is in dispute or has changed stands first, and its actors are sorted so that camps lie
    side by side. If there are more actors than columns, the rest follows below; a drawing of
    less than 560 pixels is a list. The judgements of authors are left out: they are no party.

    Limits: 150 propositions are drawn, the disputed ones first, and 60 actors, those with the
    most stances first. The drawing says what is left out, and the table has everything.

    Args:
        dataset: The records.
        width: The width in pixels, from 300 on.
        direction: Of lines; by default that of most of the texts.

    Raises:
        ValueError: If the width or direction is not among those.

    >>> import karabakh
    >>> from karabakh.figures import draw_stance_matrix
    >>> figure = draw_stance_matrix(karabakh.load())
    >>> [(row["actor"], row["stance"]) for row in figure.table
    ...  if row["proposition"] == "Nagorno-Karabakh is to be independent."]
    [('the de facto government', 'for'), ('Armenia', 'was for'), ('Armenia', 'no longer for'), \
('Pashinyan', 'no longer for')]
    """
    require_dataset(dataset)
    require_width(width)
    labels = Labels(dataset)
    signs = stance_signs(dataset)
    matrix = _arranged(signs, dataset)
    canvas = Canvas(width, rtl=runs_rtl(dataset, direction))
    canvas.heading("Who stands where", "Empty cells: the sources state no stance.")
    drawn = _limited(matrix)
    draw = _draw_list if width < _NARROW else _draw_rows
    draw(canvas, drawn, labels, dataset)
    canvas.legend(_legend(signs))
    for note in _notes(matrix, drawn, dataset):
        canvas.note(note)
    return Figure(
        title=f"Who stands where: {dataset.title or 'untitled dataset'}",
        description=_description(matrix, labels, dataset),
        table=Table(
            (
                *("actor", "proposition", "stance", "origin"),
                *("certainty", "dates", "according to"),
            ),
            tuple(_table(matrix, labels, dataset)),
        ),
        width=canvas.width,
        height=canvas.height + MARGIN,
        content=canvas.content,
    )


def _arranged(signs: Sequence[StanceSign], dataset: Dataset) -> _Matrix:
    """Arrange stances by actors and propositions."""
    cells: dict[tuple[str, str], list[StanceSign]] = defaultdict(list)
    for sign in sorted(signs, key=lambda each: _ORDER[each.phase]):
        cells[sign.holder, sign.proposition].append(sign)
    present: dict[str, set[Stance]] = defaultdict(set)
    changed: set[str] = set()
    for (_, proposition), held in cells.items():
        present[proposition] |= {each.stance for each in held if each.phase == "present"}
        changed |= {proposition} if len({each.shape for each in held}) > 1 else set()
    disputed = {key for key, own in present.items() if {Stance.SUPPORTS, Stance.OPPOSES} <= own}
    contested = disputed | changed
    in_camps = [
        actor
        for group in camps({cell: held for cell, held in cells.items() if cell[1] in contested})
        for actor in group
    ]
    holders = dict.fromkeys([*in_camps, *dataset.actors.ids])
    holding = {actor for actor, _ in cells}
    actors = tuple(each for each in holders if each in holding)
    columns = {actor: place for place, actor in enumerate(actors)}
    first = dict.fromkeys(present, len(columns))
    for actor, proposition in cells:
        first[proposition] = min(first[proposition], columns[actor])
    rows = sorted(
        (each for each in dataset.propositions.ids if each in present), key=first.__getitem__
    )
    return _Matrix(
        actors=actors,
        contested=tuple(each for each in rows if each in contested),
        others=tuple(each for each in rows if each not in contested),
        cells=cells,
    )


_ORDER: Final = {"past": 0, "present": 1, "future": 2}


def _limited(matrix: _Matrix) -> _Matrix:
    """Return the part of a matrix that is drawn."""
    actors, contested, others = matrix.actors, matrix.contested, matrix.others
    if len(actors) > _MOST_ACTORS:
        counts = Counter(actor for actor, _ in matrix.cells)
        chosen = {actor for actor, _ in counts.most_common(_MOST_ACTORS)}
        actors = tuple(each for each in actors if each in chosen)
    contested = contested[:_MOST_PROPOSITIONS]
    others = others[: _MOST_PROPOSITIONS - len(contested)]
    return attrs.evolve(matrix, actors=actors, contested=contested, others=others)


def _draw_rows(canvas: Canvas, matrix: _Matrix, labels: Labels, dataset: Dataset) -> None:
    """Draw a table, as many actors side by side as there is room for."""
    left = MARGIN + _PROPOSITION + 16
    room = canvas.width - MARGIN - left
    count = max(1, min(int(room / _LEAST_COLUMN), len(matrix.actors)))
    column = min(room / count, _MOST_COLUMN)
    for start in range(0, len(matrix.actors), count):
        actors = matrix.actors[start : start + count]
        top = bottom = canvas.height + 8
        for place, actor in enumerate(actors):
            x = left + column * place
            name = capitalised(labels(actor))
            bottom = max(bottom, canvas.paragraph(name, x, top, column - 12, size=NOTE, bold=True))
        canvas.height = bottom + 6
        right = left + column * len(actors)
        canvas.line(MARGIN, canvas.height, right, canvas.height, stroke="ink", weight=1.5)
        for heading, rows in _parts(matrix):
            own = [row for row in rows if any((actor, row) in matrix.cells for actor in actors)]
            if own:
                _draw_heading(canvas, heading, right)
            for row in own:
                top = canvas.height + 8
                bottom = canvas.paragraph(_text(row, dataset), MARGIN, top, _PROPOSITION)
                for place, actor in enumerate(actors):
                    x, y = left + column * place, top
                    for sign in matrix.cells.get((actor, row), ()):
                        y = _draw_sign(
                            canvas, sign, x, y, width=column - 8, words=sign.words, labels=labels
                        )
                    bottom = max(bottom, y)
                canvas.height = bottom + 7
                canvas.line(MARGIN, canvas.height, right, canvas.height, stroke="rule")


def _draw_list(canvas: Canvas, matrix: _Matrix, labels: Labels, dataset: Dataset) -> None:
    """Draw the actors of each proposition one under the other."""
    right = canvas.width - MARGIN
    for heading, rows in _parts(matrix):
        _draw_heading(canvas, heading, right)
        for row in rows:
            text = _text(row, dataset)
            y = canvas.paragraph(text, MARGIN, canvas.height + 10, right - MARGIN, bold=True) + 4
            for actor in matrix.actors:
                for sign in matrix.cells.get((actor, row), ()):
                    words = f"{capitalised(labels(actor))}: {sign.words[0].lower()}{sign.words[1:]}"
                    y = _draw_sign(
                        canvas, sign, MARGIN, y, width=right - MARGIN, words=words, labels=labels
                    )
            canvas.height = y + 6
            canvas.line(MARGIN, canvas.height, right, canvas.height, stroke="rule")


def _draw_heading(canvas: Canvas, heading: str, right: float) -> None:
    canvas.text(heading, MARGIN, canvas.height + 24, size=NOTE, role="soft", bold=True)
    canvas.height += 32
    canvas.line(MARGIN, canvas.height, right, canvas.height, stroke="rule")


def _draw_sign(  # noqa: PLR0913 (what, and where)
    canvas: Canvas,
    sign: StanceSign,
    x: float,
    y: float,
    *,
    width: float,
    words: str,
    labels: Labels,
) -> float:
    """Draw a stance with its words and notes, and return its lower edge."""
    draw_mark(canvas, sign.shape, x + 7, y + 8, form=sign.form)
    room, left = width - _INDENT, x + _INDENT
    role: Role = "soft" if sign.phase == "past" else "ink"
    y = canvas.paragraph(words, left, y, room, size=NOTE, role=role)
    for note in sign.notes(labels):
        y = canvas.paragraph(note, left, y, room, size=NOTE, role="soft")
    if sign.certainty is not Certainty.CERTAIN:
        draw_certainty(canvas, sign.certainty, left, y + NOTE)
        y += NOTE * LINE
    return y + 2


def _parts(matrix: _Matrix) -> Iterator[tuple[str, tuple[str, ...]]]:
    if matrix.contested:
        yield "In dispute, or changed", matrix.contested
    if matrix.others:
        yield "Not in dispute", matrix.others


def _legend(signs: Sequence[StanceSign]) -> Legend:
    """Yield the marks that occur, with their words."""
    found: dict[tuple[Shape, Form], str] = {
        (each.shape, each.form): f"{_NAMES[each.shape]}: {_FORMS[each.form]}"
        for each in sorted(signs, key=lambda each: ([*_NAMES].index(each.shape), each.words))
    }
    for key, meaning in found.items():
        yield mark_sign(*key), meaning


_NAMES: Final = {
    "for": "for",
    "no longer": "no longer for",
    "against": "against",
    "undecided": "undecided",
}
_FORMS: Final = {
    "said": "said",
    "derived": "derived",
    "inferred": "inferred by the coder",
    "past": "held before",
}


def _notes(matrix: _Matrix, drawn: _Matrix, dataset: Dataset) -> Iterator[str]:
    """Yield what is left out."""
    counts = [len(each.contested) + len(each.others) for each in (drawn, matrix)]
    if counts[0] < counts[1]:
        yield (
            f"Drawn are {counts[0]} of {counts[1]} propositions, the disputed ones first."
            " All are in the table."
        )
    if len(drawn.actors) < len(matrix.actors):
        yield (
            f"Drawn are {len(drawn.actors)} of {len(matrix.actors)} actors, those with the most"
            " stances. All are in the table."
        )
    authors = {each.id for each in dataset.actors.where(kind=ActorKind.AUTHOR)}
    if any(each.holder in authors for each in dataset.positions):
        yield "The authors’ own judgements are left out."


def _description(matrix: _Matrix, labels: Labels, dataset: Dataset) -> str:
    actors, rows = len(matrix.actors), len(matrix.contested) + len(matrix.others)
    text = f"{counted(actors, 'actor')} across, {counted(rows, 'proposition')} down."
    for row in matrix.contested[:_FEW]:
        held = [
            f"{capitalised(labels(actor))}: {' and '.join(each.words.lower() for each in signs)}"
            for actor in matrix.actors
            if (signs := matrix.cells.get((actor, row)))
        ]
        text += f" “{_text(row, dataset)}” {'; '.join(held)}."
    more = len(matrix.contested) - _FEW
    return f"{text} {more} more are in dispute, or have changed." if more > 0 else text


def _table(matrix: _Matrix, labels: Labels, dataset: Dataset) -> Iterator[tuple[str, ...]]:
    for row in (*matrix.contested, *matrix.others):
        for actor in matrix.actors:
            for sign in matrix.cells.get((actor, row), ()):
                yield (
                    labels(actor),
                    _text(row, dataset),
                    sign.words.partition(",")[0].lower(),
                    "derived" if sign.is_derived else "inferred" if sign.is_inferred else "stated",
                    sign.certainty.value,
                    ", ".join(sign.dates),
                    labels.joined(sign.according_to),
                )


def _text(proposition: str, dataset: Dataset) -> str:
    return dataset.propositions[proposition].text
