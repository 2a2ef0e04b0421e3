"""What is asked about: refused at once where it is not what a question can be about."""

import os
from collections.abc import Iterable

from karabakh._shown import shown
from karabakh.errors import UnknownIdError
from karabakh.model import Cited, Dataset, Record, Source, When

__all__ = ["asked_time", "check_asked", "check_dataset", "check_ids"]


def check_dataset(dataset: object) -> None:
    """Refuse what is no dataset, with a word on how to come by one.

    Raises:
        TypeError: it is none.

    >>> from karabakh.reasoning._asked import check_dataset
    >>> check_dataset("river.toml")
    Traceback (most recent call last):
    TypeError: questions are asked of a Dataset, not 'river.toml': pass what \
karabakh.read('river.toml') gives
    """
    if isinstance(dataset, Dataset):
        return
    if _is_path(dataset):
        hint = f"pass what karabakh.read({shown(dataset)}) gives"
    elif isinstance(getattr(dataset, "dataset", None), Dataset):
        hint = "pass its .dataset"
    elif _is_row(dataset):
        hint = "make one of records, Dataset.from_records(*records)"
    else:
        hint = "read one, karabakh.read(path), or ask the bundled one, karabakh.load()"
    raise TypeError(f"questions are asked of a Dataset, not {_told(dataset)}: {hint}")


def check_ids(hint: str = "", /, **ids: object) -> None:
    """Refuse what is no identifier.

    Args:
        hint: what to do, where it is no record of which there is an identifier to pass.
        ids: what was given, by the names of the arguments.

    Raises:
        TypeError: one of them is no text.

    >>> import karabakh
    >>> from karabakh.reasoning._asked import check_ids
    >>> check_ids(actor=karabakh.load().actors["armenia"])
    Traceback (most recent call last):
    TypeError: actor is an identifier, a str, not an Actor: pass its id, 'armenia'
    """
    for name, given in ids.items():
        if not isinstance(given, str):
            advice = f"pass its id, {given.id!r}" if isinstance(given, Record | Source) else hint
            told = f"{name} is an identifier, a str, not {_told(given)}"
            raise TypeError(f"{told}: {advice}" if advice else told)


def asked_time(at: When | str | None) -> When | None:
    """Give the time that is asked about, read where it is a text.

    Raises:
        EdtfError: the text is no time.
        TypeError: it is neither a time nor a text.
    """
    if isinstance(at, str):
        return When(at)
    # Types say so already, but callers that are not checked by types are to be told.
    if at is not None and not isinstance(at, When):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TypeError(f"a time is a When or its EDTF text, such as '{at}', not {at!r}")
    return at


def check_asked(dataset: Dataset, *, holder: str | None, proposition: str | None) -> None:
    """Refuse an identifier of something else; one that nothing has is found when looked up.

    Raises:
        TypeError: one is no text.
        UnknownIdError: it is no actor, or no proposition.
    """
    given = {"holder": holder, "proposition": proposition}
    check_ids(**{name: asked for name, asked in given.items() if asked is not None})
    for id, known, kind in (  # noqa: A001 (what it is)
        (holder, dataset.actors, "actor"),
        (proposition, dataset.propositions, "proposition"),
    ):
        if id is None or known.get(id) is not None:
            continue
        if id in dataset or dataset.sources.get(id) is not None:
            raise UnknownIdError.among(known.ids, kind=kind, id=id)


def _told(value: object) -> str:
    """Tell what was given instead; of a record, which has much to show, only its kind."""
    kind = type(value).__name__
    return (
        f"{'an' if kind[0] in 'AEIOUaeiou' else 'a'} {kind}" if _is_large(value) else shown(value)
    )


def _is_large(value: object) -> bool:
    return isinstance(value, Cited | Source) or (_is_row(value) and not isinstance(value, str))


def _is_row(value: object) -> bool:
    return isinstance(value, Iterable)


def _is_path(value: object) -> bool:
    return isinstance(value, str | os.PathLike)
