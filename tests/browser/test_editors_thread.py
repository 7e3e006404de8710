"""The way of a course from the admin to readers: written, published, translated, found."""

import re
import time
from urllib.parse import quote
from uuid import uuid4

from playwright.sync_api import Page, expect

from tests.browser.visiting import log_in_as_administrator, pages_of, read_json

LONGEST_INDEXING_S = 20
AUTOSAVE_MS = 500  # Wagtail's pause after a change
BODY = "[data-contentpath=body]"


def test_a_course_written_in_polish_is_translated_and_found_in_both_languages(page: Page, demo_site: str) -> None:
    mark = uuid4().hex[:8]  # a word that no other page has
    log_in_as_administrator(page, demo_site)
    page_id = write_course(page, demo_site, f"Frezowanie {mark}", f"Krótki opis frezowania {mark}.")
    texts = [f"Frezavimas {mark}", f"Trumpas frezavimo aprašymas {mark}."]
    translate(page, demo_site, page_id, texts, slug=f"frezavimas-{mark}")
    for language, title in (("pl", f"Frezowanie {mark}"), ("lt", f"Frezavimas {mark}")):
        wait_until_found(demo_site, language, title)
        page.goto(f"{demo_site}/{language}/search/?q={quote(title)}")
        page.locator(".hit h3 a", has_text=mark).first.click()
        expect(page.locator("h1")).to_have_text(title)
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator("main video")).to_have_count(1)
        expect(page.locator("main .file a[href*='.pdf']")).to_have_count(1)


def write_course(page: Page, demo_site: str, title: str, summary: str) -> int:
    """Write a course with a film and a PDF, publish it, and return its id."""
    course_list = read_json(f"{demo_site}/api/v2/pages/?type=pages.CourseIndexPage&locale=pl")["items"][0]["id"]
    page.goto(f"{demo_site}/admin/pages/add/pages/coursepage/{course_list}/")
    page.fill("#id_title", title)
    page.fill("#id_summary", summary)
    add_block(page, "Film", ".media-choice")
    add_block(page, "Dokument", "a[data-chooser-modal-choice]")
    wait_until_autosaved(page)
    page.locator("footer .w-dropdown__toggle").click()
    page.locator("button[name=action-publish]").click()
    edit = page.locator(".messages a[href*='/edit/']").first
    found = re.search(r"/pages/(\d+)/edit/", edit.get_attribute("href") or "")
    assert found, "the message after publishing leads to no page"
    return int(found[1])


def add_block(page: Page, kind: str, choice: str) -> None:
    """Add a block to the body and choose the first thing that its chooser offers."""
    blocks = page.locator(f"{BODY} [data-streamfield-child]")
    number = blocks.count()
    page.locator(f"{BODY} button.c-sf-add-button").last.click()
    page.get_by_role("option", name=kind, exact=True).click()
    expect(blocks).to_have_count(number + 1)
    # The button is hidden in a block that has its choice; so this one is the new block's, wherever that stands.
    page.locator(f"{BODY} [data-chooser-action-choose]:visible").first.click()
    page.locator(f".modal-body {choice}").first.click()
    expect(page.locator(".modal-body")).to_have_count(0)


def wait_until_autosaved(page: Page) -> None:
    """Return when Wagtail has saved the last change; who publishes in the same half second has one of two saves refused."""
    page.wait_for_timeout(2 * AUTOSAVE_MS)
    expect(page.locator(".w-autosave-indicator__state--saved")).to_be_visible(timeout=15_000)


def translate(page: Page, demo_site: str, page_id: int, texts: list[str], slug: str) -> None:
    """Send the page to translation into Lithuanian, write each text in the editor, publish."""
    page.goto(f"{demo_site}/admin/localize/submit/page/{page_id}/")
    page.get_by_label("Litewski").check()
    page.locator("main form button[type=submit], main form input[type=submit]").first.click()
    page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))
    for text in texts:
        translate_next_text(page, text)
    page.get_by_role("tab", name="Promocja SEO").click()
    translate_next_text(page, slug)
    page.locator("button[name=action][value=publish]").first.click()
    page.wait_for_load_state("networkidle")
    assert page.locator(".messages .error").all_inner_texts() == []


def translate_next_text(page: Page, text: str) -> None:
    """Write the translation of the first text in sight that has none."""
    page.locator("main").get_by_role("button", name="Tłumacz", exact=True).first.click()
    page.locator("main textarea:visible").fill(text)
    page.locator("main").get_by_role("button", name="Zapisz", exact=True).click()
    expect(page.locator("main textarea:visible")).to_have_count(0)


def wait_until_found(demo_site: str, language: str, title: str) -> None:
    """Return when the API lists the page and finds it by its words."""
    address = f"{demo_site}/api/v2/pages/?locale={language}&search={quote(title)}"
    deadline = time.monotonic() + LONGEST_INDEXING_S
    while time.monotonic() < deadline:
        if title in [item["title"] for item in read_json(address)["items"]]:
            assert read_json(f"{demo_site}/api/v2/pages/?locale={language}&title={quote(title)}")["items"]
            return
        time.sleep(0.5)
    message = f"{title} is not found in {language}"
    raise AssertionError(message)


def test_editor_forms_of_the_demo_open_without_complaint(page: Page, demo_site: str) -> None:
    log_in_as_administrator(page, demo_site)
    for kind in ("CoursePage", "StrategyDocumentPage", "VideoPage", "ProjectPage", "HomePage"):
        path = pages_of(demo_site, "pl")[kind].removeprefix(demo_site)
        page_id = read_json(f"{demo_site}/api/v2/pages/find/?html_path={path}")["id"]
        page.goto(f"{demo_site}/admin/pages/{page_id}/edit/")
        expect(page.locator("#id_title")).to_be_visible()
        page.wait_for_load_state("networkidle")
