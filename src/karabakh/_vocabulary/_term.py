"""What all vocabularies have in common."""

import enum

__all__ = ["Term"]


class Term(enum.Enum):
    """A term of a vocabulary."""

    # A term is one object, and its hash may say so. That of its name, which enumerations
    # take, is made by Python code, five times as slowly; indexes and answers ask for it often.
    __hash__ = object.__hash__
