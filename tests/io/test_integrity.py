"""The check of references against a plain one that looks at each value."""

import attrs
from hypothesis import given, settings
from sample import parse_json, to_json

from karabakh.ids import is_valid_id
from karabakh.io import load
from karabakh.model import (
    COLLECTIONS,
    Actor,
    ActorKind,
    Agreement,
    Citation,
    Dataset,
    Place,
    Record,
    Source,
)
from karabakh.model.integrity import check_integrity
from karabakh.model.introspection import field_types, id_kinds
from karabakh.model.references import references_of
from karabakh.testing import datasets


def plain_identified(dataset):
    """Return all that has an identifier of its own, with its place."""
    identified = []
    for name, records in dataset.collections():
        for number, record in enumerate(records):
            identified.append((f"/{name}/{number}", record))
            if isinstance(record, Agreement):
                identified += [
                    (f"/{name}/{number}/provisions/{place}", each)
                    for place, each in enumerate(record.provisions)
                ]
    return identified


def kind_of(record):
    (kind,) = id_kinds(field_types(type(record))["id"])
    return kind.noun


def plain_findings_on_identifiers(dataset):
    found = set()
    seen = {}
    for where, record in plain_identified(dataset):
        kind = kind_of(record)
        if not is_valid_id(record.id):
            found.add(("KB105", f"{where}/id"))
        if record.id in seen:
            found.add(("KB103" if seen[record.id] == kind else "KB104", f"{where}/id"))
        seen.setdefault(record.id, kind)
    return found


def plain_findings_on_references(dataset):
    """Return the places of the references to each wrong identifier."""
    kinds = {}
    for _, record in plain_identified(dataset):
        kinds.setdefault(record.id, set()).add(kind_of(record))
    found = {}
    for name, records in dataset.collections():
        for number, record in enumerate(records):
            for place, reference, wanted in references(record):
                have = kinds.get(reference, set())
                if "record" in wanted and have - {"source"}:
                    continue
                if not have & wanted:
                    where = f"/{name}/{number}{place}"
                    problem = ("KB102", *sorted(wanted)) if have else ("KB101", "source" in wanted)
                    found.setdefault((reference, problem), []).append((number, where))
    return found


def references(value, place=""):
    if isinstance(value, Record | Source) and not place:
        for reference in references_of(value):
            if not ("provisions" in reference.path and reference.path[-1] == "id"):
                path = "".join(f"/{step}" for step in reference.path)
                yield path, reference.id, {kind.noun for kind in reference.kinds}
    if isinstance(value, Citation):
        yield place, value.source, {"source"}
    elif isinstance(value, tuple):
        for number, each in enumerate(value):
            yield from references(each, f"{place}/{number}")
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from references(getattr(value, field.name), f"{place}/{field.name}")


@given(datasets(consistent=False, max_size=12))
@settings(max_examples=100)
def test_it_finds_what_the_plain_check_finds(dataset):
    found = list(check_integrity(dataset))
    on_identifiers = {(each.code, each.where) for each in found if each.where.endswith("/id")}
    assert on_identifiers == plain_findings_on_identifiers(dataset)
    on_references = [each for each in found if not each.where.endswith("/id")]
    expected = plain_findings_on_references(dataset)
    assert len(on_references) == len(expected)
    for (reference, (code, *_)), places in expected.items():
        (finding,) = (
            each
            for each in on_references
            if each.code == code
            and each.where in {where for _, where in places}
            and repr(reference) in each.message
        )
        collection, number = finding.where.split("/")[1:3]
        assert (int(number), finding.where) in places
        assert places[0][1].startswith(f"/{collection}/{number}/"), "the first record"
        count = f", in {len(places)} references: {finding.where}, "
        assert (count in finding.message) is (len(places) > 1)


@given(datasets(consistent=True, max_size=12))
@settings(max_examples=60)
def test_it_finds_nothing_in_a_sound_dataset(dataset):
    assert not list(check_integrity(dataset))


def test_the_bundled_dataset_is_sound():
    assert not list(check_integrity(load()))


@given(datasets(consistent=False, max_size=8))
@settings(max_examples=60)
def test_a_reader_finds_the_same(dataset):
    try:
        parse_json(to_json(dataset))
        found = []
    except ValueError as error:
        found = error.findings
    expected = [
        (each.code, each.where, each.record, each.hint) for each in check_integrity(dataset)
    ]
    assert sorted((each.code, each.where, each.record, each.hint) for each in found) == sorted(
        expected
    )


def test_findings_are_in_the_order_of_records_and_know_theirs():
    dataset = Dataset.from_records(
        Actor(id="a", kind=ActorKind.STATE, members=("b",), citations=(Citation("nowhere"),)),
        Place(id="a"),
        Place(id="c d"),
        Place(id="e", citations=(Citation("a"),)),
    )
    assert [(each.code, each.where, each.record) for each in check_integrity(dataset)] == [
        ("KB101", "/actors/0/members/0", "a"),
        ("KB101", "/actors/0/citations/0", "a"),
        ("KB104", "/places/0/id", "a"),
        ("KB105", "/places/1/id", "c d"),
        ("KB102", "/places/2/citations/0", "e"),
    ]


def test_one_wrong_identifier_is_one_finding():
    places = [Place(id=f"p{number}", citations=(Citation("wrie", number),)) for number in (1, 2, 3)]
    dataset = Dataset.from_records(Source(id="wire", title="Wire"), *places, *places[:1])
    finding = next(each for each in check_integrity(dataset) if each.code == "KB101")
    assert str(finding) == (
        "/places/0/citations/0: error KB101: unknown source 'wrie', in 4 references: "
        "/places/0/citations/0, /places/1/citations/0, /places/2/citations/0 and 1 more; "
        "did you mean 'wire'?"
    )


def test_references_of_what_could_not_be_read_are_checked_too():
    text = (
        '{"schema": 2, "actors": [{"id": "a", "kind": "staet", "members": ["b", 5, "c"]},'
        ' {"id": "a", "kind": "state", "citations": ["x#p1", "a"]}], "agreements": [{"id": "g",'
        ' "provisions": [{"id": "a", "obligor": "a", "citations": "x"}]}]}'
    )
    try:
        parse_json(text)
    except ValueError as error:
        found = [(each.code, each.where) for each in error.findings]
    assert found == [
        ("KB019", "/actors/0/kind"),
        ("KB101", "/actors/0/members/0"),
        ("KB017", "/actors/0/members/1"),
        ("KB101", "/actors/0/members/2"),
        ("KB103", "/actors/1/id"),
        ("KB101", "/actors/1/citations/0"),
        ("KB102", "/actors/1/citations/1"),
        ("KB015", "/agreements/0/title"),
        ("KB015", "/agreements/0/kind"),
        ("KB015", "/agreements/0/provisions/0/duty"),
        ("KB104", "/agreements/0/provisions/0/id"),
        ("KB017", "/agreements/0/provisions/0/citations"),
    ]


def test_every_collection_is_checked():
    assert {name for name, _ in Dataset().collections()} == set(COLLECTIONS)
