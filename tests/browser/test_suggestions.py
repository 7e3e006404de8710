"""Suggestions below the search fields, by keyboard, by touch, for a screen reader and without JavaScript."""

import re
from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser.visiting import LANGUAGES, complaints_of, overflow_of, visitor

#: What is typed, by language, and what the page then says of the suggestions.
TYPED = {"pl": "spaw", "lt": "suvir", "en": "weld"}
TOLD = {"pl": r"\d podpowied(ź|zi)", "lt": r"\d pasiūlym(as|ai|ų)", "en": r"\d suggestions?"}


class Combobox:
    """The search field of the results page, or another, with its list."""

    def __init__(self, tab: Page, name: str = "search-text") -> None:
        self.tab = tab
        self.field: Locator = tab.locator(f"#{name}")
        self.list: Locator = tab.locator(f"#{name}-suggestions")
        self.options: Locator = self.list.get_by_role("option")
        self.active: Locator = self.list.locator("[aria-selected=true]")

    def type(self, text: str) -> None:
        self.field.press_sequentially(text)
        expect(self.list).to_be_visible()
        expect(self.field).to_have_attribute("aria-expanded", "true")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.field.press(key)

    def expect_active(self, number: int) -> None:
        expect(self.active).to_have_count(1)
        expect(self.options.nth(number)).to_have_attribute("aria-selected", "true")
        name = self.options.nth(number).get_attribute("id") or ""
        expect(self.field).to_have_attribute("aria-activedescendant", name)
        expect(self.field).to_be_focused()

    def expect_none_active(self) -> None:
        expect(self.active).to_have_count(0)
        expect(self.field).not_to_have_attribute("aria-activedescendant", re.compile(".*"))

    def expect_closed(self) -> None:
        expect(self.list).to_be_hidden()
        expect(self.field).to_have_attribute("aria-expanded", "false")


@pytest.fixture
def combobox(page: Page, demo_site: str) -> Combobox:
    page.goto(f"{demo_site}/pl/search/")
    return Combobox(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_suggestions_open_and_their_number_is_said(page: Page, demo_site: str, language: str) -> None:
    page.goto(f"{demo_site}/{language}/search/")
    combobox = Combobox(page)
    expect(combobox.field).to_have_attribute("role", "combobox")
    expect(combobox.field).to_have_attribute("aria-autocomplete", "list")
    combobox.expect_closed()
    combobox.type(TYPED[language])
    expect(combobox.list).to_have_role("listbox")
    assert combobox.list.get_attribute("aria-label")
    assert 1 < combobox.options.count() <= 8
    expect(combobox.options.first.locator("mark").first).to_be_visible()
    status = page.locator("form.search:has(#search-text) [role=status]")
    expect(status).to_have_text(re.compile(TOLD[language]))


def test_arrows_walk_through_the_suggestions_and_the_field(combobox: Combobox) -> None:
    combobox.type("spaw")
    last = combobox.options.count() - 1
    combobox.expect_none_active()
    combobox.press("ArrowDown")
    combobox.expect_active(0)
    combobox.press("ArrowUp")
    combobox.expect_none_active()
    combobox.press("ArrowUp")
    combobox.expect_active(last)
    combobox.press("ArrowDown")
    combobox.expect_none_active()
    expect(combobox.field).to_have_value("spaw")


def test_home_and_end_go_back_to_the_text(combobox: Combobox) -> None:
    combobox.type("spaw")
    for key, place in (("Home", 0), ("End", 4)):
        combobox.press("ArrowDown")
        combobox.expect_active(0)
        combobox.press(key)
        combobox.expect_none_active()
        assert combobox.field.evaluate("field => field.selectionStart") == place


def test_escape_closes_the_list_first_and_arrow_opens_it_again(combobox: Combobox) -> None:
    combobox.type("spaw")
    combobox.press("ArrowDown", "Escape")
    combobox.expect_closed()
    combobox.expect_none_active()
    expect(combobox.field).to_have_value("spaw")
    combobox.press("ArrowDown")
    expect(combobox.list).to_be_visible()


def test_enter_follows_the_chosen_suggestion(combobox: Combobox) -> None:
    combobox.type("spaw")
    combobox.press("ArrowDown")
    address = combobox.options.first.get_attribute("data-url") or ""
    combobox.press("Enter")
    combobox.tab.wait_for_url(f"**{address}")


def test_enter_without_a_choice_searches_for_what_was_typed(combobox: Combobox) -> None:
    combobox.type("spaw")
    combobox.press("Enter")
    combobox.tab.wait_for_url("**/pl/search/?q=spaw")


def test_click_follows_a_suggestion_and_leaving_the_field_closes_the_list(combobox: Combobox) -> None:
    combobox.type("spaw")
    combobox.press("Tab")
    combobox.expect_closed()
    combobox.field.fill("")
    combobox.type("spaw")
    option = combobox.options.nth(1)
    address = option.get_attribute("data-url") or ""
    option.click()
    combobox.tab.wait_for_url(f"**{address}")


def test_list_moves_nothing_on_the_page(combobox: Combobox) -> None:
    height = "document.querySelector('main').getBoundingClientRect().height"
    before = combobox.tab.evaluate(height)
    combobox.type("spaw")
    assert combobox.tab.evaluate(height) == before


def test_older_answer_never_comes_over_a_newer_one(combobox: Combobox) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    combobox.tab.route(re.compile(r"suggestions/\?q=sp$"), hold)
    combobox.field.press_sequentially("sp")
    combobox.tab.wait_for_timeout(400)
    assert len(held) == 1
    combobox.type("awanie tig")
    shown = combobox.options.all_inner_texts()
    held[0].abort()
    combobox.tab.wait_for_timeout(200)
    assert combobox.options.all_inner_texts() == shown


def test_letters_typed_fast_are_asked_for_once(combobox: Combobox) -> None:
    asked: list[str] = []
    combobox.tab.on("request", lambda request: asked.append(request.url) if "suggestions/?" in request.url else None)
    # All at once: a busy machine would make pauses of its own between two presses.
    combobox.field.evaluate(
        "(field) => { for (const letter of 'spawanie') {"
        " field.value += letter; field.dispatchEvent(new Event('input', { bubbles: true })); } }"
    )
    expect(combobox.list).to_be_visible()
    combobox.tab.wait_for_timeout(300)
    assert [url.rsplit("=", 1)[1] for url in asked] == ["spawanie"]


def test_missing_diacritics_do_no_harm(page: Page, demo_site: str) -> None:
    page.goto(f"{demo_site}/lt/search/")
    combobox = Combobox(page)
    combobox.type("elektrodu")
    with_none = combobox.options.all_inner_texts()
    combobox.field.fill("")
    combobox.type("elektrodų")
    assert set(with_none) & set(combobox.options.all_inner_texts())


@pytest.mark.parametrize(("width", "colours"), [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")])
@pytest.mark.parametrize("language", ["pl", "lt"])
def test_open_lists_are_accessible_and_fit_the_screen(
    demo_site: str,
    browser: Browser,
    accessibility_violations: Callable[[Page], list[str]],
    *,
    width: int,
    colours: Literal["light", "dark"],
    language: str,
) -> None:
    with visitor(browser, width, colours, language) as context:
        tab = context.new_page()
        complaints = complaints_of(tab)
        for name, address in (("search-text", "search/"), ("q", "search/"), ("q-home", "")):
            tab.goto(f"{demo_site}/{language}/{address}")
            if name == "q" and width < 1000:
                tab.locator("button[popovertarget=menu]").first.click()
            combobox = Combobox(tab, name)
            combobox.expect_closed()
            combobox.type(TYPED[language])
            combobox.press("ArrowDown")
            expect(combobox.options.first).to_be_in_viewport(ratio=1)
            assert accessibility_violations(tab) == []
            assert overflow_of(tab) == 0
            box = combobox.options.first.bounding_box()
            assert box is not None
            assert box["height"] >= 44
            assert box == {**(combobox.options.last.bounding_box() or {}), "y": box["y"], "height": box["height"]}
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
        assert complaints == []


def test_menu_stays_open_when_its_list_is_closed(demo_site: str, browser: Browser) -> None:
    with visitor(browser, 360) as context:
        tab = context.new_page()
        tab.goto(f"{demo_site}/pl/")
        tab.locator("button[popovertarget=menu]").first.click()
        combobox = Combobox(tab, "q")
        combobox.type("spaw")
        combobox.press("Escape")
        combobox.expect_closed()
        expect(tab.locator("#menu")).to_be_visible()


def test_without_javascript_the_field_is_a_plain_form(demo_site: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{demo_site}/pl/search/")
    assert tab.locator("[role=combobox], [role=listbox]").count() == 0
    tab.fill("#search-text", "spawanie")
    tab.press("#search-text", "Enter")
    tab.wait_for_url("**/pl/search/?q=spawanie")
    assert tab.locator(".hit").count() > 0
    context.close()
