"""A base for the small values that are written by hand, without attrs.

A value with a text form (a citation, a code) is a string in files. The JSON library
turns strings into such values only where their class is none that it knows, which an
attrs class is; besides, the text form is what people read and write.
"""

from typing import NoReturn, Self

__all__ = ["Immutable"]


class Immutable:
    """An immutable value; subclasses declare their slots."""

    __slots__ = ()

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is immutable; {name!r} can't be set")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is immutable; {name!r} can't be set")

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self
