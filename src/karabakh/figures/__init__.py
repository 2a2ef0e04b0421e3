"""Drawings of a dataset and of what follows from it, in plain SVG.

Each function gives a `Figure`, which a notebook shows, a file keeps, and whose data is a
table. Nothing is drawn in screen colours alone, nothing overlaps, and the same dataset
always gives the same drawing.
"""

from karabakh._lazy import lazy

__getattr__, __dir__, __all__ = lazy(__name__)
