"""Conflict texts as typed, cited Python objects to check and reason over.

Everything that most programs need is here, under one name::

    import karabakh

    dataset = karabakh.load()

Importing this package reads no data and loads none of its parts: each is loaded when it
is first used.
"""

from karabakh._lazy import lazy

__getattr__, __dir__, __all__ = lazy(__name__)

__version__ = "0.1.0"
