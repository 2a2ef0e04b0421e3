"""Text in lines of whole words."""

import textwrap

__all__ = ["wrap_words"]


def wrap_words(text: str, width: int, first: str = "", others: str = "") -> list[str]:
    """Return a text in lines that break between words alone, never at hyphens.

    Args:
        text: The text; it has no lines if it is empty.
        width: The longest line in characters, as far as words allow.
        first: What the first line begins with.
        others: What the other lines begin with.

    >>> from karabakh._wrapping import wrap_words
    >>> wrap_words("the cease-fire agreement", width=12, first="- ", others="  ")
    ['- the', '  cease-fire', '  agreement']
    """
    return textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=others,
        break_long_words=False,
        break_on_hyphens=False,
    )
