"""What programs read and people run: the JSON Schema, and the commands."""

import json
from typing import TYPE_CHECKING

import click
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from karabakh.cli import cli
from karabakh.io import json_schema
from karabakh_docs.rst import code, parse_rst

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["setup"]

_WIDTH = 80


class Commands(SphinxDirective):
    """Show the help of every command."""

    def run(self) -> list[nodes.Node]:
        """Ask each command for it, as ``--help`` does."""
        outer = _context(cli, "python -m karabakh", None)
        found = parse_rst(self, code(cli.get_help(outer), "text"))
        for name in cli.list_commands(outer):
            command = cli.get_command(outer, name)
            if command is not None:
                help_text = command.get_help(_context(command, name, outer))
                section = nodes.section(ids=[f"command-{name}"], names=[name])
                section += nodes.title("", "", nodes.literal(text=name))
                section += parse_rst(self, code(help_text, "text"))
                found.append(section)
        return found


def _context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    return click.Context(command, info_name=name, parent=parent, terminal_width=_WIDTH)


class Schema(SphinxDirective):
    """Show the JSON Schema, folded."""

    def run(self) -> list[nodes.Node]:
        """Write it as the package has it."""
        schema = json.dumps(json_schema(), indent=1, ensure_ascii=False)
        return [
            nodes.raw("", "<details><summary>The whole schema</summary>", format="html"),
            *parse_rst(self, code(schema, "json")),
            nodes.raw("", "</details>", format="html"),
        ]


def setup(app: "Sphinx") -> None:
    """Register the directives."""
    app.add_directive("commands", Commands)
    app.add_directive("schema", Schema)
