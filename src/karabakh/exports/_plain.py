"""A briefing as Markdown and as plain text."""

from collections.abc import Iterable, Iterator
from typing import Final

from karabakh._markup import markdown
from karabakh._shown import visible
from karabakh._wrapping import wrap_words
from karabakh._wrong_type import require_type
from karabakh.briefing import Span, build_briefing
from karabakh.exports._blocks import Block, BlockKind, blocks, note_pieces
from karabakh.model import Dataset

__all__ = ["briefing_to_markdown", "briefing_to_text"]

_MIN_WIDTH: Final = 40
_INDENT: Final = 2
_PREFIXES: Final = {BlockKind.TITLE: "# ", BlockKind.HEADING: "## ", BlockKind.SUBHEADING: "### "}


def briefing_to_text(dataset: Dataset, *, width: int = 80) -> str:
    """Return a briefing as plain text, for terminals and mails.

    It has the content of `briefing_to_html`; numbers in brackets lead to the notes at its end.

    Args:
        dataset: The records; one that is bound to texts has the exact words in its notes.
        width: The longest line in characters, as far as words allow; at least 40.

    Raises:
        TypeError: If the dataset is not a Dataset, or the width no whole number.

    >>> import karabakh
    >>> from karabakh.exports import briefing_to_text
    >>> print(briefing_to_text(karabakh.load(), width=60)[:119])
    A NEWS ARTICLE ON THE NAGORNO-KARABAKH CONFLICT
    <BLANKLINE>
    Briefing on one text. One text, six paragraphs and 304
    words, undated.
    """
    require_type("width", width, int)
    briefing = build_briefing(dataset)
    width = max(width, _MIN_WIDTH)
    lines: list[str] = []
    previous: Block | None = None
    for block in blocks(briefing):
        if previous is not None and not (previous.kind is block.kind is BlockKind.ITEM):
            lines.append("")
        lines += _wrapped(block, width)
        previous = block
    lines += ["", "NOTES"]
    for note in briefing.notes:
        text = visible(" ".join(note_pieces(note)))
        lines += [
            "",
            *wrap_words(text, width, f"[{note.number}] ", " " * (len(str(note.number)) + 3)),
        ]
    return "\n".join(lines) + "\n"


def briefing_to_markdown(dataset: Dataset) -> str:
    """Return a briefing as Markdown, with its notes as footnotes.

    It has the content of `briefing_to_html`. All text of the dataset is escaped, so that none
    of it becomes a link, an image or HTML. Footnotes are those of GitHub, Pandoc and MyST.

    Args:
        dataset: The records; one that is bound to texts has the exact words in its notes.

    Raises:
        TypeError: If the dataset is not a Dataset.

    >>> import karabakh
    >>> from karabakh.exports import briefing_to_markdown
    >>> print(briefing_to_markdown(karabakh.load()).splitlines()[0])
    # A news article on the Nagorno-Karabakh conflict
    """
    briefing = build_briefing(dataset)
    lines: list[str] = []
    previous: Block | None = None
    for block in blocks(briefing):
        if previous is not None and not (previous.kind is block.kind is BlockKind.ITEM):
            lines.append("")
        text = " ".join(_marked(block.spans))
        prefix = f"{'  ' * block.depth}- " if block.kind is BlockKind.ITEM else ""
        lines.append(_PREFIXES.get(block.kind, prefix) + text)
        previous = block
    for note in briefing.notes:
        pieces = " ".join(map(markdown, note_pieces(note)))
        lines += ["", f"[^{note.number}]: {pieces}"]
    return "\n".join(lines) + "\n"


# -- plain text


def _wrapped(block: Block, width: int) -> list[str]:
    text = visible(" ".join(_numbered(block.spans)))
    match block.kind:
        case BlockKind.TITLE | BlockKind.HEADING:
            return wrap_words(text.upper(), width)
        case BlockKind.SUBHEADING:
            return wrap_words(f"{text}:" if text[-1:].isalnum() else text, width)
        case BlockKind.PARAGRAPH:
            return wrap_words(text, width)
        case BlockKind.ITEM:
            indent = " " * (_INDENT * block.depth)
            return wrap_words(text, width, f"{indent}- ", f"{indent}  ")


def _numbered(spans: Iterable[Span]) -> Iterator[str]:
    for span in spans:
        text = span.text.strip()
        yield text + "".join(f"[{number}]" for number in span.notes)


# -- Markdown


def _marked(spans: Iterable[Span]) -> Iterator[str]:
    for span in spans:
        text = markdown(span.text.strip())
        yield text + "".join(f"[^{number}]" for number in span.notes)
