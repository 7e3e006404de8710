"""What editors see of the search: lists, forms and reports on a small screen, and the preview with a script and without."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import AXE_OPTIONS
from tests.browser.visiting import log_in_as_administrator, overflow_of, visitor

ADDRESSES = [
    "/admin/snippets/terms/term/?q=spaw",
    "/admin/search/synonyms/",
    "/admin/search/synonyms/new/",
    "/admin/search/recommended/new/",
    "/admin/reports/queries-without-results/",
    "/admin/reports/frequent-queries/",
]
#: The parts that are ours; around them stands Wagtail.
OURS = [".listing", "[data-effect]"]
RARE = "bardzodługiesłowoktóregoniemaniktnasvietnieineatsiranda"


@pytest.fixture(scope="module")
def asked_in_vain(demo_site: str, browser: Browser) -> None:
    """A long word that visitors have searched for often enough to be reported."""
    with visitor(browser) as context:
        tab = context.new_page()
        for _time in range(3):
            tab.goto(f"{demo_site}/pl/search/?q={RARE}")


@pytest.fixture
def small_screen(demo_site: str, browser: Browser) -> Iterator[Page]:
    """The admin on a telephone."""
    with visitor(browser, 390) as context:
        tab = context.new_page()
        log_in_as_administrator(tab, demo_site)
        yield tab


@pytest.mark.usefixtures("asked_in_vain")
def test_lists_and_forms_fit_a_small_screen_and_are_accessible(small_screen: Page, demo_site: str) -> None:
    problems: dict[str, object] = {}
    for address in ADDRESSES:
        small_screen.goto(demo_site + address)
        small_screen.wait_for_load_state("networkidle")
        wide = small_screen.evaluate(
            "[...document.querySelectorAll('.listing td, [data-effect] *')]"
            ".filter((part) => part.checkVisibility() && part.getBoundingClientRect().right > innerWidth).length"
        )
        found = [violation for part in OURS for violation in _violations(small_screen, part)]
        if wide or overflow_of(small_screen) or found:
            problems[address] = (wide, overflow_of(small_screen), found)
    assert problems == {}


def test_a_change_is_compared_without_leaving_the_form(page: Page, demo_site: str) -> None:
    log_in_as_administrator(page, demo_site)
    page.goto(f"{demo_site}/admin/search/synonyms/new/")
    page.fill("#id_words", "hala\nspawanie")
    page.press("#effect-query", "Enter")
    expect(page.locator("[data-effect-status]")).to_have_text("Dla „hala” wynik się zmienia.")
    expect(page.locator(".effect-sides .effect-up").first).to_be_visible()
    assert _violations(page, "[data-effect]") == []
    assert page.input_value("#id_words") == "hala\nspawanie"


def test_a_change_is_compared_without_a_script(page: Page, browser: Browser, demo_site: str) -> None:
    log_in_as_administrator(page, demo_site)
    with browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state()) as context:
        tab = context.new_page()
        tab.goto(f"{demo_site}/admin/search/synonyms/new/")
        tab.fill("#id_words", "hala\nspawanie")
        tab.press("#effect-query", "Enter")
        expect(tab.locator(".effect-summary")).to_have_text("Dla „hala” wynik się zmienia.")
        expect(tab.locator("#id_words")).to_have_value("hala\nspawanie")


def _violations(tab: Page, part: str) -> list[str]:
    if not tab.locator(part).count():
        return []
    found = Axe().run(tab, context={"include": [[part]]}, options=AXE_OPTIONS).response["violations"]
    return [f"{each['id']}: {[node['target'] for node in each['nodes']]}" for each in found]
