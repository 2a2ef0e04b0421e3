"""The tables of a TOML text as blocks of lines, each with the comments before it."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

import attrs

from karabakh.io._toml import lines_outside_texts

__all__ = ["Block", "arranged", "cut", "without_tail"]


@attrs.frozen
class Block:
    """The lines of one record, or of one part of a record."""

    key: str
    """The collection or field that it belongs to."""
    leading: str
    """The blank lines and comments before it."""
    text: str
    """Its lines."""

    @property
    def section(self) -> str:
        """The comments above the last blank line before it, which are not its own."""
        return self.leading[: self._own_start]

    @property
    def comment(self) -> str:
        """The comments right above it, with the blank line before them."""
        return self.leading[self._own_start :]

    @property
    def _own_start(self) -> int:
        *_, last = [0, *(match.start() + 1 for match in _BLANK.finditer(self.leading))]
        return last


_BLANK: Final = re.compile(r"\n(?=[ \t]*\r?\n)")
_HEADER: Final = re.compile(r"\s*\[\[\s*([\w.]+)\s*\]\]")


def cut(text: str, prefix: str = "") -> tuple[str, list[Block]]:
    """Return what precedes the first table of a path, and its tables.

    Args:
        text: A TOML text, or the lines of one record.
        prefix: The path of the record, with a dot behind it.
    """
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    outside = dict(lines_outside_texts(text))
    found = [
        (number - 1, match[1].removeprefix(prefix))
        for number, line in outside.items()
        if (match := _HEADER.match(line))
        and match[1].startswith(prefix)
        and "." not in match[1].removeprefix(prefix)
    ]
    firsts = [_first_remark(outside, start) for start, _ in found]
    ends = [*firsts, len(lines)][1:]
    blocks = [
        Block(key, "".join(lines[first:start]), "".join(lines[start:end]))
        for (start, key), first, end in zip(found, firsts, ends, strict=True)
    ]
    return "".join(lines[: firsts[0]] if firsts else lines), blocks


def without_tail(text: str) -> tuple[str, str]:
    """Return a text, and the comments at its end that a blank line sets apart."""
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    outside = dict(lines_outside_texts(text))
    first = _first_remark(outside, len(lines))
    while first < len(lines) and lines[first].strip():
        first += 1
    return "".join(lines[:first]), "".join(lines[first:])


def _first_remark(outside: dict[int, str], start: int) -> int:
    """Return the first of the blank lines and comments right before a line, from 0."""
    while start in outside and (not outside[start].strip() or outside[start].lstrip()[:1] == "#"):
        start -= 1
    return start


def arranged(
    blocks: Sequence[Block],
    origins: Sequence[int | None],
    render: Callable[[int, int | None], str],
) -> Iterator[str]:
    """Yield for each block what replaces it, and then what follows the last.

    What remains takes the place of what remains, with the comment right above it; comments
    further above stay in their place. What is new follows what precedes it.

    Args:
        blocks: The tables of one collection, or of one field of a record.
        origins: For each new element the number of the block that it continues, or None.
        render: Returns the table of a new element, by its number and that of its block.
    """
    remaining = set(origins) - {None}
    waiting = 0
    for number, block in enumerate(blocks):
        text = block.section
        if number in remaining:
            while waiting < len(origins):
                text += render(waiting, origins[waiting])
                waiting += 1
                if waiting < len(origins) and origins[waiting] is not None:
                    break
        yield text
    yield "".join(render(each, origins[each]) for each in range(waiting, len(origins)))
