"""Every type of page can be used by everybody, on a small and a wide screen, by day and by night."""

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.visiting import (
    LANGUAGES,
    MISSING_PATH,
    SPECIAL_PATHS,
    complaints_of,
    overflow_of,
    pages_of,
    visitor,
)

PAGE_TYPES = {
    "ArticlePage",
    "ClusterIndexPage",
    "ClusterPage",
    "CompanyPage",
    "CourseIndexPage",
    "CoursePage",
    "HomePage",
    "InternshipIndexPage",
    "InternshipPage",
    "NewsIndexPage",
    "NewsPage",
    "ProjectPage",
    "StrategyDocumentPage",
    "StrategyIndexPage",
    "VideoIndexPage",
    "VideoPage",
}
Violations = Callable[[Page], list[str]]

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_demo_shows_every_page_type(demo_site: str, language: str) -> None:
    assert set(pages_of(demo_site, language)) == PAGE_TYPES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "colours"), [(320, "light"), (1280, "light"), (1280, "dark")])
def test_pages_are_accessible_and_fit_the_screen(
    demo_site: str,
    browser: Browser,
    accessibility_violations: Violations,
    *,
    width: int,
    colours: Literal["light", "dark"],
    language: str,
) -> None:
    special = [f"{demo_site}/{language}/{path}" for path in (*SPECIAL_PATHS, MISSING_PATH)]
    problems: dict[str, object] = {}
    with visitor(browser, width, colours, language) as context:
        tab = context.new_page()
        complaints = complaints_of(tab)
        for address in [*pages_of(demo_site, language).values(), *special]:
            tab.goto(address)
            found = [*accessibility_violations(tab), *([f"{overflow_of(tab)} px too wide"] if overflow_of(tab) else [])]
            if found:
                problems[address] = found
    assert problems == {}
    assert complaints == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_open_menu_is_accessible_on_a_small_screen(
    demo_site: str, browser: Browser, accessibility_violations: Violations, language: str
) -> None:
    with visitor(browser, 320, language=language) as context:
        tab = context.new_page()
        tab.goto(f"{demo_site}/{language}/")
        tab.locator("button[popovertarget=menu]").first.click()
        assert tab.locator("#menu nav a").first.is_visible()
        assert accessibility_violations(tab) == []
        assert overflow_of(tab) == 0
