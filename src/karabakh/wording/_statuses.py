"""Agreements and passages in words."""

from collections.abc import Mapping
from typing import Final

from karabakh.model import AgreementStatus, Certainty, Citation
from karabakh.time import When
from karabakh.wording._dates import date_in_words, when_in_words
from karabakh.wording._labels import Labels
from karabakh.wording._verbs import hedge

__all__ = ["describe_citation", "describe_status"]

_STATUSES: Final[Mapping[AgreementStatus, str]] = {
    AgreementStatus.PROPOSED: "proposed",
    AgreementStatus.AGREED: "agreed",
    AgreementStatus.VIOLATED: "violated",
    AgreementStatus.SUSPENDED: "suspended",
    AgreementStatus.RESUMED: "resumed",
    AgreementStatus.SUPERSEDED: "superseded",
}


def describe_status(
    agreement: str, status: AgreementStatus, when: When, certainty: Certainty, labels: Labels
) -> str:
    """Return what status an agreement has, in a sentence without its full stop.

    Args:
        agreement: The agreement.
        status: Its status.
        when: Since when; may be unknown.
        certainty: How firmly it is reported.
        labels: What to call the agreement.

    >>> from karabakh import AgreementStatus, Certainty, When
    >>> from karabakh.wording import Labels, describe_status
    >>> when = When("2023-01-04")
    >>> describe_status("truce", AgreementStatus.LAPSED, when, Certainty.PROBABLE, Labels())
    'truce likely lapsed on 4 January 2023'
    """
    subject, adverb = labels.phrase(agreement), hedge(certainty)
    date = when_in_words(when) if when.is_known else ""
    if status is AgreementStatus.IN_FORCE:
        since = f"since {date_in_words(when)}" if when.is_known and not when.is_interval else date
        words = ["is", adverb, "in force"]
        if date:
            words = ["has", adverb, "been in force", since]
    elif status is AgreementStatus.LAPSED:
        words = [adverb, "lapsed", date] if date else ["has", adverb, "lapsed"]
    elif status is AgreementStatus.UNKNOWN:
        words = ["is of unknown status"]
    else:
        made = "made" if "agree" in subject.lower() else "agreed"
        participle = made if status is AgreementStatus.AGREED else _STATUSES[status]
        words = ["was", adverb, participle, date]
        if not date:
            words = ["has", adverb, "been", participle]
    text = " ".join(filter(None, [subject, *words]))
    return f"it is not stated whether {text}" if certainty is Certainty.UNKNOWN else text


def describe_citation(citation: Citation) -> str:
    """Return a passage for readers, without its source: "¶2, words 21–36".

    >>> from karabakh import Citation
    >>> from karabakh.wording import describe_citation
    >>> describe_citation(Citation.parse("article#p2:21-36"))
    '¶2, words 21–36'
    """
    if citation.paragraph is None:
        return "the whole text"
    place = f"¶{citation.paragraph}"
    if citation.first is None:
        return place
    if citation.first == citation.last:
        return f"{place}, word {citation.first}"
    return f"{place}, words {citation.first}–{citation.last}"
