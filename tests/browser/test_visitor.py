"""A visitor changes the language, searches, and follows what is found."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visiting import LANGUAGES, pages_of, wait_until

#: What a visitor asks for, by language: a word that is spoken in a film, in another form where the language has one.
SPOKEN = {"pl": "zajarzenia", "lt": "lanko", "en": "arc"}


@pytest.mark.parametrize("kind", ["CoursePage", "VideoPage", "StrategyDocumentPage"])
def test_language_switch_leads_to_the_same_page(page: Page, demo_site: str, kind: str) -> None:
    pages = {language: pages_of(demo_site, language)[kind] for language in LANGUAGES}
    page.goto(pages["pl"])
    for language in ("lt", "en", "pl"):
        page.locator(f".langs a[lang={language}]").click()
        page.wait_for_url(pages[language])
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator(".langs a[aria-current=true]")).to_have_attribute("lang", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_search_leads_to_the_second_of_a_film(page: Page, demo_site: str, language: str) -> None:
    search_from_home(page, demo_site, language, SPOKEN[language])
    moment = page.locator(".passages a[href*='#t=']").first
    address = moment.get_attribute("href") or ""
    seconds = float(address.rsplit("=", 1)[1])
    moment.click()
    page.wait_for_url(re.compile(f"/{language}/.*#t="))
    wait_until(page, f"Math.abs(document.querySelector('video').currentTime - {seconds}) < 1")


def test_search_leads_to_the_section_of_a_page(page: Page, demo_site: str) -> None:
    search_from_home(page, demo_site, "pl", "parametry skrawania")
    link = page.locator(".passages a[href*='#']:not([href*='page=']):not([href*='#t='])").first
    link.click()
    page.wait_for_url(re.compile(r"#[\w-]+$"))
    target = page.url.split("#")[1]
    expect(page.locator(f"[id='{target}']")).to_be_in_viewport()


def test_search_leads_to_the_page_of_a_document(page: Page, demo_site: str) -> None:
    search_from_home(page, demo_site, "pl", "strategia klastra")
    address = page.locator(".passages a[href*='#page=']").first.get_attribute("href") or ""
    answer = page.request.get(address if address.startswith("http") else demo_site + address)
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/pdf"


def search_from_home(page: Page, demo_site: str, language: str, text: str) -> None:
    """Ask by the form on the front page."""
    page.goto(f"{demo_site}/{language}/")
    page.fill("#q-home", text)
    page.press("#q-home", "Enter")
    page.wait_for_url(f"**/{language}/search/?q=*")
    expect(page.locator(".hit").first).to_be_visible()
    assert page.locator(".hit mark").count() > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_letter_waits_for_a_font_that_is_found_late(page: Page, demo_site: str, language: str) -> None:
    page.goto(f"{demo_site}/{language}/search/?q={SPOKEN[language]}")
    wait_until(page, "document.fonts.status === 'loaded'")
    # A font that a style asks for comes after the text is shown, which then jumps.
    found_late = page.evaluate(
        "performance.getEntriesByType('resource')"
        ".filter((part) => part.name.includes('.woff2') && part.initiatorType !== 'link').map((part) => part.name)"
    )
    assert found_late == []
