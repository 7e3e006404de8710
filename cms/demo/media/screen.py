"""Drawings in a browser: photographed as they are at a moment, or printed as a paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from string import Template
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

from cms.demo.media.programs import find_browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

MEDIA_DIR = Path(__file__).parent
DRAWINGS_DIR = MEDIA_DIR / "drawings"
TOKENS = MEDIA_DIR.parents[1] / "static/site/css/tokens.css"
WIDTH, HEIGHT = 640, 360


class Screen:
    """A page with drawings, one of which is shown."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def show(self, number: int, seconds: float = 0, position: float = 0) -> None:
        """Show a drawing as it is some seconds after its beginning, and a film's pointer at a position."""
        self._page.evaluate("(place) => show(...place)", [number, seconds, position])

    def png(self) -> bytes:
        """Return a picture of what is shown."""
        return self._page.screenshot(type="png")

    def jpeg(self) -> bytes:
        """Return a smaller picture of what is shown."""
        return self._page.screenshot(type="jpeg", quality=86)


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Start Chromium without a window."""
    executable = find_browser()
    # Only developers have Playwright; the other commands must load without it.
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable)
        yield browser
        browser.close()


@contextmanager
def open_screen(
    browser: Browser, drawings: Sequence[str], kind: str, *, scale: int = 1, height: int = HEIGHT
) -> Iterator[Screen]:
    """Open drawings in a window of 640 pixels by `height`; films use the dark colours of the site."""
    scheme: Literal["dark", "light"] = "dark" if kind == "film" else "light"
    page = browser.new_page(viewport={"width": WIDTH, "height": height}, device_scale_factor=scale, color_scheme=scheme)
    load_page(page, fill_template("screen.html", kind=kind, drawings="\n".join(drawings)))
    yield Screen(page)
    page.close()


def load_page(page: Page, html: str) -> None:
    """Load HTML as a file, because only files may use the fonts and styles beside this module."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_text(html, encoding="utf-8")
        page.goto(path.as_uri())
        page.evaluate("document.fonts.ready")


def fill_template(name: str, **values: str) -> str:
    """Return a template of this package with its values, which are HTML already."""
    template = Template((MEDIA_DIR / name).read_text(encoding="utf-8"))
    return template.substitute(values, tokens=TOKENS.as_uri(), sheet=(MEDIA_DIR / "sheet.css").as_uri())


def read_drawing(name: str) -> str:
    """Return the SVG of a drawing."""
    return (DRAWINGS_DIR / f"{name}.svg").read_text(encoding="utf-8")
