"""Datasets in and out of files."""

from karabakh.io._read import load, parse_json, parse_toml, read

__all__ = ["load", "parse_json", "parse_toml", "read"]
