"""The briefing page in a real browser."""

from importlib.resources import files as package_files

import pytest

PAGES = ["bundled", "bound", "hostile"]

LIT = "Array.from(document.querySelectorAll('.lit'), each => each.textContent).join(' ')"
OPEN_ALL = "document.querySelectorAll('details').forEach(each => { each.open = true; })"


@pytest.mark.parametrize("name", PAGES)
def test_it_opens_from_a_file_asks_for_nothing_and_says_nothing(opened, name):
    found = opened(name)
    found.page.evaluate(OPEN_ALL)
    found.page.wait_for_load_state("networkidle")
    assert found.requests == [found.address]
    assert found.said == []
    assert found.page.evaluate("getComputedStyle(document.querySelector('h1')).margin") != ""


def test_a_hostile_dataset_runs_no_script(opened):
    found = opened("hostile", width=390)
    page = found.page
    page.evaluate(OPEN_ALL)
    for link in page.locator("a.words").all()[:5]:
        link.click()
    page.locator(".s").first.click()
    assert page.evaluate("window.harmed") is None
    assert page.locator("script").count() == 1
    for name in ("img", "iframe", "form", "input", "link", "base", "object"):
        assert page.locator(name).count() == 0
    assert found.said == []
    assert found.requests == [found.address]
    assert page.title().startswith("</script></style></title>")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_it_is_no_wider_than_the_window(opened, name, width):
    page = opened(name, width=width).page
    page.evaluate(OPEN_ALL)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_claim_marks_its_words(opened):
    page = opened("bound").page
    claim = page.locator(".claim[data-q]").first
    numbers = claim.get_attribute("data-q").split()
    quotes = page.evaluate(
        "numbers => numbers.map(n => Array.from(document.querySelectorAll('.q' + n),"
        " each => each.textContent).join(' '))",
        numbers,
    )
    claim.locator("a.words").first.click()
    lit = page.evaluate(LIT)
    assert set(" ".join(quotes).split()) == set(lit.split())
    assert page.locator(".lit").first.is_visible()
    assert page.evaluate("document.activeElement.classList.contains('lit')")
    assert f"{len(numbers)} passage" in page.locator("#told").inner_text()
    page.keyboard.press("Escape")
    assert page.evaluate(LIT) == ""
    assert page.evaluate("document.activeElement.classList.contains('words')")


def test_the_marked_words_are_in_view(opened):
    page = opened("bound").page
    link = page.locator(".claim a.words").last
    link.click()
    box = page.evaluate(
        "(() => { const box = document.activeElement.getBoundingClientRect();"
        " return [box.top, box.bottom, innerHeight]; })()"
    )
    assert box[1] > 0
    assert box[0] < box[2]


def test_words_show_the_claims_that_rest_on_them(opened):
    page = opened("bound").page
    words = page.locator(".s").nth(3)
    numbers = {name[1:] for name in words.get_attribute("class").split() if name.startswith("q")}
    words.click()
    passage = page.locator(".passage", has=page.locator("details[open]"))
    shown = [each for each in passage.locator("li").all() if each.is_visible()]
    assert shown
    assert all(numbers & set(each.get_attribute("data-q").split()) for each in shown)
    hidden = [each for each in passage.locator("li").all() if not each.is_visible()]
    assert not any(numbers & set(each.get_attribute("data-q").split()) for each in hidden)
    target = shown[0].locator("a").get_attribute("href")
    shown[0].locator("a").click()
    assert page.url.endswith(target)
    assert page.locator(f"[id='{target[1:]}']").is_visible()


def test_it_can_be_used_by_the_keyboard_alone(opened):
    page = opened("bound").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.parentElement.open")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "words":
            break
    claim = page.evaluate("document.activeElement.closest('.claim').id")
    page.keyboard.press("Enter")
    assert page.evaluate(LIT)
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.closest('.claim').id") == claim


def test_a_listed_claim_marks_its_words_when_it_has_the_focus(opened):
    page = opened("bound").page
    page.locator(".passage summary").first.click()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.passage li') !== null")
    assert page.evaluate(LIT)


def test_without_script_a_place_leads_to_its_words_and_marks_them(opened):
    page = opened("bound", script=False).page
    page.locator(".claim details summary").first.click()
    place = page.locator(".claim a.at").first
    assert place.is_visible()
    before = page.locator("aside").screenshot()
    number = place.get_attribute("href")[1:]
    place.click()
    assert page.url.endswith(f"#{number}")
    assert page.locator(f".{number}").first.is_visible()
    assert page.locator("aside").screenshot() != before
    page.locator(".passage summary").first.click()
    link = page.locator(".passage li a").first
    assert link.is_visible()
    link.click()
    assert "#" in page.url


def test_on_paper_everything_is_open(opened):
    page = opened("bound").page
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert all(each.is_visible() for each in page.locator(".claim details > *").all()[:50])
    assert not page.locator("nav").is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]").count() == 0


AXE = "axe.run(document, {resultTypes: ['violations']})"


@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    [
        ("bundled", 1280, "light"),
        ("bound", 1280, "light"),
        ("bound", 1280, "dark"),
        ("bound", 390, "light"),
        ("bound", 390, "dark"),
    ],
)
def test_axe_finds_no_violation(opened, name, width, scheme):
    pytest.importorskip("axe_playwright_python")
    page = opened(name, width=width, scheme=scheme).page
    page.evaluate(OPEN_ALL)
    page.evaluate(package_files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    found = page.evaluate(AXE)["violations"]
    told = [(each["id"], [node["html"][:200] for node in each["nodes"]][:3]) for each in found]
    assert told == []


OVERLAPS = """
Array.from(document.querySelectorAll("svg")).flatMap((svg) => {
  const texts = Array.from(svg.querySelectorAll("text:not(.kb-turned)"));
  const boxes = texts.map((text) => [text.textContent, text.getBBox(), text]);
  const place = ([, box, text]) => {
    const matrix = text.getCTM();
    return {
      left: matrix.a * box.x + matrix.e,
      right: matrix.a * (box.x + box.width) + matrix.e,
      top: matrix.d * (box.y + 2) + matrix.f,
      bottom: matrix.d * (box.y + box.height - 2) + matrix.f,
    };
  };
  const places = boxes.map(place);
  const found = [];
  for (let i = 0; i < places.length; i++) {
    for (let j = 0; j < i; j++) {
      const [a, b] = [places[i], places[j]];
      if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) {
        found.push([boxes[i][0], boxes[j][0]]);
      }
    }
  }
  return found;
})
"""


@pytest.mark.parametrize("name", PAGES)
def test_the_labels_of_the_figures_do_not_overlap_as_they_are_drawn(opened, name):
    assert opened(name).page.evaluate(OVERLAPS) == []
