"""The rules that every dataset is checked by."""

from typing import Final

from karabakh.findings import Severity
from karabakh.validation import (
    _agreements,
    _codes,
    _hygiene,
    _positions,
    _references,
    _sourcing,
    _time,
)
from karabakh.validation._rule import Rule

__all__ = ["RULES"]

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

RULES: Final = (
    # References and identity
    Rule(code="KB101", severity=_ERROR, check=_references.dangling_reference),
    Rule(code="KB102", severity=_ERROR, check=_references.wrong_kind),
    Rule(code="KB103", severity=_ERROR, check=_references.duplicate_id),
    Rule(code="KB104", severity=_ERROR, check=_references.shared_id),
    Rule(code="KB105", severity=_ERROR, check=_references.malformed_id),
    Rule(code="KB106", severity=_ERROR, check=_references.self_link),
    Rule(code="KB107", severity=_ERROR, check=_references.self_mention),
    Rule(code="KB108", severity=_WARNING, check=_references.misfit_link),
    # Sourcing
    Rule(code="KB201", severity=_ERROR, check=_sourcing.citation_outside_source),
    Rule(code="KB202", severity=_WARNING, check=_sourcing.uncited_record),
    Rule(code="KB203", severity=_WARNING, check=_sourcing.unused_source),
    Rule(code="KB204", severity=_WARNING, check=_sourcing.uncovered_sentence),
    Rule(code="KB205", severity=_ERROR, check=_sourcing.quote_drift),
    # Time
    Rule(code="KB301", severity=_ERROR, check=_time.impossible_order),
    Rule(code="KB302", severity=_ERROR, check=_time.effect_before_cause),
    Rule(code="KB303", severity=_ERROR, check=_time.part_outside_whole),
    Rule(code="KB304", severity=_ERROR, check=_time.date_against_source),
    Rule(code="KB305", severity=_ERROR, check=_time.position_outside_expression),
    Rule(code="KB306", severity=_ERROR, check=_time.same_thing_twice_dated),
    Rule(code="KB307", severity=_WARNING, check=_time.office_held_twice),
    Rule(code="KB308", severity=_WARNING, check=_time.doc_time_without_source),
    # Positions and propositions
    Rule(code="KB401", severity=_ERROR, check=_positions.for_and_against),
    Rule(code="KB402", severity=_ERROR, check=_positions.implied_contradiction),
    Rule(code="KB403", severity=_ERROR, check=_positions.self_contradiction),
    Rule(code="KB404", severity=_ERROR, check=_positions.requirement_of_itself),
    Rule(code="KB405", severity=_WARNING, check=_positions.demand_without_addressee),
    # Agreements
    Rule(code="KB501", severity=_ERROR, check=_agreements.obligor_no_party),
    Rule(code="KB502", severity=_ERROR, check=_agreements.done_before_agreed),
    Rule(code="KB503", severity=_WARNING, check=_agreements.in_force_and_over),
    Rule(code="KB504", severity=_ERROR, check=_agreements.steps_out_of_order),
    Rule(code="KB505", severity=_ERROR, check=_agreements.deadline_before_agreement),
    # Terms of outside schemes
    Rule(code="KB601", severity=_WARNING, check=_codes.unknown_code),
    Rule(code="KB602", severity=_WARNING, check=_codes.unknown_version),
    # Actors, texts and leftovers
    Rule(code="KB701", severity=_WARNING, check=_hygiene.empty_collective),
    Rule(code="KB702", severity=_WARNING, check=_hygiene.unused_record),
    Rule(code="KB703", severity=_WARNING, check=_hygiene.hidden_character),
    Rule(code="KB704", severity=_WARNING, check=_hygiene.blank_text),
)
"""Every rule of the library, by its code. What a rule asks is told in its ``doc``."""
