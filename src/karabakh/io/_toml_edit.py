"""Edits of TOML files that people have written: only what differs is changed.

The text is cut into blocks, one for each record, with the comments before it. The block
of an unchanged record stays as it is, to the last blank; in others only the keys that
differ are replaced, by tomlkit, which leaves everything around them alone.
"""

import contextlib
import functools
import operator
import re
import typing
from collections.abc import Iterator, Sequence
from typing import Any, Final

import attrs
import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Array

from karabakh.errors import LoadError
from karabakh.io._builder import DatasetBuilder
from karabakh.io._encode import to_plain
from karabakh.io._toml import read_toml
from karabakh.io._toml_blocks import Block, arranged, cut, without_tail
from karabakh.io._toml_items import edit_value, origins_of
from karabakh.io._toml_text import table_keys, table_text, toml_value
from karabakh.model import Dataset

__all__ = ["edited"]


def edited(text: str, old: Dataset, new: Dataset, *, source: str) -> str:
    """Return the text of a dataset, edited into that of another one.

    Args:
        text: A TOML text of the present schema.
        old: The dataset that it has.
        new: The dataset that it is to have.
        source: The path of the file, for the message.

    Raises:
        FileExistsError: If it is written in a way that can't be edited piece by piece.
    """
    if old == new:
        return text
    # Within TOML's texts, too, a line ends alike however the file writes it.
    has_crlf = "\r\n" in text and not _LONE_END.search(text)
    plain = text.replace("\r\n", "\n") if has_crlf else text
    plain += "" if plain.endswith("\n") else "\n"
    # Only the usual ways of writing TOML can be cut.
    with contextlib.suppress(LoadError, TOMLKitError, LookupError, StopIteration, ValueError):
        result = "".join(_edited_text(plain, old, new))
        if read_toml(result.encode(), DatasetBuilder(source), check_references=False) == new:
            return result.replace("\n", "\r\n") if has_crlf else result
    raise FileExistsError(
        f"{source} is written in a way that can't be edited piece by piece; pass overwrite=True"
        " to write it anew, without its comments"
    )


_LONE_END: Final = re.compile(r"(?<!\r)\n")


def _edited_text(text: str, old: Dataset, new: Dataset) -> Iterator[str]:
    preamble, blocks = cut(text)
    tail = ""
    if blocks:
        last, tail = without_tail(blocks[-1].text)
        blocks[-1] = attrs.evolve(blocks[-1], text=last)
    in_blocks = {block.key for block in blocks}
    yield _edited_preamble(preamble, old, new, in_blocks)
    slots = {
        name: _edited_blocks(name, blocks, before, after)
        for name, before, after in _arrays(old, new)
        if name in in_blocks or not before
    }
    if "coding" not in in_blocks:
        yield from slots.pop("coding", ())
    for position, block in enumerate(blocks):
        yield next(slots[block.key])
        if all(later.key != block.key for later in blocks[position + 1 :]):
            yield from slots.pop(block.key)
    for rest in slots.values():
        yield from rest
    yield tail


def _arrays(old: Dataset, new: Dataset) -> Iterator[tuple[str, Sequence[Any], Sequence[Any]]]:
    yield "coding", old.coding, new.coding
    for name, records in new.collections():
        yield name, getattr(old, name), records


def _edited_preamble(text: str, old: Dataset, new: Dataset, in_blocks: set[str]) -> str:
    """Return what precedes all tables: title, coding, and collections within a line."""
    document = tomlkit.parse(text)
    if old.title != new.title:
        document["title"] = tomlkit.value(toml_value(new.title))
    for name, before, after in _arrays(old, new):
        if name not in in_blocks and before and before != after:
            if not isinstance(document[name], Array):
                raise LookupError(name)  # tables all the same, but with odd headers
            edit_value(document, name, [*map(to_plain, before)], [*map(to_plain, after)])
    return tomlkit.dumps(document)


def _edited_blocks(
    path: str, blocks: Sequence[Block], old: Sequence[Any], new: Sequence[Any]
) -> Iterator[str]:
    """Yield for each block of one key what replaces it, and then the rest."""
    own = [block for block in blocks if block.key == path.rpartition(".")[2]]
    if len(own) != len(old):
        raise LookupError(path)  # some of them have odd headers

    def render(number: int, origin: int | None) -> str:
        if origin is None:
            return table_text(path, new[number])
        block = own[origin]
        return block.comment + _edited_table(block.text, path, old[origin], new[number])

    return arranged(own, _origins(old, new), render)


def _origins(old: Sequence[Any], new: Sequence[Any]) -> list[int | None]:
    if all(hasattr(each, "id") for each in (*old, *new)):
        numbers = {each.id: number for number, each in enumerate(old)}
        return [numbers.get(each.id) for each in new]
    return origins_of([*map(to_plain, old)], [*map(to_plain, new)])


def _edited_table(text: str, path: str, old: Any, new: Any) -> str:  # noqa: ANN401 (any class)
    """Return the lines of a record, or of a part of one, edited into those of another."""
    if old == new:
        return text
    head, parts = cut(text, f"{path}.")
    cls: type[Any] = new.__class__
    before, after = to_plain(old), to_plain(new)
    in_tables = table_keys(cls, after)
    document = tomlkit.parse(head)
    table = functools.reduce(operator.getitem, path.split("."), typing.cast("Any", document))[0]
    in_parts = {part.key for part in parts}
    result = ""
    for field in attrs.fields(cls):
        key = field.name
        values = getattr(old, key), getattr(new, key)
        if key in in_parts or (key in in_tables and not values[0]):
            result += "".join(_edited_blocks(f"{path}.{key}", parts, *values))
        elif values[0] != values[1] and key in after:
            edit_value(table, key, before.get(key), after[key])
        elif values[0] != values[1]:
            del table[key]
    return tomlkit.dumps(document) + result
