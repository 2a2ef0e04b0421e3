"""Findings about files: always errors, with a code of `LOAD_CODES`."""

from collections.abc import Collection, Iterable

from karabakh._shown import shown
from karabakh.findings import Finding, Severity
from karabakh.io._plain_values import describe
from karabakh.nearest import did_you_mean

__all__ = ["NESTED", "file_error", "mistyped", "pointer", "steps_to", "unexplained", "unknown_key"]


def file_error(  # noqa: PLR0913 (one for each field of a finding)
    code: str,
    message: str,
    *,
    where: str = "",
    expected: str = "",
    hint: str = "",
    line: int | None = None,
    column: int | None = None,
) -> Finding:
    """Return the finding for a problem of a file."""
    return Finding(
        code=code,
        severity=Severity.ERROR,
        message=message,
        where=where,
        expected=expected,
        hint=hint,
        line=line,
        column=column,
    )


def pointer(*path: str | int) -> str:
    r"""Return a path as a JSON pointer (RFC 6901).

    >>> from karabakh.io._file_errors import pointer
    >>> pointer("positions", 3, "a/b")
    '/positions/3/a~1b'
    """
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def steps_to(places: Iterable[str]) -> dict[tuple[str, ...], str]:
    """Return the paths that pointers name and lead through, with the pointer of each.

    >>> from karabakh.io._file_errors import steps_to
    >>> steps_to(["/positions/3"])
    {(): '', ('positions',): '/positions', ('positions', '3'): '/positions/3'}
    """
    found: dict[tuple[str, ...], str] = {}
    for place in places:
        steps = place.split("/")
        path = tuple(step.replace("~1", "/").replace("~0", "~") for step in steps[1:])
        for depth in range(len(steps)):
            if path[:depth] not in found:
                found[path[:depth]] = "/".join(steps[: depth + 1])
    return found


NESTED = file_error("KB007", "nested too deeply", hint="remove the needless levels")
"""The finding for a file that is nested too deeply."""


def mistyped(where: str, value: object, expected: str, *, hint: str = "") -> Finding:
    """Return the finding for a value of the wrong type.

    Args:
        where: The pointer of the value.
        value: The value, as a parser returned it.
        expected: The type that it must have, such as ``an array``.
        hint: What to write instead; by default a value of the expected type, and for null
            nothing.
    """
    message = f"expected {expected}, got {describe(value)}"
    if value is None:
        is_element = where.rpartition("/")[2].isdigit()
        hint = hint or ("remove the element" if is_element else "leave the key out")
        return file_error("KB016", message, where=where, expected=expected, hint=hint)
    hint = hint or f"write {expected}"
    return file_error("KB017", message, where=where, expected=expected, hint=hint)


def unknown_key(where: str, key: str, known: Collection[str], *, hint: str = "") -> Finding:
    """Return the finding for a key that an object can't have.

    Args:
        where: The pointer of the key.
        key: The key.
        known: The keys that the object can have, in order.
        hint: What to do; by default to write the nearest of them.
    """
    return file_error(
        "KB014",
        f"unknown key {shown(key)}",
        where=where,
        expected=f"one of {', '.join(map(repr, known))}",
        hint=hint or did_you_mean(key, known) or f"the keys are {', '.join(known)}",
    )


def unexplained(where: str) -> Finding:
    """Return the finding for a refused record in which nothing wrong was found."""
    return file_error(
        "KB099",
        "record rejected for an unknown reason",
        where=where,
        hint="please report this bug",
    )
