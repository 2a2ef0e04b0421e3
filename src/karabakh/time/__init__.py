"""Times as sources give them, and their order: EDTF, intervals, constraints.

It knows no records: its graph orders opaque nodes. `karabakh.model.build_chronology` builds the
graph of a dataset.
"""

from karabakh._lazy import lazy

__getattr__, __dir__, __all__ = lazy(__name__)
