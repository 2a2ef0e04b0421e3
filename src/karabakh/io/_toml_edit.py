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
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import attrs
import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Array

from karabakh.errors import LoadError
from karabakh.io._builder import DatasetBuilder
from karabakh.io._encode import to_plain
from karabakh.io._files import MAX_BYTES, read_bytes
from karabakh.io._toml import lines_outside_texts, read_toml
from karabakh.io._toml_text import table_keys, table_text, toml_chunks, toml_value
from karabakh.model import SCHEMA_VERSION, Dataset, Record, Source

__all__ = ["edited", "edited_chunks"]


def edited_chunks(dataset: Dataset, path: Path, *, is_packed: bool) -> Iterator[bytes]:
    """Yield the edited text of a TOML file; canonical text if there is no file.

    Raises:
        LoadError: If the file can't be read as a dataset.
        ValueError: If it is written in a way that can't be edited piece by piece.
    """
    if not path.exists():
        yield from toml_chunks(dataset)
        return
    content = read_bytes(path, is_packed=is_packed, max_bytes=MAX_BYTES)
    yield edited(content, dataset, source=str(path)).encode()


def edited(content: bytes, dataset: Dataset, *, source: str) -> str:
    """Return the text of a dataset, edited into that of another one."""
    builder = DatasetBuilder(source)
    old = read_toml(content, builder, check_references=False)
    if builder.version != SCHEMA_VERSION:
        raise ValueError(
            f"{source} follows schema {builder.version}, whose comments can't be kept in schema"
            f" {SCHEMA_VERSION}; write it once without keep_comments"
        )
    # Only the usual ways of writing TOML can be cut.
    with contextlib.suppress(LoadError, TOMLKitError, LookupError, StopIteration):
        result = "".join(_edited_text(content.decode(), old, dataset))
        if read_toml(result.encode(), DatasetBuilder(source), check_references=False) == dataset:
            return result
    raise ValueError(
        f"{source} is written in a way that can't be edited piece by piece; write it once"
        " without keep_comments"
    )


def _edited_text(text: str, old: Dataset, new: Dataset) -> Iterator[str]:
    preamble, blocks = _cut(text, "")
    in_blocks = {block.key for block in blocks}
    yield _edited_preamble(preamble, old, new, in_blocks)
    if not old.coding:
        yield from (table_text("coding", each) for each in new.coding)
    slots = {name: _slots(name, blocks, old, new) for name in in_blocks - {"coding"}}
    slots["coding"] = _coding_slots(blocks, old, new)
    for position, block in enumerate(blocks):
        yield next(slots[block.key])
        if all(later.key != block.key for later in blocks[position + 1 :]):
            yield from slots[block.key]
    for name, records in new.collections():
        if name not in in_blocks and not getattr(old, name):
            yield from (table_text(name, record) for record in records)


def _edited_preamble(text: str, old: Dataset, new: Dataset, in_blocks: set[str]) -> str:
    """Return what precedes all tables: title, coding, and collections within a line."""
    document = tomlkit.parse(text)
    if old.title != new.title:
        document["title"] = _value(new.title)
    for name, records in (("coding", new.coding), *new.collections()):
        before = getattr(old, name)
        if name not in in_blocks and before and before != records:
            if not isinstance(document[name], Array):
                raise LookupError(name)  # tables all the same, but with odd headers
            document[name] = _value([to_plain(record) for record in records])
    return tomlkit.dumps(document)


def _slots(name: str, blocks: "list[_Block]", old: Dataset, new: Dataset) -> Iterator[str]:
    """Yield for each block of a collection what replaces it, and then the rest.

    A remaining record takes the place of a remaining one, with the comment right above
    it; comments further above stay in their place. A new record follows the one before it.
    """
    own = [block for block in blocks if block.key == name]
    before: dict[str, tuple[Record | Source, _Block]] = {
        record.id: (record, block) for record, block in zip(getattr(old, name), own, strict=True)
    }
    waiting = list(getattr(new, name))
    known = {record.id for record in waiting} & before.keys()
    for identifier, (_, block) in before.items():
        text, _ = _divided(block.leading)
        if identifier in known:
            text += _record_text(name, waiting.pop(0), before)
        while identifier in known and waiting and waiting[0].id not in before:
            text += _record_text(name, waiting.pop(0), before)
        yield text
    yield "".join(_record_text(name, record, before) for record in waiting)


def _coding_slots(blocks: "list[_Block]", old: Dataset, new: Dataset) -> Iterator[str]:
    """Yield for each block of `Dataset.coding` what replaces it, and then the rest."""
    own = [block for block in blocks if block.key == "coding"]
    for number, block in enumerate(own):
        text, comment = _divided(block.leading)
        if number < len(new.coding):
            pair = old.coding[number], new.coding[number]
            text += comment + _edited_table(block.text, "coding", *pair)
        yield text
    yield "".join(table_text("coding", each) for each in new.coding[len(own) :])


def _record_text(
    name: str, record: Record | Source, before: "dict[str, tuple[Record | Source, _Block]]"
) -> str:
    if record.id not in before:
        return table_text(name, record)
    old, block = before[record.id]
    _, comment = _divided(block.leading)
    return comment + _edited_table(block.text, name, old, record)


def _divided(leading: str) -> tuple[str, str]:
    """Return the comments above the last blank line, and the record's own below it."""
    section, blank, own = leading.rpartition("\n\n")
    return section + blank[:1], blank[1:] + own


@attrs.frozen
class _Block:
    """The lines of one record, or of one part of a record."""

    key: str
    """The collection or field that it belongs to."""
    leading: str
    """The blank lines and comments before it."""
    text: str
    """Its lines."""


_HEADER: Final = re.compile(r"\s*\[\[\s*([\w.]+)\s*\]\]")


def _cut(text: str, prefix: str) -> tuple[str, list[_Block]]:
    """Return what precedes the first table of a path, and its tables."""
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    found = [
        (number - 1, match[1].removeprefix(prefix))
        for number, line in lines_outside_texts(text)
        if (match := _HEADER.match(line))
        and match[1].startswith(prefix)
        and "." not in match[1].removeprefix(prefix)
    ]
    firsts = [_first_comment(lines, start) for start, _ in found]
    ends = [*firsts, len(lines)][1:]
    blocks = [
        _Block(key, "".join(lines[first:start]), "".join(lines[start:end]))
        for (start, key), first, end in zip(found, firsts, ends, strict=True)
    ]
    return "".join(lines[: firsts[0]] if firsts else lines), blocks


def _first_comment(lines: list[str], start: int) -> int:
    while start and (not lines[start - 1].strip() or lines[start - 1].lstrip().startswith("#")):
        start -= 1
    return start


def _edited_table(text: str, path: str, old: Any, new: Any) -> str:  # noqa: ANN401 (any class)
    """Return the lines of a record, or of a part of one, edited into those of another."""
    if old == new:
        return text
    head, parts = _cut(text, f"{path}.")
    cls: type[Any] = new.__class__
    plain = to_plain(new)
    in_tables = table_keys(cls, plain)
    document = tomlkit.parse(head)
    table = functools.reduce(operator.getitem, path.split("."), typing.cast("Any", document))[0]
    in_parts = {part.key for part in parts}
    result = ""
    for field in attrs.fields(cls):
        key, before, after = field.name, getattr(old, field.name), getattr(new, field.name)
        if key in in_parts or (key in in_tables and not before):
            own = [part for part in parts if part.key == key]
            result += _edited_parts(own, f"{path}.{key}", before, after)
        elif before != after and key in plain:
            table[key] = _value(plain[key])
        elif before != after:
            del table[key]
    return tomlkit.dumps(document) + result


def _edited_parts(
    parts: list[_Block], path: str, old: tuple[Any, ...], new: tuple[Any, ...]
) -> str:
    pairs = zip(parts, old, new, strict=False)
    remaining = [part.leading + _edited_table(part.text, path, *values) for part, *values in pairs]
    return "".join([*remaining, *(table_text(path, each) for each in new[len(parts) :])])


def _value(plain: object) -> Any:  # noqa: ANN401 (an item of tomlkit)
    return tomlkit.value(toml_value(plain))
