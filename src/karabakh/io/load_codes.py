"""What can be wrong with a file: the codes ``KB001`` to ``KB099`` of findings.

A code never changes its meaning and is never used for another problem. The documentation
of the codes is built from this table.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple


class Explanation(NamedTuple):
    """The meaning of a code."""

    what: str
    """What is wrong."""

    why: str
    """Why it is refused."""

    fix: str
    """What to do about it."""


LOAD_CODES: Final[Mapping[str, Explanation]] = {
    "KB001": Explanation(
        "The file can't be opened.",
        "It is not there, is a folder, or may not be read.",
        "Check the path and the file's permissions.",
    ),
    "KB002": Explanation(
        "The file, what it unpacks to, or one of its lines is larger than allowed.",
        "A small compressed file can unpack to more than a computer's memory.",
        "If the size is right, raise the limit with `max_bytes`.",
    ),
    "KB003": Explanation(
        "The compressed file is damaged, cut off or not compressed at all.",
        "Records after the damage would be lost unnoticed.",
        "Get the file again, or take `.gz` off its name if it is not compressed.",
    ),
    "KB004": Explanation(
        "The bytes are not UTF-8.",
        "Guessing another encoding would change names in silence.",
        "Save the file as UTF-8.",
    ),
    "KB005": Explanation(
        "The file begins with a byte order mark.",
        "JSON forbids it, and other programs refuse or misread such a file.",
        "Save the file as UTF-8 without BOM.",
    ),
    "KB006": Explanation(
        "The text is not well-formed JSON, TOML or CSV.",
        "After the error, the structure of the text is uncertain.",
        "Correct the position named: a comma, a quotation mark, a bracket, a missing cell.",
    ),
    "KB007": Explanation(
        "Arrays or objects are nested too deeply.",
        "No dataset needs more than a few levels; many thousands would exhaust the program.",
        "Remove the needless levels.",
    ),
    "KB008": Explanation(
        "The file is empty.",
        "Even a dataset without records says which schema it follows.",
        'Write at least the schema, `{"schema": 2}`.',
    ),
    "KB009": Explanation(
        "A text has half of a surrogate pair, such as `\\ud83d` alone.",
        "It is not a character and can't be encoded in UTF-8.",
        "Write the character itself, or both halves.",
    ),
    "KB010": Explanation(
        "The file does not contain a dataset.",
        "A dataset is an object with a schema, and the first line of a JSON Lines file is"
        " such an object.",
        'Put the records into collections such as `"actors": […]` below `"schema": 2`.',
    ),
    "KB011": Explanation(
        "The file follows a newer schema than this release of the library knows.",
        "What the newer schema added would be lost.",
        "Upgrade the library.",
    ),
    "KB012": Explanation(
        "The file follows a schema that the library can't migrate from.",
        "There is no such schema, or no migration from it.",
        "Correct the number, or migrate the file with an older release first.",
    ),
    "KB013": Explanation(
        "An object has a key twice, or a table a column.",
        "It would be open which of the two values counts.",
        "Remove one of them.",
    ),
    "KB014": Explanation(
        "An object has a key, or a table a column, that the schema does not know.",
        "If it were ignored, the value of a misspelt key would be lost unnoticed.",
        "Correct the key, or move its value into `note`.",
    ),
    "KB015": Explanation(
        "An object lacks a key that it needs, or a table a column.",
        "It has no default.",
        "Add it.",
    ),
    "KB016": Explanation(
        "A value is null.",
        "It could mean unknown, absent or not yet coded; files leave the key out instead.",
        "Leave the key out.",
    ),
    "KB017": Explanation(
        "A value has another type than the schema asks for.",
        'Converting it would be guessing: is `"5"` a number, is `true` one?',
        "Write a value of that type.",
    ),
    "KB018": Explanation(
        "A number is not finite or does not fit into 64 bits.",
        "Other programs would read another number.",
        "Correct the number.",
    ),
    "KB019": Explanation(
        "A term is not in its vocabulary.",
        "The vocabularies are closed, so that the same thing is called the same everywhere.",
        "Use one of the terms that the finding lists.",
    ),
    "KB020": Explanation(
        "A text is not an EDTF date.",
        "A time that can't be compared answers no question.",
        "Write it in EDTF: `2020-09-27`, `2020-09`, `2023-09~`, `2020-09-27/..`.",
    ),
    "KB021": Explanation(
        "A text is not a citation.",
        "A citation must lead to a passage.",
        "Write source, paragraph and words: `article#p2:21-36`.",
    ),
    "KB022": Explanation(
        "A text is not an external code.",
        "Without its scheme a code means nothing.",
        "Write the scheme before a colon: `wikidata:Q399`.",
    ),
    "KB023": Explanation(
        "A value is outside the range or the form that its field allows.",
        "A sentence without words or a latitude over 90 can't be right.",
        "Correct the value; use `Document.outline` for outlines.",
    ),
    "KB024": Explanation(
        "A line of a JSON Lines file lacks a valid `type`.",
        "Each line is a record, and nothing else determines its kind.",
        'Begin the line with its kind: `{"type": "actor", …`.',
    ),
    "KB025": Explanation(
        "A quote stands in the place of a citation.",
        "Only the text can say which passage has its words; a dataset does not contain it.",
        "Let `karabakh cite FILE --document TEXT` put the passage in its place.",
    ),
    "KB026": Explanation(
        "The words of a quote are not in the text, nor anything near.",
        "A passage that does not have the words would be a false reference.",
        "Copy the words from the text, or name the right text.",
    ),
    "KB027": Explanation(
        "The words of a quote are not in the text, but nearly.",
        "What is nearly a quote may say the opposite of it.",
        "Compare the words with the passages that the finding suggests, and correct them.",
    ),
    "KB028": Explanation(
        "Several passages have the words of a quote.",
        "Which of them is meant is the coder's to say.",
        "Add more words, the passage within which it is, or its number: `nth = 2`.",
    ),
    "KB029": Explanation(
        "The words of a quote are in the text, but not within the passage named.",
        "Either the words or the passage must be wrong.",
        "Correct `within`, or leave it out.",
    ),
    "KB030": Explanation(
        "A draft has more records than are read at once.",
        "No text of a few pages has so many: something has been repeated.",
        "Draft the text part by part.",
    ),
    "KB031": Explanation(
        "A citation could not be carried to a new edition of the text.",
        "Its words are not there, or nothing shows which of several passages is meant.",
        "Correct the quote that stands in its place, and let `karabakh cite` replace it.",
    ),
    "KB032": Explanation(
        "A citation was carried to a new edition, but its sentence was changed around it.",
        "The same words may say something else in another sentence.",
        "Compare the two, and correct the record if need be.",
    ),
    "KB033": Explanation(
        "Reading stopped because so much is wrong.",
        "Nobody reads more, and most of it would be the same problem again.",
        "Correct what is listed, then read the file again.",
    ),
    "KB099": Explanation(
        "A record was rejected for an unknown reason.",
        "The two checks of the library disagree: this is a bug.",
        "Please report it, with the record.",
    ),
}
"""The codes of reading files. Codes from ``KB101`` on are about content."""
