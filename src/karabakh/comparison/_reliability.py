"""How far several coders of one text agree."""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain, combinations
from typing import cast

import attrs

from karabakh._collector import collector_paused
from karabakh._shown import shown
from karabakh.comparison._alpha import Alpha, alpha_of, bootstrapped_alpha, undefined
from karabakh.comparison._continuum import Continuum
from karabakh.comparison._unitising import Disagreement, disagreement_of
from karabakh.comparison._units import Unit, compared_fields, kind_of, units_of, values_of
from karabakh.errors import CitationError, UnknownIdError
from karabakh.model import BoundDataset, Certainty, Citation, Dataset
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
        for kind in ("all", *kinds):
            found = Counter(
                (unit.records[left] is not None, unit.records[right] is not None)
                for unit in units
                if unit.sources & both and kind in ("all", unit.kind)
            )
            yield UnitAgreement(
                kind=kind,
                left=left,
                right=right,
                matched=found[True, True],
                only_left=found[True, False],
                only_right=found[False, True],
            )


def _unitising(codings: Sequence[Dataset], continuum: Continuum, seed: int) -> Iterator[Alpha]:
    """Yield alpha of unitising, of all kinds together and of each."""
    if continuum.lack:
        yield undefined("all", "unitising", continuum.lack)
        return
    found: dict[str, list[Disagreement]] = {"all": []}
    for kind in dict.fromkeys(kind_of(record) for coding in codings for record in coding.records()):
        records = ([it for it in coding.records() if kind_of(it) == kind] for coding in codings)
        disagreement = disagreement_of([*map(continuum.stretches, records)], continuum.length)
        if disagreement.units:
            found["all"].append(disagreement)
            found[kind] = [disagreement]
    for kind, disagreements in found.items():
        number = sum(each.units for each in disagreements)
        expected = sum(each.expected for each in disagreements)
        if not expected:
            reason = "chance alone would give no disagreement" if number else "no units"
            yield undefined(kind, "unitising", reason, number)
            continue
        observed = [0.0] * len(continuum.paragraphs)
        for word, difference in chain.from_iterable(each.observed for each in disagreements):
            observed[continuum.paragraph_of(word)] += difference
        paragraphs = [(each, 1) for each in observed]
        expected /= len(paragraphs)
        yield bootstrapped_alpha(kind, "unitising", paragraphs, expected, units=number, seed=seed)


def _alphas(
    units: Sequence[Unit], names: Sequence[Mapping[str, str]], seed: int
) -> Iterator[Alpha]:
    for cls in dict.fromkeys(type(unit.first) for unit in units):
        for field in compared_fields(cls):
            of = f"{cls.__name__.lower()}.{field.name}"
            has_rank = Certainty in term_types(field.annotation)
            if len(names) == 1:
                yield undefined(of, "ordinal" if has_rank else "nominal", "only one coding")
                continue
            values = [values_of(unit, field, names) for unit in units if type(unit.first) is cls]
            yield alpha_of(of, values, rank=_rank if has_rank else None, seed=seed)


def _rank(value: Hashable) -> int:
    return Certainty(cast("str", value)).rank


def _disagreements(
    units: Sequence[Unit],
    names: Sequence[Mapping[str, str]],
    codings: Sequence[Dataset],
    continuum: Continuum,
) -> Iterator[UnlikeValues]:
    for unit in units:
        citations = unit.first.citations
        unlike = UnlikeValues(
            kind=unit.kind,
            field="",
            records=unit.ids,
            values=unit.ids,
            passages=tuple(map(str, citations)),
            words=" … ".join(filter(None, (_quote(each, codings) for each in citations))),
        )
        pairs = zip(unit.records, continuum.covered, strict=True)
        if any(record is None and unit.sources & covered for record, covered in pairs):
            yield unlike
        for field in compared_fields(type(unit.first)):
            values = values_of(unit, field, names)
            if len({*values} - {None}) > 1:
                yield attrs.evolve(unlike, field=field.name, values=values)


def _quote(citation: Citation, codings: Sequence[Dataset]) -> str:
    """Return the words of a passage from the first coding that has its text, or none."""
    for coding in codings:
        if isinstance(coding, BoundDataset):
            with suppress(CitationError, UnknownIdError):
                return coding.quote(citation)
    return ""
