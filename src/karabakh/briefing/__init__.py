"""The content of a briefing: the answer first, each statement with its notes."""

from karabakh._lazy import lazy

__getattr__, __dir__, __all__ = lazy(__name__)
