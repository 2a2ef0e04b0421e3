"""What can be wrong with a file: the codes ``KB001`` to ``KB099`` of the findings.

A code never changes its meaning and is never given to another problem. The pages of the
documentation that explain them are made from this table.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from karabakh.findings import Finding, Severity

__all__ = ["CODES", "Explanation", "fault", "pointer"]


class Explanation(NamedTuple):
    """A code in words."""

    what: str
    """What is wrong."""

    why: str
    """Why the reader does not let it pass."""

    fix: str
    """What to do about it."""


CODES: Final[Mapping[str, Explanation]] = {
    "KB001": Explanation(
        "The file can't be opened.",
        "It is not there, is a folder, or may not be read.",
        "Check the path and the file's permissions.",
    ),
    "KB002": Explanation(
        "The file, what it unpacks to, or one of its lines is larger than allowed.",
        "A small compressed file can unpack to more than a computer's memory.",
        "If the size is right, allow more with `max_bytes`.",
    ),
    "KB003": Explanation(
        "The compressed file is damaged, cut off or not compressed at all.",
        "Records after the damage would be lost without a word.",
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
        "The text is not well-formed JSON or TOML.",
        "From the place of the slip on, nothing can be told for sure.",
        "Mend the place that the finding names: a comma, a quotation mark, a bracket.",
    ),
    "KB007": Explanation(
        "Arrays or objects are nested too deeply.",
        "No dataset needs more than a few levels; many thousands would exhaust the program.",
        "Take the needless levels out.",
    ),
    "KB008": Explanation(
        "The file is empty.",
        "Even a dataset without records says which schema it follows.",
        'Write at least the schema, `{"schema": 1}`.',
    ),
    "KB009": Explanation(
        "A text has half of a surrogate pair, such as `\\ud83d` alone.",
        "It is no character and can't be written as UTF-8.",
        "Write the character itself, or both halves.",
    ),
    "KB010": Explanation(
        "The file holds no dataset.",
        "A dataset is an object with a schema, and the first line of a JSON Lines file is"
        " the object that says so.",
        'Put the records into collections such as `"actors": […]` below `"schema": 1`.',
    ),
    "KB011": Explanation(
        "The file follows a newer schema than this release of the library knows.",
        "What the newer schema added would be lost.",
        "Upgrade the library.",
    ),
    "KB012": Explanation(
        "The file follows a schema that the library can't migrate from.",
        "There never was such a schema, or its migration is gone.",
        "Correct the number, or migrate the file with an older release first.",
    ),
    "KB013": Explanation(
        "An object has a key twice.",
        "JSON leaves open which of the two values counts.",
        "Take one of them out.",
    ),
    "KB014": Explanation(
        "An object has a key that the schema does not know.",
        "Ignored, a misspelt key would lose its value in silence.",
        "Correct the key, or move what it says into `note`.",
    ),
    "KB015": Explanation(
        "An object lacks a key that it needs.",
        "There is no value that could be taken for it.",
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
        "Write the value as its type is written.",
    ),
    "KB018": Explanation(
        "A number is not finite or does not fit into 64 bits.",
        "Other programs would read another number.",
        "Correct the number.",
    ),
    "KB019": Explanation(
        "A term is none of its vocabulary.",
        "The vocabularies are closed, so that the same thing is called the same everywhere.",
        "Take one of the terms that the finding lists.",
    ),
    "KB020": Explanation(
        "A text is no EDTF date.",
        "A time that can't be compared answers no question.",
        "Write it in EDTF: `2020-09-27`, `2020-09`, `2023-09~`, `2020-09-27/..`.",
    ),
    "KB021": Explanation(
        "A text is no citation.",
        "A citation must lead to its words.",
        "Write source, paragraph and words: `article#p2:21-36`.",
    ),
    "KB022": Explanation(
        "A text is no code of an outside scheme.",
        "Without its scheme a code means nothing.",
        "Write the scheme before a colon: `wikidata:Q399`.",
    ),
    "KB023": Explanation(
        "A value is outside the range or the form that its field allows.",
        "A sentence without words, or a fingerprint of other length, can't be right.",
        "Correct the value; outlines are best made with `Document.outline`.",
    ),
    "KB024": Explanation(
        "A line of a JSON Lines file does not say what kind of record it is.",
        "Every line is a record of its own, and nothing else tells its kind.",
        'Begin the line with its kind: `{"type": "actor", …`.',
    ),
    "KB099": Explanation(
        "A record was refused, and the reader can't say why.",
        "The library's two ways of checking disagree, which is a mistake of the library.",
        "ValidationReport it with the record, please.",
    ),
}
"""All codes of this layer. Those from ``KB101`` on are about content, see `karabakh.model.integrity`."""


def fault(  # noqa: PLR0913 (one for each field of a finding)
    code: str,
    message: str,
    *,
    where: str = "",
    record: str = "",
    expected: str = "",
    hint: str = "",
    line: int | None = None,
    column: int | None = None,
) -> Finding:
    """Make a finding of this layer: always an error."""
    return Finding(
        code=code,
        severity=Severity.ERROR,
        message=message,
        where=where,
        record=record,
        expected=expected,
        hint=hint,
        line=line,
        column=column,
    )


def pointer(*path: str | int) -> str:
    r"""Write a path as a JSON pointer (RFC 6901).

    >>> from karabakh.io._codes import pointer
    >>> pointer("positions", 3, "a/b")
    '/positions/3/a~1b'
    """
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)
