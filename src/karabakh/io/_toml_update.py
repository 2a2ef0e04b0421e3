"""Updates of TOML files, so that nothing is lost that people wrote into them."""

from collections.abc import Iterator
from pathlib import Path

import attrs

from karabakh.errors import LoadError
from karabakh.io._builder import DatasetBuilder, nesting_limited
from karabakh.io._files import read_bytes
from karabakh.io._limits import MAX_BYTES
from karabakh.io._overwriting import changed_error, refuse_change, refuse_loss, remember
from karabakh.io._toml import read_toml
from karabakh.io._toml_text import toml_chunks
from karabakh.model import SCHEMA_VERSION, Dataset

__all__ = ["updated_chunks"]


def updated_chunks(
    dataset: Dataset, path: Path, *, is_packed: bool, overwrite: bool
) -> Iterator[bytes]:
    """Yield the text of a dataset, edited into that of the file if there is one.

    Args:
        dataset: The dataset to write.
        path: The file.
        is_packed: Whether it is compressed.
        overwrite: Whether records that the dataset lacks, and a text that can't be edited,
            may be lost.

    Raises:
        FileExistsError: If something would be lost and `overwrite` is not set.
        LoadError: If the file can't be read as a dataset, and `overwrite` is not set.
    """
    # Without its texts, a bound dataset equals what is read from its file.
    dataset = Dataset(**{each.name: getattr(dataset, each.name) for each in attrs.fields(Dataset)})
    content = _content(path, is_packed=is_packed)
    if not content.strip():
        result = b"".join(toml_chunks(dataset))
    elif overwrite:
        result = _overwritten(content, dataset, str(path))
    else:
        refuse_change(path, content)
        result = _updated(content, dataset, str(path), overwrite=False)
    yield result
    # To compare and edit records takes a while.
    if _content(path, is_packed=is_packed) != content:
        raise changed_error(path)
    remember(path, result)


def _content(path: Path, *, is_packed: bool) -> bytes:
    return read_bytes(path, is_packed=is_packed, max_bytes=MAX_BYTES) if path.is_file() else b""


def _overwritten(content: bytes, dataset: Dataset, source: str) -> bytes:
    try:
        return _updated(content, dataset, source, overwrite=True)
    except (FileExistsError, LoadError):
        return b"".join(toml_chunks(dataset))


def _updated(content: bytes, new: Dataset, source: str, *, overwrite: bool) -> bytes:
    builder = DatasetBuilder(source)
    with nesting_limited(builder):
        old = read_toml(content, builder, check_references=False)
    if not overwrite:
        refuse_loss(old, new, source)
    if old == new and builder.version == SCHEMA_VERSION:
        return content
    canonical = b"".join(toml_chunks(new))
    if content == b"".join(toml_chunks(old)):
        return canonical  # no hand but the library's has written it
    # Only here: they import tomlkit.
    from karabakh.io._toml_edit import edited  # noqa: PLC0415
    from karabakh.io._toml_migrate import migrated_text  # noqa: PLC0415

    text = content.decode()
    if builder.version != SCHEMA_VERSION:
        text = migrated_text(text, old, version=builder.version, source=source)
    return edited(text, old, new, source=source).encode()
