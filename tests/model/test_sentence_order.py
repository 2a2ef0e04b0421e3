"""The tables and rows by which sentences are placed, against slow references."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh.model import Sentence, fingerprint
from karabakh.model._fingerprints import beginning_of, is_division, letters_of
from karabakh.model._near_misses import differing, near_misses
from karabakh.model._quote_index import GAP
from karabakh.model._sentence_order import Candidates, limits_of, longest_row, place_of
from karabakh.model._sentence_table import SentenceTable


@pytest.mark.parametrize(
    ("words", "is_same"),
    [
        (["Peace", "now", "here"], True),
        (["Peace", "nowhere"], False),
        (["Peacenow", "he", "re"], False),
        (["PEACE", "now", "here"], False),
        (["Peace", "now", "there"], False),
    ],
)
def test_words_are_divided_as_in_a_sentence_or_not(words, is_same):
    sentence = Sentence(words=3, fingerprint=fingerprint(["Peace", "now", "here"]))
    assert is_division(words, sentence) is is_same


spans = st.tuples(st.integers(0, 12), st.integers(1, 4)).map(lambda each: (each[0], sum(each)))
candidates = st.lists(st.sets(spans, max_size=4).map(sorted), max_size=7)


def sentence(words, letters, beginning=0):
    return Sentence(words=words, fingerprint=f"2:{letters:012x}{beginning:04x}0000")


def longest(found, begin=0):
    """Return how many sentences can stand in order behind a word, by trying all ways."""
    if not found:
        return 0
    placed = [1 + longest(found[1:], stop) for start, stop in found[0] if start >= begin]
    return max([longest(found[1:], begin), *placed])


@given(candidates)
def test_as_many_sentences_as_can_be_stand_in_order(found):
    numbered = [
        (number, [place_of(*span) for span in each]) for number, each in enumerate(found) if each
    ]
    row = [*longest_row(numbered)][::-1]
    assert len(row) == longest(found)
    for number, place in row:
        assert limits_of(place) in found[number]
    for (one, place), (other, next_place) in pairwise(row):
        assert one < other
        assert limits_of(place)[1] <= limits_of(next_place)[0]


@pytest.mark.parametrize("limits", [(0, 1), (5, 7), (0, 2**32 - 1), (2**31, 2**32 - 1)])
def test_limits_come_back_from_one_number(limits):
    assert limits_of(place_of(*limits)) == limits


kinds = st.tuples(st.integers(1, 3), st.integers(0, 9), st.integers(0, 3))


@given(st.lists(kinds.map(lambda each: sentence(*each)), max_size=20), st.data())
def test_a_table_knows_the_sentences_that_it_is_of(sentences, data):
    first, stop = sorted(data.draw(st.tuples(*[st.integers(0, len(sentences))] * 2)))
    own = sentences[first:stop]
    table = SentenceTable(sentences, range(first, stop))
    counts = Counter((letters_of(each), each.words) for each in own)
    assert len(table.counts) == len(counts)
    for each in own:
        kind = table.kind_of(each)
        assert table.find(letters_of(each), each.words) == kind
        assert table.counts[kind] == counts[letters_of(each), each.words]
    assert len({table.kind_of(each) for each in own}) == len(counts)
    for letters in range(10):
        for words in range(1, 5):
            assert (table.find(letters, words) is None) == ((letters, words) not in counts)
    for beginning in range(5):
        lengths = [each.words for each in own if beginning_of(each) == beginning]
        assert sorted(table.lengths(beginning)) == sorted({*lengths})


@pytest.mark.parametrize("count", [2**11 - 1, 2**11, 3_000])
def test_a_table_of_very_many_sentences_knows_the_same(count):
    sentences = [sentence(1 + n % 7, n * 7_919, n * 31 % 2**16) for n in range(count)]
    table = SentenceTable(sentences, range(count))
    assert [table.kind_of(each) for each in sentences] == [*range(count)]
    for each in sentences[::97]:
        assert each.words in table.lengths(beginning_of(each))
    assert table.find(1, 1) is None


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 30)), unique=True, max_size=20))
def test_few_places_of_each_sentence_are_all_tried_in_order(found):
    sentences = [sentence(2, number) for number in (0, 1, 2, 1)]
    candidates = Candidates(sentences, range(len(sentences)))
    places = {number: [] for number in range(3)}
    for number, begin in found:
        kind = candidates.sought.kind_of(sentences[number])
        candidates.add(kind, begin, begin + 2)
        places[number].append(place_of(begin, begin + 2))
    if max(map(len, places.values())) > 8:
        return  # of so many, those of near rank are tried
    expected = [(n, sorted(places[number])) for n, number in enumerate((0, 1, 2, 1))]
    assert [(n, [*each]) for n, each in candidates.in_order()] == [it for it in expected if it[1]]


@pytest.mark.parametrize("copies", [8, 9, 16, 17, 24, 40])
def test_of_very_many_equal_sentences_each_is_tried_at_its_own_rank(copies):
    sentences = [sentence(2, 7)] * 20
    candidates = Candidates(sentences, range(20))
    begins = [2 * each for each in range(copies)]
    for begin in begins:
        candidates.add(0, begin, begin + 2)
    tried = dict(candidates.in_order())
    assert {*range(min(copies, 20))} <= tried.keys()
    for number, places in tried.items():
        ranks = [begins.index(limits_of(place)[0]) for place in places]
        assert ranks == [*range(ranks[0], ranks[-1] + 1)]
        assert len(ranks) <= 2 * (8 + 8)
        if number < copies:
            assert number in ranks


@given(st.text("abc", max_size=12), st.text("abc", max_size=12))
def test_what_differs_turns_one_into_the_other(quote, passage):
    made, end = "", 0
    for own, other in differing(quote, passage):
        assert own.start >= end
        assert own.stop > own.start or other.stop > other.start
        assert len(made) + own.start - end == other.start
        made += quote[end : own.start] + passage[other]
        end = own.stop
    assert made + quote[end:] == passage
    assert not [*differing(quote, quote)]


@pytest.mark.parametrize("count", [120, 121])
def test_long_differences_are_not_divided(count):
    one, other = ("ab" * 61)[:count], ("ba" * 61)[:count]
    found = [*differing(f"x{one}y", f"x{other}y")]
    whole = slice(1, count + 1)
    assert (found == [(whole, whole)]) is (count > 120)


def edits(one, other):
    """Return how many characters must be changed to turn one string into another."""
    row = [*range(len(other) + 1)]
    for number, character in enumerate(one, start=1):
        above, row = row, [number]
        for column, each in enumerate(other, start=1):
            row.append(min(above[column] + 1, row[-1] + 1, above[column - 1] + (character != each)))
    return row[-1]


@given(
    st.lists(st.text("abcdefgh", min_size=1, max_size=15), min_size=1, max_size=3),
    st.text("abcdefgh", min_size=4, max_size=8),
    st.data(),
)
def test_a_quote_with_one_character_changed_is_near_and_those_found_are_within_reach(
    paragraphs, quote, data
):
    place = data.draw(st.integers(0, len(quote) - 1))
    paragraphs.insert(1, quote[:place] + "x" + quote[place + 1 :])
    text = GAP.join(paragraphs)
    found = near_misses(text, quote, 2)
    assert 1 <= len(found) <= 2
    distances = [edits(quote, text[start:stop]) for start, stop in found]
    assert distances == sorted(distances)
    assert distances[0] <= 1
    assert all(GAP not in text[start:stop] for start, stop in found)
    assert all(2 * each <= len(quote) for each in distances)
