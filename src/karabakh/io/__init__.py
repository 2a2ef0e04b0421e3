"""Datasets in and out of files."""

from karabakh._lazy import lazy

TYPE_CHECKING = False  # spares the import of `typing`; type checkers know the name
if TYPE_CHECKING:
    from karabakh.io._bundled import json_schema, load
    from karabakh.io._read import iter_records, parse_json, parse_jsonl, parse_toml, read
    from karabakh.io._write import to_json, to_jsonl, to_toml, write

__all__ = [
    "iter_records",
    "json_schema",
    "load",
    "parse_json",
    "parse_jsonl",
    "parse_toml",
    "read",
    "to_json",
    "to_jsonl",
    "to_toml",
    "write",
]

if not TYPE_CHECKING:
    __getattr__, __dir__ = lazy(
        __name__,
        {
            "_bundled": ("json_schema", "load"),
            "_read": ("parse_json", "parse_jsonl", "parse_toml", "read", "iter_records"),
            "_write": ("to_json", "to_jsonl", "to_toml", "write"),
        },
    )
