"""Errors: what they are, their messages, and that they can be pickled."""

import copy
import pickle

import pytest

from karabakh.errors import (
    CitationError,
    DocumentError,
    EdtfError,
    ExternalCodeError,
    KarabakhError,
    LoadError,
    MergeError,
    UnknownIdError,
    ValidationError,
)
from karabakh.findings import Finding, Severity


def finding(number):
    return Finding(
        code="KB001", severity=Severity.ERROR, message=f"problem {number}", where="/title"
    )


ERRORS = [
    (
        EdtfError(text="2020-13", reason="month must be 01–12", position=5),
        ValueError,
        "invalid EDTF date '2020-13': month must be 01–12 (position 5)",
    ),
    (
        CitationError(text="a#2", reason="expected 'a#p2'"),
        ValueError,
        "invalid citation 'a#2': expected 'a#p2'",
    ),
    (
        CitationError(text="a#p2", reason="no text is bound", problem="cannot quote"),
        ValueError,
        "cannot quote 'a#p2': no text is bound",
    ),
    (
        ExternalCodeError(text="Q399", reason="expected 'scheme:value'"),
        ValueError,
        "invalid external code 'Q399': expected 'scheme:value'",
    ),
    (
        DocumentError(document="a.txt", reason="is empty"),
        ValueError,
        "document 'a.txt' is empty",
    ),
    (
        DocumentError(document="a.txt", reason="is too large", hint="pass max_bytes"),
        ValueError,
        "document 'a.txt' is too large; pass max_bytes",
    ),
    (
        UnknownIdError(kind="actor", id="x"),
        KeyError,
        "unknown actor 'x'",
    ),
    (
        UnknownIdError.among({"armenia", "azerbaijan"}, kind="actor", id="armenai"),
        KeyError,
        "unknown actor 'armenai'; did you mean 'armenia'?",
    ),
    (
        MergeError(differences={"a": ("note", "kind"), "b": ("title",)}),
        ValueError,
        (
            "2 records differ under the same identifier: 'a' (note, kind), 'b' (title);"
            ' pass keep_both="-b" to keep both'
        ),
    ),
    (
        MergeError(differences={"a": ("note",)}, taken=("a-b",)),
        ValueError,
        "new identifiers exist already: 'a-b'; pass another keep_both",
    ),
    (
        ValidationError(source="a.toml", findings=[finding(1)]),
        ValueError,
        "a.toml: 1 problem\n  /title: error KB001: problem 1",
    ),
    (
        LoadError(source="a.toml", findings=[finding(1)]),
        ValueError,
        "a.toml: 1 problem\n  /title: error KB001: problem 1",
    ),
    (
        LoadError(source="a.toml", findings=[finding(1), finding(2)]),
        ValueError,
        "a.toml: 2 problems\n  /title: error KB001: problem 1\n  /title: error KB001: problem 2",
    ),
]


@pytest.mark.parametrize(("error", "standard", "message"), ERRORS)
def test_errors_have_their_standard_meaning_too(error, standard, message):
    assert isinstance(error, KarabakhError)
    assert isinstance(error, standard)
    assert str(error) == message


@pytest.mark.parametrize("error", [error for error, _, _ in ERRORS])
def test_errors_can_be_copied_and_pickled(error):
    pickled = pickle.loads(pickle.dumps(error))  # noqa: S301 (our own)
    for again in (pickled, copy.copy(error), copy.deepcopy(error)):
        assert type(again) is type(error)
        assert str(again) == str(error)
        assert vars(again) == vars(error)


def test_all_problems_are_listed_and_the_first_are_shown():
    error = LoadError(source="a.toml", findings=[finding(number) for number in range(100)])
    assert len(error.findings) == 100
    lines = str(error).splitlines()
    assert lines[0] == "a.toml: 100 problems"
    assert lines[20].endswith("problem 19")
    assert lines[21:] == ["  … and 80 more, all in `.findings`"]


@pytest.mark.parametrize(
    "error",
    [
        EdtfError(text="x" * 10_000, reason="it is long", position=0),
        CitationError(text="x" * 10_000, reason="it is long"),
        ExternalCodeError(text="x" * 10_000, reason="it is long"),
        UnknownIdError(kind="actor", id="x" * 10_000),
    ],
)
def test_values_are_shortened(error):
    assert len(str(error)) < 200
    assert "xxx…'" in str(error)


@pytest.mark.parametrize(("error", "_", "message"), ERRORS)
def test_messages_are_plain(error, _, message):
    """Each has the house's form: no capital, no full stop, no rhetoric."""
    assert not message[0].isupper()
    assert not message.endswith(".")
    for phrase in (" is no ", "there is no", "cites nothing", "can't", " not a ", "(did you mean"):
        assert phrase not in message
    assert message.isprintable() or isinstance(error, (LoadError, ValidationError))


def test_the_public_errors_have_one_base():
    kinds = [EdtfError, CitationError, ExternalCodeError, DocumentError, UnknownIdError, LoadError]
    assert all(issubclass(kind, KarabakhError) for kind in kinds)
    assert not issubclass(KarabakhError, (ValueError, KeyError))
