"""Pages of the demo site by type and language, and visitors with different screens."""

from __future__ import annotations

import json
import re
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from cms.demo.logins import LOGINS

LANGUAGES = ("pl", "lt", "en")
LOCALES = {"pl": "pl-PL", "lt": "lt-LT", "en": "en-GB"}
#: A page that is no content of the site, by its path below the language.
SPECIAL_PATHS = ("search/", "search/?q=tig", "search/?q=qwertyuiop", "account/login/", "account/password/reset/")
MISSING_PATH = "no-such-page/"


def read_json(address: str) -> Any:
    """Return what the API answers."""
    with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310 - our own server
        return json.load(answer)


def pages_of(demo_site: str, language: str) -> dict[str, str]:
    """Return the address of one page of each type in a language."""
    found: dict[str, str] = {}
    for item in read_json(f"{demo_site}/api/v2/pages/?locale={language}&limit=100")["items"]:
        found.setdefault(item["meta"]["type"].split(".")[-1], item["meta"]["html_url"])
    return found


def log_in_as_administrator(tab: Page, demo_site: str) -> None:
    """Open the admin as one who may do everything."""
    login = next(login for login in LOGINS if login.role == "administrator")
    tab.goto(f"{demo_site}/admin/login/")
    tab.fill("#id_username", login.username)
    tab.fill("#id_password", login.password)
    tab.press("#id_password", "Enter")
    tab.wait_for_url(f"{demo_site}/admin/")


@contextmanager
def visitor(
    browser: Browser, width: int = 1280, colours: Literal["light", "dark"] = "light", language: str = "pl"
) -> Iterator[BrowserContext]:
    """A visitor without cookies; a request to any other host fails."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=colours,
        locale=LOCALES[language],
        reduced_motion="reduce",
    )
    context.route(re.compile(r"^https?://(?!localhost|127\.0\.0\.1)"), lambda route: route.abort())
    context.set_default_timeout(15_000)
    yield context
    context.close()


def complaints_of(tab: Page) -> list[str]:
    """Return a list into which errors of the tab's console will come."""
    complaints: list[str] = []

    def remember(message: ConsoleMessage) -> None:
        if message.type == "error" and MISSING_PATH not in message.location.get("url", ""):
            complaints.append(f"{tab.url}: {message.text}")

    tab.on("console", remember)
    tab.on("pageerror", lambda error: complaints.append(f"{tab.url}: {error}"))
    return complaints


def wait_until(tab: Page, condition: str, seconds: float = 15) -> None:
    """Return when a JavaScript expression is true; fail when it has not become so in time.

    Playwright's own `wait_for_function` evaluates the expression inside the page, where the content security policy
    refuses it: it works only where the condition is true at the first look.
    """
    deadline = time.monotonic() + seconds
    while not tab.evaluate(f"Boolean({condition})"):
        assert time.monotonic() < deadline, f"never came true at {tab.url}: {condition}"
        tab.wait_for_timeout(50)


def overflow_of(tab: Page) -> int:
    """Return by how many pixels the page is wider than the screen."""
    return int(tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
