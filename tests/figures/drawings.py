"""What any drawing must be, whatever it shows."""

import re
from xml.etree import ElementTree as ET

from karabakh.figures._canvas import Box, overlapping
from karabakh.figures._palette import PALETTE
from karabakh.figures._text import width_of

SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {"svg", "title", "desc", "style", "text", "rect", "circle", "path"}
COLOURS = {"none", *(colour.light for colour in PALETTE.values())}
LEAST_TEXT = 11.5
HIDDEN = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


def check(figure):
    """Check that a drawing stands alone and can be read, and return its root."""
    root = ET.fromstring(figure.svg)  # noqa: S314 (our own)
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    title, description, style, background = root[:4]
    assert (title.tag, description.tag) == (f"{SVG}title", f"{SVG}desc")
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert title.text
    assert description.text
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= ELEMENTS
    assert background.tag == f"{SVG}rect"
    assert background.get("fill") == PALETTE["paper"].light
    assert [background.get("width"), background.get("height")] == [
        root.get("width"),
        root.get("height"),
    ]
    assert [each.tag for each in root.iter(f"{SVG}style")] == [style.tag]
    assert not re.search(r"var\(|url\(|filter|clip|mask|@import|<use", figure.svg)
    for each in root[4:]:
        assert each.get("fill") in COLOURS
        assert each.get("stroke", "none") in COLOURS
    boxes = text_boxes(root)
    assert overlapping(boxes) == []
    width, height = float(root.get("width")), float(root.get("height"))
    assert all(
        box.left >= 0 and box.top >= 0 and box.right <= width and box.bottom <= height
        for box in boxes
    )
    return root


def text_boxes(root):
    """Return where the texts of a drawing are, by its attributes alone."""
    boxes = []
    for each in root.iter(f"{SVG}text"):
        text = "".join(each.itertext())
        x, y, size = (float(each.get(name)) for name in ("x", "y", "font-size"))
        assert size >= LEAST_TEXT
        assert not HIDDEN.search(text)
        wide = width_of(text, size) * (1.1 if each.get("font-weight") else 1)
        shares = {"start": 0.0, "middle": 0.5, "end": 1.0}
        share = shares[each.get("text-anchor", "start")]
        left = x - wide * (1 - share if each.get("direction") == "rtl" else share)
        # Rounded to hundredths when it is written.
        boxes.append(Box(left + 0.02, y - size * 0.95, left + wide - 0.02, y + size * 0.3))
    return boxes


def texts(root):
    """Return the texts of a drawing."""
    return ["".join(each.itertext()) for each in root.iter(f"{SVG}text")]


def letters(text):
    """Return a text without white space, as if no line of it were broken."""
    return "".join(text.split())
