"""Rectangles that must not overlap, and the lanes that they are put into."""

from typing import NamedTuple

__all__ = ["Box", "Lanes", "overlapping"]


class Box(NamedTuple):
    """A rectangle of a drawing, in pixels from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """Tell whether the two share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


class Lanes:
    """Rows in which stretches lie side by side.

    Args:
        gap: how much room there must be between two of a row, in pixels.
    """

    def __init__(self, *, gap: float) -> None:
        self._gap = gap
        self._taken: list[list[tuple[float, float]]] = []

    def __len__(self) -> int:
        return len(self._taken)

    def put(self, left: float, right: float) -> int:
        """Put a stretch into the first row that has room, and give the row's number from 0."""
        for number, lane in enumerate(self._taken):
            if all(
                right + self._gap <= taken_left or taken_right + self._gap <= left
                for taken_left, taken_right in lane
            ):
                lane.append((left, right))
                return number
        self._taken.append([(left, right)])
        return len(self._taken) - 1


def overlapping(boxes: tuple[Box, ...]) -> list[tuple[Box, Box]]:
    """Find all pairs of boxes that overlap, by sweeping from left to right."""
    found: list[tuple[Box, Box]] = []
    open_boxes: list[Box] = []
    for box in sorted(boxes):
        open_boxes = [each for each in open_boxes if each.right > box.left]
        found += [(each, box) for each in open_boxes if each.overlaps(box)]
        open_boxes.append(box)
    return found
