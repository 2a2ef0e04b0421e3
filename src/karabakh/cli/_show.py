"""``show``: a dataset or one of its records, for people to read."""

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

import click

from karabakh._wrapping import wrap_words
from karabakh.cli import _common, _output
from karabakh.cli._values import field_lines, value_text
from karabakh.errors import UnknownIdError
from karabakh.explanations import Explanation, explain
from karabakh.io import to_plain
from karabakh.model import Dataset, Record, Source

_MOST = 40
"""How many records of a kind are listed without --all."""

_INDENT = "  "
_COLUMN = 30
"""The greatest width of the column of identifiers, and the least of the texts."""


@_common.command("show reef.toml", "show reef.toml berel-grants --document reef.txt")
@click.argument("file", type=_common.PATH, default=_common.BUNDLED)
@click.argument("id", required=False)
@click.option("--all", "everything", is_flag=True, help="List every record.")
@_common.json_option
@_common.document_option
@_common.input_format_option
def show(  # noqa: PLR0913 (the options)
    file: str,
    id: str | None,
    *,
    everything: bool,
    as_json: bool,
    copies: _common.Copies,
    input_format: str | None,
) -> None:
    """Show the records of a dataset, or one record with all its fields.

    Without FILE, the dataset that comes with the library is shown. With ID, the record or
    source of that identifier is shown, and the words that it cites if --document names a copy
    of the text.
    """
    dataset = _common.bind(_common.read_or_exit(file, input_format), copies)
    if as_json:
        _output.output_json(_plain(dataset, None if id is None else _find(dataset, id)))
        return
    most = len(dataset) if everything else _MOST
    lines = _overview(dataset, most) if id is None else _details(dataset, _find(dataset, id), most)
    for line in lines:
        _common.print_lines(line)


def _plain(dataset: Dataset, record: Record | Source | None) -> dict[str, Any]:
    """Return a record with what rests on it, or the records of a dataset, for JSON."""
    if record is None:
        records = [
            {"type": _type(each), "id": each.id, "text": explain(each, dataset=dataset).text}
            for _, collection in dataset.collections()
            for each in collection
        ]
        return {"title": dataset.title, "records": records}
    explanation = explain(record, dataset=dataset)
    return {
        "type": _type(record),
        "text": explanation.text,
        "record": to_plain(record),
        "quotes": list(explanation.quotes),
    }


def _type(record: Record | Source) -> str:
    return type(record).__name__.lower()


def _find(dataset: Dataset, id: str) -> Record | Source:
    source = dataset.sources.get(id)
    if source is not None:
        return source
    try:
        return dataset[id]
    except UnknownIdError as error:
        raise click.UsageError(str(error)) from error


def _overview(dataset: Dataset, most: int) -> Iterator[str]:
    """Yield the title, the coders, and the records of each kind in a line each."""
    yield dataset.title or "A dataset without a title"
    for coding in dataset.coding:
        yield from _filled(value_text(coding), f"{_INDENT}coded by ")
    for name, records in dataset.collections():
        if records:
            yield ""
            yield f"{name} ({len(records)})"
            yield from _listed(records, dataset, most)


def _listed(records: Sequence[Record | Source], dataset: Dataset, most: int) -> Iterator[str]:
    """Yield a line for each record, up to the greatest number wanted."""
    column = min(max(len(record.id) for record in records[:most]), _COLUMN)
    for record in records[:most]:
        begin = f"{_INDENT}{record.id:<{column}}{_INDENT}"
        room = max(_common.line_width() - len(begin), _COLUMN)
        text = explain(record, dataset=dataset).text
        yield begin + textwrap.shorten(text, room, placeholder=" …")
    if len(records) > most:
        yield f"{_INDENT}… and {len(records) - most} more: --all lists them"


def _details(dataset: Dataset, record: Record | Source, most: int) -> Iterator[str]:
    """Yield all fields of a record, its passages, and the records that refer to it."""
    explanation = explain(record, dataset=dataset)
    yield f"{record.id} ({_type(record)})"
    yield from _filled(explanation.text, _INDENT)
    yield ""
    for name, values in field_lines(record):
        label = f"{_INDENT}{name}: "
        for value in values:
            yield from _filled(value, label)
            label = " " * len(label)
    yield from _passages(explanation)
    if isinstance(record, Source):
        heading, related = "cited by", dataset.citing(record.id)
    else:
        heading, related = "referred to by", dataset.backlinks(record.id)
    if related:
        yield ""
        yield f"{heading} ({len(related)})"
        yield from _listed(related, dataset, most)


def _passages(explanation: Explanation) -> Iterator[str]:
    """Yield the citations of a record, and their words if a copy is bound."""
    if explanation.citations:
        yield ""
        yield "rests on"
    for citation, quote in explanation.quoted:
        yield f"{_INDENT}{citation}"
        if quote is not None:
            yield from _filled(f"“{quote}”", _INDENT * 2)


def _filled(text: str, begin: str) -> list[str]:
    return wrap_words(text, _common.line_width(), begin, " " * len(begin))
