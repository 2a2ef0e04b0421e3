"""Hostile texts in drawings, notebooks and Markdown run nothing and load nothing."""

import pytest
from hostile import HOSTILE, hostile_document
from markdown_it import MarkdownIt

from karabakh import figures
from karabakh.explanations import explain, explanation_to_markdown
from karabakh.exports import briefing_to_markdown
from karabakh.reasoning import open_questions, stances
from karabakh.validation import validate


def drawings():
    """Yield each figure of the hostile dataset as SVG."""
    for name in ("timeline", "stance_matrix", "network"):
        draw = getattr(figures, f"draw_{name}", None) or getattr(figures, name)
        yield draw(HOSTILE).svg
    draw = getattr(figures, "draw_explanation", None) or figures.explanation
    yield draw(stances(HOSTILE)[0], dataset=HOSTILE).svg


def notebooks():
    """Yield what notebooks show of the hostile dataset and its answers."""
    for value in (HOSTILE, validate(HOSTILE), stances(HOSTILE), *open_questions(HOSTILE)[:8]):
        yield value._repr_html_()


def markdown():
    """Yield Markdown as a careless renderer shows it: with HTML let through."""
    bound = HOSTILE.bind(hostile_document())
    render = MarkdownIt("commonmark", {"html": True}).enable("table").render
    yield render(briefing_to_markdown(bound))
    yield render(explanation_to_markdown(explain(stances(bound)[0], dataset=bound)))


@pytest.mark.parametrize("forms", [drawings, notebooks, markdown])
def test_no_form_runs_or_loads_anything(browser, tmp_path, forms):
    content = "\n".join(forms())
    assert "harmed" in content
    path = tmp_path / "form.html"
    path.write_text(f"<!DOCTYPE html><meta charset='utf-8'>{content}", encoding="utf-8")
    page = browser.new_page()
    requests, said = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.goto(path.as_uri())
    page.mouse.move(200, 200)
    for link in page.locator("a").all()[:5]:
        link.dispatch_event("click")
    assert page.evaluate("window.harmed") is None
    for name in ("script", "img", "iframe", "form", "input", "link", "base", "object"):
        assert page.locator(name).count() == 0
    assert requests == [path.as_uri()]
    assert said == []
    page.close()
