"""What any drawing must be, whatever it shows."""

from xml.etree import ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"


def parse(figure):
    """Read a drawing as XML, and check what makes it one that explains itself."""
    root = ET.fromstring(figure.svg)  # noqa: S314 (our own)
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    title, description = root[0], root[1]
    assert (title.tag, description.tag) == (f"{SVG}title", f"{SVG}desc")
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert title.text
    assert description.text
    return root


def allowed(root):
    """Return what a drawing has other than shapes and texts: it must be empty."""
    known = {
        *("svg", "title", "desc", "style", "g", "text"),
        *("rect", "circle", "path", "polygon", "line"),
    }
    return {each.tag.removeprefix(SVG) for each in root.iter()} <= known


def texts(root):
    """Return the texts of a drawing."""
    return ["".join(each.itertext()) for each in root.iter(f"{SVG}text")]
