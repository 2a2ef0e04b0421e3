"""Answers and datasets in the forms that other programs and people read."""

from karabakh._lazy import lazy

__getattr__, __dir__, __all__ = lazy(__name__)
