"""Every field of the model has a rule, or a reason why it has none."""

import re
from collections import Counter
from pathlib import Path

import attrs

from karabakh.model import COLLECTIONS, Citation, Coding, ExternalCode
from karabakh.model.introspection import element_type, field_types, options_of
from karabakh.time import When
from karabakh.validation import RULES

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "rules.md"
VALUES = (Citation, ExternalCode, When)


def model_classes():
    """Return the classes of records and their parts, with their bases."""
    found, waiting = set(), [*COLLECTIONS.values(), Coding]
    while waiting:
        cls = waiting.pop()
        if cls in found or not isinstance(cls, type) or cls in VALUES or not attrs.has(cls):
            continue
        found.add(cls)
        waiting += cls.__mro__[1:]
        for annotation in field_types(cls).values():
            waiting += options_of(element_type(annotation) or annotation)
    return found


def declared_fields():
    for cls in model_classes():
        inherited = {
            field.name
            for base in cls.__mro__[1:]
            if attrs.has(base)
            for field in attrs.fields(base)
        }
        own = [field.name for field in attrs.fields(cls) if field.name not in inherited]
        yield from (f"{cls.__name__}.{name}" for name in own)


def rows():
    """Return the rows of the table: fields, rule codes, reason."""
    for line in PAGE.read_text("utf-8").partition("| Fields |")[2].splitlines()[2:]:
        fields, codes, reason = (cell.strip() for cell in line.strip("|").split("|"))
        yield re.findall(r"`(\w+\.\w+)`", fields), re.findall(r"KB\d+", codes), reason


def test_every_field_is_in_the_table_once():
    listed = Counter(field for fields, _, _ in rows() for field in fields)
    assert set(listed) == set(declared_fields())
    assert set(listed.values()) == {1}


def test_a_field_without_a_rule_has_a_reason():
    assert [fields for fields, codes, reason in rows() if not codes and not reason] == []


def test_every_rule_is_in_the_table():
    assert {code for _, codes, _ in rows() for code in codes} == {rule.code for rule in RULES}
