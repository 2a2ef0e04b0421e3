"""The invented ceasefire of the gallery: coded whole, and reported as it is."""

from pathlib import Path

import pytest

from karabakh import Document, coverage, read, validate
from karabakh.briefing import build_briefing
from karabakh.exports import briefing_to_text
from karabakh.reasoning import agreement_status

FOLDER = Path(__file__).parents[1] / "examples" / "ceasefire"


@pytest.fixture(scope="module")
def dataset():
    return read(FOLDER / "ceasefire.toml").bind(Document.read(FOLDER / "wire.txt"))


def test_it_is_coded_without_problems_and_every_sentence_is_cited(dataset):
    assert validate(dataset).findings == ()
    assert dataset.drift == ()
    assert coverage(dataset).uncited_sentences == ()


def test_the_lead_has_the_announcement_its_denial_and_the_suspension(dataset):
    said = [" ".join(span.text.strip() for span in spans) for spans in build_briefing(dataset).lead]
    assert said[1:] == [
        (
            "Ansel Moro, president of Veldania, said on 31 December 2022 that the NF has agreed to"
            " a ceasefire; the Northern Front denied it on 3 January 2023."
        ),
        "The truce with the NF was suspended on 4 January 2023.",
    ]


def test_every_attributed_number_and_role_names_who_says_so(dataset):
    text = " ".join(briefing_to_text(dataset).split())
    assert "43 killed, according to Veldania; at least 61 killed, according to the ombuds" in text
    assert "Monitored by: The Lakes Union and the ombudsman, according to Moro." in text
    assert "is in force, according to Brandt" in text
    assert "Veldania is not to mount offensives" in text


def test_the_truce_with_the_front_is_suspended_and_the_others_are_agreed(dataset):
    found = {each.id: agreement_status(dataset, each.id).status for each in dataset.agreements}
    assert {name: status.value for name, status in found.items() if status} == {
        "truce-nf": "suspended",
        "truce-others": "agreed",
    }


def test_notes_have_the_exact_words(dataset):
    notes = build_briefing(dataset).notes
    words = {each.words for note in notes for each in note.passages}
    assert None not in words
    assert "The NF denied this." in words
