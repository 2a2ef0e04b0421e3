"""Why an answer is so, why another is not, and what rests on a record."""

from karabakh._lazy import lazy

__getattr__, __dir__, __all__ = lazy(__name__)
