"""The rules of the library."""

from typing import Final

from karabakh.findings import Severity
from karabakh.validation import (
    _agreements,
    _codes,
    _hygiene,
    _parts,
    _positions,
    _references,
    _sourcing,
    _time,
    _wording_checks,
)
from karabakh.validation._rule import ValidationRule

__all__ = ["RULES"]

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

RULES: Final = (
    # References and identity
    ValidationRule(code="KB101", severity=_ERROR, check=_references.unknown_reference),
    ValidationRule(code="KB102", severity=_ERROR, check=_references.wrong_kind),
    ValidationRule(code="KB103", severity=_ERROR, check=_references.duplicate_id),
    ValidationRule(code="KB104", severity=_ERROR, check=_references.shared_id),
    ValidationRule(code="KB105", severity=_ERROR, check=_references.malformed_id),
    ValidationRule(code="KB106", severity=_ERROR, check=_references.self_link),
    ValidationRule(code="KB107", severity=_ERROR, check=_references.self_reference),
    ValidationRule(code="KB108", severity=_WARNING, check=_references.misfit_link),
    ValidationRule(code="KB109", severity=_WARNING, check=_references.repeated_entry),
    # Sourcing
    ValidationRule(code="KB201", severity=_ERROR, check=_sourcing.citation_outside_source),
    ValidationRule(code="KB202", severity=_WARNING, check=_sourcing.uncited_record),
    ValidationRule(code="KB203", severity=_WARNING, check=_sourcing.unused_source),
    ValidationRule(
        code="KB204", severity=_WARNING, check=_sourcing.uncovered_sentence, is_optional=True
    ),
    ValidationRule(code="KB205", severity=_ERROR, check=_sourcing.orphaned_citation),
    ValidationRule(code="KB206", severity=_ERROR, check=_sourcing.circular_source),
    ValidationRule(code="KB207", severity=_WARNING, check=_sourcing.misfit_translation),
    ValidationRule(code="KB208", severity=_WARNING, check=_wording_checks.unnamed_actor),
    ValidationRule(code="KB209", severity=_WARNING, check=_wording_checks.misplaced_range),
    ValidationRule(code="KB210", severity=_WARNING, check=_wording_checks.initiator_by_scheme),
    # Time
    ValidationRule(code="KB301", severity=_ERROR, check=_time.impossible_order),
    ValidationRule(code="KB302", severity=_ERROR, check=_time.effect_before_cause),
    ValidationRule(code="KB303", severity=_ERROR, check=_time.part_outside_whole),
    ValidationRule(code="KB304", severity=_ERROR, check=_time.date_against_source),
    ValidationRule(code="KB305", severity=_ERROR, check=_time.position_outside_expression),
    ValidationRule(code="KB306", severity=_ERROR, check=_time.same_thing_twice_dated),
    ValidationRule(code="KB307", severity=_WARNING, check=_time.office_held_twice),
    ValidationRule(code="KB308", severity=_WARNING, check=_time.doc_time_without_source),
    # Positions and propositions
    ValidationRule(code="KB401", severity=_ERROR, check=_positions.for_and_against),
    ValidationRule(code="KB402", severity=_ERROR, check=_positions.implied_contradiction),
    ValidationRule(code="KB403", severity=_ERROR, check=_positions.self_contradiction),
    ValidationRule(code="KB404", severity=_ERROR, check=_positions.requirement_of_itself),
    ValidationRule(code="KB405", severity=_WARNING, check=_positions.demand_without_addressee),
    ValidationRule(code="KB406", severity=_WARNING, check=_positions.form_against_kind),
    ValidationRule(
        code="KB407", severity=_WARNING, check=_wording_checks.stances_never_simultaneous
    ),
    # Agreements
    ValidationRule(code="KB501", severity=_ERROR, check=_agreements.obligor_no_party),
    ValidationRule(code="KB502", severity=_ERROR, check=_agreements.performed_before_agreed),
    ValidationRule(code="KB503", severity=_WARNING, check=_agreements.in_force_and_over),
    ValidationRule(code="KB504", severity=_ERROR, check=_agreements.statuses_out_of_order),
    ValidationRule(code="KB505", severity=_ERROR, check=_agreements.over_before_agreed),
    ValidationRule(code="KB506", severity=_WARNING, check=_agreements.misfit_participants),
    ValidationRule(code="KB507", severity=_ERROR, check=_agreements.younger_revised),
    # External codes and identifiers
    ValidationRule(code="KB601", severity=_WARNING, check=_codes.unknown_code),
    ValidationRule(code="KB602", severity=_WARNING, check=_codes.unknown_version),
    ValidationRule(code="KB603", severity=_WARNING, check=_codes.shared_identifier),
    # Actors, texts and leftovers
    ValidationRule(code="KB701", severity=_WARNING, check=_hygiene.empty_collective),
    ValidationRule(code="KB702", severity=_WARNING, check=_hygiene.unused_record),
    ValidationRule(code="KB703", severity=_WARNING, check=_hygiene.hidden_character),
    ValidationRule(code="KB704", severity=_WARNING, check=_hygiene.blank_text),
    ValidationRule(code="KB705", severity=_WARNING, check=_hygiene.unlisted_member),
    ValidationRule(code="KB706", severity=_WARNING, check=_hygiene.unexplained_other),
    ValidationRule(code="KB707", severity=_WARNING, check=_hygiene.misshapen_wording),
    ValidationRule(code="KB708", severity=_WARNING, check=_hygiene.point_at_origin),
    ValidationRule(code="KB709", severity=_WARNING, check=_hygiene.ambiguous_name),
    # Participants and measures
    ValidationRule(code="KB801", severity=_WARNING, check=_parts.misfit_side),
    ValidationRule(code="KB802", severity=_WARNING, check=_parts.impossible_measure),
    ValidationRule(code="KB803", severity=_WARNING, check=_parts.measure_without_unit),
    ValidationRule(code="KB804", severity=_WARNING, check=_parts.part_firmer_than_record),
)
"""All rules of the library, by rule code; each explains itself in its ``doc``."""
