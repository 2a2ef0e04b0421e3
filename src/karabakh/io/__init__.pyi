from karabakh.io._bundled import json_schema as json_schema, load as load
from karabakh.io._read import (
    iter_records as iter_records,
    parse_json as parse_json,
    parse_jsonl as parse_jsonl,
    parse_toml as parse_toml,
    read as read,
)
from karabakh.io._write import (
    to_json as to_json,
    to_jsonl as to_jsonl,
    to_toml as to_toml,
    write as write,
)
