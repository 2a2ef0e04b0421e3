"""A TOML file as a person writes it, and the comments of such a text."""

from karabakh import Dataset, Place

HERE = Dataset.from_records(Place(id="here"))

PLACES = """\
# Mine.
title = 'Mine'   # in single quotation marks
schema = 2

# --- places ---

# the first
[[places]]
note = 'before the id'
id = "here" # here

[[places]] # no more
id = "there"
# below there

# the end
"""


def comments(text):
    """Return the comments of a text in which no text has the mark of one and a blank."""
    return [line.partition("# ")[2] for line in text.splitlines() if "# " in line]
