"""The schema of drafts is small, flat, and true to what is read."""

import json

import jsonschema
import pytest

from karabakh import json_schema
from karabakh.io._draft_schema import DRAFTED

MAX_BYTES = 6_000
MAX_OPTIONAL = 24


def schemas(value):
    """Yield all schemas within a schema."""
    if isinstance(value, dict):
        if "type" in value and isinstance(value["type"], str):
            yield value
        for each in value.values():
            yield from schemas(each)
    elif isinstance(value, list):
        for each in value:
            yield from schemas(each)


def compact(schema):
    return json.dumps(schema, ensure_ascii=False, separators=(",", ":"))


@pytest.mark.parametrize("name", DRAFTED)
def test_each_collection_alone_is_within_the_limits_reported_by_providers(name):
    schema = json_schema(draft=True, collections=[name])
    objects = [each for each in schemas(schema) if each["type"] == "object"]
    assert len(compact(schema).encode()) <= MAX_BYTES
    assert (
        sum(len(each["properties"].keys() - {*each["required"]}) for each in objects)
        <= MAX_OPTIONAL
    )
    jsonschema.Draft202012Validator.check_schema(schema)


def test_it_is_flat_and_has_no_patterns():
    keys = {
        "type",
        "description",
        "enum",
        "items",
        "properties",
        "required",
        "additionalProperties",
    }
    for each in schemas(json_schema(draft=True)):
        assert each.keys() <= keys
        assert each["type"] != "object" or each["additionalProperties"] is False


def test_terms_and_required_keys_are_those_of_datasets():
    full = json_schema()["$defs"]
    for name, schema in json_schema(draft=True)["properties"].items():
        record = schema["items"]
        definition = full[name.removesuffix("s").title()]
        assert {*record["required"]} == {*definition["required"], "quotes"}
        left_out = definition["properties"].keys() - record["properties"].keys()
        assert left_out - {"identifiers", "codes", "point"} == {"citations"}
        for part in schemas([*record["properties"].values()]):
            if part["type"] == "object" and "within" not in part["properties"]:
                assert "quotes" not in part["required"]
                assert {*part["required"]} <= part["properties"].keys()
                fields = part["properties"]
                descriptions = {
                    fields[key].get("description") for key in fields.keys() - {"quotes", "id"}
                }
                assert all(words.startswith("EDTF") for words in descriptions - {None})
        assert all(
            "description" in record["properties"][key]
            for key in record["properties"].keys() - {"id", "quotes"}
        )
    stances = json_schema(draft=True)["properties"]["positions"]["items"]["properties"]["stance"]
    assert stances["enum"] == full["Stance"]["enum"]


def test_only_what_is_cited_by_itself_has_quotes_of_its_own():
    agreement = json_schema(draft=True)["properties"]["agreements"]["items"]["properties"]
    assert "quotes" in agreement["provisions"]["items"]["properties"]
    assert "quotes" in agreement["statuses"]["items"]["properties"]
    event = json_schema(draft=True)["properties"]["events"]["items"]["properties"]
    assert "quotes" not in event["participants"]["items"]["properties"]


@pytest.mark.parametrize(
    ("options", "match"),
    [
        ({"draft": True, "collections": []}, "must name a collection, got none"),
        ({"draft": True, "collections": ["sources"]}, "unknown collection 'sources'"),
        ({"draft": True, "collections": ["actor"]}, "did you mean 'actors'?"),
        ({"collections": ["actors"]}, "collections must be used with draft=True"),
    ],
)
def test_other_collections_are_refused(options, match):
    with pytest.raises(ValueError, match=match):
        json_schema(**options)


SAMPLES = {
    "actors": [{"id": "ann", "kind": "person", "quotes": [{"quote": "Ann", "within": "p1"}]}],
    "positions": [
        {
            "id": "p",
            "holder": "ann",
            "proposition": "it",
            "stance": "supports",
            "when": "2020-09~",
            "quotes": [{"quote": "Ann wants it — “now”"}],
        }
    ],
}


@pytest.mark.parametrize("name", [*DRAFTED, None])
def test_llguidance_compiles_it_and_takes_what_it_should(name):
    """The grammar by which providers of models constrain their output accepts drafts."""
    llguidance = pytest.importorskip("llguidance", reason="its dependency group is not installed")
    collections = None if name is None else [name]
    schema = json_schema(draft=True, collections=collections)
    grammar = llguidance.LLMatcher.grammar_from_json_schema(compact(schema))
    assert llguidance.LLMatcher.validate_grammar(grammar) == ""
    tokenizer = llguidance.LLTokenizer("byte")
    names = DRAFTED if name is None else [name]
    right = {each: SAMPLES.get(each, []) for each in names}
    wrong = {each: [{"id": 5}] for each in names}
    assert _accepts(llguidance, tokenizer, grammar, right)
    assert not _accepts(llguidance, tokenizer, grammar, wrong)


def _accepts(llguidance, tokenizer, grammar, draft):
    matcher = llguidance.LLMatcher(tokenizer, grammar)
    tokens = tokenizer.tokenize_str(json.dumps(draft, ensure_ascii=False))
    return matcher.consume_tokens(tokens) and matcher.is_accepting()
