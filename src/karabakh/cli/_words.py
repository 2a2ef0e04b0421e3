"""``words``: a text with the numbers of its words."""

import click

from karabakh._wrapping import wrap_words
from karabakh.cli import _common, _output


@_common.command("words reef.txt", "words reef.txt --paragraph 2")
@click.argument("text", type=_common.PATH)
@click.option(
    "--paragraph", type=click.IntRange(min=1), metavar="NUMBER", help="Print this one alone."
)
@_common.json_option
@_common.encoding_option
def words(text: str, *, paragraph: int | None, as_json: bool, encoding: str) -> None:
    """Print the words of a text with their numbers.

    p2:38-42 are the words 38 to 42 of the second paragraph, as in citations.
    """
    paragraphs = _common.read_document(text, encoding).paragraphs
    if paragraph is not None and paragraph > len(paragraphs):
        raise click.UsageError(f"--paragraph must be at most {len(paragraphs)}, got {paragraph}")
    chosen = range(1, len(paragraphs) + 1) if paragraph is None else (paragraph,)
    texts = {number: [word.text for word in paragraphs[number - 1]] for number in chosen}
    if as_json:
        found = [{"paragraph": number, "words": each} for number, each in texts.items()]
        _output.output_json(found)
        return
    for number, each in texts.items():
        numbered = [f"{position}.{word}" for position, word in enumerate(each, start=1)]
        text = f"p{number}: {' '.join(numbered)}"
        _common.print_lines(*wrap_words(text, _common.line_width(), others="    "))
