"""Whatever is passed, a public function refuses it in one line, or takes it."""

import importlib
import inspect
import itertools

import pytest

import karabakh
from karabakh import Document, LoadError
from karabakh.errors import KarabakhError
from karabakh.explanations import explain
from karabakh.model import build_chronology
from karabakh.reasoning import alignment, stances

PACKAGES = [
    *("karabakh", "karabakh.explanations", "karabakh.exports", "karabakh.figures"),
    *("karabakh.comparison", "karabakh.drafts", "karabakh.io", "karabakh.reasoning"),
]
ARTICLE = karabakh.load()
DOCUMENT = Document.from_text("They met at Vell.\n\nNothing was signed.")

RIGHT = {
    "agreement": "ceasefire",
    "at": "2020",
    "document": DOCUMENT,
    "draft": "{}",
    "explanation": explain(ARTICLE["war-2020"], dataset=ARTICLE),
    "format": "json",
    "goal": "lasting-peace",
    "holder": "armenia",
    "proposition": "region-independent",
    "question": "shift",
    "result": ARTICLE["war-2020"],
    "source": "article",
    **dict.fromkeys(["dataset", "left", "right"], ARTICLE),
}
WRONG = [None, -1, float("nan"), 10**30, "", "x", b"x", "\ud800", [], [None], {}, object(), len]

REFUSALS = (TypeError, ValueError, OverflowError, KarabakhError, OSError)


def functions():
    """Return public functions, and methods of what they return, by name."""
    found = {
        function.__qualname__: function
        for package in map(importlib.import_module, PACKAGES)
        for name in package.__all__
        if inspect.isfunction(function := getattr(package, name))
    }
    for answer in (
        ARTICLE,
        DOCUMENT,
        build_chronology(ARTICLE),
        alignment(ARTICLE),
        stances(ARTICLE),
    ):
        for name, method in inspect.getmembers(answer, inspect.ismethod):
            if not name.startswith("_"):
                found[method.__qualname__] = method
    return found


FUNCTIONS = functions()


def parameters(function):
    kinds = {inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD}
    return [
        each for each in inspect.signature(function).parameters.values() if each.kind not in kinds
    ]


def refusal(function, arguments):
    """Return why arguments are refused; an empty text unless they are."""
    try:
        ask(function, arguments)
    except LoadError:
        return ""
    except REFUSALS as error:
        return str(error)
    return ""


def ask(function, arguments):
    positional = [
        arguments.pop(each.name)
        for each in parameters(function)
        if each.kind is each.POSITIONAL_ONLY and each.name in arguments
    ]
    answer = function(*positional, **arguments)
    if inspect.isgenerator(answer):
        all(itertools.islice(answer, 3))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_wrong_argument_is_refused_in_one_line_or_taken(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    function = FUNCTIONS[name]
    needed = [each for each in parameters(function) if each.default is each.empty]
    for wrong, value in itertools.product(parameters(function), WRONG):
        arguments = {each.name: RIGHT.get(each.name, "x") for each in needed}
        message = refusal(function, arguments | {wrong.name: value})
        assert "\n" not in message, (wrong.name, value)
        assert "has no attribute" not in message, (wrong.name, value)
