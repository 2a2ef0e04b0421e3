"""The network of agreement and difference between actors."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final

from karabakh.figures._canvas import LINE, MARGIN, NOTE, SIZE, Box, Canvas, Legend
from karabakh.figures._direction import Direction, runs_rtl
from karabakh.figures._figure import Figure, Table
from karabakh.figures._network_layout import Point, Size, Tie, box_at, lay_out
from karabakh.figures._palette import Role
from karabakh.figures._stance_signs import stance_signs
from karabakh.figures._text import capitalised, width_of, wrapped
from karabakh.model import ActorKind, Dataset, Stance
from karabakh.reasoning import require_dataset
from karabakh.time import When
from karabakh.wording import Labels

__all__ = ["draw_network", "strongest"]

_NAME: Final = 150.0
"""The width of the lines of a name, in pixels."""
_PAD: Final = 10.0
_LEAST_WIDTH: Final = 480.0
_MANY_TIES: Final = 4
"""How many ties there may be to an actor, on average, for all to be drawn."""
_STRONGEST: Final = 3
"""How many ties of each actor are drawn at least, if there are more."""
_MOST_ACTORS: Final = 60
_FEW_TIES: Final = 60
"""How many ties there may be for the best of several places to be sought."""
_FEW: Final = 3
"""How many ties the text alternative names."""


def draw_network(
    dataset: Dataset, *, at: When | str | None = None, direction: Direction | None = None
) -> Figure:
    """Draw who agrees and who differs, on how many propositions.

    Two actors agree on a proposition that both are for, or both against, and differ if one is
    for and the other against it, stated or derived (`karabakh.reasoning.stances`). Only present
    stances count: not what is past, or was given up. Full lines are agreement, dashed ones
    difference; each says on how many propositions. Those who agree stand near each other.

    Limits: 60 actors are drawn, those with the most ties first. If there are more than four ties
    to an actor, the strongest three of each actor are drawn. The drawing says what is left out,
    and the table has everything. Authors are no party, and left out.

    It needs networkx, which the extra brings: ``pip install "karabakh[network]"``.

    Args:
        dataset: The records.
        at: Only stances that may be held at this time, or its EDTF form; by default those of
            today, as the sources see it.
        direction: Of lines; by default that of most of the texts.

    Raises:
        ImportError: If networkx is not installed.
        EdtfError: If `at` is not valid EDTF.
        ValueError: If the direction is another.

    >>> import karabakh
    >>> from karabakh.figures import draw_network
    >>> draw_network(karabakh.load()).table.rows[0]
    ('Azerbaijan', 'Aliyev', '4', '0')
    """
    require_dataset(dataset)
    labels = Labels(dataset)
    ties = _ties(dataset, at)
    drawn = strongest(_among_most_tied(ties))
    names = {
        actor: capitalised(labels(actor))
        for actor in dict.fromkeys(each for tie in drawn for each in (tie.a, tie.b))
    }
    lines = {actor: wrapped(name, _NAME, SIZE) for actor, name in names.items()}
    sizes = {actor: _size(own) for actor, own in lines.items()}
    places = _arranged(drawn, sizes)
    right = max((box_at(p, sizes[each]).right for each, p in places.items()), default=0.0)
    canvas = Canvas(max(right + 2 * MARGIN, _LEAST_WIDTH), rtl=runs_rtl(dataset, direction))
    canvas.heading(
        "Who agrees and who differs",
        "Present stances only, said or derived. Lines say on how many propositions.",
    )
    top = canvas.height + 8
    points = {each: Point(MARGIN + p.x, top + p.y) for each, p in places.items()}
    boxes = {each: box_at(p, sizes[each]) for each, p in points.items()}
    counts = _places_of_counts(drawn, points, boxes)
    _draw_ties(canvas, drawn, points, counts)
    for actor, box in boxes.items():
        canvas.rect(box, fill="paper", stroke="ink", weight=1.5, radius=4)
        for number, line in enumerate(lines[actor]):
            y = box.top + _PAD + SIZE * (0.9 + LINE * number)
            canvas.text(line, points[actor].x, y, bold=True, anchor="middle")
    canvas.height = max((box.bottom for box in boxes.values()), default=canvas.height) + 8
    canvas.legend(_legend(drawn))
    notes = [*_notes(ties, drawn, dataset, is_complete=all(counts.values()))]
    for note in notes:
        canvas.note(note)
    most = sorted(ties, key=lambda tie: -(tie.agree + tie.differ))[:_FEW]
    named = [f"{labels(tie.a)} and {labels(tie.b)} {' and '.join(_words(tie))}" for tie in most]
    return Figure(
        title=f"Who agrees and who differs: {dataset.title or 'untitled dataset'}",
        description=" ".join(
            [f"{len(names)} actors and {len(drawn)} ties.", *(f"{each}." for each in named), *notes]
        ),
        table=Table(
            ("actor", "other", "agree on", "differ on"),
            tuple((labels(a), labels(b), str(agree), str(differ)) for a, b, agree, differ in ties),
        ),
        width=canvas.width,
        height=canvas.height + MARGIN,
        content=canvas.content,
    )


def strongest(ties: Sequence[Tie]) -> Sequence[Tie]:
    """Return the ties to draw: all, or the strongest of each actor."""
    own: dict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        own[tie.a].append(tie)
        own[tie.b].append(tie)
    if len(ties) <= _MANY_TIES * len(own):
        return ties
    chosen = {tie for each in own.values() for tie in sorted(each, key=_weakness)[:_STRONGEST]}
    return [tie for tie in ties if tie in chosen]


def _weakness(tie: Tie) -> tuple[int, str, str]:
    return -(tie.agree + tie.differ), tie.a, tie.b


def _ties(dataset: Dataset, at: When | str | None) -> tuple[Tie, ...]:
    """Return the ties of actors that now take a side on the same proposition."""
    sides: dict[str, dict[str, set[Stance]]] = defaultdict(lambda: defaultdict(set))
    for sign in stance_signs(dataset, at=at):
        is_side = sign.shape in {"for", "against"}
        if is_side and (sign.phase == "present" or at is not None):
            sides[sign.proposition][sign.holder].add(sign.stance)
    agree, differ = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    order = {actor: place for place, actor in enumerate(dataset.actors.ids)}
    for own in sides.values():
        for pair in combinations(sorted(own, key=order.__getitem__), 2):
            first, second = own[pair[0]], own[pair[1]]
            agree[pair] += bool(first & second)
            differ[pair] += len(first | second) > 1
    return tuple(
        Tie(*pair, agree[pair], differ[pair])
        for pair in sorted(agree, key=lambda pair: (order[pair[0]], order[pair[1]]))
    )


def _among_most_tied(ties: Sequence[Tie]) -> Sequence[Tie]:
    counts = Counter(actor for tie in ties for actor in (tie.a, tie.b))
    chosen = {actor for actor, _ in counts.most_common(_MOST_ACTORS)}
    return [tie for tie in ties if {tie.a, tie.b} <= chosen]


def _arranged(ties: Sequence[Tie], sizes: Mapping[str, Size]) -> Mapping[str, Point]:
    """Return the places of actors, as near to each other as their counts have room."""
    places: Mapping[str, Point] = {}
    for spread in (1, 1.3, 1.7) if len(ties) <= _FEW_TIES else (1,):
        places = lay_out(ties, sizes, spread=spread)
        boxes = {each: box_at(p, sizes[each]) for each, p in places.items()}
        if all(_places_of_counts(ties, places, boxes).values()):
            break
    return places


def _places_of_counts(
    ties: Sequence[Tie], points: Mapping[str, Point], boxes: Mapping[str, Box]
) -> dict[Tie, Box | None]:
    """Return where on its line each count stands; None if it has no room."""
    taken = [*boxes.values()]
    found: dict[Tie, Box | None] = {}
    for tie in ties:
        words = _words(tie)
        wide = max((width_of(word, NOTE) * 1.1 for word in words), default=0.0) + 8
        size = Size(wide, len(words) * NOTE * LINE + 4)
        line = points[tie.a], points[tie.b]
        free = [
            box
            for share in _ALONG
            if not any(map((box := box_at(_along(*line, share), size)).overlaps, taken))
        ]
        others = [(points[each.a], points[each.b]) for each in ties if each != tie]
        if len(ties) > _FEW_TIES:
            others = []
        clear = [box for box in free if not any(_crosses(box, *other) for other in others)]
        found[tie] = next(iter([*clear, *free]), None)
        taken += [box for box in [found[tie]] if box]
    return found


def _along(a: Point, b: Point, share: float) -> Point:
    return Point(a.x + share * (b.x - a.x), a.y + share * (b.y - a.y))


def _crosses(box: Box, a: Point, b: Point) -> bool:
    """Return whether a line runs through a box, tried at points along it."""
    points = (_along(a, b, number / _TRIES) for number in range(_TRIES + 1))
    return any(box.left < x < box.right and box.top < y < box.bottom for x, y in points)


def _draw_ties(
    canvas: Canvas,
    ties: Sequence[Tie],
    points: Mapping[str, Point],
    counts: Mapping[Tie, Box | None],
) -> None:
    """Draw all lines, then their counts."""
    for tie in ties:
        a, b = points[tie.a], points[tie.b]
        length = math.dist(a, b) or 1.0
        # If there are both, the lines lie side by side.
        aside = 3.0 if tie.agree and tie.differ else 0.0
        dx, dy = aside * (b.y - a.y) / length, aside * (a.x - b.x) / length
        if tie.agree:
            canvas.line(a.x + dx, a.y + dy, b.x + dx, b.y + dy, stroke="for", weight=3)
        if tie.differ:
            ends = a.x - dx, a.y - dy, b.x - dx, b.y - dy
            canvas.line(*ends, stroke="against", weight=2.5, dash="7 5")
    for tie, box in counts.items():
        if box:
            canvas.rect(box, fill="paper")
            for number, word in enumerate(_words(tie)):
                role: Role = "for" if word.startswith("agree") else "against"
                x, y = (box.left + box.right) / 2, box.top + NOTE * (1.1 + LINE * number)
                canvas.text(word, x, y, size=NOTE, role=role, bold=True, anchor="middle")


_ALONG: Final = (0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72)
"""Where along a line its count may stand."""
_TRIES: Final = 40


def _words(tie: Tie) -> list[str]:
    agree = [f"agree on {tie.agree}"] if tie.agree else []
    return agree + ([f"differ on {tie.differ}"] if tie.differ else [])


def _size(lines: Sequence[str]) -> Size:
    widest = max((width_of(line, SIZE) * 1.1 for line in lines), default=0.0)
    return Size(widest + 2 * _PAD, len(lines) * SIZE * LINE + 2 * _PAD - 4)


def _notes(
    ties: Sequence[Tie], drawn: Sequence[Tie], dataset: Dataset, *, is_complete: bool
) -> Iterator[str]:
    """Yield what is left out, and why."""
    if len(drawn) < len(ties):
        yield f"Drawn are {len(drawn)} of {len(ties)} ties, the strongest. All are in the table."
    if not is_complete:
        yield "Counts that have no room on their lines are in the table."
    tied = {actor for tie in ties for actor in (tie.a, tie.b)}
    single = sum(
        each.id not in tied and each.kind is not ActorKind.AUTHOR for each in dataset.actors
    )
    if single:
        actors = "1 actor that shares" if single == 1 else f"{single} actors that share"
        yield f"Not drawn: {actors} no proposition with another."


def _legend(ties: Sequence[Tie]) -> Legend:
    if any(tie.agree for tie in ties):
        yield (
            (lambda canvas, x, y: canvas.line(x - 9, y, x + 9, y, stroke="for", weight=3)),
            "agree",
        )
    if any(tie.differ for tie in ties):
        yield (
            (
                lambda canvas, x, y: canvas.line(
                    x - 9, y, x + 9, y, stroke="against", weight=2.5, dash="7 5"
                )
            ),
            "differ",
        )
