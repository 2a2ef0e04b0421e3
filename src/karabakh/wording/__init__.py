"""Records, dates and names in plain words."""

from karabakh._lazy import lazy

__getattr__, __dir__, __all__ = lazy(__name__)
