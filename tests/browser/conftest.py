"""Briefing pages and proofs, opened in a real browser."""

import sys
from pathlib import Path

import pytest

import karabakh
from karabakh import Document
from karabakh.exports import briefing_to_html, proof_to_html
from karabakh.io import read

sys.path.append(str(Path(__file__).parents[1] / "exports"))

from hostile import HOSTILE, hostile_document
from large import large_dataset

RIVER = Path(__file__).parents[1] / "data" / "river_towns.toml"
ARTICLE = Path(__file__).parents[3] / "shared" / "000_c793246608581e55.txt"
"""A copy of the source document beside the checkout."""


def river_towns():
    """Return the invented dataset with its invented texts."""
    dataset = read(RIVER)
    folder = RIVER.with_suffix("")
    return dataset.bind(
        {each: Document.read(folder / f"{each}.txt") for each in dataset.sources.ids}
    )


def ceasefire():
    """Return the invented ceasefire of the gallery, with its text."""
    folder = Path(__file__).parents[2] / "examples" / "ceasefire"
    return read(folder / "ceasefire.toml").bind(Document.read(folder / "wire.txt"))


def quoting():
    """Return the bundled dataset with the text of its article."""
    if not ARTICLE.is_file():
        pytest.skip("no copy of the source document beside the checkout")
    return karabakh.load(document=ARTICLE)


DATASETS = {
    "quoting": quoting,
    "ceasefire": ceasefire,
    "bundled": karabakh.load,
    "bound": river_towns,
    "hostile": lambda: HOSTILE.bind(hostile_document()),
    "large": large_dataset,
}


@pytest.fixture(scope="session")
def files(tmp_path_factory):
    """Return a function that writes a page once and returns its file."""
    folder = tmp_path_factory.mktemp("pages")

    def page_of(name):
        path = folder / f"{name}.html"
        if not path.exists():
            kind, _, dataset = name.rpartition(" ")
            page = proof_to_html if kind == "proof" else briefing_to_html
            path.write_text(page(DATASETS[dataset]()), encoding="utf-8")
        return path

    return page_of


class Opened:
    """A page in the browser, with all that it asked for and said."""

    def __init__(self, page, address):
        self.page = page
        self.address = address
        self.requests = []
        self.said = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("dialog", lambda dialog: self.said.append(dialog.message))
        page.goto(address)


@pytest.fixture
def opened(browser, files):
    """Return a function that opens a page from its file."""
    contexts = []

    def visit(name, *, width=1280, scheme="light", script=True, anchor=""):
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        contexts.append(context)
        return Opened(context.new_page(), files(name).as_uri() + anchor)

    yield visit
    for context in contexts:
        context.close()
