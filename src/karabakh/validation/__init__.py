"""What may be wrong with a dataset that reads well, and how to find it all at once."""

from karabakh._lazy import lazy

__getattr__, __dir__, __all__ = lazy(__name__)
