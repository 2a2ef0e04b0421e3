"""The contents of two datasets in one, with nothing overwritten.

Records that are equal become one. If records differ under one identifier, those of the
other dataset are renamed, on request, and with them what refers to them: else a record
that is equal in both would speak of the first dataset's, whatever the second meant.
"""

from collections.abc import Iterator, Mapping
from typing import Any, cast

import attrs

from karabakh._shown import shown
from karabakh.errors import MergeError
from karabakh.ids import is_valid_id
from karabakh.model._agreements import Agreement
from karabakh.model._edits import Contents, rename_ids

__all__ = ["merged", "new_names"]


def merged(own: Contents, other: Contents, names: Mapping[str, str]) -> dict[str, tuple[Any, ...]]:
    """Return the records of both by collection: the own, then those that are new.

    Args:
        own: The contents of a dataset.
        other: Those of another one.
        names: What `new_names` returns for them.
    """
    found: dict[str, tuple[Any, ...]] = {}
    for name, records in other.items():
        renamed = (rename_ids(record, names) for record in records) if names else records
        found[name] = (*own[name], *(each for each in renamed if each.id not in own[name]))
    return found


def new_names(own: Contents, other: Contents, suffix: str) -> dict[str, str]:
    """Return the new identifiers of the other's records that are to be kept beside.

    Args:
        own: The contents of a dataset.
        other: Those of another one.
        suffix: What is appended to the identifiers; empty to keep nothing beside.

    Raises:
        MergeError: If records differ and there is no suffix, or a new identifier exists
            already.
        ValueError: If the suffix makes no valid identifiers.
    """
    if suffix and not is_valid_id(f"a{suffix}"):
        raise ValueError(f"keep_both must end identifiers, got {shown(suffix)}; use '-b'")
    mine, others = _by_id(own), _by_id(other)
    differences = {
        each: fields for each in others if (fields := _differences(mine.get(each), others[each]))
    }
    if differences and not suffix:
        raise MergeError(differences=differences)
    names = _with_referring(differences, mine, other, suffix)
    for each in names.values():
        if not is_valid_id(each):
            raise ValueError(f"keep_both must make valid identifiers, got {shown(each)}")
    taken = sorted(set(names.values()) & {*mine, *others})
    if taken:
        raise MergeError(differences=differences, taken=tuple(taken))
    return names


_Owned = tuple[object, str]
"""A record, and the identifier of the agreement that it is a provision of."""


def _by_id(contents: Contents) -> dict[str, list[_Owned]]:
    """Return the records, sources and provisions that have each identifier."""
    found: dict[str, list[_Owned]] = {}
    for records in contents.values():
        for record in records:
            found.setdefault(record.id, []).append((record, ""))
            for provision in record.provisions if isinstance(record, Agreement) else ():
                found.setdefault(provision.id, []).append((provision, record.id))
    return found


def _differences(mine: list[_Owned] | None, others: list[_Owned]) -> tuple[str, ...]:
    """Return the fields in which records with one identifier differ; empty if in none."""
    if mine is None:
        return ()
    return tuple(
        dict.fromkeys(
            name
            for record in others
            if record not in mine
            for name in _differing_fields(mine[0], record)
        )
    )


def _differing_fields(one: _Owned, other: _Owned) -> Iterator[str]:
    (mine, my_agreement), (theirs, their_agreement) = one, other
    if type(mine) is not type(theirs):
        yield "kind of record"
        return
    if my_agreement != their_agreement:
        yield "agreement"
    for field in attrs.fields(cast("type[attrs.AttrsInstance]", type(theirs))):
        if getattr(mine, field.name) != getattr(theirs, field.name):
            yield field.name


def _with_referring(
    differing: Mapping[str, object], mine: Mapping[str, object], other: Contents, suffix: str
) -> dict[str, str]:
    """Return new names of the records that differ, and of those that refer to them.

    Those that refer to them can only be equal in both. The provisions of a renamed
    agreement are renamed with it.
    """
    names = {each: each + suffix for each in differing}
    if not names:
        return names
    shared = [each for records in other.values() for each in records if each.id in mine]
    is_complete = False
    while not is_complete:
        is_complete = True
        for record in shared:
            is_new = record.id not in names and rename_ids(record, names) is not record
            if is_new:
                names[record.id] = record.id + suffix
                is_complete = False
            for part in record.provisions if isinstance(record, Agreement) else ():
                if record.id in names and part.id in mine and part.id not in names:
                    names[part.id] = part.id + suffix
                    is_complete = False
    return names
