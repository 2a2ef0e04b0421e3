"""Datasets in and out of files."""

from karabakh.io._read import load, parse_json, parse_jsonl, parse_toml, read, read_records

__all__ = ["load", "parse_json", "parse_jsonl", "parse_toml", "read", "read_records"]
