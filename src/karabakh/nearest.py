"""The names nearest to a misspelt one: the "did you mean …?" of every message."""

import functools
import heapq
from collections.abc import Collection, Iterator

_SMALL = 2_000
"""Up to this many known names, each is compared; beyond, only single slips are looked up."""

_THOROUGH, _LOOKED_UP = 20, 200
"""For how many names of a report known ones are compared, and for how many slips looked up."""

_COMPARED = 12
"""How many names that have most letters in common are compared letter by letter."""

_LONGEST = 64
"""How many letters of a name are compared, or may be slips."""

_CUTOFF = 0.6

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-_."


def nearest(
    name: str, known: Collection[str], *, limit: int = 3, before: int = 0
) -> tuple[str, ...]:
    """Return the known names that a misspelt one may stand for.

    Among up to two thousand names, the most similar are found, whatever their case. Among
    more, only those one slip away are: a letter too many, missing, wrong or swapped. That
    takes a millisecond for any number of names, the other some milliseconds for a thousand.

    Args:
        name: The unknown name.
        known: The known names; a set or a mapping if there are many.
        limit: The greatest number of names to return.
        before: How many names the same report has been asked for before. After twenty, only
            single slips are looked up; after two hundred, nothing is.

    Returns:
        The names, the most similar first; empty if none is near.

    >>> from karabakh.nearest import nearest
    >>> nearest("armenai", {"armenia", "azerbaijan"})
    ('armenia',)
    """
    if len(known) <= _SMALL and before < _THOROUGH:
        # Only here: most programs never misspell anything.
        import difflib  # noqa: PLC0415

        folded: dict[str, list[str]] = {}
        for each in sorted(known):
            folded.setdefault(_folded(each), []).append(each)
        matcher = difflib.SequenceMatcher(b=_folded(name)[:_LONGEST])

        def likeness(key: str, *, is_quick: bool = False) -> float:
            matcher.set_seq1(key[:_LONGEST])
            return matcher.quick_ratio() if is_quick else matcher.ratio()

        quick = functools.partial(likeness, is_quick=True)
        close = heapq.nlargest(_COMPARED, folded, key=quick)
        rated = sorted(((likeness(key), key) for key in close), reverse=True)
        near = (key for ratio, key in rated if ratio >= _CUTOFF)
        return tuple(each for key in near for each in folded[key])[:limit]
    if before >= _LOOKED_UP:
        return ()
    found = dict.fromkeys(slip for slip in _one_slip_from(name) if slip in known)
    return tuple(found)[:limit]


def did_you_mean(name: str, known: Collection[str], *, before: int = 0) -> str:
    """Return the nearest names as a question, or an empty text if there are none.

    Args:
        name: The unknown name.
        known: The known names, as for `nearest`.
        before: How many names the same report has been asked for before, as for `nearest`.

    >>> from karabakh.nearest import did_you_mean
    >>> did_you_mean("armenai", ["armenia", "azerbaijan"])
    "did you mean 'armenia'?"
    >>> did_you_mean("zzz", ["armenia", "azerbaijan"])
    ''
    """
    names = nearest(name, known, before=before)
    return f"did you mean {' or '.join(map(repr, names))}?" if names else ""


def _folded(name: str) -> str:
    """Return a name without differences of case and of how words are joined."""
    return name.casefold().replace("_", "-").replace(" ", "-")


def _one_slip_from(name: str) -> Iterator[str]:
    yield from (name.strip(), name.lower(), name.replace(" ", "-"), name.replace("_", "-"))
    for i in range(min(len(name) + 1, _LONGEST)):
        head, tail = name[:i], name[i:]
        yield head + tail[1:]
        yield head + tail[1:2] + tail[:1] + tail[2:]
        for letter in _LETTERS:
            yield head + letter + tail[1:]
            yield head + letter + tail
