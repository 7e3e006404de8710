"""Passages of a page for search: sections of its text, pages of its PDFs, moments of its films."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bs4 import BeautifulSoup
from django.db import models
from wagtail.blocks import StreamValue
from wagtail.contrib.typed_table_block.blocks import TypedTable
from wagtail.fields import RichTextField
from wagtail.models import Page

from media_library.models import Cue, Document, MediaItem
from media_library.selectors import document_pages, track_cues
from pages.anchors import Anchors
from pages.publications.contributions import PassageSource
from pages.publications.references import localized
from pages.publications.scope import may_show

#: Words of film captions in one passage: two captions, so that a link leads close to the words that were found.
CUE_WINDOW_WORDS = 14
#: Elements of rich text that hold text of their own; an item of a list may hold another list beside.
TEXT_ELEMENTS = ("h2", "h3", "p", "li")
SENTENCE_ENDS = (".", ",", ":", ";", "!", "?", "…")


def page_passages(page: Page, fields: Iterable[str]) -> Iterator[PassageSource]:
    """Yield the passages of the named fields in reading order."""
    language_code = page.locale.language_code
    anchors = Anchors()
    for name in fields:
        if not hasattr(page, name):  # an index page has no body
            continue
        field = page._meta.get_field(name)
        value = getattr(page, name)
        if isinstance(value, StreamValue):
            yield from _stream_passages(value, anchors, language_code)
        elif isinstance(field, models.ManyToOneRel):
            yield from _child_row_passages(name, value.all(), language_code)
        elif isinstance(value, Document):
            yield from document_passages(value)
        elif isinstance(value, MediaItem):
            yield from video_passages(value, language_code, chapters=_chapters(page))
        elif value:
            yield _field_passage(name, field, value, language_code)


def _field_passage(name: str, field: Any, value: str, language_code: str) -> PassageSource:
    # Short facts and the summary stand at the top of the page, longer texts in a section of their own.
    has_section = isinstance(field, RichTextField | models.TextField) and name != "summary"
    heading = str(field.verbose_name).capitalize() if isinstance(field, RichTextField) else ""
    anchor = f"#{name}" if has_section else ""
    text = _lines(value) if isinstance(field, RichTextField) else value.strip()
    return PassageSource("section", text, heading, language_code, anchor=anchor, source=name)


def document_passages(document: Document | None) -> Iterator[PassageSource]:
    """Yield the pages of a PDF."""
    if document is None:
        return
    for page in document_pages(document):
        if page.text:
            yield PassageSource(
                "pdf_page",
                page.text,
                document.title,
                document.language_code,
                anchor=f"#page={page.number}",
                url=document.url,
                source=f"document:{document.pk}",
                file=document,
            )


def video_passages(
    video: MediaItem | None, language_code: str, *, url: str = "", chapters: Sequence[tuple[int, str]] = ()
) -> Iterator[PassageSource]:
    """Yield windows of the captions in one language, each with the second at which it begins.

    The heading of a moment is the chapter in which it lies.
    """
    if video is None:
        return
    for start_ms, text in _cue_windows(track_cues(video, language_code)):
        headings = [title for seconds, title in chapters if seconds * 1000 <= start_ms]
        yield PassageSource(
            "cue",
            text,
            headings[-1] if headings else "",
            language_code,
            anchor=f"#t={start_ms / 1000:g}",
            url=url,
            source=f"media:{video.pk}",
            file=video,
        )


def _cue_windows(cues: Iterable[Cue]) -> Iterator[tuple[int, str]]:
    window: list[Cue] = []
    for cue in cues:
        window.append(cue)
        if sum(len(spoken.text.split()) for spoken in window) >= CUE_WINDOW_WORDS:
            yield window[0].start_ms, " ".join(spoken.text for spoken in window)
            window = []
    if window:
        yield window[0].start_ms, " ".join(spoken.text for spoken in window)


def _chapters(page: Page) -> list[tuple[int, str]]:
    rows = page.chapters.all() if hasattr(page, "chapters") else []
    return sorted((row.start_seconds, row.title) for row in rows)


def _child_row_passages(name: str, rows: Iterable[Any], language_code: str) -> Iterator[PassageSource]:
    for row in rows:
        heading, text = row.passage_text()
        yield PassageSource("section", text, heading, language_code, anchor=f"#{name}", source=name)


class _Sections:
    """Collects text under the heading that it stands under."""

    def __init__(self, anchors: Anchors, language_code: str) -> None:
        self._anchors = anchors
        self._language_code = language_code
        self._heading, self._anchor = "", ""
        self._texts: list[str] = []

    def begin(self, heading: str) -> Iterator[PassageSource]:
        """Start a section; yields the one before."""
        yield from self.end()
        self._heading, self._anchor = heading, f"#{self._anchors.claim(heading)}"

    def add(self, text: str) -> None:
        """Add text to the present section."""
        if text:
            self._texts.append(text)

    def end(self) -> Iterator[PassageSource]:
        """Yield the present section, if it has text."""
        if self._texts:
            yield PassageSource(
                "section", "\n".join(self._texts), self._heading, self._language_code, anchor=self._anchor
            )
        self._texts = []


def _stream_passages(stream: StreamValue, anchors: Anchors, language_code: str) -> Iterator[PassageSource]:
    sections = _Sections(anchors, language_code)
    files: list[PassageSource] = []
    yield from _blocks(stream, sections, files, language_code)
    yield from sections.end()
    yield from files


def _blocks(
    stream: StreamValue, sections: _Sections, files: list[PassageSource], language_code: str
) -> Iterator[PassageSource]:
    for child in stream:
        match child.block_type:
            case "chapter":
                yield from sections.begin(child.value["title"])
                yield from _blocks(child.value["content"], sections, files, language_code)
            case "rich_text":
                yield from _rich_text(child.value.source, sections)
            case "document" | "file_list" | "video":
                files.extend(_file_passages(child, language_code))
            case "call_out" | "accordion":
                sections.add(_titled_texts(child.value.get("items", [child.value])))
            case "page_cards" | "glossary_term" | "image":
                sections.add(" ".join(_own_words(child.value)) if _is_shown(child.value) else "")
            case "table":
                sections.add(_run_together(_table_rows(child.value)))
            case _:
                sections.add(_run_together(child.block.get_searchable_content(child.value)))


def _file_passages(child: Any, language_code: str) -> Iterator[PassageSource]:
    if child.block_type == "video":
        video = child.value["video"]
        yield from video_passages(video, language_code, url=video.url if video else "")
    else:
        items = child.value["items"] if child.block_type == "file_list" else [child.value]
        for item in items:
            yield from document_passages(item["document"])


def _is_shown(value: Any) -> bool:
    """Tell whether readers see a block: without its image, or any of its pages, it is left out."""
    if "image" in value:
        return value["image"] is not None and may_show(value["image"])
    if "pages" in value:
        return any(page is not None and may_show(localized(page)) for page in value["pages"])
    return True


def _table_rows(table: TypedTable) -> Iterator[str]:
    """Yield the caption, the headings and each row of a table."""
    yield table.caption or ""
    yield _run_together((column["heading"] for column in table.columns), mark=";")
    for row in table.row_data:
        yield _run_together((str(cell or "") for cell in row["values"]), mark=";")


def _run_together(texts: Iterable[str], mark: str = ".") -> str:
    """Return texts that stand below or beside each other as one, with a mark between them where there is none."""
    told = ""
    for text in filter(None, (text.strip() for text in texts)):
        end = " " if told.endswith(SENTENCE_ENDS) else f"{mark} "
        told = f"{told}{end}{text}" if told else text
    return told


def _titled_texts(items: Iterable[Any]) -> str:
    return _run_together(told for item in items for told in (item["title"], _lines(item["text"].source)))


def _own_words(value: Any) -> Iterator[str]:
    """Yield the words that the block itself holds, not those of what it refers to."""
    for name in ("title", "caption", "alt_text"):
        if value.get(name):
            yield value[name]


def _rich_text(html: str, sections: _Sections) -> Iterator[PassageSource]:
    for name, text in _text_elements(html):
        if name in {"h2", "h3"}:
            yield from sections.begin(text)
        else:
            sections.add(text)


def _lines(html: str) -> str:
    """Return rich text without headings as plain text, a line for each paragraph or item."""
    return "\n".join(text for _name, text in _text_elements(html) if text)


def _text_elements(html: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the own text of each heading, paragraph and item of rich text."""
    for element in BeautifulSoup(html.replace("<br/>", "\n"), "html.parser").find_all(TEXT_ELEMENTS):
        own = (string for string in element.strings if string.find_parent(TEXT_ELEMENTS) is element)
        # No space around inline elements: "CO<sub>2</sub>." is one word, in the text and in the id of a heading.
        yield element.name, " ".join("".join(own).split())
