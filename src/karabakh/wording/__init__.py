"""Records, dates and names in plain words, for every sentence that the library writes."""

from karabakh._lazy import lazy

__getattr__, __dir__, __all__ = lazy(__name__)
