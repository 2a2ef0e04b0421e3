"""Answers and datasets in the forms that other programs and people read."""

from karabakh.exports._explanations import explanation_to_markdown, explanation_to_text

__all__ = ["explanation_to_markdown", "explanation_to_text"]
