"""Drawings of a dataset and of what follows from it, in plain SVG.

Each function returns a `Figure`, which a notebook shows, a file stores, and whose data is a
table. Nothing is said by colour or place alone, nothing overlaps, labels stand in full, and the
same dataset always gives the same drawing.
"""

from karabakh._lazy import lazy

__getattr__, __dir__, __all__ = lazy(__name__)
