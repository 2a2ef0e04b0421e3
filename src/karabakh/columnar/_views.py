"""The collections of a folder as views of a connection."""

from pathlib import Path

import duckdb

from karabakh.columnar._columns import stored_columns
from karabakh.columnar._engine import first_line, quote_literal
from karabakh.columnar._folder import Contents, FolderError, check_columns
from karabakh.model import COLLECTIONS

__all__ = ["create_views"]


def create_views(engine: duckdb.DuckDBPyConnection, folder: Path, contents: Contents) -> None:
    """Create a view of each collection; those without records are empty.

    Raises:
        FolderError: If a file is damaged, or was written by another version of the library.
    """
    for name in COLLECTIONS:
        file = contents.files.get(name)
        if file is None:
            columns = ", ".join(
                f'NULL::{kind} AS "{key}"' for key, kind in stored_columns(name).items()
            )
            engine.execute(f"CREATE VIEW {name} AS SELECT {columns} WHERE false")
            continue
        try:
            engine.execute(
                f"CREATE VIEW {name} AS FROM read_parquet({quote_literal(folder / file)})"
            )
            described = engine.execute(f"DESCRIBE {name}").fetchall()
        except duckdb.OutOfMemoryException:
            raise
        except duckdb.Error as error:
            reason = f"its file {file} can't be read ({first_line(error)})"
            raise FolderError(folder=str(folder), reason=reason, hint="write it anew") from None
        check_columns(folder, name, {key: kind for key, kind, *_ in described})
