"""``convert``: write a dataset in another format."""

import click

from karabakh.cli import _common, _folder, _output


@_common.command("convert reef.toml reef.json", "convert old.toml old.toml --force")
@click.argument("source", type=_common.PATH, metavar="FILE")
@click.argument("target", type=_common.PATH, metavar="OUT")
@_common.input_format_option
@_output.output_format_option
@_output.force_option
@_folder.memory_option
def convert(  # noqa: PLR0913 (the options)
    source: str,
    target: str,
    *,
    input_format: str | None,
    output_format: str | None,
    force: bool,
    memory: str,
) -> None:
    """Write a dataset in another format.

    Nothing of the dataset is lost. A file of an older schema is written in the present one. OUT is
    replaced as a whole or not at all, and only with --force; "-" is standard output. Comments stay
    only where OUT is FILE itself, or another TOML file with these records.

    An OUT that ends in "/" is a folder with a table in CSV for each collection, described by
    datapackage.json, or with Parquet files if the output format is "parquet". Then FILE may be JSON
    Lines of any length, or event data of GED or ACLED, a file ending in .csv: rows that can't be
    events are listed, and written beside OUT.
    """
    _output.check_format(target, output_format)
    _output.check_output(target, force=force)
    if output_format == _output.PARQUET:
        _output.write_columns(source, target, input_format, memory=memory)
        return
    dataset = _common.read_or_exit(source, input_format)
    _output.write_dataset(dataset, target, output_format, overwrite=force)
