"""Strategies for texts, identifiers, codes and documents."""

from typing import Final

from hypothesis import strategies as st

from karabakh.model import Document, ExternalCode

__all__ = ["codes", "documents", "ids", "texts"]

_AWKWARD: Final = (
    'it\'s "so" and so “so”',
    "Հայաստան, Azərbaycan, Лачин",
    "مرتفعات قره باغ",
    "e\u0301 is not é",
    "🕊️ and 👩‍👩‍👧",
    "two\nlines\r\nand a third\u2028and a fourth",
    "\ttabs\tand \u00a0 blanks ",
    "back\\slash, #, =, {}, [], ''', \"\"\"",
    "null, true, 0, NaN",
    "\u202eturned round\u202c",
    "\u0000\u0007\u001b[31m\u007f\u0085",
    "\ufeffmarked",
    "\U0010ffff\ufffe",
    "long " * 1_000,
)
"""Valid texts that careless programs break on."""

_LONGEST_ID: Final = 200
_SLUG: Final = st.sampled_from("abcdefghijklmnopqrstuvwxyz0123456789")
_LETTERS_AND_DIGITS: Final = st.characters(categories=["L", "N"])
_SEEN: Final = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=8)


def _begun_by(first: st.SearchStrategy[str], *others: str, max_size: int) -> st.SearchStrategy[str]:
    """Return a strategy for a character and more of the same, or of some others."""
    return st.builds(
        str.__add__, first, st.text(first | st.sampled_from(others), max_size=max_size)
    )


_SLUGS: Final = _begun_by(_SLUG, "-", max_size=8)
# The first is what shrinks best.
_IDS: Final = st.one_of(
    _SLUGS,
    _SLUGS,
    _begun_by(_LETTERS_AND_DIGITS, *"_.:/@+-", max_size=12),
    _SLUGS.map(lambda slug: slug.ljust(_LONGEST_ID, "x")),
)
_CODES: Final = st.one_of(
    st.sampled_from(
        ["wikidata:Q399", "gw:371", "iso3166-1:ARM", "plover:CONCEDE/territory", "pax@4:Cea/Ceas"]
    ).map(ExternalCode.parse),
    st.builds(
        ExternalCode,
        _SLUGS,
        st.lists(_SEEN, min_size=1, max_size=3).map(" ".join),
        version=st.text(_SLUG | st.sampled_from("._-"), max_size=6),
    ),
)
_WORDS: Final = (
    *("They", "met", "again.", "Nothing", "was", "signed.", '"Peace,"', "he", "said.", "U.S."),
    *("It’s", "“over”!", "Why?", "(So", "what…)", "3.5", "—", "Երևան։", "e\u0301t", "so\u00adly"),
)
_RUNS_OF_WORDS: Final = st.lists(st.sampled_from(_WORDS) | _SEEN, min_size=1, max_size=12)
_BETWEEN_WORDS: Final = st.sampled_from([" ", " ", " ", "\n", "  ", "\t", "\u00a0", "\r\n"])
_BETWEEN_PARAGRAPHS: Final = st.sampled_from(["\n\n", "\r\n\r\n", "\n \t\n\n", "\u2029\u2029"])


def texts(*, min_size: int = 0, max_size: int = 30) -> st.SearchStrategy[str]:
    """Return a strategy for texts of every script, and for some that break programs.

    All characters occur except lone surrogates, which no file can hold.

    Args:
        min_size: The least number of characters.
        max_size: The greatest number in arbitrary texts; the awkward ones may be longer.

    >>> from hypothesis import given
    >>> from karabakh.testing import texts
    >>> @given(texts(min_size=1))
    ... def test(text):
    ...     assert text.encode().decode() == text != ""
    >>> test()
    """
    awkward = st.sampled_from([text for text in _AWKWARD if len(text) >= min_size])
    return st.text(min_size=min_size, max_size=max_size) | awkward


def ids() -> st.SearchStrategy[str]:
    """Return a strategy for valid identifiers, most of them short slugs.

    >>> from hypothesis import given
    >>> from karabakh.ids import is_valid_id
    >>> from karabakh.testing import ids
    >>> @given(ids())
    ... def test(name):
    ...     assert is_valid_id(name)
    >>> test()
    """
    return _IDS


def codes() -> st.SearchStrategy[ExternalCode]:
    """Return a strategy for codes of outside schemes, real and imagined.

    >>> from hypothesis import given
    >>> from karabakh import ExternalCode
    >>> from karabakh.testing import codes
    >>> @given(codes())
    ... def test(code):
    ...     assert ExternalCode.parse(str(code)) == code
    >>> test()
    """
    return _CODES


def documents(*, max_paragraphs: int = 4) -> st.SearchStrategy[Document]:
    """Return a strategy for texts of paragraphs, with any line breaks and blanks.

    Args:
        max_paragraphs: The greatest number of paragraphs.

    >>> from hypothesis import given
    >>> from karabakh.testing import documents
    >>> @given(documents(max_paragraphs=1))
    ... def test(document):
    ...     assert len(document.paragraphs) == 1
    >>> test()
    """
    return _documents(max_paragraphs)


@st.composite
def _documents(draw: st.DrawFn, max_paragraphs: int) -> Document:
    count = draw(st.integers(1, max_paragraphs))
    text = ""
    for number in range(count):
        for place, each in enumerate(draw(_RUNS_OF_WORDS)):
            text += draw(_BETWEEN_WORDS) * bool(place) + each
        if number < count - 1:
            text += draw(_BETWEEN_PARAGRAPHS)
    return Document.from_text(text)
