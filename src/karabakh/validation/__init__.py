"""Validation: find everything that is wrong with a dataset in one run."""

from karabakh._lazy import lazy

__getattr__, __dir__, __all__ = lazy(__name__)
