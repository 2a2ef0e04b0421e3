"""What the fast path takes for granted, and that it never differs from the explaining one."""

import json
import random

import attrs
import msgspec
import pytest

from karabakh.io._explain import explain, structure
from karabakh.io._fast import REFUSALS, LineReader, Values, element_reader
from karabakh.model import COLLECTIONS, Citation, Code, When, field_types
from sample import PLAIN, paths


def model_classes():
    found = []
    waiting = list(COLLECTIONS.values())
    while waiting:
        kind = waiting.pop()
        if kind in found:
            continue
        found.append(kind)
        for annotation in field_types(kind).values():
            parts = [annotation]
            while parts:
                part = parts.pop()
                parts += getattr(part, "__args__", ())
                if isinstance(part, type) and attrs.has(part):
                    waiting.append(part)
    return found


@pytest.mark.parametrize("kind", model_classes())
def test_no_class_uses_what_msgspec_ignores(kind):
    for field in attrs.fields(kind):
        assert field.converter is None
        assert field.init
        assert field.alias == field.name
        assert field.name != "type", "lines say their kind under this key"
        assert not isinstance(field.default, attrs.Factory)


@pytest.mark.parametrize("kind", [When, Citation, Code])
def test_values_with_a_text_form_reach_the_hook(kind):
    assert not attrs.has(kind)
    asked = []

    def hook(wanted, text):
        asked.append(wanted)
        raise ValueError(text)

    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b'"x"', type=kind, dec_hook=hook)
    assert asked == [kind]


def test_equal_texts_become_one_object():
    read = element_reader(COLLECTIONS["events"], Values())
    raw = b'{"id":"%d","title":"","kind":"war","when":"2020","citations":["a#p1","a#p1"]}'
    one, other = read(raw % 1), read(raw % 2)
    assert one.when is other.when
    assert one.citations[0] is one.citations[1] is other.citations[1]


JUNK = [
    *(None, True, False, 0, 1, -1, 7.5, 2**63, 2**64, 1e300, "", "x", "2020", "a#p1:1-2", "a:b"),
    *("state", "certain", "\u0000", "é", [], ["x"], [[]], [None], {}, {"text": "x"}),
    *({"id": "x", "kind": "other", "title": ""}, {"words": 1, "fingerprint": "0" * 16}),
]


def mutated(value, rng):
    """Change plain values somewhere: a value, a key, an order, a size."""
    if isinstance(value, (dict, list)) and value and rng.random() < 0.75:
        made = dict(value) if isinstance(value, dict) else list(value)
        step = rng.choice(list(made) if isinstance(made, dict) else range(len(made)))
        action = rng.random()
        if action < 0.7:
            made[step] = mutated(made[step], rng)
        elif action < 0.8:
            del made[step]
        elif isinstance(made, dict):
            made[rng.choice([*made, "id", "note", "text", "kind", "x"])] = rng.choice(JUNK)
        else:
            made.insert(step, rng.choice([*made, *JUNK]))
        return made
    return rng.choice(JUNK)


@pytest.mark.parametrize("name", COLLECTIONS)
def test_both_paths_agree_on_mutations(name):
    kind = COLLECTIONS[name]
    read = element_reader(kind, Values())
    read_line = LineReader(Values()).read
    rng = random.Random(name)  # noqa: S311 (no secret)
    verdicts = []
    for _ in range(1500):
        element = rng.choice(PLAIN[name])
        for _ in range(rng.choice([1, 1, 2])):
            element = mutated(element, rng)
        raw = json.dumps(element).encode()
        plain = msgspec.json.decode(raw)
        try:
            fast = read(raw)
        except REFUSALS:
            fast = None
        findings = list(explain(kind, plain))
        assert (fast is None) == bool(findings), (element, findings)
        assert "KB099" not in {each.code for each in findings}
        if fast is not None:
            assert structure(kind, plain) == fast
            assert hash(structure(kind, plain)) == hash(fast)
        if isinstance(element, dict) and "type" not in element:
            line = json.dumps({**element, "type": kind.__name__.lower()}).encode()
            try:
                as_line = read_line(line)
            except REFUSALS:
                as_line = None
            assert as_line == fast
        verdicts.append(fast is None)
    assert 50 < sum(verdicts) < 1450  # both verdicts come up


def test_elements_may_be_laid_out_in_any_way():
    for name, kind in COLLECTIONS.items():
        read = element_reader(kind, Values())
        for element in PLAIN[name]:
            expected = structure(kind, element)
            for options in ({}, {"indent": 3}, {"separators": (" ,", "\t:\n")}):
                assert read(json.dumps(element, **options).encode()) == expected
            backwards = dict(reversed(element.items()))
            assert read(json.dumps(backwards, ensure_ascii=False).encode()) == expected


def test_the_sample_reaches_every_depth():
    assert max(map(len, paths())) >= 6
