"""Papers as tagged PDFs, with the same texts as the pages they belong to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from pypdf import PdfReader, PdfWriter
from pypdf.generic import BooleanObject, DictionaryObject, NameObject

from cms.demo.media.screen import MEDIA_DIR, fill_template, load_page, read_drawing
from cms.demo.texts import CONTENT_DIR, LANGUAGES, SOURCE_LANGUAGE, read_toml

if TYPE_CHECKING:
    from playwright.sync_api import Browser

STRATEGIES = ("strategy-pl", "strategy-lt")
#: Which drawing stands on the cover of which paper, and the picture that has words for it.
COVERS = {
    "participants-workbook": "welding",
    "cnc-program": "cnc",
    "strategy-pl": "logistics",
    "strategy-lt": "logistics",
}
# Not the time of making, so that the same texts give the same file.
PUBLISHED = "D:20140601080000Z"


@dataclass(frozen=True)
class Paper:
    """A paper in one language; chapters are titles with HTML, facts are labels with values."""

    key: str
    language_code: str
    title: str
    facts: Sequence[tuple[str, str]]
    chapters: Sequence[tuple[str, str]]


def read_papers() -> list[Paper]:
    """Return the papers whose texts are in the demo content."""
    words = read_toml(MEDIA_DIR / "media.toml")["words"]
    papers = [_read_strategy(key, code, words[code]) for key in STRATEGIES for code in LANGUAGES]
    for row in read_toml(CONTENT_DIR / "files.toml")["documents"]:
        for code in LANGUAGES:
            chapters = [_split_heading(page[code]) for page in row["pages"]]
            papers.append(Paper(row["key"], code, row[code]["title"], [], chapters))
    return papers


def _read_strategy(key: str, code: str, words: Mapping[str, str]) -> Paper:
    facts = read_toml(CONTENT_DIR / f"documents/{key}.{SOURCE_LANGUAGE}.toml")
    text = read_toml(CONTENT_DIR / f"documents/{key}.{code}.toml")
    cluster = read_toml(CONTENT_DIR / f"clusters/{facts['cluster']}.{code}.toml")["title"]
    plate = [
        (words["cluster"], cluster),
        (words["period"], f"{facts['period_start']}–{facts['period_end']}"),
        (words["level"], words[facts["policy_level"]]),
        (words["status"], words[facts["status"]]),
    ]
    return Paper(key, code, text["title"], plate, [(row["title"], row["html"]) for row in text["chapters"]])


def _split_heading(html: str) -> tuple[str, str]:
    match = re.match(r"\s*<h2>(.*?)</h2>", html)
    if not match:
        raise ValueError("A page of a paper begins with a heading.")
    return match[1], html[match.end() :]


def write_paper(paper: Paper, browser: Browser, folder: Path) -> Path:
    """Write a paper; it is printed twice, because its contents list needs the page numbers."""
    path = folder / f"{paper.key}.{paper.language_code}.pdf"
    first = _print(paper, browser, [0] * len(paper.chapters))
    _finish(paper, _print(paper, browser, _chapter_pages(first)), path)
    return path


def _print(paper: Paper, browser: Browser, numbers: Sequence[int]) -> bytes:
    page = browser.new_page()
    load_page(page, _html(paper, numbers))
    data = page.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
    page.close()
    return data


def _html(paper: Paper, numbers: Sequence[int]) -> str:
    texts = read_toml(MEDIA_DIR / "media.toml")
    words = texts["words"][paper.language_code]
    entries = format_html_join(
        "\n",
        '<li><a href="#chapter-{}">{}</a><span>{} {}</span></li>',
        (
            (index, title, words["page"], number)
            for index, ((title, _html), number) in enumerate(zip(paper.chapters, numbers, strict=True), start=1)
        ),
    )
    chapters = format_html_join(
        "\n",
        '<section><h2 id="chapter-{}">{}</h2>{}</section>',
        ((index, title, mark_safe(html)) for index, (title, html) in enumerate(paper.chapters, start=1)),  # noqa: S308 - our texts
    )
    return fill_template(
        "paper.html",
        lang=paper.language_code,
        title=format_html("{}", paper.title),
        site=words["site"],
        note=words["note" if paper.key in STRATEGIES else "training_note"],
        contents=words["contents"],
        entries=entries,
        chapters=chapters,
        facts=_plate(paper.facts),
        figure=_figure(paper, texts["images"]),
        paper=(MEDIA_DIR / "paper.css").as_uri(),
    )


def _plate(facts: Sequence[tuple[str, str]]) -> SafeString:
    if not facts:
        return SafeString("")
    return format_html("<dl>{}</dl>", format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", facts))


def _figure(paper: Paper, images: Sequence[Mapping[str, Any]]) -> SafeString:
    name = COVERS[paper.key]
    alt = next(row[paper.language_code]["alt"] for row in images if row["key"] == name)
    drawing = read_drawing(name).replace("<svg ", '<svg aria-hidden="true" ', 1)
    return format_html('<figure role="img" aria-label="{}">{}</figure>', alt, mark_safe(drawing))  # noqa: S308 - ours


def _chapter_pages(data: bytes) -> list[int]:
    """Return the numbers of the pages on which chapters begin: the headings after the contents list's own."""
    reader = PdfReader(BytesIO(data))
    headings = reader.outline[1]
    if not isinstance(headings, list):
        raise TypeError("The paper has no chapters.")
    return [(reader.get_destination_page_number(item) or 0) + 1 for item in headings[1:] if not isinstance(item, list)]


def _finish(paper: Paper, data: bytes, path: Path) -> None:
    writer = PdfWriter(clone_from=BytesIO(data))
    words = read_toml(MEDIA_DIR / "media.toml")["words"][paper.language_code]
    writer.metadata = {
        "/Title": paper.title,
        "/Author": words["site"],
        "/CreationDate": PUBLISHED,
        "/ModDate": PUBLISHED,
    }
    writer.root_object[NameObject("/ViewerPreferences")] = DictionaryObject(
        {NameObject("/DisplayDocTitle"): BooleanObject(True)}
    )
    writer.write(path)
