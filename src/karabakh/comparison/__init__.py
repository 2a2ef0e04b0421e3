"""Two codings, or two sources, compared record by record."""

from karabakh._lazy import lazy

__getattr__, __dir__, __all__ = lazy(__name__)
