"""Where the values of TOML texts stand."""

import tomllib

import attrs
import pytest
from hypothesis import given

import karabakh
from karabakh import serialize
from karabakh.io._toml import lines_outside_texts
from karabakh.io._toml_spans import value_spans
from karabakh.testing import datasets


def values(value, keys=()):
    """Yield all values within a value, and where they are."""
    if keys:
        yield keys, value
    if isinstance(value, dict):
        for key, each in value.items():
            yield from values(each, (*keys, key))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from values(each, (*keys, number))


def check(text):
    """Check that each span has the value at its path, and that none is left out."""
    plain = dict(values(tomllib.loads(text)))
    spans = {keys: text[start:end] for keys, start, end in value_spans(text)}
    for keys, span in spans.items():
        assert tomllib.loads(f"x = {span}")["x"] == plain[keys]
    # Tables with headers have no span.
    assert all(isinstance(plain[keys], dict | list) for keys in plain.keys() - spans.keys())
    leaves = {keys for keys, value in plain.items() if not isinstance(value, dict | list)}
    assert leaves <= spans.keys()


@given(datasets())
def test_the_values_of_any_dataset_are_found(dataset):
    check(serialize(dataset, format="toml"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# only a comment",
        "a = 1",
        "a.b = 1\na.c = [1, [2, 3], []]",
        "a = 1 # ] } = , \n\n[b] # [[x]]\nc = '#'\n",
        '[[a]]\nb = 1\n[[a.c]]\nd = "]"\n[[a.c]]\nd = "\\"]"\n[a.e]\nf = 2\n[[a]]\n[[a.c]]\nd = 3',
        '[[ a . "b c" ]]\n"d e" = 1\n\'f\'.g = 2',
        '[" a = \'b\' "."]"]\n"=" = [ "]" ]',
        'a = """x""""\nb = """\n]"\\"""\\\n  """\nc = \'\'\'\n"]\'\'\'\'',
        "a = [ # one ]\n  1, # two\n\n  { b = [3, ], c.d = 'x' }, # three\n]\n",
        "a = 1979-05-27 07:32:00Z\nb = [1979-05-27 07:32:00, 07:32:00]\nc = -inf\nd = 1_0.5e-3",
        "a = [\r\n 'b',\r\n] # c\r\n\r\n[[d]]\r\ne = {}\r\n",
        "\ta\t=\t{ }\t\n[ b ]\n[b.c]\nd = true",
        '"ä" = 1\n"ä\\u00e4" = 2',
    ],
)
def test_whatever_way_of_writing_is_read(text):
    check(text)


def test_lines_within_texts_and_arrays_are_no_lines_of_their_own():
    lines = [
        "a = [",
        "  1, # ]",
        "]",
        'b = """',
        "[x]",
        '"""',
        "c = { d = [",
        "] }",
        "# [",
        "e = '['",
    ]
    found = lines_outside_texts("\n".join(lines))
    assert dict(found) == {1: "a = [", 4: "b = ", 7: "c = { d = [", 9: "# [", 10: "e = '['"}


@pytest.mark.parametrize(
    "measure",
    [
        '{ kind = "killed", best = 3 }, # as the mayor said',
        '{ kind = "killed", best = 3, according_to = [\n    "ann", # she counted\n  ] },',
    ],
)
def test_a_value_of_an_inline_table_is_edited_in_its_place(tmp_path, measure):
    text = (
        'schema = 2\n\n[[actors]]\nid = "ann"\nkind = "person"\n\n[[events]]\nid = "war"\n'
        f'title = "A war"\nkind = "war"\nmeasures = [\n  {measure}\n]\n'
    )
    path = tmp_path / "mine.toml"
    path.write_text(text, "utf-8")
    dataset = karabakh.read(path)
    (war,) = dataset.events
    measures = (attrs.evolve(war.measures[0], best=4),)
    karabakh.write(dataset.replace(attrs.evolve(war, measures=measures)), path)
    assert path.read_text("utf-8") == text.replace("best = 3", "best = 4")
