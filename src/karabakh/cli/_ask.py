"""``ask``: the answer to a question, with what it rests on."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, cast

import attrs
import click

from karabakh import reasoning
from karabakh.cli import _common, _folder, _output
from karabakh.errors import KarabakhError
from karabakh.explanations import (
    Explanation,
    explain,
    explanation_to_json,
    explanation_to_text,
)
from karabakh.model import Dataset, Record
from karabakh.reasoning import Conclusion

Options = Mapping[str, Any]
"""The arguments of a question by name: `at` and `according_to`, if they are passed."""


def _agreements(dataset: Dataset, **options: Any) -> Iterator[Conclusion]:  # noqa: ANN401
    for agreement in dataset.agreements:
        yield reasoning.agreement_status(dataset, agreement.id, **options)


def _alignment(dataset: Dataset, **options: Any) -> Iterator[Conclusion]:  # noqa: ANN401
    matrix = reasoning.alignment(dataset, **options)
    for weight in matrix.weights():
        yield matrix.between(weight.a, weight.b)


def _conditions(dataset: Dataset, **options: Any) -> Iterator[Conclusion]:  # noqa: ANN401
    goals = [each.requirement.goal for each in dataset.propositions if each.requirement]
    for goal in dict.fromkeys(goals):
        yield reasoning.conditions(dataset, goal, **options)


@attrs.frozen
class _Question:
    """A question, and whether it can be asked of a time."""

    answer: Callable[..., Iterable[Any]]
    is_timed: bool = False


QUESTIONS: Final[Mapping[str, _Question]] = {
    "agreements": _Question(_agreements, is_timed=True),
    "alignment": _Question(_alignment, is_timed=True),
    "conditions": _Question(_conditions),
    "contradictions": _Question(reasoning.contradictions),
    "demands": _Question(reasoning.demands),
    "disputes": _Question(reasoning.disputes, is_timed=True),
    "obligations": _Question(reasoning.obligations, is_timed=True),
    "open-questions": _Question(reasoning.open_questions),
    "shifts": _Question(reasoning.shifts),
    "stances": _Question(reasoning.stances, is_timed=True),
    "timeline": _Question(lambda *args, **options: reasoning.timeline(*args, **options).layers),
}
"""The questions of the command line by name."""

_TIMED: Final = [name for name, each in QUESTIONS.items() if each.is_timed]


@_common.command(
    "ask shifts reef.toml --document reef.txt --why", "ask obligations reef.toml --at 1931-06-02"
)
@click.argument("question", metavar="QUESTION", type=click.Choice(sorted(QUESTIONS)))
@click.argument("file", type=_common.PATH, default=_common.BUNDLED)
@click.option(
    "--about", metavar="ID", help="Only answers that rest on this record or one that refers to it."
)
@click.option(
    "--at",
    metavar="DATE",
    help=f"Answer as of this time, an EDTF date; for {', '.join(_TIMED[:-1])} and {_TIMED[-1]}.",
)
@click.option("--according-to", metavar="ACTOR", help="Answer by the sources and this actor.")
@click.option("--why", is_flag=True, help="Print what each answer rests on.")
@_common.json_option
@_common.document_option
@_common.input_format_option
@_folder.memory_option
@_folder.threads_option
def ask(  # noqa: PLR0913 (the options)
    question: str,
    file: str,
    *,
    about: str | None,
    at: str | None,
    according_to: str | None,
    why: bool,
    as_json: bool,
    copies: _common.Copies,
    input_format: str | None,
    memory: str,
    threads: int,
) -> None:
    """Answer a question about a dataset.

    QUESTION is agreements (their status), alignment (who agrees with whom), conditions (what a
    goal takes), contradictions, demands (who is called on to act), disputes (opposite stances),
    obligations (done, broken, due), shifts (who changed), stances (for or against what),
    open-questions or timeline. Each answer says how certain it is.

    Without FILE, the dataset that comes with the library is asked. The exit status is 0 whatever
    the answer is. With --document, --why and --json quote the words that an answer rests on. FILE
    may be a folder of Parquet files, which answers contradictions, disputes and shifts as they are
    found.
    """
    if at is not None and not QUESTIONS[question].is_timed:
        raise click.UsageError(
            f"--at must be used with one of {', '.join(_TIMED)}, got {question!r}"
        )
    options = {"at": at, "according_to": according_to}
    passed = {name: value for name, value in options.items() if value is not None}
    answers: Iterable[Explanation]
    if _folder.is_collection(file):
        more = {"about": about, "document": copies.arguments, "input-format": input_format}
        hyphenated = {name.replace("_", "-"): value for name, value in passed.items()}
        answers = _folder.answers_from_folder(
            question, file, {**hyphenated, **more}, memory=memory, threads=threads
        )
    else:
        dataset = _common.bind(_common.read_or_exit(file, input_format), copies)
        answers = _from_dataset(question, dataset, passed, about)
    if as_json:
        _output.output_json(
            {
                "question": question,
                **passed,
                "answers": [json.loads(explanation_to_json(each)) for each in answers],
            }
        )
        return
    number = 0
    for number, answer in enumerate(answers, 1):
        if why and number > 1:
            _common.print_lines("")
        text = explanation_to_text(answer, width=_common.line_width())
        # An explanation begins with the statement itself, and how certain it is.
        lines = text.splitlines() if why else _statement(answer)
        _common.print_lines(*lines)
    if not number:
        _common.print_lines(f"no {question.replace('-', ' ')}")


def _from_dataset(
    question: str, dataset: Dataset, options: Options, about: str | None
) -> list[Explanation]:
    """Return the answers of a dataset; if asked so, only those about a record.

    Raises:
        click.UsageError: If an option is invalid.
    """
    try:
        answers = list(_explained(question, dataset, options))
        if about is not None:
            known = {about, *(record.id for record in _referring(about, dataset))}
            answers = [each for each in answers if known & _ids(each)]
    except KarabakhError as error:
        raise click.UsageError(str(error)) from error
    return answers


def _explained(question: str, dataset: Dataset, options: Options) -> Iterator[Explanation]:
    for answer in QUESTIONS[question].answer(dataset, **options):
        results = cast("Iterable[Any]", answer if isinstance(answer, tuple) else (answer,))
        for each in results:
            yield explain(each, dataset=dataset)


def _referring(id: str, dataset: Dataset) -> tuple[Record, ...]:
    """Return the records that refer to a record, or cite a source."""
    if id in dataset.sources.ids:
        return dataset.citing(id)
    return dataset.backlinks(dataset[id].id)


def _ids(answer: Explanation) -> set[str]:
    return {node.record.id for node in answer.walk() if node.record is not None}


def _statement(answer: Explanation) -> list[str]:
    """Return a statement and its certainty, in lines."""
    return explanation_to_text(
        attrs.evolve(answer, children=(), details=(), citations=(), note=""),
        width=_common.line_width(),
    ).splitlines()
