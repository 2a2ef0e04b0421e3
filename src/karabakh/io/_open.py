"""Filling instances of classes that can't be changed once they are made."""

import functools

__all__ = ["open_twin"]


@functools.cache
def open_twin(cls: type) -> type:
    """Make a subclass whose instances can be changed, and turned into those of the class.

    Their slots are the same: Python would refuse to set the class otherwise.
    """
    # Both, or neither is fast: Python keeps the two in one place, and looks there for the plain
    # functions of objects, to know that nothing comes between a slot and what is put there.
    plain = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    return type(f"{cls.__name__}InTheMaking", (cls,), {"__slots__": (), **plain})
