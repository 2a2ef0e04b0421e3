"""The domain objects: what a dataset is made of, and the texts that it cites."""

from karabakh._lazy import lazy

__getattr__, __dir__, __all__ = lazy(__name__)
