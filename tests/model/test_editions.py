"""Citations carried to a new edition of a text, and nothing guessed."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quoted import REEF

from karabakh import Citation, Document, Source
from karabakh.model import Editions

OLD = Document.from_text(REEF)
POST = Source(id="post", title="The Halm Post", paragraphs=OLD.outline())


def carry(citation, new, old=OLD):
    source = Source(id="post", title="The Halm Post", paragraphs=old.outline())
    return Editions(source, old, Document.from_text(new)).carry(Citation.parse(citation))


def citations(document):
    """Return all passages of a text of few words."""
    return [
        Citation("post", number, first, last)
        for number, words in enumerate(document.paragraphs, start=1)
        for first in range(1, len(words) + 1)
        for last in range(first, len(words) + 1)
    ]


def test_to_the_same_text_all_is_carried_as_it_is():
    editions = Editions(POST, OLD, OLD)
    for citation in [*citations(OLD), Citation("post", 2), Citation("post")]:
        carried = editions.carry(citation)
        assert (carried.citation, carried.is_changed, carried.reason) == (citation, False, "")


def test_words_by_themselves_do_not_count():
    # Neither line breaks nor typography, nor paragraphs in another order or put together.
    one, two, three = REEF.strip().split("\n\n")
    new = Document.from_text(f"{three}\n\n{one.replace(chr(10), ' ')} {two}".replace("-", "‐"))
    editions = Editions(POST, OLD, new)
    for citation in citations(OLD):
        carried = editions.carry(citation)
        assert carried.citation is not None
        assert not carried.is_changed
        assert OLD.find(carried.quote).total == new.find(carried.quote).total


@pytest.mark.parametrize(
    ("citation", "old", "new", "carried", "is_changed"),
    [
        ("post#p2:38-42", "On 2 May", "LATEST\n\nOn 2 May", "post#p3:38-42", False),
        ("post#p2", "On 2 May", "LATEST\n\nOn 2 May", "post#p3", False),
        ("post#p2", "\n\nOn 2 May", " On 2 May", "post#p1:36-77", False),
        ("post", "1912", "1913", "post", False),
        ("post#p2:22-23", "mayor, Ona", "old mayor, Ona", "post#p2:23-24", True),
        ("post#p1:1-1", "since 1912", "since 1912 or so", "post#p1:1-1", True),
        ("post#p1:1-14", "since 1912", "since 1912 or so", "post#p1:1-14", True),
        ("post#p2:38-42", "Now she", "It is untrue that she", "post#p2:41-45", True),
        ("post#p1:11.2-12.3", "since", "ever since", "post#p1:11.2-12.3", True),
        ("post#p1:11.2-12.3", "Halm Reef since", "‘Halm Reef’ since", None, False),
        ("post#p2:20-23", "Ona Berel", "Mrs Ona Berel", None, False),
        ("post#p2:38-42", "older", "elder", None, False),
        ("post#p3:1-13", "Whether the truce will hold is open, says", "Says", None, False),
        ("post#p1:24-24", "the nets of Marda", "Marda the nets of Marda", None, False),
        ("post#p2:1-19", "towns signed a truce.", "towns signed a truce.\n\n", None, False),
        ("post#p2:10-10", "Kelis must", "Kelis and Kelis must", None, False),
        ("post#p2:10-10", "must hand", "must, Kelis must hand", None, False),
    ],
)
def test_what_becomes_of_a_citation(citation, old, new, carried, is_changed):
    assert old in REEF
    found = carry(citation, REEF.replace(old, new, 1))
    assert found.citation == (carried and Citation.parse(carried))
    assert found.is_changed is is_changed
    assert bool(found.reason) is (carried is None)


def test_a_lookalike_is_not_taken_for_what_was_left_out():
    line = "Team {} said that the new line cut delays by a tenth in all towns. They were glad."
    both = Document.from_text(f"{line.format('Alpha')}\n\n{line.format('Beta')}")
    beta = line.format("Beta")
    for citation in ("post#p1:3-6", "post#p1:2-2", "post#p1:1-15", "post#p1:16-18"):
        found = carry(citation, beta, both)
        assert found.citation is None
        assert "sentence is not in the new text" in found.reason or "words" in found.reason
    assert carry("post#p2:1-15", beta, both).citation == Citation.parse("post#p1:1-15")


def test_what_was_moved_there_is_not_taken_for_what_was_left_out():
    old = Document.from_text("They met. Marda gave. They parted. Marda took it all.")
    found = carry("post#p1:3-3", "They met. Marda took it all. They parted.", old)
    assert found.citation is None


def test_one_of_two_equal_sentences_is_known_by_both_its_neighbours():
    old = Document.from_text("Ost gave. They met.\n\nThey met.\n\nVell took.")
    # The second is left out; the first now stands before what stood behind the second.
    new = "Ost gave. They met.\n\nVell took."
    assert carry("post#p2:1-2", new, old).citation is None
    assert carry("post#p3:1-2", new, old).citation == Citation("post", 2, 1, 2)
    remaining = carry("post#p2:1-2", f"LATEST\n\n{old.text}", old)
    assert remaining.citation == Citation("post", 3, 1, 2)


@pytest.mark.parametrize(
    ("new", "is_carried"),
    [
        ("Yes. Go. No. Yes. Stop.", True),
        ("Yes. Go. No. Yes. Stop. Come.", True),
        ("Come. Yes. Go. No. Yes. Stop.", False),
    ],
)
def test_the_first_of_equal_sentences_is_known_if_either_text_begins_with_it(new, is_carried):
    old = "Yes. Go. No. Yes. Stop."
    assert (carry("post#p1:1-1", new, Document.from_text(old)).citation is not None) is is_carried
    old, new = (" ".join(reversed(each.split())) for each in (old, new))
    last = carry("post#p1:5-5", new, Document.from_text(old)).citation
    assert (last is not None) is is_carried


def test_a_source_without_an_outline_is_of_any_text():
    assert Editions(POST, OLD, OLD).is_of_source
    assert not Editions(POST, Document.from_text("Another."), OLD).is_of_source
    assert Editions(Source(id="post", title="x"), OLD, OLD).is_of_source


def test_a_place_outside_the_text_is_not_carried():
    assert carry("post#p9", REEF).reason == "the last paragraph of the source is 3"


def test_punctuation_by_itself_is_not_carried():
    old = Document.from_text("They met – in May.")
    found = carry("post#p1:3-3", "They met – in May.", old)
    assert (found.citation, found.reason) == (None, "it has no words of its own")


def test_a_part_of_a_word_in_two_lines_is_not_carried():
    old = Document.from_text("They signed a con-\ntract in May.")
    assert carry("post#p1:4-4", "They signed a contract in May.", old).citation is None
    whole = carry("post#p1:3-6", "They signed a contract in May.", old)
    assert whole.citation == Citation("post", 1, 3, 5)


def test_what_the_old_text_lacks_is_not_carried():
    other = Document.from_text(REEF.replace("older right", "elder right"))
    editions = Editions(POST, other, OLD)
    assert not editions.is_of_source
    found = editions.carry(Citation.parse("post#p2:38-42"))
    assert (found.citation, found.quote) == (None, "")


letters = st.lists(st.sampled_from("abc"), min_size=1, max_size=3).map(tuple)
sentences = st.lists(letters, min_size=1, max_size=6)


def written(paragraphs):
    """Return a text; the first word of each sentence has a capital letter."""
    return "\n\n".join(
        " ".join(" ".join(sentence).capitalize() + "." for sentence in paragraph)
        for paragraph in paragraphs
        if paragraph
    )


@given(st.lists(sentences, min_size=1, max_size=3), st.data())
def test_after_one_edit_only_the_same_words_are_cited(paragraphs, data):
    tagged = [
        [
            tuple((word, (p, s, w)) for w, word in enumerate(each))
            for s, each in enumerate(sentences)
        ]
        for p, sentences in enumerate(paragraphs)
    ]
    number = data.draw(st.integers(0, len(paragraphs) - 1))
    place = data.draw(st.integers(0, len(paragraphs[number]) - 1))
    kind = data.draw(st.sampled_from(["delete", "insert", "change"]))

    def edit(place, number=number):
        new = [list(paragraph) for paragraph in tagged]
        if kind == "delete":
            del new[number][place]
        elif kind == "insert":
            new[number].insert(place, (("zz", None), ("z", None)))
        else:
            word = len(new[number][place]) // 2
            changed = list(new[number][place])
            changed[word] = ("zz", None)
            new[number][place] = tuple(changed)
        return [paragraph for paragraph in new if paragraph]

    def text(tagged):
        return written([[[word for word, _ in each] for each in para] for para in tagged])

    new = edit(place)
    if not new:
        return
    # To leave out one of equal neighbours or the other gives the same text.
    ways = [new]
    if kind == "delete":
        every = [edit(s, p) for p, each in enumerate(tagged) for s in range(len(each))]
        ways = [way for way in every if text(way) == text(new)]
    old = Document.from_text(text(tagged))
    source = Source(id="post", title="x", paragraphs=old.outline())
    new_text = Document.from_text(text(new))
    editions = Editions(source, old, new_text)
    for citation in citations(old):
        found = editions.carry(citation)
        if found.citation is None:
            continue
        is_same = any(origins(way, found.citation) == origins(tagged, citation) for way in ways)
        # What is once in either text has no lookalike, whatever was left out between.
        whole = around(tagged, citation)
        assert is_same or [each.find(whole).total for each in (old, new_text)] == [1, 1]


def around(tagged, citation):
    """Return the words of the sentences that a citation touches."""
    chosen, number = [], 0
    for sentence in tagged[citation.paragraph - 1]:
        if number < citation.last and number + len(sentence) >= citation.first:
            chosen.append([word for word, _ in sentence])
        number += len(sentence)
    return written([chosen])


def origins(tagged, citation):
    tags = [tag for sentence in tagged[citation.paragraph - 1] for _, tag in sentence]
    return tags[citation.first - 1 : citation.last]


@given(st.permutations(range(4)), st.integers(0, 3), st.data())
def test_where_no_sentence_comes_twice_all_that_is_left_is_carried(order, dropped, data):
    made = [
        f"{' '.join(string.ascii_lowercase[5 * n : 5 * n + 5]).capitalize()} {n}." for n in range(4)
    ]
    old = Document.from_text("\n\n".join(made))
    left = [n for n in order if n != dropped]
    breaks = data.draw(st.sampled_from(["\n\n", " "]))
    new = Document.from_text(breaks.join(made[n] for n in left))
    source = Source(id="post", title="x", paragraphs=old.outline())
    for citation in citations(old):
        found = Editions(source, old, new).carry(citation)
        if citation.paragraph - 1 == dropped:
            assert found.citation is None
        else:
            assert new.find(found.quote, source="post").one().citation == found.citation
            assert not found.is_changed
