"""Datasets in and out of files."""

from karabakh._lazy import lazy

__getattr__, __dir__, __all__ = lazy(__name__)
