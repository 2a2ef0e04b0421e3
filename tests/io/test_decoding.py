"""What decoding takes for granted, and that diagnosis never differs from it."""

import json
import random

import attrs
import msgspec
import pytest
from sample import PLAIN, paths

from karabakh.io._builder import CONTENTS
from karabakh.io._decode import Decoder
from karabakh.io._diagnose import diagnose, structure
from karabakh.io._record_builder import ValueCache
from karabakh.model import COLLECTIONS
from karabakh.model.introspection import field_types


def model_classes():
    found = []
    waiting = list(CONTENTS.values())
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
def test_no_class_uses_what_structs_and_builders_do_not_know(kind):
    for field in attrs.fields(kind):
        assert field.converter is None
        assert field.init
        assert field.alias == field.name
        assert field.name != "type", "lines say their kind under this key"
        assert not isinstance(field.default, attrs.Factory)


JUNK = [
    *(None, True, False, 0, 1, -1, 7.5, 2**63, 2**64, 1e300, "", "x", "2020", "a#p1:1-2", "a:b"),
    *("state", "certain", "both", "\u0000", "é", [], ["x"], [[]], [None], {}, {"text": "x"}),
    *(["ann"], [46.5, 39], [1e300, 0], [2**70, 0], [0.0, True], {"kind": "killed"}),
    *({"kind": "area", "low": 0}, {"actor": "ann", "role": "other", "according_to": "ann"}),
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


@pytest.mark.parametrize("name", CONTENTS)
def test_both_paths_agree_on_mutations(name):
    kind = CONTENTS[name]
    reader = Decoder(kind, ValueCache())
    line_decoder = Decoder(None, ValueCache())
    rng = random.Random(name)  # noqa: S311 (no secret)
    verdicts = []
    for _ in range(1500):
        element = rng.choice(PLAIN[name])
        for _ in range(rng.choice([1, 1, 2])):
            element = mutated(element, rng)
        raw = json.dumps(element).encode()
        plain = msgspec.json.decode(raw)
        (fast,) = reader.decode([raw])
        findings = list(diagnose(kind, plain))
        assert (fast is None) == bool(findings), (element, findings)
        assert "KB099" not in {each.code for each in findings}
        if fast is not None:
            assert structure(kind, plain) == fast
            assert hash(structure(kind, plain)) == hash(fast)
        if name != "coding" and isinstance(element, dict) and "type" not in element:
            line = json.dumps({**element, "type": kind.__name__.lower()}).encode()
            assert line_decoder.decode([line]) == [fast]
        verdicts.append(fast is None)
    assert 50 < sum(verdicts) < 1450  # both verdicts come up


def test_elements_may_be_laid_out_in_any_way():
    for name, kind in COLLECTIONS.items():
        reader = Decoder(kind, ValueCache())
        for element in PLAIN[name]:
            backwards = dict(reversed(element.items()))
            laid_out = [
                json.dumps(element),
                json.dumps(element, indent=3),
                json.dumps(element, separators=(" ,", "\t:\n")),
                json.dumps(backwards, ensure_ascii=False),
            ]
            expected = structure(kind, element)
            assert list(reader.decode([text.encode() for text in laid_out])) == [expected] * 4


def test_the_sample_reaches_every_depth():
    assert max(map(len, paths())) >= 6
