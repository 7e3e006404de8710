"""Moments of a film, in a real browser with a real film."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visiting import pages_of, wait_until

NOW = "document.querySelector('video').currentTime"


@pytest.fixture
def film_page(demo_site: str) -> str:
    """The address of a film."""
    return pages_of(demo_site, "pl")["VideoPage"]


def wait_for_moment(page: Page, seconds: float) -> None:
    """Return when the film stands at a moment, or has played on from it for a little."""
    wait_until(page, f"{NOW} >= {seconds - 0.1} && {NOW} < {seconds + 4}")


def test_a_moment_in_the_address_is_where_the_film_stands(page: Page, film_page: str) -> None:
    page.goto(f"{film_page}#t=12")
    wait_for_moment(page, 12)
    expect(page.locator("video").first).to_be_in_viewport()


def test_a_new_moment_in_the_address_moves_the_film(page: Page, film_page: str) -> None:
    page.goto(f"{film_page}#t=12")
    wait_for_moment(page, 12)
    page.evaluate("location.hash = '#t=0:05'")
    wait_for_moment(page, 5)


def test_a_line_of_the_transcript_leads_to_its_moment_and_is_marked(page: Page, film_page: str) -> None:
    page.goto(film_page)
    line = page.locator(".cue").nth(2)
    start = float(line.get_attribute("data-start") or "nan")
    line.locator("a").click()
    wait_for_moment(page, start)
    expect(line.locator("a")).to_have_attribute("aria-current", "true")
    expect(page.locator(".cue a[aria-current=true]")).to_have_count(1)
    expect(page.locator(".chapters a[aria-current=true]")).to_have_count(1)
    assert page.url == f"{film_page}#t={line.get_attribute('data-start')}"


def test_a_chapter_leads_to_its_moment(page: Page, film_page: str) -> None:
    page.goto(film_page)
    chapter = page.locator(".chapters a").nth(1)
    chapter.click()
    wait_for_moment(page, float(chapter.get_attribute("data-start") or "nan"))
    expect(chapter).to_have_attribute("aria-current", "true")


def test_a_fragment_that_is_no_moment_harms_nothing(page: Page, film_page: str) -> None:
    page.goto(f"{film_page}#100%")
    chapter = page.locator(".chapters a").nth(1)
    chapter.click()
    wait_for_moment(page, float(chapter.get_attribute("data-start") or "nan"))


def test_captions_of_the_language_are_there(page: Page, film_page: str) -> None:
    page.goto(film_page)
    track = "[...document.querySelector('video').textTracks].find(track => track.language === 'pl')"
    page.evaluate(f"{track}.mode = 'showing'")
    wait_until(page, f"{track}.cues?.length === document.querySelectorAll('.cue').length")
