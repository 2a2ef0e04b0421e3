"""What is asked about: refused at once where it is not what a question can be about."""

from karabakh.errors import UnknownIdError
from karabakh.model import Dataset, When

__all__ = ["asked_time", "check_asked"]


def asked_time(at: When | str | None) -> When | None:
    """Give the time that is asked about, read where it is a text.

    Raises:
        WhenError: the text is no time.
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
        UnknownIdError: it is no actor, or no proposition.
    """
    for id, known, kind in (  # noqa: A001 (what it is)
        (holder, dataset.actors, "actor"),
        (proposition, dataset.propositions, "proposition"),
    ):
        if isinstance(id, str) and id in dataset and known.get(id) is None:
            raise UnknownIdError.among(known.ids, kind=kind, id=id)
