"""How values show themselves in notebooks, though their layers render nothing.

Notebooks ask a value itself for HTML, by a method of its class. But how HTML is written is
the business of `karabakh.exports`, which stands above the classes. So the method finds the
renderer by its name, at the moment a notebook asks: nothing below imports it, and nothing
is loaded before.
"""

from importlib import import_module

__all__ = ["Shown"]


class Shown:
    """A base for values that notebooks show as HTML."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        html: str = import_module("karabakh.exports._notebook").to_notebook(self)
        return html
