"""What comes with the library: a dataset, and the JSON Schema of the format.

The dataset is written for people in TOML, and read from a copy in JSON, which takes a tenth
of the time. A test proves that both say the same. After a change of the TOML::

    python -m karabakh convert --force src/karabakh/data/nagorno_karabakh_article.{toml,json}
"""

import functools
import os
from typing import TYPE_CHECKING, Any, overload

import msgspec

from karabakh._collector import collector_paused
from karabakh.io._json import read_json
from karabakh.io._reading import Reading
from karabakh.model import Dataset

if TYPE_CHECKING:
    from karabakh.model import BoundDataset, Document

__all__ = ["json_schema", "load"]


@overload
def load(*, document: None = None) -> Dataset: ...
@overload
def load(
    *, document: "str | os.PathLike[str] | Document", encoding: str = "utf-8"
) -> "BoundDataset": ...


def load(
    *, document: "str | os.PathLike[str] | Document | None" = None, encoding: str = "utf-8"
) -> Dataset:
    """Give the dataset that comes with the library: an article on Nagorno-Karabakh, coded.

    Args:
        document: a copy of the article, or the path of one, to quote from; see
            `Dataset.bind`. The library has its facts, not its words.
        encoding: how the characters of the file at the path are written.

    Returns:
        The dataset, the same object at each call; bound to the document if one is given.

    Raises:
        DocumentError: the document can't be read.
        LookupError: there is no such encoding.

    >>> import karabakh
    >>> karabakh.load().title
    'A news article on the Nagorno-Karabakh conflict'
    """
    dataset = _bundled()
    if document is None:
        return dataset
    # Only here: the texts of sources are seldom at hand.
    from karabakh.model import Document  # noqa: PLC0415

    if not isinstance(document, Document):
        document = Document.read(document, encoding=encoding)
    return dataset.bind(document)


@functools.cache  # it is immutable
def _bundled() -> Dataset:
    reading = Reading("the bundled dataset")
    content = _content("nagorno_karabakh_article.json")
    with collector_paused():
        return read_json(content, reading, check_references=True)


def json_schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of a dataset in a JSON file.

    What it can't say, only `karabakh.read` checks: that identifiers are unique and that
    what is mentioned exists; that a date is in the calendar and an interval does not end
    before it begins; that words of a citation are in order; that no key comes twice.
    And JSON Schema takes ``1.0`` for a whole number, which `read` does not.

    >>> import karabakh
    >>> karabakh.json_schema()["required"]
    ['schema']
    """
    return msgspec.json.decode(_content("karabakh.schema.json"), type=dict[str, Any])


def _content(name: str) -> bytes:
    """Give the bytes of a file in the package's folder of data."""
    # `importlib.resources` and `pkgutil` would do the same, but take longer to import than this
    # to read. The loader also reads from a zipped package.
    loader: Any = __spec__.loader
    path = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data", name)  # noqa: PTH118, PTH120 (what loaders take)
    try:
        return bytes(loader.get_data(path))
    except OSError:
        reason = f"the installed package has no data/{name}: install it again"
        raise FileNotFoundError(reason) from None
