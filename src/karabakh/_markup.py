"""Well-formed markup: whatever is not markup already is escaped.

Pages and drawings are built of `element` alone, so that no text of a dataset can become
a tag, an attribute or a script. What is made is XML and, with the elements that HTML
knows, HTML at the same time: any XML parser reads it.
"""

import re
from collections.abc import Iterable
from typing import Final, Union

__all__ = ["Content", "Markup", "element", "joined", "number", "visible"]


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

_UNSEEN: Final = re.compile(
    # What XML forbids, other control characters, and what turns the direction of the text
    # behind it: embeddings, overrides and isolates.
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff"
    "\ufdd0-\ufdef\ufffe\uffff]"
)
_ESCAPES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_ESCAPED: Final = re.compile('[&<>"]')


def visible(text: str) -> str:
    r"""Return a text with � for each character that is invisible and steers others.

    >>> from karabakh._markup import visible
    >>> visible("an \u202eoverride")
    'an �override'
    """
    return _UNSEEN.sub("\ufffd", text)


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
    return _ESCAPED.sub(lambda match: _ESCAPES[match[0]], visible(text))
