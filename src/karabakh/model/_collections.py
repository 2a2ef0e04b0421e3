"""The collections of a dataset, and what each holds."""

from collections.abc import Mapping
from typing import Final

from karabakh.model._actors import Actor, Place
from karabakh.model._agreements import Agreement
from karabakh.model._base import Record
from karabakh.model._events import Event
from karabakh.model._links import Link
from karabakh.model._positions import Position
from karabakh.model._propositions import Proposition
from karabakh.model._relations import Relation
from karabakh.model._sources import Source

__all__ = ["COLLECTIONS", "SCHEMA_VERSION"]

SCHEMA_VERSION: Final = 2
"""The version of the data model, and of the files that hold it."""

COLLECTIONS: Final[Mapping[str, type[Record] | type[Source]]] = {
    "sources": Source,
    "actors": Actor,
    "places": Place,
    "relations": Relation,
    "propositions": Proposition,
    "positions": Position,
    "events": Event,
    "agreements": Agreement,
    "links": Link,
}
"""The collections of a dataset, in the order of files and pages, and what each holds."""
