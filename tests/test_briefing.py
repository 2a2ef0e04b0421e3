"""Tests of the example that prints a briefing."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import karabakh
from karabakh import Basis, Dataset, Document, When
from karabakh.testing import bound_datasets, datasets, whens

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "examples"))

import briefing  # noqa: E402 (an example, and no part of the package)
from briefing_page import TO_ASCII, Page, in_words  # noqa: E402

BESIDE = ROOT.parent / "shared" / "000_c793246608581e55.txt"
COPY = Path(os.environ.get("KARABAKH_DOCUMENT", BESIDE))
with_the_copy = pytest.mark.skipif(not COPY.is_file(), reason="no copy of the source document")

ARTICLE = karabakh.load()
TOWNS_FILE = ROOT / "tests" / "data" / "river_towns.toml"
TOWNS = karabakh.read(TOWNS_FILE)
TEXTS = {
    source: Document.read(ROOT / "tests" / "data" / "river_towns" / f"{source}.txt")
    for source in TOWNS.sources.ids
}

AS_PYTHON_SHOWS_IT = re.compile(
    r"<[A-Z]\w+[ :.]|\b[A-Z]\w+\.[A-Z_]{4,}\b|\b(When|Citation|frozenset|tuple)\(|\bNone\b"
)


def squeezed(text):
    return "".join(text.split())


def lines_of(dataset, **options):
    return list(briefing.briefing(dataset, **options))


def section(dataset, heading, **options):
    """Return the lines below a heading."""
    lines = lines_of(dataset, **options)
    below = lines[lines.index(heading) + 1 :]
    return below[: below.index("")] if "" in below else below


def run(monkeypatch, capsys, *arguments, status=0):
    monkeypatch.setattr(sys, "argv", ["briefing.py", *map(str, arguments)])
    assert briefing.main() == status
    return capsys.readouterr()


# -- any dataset


@settings(max_examples=40)
@given(st.one_of(datasets(max_size=12), bound_datasets(max_size=8)), st.booleans())
def test_it_fits_on_a_page_whatever_the_dataset(dataset, is_ascii):
    lines = lines_of(dataset, is_ascii=is_ascii)
    assert max(map(len, lines)) <= 80
    assert all(len(line.splitlines()) <= 1 and line == line.rstrip() for line in lines)
    if not AS_PYTHON_SHOWS_IT.search(karabakh.serialize(dataset, format="json")):
        assert not AS_PYTHON_SHOWS_IT.search("\n".join(lines))
    if is_ascii:
        assert not {ord(sign) for line in lines for sign in line} & TO_ASCII.keys()


def test_no_line_ends_in_a_blank_before_a_word_that_is_broken():
    lines = Page(ARTICLE).lines("a " + "b" * 200)
    assert len(lines) > 2
    assert all(line == line.rstrip() for line in lines)


@settings(max_examples=40)
@given(datasets(min_size=3, max_size=12))
def test_every_goal_is_told(dataset):
    told = squeezed("\n".join(lines_of(dataset)))
    page = Page(dataset)
    for proposition in dataset.propositions:
        if proposition.requirement:
            goal = page.words.name(proposition.requirement.goal)
            assert squeezed(page.shown(" ".join(goal.split()))) in told


@given(whens().filter(lambda when: when.is_known))
def test_times_have_no_signs_that_words_can_be_found_for(when):
    told = in_words(when)
    assert told
    assert not set("[]/~?%") & set(told)


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2020-09-27/2020-11-10", "2020-09-27 to 2020-11-10"),
        ("2023-09~/..", "from about 2023-09 on"),
        ("/2023", "until 2023"),
        ("[2020,2021]", "2020 or 2021"),
        ("2001-24?", "perhaps winter 2001"),
        ("2020-09-21", "2020-09-21"),
        ("199X%", "perhaps about the 1990s"),
        ("-0043", "44 BC"),
        ("Y17000", "17000"),
    ],
)
def test_times_in_words(edtf, words):
    assert in_words(When(edtf)) == words


def test_a_dataset_without_anything_says_so():
    assert lines_of(Dataset.from_records()) == ["A DATASET WITHOUT A TITLE", "Nothing is told."]


# -- what it says


def test_a_star_stands_where_the_record_itself_is_read_in():
    page = Page(ARTICLE)
    told = section(ARTICLE, "WHO HOLDS WHAT")
    flat = squeezed("\n".join(told))
    for proposition in ARTICLE.propositions:
        text = squeezed(page.words.name(proposition.id))
        stars = re.findall(re.escape(text) + r"\([^()]*\)(\*?)p\d", flat)
        positions = ARTICLE.positions.where(proposition=proposition.id)
        if stars:  # those on conditions stand elsewhere
            inferred = [position.basis is Basis.INFERRED for position in positions]
            assert list(map(bool, stars)) == inferred, proposition.id


def test_goals_that_need_one_another_are_told_with_the_circle():
    told = section(TOWNS, "WHAT THE GOALS WOULD TAKE")
    assert told[0] == "  The river is quiet"
    assert any("in a circle" in line for line in told)


@pytest.mark.parametrize(
    ("dataset", "heading", "told"),
    [
        (TOWNS, "PARTIES", "mayor of Ambry, 1884 to 1888-04-30*"),
        (TOWNS, "PARTIES", "formerly member of Weir Watch – possible"),
        (TOWNS, "WHO HOLDS WHAT", "(concession, 1885)"),
        (TOWNS, "WHO HOLDS WHAT", "(aim, according to the commission of the Canal League)"),
        (TOWNS, "WHAT CHANGED", "earlier: for, 1885"),
        (TOWNS, "WHAT HAPPENED, IN ORDER", "The Sarn takes its bed, 17001 BC"),
        (TOWNS, "WHAT HAPPENED, IN ORDER", "The truce of Mill Isle, 1887-06-01"),
        (TOWNS, "WHAT WAS AGREED", "mediated by: Canal League"),
        (TOWNS, "WHAT WAS AGREED", "status: in force, 1887-06-10"),
        (TOWNS, "WHAT WAS AGREED", "owed by Tolvan to Ambry: pay for the mill, by 1887-09-29"),
        (TOWNS, "WHAT WAS AGREED", "breached – probable: by ‘The Weir Watch comes back"),
        (TOWNS, "WHAT THE GOALS WOULD TAKE", "(the writer of the Courier says so)"),
        (ARTICLE, "WHAT CHANGED", "against, since Nikol Pashinyan says: Nagorno-Karabakh belongs"),
        (ARTICLE, "WHAT CHANGED", "reason given by the article's author: Armenia is for: Peace"),
        (ARTICLE, "WHAT HAPPENED, IN ORDER", "Offensive by Azerbaijan, undated, before the doc"),
        (ARTICLE, "WHAT HAPPENED, IN ORDER", "over Nagorno-Karabakh, going on"),
        (ARTICLE, "WHAT WAS AGREED", "status: agreed, before the document*"),
    ],
)
def test_it_tells(dataset, heading, told):
    assert squeezed(told) in squeezed("\n".join(section(dataset, heading)))


def test_nothing_is_told_twice_or_for_nothing():
    told = "\n".join(lines_of(ARTICLE))
    assert "War of 2020, 2020" not in told
    assert "– certain" not in told


def made(text):
    """Read a dataset of a few lines of TOML."""
    return karabakh.parse(f"schema = 2\n{text}".encode(), format="toml")


ONE_AND_MANY = """
actors = [
  { id = "sage", kind = "person", names = [{ text = "The sage" }] },
  { id = "folk", kind = "population", names = [{ text = "The folk" }] },
]
propositions = [{ id = "rain", text = "It rains." }]
positions = [
  { id = "p1", holder = "sage", proposition = "rain", stance = "%s", form = "%s" },
  { id = "p2", holder = "folk", proposition = "rain", stance = "%s", form = "%s" },
]
"""


@pytest.mark.parametrize(
    ("form", "stance", "one", "many"),
    [
        ("prediction", "supports", "predicts", "predict"),
        ("prediction", "opposes", "rules out", "rule out"),
        ("assessment", "supports", "says", "say"),
        ("claim", "opposes", "denies", "deny"),
        ("concession", "undecided", "leaves open", "leave open"),
        ("aim", "supports", "for", "for"),
        ("demand", "opposes", "against", "against"),
    ],
)
def test_each_form_has_its_verb_and_several_holders_have_theirs(form, stance, one, many):
    told = section(made(ONE_AND_MANY % (stance, form, stance, form)), "WHO HOLDS WHAT")
    assert [line.split("It rains")[0].strip() for line in told] == [
        "The sage",
        one,
        "The folk",
        many,
    ]


def test_ties_are_named_by_their_identifiers():
    dataset = made(
        """
        actors = [
          { id = "a", kind = "person", names = [{ text = "Ada" }] },
          { id = "b", kind = "organisation", names = [{ text = "the Board" }] },
        ]
        relations = [{ id = "r", subject = "a", kind = "member-of", object = "b" }]
        links = [
          { id = "l", subject = "r", kind = "same-as", object = "r", certainty = "possible" },
        ]
        """
    )
    assert "  whether r and r are one – possible" in (section(dataset, "WHAT IS OPEN"))


def test_the_events_to_come_are_told_as_such():
    dataset = made(
        """
        sources = [{ id = "s", title = "S" }]
        events = [
          { id = "e", title = "Talks", kind = "other", doc_time_rel = "after", citations = ["s"] },
          { id = "f", title = "War", kind = "war", doc_time_rel = "before", citations = ["s"] },
        ]
        """
    )
    told = [" ".join(line.split()) for line in section(dataset, "WHAT HAPPENED, IN ORDER")]
    assert told == [
        "– War, undated, before the document the whole",
        "– Talks, undated, still to come the whole",
        "after: War the whole",
    ]


def test_orders_that_contradict_one_another_are_told():
    dataset = made(
        """
        events = [
          { id = "e", title = "Talks", kind = "other" },
          { id = "f", title = "War", kind = "war" },
        ]
        links = [
          { id = "l", subject = "e", kind = "before", object = "f" },
          { id = "m", subject = "f", kind = "before", object = "e" },
        ]
        """
    )
    assert "inconsistent order: " in section(dataset, "WHAT HAPPENED, IN ORDER")[0]


def test_of_many_things_before_another_a_few_are_named():
    wars = ", ".join(
        f'{{ id = "w{i}", title = "War {i}", kind = "war", when = "1990" }}' for i in range(9)
    )
    dataset = made(
        f'events = [{wars}, {{ id = "e", title = "Talks", kind = "other", when = "1995" }}]'
    )
    told = section(dataset, "WHAT HAPPENED, IN ORDER")
    assert told[-6:-1] == [f"     after: War {i}" for i in range(5)]
    assert told[-1] == "     … and 4 more"


# -- with the texts


def test_lines_are_followed_by_the_words_they_rest_on():
    bound = TOWNS.bind(TEXTS)
    told = squeezed("\n".join(lines_of(bound)))
    for position in bound.positions:
        for citation in position.citations:
            assert squeezed(bound.quote(citation)) in told, position.id
    assert "notinthecopy" not in told


def test_a_source_without_a_copy_is_not_said_to_differ():
    told = "\n".join(lines_of(TOWNS.bind({"memoir": TEXTS["memoir"]})))
    assert "“" in told
    assert "in the copy at hand" not in told


def test_what_the_copy_lacks_is_told():
    other = Document.from_text(TEXTS["memoir"].text.replace("Sarn", "Sorn"))
    told = "\n".join(lines_of(TOWNS.bind({"memoir": other})))
    assert "The copy at hand lacks" in told
    assert "(not in the copy at hand)" in told


@with_the_copy
def test_a_mere_name_is_not_quoted():
    told = section(karabakh.load(document=COPY), "PARTIES")
    quotes = [line.strip(" “”.,") for line in told if "“" in line]
    assert quotes
    assert not {"Azerbaijan", "Armenia", "both sides", "Ilham Aliyev"} & set(quotes)


# -- the command


def test_the_bundled_dataset_is_told_where_no_file_is_named(monkeypatch, capsys):
    printed = run(monkeypatch, capsys)
    assert printed.out.splitlines() == lines_of(ARTICLE)
    assert printed.err == ""


def test_copies_are_named_by_their_sources(monkeypatch, capsys):
    folder = TOWNS_FILE.with_suffix("")
    named = [f"--document={source}={folder / source}.txt" for source in TEXTS]
    printed = run(monkeypatch, capsys, TOWNS_FILE, *named)
    assert printed.out.splitlines() == lines_of(TOWNS.bind(TEXTS))


def test_an_output_without_typographic_signs_gets_those_of_a_typewriter():
    done = subprocess.run(
        [sys.executable, ROOT / "examples" / "briefing.py"],
        capture_output=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "ascii"},
    )
    assert done.stdout.decode("ascii").splitlines() == lines_of(ARTICLE, is_ascii=True)
    assert b"?" not in done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_an_output_that_takes_no_more_is_told_in_a_line():
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, ROOT / "examples" / "briefing.py"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        )
    assert done.returncode == 2
    assert done.stderr.startswith(b"the briefing can't be written: ")
    assert done.stderr.count(b"\n") == 1


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = "They met. Nothing was signed."
    source = karabakh.Source(id="wire", title="Wire", paragraphs=Document.from_text(text).outline())
    karabakh.write(Dataset.from_records(source, title="Talks"), "talks.toml")
    Path("wire.txt").write_text(text, encoding="utf-8")
    Path("other.txt").write_text("Somebody baked a cake.", encoding="utf-8")
    Path("latin.txt").write_bytes("They met. Café.".encode("cp1252"))
    Path("talks.xyz").write_text("", encoding="utf-8")
    with Path("large.txt").open("wb") as file:
        file.truncate(64 * 1024 * 1024 + 1)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["missing.toml"], "missing.toml"),
        (["talks.xyz"], "has no known suffix"),
        (["talks.toml", "--document=missing.txt"], "missing.txt"),
        (["talks.toml", "--document=large.txt"], "larger than"),
        (["talks.toml", "--document=latin.txt"], "--encoding 'cp1252'"),
        (["talks.toml", "--document=wire.txt", "--encoding=klingon"], "--encoding 'klingon'"),
        (["talks.toml", "--document=wire.txt", "--encoding=rot13"], "--encoding 'rot13'"),
        (
            ["talks.toml", "--document=wire.txt", "--encoding=undefined"],
            "can't be read as undefined",
        ),
        (["talks.toml", "--document=other.txt"], "other.txt is no copy of the source 'wire'"),
        (["talks.toml", "--document=wire.txt", "--document=wire=wire.txt"], "two copies of 'wire'"),
        ([TOWNS_FILE, "--document=wire.txt"], "--document SOURCE=wire.txt"),
    ],
)
def test_what_can_not_be_read_is_told_in_the_words_of_the_command_line(
    monkeypatch, capsys, arguments, told
):
    printed = run(monkeypatch, capsys, *arguments, status=2)
    assert told in printed.err
    assert printed.out == ""
    assert not re.search(r"encoding=|format=|max_bytes|mapping|codecs|Traceback", printed.err)


@pytest.mark.usefixtures("folder")
def test_a_copy_in_another_encoding_is_read_if_that_is_named(monkeypatch, capsys):
    printed = run(monkeypatch, capsys, "talks.toml", "--document=latin.txt", "--encoding=cp1252")
    assert printed.out.startswith("TALKS\n")
