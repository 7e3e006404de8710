"""The site by keyboard alone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.visiting import complaints_of, pages_of, visitor

FOCUSED = "document.activeElement"


@pytest.fixture
def small_screen(browser: Browser) -> Iterator[Page]:
    """A tab 320 px wide."""
    with visitor(browser, 320) as context:
        tab = context.new_page()
        complaints = complaints_of(tab)
        yield tab
        assert complaints == []


def tab_until(tab: Page, condition: str, most: int = 30) -> None:
    """Press the tabulator until the focused element meets a condition."""
    for _press in range(most):
        tab.keyboard.press("Tab")
        if tab.evaluate(f"{FOCUSED}.matches({condition!r})"):
            return
    message = f"{condition} is not reached by the keyboard"
    raise AssertionError(message)


def test_menu_opens_walks_and_closes_by_keyboard(small_screen: Page, demo_site: str) -> None:
    small_screen.goto(f"{demo_site}/pl/")
    menu = small_screen.locator("#menu")
    expect(menu).to_be_hidden()
    tab_until(small_screen, "header .band-in > button[popovertarget=menu]")
    small_screen.keyboard.press("Enter")
    expect(menu).to_be_visible()
    tab_until(small_screen, "#menu nav a", most=3)
    small_screen.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    assert small_screen.evaluate(f"{FOCUSED}.matches('button[popovertarget=menu]')")


def test_menu_leads_to_a_page_by_keyboard(small_screen: Page, demo_site: str) -> None:
    small_screen.goto(f"{demo_site}/pl/")
    tab_until(small_screen, "header .band-in > button[popovertarget=menu]")
    small_screen.keyboard.press("Enter")
    tab_until(small_screen, "#menu nav a", most=3)
    target = small_screen.evaluate(f"{FOCUSED}.href")
    small_screen.keyboard.press("Enter")
    small_screen.wait_for_url(target)
    expect(small_screen.locator("#menu")).to_be_hidden()


def test_first_stop_leads_past_the_header(small_screen: Page, demo_site: str) -> None:
    small_screen.goto(f"{demo_site}/pl/")
    small_screen.keyboard.press("Tab")
    expect(small_screen.locator("a.skip")).to_be_focused()
    expect(small_screen.locator("a.skip")).to_be_in_viewport()
    small_screen.keyboard.press("Enter")
    expect(small_screen.locator("#main")).to_be_focused()


def test_filters_narrow_the_list_of_courses(small_screen: Page, demo_site: str) -> None:
    small_screen.goto(pages_of(demo_site, "pl")["CourseIndexPage"])
    courses = small_screen.locator("main ol.parts > li")
    every = courses.count()
    small_screen.locator("button[popovertarget=filters]").first.click()
    told = int(small_screen.locator(".check:has(#specialisation-cnc) .count").inner_text())
    small_screen.locator("#specialisation-cnc").check()
    small_screen.locator("#filters button[type=submit]").click()
    small_screen.wait_for_url("**specialisation=cnc**")
    expect(courses).to_have_count(told)
    assert 0 < told < every
