"""Passages found by their words: all that have them, and no others."""

import itertools
import random
import re
import string
import unicodedata

import pytest
from copies import COPIES, TEXTS
from hypothesis import example, given
from hypothesis import strategies as st
from quoted import ARTICLE, REEF, slow_find

from karabakh import Citation, CitationError, Document
from karabakh.model._quote_index import key_of
from karabakh.model._quote_spans import occurrences
from karabakh.model._suggestions import shortened

REEF_DOCUMENT = Document.from_text(REEF)

words = st.sampled_from(["a", "b", "a,", "“b”", "–", "c.", "…", "[...]", "B"])
texts = st.lists(words, min_size=1, max_size=12).map(" ".join)


def places(matches):
    return [(each.paragraph, each.citation.first, each.citation.last) for each in matches]


@given(st.lists(texts, min_size=1, max_size=3).map("\n\n".join), texts, st.booleans())
@example("a b a b a", "a … b", False)  # noqa: FBT003 (as Hypothesis passes it)
@example("a … b\n\na b", "a … b", True)  # noqa: FBT003 (as Hypothesis passes it)
@example("a a a a", "a a", False)  # noqa: FBT003 (as Hypothesis passes it)
def test_exactly_the_passages_with_the_words_are_found(text, quote, exact):
    matches = Document.from_text(text).find(quote, exact=exact)
    assert places(matches) == slow_find(text, quote, exact=exact)
    assert [*matches] == [matches[number] for number in range(len(matches))]
    assert matches[1:] == tuple(matches)[1:]


READ_ALOUD = "%‰‱&@#§"
PUNCTUATION = [
    each
    for each in map(chr, range(0x3100))
    if unicodedata.category(each).startswith("P")
    and all(
        unicodedata.category(one).startswith("P") for one in unicodedata.normalize("NFKC", each)
    )
    and not {*READ_ALOUD, "-"} & {*unicodedata.normalize("NFKC", each)}
]
edges = st.lists(st.sampled_from(PUNCTUATION), max_size=3).map("".join)


@given(edges, edges, st.sampled_from(["a", "met", "cease-fire", "2020-2023", "5", "§", "a.b", "и"]))
@example("(", "", "met")
@example("", ").", "met")
def test_punctuation_around_a_word_does_not_count(before, behind, word):
    assert key_of(f"{before}{word}{behind}") == key_of(word) != ""
    assert key_of(before) == ""


@pytest.mark.parametrize("sign", READ_ALOUD)
def test_punctuation_that_is_read_aloud_counts(sign):
    assert len({key_of(text) for text in ("5", f"{sign}5", f"5{sign}", sign)}) == 4


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("-5", "-5"),
        ("(−5)", "-5"),
        ("–5.", "-5"),
        ("-a", "a"),
        ("-", ""),
        ("5-", "5"),
        ("-.5", "5"),
    ],
)
def test_a_hyphen_before_a_digit_is_its_sign(word, key):
    assert key_of(word) == key


def test_in_short_texts_every_occurrence_within_limits_is_found():
    texts = ["".join(each) for size in range(7) for each in itertools.product("ab", repeat=size)]
    needles = [each for each in texts if 1 <= len(each) <= 3]
    for text, needle in itertools.product(texts, needles):
        for start, stop in itertools.combinations_with_replacement(range(len(text) + 1), 2):
            assert list(occurrences(text, needle, range(start, stop))) == [
                at for at in range(start, stop - len(needle) + 1) if text.startswith(needle, at)
            ]


@given(st.text("ab", max_size=40), st.text("ab", min_size=1, max_size=6), st.data())
@example("aaaa", "aa", None)
def test_overlapping_occurrences_are_all_found(text, needle, data):
    start, stop = 0, len(text)
    if data is not None:
        start, stop = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    found = list(occurrences(text, needle, range(start, stop)))
    assert found == [
        at for at in range(start, stop - len(needle) + 1) if text.startswith(needle, at)
    ]


@pytest.mark.parametrize("script", TEXTS)
@pytest.mark.parametrize("copy", ["as coded", "re-wrapped", "web", "OCR"])
def test_words_are_found_however_a_copy_writes_them(script, copy):
    document = Document.from_text(TEXTS[script])
    for number, paragraph in enumerate(document.paragraphs, start=1):
        for first in range(0, len(paragraph), 3):
            last = min(first + 4, len(paragraph) - 1)
            if not any(map(str.isalnum, paragraph[first].text)):
                continue  # the dash of a dialogue is no part of a passage that begins with it
            quote = document.text[paragraph[first].start : paragraph[last].end]
            quote = COPIES[copy](quote, random.Random(first))  # noqa: S311 (nothing secret)
            assert (number, first + 1, last + 1) in places(document.find(quote))


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("They signed a con-\nflict pact.", "a conflict pact"),
        ("They signed a con-\nflict pact.", "a con-\nflict pact"),
        ("They signed a con-\nflict pact.", "a con- flict pact"),
        ("They signed a conflict pact.", "a con-\nflict pact"),
        ("The pre-\nand post-war years.", "pre- and post-war"),
        ("The pre- and post-war years.", "pre- and post-war"),
        ("The cease-\nfire held.", "cease-fire held"),
        ("A pact of the con\u00ad\nflict.", "the conflict"),
    ],
)
def test_a_word_in_two_lines_is_one(text, quote):
    assert len(Document.from_text(text).find(quote)) == 1


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("It fell to -5 degrees.", "to 5 degrees"),
        ("It rose by 5% then.", "by 5 then"),
        ("The Mayor spoke.", "The mayor spoke"),
        ("किसने विरोध किया", "किसन विरोध किया"),
        ("He will now here.", "will nowhere"),
        ("One ends.\n\nTwo begins.", "ends. Two"),
        ("we agreed", "we … agreed … we"),
        ("we do not agree", "we do agree"),
    ],
)
def test_other_words_are_no_match(text, quote):
    assert not Document.from_text(text).find(quote)


def test_what_is_within_a_passage():
    find = REEF_DOCUMENT.find
    assert places(find("Marda", within="p2")) == [(2, 38, 38)]
    assert places(find("Marda", within=Citation("post", 2))) == [(2, 38, 38)]
    assert places(find("the", within=find("used to … all").one())) == [(2, 28, 28)]
    assert places(find("the", within="p2:28-28")) == [(2, 28, 28)]
    assert not find("older right", within="p2:1-41")
    assert places(find("Marda")) == places(find("Marda", within="text"))


def test_each_of_many_is_known_by_its_number():
    matches = REEF_DOCUMENT.find("Marda")
    assert len(matches) == 4
    for number, match in enumerate(matches, start=1):
        assert REEF_DOCUMENT.find("Marda", nth=number).one() == match
    (too_many,) = [REEF_DOCUMENT.find("Marda", nth=5)]
    assert not too_many
    assert too_many.reason == "it is in 4 passages, so there is no number 5"


def test_the_first_of_many_are_shown():
    shown = "<Matches of 'Marda': text#p1:1-1, text#p1:24-24, text#p1:28-28 and 1 more>"
    assert repr(REEF_DOCUMENT.find("Marda")) == shown
    assert repr(REEF_DOCUMENT.find("Mardas")) == "<Matches of 'Mardas': none>"
    with pytest.raises(
        CitationError, match=r"in 4 passages: text#p1:1-1 “\[Marda\] and Kelis have"
    ):
        REEF_DOCUMENT.find("Marda").one()
    with pytest.raises(CitationError, match=r"nearest: text#p2:38-42 .* with 'older' for 'elder'"):
        REEF_DOCUMENT.find("Marda has the elder right").one()


@pytest.mark.parametrize(
    ("quote", "differs"),
    [
        ("the very older right", "without 'very'"),
        ("The fishermen Marda say that", "with 'of' besides"),
        ("Marda has the elder right", "with 'older' for 'elder'"),
    ],
)
def test_differences_are_described(quote, differs):
    assert differs in REEF_DOCUMENT.find(quote).suggestions[0].describe()


@pytest.mark.parametrize(
    ("before", "after", "context"),
    [
        (0, 0, "[it]"),
        (1, 1, "a0 [it] b0"),
        (3, 3, "a0 a1 a2 [it] b0 b1 b2"),
        (4, 3, "… a1 a2 a3 [it] b0 b1 b2"),
        (3, 4, "a0 a1 a2 [it] b0 b1 b2 …"),
        (9, 9, "… a6 a7 a8 [it] b0 b1 b2 …"),
    ],
)
def test_three_words_around_a_match_are_its_context(before, after, context):
    words = [*(f"a{n}" for n in range(before)), "it", *(f"b{n}" for n in range(after))]
    text = f"Other words.\n\n{' '.join(words)}\n\nOther words."
    match = Document.from_text(text).find("it").one()
    assert (match.quote, match.context) == ("it", context)


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (3, "w0 [w1 w2 w3] w4 w5 w6 …"),
        (4, "w1 w2 w3 w4"),
        (8, "w1 w2 w3 w4 w5 w6 w7 w8"),
        (9, "w1 w2 w3 w4 … w6 w7 w8 w9"),
    ],
)
def test_few_words_are_described_in_context_and_many_without_the_middle(count, shown):
    words = [f"w{number}" for number in range(12)]
    match = Document.from_text(" ".join(words)).find(" ".join(words[1 : count + 1])).one()
    assert match.describe() == f"text#p1:2-{count + 1} “{shown}”"


@pytest.mark.parametrize("length", [1, 119, 120, 121, 200])
def test_of_long_words_the_first_120_characters_are_shown(length):
    text = "long " + "x" * (length - 5) if length > 5 else "x" * length
    shown = shortened(text)
    assert len(shown) <= 120
    assert shown == (text if length <= 120 else f"{text[:118]} …")


@pytest.mark.parametrize("count", [1, 3, 4, 20, 21, 30])
def test_of_many_passages_the_first_are_listed_and_the_others_counted(count):
    matches = Document.from_text("\n\n".join(["They met."] * count)).find("They met")
    shown = repr(matches)
    assert shown.count("text#") == min(count, 3)
    assert f" and {count - 3} more>" in shown if count > 3 else "more" not in shown
    reason = matches.reason
    assert reason.count("text#") == (0 if count == 1 else min(count, 20))
    assert reason.endswith(f" and {count - 20} more") if count > 20 else "more" not in reason


def test_a_match_knows_its_place_and_words():
    match = REEF_DOCUMENT.find("Ona Berel … older right", source="post").one()
    assert str(match.citation) == "post#p2:22-42"
    assert match.words == REEF_DOCUMENT.paragraphs[1][21:42]
    assert match.quote.startswith("Ona Berel, used to")
    assert REEF_DOCUMENT.span(match.citation) == (match.words[0].start, match.words[-1].end)


@pytest.mark.parametrize(
    ("quote", "reason"),
    [
        ("", "it has no words"),
        ("… ?! –", "it has no words"),
        ("\u200f\u2067\u2069", "it has no words"),
        ("der Vertrag ist unterschrieben", "it is not in the text"),
        ("Rahat sülh müqaviləsi imzalandı", "it is not in the text"),
        ("older right. Whether the truce", "it goes over several paragraphs; cite each by itself"),
        ("theirs … truce", "its parts are not one after the other in one paragraph"),
        ("word " * 20_000, "it is not in the text"),
        ("Marda\n\n" * 20_000, "it is not in the text"),
    ],
)
def test_why_there_is_no_match(quote, reason):
    matches = REEF_DOCUMENT.find(quote)
    assert (len(matches), matches.reason) == (0, reason)
    with pytest.raises(CitationError, match=reason):
        matches.one()


def test_marks_of_direction_in_a_quote_do_not_count():
    assert REEF_DOCUMENT.find("\u2067Ona\u200f \u200eBerel\u2069").one().citation.first == 22


def test_the_pieces_of_a_quote_over_paragraphs_are_suggested():
    near = REEF_DOCUMENT.find("older right. Whether the truce").suggestions
    assert [str(each.match.citation) for each in near] == ["text#p2:41-42", "text#p3:1-3"]


def test_equal_words_elsewhere_are_suggested_and_no_match():
    matches = REEF_DOCUMENT.find("Marda", within="p3")
    assert not matches
    assert matches.reason == "it is not within that passage, but elsewhere"
    assert [each.match.citation.paragraph for each in matches.suggestions] == [1, 1, 1]


def test_of_each_part_of_a_quote_the_nearest_is_suggested():
    near = REEF_DOCUMENT.find("ona berel … elder right").suggestions
    assert [(str(each.match.citation), each.differences) for each in near[:2]] == [
        ("text#p2:22-23", (("ona berel", "Ona Berel,"),)),
        ("text#p2:41-42", (("elder", "older"),)),
    ]


def test_a_literal_ellipsis_elsewhere_is_no_passage_from_one_part_to_another():
    text = Document.from_text("We agreed.\n\nWe have … agreed. We all agreed.")
    (elsewhere,) = text.find("have … agreed", within="p1", exact=True).suggestions
    assert elsewhere.match.quote == "have … agreed."


@pytest.mark.parametrize(
    ("quote", "difference"),
    [
        ("ona berel", ("ona berel", "Ona Berel,")),
        ("Ona Berell", ("Berell", "Berel,")),
        ("Berell", ("Berell", "Berel,")),
        ("the very older right", ("very", "")),
        ("The fishermen Marda say that", ("", "of")),
        ("hârbour", ("hârbour", "harbour")),
    ],
)
def test_what_differs_is_shown(quote, difference):
    near = REEF_DOCUMENT.find(quote).suggestions[0]
    assert near.differences == (difference,)


@pytest.mark.parametrize(
    ("keywords", "error"),
    [
        ({"quote": None}, TypeError),
        ({"within": 2}, TypeError),
        ({"within": "p9"}, CitationError),
        ({"within": "p1:99-99"}, CitationError),
        ({"within": "# ?"}, CitationError),
        ({"nth": 0}, ValueError),
        ({"nth": True}, TypeError),
        ({"nth": "1"}, TypeError),
    ],
)
def test_wrong_arguments_are_refused(keywords, error):
    with pytest.raises(error):
        REEF_DOCUMENT.find(**{"quote": "Marda", **keywords})


def passages(document):
    """Yield passages of five words to nineteen, as citation and words."""
    chance = random.Random(15)  # noqa: S311 (nothing secret)
    for number, paragraph in enumerate(document.paragraphs, start=1):
        for first in range(len(paragraph) - 4):
            last = min(first + chance.randint(4, 18), len(paragraph) - 1)
            quote = " ".join(word.text for word in paragraph[first : last + 1])
            yield Citation("text", number, first + 1, last + 1), quote


def other_word(chance, document):
    """Return another word: of the text, or of no text."""
    made = "".join(chance.choices(string.ascii_lowercase, k=6))
    return chance.choice([made, chance.choice(document.words).text])


def check_with_a_word_changed(text):
    document, chance = Document.from_text(text), random.Random(1)  # noqa: S311
    for citation, quote in passages(document):
        assert citation in [match.citation for match in document.find(quote)]
        changed = quote.split(" ")
        place = chance.randrange(len(changed))
        changed[place] = other_word(chance, document)
        matches = document.find(" ".join(changed))
        if [match.citation for match in matches] == [citation]:
            continue  # the same word, or one that differs by punctuation alone
        assert not matches
        near = matches.suggestions[:3]
        assert citation in [each.match.citation for each in near], (quote, changed)


def test_with_a_word_changed_a_quote_of_the_tutorial_is_near():
    check_with_a_word_changed(REEF)


@pytest.mark.skipif(not ARTICLE.exists(), reason="no copy of the source document at hand")
def test_with_a_word_changed_a_quote_of_the_article_is_near():
    check_with_a_word_changed(ARTICLE.read_text("utf-8"))


def test_a_lookalike_is_no_match():
    line = "Team {} said that the new line cut delays by a tenth in all towns."
    text = f"{line.format('Beta')}\n\n{line.format('Gamma')}"
    matches = Document.from_text(text).find(line.format("Alpha"))
    assert not matches
    assert [each.differences for each in matches.suggestions] == [
        (("Alpha", "Beta"),),
        (("Alpha", "Gamma"),),
    ]


def test_the_nearest_of_very_many_lookalikes_comes_first():
    # Nothing here is timed; a search that takes the square of it would take days.
    lines = [f"The mayor of Town{n} and that of Ost{n} have signed it." for n in range(20_000)]
    lines[15_000] = "The mayor of Vell and that of Ost have signed it."
    document = Document.from_text("\n\n".join(lines))
    near = document.find("The mayor of Vell and that of Bor have signed it").suggestions
    assert near[0].match.paragraph == 15_001
    assert near[0].differences == (("Bor", "Ost"),)


def test_words_repeated_without_end_are_found_all():
    document = Document.from_text("they met " * 50_000)
    assert len(document.find("they met " * 5_000)) == 45_001
    # As many as pairs of a first and a last part, none of which is built.
    assert len(document.find("they … met")) == 50_000 * 50_001 // 2
    assert document.find("they … met", nth=60_000).one().citation.first == 3
    assert document.find(f"{'they met ' * 5_000} met").suggestions


def test_punctuation_by_itself_is_neither_found_nor_in_the_way():
    document = Document.from_text("The truce – signed in May – holds .")
    assert places(document.find("truce signed in May holds")) == [(1, 2, 8)]
    assert re.search("signed", document.find("— signed").one().quote)
