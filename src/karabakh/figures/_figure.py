"""A finished drawing, with its data as a table."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import attrs

from karabakh._markup import Markup, element, joined
from karabakh._replacing import replacing
from karabakh.figures._style import FIGURE_STYLE

__all__ = ["Figure", "Table"]


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
        """Go through the rows as dictionaries, which data frames can be made of."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def _repr_html_(self) -> str:
        return self.to_html()

    def to_html(self, *, caption: str = "") -> Markup:
        """Write it as an HTML table.

        Args:
            caption: what it shows, for readers that can't see the page around it.
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
    """A drawing in SVG that explains itself.

    It needs nothing but itself: no script, no font, no network. Its colours are those of
    Okabe and Ito (2008), which colour-blind readers can tell apart; each goes with a shape
    of its own, and they follow the reader's choice of a light or dark scheme. The same
    data always gives the same text.

    A notebook shows it with its data folded under it.

    >>> import karabakh
    >>> from karabakh.figures import timeline
    >>> figure = timeline(karabakh.load())
    >>> figure
    <Figure 'Timeline: A news article on the Nagorno-Karabakh conflict', ... rows>
    >>> figure.svg[:4]
    '<svg'
    """

    title: str
    """What it shows, in a few words."""

    description: str
    """What can be seen, in a sentence or two, for those who can't see it."""

    table: Table
    """The same data in rows."""

    width: float
    """Its width in pixels; it can be shown at any other."""

    height: float
    """Its height in pixels."""

    content: Markup
    """The elements of the drawing, without the frame that `svg` puts around them."""

    @property
    def svg(self) -> str:
        """The drawing as a file of its own, styles included."""
        return self.to_svg(style=True)

    def to_svg(self, *, style: bool) -> Markup:
        """Write the drawing.

        Args:
            style: whether to include the styles. A page that holds several figures, or
                that allows no styles but its own, has them once: `FIGURE_STYLE`.
        """
        name = self._name()
        return element(
            "svg",
            element("title", self.title, id=f"{name}-title"),
            element("desc", self.description, id=f"{name}-desc"),
            element("style", FIGURE_STYLE) if style else None,
            element("rect", width="100%", height="100%", class_="kb-surface"),
            self.content,
            xmlns="http://www.w3.org/2000/svg",
            class_="kb-figure",
            viewBox=f"0 0 {self.width:.0f} {self.height:.0f}",
            width=self.width,
            height=self.height,
            role="img",
            aria_labelledby=f"{name}-title {name}-desc",
        )

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the drawing to a file, as a whole or not at all.

        Args:
            path: the file, whose name ends in ``.svg``.

        Raises:
            ValueError: the name has another ending.
            OSError: the file can't be written.
        """
        target = Path(path)
        if target.suffix.lower() != ".svg":
            raise ValueError(f"{target.name!r} does not end in '.svg': a figure is saved as SVG")
        with replacing(target, is_packed=False) as file:
            file.write(f"{self.svg}\n".encode())

    def _repr_html_(self) -> str:
        summary = element("summary", f"Data: {len(self.table)} rows")
        return joined(self.to_svg(style=True), element("details", summary, self.table.to_html()))

    def __repr__(self) -> str:
        return f"<Figure {self.title!r}, {len(self.table)} rows>"

    def _name(self) -> str:
        """Make an id that no other drawing of a page has."""
        told = f"{self.title}\x00{self.description}\x00{self.content}"
        return f"kb-{hashlib.sha256(told.encode('utf-8', 'replace')).hexdigest()[:10]}"
