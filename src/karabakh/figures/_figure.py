"""A finished drawing, with its data as a table."""

import hashlib
import os
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import attrs

from karabakh._markup import Markup, element, joined, number
from karabakh._replacing import replace_file
from karabakh.figures._palette import FIGURE_STYLE, FONTS, PALETTE

__all__ = ["Figure", "Table"]

_LARGEST_SCALE: Final = 8
_RTL: Final = re.compile(r'( text-anchor="(\w+)")? direction="rtl">([^<]*)<')


@attrs.frozen
class Table:
    """The data of a figure, in rows.

    >>> from karabakh.figures import Table
    >>> table = Table(("actor", "stance"), (("armenia", "supports"),))
    >>> list(table)
    [{'actor': 'armenia', 'stance': 'supports'}]
    """

    columns: tuple[str, ...]
    """The headings."""

    rows: tuple[tuple[str, ...], ...]
    """The rows, each with one text for each heading."""

    def __iter__(self) -> Iterator[dict[str, str]]:
        """Yield the rows as dictionaries, as data frames take them."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def _repr_html_(self) -> str:
        return self.to_html()

    def to_html(self, *, caption: str = "") -> Markup:
        """Return it as an HTML table.

        Args:
            caption: What it shows, for readers who can't see the page around it.
        """
        head = element("tr", [element("th", each, scope="col") for each in self.columns])
        body = [
            element("tr", [element("td", element("bdi", each)) for each in row])
            for row in self.rows
        ]
        return element(
            "table",
            element("caption", caption) if caption else None,
            element("thead", head),
            element("tbody", body),
            class_="kb-table",
        )


@attrs.frozen(kw_only=True, repr=False)
class Figure:
    """A drawing in SVG that stands alone, with its data as a table.

    It needs no script, no font and no network, and looks the same in browsers, mails, word
    processors and converters: its colours are attributes, and its text stays text. Where the
    reader prefers a dark scheme, a browser shows the dark colours. Nothing is said by colour or
    place alone. The same data always give the same text.

    A notebook shows it with its data folded under it.

    >>> import karabakh
    >>> from karabakh.figures import draw_timeline
    >>> figure = draw_timeline(karabakh.load())
    >>> figure
    <Figure 'What happened: A news article on the Nagorno-Karabakh conflict', ... rows>
    >>> figure.svg[:4]
    '<svg'
    """

    title: str
    """What it shows, in a few words."""

    description: str
    """What can be seen, in a sentence or two: the text alternative."""

    table: Table
    """All of the data, also those that the drawing has no room for."""

    width: float
    """Its width in pixels; it can be shown at any other."""

    height: float
    """Its height in pixels."""

    content: Markup
    """The elements of the drawing, without the frame that `svg` puts around them."""

    @property
    def svg(self) -> str:
        """The drawing as a file of its own."""
        return self.to_svg(style=True)

    def to_svg(self, *, style: bool) -> Markup:
        """Return the drawing as SVG.

        Args:
            style: Whether to include the dark colours. A page that holds several figures, or
                that allows no styles within them, has them once: `FIGURE_STYLE`.
        """
        name = self._name()
        return element(
            "svg",
            element("title", self.title, id=f"{name}-title"),
            element("desc", self.description, id=f"{name}-desc"),
            element("style", FIGURE_STYLE) if style else None,
            element(
                "rect",
                width=self.width,
                height=self.height,
                class_="kbf-paper",
                fill=PALETTE["paper"].light,
            ),
            self.content,
            xmlns="http://www.w3.org/2000/svg",
            class_="kb-figure",
            viewBox=f"0 0 {number(self.width)} {number(self.height)}",
            width=self.width,
            height=self.height,
            role="img",
            aria_labelledby=f"{name}-title {name}-desc",
            font_family=FONTS,
        )

    def save(self, path: str | os.PathLike[str], *, scale: float = 2) -> None:
        """Write the drawing to a file, as a whole or not at all.

        Args:
            path: The file, whose name ends in ``.svg`` or ``.png``. A PNG file needs an extra:
                ``pip install "karabakh[png]"``. It has the fonts of the system that writes it.
            scale: How many dots of a PNG file there are to a pixel of the drawing, up to 8.

        Raises:
            ValueError: If the name has another ending, or the scale is not in 0 to 8.
            ImportError: If the extra is not installed.
            OSError: If the file can't be written.
        """
        target = Path(path)
        match target.suffix.lower():
            case ".svg":
                data = f"{self.svg}\n".encode()
            case ".png":
                data = self._to_png(scale)
            case _:
                raise ValueError(f"path must end in '.svg' or '.png', got {target.name!r}")
        replace_file(target, lambda file: file.write(data))

    def _to_png(self, scale: float) -> bytes:
        if not 0 < scale <= _LARGEST_SCALE:
            raise ValueError(f"scale must be above 0 and at most {_LARGEST_SCALE}, got {scale!r}")
        try:
            resvg: Any = import_module("resvg_py")  # here, since it is an extra
        except ModuleNotFoundError as error:
            raise ImportError(
                "a PNG file needs resvg-py; use pip install 'karabakh[png]', or save as '.svg'"
            ) from error
        data: bytes = resvg.svg_to_bytes(
            svg_string=_RTL.sub(_embedded, self.to_svg(style=False)),
            width=round(self.width * scale),
            height=round(self.height * scale),
        )
        return bytes(data)

    def _repr_svg_(self) -> str:
        return self.svg

    def _repr_html_(self) -> str:
        summary = element("summary", f"The same as a table ({len(self.table)} rows)")
        return joined(self.to_svg(style=True), element("details", summary, self.table.to_html()))

    def __repr__(self) -> str:
        return f"<Figure {self.title!r}, {len(self.table)} rows>"

    def _name(self) -> str:
        """Return an id that no other drawing of a page has."""
        data = f"{self.title}\x00{self.description}\x00{self.content}"
        return f"kb-{hashlib.sha256(data.encode('utf-8', 'replace')).hexdigest()[:10]}"


def _embedded(found: re.Match[str]) -> str:
    """Return a text from right to left as resvg, which knows no `direction`, takes it."""
    anchor = {None: ' text-anchor="end"', "end": "", "middle": ' text-anchor="middle"'}[found[2]]
    return f"{anchor}>\u202b{found[3]}\u202c<"
