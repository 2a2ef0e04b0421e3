"""The command line."""

from karabakh.cli._main import cli, main

__all__ = ["cli", "main"]
