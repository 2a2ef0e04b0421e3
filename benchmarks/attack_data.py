"""Datasets made to be slow to validate, ask, explain, draw and write."""

from collections.abc import Callable
from typing import Any

import shapes
from attack_shapes import FULL_SHAPES

from karabakh import Dataset, explanations, exports, figures, serialize, validate, wording
from karabakh.tables import to_table

__all__ = ["DATA_ATTACKS"]

Attack = tuple[Callable[[int], Any], Callable[[Any], object]]

BYTES_A_RECORD = 120


def dataset_of(shape: Callable[[int], Any]) -> Callable[[int], Dataset]:
    """Return a dataset of a shape that is as large as JSON."""
    return lambda size: Dataset.from_records(*shape(max(size // BYTES_A_RECORD, 40)))


def full_dataset(shape: Callable[[int], Any]) -> Callable[[int], Dataset]:
    """Return a dataset of a shape whose size is given in bytes."""
    return lambda size: Dataset.from_records(*shape(size))


def explaining(dataset: Dataset) -> object:
    """Explain all, as text and JSON."""
    found = shapes.QUESTIONS["explain"](dataset)
    assert isinstance(found, list)
    return [
        (explanations.explanation_to_text(each), explanations.explanation_to_json(each))
        for each in found
    ]


def describing(dataset: Dataset) -> object:
    """Describe all records in words."""
    labels = wording.Labels(dataset)
    return [wording.describe_record(each, labels) for each in dataset.records()]


WORK: dict[str, Callable[[Dataset], object]] = {
    "validate": lambda dataset: exports.report_to_text(validate(dataset)),
    "sarif": lambda dataset: exports.report_to_sarif(validate(dataset)),
    "toml": lambda dataset: serialize(dataset, format="toml"),
    "json": lambda dataset: serialize(dataset, format="json"),
    "words": describing,
    "table": lambda dataset: [to_table(records) for _, records in dataset.collections()],
    "explanation": explaining,
    "briefing": exports.briefing_to_text,
    "markdown": exports.briefing_to_markdown,
    "page": exports.briefing_to_html,
    "timeline figure": lambda dataset: figures.draw_timeline(dataset).svg,
    "matrix figure": lambda dataset: figures.draw_stance_matrix(dataset).svg,
    "network figure": lambda dataset: figures.draw_network(dataset).svg,
    **{f"question {name}": work for name, work in shapes.QUESTIONS.items()},
}

BUILDERS = {
    **{name: dataset_of(shape) for name, shape in shapes.SHAPES.items()},
    **{name: full_dataset(shape) for name, shape in FULL_SHAPES.items()},
}

DATA_ATTACKS: dict[str, Attack] = {
    f"{label}: {name}": (build, work)
    for label, work in WORK.items()
    for name, build in BUILDERS.items()
}
