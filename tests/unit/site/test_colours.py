"""The colour roles keep their contrast: WCAG 2.2 AA in both schemes, read from the style sheet itself."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[3] / "cms" / "static" / "site" / "css" / "tokens.css"
TEXT, CONTROL = 4.5, 3.0

PAIRS = [
    *(
        (name, ground, TEXT)
        for ground in ("paper", "sheet")
        for name in ("ink", "ink-soft", "link", "visited", "primer")
    ),
    *(("edge", ground, CONTROL) for ground in ("paper", "sheet")),
    ("on-paint", "paint", TEXT),
    ("on-paint-soft", "paint", TEXT),
    ("on-action", "action", TEXT),
    ("on-straw", "straw", TEXT),
    ("straw", "paint", CONTROL),
    ("straw", "focus-core", CONTROL),
]


def _colours(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{3,6})", css))


def _schemes() -> dict[str, dict[str, str]]:
    light, dark = TOKENS.read_text().split("prefers-color-scheme: dark", 1)
    return {"light": _colours(light), "dark": {**_colours(light), **_colours(dark)}}


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    channels = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("name", "ground", "least"), PAIRS)
def test_a_colour_can_be_told_from_its_ground(scheme: str, name: str, ground: str, least: float) -> None:
    colours = _schemes()[scheme]

    assert _contrast(colours[name], colours[ground]) >= least
