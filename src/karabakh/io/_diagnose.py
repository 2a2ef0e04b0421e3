"""All that is wrong with one element of a file.

Decoding refuses an element without saying why; only then it comes here, where cattrs
structures it value by value. Both give the same verdict on everything, and equal records:
tests compare them.
"""

import datetime as dt
import enum
import functools
import json
import math
import re
import typing
from collections.abc import Callable, Iterator
from typing import Any, Final, TypeVar

import attrs
from cattrs import (
    AttributeValidationNote,
    BaseValidationError,
    Converter,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn, override

from karabakh._shown import LONGEST, shown
from karabakh.findings import MOST_FINDINGS, Finding, FindingList
from karabakh.io._file_errors import file_error, mistyped, pointer, unexplained, unknown_key
from karabakh.io._plain_values import as_array, as_object
from karabakh.io._schema_1 import OLD_KEYS
from karabakh.io._structs import LARGEST
from karabakh.model import Citation, ExternalCode
from karabakh.model.introspection import element_type, field_types, id_kinds, is_union, plain_type
from karabakh.nearest import did_you_mean
from karabakh.time import When

__all__ = ["diagnose", "structure"]

T = TypeVar("T")

_Hook = Callable[[Any, Any], Any]


def diagnose(kind: type[Any], value: object, *path: str | int) -> FindingList:
    """Return everything that is wrong with an element.

    Args:
        kind: The class that it should be of.
        value: The element as a parser returned it: dicts, lists, texts, numbers.
        *path: The place of the element in the file.
    """
    record = (as_object(value) or {}).get("id")
    record = record if isinstance(record, str) else ""
    found = FindingList()
    try:
        structure(kind, value)
    except Exception as error:  # noqa: BLE001 (cattrs collects whatever a hook raises)
        found += (attrs.evolve(finding, record=record) for finding in _findings(error, path))
        _release(error)
    return found


def _release(error: BaseException | None) -> None:
    """Break cycles of errors and frames, which a paused collector would keep."""
    if error is None:
        return
    error.__traceback__ = None
    _release(error.__context__)
    error.__context__ = None
    for inner in error.exceptions if isinstance(error, BaseValidationError) else ():
        _release(inner)


def structure(kind: type[T], value: object) -> T:
    """Return an instance of an element; raise what cattrs collects if it is refused."""
    return _CONVERTER.structure(value, kind)


class _RefusedError(ValueError):
    """A value that its field does not take."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding)
        self.finding = finding


def _refused(code: str, message: str, *, expected: str = "", hint: str) -> _RefusedError:
    return _RefusedError(file_error(code, message, expected=expected, hint=hint))


class _MistypedError(TypeError):
    """A value of the wrong type."""

    def __init__(self, value: object, expected: str) -> None:
        super().__init__(value, expected)
        self.value = value
        self.expected = expected


def _findings(
    error: BaseException, path: tuple[str | int, ...], *, is_required: bool = False
) -> Iterator[Finding]:
    """Yield the findings of what cattrs collected; its notes lead to each error."""
    where = pointer(*path)
    if isinstance(error, BaseValidationError):
        required = _required_keys(error.cl) if attrs.has(error.cl) else ()
        for inner in error.exceptions:
            step = _step(inner)
            yield from _findings(inner, path + step, is_required=step[-1:] in required)
    elif isinstance(error, ForbiddenExtraKeysError):
        known = list(field_types(error.cl))
        for key in sorted(error.extra_fields):
            yield unknown_key(pointer(*path, key), key, known, hint=OLD_KEYS.get(key, ""))
    elif isinstance(error, _RefusedError):
        yield attrs.evolve(error.finding, where=where)
    elif isinstance(error, _MistypedError):
        hint = _type_hint(error.value, error.expected, is_required=is_required)
        yield mistyped(where, error.value, error.expected, hint=hint)
    elif isinstance(error, KeyError):
        yield file_error("KB015", f"missing key {path[-1]!r}", where=where, hint="add the key")
    else:
        yield unexplained(where)


def _required_keys(cls: type) -> set[tuple[str | int, ...]]:
    return {(field.name,) for field in attrs.fields(cls) if field.default is attrs.NOTHING}


def _step(error: BaseException) -> tuple[str | int, ...]:
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, IterableValidationNote):
            return (note.index,)
        if isinstance(note, AttributeValidationNote):
            return (note.name,)
    return ()


def _hook(annotation: Any, converter: Converter) -> _Hook:  # noqa: ANN401 (a type)
    """Return a strict hook for any annotation of a field of the model."""
    plain: Any = plain_type(annotation)
    if element_type(plain) is not None:
        return _checked(list, "an array", _elements_hook(element_type(plain), converter))
    if id_kinds(plain):
        return _exactly(str)
    if typing.get_origin(plain) is tuple:
        return functools.partial(_numbers, len(typing.get_args(plain)))
    if is_union(plain):
        return _number
    if attrs.has(plain):
        return _checked(dict, "an object", _class_hook(plain, converter))
    if issubclass(plain, enum.Enum):
        return functools.partial(_term, plain)
    if plain in _PARSERS:
        return functools.partial(_parsed, *_PARSERS[plain])
    return _exactly(plain)


def _elements_hook(element: Any, converter: Converter) -> _Hook:  # noqa: ANN401 (a type)
    """Return a hook for an array, which stops when more is wrong than is reported."""
    hook = converter.get_structure_hook(element)

    def run(values: Any, kind: Any) -> object:  # noqa: ANN401 (an array, a type)
        found: list[Any] = []
        errors: list[Exception] = []
        for number, value in enumerate(values):
            try:
                found.append(hook(value, element))
            except Exception as error:  # noqa: BLE001 (as cattrs does)
                error.add_note(IterableValidationNote("", number, element))
                errors.append(error)
                if len(errors) == MOST_FINDINGS:
                    break
        if errors:
            raise IterableValidationError("", errors, kind)  # pyright: ignore[reportCallIssue]
        return tuple(found)

    return run


def _class_hook(cls: type[Any], converter: Converter) -> _Hook:
    types = field_types(cls)
    validated: dict[str, Any] = {
        field.name: override(struct_hook=_validated(field, _hook(types[field.name], converter)))
        for field in attrs.fields(cls)
        if field.validator is not None
    }
    hook: Callable[[Any, Any], Any] = make_dict_structure_fn(
        cls,
        converter,
        _cattrs_forbid_extra_keys=True,
        _cattrs_detailed_validation=True,
        **validated,
    )

    def check(value: Any, kind: object) -> object:  # noqa: ANN401 (an object)
        try:
            return hook(value, kind)
        except BaseValidationError as error:
            # Raised by the class itself, which begins its message with its name.
            reasons = [str(each) for each in error.exceptions if type(each) is ValueError]
            if not reasons:
                raise
            message = reasons[0].removeprefix(f"{cls.__name__}: ")
            raise _refused("KB023", message, hint="add what is missing") from None

    return check


def _validated(field: "attrs.Attribute[Any]", hook: _Hook) -> _Hook:
    """Return a hook that runs a field's validator at once, so that the field is known."""

    def run(value: object, kind: object) -> object:
        result = hook(value, kind)
        try:
            field.validator(None, field, result)  # type: ignore[misc] # it has one
        except ValueError as error:
            hint = f"write {field.validator.wanted}"  # type: ignore[union-attr] # it is `Allowed`
            raise _refused("KB023", str(error), hint=hint) from None
        return result

    return run


def _checked(shape: type, expected: str, inner: _Hook) -> _Hook:
    def check(value: object, kind: object) -> object:
        if type(value) is not shape:
            raise _MistypedError(value, expected)
        return inner(value, kind)

    return check


_ENDLESS: Final = 2**64
"""A number from this on is not shown, since its digits may be without end."""

_A_NUMBER: Final = "a number"
_NAMES: Final = {str: "a text", int: "a whole number", bool: "true or false"}
_UNQUOTED: Final = {
    _NAMES[int]: re.compile("-?[0-9]+"),
    _NAMES[bool]: re.compile("true|false"),
    _A_NUMBER: re.compile(r"-?[0-9]+(\.[0-9]+)?"),
}
"""Texts that are right without their quotation marks, by what is expected."""


def _exactly(kind: type) -> _Hook:
    def check(value: object, _: object) -> object:
        if type(value) is not kind:
            raise _MistypedError(value, _NAMES[kind])
        if kind is int and not -LARGEST - 1 <= typing.cast("int", value) <= LARGEST:
            message = f"{shown(value)} does not fit into 64 bits"
            raise _refused("KB018", message, hint="write a smaller number")
        return value

    return check


def _number(value: object, _: object) -> object:
    """Accept a whole number or a finite one."""
    if type(value) is int:
        return _exactly(int)(value, int)
    if type(value) is not float:
        raise _MistypedError(value, _A_NUMBER)
    if not math.isfinite(value):
        raise _refused("KB018", f"{value} is not finite", hint="write a number, or no key")
    return value


def _numbers(count: int, value: object, _: object) -> tuple[float, ...]:
    """Accept an array of as many numbers."""
    expected = f"an array of {count} numbers"
    numbers = as_array(value)
    if numbers is None:
        raise _MistypedError(value, expected)
    if len(numbers) != count or any(type(each) not in {int, float} for each in numbers):
        message = f"expected {expected}, got {shown(numbers)}"
        raise _refused("KB017", message, expected=expected, hint=f"write {expected}")
    return tuple(float(_number(each, float)) for each in numbers)  # type: ignore[arg-type]


def _term(vocabulary: type[enum.Enum], value: object, _: object) -> enum.Enum:
    terms = [str(term.value) for term in vocabulary]
    if type(value) is not str:
        raise _MistypedError(value, _one_of(terms))
    if value not in terms:
        noun = re.sub(r"\B(?=[A-Z])", " ", vocabulary.__name__).lower()  # "actor kind"
        raise _refused(
            "KB019",
            f"unknown {noun} {shown(value)}",
            expected=_one_of(terms),
            hint=did_you_mean(value, terms) or f"write {_one_of(terms)}",
        )
    return vocabulary(value)


_PARSERS: Final[dict[type, tuple[Callable[[str], Any], str, str]]] = {
    When: (When, "KB020", "an EDTF date such as '2020-09-27', '2020-09' or '2023-09~'"),
    Citation: (Citation.parse, "KB021", "a citation such as 'article#p2:21-36'"),
    ExternalCode: (ExternalCode.parse, "KB022", "a code with its scheme such as 'wikidata:Q399'"),
}


def _parsed(parse: Callable[[str], Any], code: str, form: str, value: object, _: object) -> object:
    if parse == Citation.parse and "quote" in (as_object(value) or {}):
        message = f"a quote where a citation must be: {shown(as_object(value))}"
        hint = "run 'karabakh cite FILE --document TEXT' to have its passage put there"
        raise _refused("KB025", message, hint=hint)
    if type(value) is not str:
        raise _MistypedError(value, form)
    try:
        return parse(value)
    except ValueError as error:
        raise _refused(code, str(error), expected=form, hint=f"write {form}") from None


def _type_hint(value: object, expected: str, *, is_required: bool) -> str:
    """Return what to write instead of a mistyped value; empty for the usual hint."""
    if value is None:
        return f"write {expected}" if is_required else ""
    if expected == "an array" and isinstance(value, (str, int, float)):
        is_short = len(value) <= LONGEST if isinstance(value, str) else abs(value) < _ENDLESS
        example = f": [{json.dumps(value, ensure_ascii=False)}]" if is_short else ""
        return f"write an array, even of one{example}"
    if isinstance(value, str):
        unquoted = _UNQUOTED.get(expected)
        return "write it without quotation marks" if unquoted and unquoted.fullmatch(value) else ""
    is_text = expected == _NAMES[str] and not isinstance(value, (list, dict))
    is_date = expected == _PARSERS[When][2] and isinstance(value, (int, dt.date))
    is_quotable = is_text or (is_date and not isinstance(value, bool))
    return "put it in quotation marks" if is_quotable else ""


def _one_of(terms: list[str]) -> str:
    return "one of " + ", ".join(map(repr, terms))


def _strict_converter() -> Converter:
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    for kind in _NAMES:  # cattrs asks its own hooks for these first, which convert anything
        converter.register_structure_hook(kind, _exactly(kind))

    def hook(annotation: Any) -> _Hook:  # noqa: ANN401 (a type)
        return _hook(annotation, converter)

    converter.register_structure_hook_factory(lambda _: True, hook)
    return converter


_CONVERTER: Final = _strict_converter()
