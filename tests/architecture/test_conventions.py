"""Conventions that no linter sees."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.template.loader import get_template
from wagtail.models import Page

PROJECT = Path(settings.PROJECT_DIR)
PACKAGES = ("cms", "api", "search", "pages", "media_library", "tests")
MOST_LINES = 300
MAY_BE_LONG = ("settings", "migrations", "content")
MEANINGLESS_NAMES = {"utils", "helpers", "common", "core", "misc"}
DATA_BLOCK = re.compile(r"<script\b[^>]*\btype=[\"']application/(ld\+)?json[\"']", re.IGNORECASE)
INLINE = re.compile(r"<script\b(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle=|\son[a-z]+=[\"']", re.IGNORECASE)
UNEXPLAINED = re.compile(r"#\s*(type:\s*ignore(?!\[)|noqa(?!:))")


def sources() -> Iterator[Path]:
    for package in PACKAGES:
        yield from (PROJECT / package).rglob("*.py")


def site_templates() -> list[Path]:
    return sorted((PROJECT / "templates").rglob("*.html"))


def relative(path: Path) -> str:
    return str(path.relative_to(PROJECT))


def test_no_file_is_too_long() -> None:
    long_files = {
        relative(path): lines
        for path in sources()
        if not set(path.relative_to(PROJECT).parts).intersection(MAY_BE_LONG)
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    }
    assert long_files == {}


def test_every_module_says_what_it_is_for() -> None:
    vague = [relative(path) for path in sources() if MEANINGLESS_NAMES.intersection([path.stem, *path.parts])]
    assert vague == []


def test_every_suppressed_complaint_names_its_rule() -> None:
    unexplained = [
        f"{relative(path)}:{number}"
        for path in sources()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if UNEXPLAINED.search(line)
    ]
    assert unexplained == []


def test_site_templates_carry_no_inline_script_or_style() -> None:
    found = {relative(path): code for path in site_templates() if (code := inline_code(path))}
    assert found == {}


def inline_code(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    return [match.group() for match in INLINE.finditer(text) if not DATA_BLOCK.match(match.group())]


@pytest.mark.parametrize(
    "page_type",
    [model for model in apps.get_models() if issubclass(model, Page) and model is not Page],
    ids=lambda model: model.__name__,
)
def test_every_page_type_has_a_template(page_type: type[Page]) -> None:
    get_template(page_type.template)  # raises where there is none
