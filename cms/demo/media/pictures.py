"""Pictures for courses, partners and the co-funding statement."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cms.demo.media.screen import HEIGHT, open_screen, read_drawing

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: Marks have their own heights; the emblem with its white border is 278 by 188.
HEIGHTS = {"partner-metal-cluster": 320, "partner-lt-initiative": 320, "eu-emblem": 433}


def write_picture(key: str, browser: Browser, folder: Path) -> Path:
    """Write one picture: courses 1280 pixels wide, marks 640."""
    path = folder / f"{key}.png"
    kind, scale = ("mark", 1) if key in HEIGHTS else ("drawing", 2)
    height = HEIGHTS.get(key, HEIGHT)
    with open_screen(browser, [read_drawing(key)], kind, scale=scale, height=height) as screen:
        screen.show(0)
        path.write_bytes(screen.png())
    return path
