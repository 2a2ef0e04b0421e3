"""TOML files of older schemas, migrated with their comments."""

import contextlib
import functools
import operator
import re
import tomllib
import typing
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Array

from karabakh.errors import LoadError
from karabakh.io._builder import DatasetBuilder
from karabakh.io._migrations import migrate
from karabakh.io._plain_values import as_array
from karabakh.io._schema_1 import RENAMED_KEYS
from karabakh.io._toml import lines_outside_texts, read_toml
from karabakh.io._toml_blocks import Block, cut
from karabakh.io._toml_items import edit_value
from karabakh.model import SCHEMA_VERSION, Dataset

__all__ = ["migrated_text"]


def migrated_text(text: str, dataset: Dataset, *, version: int, source: str) -> str:
    """Return a text of an older schema in the present one, with all comments.

    Args:
        text: The text.
        dataset: The dataset that it has.
        version: The schema that it follows.
        source: The path of the file, for the message.

    Raises:
        FileExistsError: If it is written in a way that can't be edited piece by piece.
    """
    with contextlib.suppress(LoadError, TOMLKitError, LookupError, ValueError):
        result = _migrated(text, tomllib.loads(text), version)
        if read_toml(result.encode(), DatasetBuilder(source), check_references=False) == dataset:
            return result
    raise FileExistsError(
        f"{source} follows schema {version} and is written in a way that can't be edited piece"
        " by piece; pass overwrite=True to write it anew, without its comments"
    )


def _migrated(text: str, content: dict[str, Any], version: int) -> str:
    migrated: dict[str, list[Any]] = {
        name: [migrate(name, each, version)[0] for each in elements]
        for name, value in content.items()
        if (elements := as_array(value)) is not None
    }
    preamble, blocks = cut(text)
    document = tomlkit.parse(preamble)
    document["schema"] = SCHEMA_VERSION
    for name, elements in migrated.items():
        if name in document and content[name] != elements:
            if not isinstance(document[name], Array):
                raise LookupError(name)  # tables all the same, but with odd headers
            edit_value(document, name, content[name], elements)
    return tomlkit.dumps(document) + "".join(_migrated_blocks(blocks, "", content, migrated))


def _migrated_blocks(
    blocks: Iterable[Block], prefix: str, old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[str]:
    """Yield the tables of a dataset or of a record as the next schema has them."""
    numbers = Counter[str]()
    for block in blocks:
        number = numbers[block.key]
        numbers[block.key] += 1
        pair = old[block.key][number], new[block.key][number]
        yield block.leading + _migrated_table(block.text, prefix + block.key, *pair)


def _migrated_table(text: str, path: str, old: dict[str, Any], new: dict[str, Any]) -> str:
    """Return the lines of an element or of a part of one as the next schema has them."""
    head, parts = cut(text, f"{path}.")
    in_parts = {part.key for part in parts}
    document = tomlkit.parse(_with_keys_renamed(head, {*new}))
    table = functools.reduce(operator.getitem, path.split("."), typing.cast("Any", document))[0]
    for key in [key for key in table if key not in new]:
        comment = table[key].trivia.comment
        del table[key]
        if comment:
            table.add(tomlkit.comment(comment.lstrip("# ")))
    values = table.unwrap()
    for key in [key for key in new if key not in in_parts]:
        edit_value(table, key, values.get(key), new[key])
    return tomlkit.dumps(document) + "".join(_migrated_blocks(parts, f"{path}.", old, new))


def _with_keys_renamed(head: str, keys: set[str]) -> str:
    """Return the lines of a table with each key that has another name now under that."""
    lines = head.split("\n")
    for number, line in lines_outside_texts(head):
        match = _KEY.match(line)
        if match and (renamed := RENAMED_KEYS.get(match[2])) in keys - {*_keys(lines)}:
            lines[number - 1] = f"{match[1]}{renamed}{line[match.end(2) :]}"
    return "\n".join(lines)


_KEY: Final = re.compile(r"([ \t]*)([\w-]+)(?=[ \t]*=)")


def _keys(lines: list[str]) -> Iterator[str]:
    for _, line in lines_outside_texts("\n".join(lines)):
        if match := _KEY.match(line):
            yield match[2]
