"""Scripts × copies: what binds; no chain of such changes loses a sentence."""

import itertools
import random
import re
import textwrap

import pytest
from copies import COPIES, SENTENCES, TEXTS, binding, lost, word_changed
from hypothesis import given
from hypothesis import strategies as st

from karabakh import Dataset, Document, Source
from karabakh.model import sentence_places
from karabakh.model._folding import INVISIBLE

seeds = st.integers(0, 2**32).map(random.Random)
LAYOUTS = ("as coded", "re-wrapped", "PDF", "two columns")
SIGNS = ("web", "OCR")
CONTENTS = ("title before it", "paragraphs joined", "paragraph added")


@pytest.mark.parametrize("script", TEXTS)
def test_words_and_sentences_are_those_that_a_reader_counts(script):
    outline = Document.from_text(TEXTS[script]).outline()
    counted = tuple(tuple(each.words for each in part.sentences) for part in outline)
    assert counted == SENTENCES[script]


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("script", TEXTS)
@given(seeds)
def test_a_copy_binds(script, copy, chance):
    alignment = binding(TEXTS[script], COPIES[copy](TEXTS[script], chance))
    assert alignment.is_complete
    words = [len(alignment.words_of(place)) for place in sentence_places(alignment.source)]
    assert words == [count for part in SENTENCES[script] for count in part]


signs = st.lists(st.sampled_from(SIGNS), max_size=2)
chains = st.tuples(
    st.lists(st.sampled_from(CONTENTS), unique=True),
    signs,
    st.tuples(st.sampled_from(LAYOUTS)),
    signs,
).map(lambda changes: [*itertools.chain.from_iterable(changes)])


@pytest.mark.parametrize("script", TEXTS)
@given(chains, seeds)
def test_a_copy_by_any_chain_of_changes_binds(script, changes, chance):
    copy = TEXTS[script]
    for change in changes:
        copy = COPIES[change](copy, chance)
    assert binding(TEXTS[script], copy).is_complete


@pytest.mark.parametrize("script", TEXTS)
@given(contents=st.sampled_from(CONTENTS), chance=seeds)
def test_a_changed_word_loses_its_sentence_alone(script, contents, chance):
    copy = COPIES[contents](word_changed(TEXTS[script]), chance)
    alignment = binding(TEXTS[script], copy)
    assert list(alignment.missing()) == [[*sentence_places(alignment.source)][-1]]
    assert not list(alignment.unsearched())


@pytest.mark.parametrize("script", TEXTS)
@given(st.lists(st.tuples(st.integers(0, 500), st.sampled_from("\u00ad\u200b\u200e\u2067\ufe0f"))))
def test_numbers_of_words_do_not_depend_on_what_can_not_be_seen(script, insertions):
    text = TEXTS[script]
    for place, sign in insertions:
        text = text[: place % len(text)] + sign + text[place % len(text) :]
    marked, plain = Document.from_text(text), Document.from_text(TEXTS[script])
    assert [len(part) for part in marked.paragraphs] == [len(part) for part in plain.paragraphs]
    seen = [re.sub(f"[{INVISIBLE}]", "", word.text) for word in marked.words]
    assert seen == [word.text for word in plain.words]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("停火。“和平”", ["停", "火。", "“和", "平”"]),
        ("（2020年3.5%）", ["（2020", "年", "3.5%）"]),
        ("ＵＮ案", ["ＵＮ", "案"]),
        ("ｶﾞｽ", ["ｶﾞ", "ｽ"]),
        ("東京タワー", ["東", "京", "タ", "ワ", "ー"]),
        ("น้ำ", ["น้ำ"]),
        ("นํ้าดี", ["นํ้า", "ดี"]),
        ("ปี ๒๕๖๓", ["ปี", "๒๕๖๓"]),
        ("\u2066ខ្មែរ\u2069", ["ខ្", "មែ", "រ"]),
        ("བོད་ཡིག", ["བོ", "ད་", "ཡི", "ག"]),
        ("ሰላም፡ለዓለም፡፡", ["ሰላም፡", "ለዓለም፡፡"]),
        ("한국어 말", ["한국어", "말"]),
        ("U.S.和", ["U.S.", "和"]),
        ("——和——平", ["——和——", "平"]),
    ],
)
def test_words_of_scripts_without_blanks(text, words):
    assert [word.text for word in Document.from_text(text).words] == words


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("— Да. — Нет. — Но…", [2, 2, 2]),
        ("— Да? — спросил он.", [5]),
        ("It ended.¹ They left.[2] Peace held.12 So it is.* Yes.", [2, 2, 2, 3, 1]),
        ("It rose to 3.5 In May.", [6]),
        ("The parties shall: (a) stop; (b) leave; and (c) report.", [3, 2, 3, 2]),
        ("Agreed: 1) peace, 2) trade.", [1, 2, 2]),
        ("We need • bread; • salt.", [4, 2]),
        ("We need bread; salt too.", [5]),
        ("ճիշտ: Հիմա:", [1, 1]),
        ("ճիշտ: հիմա", [1, 1]),
        ("Note: this.", [2]),
        ("ሄደ:: መጣ፡፡ ቆመ", [1, 1, 1]),
        ("ترك؟ نعم۔ لا", [1, 1, 1]),
        ("कहाँ? वहाँ॥ यहाँ", [1, 1, 1]),
        ("「はい。」と", [2, 1]),
        ("ไป มา 5 คน", [2, 5]),
        ("ไป\nมา", [4]),
        ("ສະບາຍ ດີ", [5, 1]),
        ("Τι; Ναι.", [1, 1]),
    ],
)
def test_sentences_end_in_every_script(text, lengths):
    (paragraph,) = Document.from_text(text).outline()
    assert [sentence.words for sentence in paragraph.sentences] == lengths


@pytest.mark.parametrize("mark", [";", ",", "", "."])
def test_of_a_hundred_clauses_with_a_word_changed_one_is_lost(mark):
    chance = random.Random(1)  # noqa: S311 (nothing secret)
    words = ["the", "parties", "shall", "not", "keep", "arms", "near", "towns", "of", "both"]
    clauses = [
        f"({number}) " + " ".join(chance.choices(words, k=chance.randint(8, 40))) + mark
        for number in range(1, 101)
    ]
    text = "\n\n".join(clauses)
    copy = "AN AGREEMENT ON PEACE " + " ".join(clauses).replace("(57)", "(57) never", 1)
    alignment = binding(text, copy)
    assert lost(alignment) == [f"p57:1-{len(clauses[56].split())}"]
    assert not list(alignment.unsearched())


def test_a_quote_reads_as_the_words_are_written():
    def quoted(text, copy, place):
        source = Source(id="s", title="S", paragraphs=Document.from_text(text).outline())
        return Dataset.from_records(source).bind(Document.from_text(copy)).quote(place)

    assert quoted("两座城市。", "两座\n城市。", "s#p1") == "两座城市。"
    assert quoted("两座 UN 城市。", "两座\nUN\n城市。", "s#p1") == "两座 UN 城市。"
    assert quoted("A conflict ended.", "A con-\nflict\nended.", "s#p1") == "A conflict ended."
    assert quoted("A cease-fire held.", "A cease-\nfire held.", "s#p1") == "A cease-fire held."
    assert quoted("A well-known con-artist.", "A well-\nknown con-\nartist.", "s#p1:2-3") == (
        "well-known con-artist."
    )
    assert quoted("A pre- and post-war law.", "A pre-\nand post-\nwar law.", "s#p1:2-4") == (
        "pre- and post-war"
    )
    page = quoted("He said it to us all.", "He said it\n\n3\n\nto us all.", "s#p1")
    assert page == "He said it to us all."
    assert quoted("He said so.", "He said so.", "s#p1:2.2-3.1") == "aid s"


def test_page_headers_between_cited_sentences_do_not_part_them():
    pages = ("Both towns agreed on", "peace. They also agreed", "on trade. All was well.")
    copy = "\f".join(f"The agreement, page {n}\n\n{page}\n" for n, page in enumerate(pages, 1))
    text = " ".join(pages)
    source = Source(id="s", title="S", paragraphs=Document.from_text(text).outline())
    bound = Dataset.from_records(source).bind(Document.from_text(copy))
    assert bound.quote("s#p1") == text


def test_columns_may_be_near_each_other_under_page_headers():
    text = (
        "The councils of Ost and Vell said on Tuesday that they would share the cost of the light."
        " The deal ends a quarrel of eleven weeks.\n\nVell has not voted yet. Its chairman called"
        " the draft an affair of honour, but the first part can not be paid before the autumn."
    )
    lines = [line for part in text.split("\n\n") for line in (*textwrap.wrap(part, 19), "")]
    half = (len(lines) + 1) // 2
    width = 2 + max(map(len, lines))
    rows = zip(lines[:half], [*lines[half:], ""], strict=False)
    page = [f"{left:{width}}{right}".rstrip() for left, right in rows]
    assert any(re.search(r"\S  \S", row) for row in page)
    header = ["THE MARN GAZETTE", ""]
    copy = "\n".join([*header, "3", "\f", *header, *page, "", "4"])
    assert lost(binding(text, copy)) == []


def test_a_line_that_ends_within_a_word_is_no_page_header():
    text = "The towns of Vell and Ost undid the undue treaty.\n\nThey met again."
    copy = text.replace("undid", "un-\ndid").replace("undue", "\nun-\ndue").replace("of", "of\n")
    assert lost(binding(text, copy)) == []
