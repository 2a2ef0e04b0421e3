"""Records and answers as plain columns, for data frames and databases."""

from karabakh._lazy import lazy

__getattr__, __dir__, __all__ = lazy(__name__)
