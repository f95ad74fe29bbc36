"""The report in a real browser: it opens from a folder, asks for nothing, and can be stepped through, narrowed and printed."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
import pytest
from chromium import CHROMIUM, FLAGS
from differences import Drawer, sample
from PIL import Image
from playwright.sync_api import sync_playwright

from hyoga_docs.diff.report.html_report import html_report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Page

_WIDTHS = "[document.documentElement.scrollWidth, window.innerWidth]"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the sample, with pages that pdfium drew."""
    path = tmp_path_factory.mktemp("report") / "違い report.html"
    path.write_text(html_report(sample(), Drawer(tmp_path_factory.mktemp("pages"))), "utf-8")
    return path


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """A browser without a past."""
    with sync_playwright() as driver:
        profile = tmp_path_factory.mktemp("profile")
        context = driver.chromium.launch_persistent_context(profile, executable_path=CHROMIUM, headless=True, args=FLAGS)
        yield context
        context.close()


@pytest.fixture
def page(browser: BrowserContext, report: Path) -> Iterator[Page]:
    """The report, opened on a desk; whatever the page complains of or asks for fails the test."""
    opened = browser.new_page()
    opened.set_viewport_size({"width": 1280, "height": 900})
    told: list[str] = []
    asked: list[str] = []
    opened.on("console", lambda message: told.append(message.text))
    opened.on("pageerror", lambda problem: told.append(str(problem)))
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(report.as_uri())
    yield opened
    opened.close()
    assert told == []
    assert asked
    assert [url for url in asked if url != report.as_uri() and not url.startswith("data:")] == []


def _count(page: Page) -> str:
    return page.inner_text("#count")


def _total(page: Page) -> int:
    return int(_count(page).partition("/")[2])


def _mode(page: Page) -> set[str]:
    found: list[str] = page.evaluate("[...document.querySelectorAll('.modes input:checked')].map((radio) => radio.value)")
    return set(found)


def test_every_picture_loads(page: Page) -> None:
    widths: list[int] = page.evaluate("Promise.all([...document.images].map((i) => i.decode().then(() => i.naturalWidth)))")
    assert len(widths) == 12
    assert min(widths) > 0


@pytest.mark.parametrize(("down", "up"), [("j", "k"), ("n", "p"), ("ArrowDown", "ArrowUp")])
def test_keys_step_through_the_changes(page: Page, down: str, up: str) -> None:
    total = _total(page)
    assert total == len(page.query_selector_all("[data-change]"))
    assert _count(page) == f"0/{total}"
    for step in range(1, 9):
        page.keyboard.press(down)
        assert _count(page) == f"{step}/{total}"
    page.keyboard.press(up)
    assert _count(page) == f"7/{total}"
    assert page.evaluate("document.activeElement.getAttribute('aria-current')") == "true"


def test_each_change_comes_into_view(page: Page) -> None:
    total = _total(page)
    for step in range(1, total + 1):
        page.keyboard.press("j")
        top, bottom, height = page.evaluate(
            "(() => { const box = document.activeElement.getBoundingClientRect(); return [box.top, box.bottom, innerHeight]; })()"
        )
        assert top >= 0, step
        assert min(bottom, top + 100) < height - 60, step
    page.keyboard.press("j")
    assert _count(page) == f"{total}/{total}"
    assert page.is_disabled('[data-do="next"]')


def test_an_arrow_scrolls_within_a_high_change_before_it_steps(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 500})
    page.click(".pages.change h5")
    before = _count(page)
    page.keyboard.press("ArrowDown")
    assert _count(page) == before
    page.keyboard.press("j")
    assert _count(page) != before


def test_pages_are_laid_over_each_other_and_shown_in_turn(page: Page) -> None:
    sheets = ".page.both:visible .sheet"
    assert _mode(page) == {"side"}
    page.keyboard.press("o")
    assert _mode(page) == {"overlay"}
    old, new = (page.locator(sheets).nth(number).bounding_box() for number in (0, 1))
    assert old is not None
    assert new is not None
    assert (old["x"], old["y"]) == (new["x"], new["y"])
    assert page.get_attribute('[data-do="overlay"]', "aria-pressed") == "true"
    for mode, shown in (("old", "変更前 1ページ"), ("new", "変更後 1ページ"), ("old", "変更前 1ページ")):
        page.keyboard.press("b")
        assert _mode(page) == {mode}
        assert page.locator(".page.both").first.locator(".sheet:visible figcaption").all_inner_texts() == [shown]
    page.keyboard.press("s")
    assert _mode(page) == {"side"}


def _inks(page: Page) -> set[str]:
    """Which inks are on the charter's first page as the screen shows it."""
    data = Image.open(io.BytesIO(page.locator("#m1-p2-g1 .sheets").screenshot())).convert("RGB").tobytes()
    colours = set(zip(data[::3], data[1::3], data[2::3], strict=True))
    found = {
        "before": any(red > 170 and green < 90 and blue < 90 for red, green, blue in colours),
        "after": any(red < 90 and green > 100 and blue > 170 for red, green, blue in colours),
        "both": any(max(colour) < 60 for colour in colours),
    }
    return {name for name, there in found.items() if there}


def test_ink_of_one_side_has_a_colour_and_shared_ink_is_dark(page: Page) -> None:
    page.add_style_tag(content=".box, .bar, figcaption { display: none !important; }")
    assert _inks(page) == {"both"}
    page.keyboard.press("o")
    assert _inks(page) == {"before", "after", "both"}
    page.emulate_media(color_scheme="dark")
    assert _inks(page) == {"before", "after", "both"}


def test_words_alone(page: Page) -> None:
    total, pages = _total(page), len(page.query_selector_all(".pages.change"))
    page.keyboard.press("t")
    assert _total(page) == total - pages
    assert page.locator("img:visible").count() == 0
    page.keyboard.press("t")
    assert _total(page) == total


def test_help_opens_and_closes(page: Page) -> None:
    page.keyboard.press("?")
    assert page.is_visible("#help")
    page.keyboard.press("j")
    assert _count(page).startswith("0/")
    page.keyboard.press("Escape")
    assert page.is_hidden("#help")


def test_a_link_to_a_change_makes_it_the_current_one(page: Page) -> None:
    page.click('#m1-p2-w2 a[href="#m1-p2-g1"]')
    assert page.evaluate("document.activeElement.id") == "m1-p2-g1"
    assert page.get_attribute("#m1-p2-g1", "aria-current") == "true"


@pytest.mark.parametrize("width", [320, 360, 390, 768, 1280])
def test_nothing_is_wider_than_the_screen(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    for mode in "sobb":
        page.keyboard.press(mode)
        wide, window = page.evaluate(_WIDTHS)
        assert wide <= window, mode


def test_a_thumb_steps_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    button = page.locator('.bar [data-do="next"]')
    box = button.bounding_box()
    assert box is not None
    assert box["height"] >= 48
    assert box["y"] + box["height"] <= 740
    button.click()
    assert _count(page).startswith("1/")


def test_it_prints_pages_side_by_side_whatever_the_screen_shows(page: Page) -> None:
    page.keyboard.press("o")
    with pikepdf.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as printed:
        assert len(printed.pages) > 2
        assert [round(float(side)) for side in printed.pages[0].mediabox[2:]] == [595, 842]
    page.emulate_media(media="print")
    old, new = (page.locator("#m1-p2-g1 .sheet").nth(number).bounding_box() for number in (0, 1))
    assert old is not None
    assert new is not None
    assert old["x"] + old["width"] < new["x"]
    assert page.is_hidden(".bar")


def test_it_can_be_read_without_javascript(browser: BrowserContext, report: Path) -> None:
    assert browser.browser is not None
    context = browser.browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    plain = context.new_page()
    plain.goto(report.as_uri())
    assert plain.is_hidden(".bar")
    assert plain.is_visible("#m1-p2-w2")
    plain.locator("#m1-p2-g1 .modes label").nth(1).click()
    assert plain.is_visible("#m1-p2-g1 .legend")
    context.close()
