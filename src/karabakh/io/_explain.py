"""The explaining path: everything that is wrong with one element of a file, in words.

It is slower than the fast path by an order of magnitude and sees only what that refused.
Both must give the same verdict on everything, and the same values; tests compare them.
Importing this module imports cattrs, so it is only imported once something is wrong.
"""

import enum
import functools
import typing
from collections.abc import Callable, Iterator
from typing import Any, Final, TypeVar

import attrs
from cattrs import (
    AttributeValidationNote,
    BaseValidationError,
    Converter,
    ForbiddenExtraKeysError,
    IterableValidationNote,
)
from cattrs.cols import homogenous_tuple_structure_factory
from cattrs.gen import make_dict_structure_fn, override

from karabakh._shown import shown
from karabakh.findings import Finding
from karabakh.io._codes import fault, pointer
from karabakh.io._described import as_object, described
from karabakh.io._twins import LARGEST
from karabakh.model import Citation, ExternalCode, When
from karabakh.model.introspection import element_type, field_types, id_kinds, is_union, plain_type
from karabakh.nearest import did_you_mean

__all__ = ["explain", "structure"]

T = TypeVar("T")

_Hook = Callable[[Any, Any], Any]


def explain(kind: type[Any], value: object, *path: str | int) -> Iterator[Finding]:
    """Find everything that is wrong with an element.

    Args:
        kind: the class that it should be of.
        value: the element as a parser gave it: dicts, lists, texts, numbers.
        *path: where it stands in the file.
    """
    record = (as_object(value) or {}).get("id")
    try:
        structure(kind, value)
    except Exception as error:  # noqa: BLE001 (cattrs collects whatever a hook raises)
        for finding in _findings(error, path):
            yield attrs.evolve(finding, record=record if isinstance(record, str) else "")


def structure(kind: type[T], value: object) -> T:
    """Make an instance of an element, as the fast path does, or raise what cattrs collected."""
    return _CONVERTER.structure(value, kind)


class _RefusedError(ValueError):
    """A value that its field does not take."""

    def __init__(self, code: str, message: str, *, expected: str = "", hint: str = "") -> None:
        super().__init__(code, message, expected, hint)
        self.code = code
        self.message = message
        self.expected = expected
        self.hint = hint


def _findings(error: BaseException, path: tuple[str | int, ...]) -> Iterator[Finding]:
    """Walk the tree of what cattrs collected; its notes tell the way to each error."""
    if isinstance(error, BaseValidationError):
        for inner in error.exceptions:
            yield from _findings(inner, path + _step(inner))
    elif isinstance(error, ForbiddenExtraKeysError):
        known = list(field_types(error.cl))
        for key in sorted(error.extra_fields):
            yield fault(
                "KB014",
                f"unknown key {shown(key)}",
                where=pointer(*path, key),
                expected=_one_of(known),
                hint=did_you_mean(key, known) or f"the keys are {', '.join(known)}",
            )
    elif isinstance(error, _RefusedError):
        yield fault(
            error.code,
            error.message,
            where=pointer(*path),
            expected=error.expected,
            hint=error.hint,
        )
    elif isinstance(error, KeyError):
        yield fault("KB015", f"missing key {path[-1]!r}", where=pointer(*path), hint="add the key")
    else:
        yield fault("KB099", f"refused: {error!r}", where=pointer(*path), hint="report it, please")


def _step(error: BaseException) -> tuple[str | int, ...]:
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, IterableValidationNote):
            return (note.index,)
        if isinstance(note, AttributeValidationNote):
            return (note.name,)
    return ()


def _hook(annotation: Any, converter: Converter) -> _Hook:  # noqa: ANN401 (a type)
    """Make a strict hook for anything that a field of the model can be annotated with."""
    plain: Any = plain_type(annotation)
    if element_type(plain) is not None:
        return _checked(list, "an array", homogenous_tuple_structure_factory(plain, converter))
    if id_kinds(plain):
        return _exactly(str)
    if typing.get_origin(plain) is tuple:
        return functools.partial(_numbers, len(typing.get_args(plain)))
    if is_union(plain):
        return _number
    if attrs.has(plain):
        return _checked(dict, "an object", _class_hook(plain, converter))
    return _value_hook(plain)


def _value_hook(kind: type[Any]) -> _Hook:
    """Make a strict hook for values without parts."""
    if issubclass(kind, enum.Enum):
        return functools.partial(_term, kind)
    if kind in _PARSERS:
        return functools.partial(_parsed, *_PARSERS[kind])
    return _exactly(kind)


def _class_hook(cls: type[Any], converter: Converter) -> _Hook:
    types = field_types(cls)
    validated: dict[str, Any] = {
        field.name: override(struct_hook=_validated(field, _hook(types[field.name], converter)))
        for field in attrs.fields(cls)
        if field.validator is not None
    }
    hook: _Hook = make_dict_structure_fn(
        cls,
        converter,
        _cattrs_forbid_extra_keys=True,
        _cattrs_detailed_validation=True,
        **validated,
    )
    return hook


def _validated(field: "attrs.Attribute[Any]", hook: _Hook) -> _Hook:
    """Run a field's validator at once, so that its complaint knows the field."""

    def run(value: object, kind: object) -> object:
        made = hook(value, kind)
        try:
            field.validator(None, field, made)  # type: ignore[misc]  # it has one
        except ValueError as error:
            hint = f"write {field.validator.wanted}"  # type: ignore[union-attr]  # it is `Allowed`
            raise _RefusedError("KB023", str(error), hint=hint) from None
        return made

    return run


def _checked(shape: type, name: str, inner: _Hook) -> _Hook:
    def check(value: object, kind: object) -> object:
        if type(value) is not shape:
            raise _mistyped(value, name)
        return inner(value, kind)

    return check


_A_NUMBER: Final = "a number"
_NAMES: Final = {str: "a text", int: "a whole number", bool: "true or false"}


def _exactly(kind: type) -> _Hook:
    def check(value: object, _: object) -> object:
        if type(value) is not kind:
            raise _mistyped(value, _NAMES[kind])
        if kind is int and not -LARGEST - 1 <= typing.cast("int", value) <= LARGEST:
            message = f"{shown(value)} does not fit into 64 bits"
            raise _RefusedError("KB018", message, hint="write a smaller number")
        return value

    return check


def _number(value: object, _: object) -> float:
    """Take a whole number or another finite one."""
    if type(value) is int:
        return typing.cast("float", _exactly(int)(value, int))
    if type(value) is not float:
        raise _mistyped(value, _A_NUMBER)
    return value


def _numbers(count: int, value: object, _: object) -> tuple[float, ...]:
    """Take an array of so many numbers."""
    expected = f"an array of {count} numbers"
    if type(value) is not list:
        raise _mistyped(value, expected)
    if len(value) != count or any(type(each) not in (int, float) for each in value):
        message = f"expected {expected}, not {shown(value)}"
        raise _RefusedError("KB017", message, expected=expected, hint=f"write {expected}")
    return tuple(map(float, value))


def _term(vocabulary: type[enum.Enum], value: object, _: object) -> enum.Enum:
    terms = [str(term.value) for term in vocabulary]
    if type(value) is not str:
        raise _mistyped(value, _one_of(terms))
    if value not in terms:
        raise _RefusedError(
            "KB019",
            f"{shown(value)} is no {vocabulary.__name__}",
            expected=_one_of(terms),
            hint=did_you_mean(value, terms) or _one_of(terms),
        )
    return vocabulary(value)


_PARSERS: Final[dict[type, tuple[Callable[[str], Any], str, str]]] = {
    When: (When, "KB020", "an EDTF date such as '2020-09-27', '2020-09' or '2023-09~'"),
    Citation: (Citation.parse, "KB021", "a place in a source such as 'article#p2:21-36'"),
    ExternalCode: (ExternalCode.parse, "KB022", "a code with its scheme such as 'wikidata:Q399'"),
}


def _parsed(parse: Callable[[str], Any], code: str, form: str, value: object, _: object) -> object:
    if type(value) is not str:
        raise _mistyped(value, form)
    try:
        return parse(value)
    except ValueError as error:
        raise _RefusedError(code, str(error), expected=form, hint=f"write {form}") from None


def _mistyped(value: object, expected: str) -> _RefusedError:
    if value is None:
        return _RefusedError(
            "KB016", f"expected {expected}, not null", expected=expected, hint="leave the key out"
        )
    message = f"expected {expected}, not {described(value)}"
    return _RefusedError("KB017", message, expected=expected, hint=_type_hint(value, expected))


def _type_hint(value: object, expected: str) -> str:
    is_text_wanted = expected not in (
        _NAMES[int],
        _NAMES[bool],
        _A_NUMBER,
    ) and not expected.startswith(("an array", "an object"))
    if is_text_wanted and not isinstance(value, (str, list, dict)):
        return "put it in quotation marks"
    if isinstance(value, str) and expected in (_NAMES[int], _NAMES[bool], _A_NUMBER):
        return "write it without quotation marks"
    return f"write {expected}"


def _one_of(terms: list[str]) -> str:
    return "one of " + ", ".join(map(repr, terms))


def _make_converter() -> Converter:
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    for kind in _NAMES:  # cattrs asks its own hooks for these first, which convert anything
        converter.register_structure_hook(kind, _exactly(kind))

    def hook(annotation: Any) -> _Hook:  # noqa: ANN401 (a type)
        return _hook(annotation, converter)

    converter.register_structure_hook_factory(lambda _: True, hook)
    return converter


_CONVERTER: Final = _make_converter()
