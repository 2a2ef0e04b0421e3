"""The names nearest to a misspelt one: the "did you mean …?" of every message."""

from collections.abc import Collection, Iterator

_SMALL = 2_000
"""Up to this many known names, each is compared; beyond, only single slips are looked up."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-_."


def nearest(name: str, known: Collection[str], *, limit: int = 3) -> tuple[str, ...]:
    """Return the known names that a misspelt one may stand for.

    Among up to two thousand names, the most similar are found, whatever their case. Among
    more, only those one slip away are: a letter too many, missing, wrong or swapped. The
    cost so stays below a millisecond for any number of names.

    Args:
        name: The unknown name.
        known: The known names; a set or a mapping if there are many.
        limit: The greatest number of names to return.

    Returns:
        The names, the most similar first; empty if none is near.

    >>> from karabakh.nearest import nearest
    >>> nearest("armenai", {"armenia", "azerbaijan"})
    ('armenia',)
    """
    if len(known) <= _SMALL:
        # Only here: most programs never misspell anything.
        import difflib  # noqa: PLC0415

        folded: dict[str, list[str]] = {}
        for each in sorted(known):
            folded.setdefault(_folded(each), []).append(each)
        close = difflib.get_close_matches(_folded(name), folded, n=limit, cutoff=0.6)
        return tuple(each for key in close for each in folded[key])[:limit]
    found = dict.fromkeys(slip for slip in _one_slip_from(name) if slip in known)
    return tuple(found)[:limit]


def did_you_mean(name: str, known: Collection[str]) -> str:
    """Return the nearest names as a question, or an empty text if there are none.

    Args:
        name: The unknown name.
        known: The known names, as for `nearest`.

    >>> from karabakh.nearest import did_you_mean
    >>> did_you_mean("armenai", ["armenia", "azerbaijan"])
    "did you mean 'armenia'?"
    >>> did_you_mean("zzz", ["armenia", "azerbaijan"])
    ''
    """
    names = nearest(name, known)
    return f"did you mean {' or '.join(map(repr, names))}?" if names else ""


def _folded(name: str) -> str:
    """Return a name without differences of case and of how words are joined."""
    return name.casefold().replace("_", "-").replace(" ", "-")


def _one_slip_from(name: str) -> Iterator[str]:
    name = name[:200]
    yield from (name.strip(), name.lower(), name.replace(" ", "-"), name.replace("_", "-"))
    for i in range(len(name) + 1):
        head, tail = name[:i], name[i:]
        yield head + tail[1:]
        yield head + tail[1:2] + tail[:1] + tail[2:]
        for letter in _LETTERS:
            yield head + letter + tail[1:]
            yield head + letter + tail
