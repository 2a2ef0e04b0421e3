"""How far several coders of one text agree."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, cast

import attrs

from karabakh._collector import collector_paused
from karabakh._shown import shown
from karabakh.comparison._alpha import Alpha, alpha_of, interval_of, undefined
from karabakh.comparison._continuum import Continuum, joined
from karabakh.comparison._unitising import disagreement_of
from karabakh.comparison._units import Unit, compared_fields, kind_of, units_of, values_of
from karabakh.errors import CitationError, UnknownIdError
from karabakh.model import Certainty, Dataset, Record
from karabakh.model.flat import FlatField
from karabakh.model.introspection import term_types
from karabakh.reasoning import require_dataset
from karabakh.wording import describe_codings

__all__ = ["Reliability", "UnitAgreement", "UnlikeValues", "reliability"]


@attrs.frozen(kw_only=True)
class UnitAgreement:
    """How far two codings have the same records, whatever these say.

    >>> import karabakh
    >>> from karabakh.comparison import reliability
    >>> reliability(karabakh.load(), karabakh.load()).units[0].f1
    1.0
    """

    kind: str
    """The kind of records; ``all`` for all kinds together."""

    left: int
    """The number of one coding, from 0, which precision and recall take for right."""

    right: int
    """The number of the other."""

    matched: int
    """How many records both have."""

    only_left: int
    """How many records of the one the other lacks."""

    only_right: int
    """How many records of the other the one lacks."""

    @property
    def precision(self) -> float | None:
        """The share of the other's records that the one has; None if the other has none."""
        return _share(self.matched, self.matched + self.only_right)

    @property
    def recall(self) -> float | None:
        """The share of the one's records that the other has; None if the one has none."""
        return _share(self.matched, self.matched + self.only_left)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both, which is symmetric; None if there are no records."""
        return _share(2 * self.matched, 2 * self.matched + self.only_left + self.only_right)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


@attrs.frozen(kw_only=True)
class UnlikeValues:
    """A field that codings fill differently, or a record that not all of them have.

    >>> import karabakh
    >>> from karabakh.comparison import reliability
    >>> dataset = karabakh.load()
    >>> other = dataset.without("aliyev-sees-advantage")
    >>> found = reliability(dataset, other).disagreements
    >>> [(each.kind, each.field, each.records) for each in found][:1]
    [('position', '', ('aliyev-sees-advantage', None))]
    """

    kind: str
    """The kind of the records."""

    field: str
    """The field; empty if a record is missing."""

    records: tuple[str | None, ...]
    """The identifiers of the records, one for each coding; None if it has none."""

    values: tuple[str | None, ...]
    """The values of the field, one for each coding; empty if a record leaves it out."""

    passages: tuple[str, ...]
    """The passages that the first of the records cites."""

    words: str
    """Their words, if a text is bound to one of the codings; else empty."""


@attrs.frozen(kw_only=True, repr=False)
class Reliability:
    """How far several codings of one text agree, see `reliability`."""

    codings: tuple[str, ...]
    """Who coded each, and with what."""

    units: tuple[UnitAgreement, ...]
    """Precision, recall and F1 of each pair of codings: of all records, then of each kind."""

    unitising: tuple[Alpha, ...]
    """Alpha of unitising: of all kinds together (``all``), then of each."""

    alphas: tuple[Alpha, ...]
    """Alpha of each field of the records that codings share, such as ``position.stance``."""

    disagreements: tuple[UnlikeValues, ...]
    """What they differ in, in the order of the text."""

    def alpha(self, of: str) -> Alpha:
        """Return the alpha of a field, or of a kind's units.

        Args:
            of: A kind and a field, ``position.stance``; or a kind, or ``all``.

        Raises:
            UnknownIdError: If there is none of that name.

        >>> import karabakh
        >>> from karabakh.comparison import reliability
        >>> reliability(karabakh.load(), karabakh.load()).alpha("position.stance").value
        1.0
        """
        found = {each.of: each for each in (*self.unitising, *self.alphas)}
        if of not in found:
            raise UnknownIdError.among(found, kind="alpha", id=of)
        return found[of]

    def __repr__(self) -> str:
        found = [f"{len(self.codings)} codings"]
        found += [f"F1 {each.f1:.2f}" for each in self.units[:1] if each.f1 is not None]
        found += [
            f"alpha of units {each.value:.2f}"
            for each in self.unitising[:1]
            if each.value is not None
        ]
        return f"<Reliability: {', '.join(found)}, {len(self.disagreements)} disagreements>"


@collector_paused
def reliability(*codings: Dataset, overlap: float = 0.5, seed: int = 0) -> Reliability:
    """Return how far several codings of one text agree.

    Records are matched by kind and passage: those of one kind whose citations share at least
    half of the words of both, closest first, each with one of every other coding at most. So
    coders need no common identifiers: references to matched records count as equal, others by
    their identifiers. What cites nothing, or only sources that no other coding has, is left out.

    - *Units*: how many records two codings share, as precision, recall and F1.
    - *Unitising*: Krippendorff's alpha of where the records of a kind begin and end (1995,
      2004). Units are the stretches of words that a coding's records of the kind cite; those that
      share words are one. It needs outlines, and sources that all codings have.
    - *Fields*: Krippendorff's alpha (2011) of each field of matched records that holds a term, an
      identifier, a time or a truth value: nominal, and ordinal for certainty. A field left out
      is a value like others, and several identifiers are one value. A coding without the record
      counts as missing.

    Each alpha has a bootstrap interval of 95 %, from 1,000 samples of the units, or of the
    paragraphs for unitising, with the expected disagreement fixed. One that is undefined, as
    where all values are the same, is None and says why; it is never taken for agreement.

    Args:
        *codings: The datasets, one for each coder; bound ones give disagreements their words.
        overlap: The share of the words of both, above 0, that matched records have in common.
        seed: The seed of the bootstrap.

    Raises:
        TypeError: If one of them is no dataset.
        ValueError: If there is none, `overlap` is not above 0 and at most 1, or a source has
            other paragraphs in one coding than in another.

    >>> import attrs, karabakh
    >>> from karabakh import Certainty
    >>> from karabakh.comparison import reliability
    >>> dataset = karabakh.load()
    >>> hedge = attrs.evolve(dataset["armenia-stance-change"], certainty=Certainty.POSSIBLE)
    >>> found = reliability(dataset, dataset.replace(hedge))
    >>> found.alpha("event.certainty").value
    0.99...
    >>> [(each.field, each.values) for each in found.disagreements]
    [('certainty', ('probable', 'possible'))]
    """
    if not codings:
        raise ValueError("codings must be one dataset or more, got none; pass two to compare them")
    for coding in codings:
        require_dataset(coding)
    if not 0 < overlap <= 1:
        raise ValueError(f"overlap must be above 0 and at most 1, got {shown(overlap)}; use 0.5")
    continuum = Continuum(codings)
    units = units_of(codings, continuum, overlap=overlap)
    names = [
        {record.id: unit.first.id for unit in units if (record := unit.records[number])}
        for number in range(len(codings))
    ]
    return Reliability(
        codings=tuple(
            describe_codings(each.coding) or f"coding {number}"
            for number, each in enumerate(codings, start=1)
        ),
        units=tuple(_agreements(units, continuum)),
        unitising=tuple(_unitising(codings, continuum, seed)),
        alphas=tuple(_alphas(units, names, seed)),
        disagreements=tuple(_disagreements(units, names, codings, continuum)),
    )


def _agreements(units: Sequence[Unit], continuum: Continuum) -> Iterator[UnitAgreement]:
    kinds = dict.fromkeys(unit.kind for unit in units)
    for left, right in combinations(range(len(continuum.covered)), 2):
        both = continuum.covered[left] & continuum.covered[right]
        shared = [unit for unit in units if unit.sources & both]
        for kind in ("all", *kinds):
            found = [
                (unit.records[left] is not None, unit.records[right] is not None)
                for unit in shared
                if kind in ("all", unit.kind)
            ]
            yield UnitAgreement(
                kind=kind,
                left=left,
                right=right,
                matched=found.count((True, True)),
                only_left=found.count((True, False)),
                only_right=found.count((False, True)),
            )


def _unitising(codings: Sequence[Dataset], continuum: Continuum, seed: int) -> Iterator[Alpha]:
    reason = ""
    if len(codings) == 1:
        reason = "only one coding"
    elif not continuum.is_shared:
        reason = "not all codings have all sources"
    elif not continuum.is_measured:
        reason = "a source has no outline"
    elif not continuum.length:
        reason = "the codings have no source in common"
    if reason:
        yield undefined("all", "unitising", reason)
        return
    by_kind = {
        kind: [
            joined(stretch for record in each for stretch in continuum.stretches(record))
            for each in records
        ]
        for kind, records in _by_kind(codings).items()
    }
    found = {
        kind: (disagreement_of(stretches, continuum.length), sum(map(len, stretches)))
        for kind, stretches in by_kind.items()
        if any(stretches)
    }
    observed = [each for disagreement, _ in found.values() for each in disagreement.observed]
    expected = sum(disagreement.expected for disagreement, _ in found.values())
    number = sum(count for _, count in found.values())
    yield _unit_alpha("all", observed, expected, number, continuum, seed)
    for kind, (disagreement, count) in found.items():
        yield _unit_alpha(
            kind, disagreement.observed, disagreement.expected, count, continuum, seed
        )


def _by_kind(codings: Sequence[Dataset]) -> dict[str, list[list[Record]]]:
    found: dict[str, list[list[Record]]] = {}
    for number, coding in enumerate(codings):
        for record in coding.records():
            found.setdefault(kind_of(record), [[] for _ in codings])[number].append(record)
    return found


def _unit_alpha(  # noqa: PLR0913, PLR0917 (what it is made of)
    of: str,
    observed: Iterable[tuple[int, float]],
    expected: float,
    number: int,
    continuum: Continuum,
    seed: int,
) -> Alpha:
    if not number:
        return undefined(of, "unitising", "no units")
    if not expected:
        return undefined(of, "unitising", "chance alone would give no disagreement", number)
    by_paragraph = dict.fromkeys(range(len(continuum.paragraphs)), 0.0)
    for word, difference in observed:
        by_paragraph[continuum.paragraph_of(word)] += difference
    paragraphs = [(each, 1) for each in by_paragraph.values()]
    low, high = interval_of(paragraphs, expected / len(paragraphs), seed)
    value = 1 - sum(by_paragraph.values()) / expected
    return Alpha(of=of, level="unitising", value=value, low=low, high=high, units=number)


def _alphas(
    units: Sequence[Unit], names: Sequence[Mapping[str, str]], seed: int
) -> Iterator[Alpha]:
    by_class: dict[type, list[Unit]] = {}
    for unit in units:
        by_class.setdefault(type(unit.first), []).append(unit)
    for cls, some in by_class.items():
        for field in compared_fields(cls):
            of = f"{cls.__name__.lower()}.{field.name}"
            values = [values_of(unit, field, names) for unit in some]
            if len(names) == 1:
                yield undefined(
                    of, "nominal" if _rank(field) is None else "ordinal", "only one coding"
                )
            else:
                yield alpha_of(of, values, rank=_rank(field), seed=seed)


def _rank(field: FlatField) -> Callable[[Hashable], int] | None:
    """Return what ranks the values of a field whose terms are in an order; else None."""
    if Certainty not in term_types(field.annotation):
        return None
    return lambda value: Certainty(cast("str", value)).rank


def _disagreements(
    units: Sequence[Unit],
    names: Sequence[Mapping[str, str]],
    codings: Sequence[Dataset],
    continuum: Continuum,
) -> Iterator[UnlikeValues]:
    for unit in units:
        has_gap = any(
            record is None and unit.sources & covered
            for record, covered in zip(unit.records, continuum.covered, strict=True)
        )
        if has_gap:
            yield _unlike(unit, "", unit.ids, codings)
        for field in compared_fields(type(unit.first)):
            values = values_of(unit, field, names)
            if len({each for each in values if each is not None}) > 1:
                texts = [", ".join(each) if isinstance(each, tuple) else each for each in values]
                yield _unlike(unit, field.name, texts, codings)


def _unlike(
    unit: Unit, field: str, values: Sequence[str | None], codings: Sequence[Dataset]
) -> UnlikeValues:
    citations = unit.first.citations
    return UnlikeValues(
        kind=unit.kind,
        field=field,
        records=unit.ids,
        values=tuple(values),
        passages=tuple(map(str, citations)),
        words=" … ".join(filter(None, (_quote(each, codings) for each in citations))),
    )


def _quote(citation: Any, codings: Sequence[Dataset]) -> str:  # noqa: ANN401 (a Citation)
    """Return the words of a passage from the first coding that has its text, or none."""
    for coding in codings:
        if citation.source in coding.documents:
            try:
                return coding.quote(citation)
            except CitationError:
                continue
    return ""
