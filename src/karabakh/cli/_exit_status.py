"""The exit statuses of the program, each of which means one thing."""

from enum import IntEnum

__all__ = ["ExitStatus"]


class ExitStatus(IntEnum):
    """What the program ends with."""

    DONE = 0
    """It has done what it was asked."""

    PROBLEMS = 1
    """Problems were found."""

    FAILURE = 2
    """The command is invalid, or something can't be read or written."""

    FAULT = 3
    """The program itself has a fault."""

    INTERRUPTED = 130
    """It was interrupted by Ctrl-C."""

    BROKEN_PIPE = 141
    """Whoever reads standard output left early."""
