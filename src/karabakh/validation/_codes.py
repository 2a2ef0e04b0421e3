"""Rules on external codes and identifiers: ``KB601`` to ``KB699``."""

from collections.abc import Callable, Iterable, Iterator

from karabakh._shown import listed
from karabakh.findings import Finding
from karabakh.model import Dataset, ExternalCode, LinkKind, Record, Source
from karabakh.validation._context import RuleContext
from karabakh.validation._vocabularies import ACLED, ADMIRALTY, PAX, PLOVER, UCDP
from karabakh.validation._vocabulary import Vocabulary

__all__ = [
    "VOCABULARIES",
    "shared_identifier",
    "unknown_code",
    "unknown_version",
    "vocabulary_rule",
]

VOCABULARIES = (ACLED, ADMIRALTY, PAX, PLOVER, UCDP)
"""The code lists of the library. Codes of other schemes are not checked."""


def unknown_code(context: RuleContext) -> Iterator[Finding]:
    """A code is not in the list of its scheme.

    Programs that select by the scheme's codes will not find the record. Known are the schemes
    ``acled``, ``admiralty``, ``pax``, ``plover`` and ``ucdp``; a code of any other scheme is
    not checked, see `karabakh.validation.vocabulary_rule`. Case makes no difference.

    Fix: use the term that is meant; the nearest ones are given.
    """
    return _unknown_codes(context, VOCABULARIES)


def unknown_version(context: RuleContext) -> Iterator[Finding]:
    """A code names a version of its scheme that the library has no list of.

    The code is not checked.

    Fix: correct the version; or check the code against a list of your own, see
    `karabakh.validation.vocabulary_rule`.
    """
    return _unknown_versions(context, VOCABULARIES)


def shared_identifier(context: RuleContext) -> Iterator[Finding]:
    """Two records of one kind have one external identifier and are not linked.

    ``identifiers`` are what others call this very thing: ``wikidata:Q399`` is one country. What
    only classifies a record belongs into ``codes``. A *same-as* link says that both are right.

    Fix: make one record of the two, link them by *same-as*, or correct the identifier.
    """
    linked: dict[str, set[str]] = {}
    for link in context.dataset.links.where(kind=LinkKind.SAME_AS):
        linked.setdefault(link.subject, set()).add(link.object)
        linked.setdefault(link.object, set()).add(link.subject)
    called: dict[tuple[type, ExternalCode], dict[str, tuple[Record | Source, int]]] = {}
    for record in _all(context.dataset):
        for number, code in enumerate(record.identifiers):
            called.setdefault((type(record), code), {}).setdefault(record.id, (record, number))
    for (_, code), records in called.items():
        ids = sorted(records)
        unlinked = [each for each in ids if linked.get(each, set()).isdisjoint(ids)]
        if unlinked and len(ids) > 1:
            record, number = records[unlinked[0]]
            named = listed(map(repr, ids), len(ids), most=_LISTED)
            message = f"{named} have the identifier {str(code)!r}"
            hint = "merge them, link them as the same, or correct the identifier"
            yield context.warning("KB603", record, message, at=f"identifiers/{number}", hint=hint)


_LISTED = 3
"""How many records with one identifier a message lists."""


def vocabulary_rule(*vocabularies: Vocabulary) -> Callable[[Dataset], Iterable[Finding]]:
    """Return a rule that checks codes against lists of your own.

    Its findings have the rule codes ``KB601`` and ``KB602``.

    Args:
        *vocabularies: The lists, each of another scheme.

    >>> from karabakh import ExternalCode, Dataset, Event, EventKind
    >>> from karabakh.validation import RULES, Vocabulary, validate, vocabulary_rule
    >>> weather = Vocabulary(scheme="weather", terms=("rain", "snow"))
    >>> codes = (ExternalCode("weather", "snwo"),)
    >>> event = Event(id="e", title="Snow", kind=EventKind.OTHER, codes=codes)
    >>> rules = (*RULES, vocabulary_rule(weather))
    >>> print(validate(Dataset.from_records(event), rules=rules, select=["KB6"]))
    e
      /events/0/codes/0: warning KB601: unknown 'weather' term 'snwo' in 'weather:snwo'; \
did you mean 'snow'?
    1 warning
    """

    def own_vocabulary(dataset: Dataset) -> Iterator[Finding]:
        context = RuleContext(dataset)
        yield from _unknown_codes(context, vocabularies)
        yield from _unknown_versions(context, vocabularies)

    return own_vocabulary


def _all(dataset: Dataset) -> Iterator[Record | Source]:
    yield from dataset.sources
    yield from dataset.records()


def _unknown_codes(context: RuleContext, vocabularies: Iterable[Vocabulary]) -> Iterator[Finding]:
    for record, at, code, vocabulary in _codes(context.dataset, vocabularies):
        unknown = vocabulary.unknown_in(code) if vocabulary.knows_version(code) else None
        if unknown is not None:
            near = " or ".join(map(repr, unknown.nearest))
            message = f"unknown {vocabulary.scheme!r} term {unknown.part!r} in {str(code)!r}"
            hint = f"did you mean {near}?" if near else f"use a term of {vocabulary.scheme!r}"
            yield context.warning("KB601", record, message, at=at, hint=hint)


def _unknown_versions(
    context: RuleContext, vocabularies: Iterable[Vocabulary]
) -> Iterator[Finding]:
    for record, at, code, vocabulary in _codes(context.dataset, vocabularies):
        if not vocabulary.knows_version(code):
            known = " or ".join(map(repr, vocabulary.versions))
            message = f"unknown version {code.version!r} in {str(code)!r}"
            hint = f"use version {known}, or check the code against a list of your own"
            yield context.warning("KB602", record, message, at=at, hint=hint)


def _codes(
    dataset: Dataset, vocabularies: Iterable[Vocabulary]
) -> Iterator[tuple[Record | Source, str, ExternalCode, Vocabulary]]:
    """Yield the codes of known schemes: record, place in it, code, list."""
    by_scheme = {vocabulary.scheme: vocabulary for vocabulary in vocabularies}
    for record in _all(dataset):
        for field in ("identifiers", "codes"):
            for number, code in enumerate(getattr(record, field)):
                vocabulary = by_scheme.get(code.scheme)
                if vocabulary is not None:
                    yield record, f"{field}/{number}", code, vocabulary
