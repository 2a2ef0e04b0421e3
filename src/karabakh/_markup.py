"""Well-formed markup: whatever is not markup already is escaped.

Pages and drawings are built of `element` alone, so that no text of a dataset can become
a tag, an attribute or a script. What is made is XML and, with the elements that HTML
knows, HTML at the same time: any XML parser reads it.
"""

import re
from collections.abc import Iterable
from typing import Final, Union

from karabakh._shown import visible, visible_lines

__all__ = ["Content", "Markup", "element", "joined", "markdown", "number"]


class Markup(str):
    """Text that is markup already, built by `element` and `joined` alone."""

    __slots__ = ()


Content = Union[str, None, Iterable["Content"]]  # noqa: UP007 (it names itself)
"""What stands in an element: markup, text to be escaped, nothing, or several of these."""

Attribute = str | float | bool | None

_EMPTY: Final = frozenset(
    {"br", "circle", "col", "hr", "line", "link", "meta", "path", "polygon", "rect", "use"}
)
"""The elements that never have content; all others get a closing tag, as HTML wants it."""

_ESCAPES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_ESCAPED: Final = re.compile('[&<>"]')


def markdown(text: str) -> str:
    r"""Return a text in one line, with the marks of Markdown and HTML escaped.

    So it can become no heading, list, link, image or element.

    >>> from karabakh._markup import markdown
    >>> markdown("# one\n[two](http://x)")
    '\\# one \\[two\\]\\(http\\://x\\)'
    """
    line = " ".join(visible(text).split())
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    line = re.sub(r"([\\`*_{}\[\]()#|~!$@^:])", r"\\\1", line) if _is_suspect(line) else line
    line = re.sub(r"\b(www)\.", r"\1\\.", line, flags=re.IGNORECASE)
    line = re.sub(r"^(\d+)([.)])", r"\1\\\2", line)
    return re.sub(r"^([-+=])", r"\\\1", line)


def _is_suspect(line: str) -> bool:
    """Return whether a text has marks that Markdown may interpret."""
    return re.search(r"[\\`*_{}\[\]#|~!$@^]|://|www\.|\w:\S", line) is not None


def element(name: str, /, *content: Content, **attributes: Attribute) -> Markup:
    """Write an element.

    Args:
        name: its name.
        *content: what stands in it.
        **attributes: its attributes: ``_`` stands for a hyphen and is dropped at the end
            (``class_``, ``aria_label``). `None` and `False` leave an attribute out, `True`
            gives it its own name as the value.

    >>> from karabakh._markup import element
    >>> element("p", "1 < 2 ", element("b", "&"), class_="sum")
    '<p class="sum">1 &lt; 2 <b>&amp;</b></p>'
    """
    opening = f"<{name}{''.join(map(_attribute, attributes, attributes.values()))}"
    if name in _EMPTY:
        return Markup(f"{opening}/>")
    return Markup(f"{opening}>{joined(*content)}</{name}>")


def joined(*content: Content) -> Markup:
    """Write pieces one after the other, escaping those that are plain text."""
    return Markup("".join(map(_written, content)))


def number(value: float) -> str:
    """Return a number as short as drawings need it: with at most two decimals.

    >>> from karabakh._markup import number
    >>> number(12.50), number(-0.001), number(3)
    ('12.5', '0', '3')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _written(content: Content) -> str:
    if content is None:
        return ""
    if isinstance(content, Markup):
        return content
    if isinstance(content, str):
        return _escape(content)
    return "".join(map(_written, content))


def _attribute(name: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    written = name.rstrip("_").replace("_", "-")
    if value is True:
        return f' {written}="{written}"'
    text = value if isinstance(value, str) else number(value)
    return f' {written}="{_escape(text)}"'


def _escape(text: str) -> str:
    return _ESCAPED.sub(lambda match: _ESCAPES[match[0]], visible_lines(text))
