"""The dataset of the package.

It is written in TOML, for people, and read from a copy in JSON, which takes a tenth of the
time. A test proves that both are equal. After a change of the TOML::

    python -m karabakh convert --force src/karabakh/data/nagorno_karabakh_article.{toml,json}
"""

import functools
import os
from typing import TYPE_CHECKING, overload

from karabakh._collector import collector_paused
from karabakh.io._builder import DatasetBuilder
from karabakh.io._json import read_json
from karabakh.io._package_data import package_data
from karabakh.model import Dataset

if TYPE_CHECKING:
    from karabakh.model import BoundDataset, Document

__all__ = ["load"]


@overload
def load(*, document: None = None) -> Dataset: ...
@overload
def load(
    *, document: "str | os.PathLike[str] | Document", encoding: str = "utf-8"
) -> "BoundDataset": ...


def load(
    *, document: "str | os.PathLike[str] | Document | None" = None, encoding: str = "utf-8"
) -> Dataset:
    """Return the dataset of the package: a coded article on Nagorno-Karabakh.

    Args:
        document: A copy of the article, or its path, to quote from; see `Dataset.bind`.
            The package has the facts of the article, not its words.
        encoding: The encoding of the file at the path.

    Returns:
        The dataset, the same object at each call; bound to the document if one is passed.

    Raises:
        DocumentError: If the document can't be read.
        LookupError: If there is no such encoding.

    >>> import karabakh
    >>> karabakh.load().title
    'A news article on the Nagorno-Karabakh conflict'
    """
    dataset = _bundled()
    if document is None:
        return dataset
    # Only here: texts of sources are seldom bound.
    from karabakh.model import Document  # noqa: PLC0415

    if not isinstance(document, Document):
        document = Document.read(document, encoding=encoding)
    return dataset.bind(document)


@functools.cache  # it is immutable
@collector_paused
def _bundled() -> Dataset:
    builder = DatasetBuilder("the bundled dataset")
    content = package_data("nagorno_karabakh_article.json")
    return read_json(content, builder, check_references=True)
