"""Sparing Python's garbage collector work that leads to nothing."""

import functools
import gc
import os
from collections.abc import Callable
from typing import Final, ParamSpec, TypeVar

__all__ = ["collector_paused"]

_P = ParamSpec("_P")
_R = TypeVar("_R")

_YOUNG: Final = 1
"""The generation up to which objects count as young."""

_MANY: Final = 50_000
"""How many new objects take noticeable time to go through."""

_PAUSES: Final[set[object]] = set()
"""The calls during which the collector is paused, of all threads."""


def collector_paused(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Return a function that pauses the cyclic garbage collector while it runs.

    Where millions of objects are built, it would go through all of them again and again, and
    find nothing: a third of the time. If it is off already, nothing changes. However the
    function ends, also by Ctrl-C, the collector is as it was before, and so it is in a process
    that another thread forks meanwhile.

    >>> import gc
    >>> from karabakh._collector import collector_paused
    >>> collector_paused(gc.isenabled)()
    False
    >>> gc.isenabled()
    True
    """

    @functools.wraps(function)
    def paused(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        if not gc.isenabled():
            return function(*args, **kwargs)
        gc.collect(_YOUNG)  # what is garbage already must not grow old below
        pause = object()
        # An interrupt may come after any call. A context manager would lose it on its way in.
        try:
            _PAUSES.add(pause)
            gc.disable()
            return function(*args, **kwargs)
        finally:
            try:
                _PAUSES.discard(pause)
                _age_objects()
            finally:
                gc.enable()

    return paused


def _age_objects() -> None:
    """Let all objects count as old; as young ones, they would be gone through at once.

    What is garbage among them waits long to be found: so only where that pays. Objects that a
    program has frozen stay frozen.
    """
    made, *_ = gc.get_count()
    if made > _MANY and not gc.get_freeze_count():
        gc.freeze()
        gc.unfreeze()


def _resume() -> None:
    """Turn the collector on in a new process, which has none of the other threads."""
    if _PAUSES:
        _PAUSES.clear()
        gc.enable()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_resume)
