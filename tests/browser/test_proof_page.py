"""The proof page in a real browser."""

import pytest

PAGES = ["proof bound", "proof hostile"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_accessibility_checker_finds_nothing(opened, name, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    found = opened(name, scheme=scheme)
    result = axe.Axe().run(found.page)
    assert result.violations_count == 0, result.generate_report()
    assert found.requests == [found.address]
    assert found.said == []
    assert found.page.locator("script").count() == 0


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_it_is_no_wider_than_the_window(opened, name, width):
    page = opened(name, width=width).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_record_and_its_passages_lead_to_each_other(opened):
    page = opened("proof bound").page
    page.locator(".rows li:has(q) a.id").first.click()
    record = page.locator(":target")
    assert record.count() == 1
    record.locator("li:has(q) a.at").first.click()
    assert page.locator(":target q").count() == 1
    assert page.locator(":target").is_visible()


def test_records_stand_beside_their_words_where_there_is_room(opened):
    for width, is_beside in ((1280, True), (390, False)):
        row = opened("proof bound", width=width).page.locator(".rows > li").first
        words, records = (
            row.locator(f"> :{each}-child").bounding_box() for each in ("first", "last")
        )
        assert (records["x"] > words["x"] + words["width"] - 1) is is_beside
