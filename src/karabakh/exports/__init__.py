"""Answers and datasets in the forms that other programs and people read."""

from karabakh.exports._explanations import explanation_to_markdown, explanation_to_text
from karabakh.exports._html import to_html
from karabakh.exports._reports import report_to_json, report_to_sarif, report_to_text

__all__ = [
    "explanation_to_markdown",
    "explanation_to_text",
    "report_to_json",
    "report_to_sarif",
    "report_to_text",
    "to_html",
]
