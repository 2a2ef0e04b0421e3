"""The briefing page in a real browser."""

import re
from importlib.resources import files as package_files

import pytest

from karabakh import Actor, ActorKind, Dataset, Name, NameUse
from karabakh.exports import briefing_to_html

PAGES = ["bundled", "bound", "ceasefire", "hostile", "large"]
OPEN_ALL = "document.querySelectorAll('details').forEach(each => { each.open = true; })"
HEIGHT = "document.documentElement.scrollHeight"
WIDTH = "document.documentElement.scrollWidth"


@pytest.mark.parametrize("name", PAGES)
def test_it_opens_from_a_file_asks_for_nothing_and_says_nothing(opened, name):
    found = opened(name)
    found.page.evaluate(OPEN_ALL)
    found.page.wait_for_load_state("networkidle")
    assert found.requests == [found.address]
    assert found.said == []


def test_a_hostile_dataset_runs_nothing_and_loads_nothing(opened):
    found = opened("hostile", width=390)
    page = found.page
    page.evaluate(OPEN_ALL)
    for button in page.locator("main button.n:visible").all()[:12]:
        button.click()
        page.keyboard.press("Escape")
    assert page.evaluate("window.harmed") is None
    assert page.locator("script").count() == 1
    for name in ("img", "iframe", "form", "input", "link", "base", "object"):
        assert page.locator(name).count() == 0
    assert found.said == []
    assert found.requests == [found.address]
    assert page.title().startswith("</script></style></title>")


@pytest.mark.parametrize("name", PAGES)
def test_it_is_no_wider_than_the_window(opened, name):
    page = opened(name, width=320).page
    page.evaluate(OPEN_ALL)
    for width in (320, 390, 768, 1100, 1280, 1600):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(WIDTH) <= width


@pytest.mark.parametrize("name", ["bundled", "quoting", "ceasefire"])
@pytest.mark.parametrize(("width", "limit"), [(1280, 4_500), (390, 8_000)])
def test_a_page_on_one_text_is_read_without_much_scrolling(opened, name, width, limit):
    assert opened(name, width=width).page.evaluate(HEIGHT) <= limit


@pytest.mark.parametrize("name", ["bundled", "quoting"])
def test_the_article_takes_seven_sheets_of_paper(opened, name, tmp_path):
    path = tmp_path / "briefing.pdf"
    opened(name).page.pdf(path=path, format="A4")
    assert len(re.findall(rb"/Type\s*/Page[^s]", path.read_bytes())) <= 7


def test_a_number_opens_its_note_and_escape_closes_it(opened):
    page = opened("bound").page
    button = page.locator(".lead button.n").first
    button.click()
    note = page.locator(".note:popover-open")
    assert note.get_attribute("id") == button.get_attribute("popovertarget")
    assert note.locator("q").count() >= 1
    page.keyboard.press("Escape")
    assert note.count() == 0
    assert page.evaluate("document.activeElement.className") == "n"


def test_it_can_be_used_by_the_keyboard_alone(opened):
    page = opened("bundled").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "n"
    page.keyboard.press("Enter")
    assert page.locator(".note:popover-open").count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Close"
    page.keyboard.press("Enter")
    assert page.locator(".note:popover-open").count() == 0


def test_without_script_every_number_opens_its_note(opened):
    page = opened("bound", script=False).page
    for button in page.locator(".card button.n").all():
        button.click()
        shown = page.locator(f"#{button.get_attribute('popovertarget')}")
        assert shown.is_visible()
        page.keyboard.press("Escape")
        assert not shown.is_visible()


def test_an_address_with_a_note_opens_it(opened):
    page = opened("bundled", anchor="#n3").page
    assert page.locator(".note:popover-open").get_attribute("id") == "n3"


def test_on_paper_all_notes_are_there_and_no_button_is(opened):
    page = opened("bundled").page
    page.emulate_media(media="print")
    assert all(each.is_visible() for each in page.locator(".note").all())
    assert not page.locator("nav").is_visible()
    assert not page.locator(".note .bar button").first.is_visible()


CONTRASTS = """
(() => {
  const channel = (c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) =>
    0.2126 * channel(r / 255) + 0.7152 * channel(g / 255) + 0.0722 * channel(b / 255);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const found = rgb(getComputedStyle(at).backgroundColor);
      if (found.length < 4 || found[3] > 0.99) return found;
    }
    return [255, 255, 255];
  };
  const contrast = (a, b) => {
    const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
    return (x + 0.05) / (y + 0.05);
  };
  const found = [];
  for (const each of document.querySelectorAll("body *")) {
    const style = getComputedStyle(each);
    if (style.visibility === "hidden" || !each.getClientRects().length) continue;
    const isMark = each.closest("svg") && each.tagName !== "svg";
    const hasText = [...each.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (!isMark && !hasText) continue;
    const ink = rgb(isMark ? getComputedStyle(each.closest("svg")).color : style.color);
    const kind = isMark ? "mark" : "text";
    found.push([kind, contrast(ink, ground(each)), each.outerHTML.slice(0, 60)]);
  }
  return found;
})()
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_enough_for_text_and_marks(opened, scheme):
    page = opened("bundled", scheme=scheme).page
    page.evaluate(OPEN_ALL)
    page.locator("button.n").first.click()
    measured = page.evaluate(CONTRASTS)
    assert {kind for kind, _, _ in measured} == {"text", "mark"}
    weak = [each for each in measured if each[1] < (4.5 if each[0] == "text" else 3)]
    assert weak == []


AXE = "axe.run(document, {resultTypes: ['violations']})"


@pytest.mark.parametrize(
    ("name", "scheme"),
    [("bundled", "light"), ("bundled", "dark"), ("bound", "light"), ("hostile", "dark")],
)
def test_axe_finds_no_violation_with_the_panel_closed_and_open(opened, name, scheme):
    pytest.importorskip("axe_playwright_python")
    page = opened(name, scheme=scheme).page
    page.evaluate(package_files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(OPEN_ALL)
        for is_open in (False, True):
            if is_open:
                page.locator("button.n:visible").first.click()
            violations = page.evaluate(AXE)["violations"]
            said = [
                (it["id"], [node["html"][:200] for node in it["nodes"]][:3]) for it in violations
            ]
            assert said == []
        page.keyboard.press("Escape")


def test_the_page_of_many_records_is_small_and_folds_what_matters_less(opened, files):
    page = opened("large").page
    assert files("large").stat().st_size < 2_000_000
    assert page.locator(".card").count() <= 9
    assert page.locator("details:not([open])").count() >= 4
    assert page.get_by_text("left out").count() >= 3
    assert page.evaluate(HEIGHT) < 12_000


def test_a_page_of_nothing_opens(browser, tmp_path):

    path = tmp_path / "empty.html"
    path.write_text(briefing_to_html(Dataset()), encoding="utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    assert page.locator("h1").inner_text() == "Untitled dataset"
    page.close()


def test_names_of_right_to_left_scripts_are_isolated_with_their_language(browser, tmp_path):
    name = Name(text="جبهة الشمال", language="ar", use=NameUse.FULL)
    actor = Actor(id="front", kind=ActorKind.ARMED_GROUP, names=(name,))
    path = tmp_path / "arabic.html"
    path.write_text(briefing_to_html(Dataset.from_records(actor)), encoding="utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    shown = page.locator("#parties bdi")
    assert shown.inner_text() == name.text
    assert shown.get_attribute("lang") == "ar"
    assert page.evaluate(WIDTH) <= 1280
    page.close()


def test_forced_colours_keep_the_marks(browser, files):
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(files("bundled").as_uri())
    marks = page.locator("#stances td svg").all()
    assert marks
    assert all(each.is_visible() for each in marks)
    words = page.locator("#stances td").all_inner_texts()
    assert any("For" in each for each in words)
    context.close()
