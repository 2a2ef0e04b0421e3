"""Drafts of codings, such as a language model's, checked down to their words."""

from karabakh._lazy import lazy

__getattr__, __dir__, __all__ = lazy(__name__)
