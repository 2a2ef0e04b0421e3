"""What the values of a field must be beyond their type."""

from typing import TYPE_CHECKING, Any

from karabakh._shown import shown

if TYPE_CHECKING:
    import attrs

__all__ = ["Allowed"]


class Allowed:
    """A validator of attrs with its expectation in plain words.

    Args:
        wanted: What the value must be, in the words of a message.
        check: The validator that attrs provides for it.

    >>> import attrs
    >>> from karabakh import Sentence
    >>> Sentence(words=0, fingerprint="0" * 16)
    Traceback (most recent call last):
    ...
    ValueError: Sentence: words must be 1 or more, got 0
    """

    def __init__(self, wanted: str, check: Any) -> None:  # noqa: ANN401 (attrs' own are private)
        self.wanted = wanted
        """What the value must be, in the words of a message."""
        self.check = check
        """The validator that attrs provides for it; the JSON Schema is built from this."""

    def __call__(self, instance: object, field: "attrs.Attribute[Any]", value: object) -> None:
        """Raise ValueError if the check refuses a value.

        Raises:
            ValueError: If it does, with what is wanted.
        """
        try:
            self.check(instance, field, value)
        except ValueError:
            owner = "" if instance is None else f"{type(instance).__name__}: "
            message = f"{owner}{field.name} must be {self.wanted}, got {shown(value)}"
            raise ValueError(message) from None
