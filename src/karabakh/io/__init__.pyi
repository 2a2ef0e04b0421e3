from karabakh.io._bundled import load as load
from karabakh.io._drafts import draft_order as draft_order  # hidden
from karabakh.io._drafts import draft_pointer as draft_pointer  # hidden
from karabakh.io._drafts import read_draft as read_draft  # hidden
from karabakh.io._encode import encode_records as encode_records  # hidden
from karabakh.io._encode import to_plain as to_plain
from karabakh.io._json_schema import json_schema as json_schema
from karabakh.io._locate import locate_findings as locate_findings
from karabakh.io._new_file import editor_schema as editor_schema  # hidden
from karabakh.io._new_file import new_file as new_file  # hidden
from karabakh.io._new_file import source_id as source_id  # hidden
from karabakh.io._quoted_file import CitedQuote as CitedQuote  # hidden
from karabakh.io._quoted_file import QuotedFile as QuotedFile  # hidden
from karabakh.io._read import iter_records as iter_records
from karabakh.io._read import parse as parse
from karabakh.io._read import read as read
from karabakh.io._rebase import Rebase as Rebase  # hidden
from karabakh.io._write import serialize as serialize
from karabakh.io._write import write as write
