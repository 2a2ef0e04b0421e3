"""Datasets in and out of files."""

from karabakh.io._bundled import json_schema
from karabakh.io._read import load, parse_json, parse_jsonl, parse_toml, read, read_records
from karabakh.io._write import to_json, to_jsonl, to_toml, write

__all__ = [
    "json_schema",
    "load",
    "parse_json",
    "parse_jsonl",
    "parse_toml",
    "read",
    "read_records",
    "to_json",
    "to_jsonl",
    "to_toml",
    "write",
]
