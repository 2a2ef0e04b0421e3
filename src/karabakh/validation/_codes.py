"""Rules on the terms of outside schemes: ``KB601`` to ``KB699``."""

from collections.abc import Callable, Iterable, Iterator

from karabakh.findings import Finding
from karabakh.model import Agreement, Dataset, Event, ExternalCode, Record
from karabakh.validation._context import RuleContext
from karabakh.validation._vocabularies import ACLED, PAX, PLOVER, UCDP
from karabakh.validation._vocabulary import Vocabulary

__all__ = ["VOCABULARIES", "unknown_code", "unknown_version", "vocabulary_rule"]

VOCABULARIES = (ACLED, PAX, PLOVER, UCDP)
"""The code lists that the library knows. Schemes that are not among them are not checked."""


def unknown_code(context: RuleContext) -> Iterator[Finding]:
    """A code is not in the list of its scheme.

    Programs that select by the scheme's codes will not find the record. Known are the schemes
    ``acled``, ``pax``, ``plover`` and ``ucdp``; a code of any other scheme is not checked, see
    `karabakh.validation.vocabulary_rule`. Upper and lower case make no difference.

    Fix: take the term that is meant; the nearest ones are given.
    """
    return _unknown_codes(context, VOCABULARIES)


def unknown_version(context: RuleContext) -> Iterator[Finding]:
    """A code names a version of its scheme that the library has no list of.

    So nobody has checked the code.

    Fix: correct the version; or check the code by a list of your own, see
    `karabakh.validation.vocabulary_rule`.
    """
    return _unknown_versions(context, VOCABULARIES)


def vocabulary_rule(*vocabularies: Vocabulary) -> Callable[[Dataset], Iterable[Finding]]:
    """Make a rule that checks codes against lists of your own.

    What it finds has the codes ``KB601`` and ``KB602``.

    Args:
        *vocabularies: the lists, each of another scheme.

    >>> from karabakh import ExternalCode, Dataset, Event, EventKind
    >>> from karabakh.validation import RULES, Vocabulary, validate, vocabulary_rule
    >>> weather = Vocabulary(scheme="weather", terms=("rain", "snow"))
    >>> event = Event(id="e", title="Snow", kind=EventKind.OTHER, codes=(ExternalCode("weather", "snwo"),))
    >>> rules = (*RULES, vocabulary_rule(weather))
    >>> print(validate(Dataset.from_records(event), rules=rules, select=["KB6"]))
    e
      /events/0/codes/0: warning KB601: 'weather:snwo': 'snwo' is no term of 'weather' \
(did you mean 'snow'?)
    1 warning
    """

    def own_vocabulary(dataset: Dataset) -> Iterator[Finding]:
        context = RuleContext(dataset)
        yield from _unknown_codes(context, vocabularies)
        yield from _unknown_versions(context, vocabularies)

    return own_vocabulary


def _unknown_codes(context: RuleContext, vocabularies: Iterable[Vocabulary]) -> Iterator[Finding]:
    for record, at, code, vocabulary in _codes(context.dataset, vocabularies):
        unknown = vocabulary.unknown_in(code) if vocabulary.knows_version(code) else None
        if unknown is not None:
            near = " or ".join(map(repr, unknown.nearest))
            yield context.warning(
                "KB601",
                record,
                f"{str(code)!r}: {unknown.part!r} is no term of {vocabulary.scheme!r}",
                at=at,
                hint=f"did you mean {near}?" if near else "see the scheme's own list",
            )


def _unknown_versions(
    context: RuleContext, vocabularies: Iterable[Vocabulary]
) -> Iterator[Finding]:
    for record, at, code, vocabulary in _codes(context.dataset, vocabularies):
        if not vocabulary.knows_version(code):
            known = " or ".join(map(repr, vocabulary.versions))
            yield context.warning(
                "KB602",
                record,
                f"{str(code)!r} is of version {code.version!r}; the list is of {known}",
                at=at,
                hint="correct the version, or check the code by a list of your own",
            )


def _codes(
    dataset: Dataset, vocabularies: Iterable[Vocabulary]
) -> Iterator[tuple[Record, str, ExternalCode, Vocabulary]]:
    """Go through the codes of known schemes: record, place in it, code, list."""
    by_scheme = {vocabulary.scheme: vocabulary for vocabulary in vocabularies}
    for record, field, codes in _coded(dataset):
        for number, code in enumerate(codes):
            vocabulary = by_scheme.get(code.scheme)
            if vocabulary is not None:
                yield record, f"{field}/{number}", code, vocabulary


def _coded(dataset: Dataset) -> Iterator[tuple[Record, str, tuple[ExternalCode, ...]]]:
    for records in (dataset.actors, dataset.places, dataset.events, dataset.agreements):
        for record in records:
            yield record, "identifiers", record.identifiers
            if isinstance(record, (Event, Agreement)):
                yield record, "codes", record.codes
