"""Drawings of a dataset and of what follows from it, in plain SVG.

Each function gives a `Figure`, which a notebook shows, a file keeps, and whose data is a
table. Nothing is drawn in screen colours alone, nothing overlaps, and the same dataset
always gives the same drawing.
"""

from karabakh.figures._explanation import explanation
from karabakh.figures._figure import Figure, Table
from karabakh.figures._matrix import stance_matrix
from karabakh.figures._network import network
from karabakh.figures._style import FIGURE_STYLE
from karabakh.figures._timeline import timeline

__all__ = [
    "FIGURE_STYLE",
    "Figure",
    "Table",
    "explanation",
    "network",
    "stance_matrix",
    "timeline",
]
