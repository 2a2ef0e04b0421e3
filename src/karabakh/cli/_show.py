"""``show``: a dataset or one of its records, for people to read."""

import enum
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any, cast

import attrs
import click

from karabakh._markup import visible
from karabakh.cli import _common
from karabakh.errors import UnknownIdError
from karabakh.model import Dataset, Paragraph, Record, Source
from karabakh.reasoning import Explanation, explain

_MOST = 40
"""So many records of a kind are listed unless all are asked for."""

_INDENT = "  "
_COLUMN = 30
"""How far identifiers may push the text beside them, unless they are longer themselves."""


@click.command()
@click.argument("file", default=_common.BUNDLED)
@click.argument("id", required=False)
@click.option("--all", "everything", is_flag=True, help="List every record, however many.")
@_common.document_option
@_common.input_format_option
def show(
    file: str,
    id: str | None,
    *,
    everything: bool,
    copies: _common.Copies,
    input_format: str | None,
) -> None:
    """Show what a dataset holds, or one of its records with all that is known of it.

    Without FILE, the dataset that comes with the library is shown. With ID, the record or
    source of that identifier is, with the words it rests on if --document gives the text.
    """
    dataset = _common.bind(_common.read_or_exit(file, input_format), copies)
    most = len(dataset) if everything else _MOST
    lines = _overview(dataset, most) if id is None else _details(dataset, _find(dataset, id), most)
    for line in lines:
        click.echo(visible(line))


def _find(dataset: Dataset, id: str) -> Record | Source:
    source = dataset.sources.get(id)
    if source is not None:
        return source
    try:
        return dataset[id]
    except UnknownIdError as error:
        raise click.UsageError(str(error)) from error


def _overview(dataset: Dataset, most: int) -> Iterator[str]:
    """List the records of each kind, in a line each."""
    yield dataset.title or "A dataset without a title"
    for name, records in dataset.collections():
        if records:
            yield ""
            yield f"{name} ({len(records)})"
            yield from _listed(records, dataset, most)


def _listed(records: Sequence[Record | Source], dataset: Dataset, most: int) -> Iterator[str]:
    """Tell records in a line each, as many as are wanted."""
    column = min(max(len(record.id) for record in records[:most]), _COLUMN)
    for record in records[:most]:
        begin = f"{_INDENT}{record.id:<{column}}{_INDENT}"
        room = max(_common.line_width() - len(begin), _COLUMN)
        text = explain(record, dataset=dataset).text
        yield begin + textwrap.shorten(text, room, placeholder=" …")
    if len(records) > most:
        yield f"{_INDENT}… and {len(records) - most} more: --all lists them"


def _details(dataset: Dataset, record: Record | Source, most: int) -> Iterator[str]:
    """Tell all that is known of a record, and what mentions it."""
    told = explain(record, dataset=dataset)
    yield f"{record.id} ({type(record).__name__.lower()})"
    yield from _filled(told.text, _INDENT)
    yield ""
    for field in attrs.fields(type(record)):
        value = getattr(record, field.name)
        if field.name not in {"id", "citations"} and value != field.default:
            yield from _field(field.name, value)
    yield from _passages(told)
    mentioning = dataset.citing(record.id) if isinstance(record, Source) else ()
    if isinstance(record, Record):
        mentioning = dataset.backlinks(record.id)
    if mentioning:
        yield ""
        yield f"{'cited' if isinstance(record, Source) else 'mentioned'} by ({len(mentioning)})"
        yield from _listed(mentioning, dataset, most)


def _passages(told: Explanation) -> Iterator[str]:
    """Tell what a record rests on, in its words where there are any."""
    if told.citations:
        yield ""
        yield "rests on"
    for number, citation in enumerate(told.citations):
        yield f"{_INDENT}{citation}"
        quote = told.quotes[number] if told.quotes else None
        if quote is not None:
            yield from _filled(f"“{quote}”", _INDENT * 2)


def _field(name: str, value: object) -> Iterator[str]:
    """Tell the value of a field, one of several values in a line each."""
    values = cast("tuple[object, ...]", value if isinstance(value, tuple) else (value,))
    label = f"{_INDENT}{name.replace('_', ' ')}: "
    for each in values:
        yield from _filled(_in_words(each), label)
        label = " " * len(label)


def _in_words(value: object) -> str:
    """Tell a value as files do, and one that has parts by these."""
    if isinstance(value, enum.Enum):
        return str(value.value)
    if isinstance(value, Paragraph):
        return f"{value.words} words in {len(value.sentences)} sentences"
    if isinstance(value, tuple):
        return ", ".join(map(_in_words, cast("tuple[object, ...]", value)))
    kind: Any = type(value)
    if attrs.has(kind):
        return "; ".join(
            f"{field.name.replace('_', ' ')} {_in_words(getattr(value, field.name))}"
            for field in attrs.fields(kind)
            if getattr(value, field.name) != field.default
        )
    return str(value)


def _filled(text: str, begin: str) -> list[str]:
    return textwrap.wrap(
        text,
        _common.line_width(),
        initial_indent=begin,
        subsequent_indent=" " * len(begin),
        break_long_words=False,
        break_on_hyphens=False,
    )
