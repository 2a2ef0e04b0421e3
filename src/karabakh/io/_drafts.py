"""Drafts read strictly: records with quotes in the place of citations."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, cast

import attrs
import msgspec

from karabakh._shown import shown
from karabakh.errors import LoadError
from karabakh.findings import Finding
from karabakh.io._builder import DatasetBuilder, nesting_limited
from karabakh.io._draft_schema import DRAFTED
from karabakh.io._encode import to_plain
from karabakh.io._file_errors import file_error, mistyped, pointer, unknown_key
from karabakh.io._json_schema import json_schema
from karabakh.io._json_text import INVALID, element_value
from karabakh.io._limits import MAX_RECORDS
from karabakh.io._plain_values import as_array, as_object
from karabakh.io._text import check_bytes, encode_content
from karabakh.model import COLLECTIONS, Dataset

__all__ = ["draft_order", "draft_pointer", "read_draft"]

Cite = Callable[[str, str, str | None], str | None]
"""Takes a pointer, a quote and the passage that it should be in; returns the citation."""


def read_draft(
    draft: str | bytes | Mapping[str, Any], base: Dataset, cite: Cite
) -> tuple[Dataset | None, list[Finding]]:
    """Return a dataset with the records of a draft, and what is wrong with it.

    Args:
        draft: JSON text, or what a JSON parser returned for it.
        base: The dataset that the records are added to.
        cite: Returns the citation of a quote as text, None if there is none.

    Returns:
        The dataset, None if anything but a quote is wrong; and the findings.

    Raises:
        TypeError: If the draft is neither text nor a mapping.
    """
    builder = DatasetBuilder("the draft")
    try:
        with nesting_limited(builder):
            content = _content(draft, builder)
            added = {name: [*_elements(name, content, builder)] for name in DRAFTED}
            total = sum(map(len, added.values()))
            if total > MAX_RECORDS:
                raise builder.failure(_too_many(total))
            _Translation(builder, cite).add_all(added, base)
            return _built(builder, base)
    except LoadError as error:
        return None, [_in_draft(finding, base) for finding in error.findings]


def _content(draft: object, builder: DatasetBuilder) -> Mapping[str, Any]:
    """Return the object of a draft; raise LoadError if it is none."""
    value: Any = draft
    if not isinstance(draft, Mapping):
        if not isinstance(draft, (str, bytes, bytearray)):
            raise TypeError(f"draft must be str, bytes or a dict, got {shown(draft)}")
        raw = check_bytes(encode_content(cast("str | bytes", draft), builder), builder)
        value, findings = element_value(msgspec.Raw(raw))
        builder.findings += findings
        if value is INVALID:
            hint = "return the JSON alone, with no words or fences around it"
            builder.findings[-1] = attrs.evolve(builder.findings[-1], hint=hint)
            raise builder.failure()
    elif not isinstance(draft, dict):
        value = {**cast("Mapping[str, Any]", draft)}
    content = as_object(value)
    if content is None:
        finding = mistyped("", value, "an object", hint='return {"actors": […], …}')
        raise builder.failure(finding)
    for key in content:
        if key not in DRAFTED:
            builder.findings.append(unknown_key(pointer(key), key, DRAFTED))
    return content


def _elements(name: str, content: Mapping[str, Any], builder: DatasetBuilder) -> list[Any]:
    if name not in content:
        return []
    elements = as_array(content[name])
    if elements is None:
        builder.refuse_array(name, content[name])
    return elements or []


def _too_many(total: int) -> Finding:
    return file_error(
        "KB030",
        f"the draft has {total:,} records, more than {MAX_RECORDS:,}",
        expected=f"at most {MAX_RECORDS:,} records",
        hint="draft the text part by part",
    )


def _built(builder: DatasetBuilder, base: Dataset) -> tuple[Dataset, list[Finding]]:
    dataset = builder.build(
        check_references=True,
        locate=list,
        name_place=lambda where: draft_pointer(where, base) or "the dataset",
    )
    return attrs.evolve(dataset, title=base.title, coding=base.coding), []


class _Translation:
    """Citations in the place of quotes, and the keys that drafts do not have."""

    def __init__(self, builder: DatasetBuilder, cite: Cite) -> None:
        self._builder = builder
        self._cite = cite
        self._schema = json_schema(draft=True)["properties"]

    def add_all(self, added: Mapping[str, list[Any]], base: Dataset) -> None:
        """Add the records of the dataset, and then those of the draft."""
        for name, records in base.collections():
            known = [to_plain(record) for record in records]
            drafted = [
                self._translated(element, self._schema[name]["items"], pointer(name, number))
                for number, element in enumerate(added.get(name, ()), start=len(known))
            ]
            self._builder.add_plain_elements(name, [*known, *drafted])

    def _translated(self, value: Any, schema: Mapping[str, Any], where: str) -> Any:  # noqa: ANN401
        if schema["type"] == "array" and (elements := as_array(value)) is not None:
            return [
                self._translated(element, schema["items"], f"{where}/{number}")
                for number, element in enumerate(elements)
            ]
        content = as_object(value)
        if schema["type"] != "object" or content is None:
            return value
        return dict(self._members(content, schema, where))

    def _members(
        self, content: Mapping[str, Any], schema: Mapping[str, Any], where: str
    ) -> Iterator[tuple[str, Any]]:
        properties = schema["properties"]
        for key, value in content.items():
            place = where + pointer(key)
            if key not in properties:
                self._refuse_key(key, properties, place)
            elif key == "quotes":
                yield "citations", [*self._citations(value, place)]
            else:
                yield key, self._translated(value, properties[key], place)
        if "quotes" in schema["required"] and not content.get("quotes", ()):
            self._refuse(
                "KB015",
                "missing key 'quotes'" if "quotes" not in content else "no quote",
                where + pointer("quotes"),
                'add the words of the text that it rests on: [{"quote": "…"}]',
            )

    def _citations(self, value: Any, where: str) -> Iterator[str]:  # noqa: ANN401
        quotes = as_array(value)
        if quotes is None:
            self._builder.findings.append(mistyped(where, value, "an array"))
        for number, each in enumerate(quotes or ()):
            place = f"{where}/{number}"
            content = as_object(each)
            if content is None:
                hint = 'write {"quote": "…"}'
                self._builder.findings.append(mistyped(place, each, "an object", hint=hint))
                continue
            if (pair := self._quote(content, place)) is not None:
                citation = self._cite(place, *pair)
                if citation is not None:
                    yield citation

    def _quote(self, content: Mapping[str, Any], where: str) -> tuple[str, str | None] | None:
        """Return the words of a quote and the passage named, or None if either is wrong."""
        for key in content.keys() - {"quote", "within"}:
            self._refuse_key(key, ("quote", "within"), where + pointer(key))
        for key, value in content.items():
            if key in {"quote", "within"} and not isinstance(value, str):
                self._builder.findings.append(mistyped(where + pointer(key), value, "a text"))
        if "quote" not in content:
            self._refuse("KB015", "missing key 'quote'", f"{where}/quote", "copy the words")
        quote, within = content.get("quote"), content.get("within", "")
        if len(content) > 1 + ("within" in content) or not isinstance(within, str):
            return None
        return (quote, within or None) if isinstance(quote, str) else None

    def _refuse_key(self, key: str, known: Collection[str], where: str) -> None:
        hint = 'quote the words of the text in "quotes"' if key == "citations" else ""
        self._builder.findings.append(unknown_key(where, key, known, hint=hint))

    def _refuse(self, code: str, message: str, where: str, hint: str) -> None:
        self._builder.findings.append(file_error(code, message, where=where, hint=hint))


def draft_pointer(where: str, base: Dataset) -> str | None:
    """Return a pointer into the dataset as one into the draft that was added to it.

    Args:
        where: The pointer.
        base: The dataset to which the draft was added.

    Returns:
        The pointer; None if it leads to what the dataset had before.

    >>> from karabakh import Dataset, Place
    >>> from karabakh.io import draft_pointer
    >>> draft_pointer("/places/1/names/0", Dataset.from_records(Place(id="here")))
    '/places/0/names/0'
    """
    _, name, number, *rest = [*where.split("/"), "", ""]
    if name not in COLLECTIONS or not number.isdecimal():
        return where
    index = int(number) - len(getattr(base, name))
    return None if index < 0 else "/".join(["", name, str(index), *rest[:-2]])


def draft_order(finding: Finding) -> tuple[tuple[int, int, str], ...]:
    """Return a sort key for findings: the order of collections, then of numbers."""
    _, name, *steps = [*finding.where.split("/"), ""]
    order = DRAFTED.index(name) if name in DRAFTED else -1
    keys = [(1, int(step), "") if step.isdecimal() else (0, 0, step) for step in steps]
    return ((0, order, ""), *keys)


def _in_draft(finding: Finding, base: Dataset) -> Finding:
    where = draft_pointer(finding.where, base)
    if where is None:
        message = f"the dataset itself is wrong at {finding.where}: {finding.message}"
        return attrs.evolve(finding, where="", message=message)
    return attrs.evolve(finding, where=where)
