"""Terms of outside schemes, against a pattern of their text form."""

import copy
import pickle
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from karabakh import ExternalCode, ExternalCodeError
from karabakh.testing import codes, texts

SHORT_FORM = re.compile(r"([a-z0-9][a-z0-9-]{0,63})(?:@([\w.-]{1,32}))?:(.{1,200})", re.DOTALL)

nearly = st.builds(
    "{}{}{}:{}".format,
    st.sampled_from(["gw", "ucdp-actor", "GW", "-gw", "", "g w", "gw\n", "a" * 65]),
    st.sampled_from(["", "@", "@@"]),
    st.sampled_from(["", "4", "2.0-rc_1", "4 ", "é", "v" * 33]),
    texts()
    | st.sampled_from(["ARM", " ARM", "ARM ", "", "A" * 200, "A" * 201, "a:b@c", "a\u00a0b"]),
)


@given(codes())
def test_the_short_form_can_be_read_again(code):
    again = ExternalCode.parse(str(code))
    assert again == code
    assert (again.scheme, again.value, again.version) == (code.scheme, code.value, code.version)
    assert hash(again) == hash(code)
    assert eval(repr(code)) == code  # noqa: S307 (our own)


@given(texts() | nearly)
@example("gw:371")
@example("gw@:371")
@example("gw:")
@example("gw")
@example("pax@4:Cea/Ceas\n")
def test_any_text_is_a_code_or_refused(text):
    match = SHORT_FORM.fullmatch(text)
    valid = match and match[3].isprintable() and match[3] == match[3].strip()
    if valid:
        code = ExternalCode.parse(text)
        assert str(code) == text
        assert (code.scheme, code.version, code.value) == (match[1], match[2] or "", match[3])
    else:
        with pytest.raises(ExternalCodeError) as caught:
            ExternalCode.parse(text)
        assert caught.value.text == text


@given(texts(), texts(), texts())
@example("gw", "371", "")
@example("gw@4", "371", "")
@example("gw", "371", "4:5")
def test_parts_are_a_code_or_refused(scheme, value, version):
    try:
        code = ExternalCode(scheme, value, version=version)
    except ExternalCodeError:
        return
    assert ExternalCode.parse(str(code)) == code
    assert (code.scheme, code.value, code.version) == (scheme, value, version)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("371", "expected 'scheme:value'"),
        ("gw@:371", "expected 'scheme:value'"),
        ("GW:371", "scheme must be lower-case letters, digits and hyphens"),
        ("gw@4 5:371", "version must be letters, digits, '.', '_' and '-', at most 32"),
        ("gw: 371", "value must be printable text without blanks at its ends"),
        ("gw:" + "3" * 201, "value must have at most 200 characters, got 201"),
    ],
)
def test_what_is_wrong_is_said(text, reason):
    with pytest.raises(ExternalCodeError) as caught:
        ExternalCode.parse(text)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("build", "longest"),
    [
        (lambda text: ExternalCode(text, "371"), 64),
        (lambda text: ExternalCode("gw", "371", version=text), 32),
        (lambda text: ExternalCode("gw", text), 200),
    ],
    ids=["scheme", "version", "value"],
)
def test_a_part_may_have_just_so_many_characters(build, longest):
    assert "a" * longest in str(build("a" * longest))
    with pytest.raises(ExternalCodeError):
        build("a" * (longest + 1))


@pytest.mark.parametrize("parts", [("gw", 371), (None, "371"), (b"gw", "371")])
def test_other_types_are_refused(parts):
    with pytest.raises(TypeError):
        ExternalCode(*parts)
    with pytest.raises(TypeError):
        ExternalCode("gw", "371", version=4)
    with pytest.raises(TypeError):
        ExternalCode.parse(parts)


def test_codes_of_two_versions_differ():
    assert (
        ExternalCode("pax", "Cea", version="4")
        != ExternalCode("pax", "Cea", version="5")
        != ExternalCode("pax", "Cea")
    )
    assert ExternalCode("pax", "Cea") != "pax:Cea"


@given(codes())
def test_codes_can_be_copied_and_pickled(code):
    assert copy.copy(code) is copy.deepcopy(code) is code
    assert pickle.loads(pickle.dumps(code)) == code  # noqa: S301 (our own)


def test_codes_can_not_be_changed():
    code = ExternalCode("gw", "371")
    with pytest.raises(AttributeError, match="'value' can't be set"):
        code.value = "373"
    with pytest.raises(AttributeError):
        del code.scheme
