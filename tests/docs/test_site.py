"""Tests of the built pages: complete, linked, readable without network or script."""

import html.parser
import os
import pkgutil
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

import karabakh
from karabakh.io.load_codes import LOAD_CODES
from karabakh.validation import RULES

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "docs" / "_ext"))

from karabakh_docs.public import public_names  # noqa: E402 (found by the path above)


class Page(html.parser.HTMLParser):
    """What a page has: anchors, links, what it loads, and its text."""

    def __init__(self, path):
        super().__init__()
        self.anchors, self.links, self.loads, self.text = [], [], [], []
        self.hidden = 0
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.anchors += [found["id"]] if found.get("id") else []
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        loaded = found.get("src") or (
            found.get("href") if tag == "link" and found.get("rel") == "stylesheet" else None
        )
        self.loads += [loaded] if loaded else []
        self.hidden += tag in {"script", "style"}

    def handle_endtag(self, tag):
        self.hidden -= tag in {"script", "style"}

    def handle_data(self, data):
        if not self.hidden:
            self.text.append(data)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Build the pages from nothing, every warning an error, and read them."""
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", ROOT / "docs", folder],
        capture_output=True,
        check=False,
        cwd=ROOT,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONWARNINGS": "default"},
    )
    assert done.returncode == 0, done.stderr
    return {path.relative_to(folder): Page(path) for path in sorted(folder.rglob("*.html"))}, folder


def test_every_link_within_the_pages_leads_somewhere(site):
    pages, folder = site
    broken = []
    for path, page in pages.items():
        for link in page.links:
            target = urlsplit(link)
            if target.scheme or target.netloc or link == "#":
                continue
            file = (folder / path.parent / unquote(target.path)) if target.path else folder / path
            file = Path(os.path.normpath(file))
            there = pages.get(file.relative_to(folder))
            if not file.is_file() or (
                target.fragment and there and unquote(target.fragment) not in there.anchors
            ):
                broken.append(f"{path}: {link}")
    assert broken == []


def test_no_page_loads_anything_from_elsewhere(site):
    pages, _ = site
    loaded = {load for page in pages.values() for load in page.loads}
    assert loaded
    assert {load for load in loaded if urlsplit(load).scheme or load.startswith("//")} == set()


def test_no_anchor_is_used_twice_on_a_page(site):
    pages, _ = site
    twice = {
        f"{path}#{anchor}"
        for path, page in pages.items()
        for anchor, count in Counter(page.anchors).items()
        if count > 1
    }
    assert twice == set()


def test_every_public_name_has_an_anchor_that_can_be_linked_to(site):
    pages, _ = site
    anchors = Counter(anchor for page in pages.values() for anchor in page.anchors)
    assert [path for path in public_names() if anchors[path] != 1] == []


def test_every_record_of_the_bundled_dataset_has_an_anchor(site):
    pages, _ = site
    anchors = pages[Path("codebook/records.html")].anchors
    ids = [record.id for record in karabakh.load().records()]
    assert ids
    assert [each for each in ids if f"record-{each}" not in anchors] == []


def test_a_search_for_a_code_leads_to_its_section(site):
    pages, folder = site
    index = (folder / "searchindex.js").read_text("utf-8")
    codes = [rule.code for rule in RULES] + list(LOAD_CODES)
    assert codes
    assert [code for code in codes if f'"{code}"' not in index] == []
    anchors = {anchor for page in pages.values() for anchor in page.anchors}
    assert [code for code in codes if code.lower() not in anchors] == []


def test_lists_and_tables_have_what_a_screen_reader_needs(site):
    pages, folder = site
    for path in pages:
        html = (folder / path).read_text("utf-8")
        assert not re.search(r"<dl[^>]*>\s*<dd", html), f"{path}: a description of nothing"
        assert not re.search(r"</dt>\s*<dd>\s*</dd>", html), f"{path}: nothing is said of a name"
        assert not re.search(r"<th[^>]*>\s*(<p>\s*</p>)?\s*</th>", html), (
            f"{path}: an empty heading"
        )


CHANGES = """\
# Changelog

## Unreleased

## 0.2.0 – 2027-01-31

## 0.1.0
"""


def test_each_release_has_an_anchor_that_newer_releases_do_not_change(tmp_path):
    extension = str(ROOT / "docs" / "_ext")
    conf = f"""
import sys
sys.path.append({extension!r})
extensions = ["myst_parser", "karabakh_docs.releases"]
"""
    (tmp_path / "conf.py").write_text(conf, "utf-8")
    (tmp_path / "index.md").write_text("# Index\n\n```{toctree}\nchangelog\n```\n", "utf-8")
    (tmp_path / "changelog.md").write_text(CHANGES, "utf-8")
    subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-W", tmp_path, tmp_path / "out"], check=True
    )
    page = Page(tmp_path / "out" / "changelog.html")
    assert {"unreleased", "v0.2.0", "v0.1.0"} <= set(page.anchors)
    index = Page(tmp_path / "out" / "index.html")
    assert {"changelog.html#v0.2.0", "changelog.html#v0.1.0"} <= set(index.links)


def test_every_page_has_one_heading_of_the_first_rank(site):
    pages, folder = site
    counts = {path: (folder / path).read_text("utf-8").count("<h1") for path in pages}
    assert {path: count for path, count in counts.items() if count != 1} == {}


KINDS = [
    *(
        "index",
        "search",
        "gallery",
        "codebook/rules",
        "codebook/fields",
        "explanation/inference",
        "explanation/why",
    ),
    *("howto/write-an-inference", "reference/agreements", "reference/exports"),
    "tutorial/your-own-document",
]
"""A page of each kind; all others are made of the same parts."""

AXE = "axe.run(document, {resultTypes: ['violations']})"


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_no_violation_and_no_page_is_wider_than_the_window(site, browser, scheme, width):
    _, folder = site
    axe = pytest.importorskip("axe_playwright_python").__path__[0]
    script = (Path(axe) / "axe.min.js").read_text("utf-8")
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    violations = []
    for name in KINDS:
        page.goto((folder / f"{name}.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        page.evaluate(script)
        violations += [
            (name, each["id"], each["nodes"][0]["html"][:200])
            for each in page.evaluate(AXE)["violations"]
        ]
    context.close()
    assert violations == []


def test_the_gallery_shows_each_script_with_its_output_and_each_file_once(site):
    _, folder = site
    html = (folder / "gallery.html").read_text("utf-8")
    files = sorted(path.name for path in (ROOT / "examples").glob("[!_]*.py"))
    assert sorted(re.findall(r"<summary>(\w+\.py)</summary>", html)) == files
    assert not re.search(r"<pre[^>]*>(<span></span>)?\s*</pre>", html)


def test_every_page_can_be_read_without_a_script(site):
    pages, _ = site
    short = {path for path, page in pages.items() if len("".join(page.text).split()) < 60}
    assert short == set()


def test_the_figure_of_the_layers_has_every_package():
    figure = (ROOT / "docs" / "_static" / "layers.svg").read_text("utf-8")
    packages = {info.name for info in pkgutil.iter_modules(karabakh.__path__)}
    public = {name for name in packages if not name.startswith("_")}
    assert set(re.findall(r'class="name"[^>]*>(\w+)<', figure)) == public
