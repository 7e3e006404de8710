"""A body as a reader sees it: cut at its headings, with the anchors that search links to."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from html import unescape
from typing import Any

from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString, mark_safe

from pages.anchors import Anchors

#: A heading as Wagtail's rich text and the block templates write it: never inside another element.
HEADING = re.compile(r"<h([23])\b[^>]*>(.*?)</h\1>", re.DOTALL)
SECTION_START = re.compile(r"(<h2\b[^>]*>.*?</h2>)", re.DOTALL)


@dataclass(frozen=True)
class BodySection:
    """A heading and what stands under it; the first section of a body may have no heading."""

    heading: SafeString = field(default=SafeString(""))
    anchor: str = ""
    content: SafeString = field(default=SafeString(""))


def sections_of(stream: Iterable[Any], context: Mapping[str, Any]) -> list[BodySection]:
    """Return the sections of a body, in order."""
    anchors = Anchors()
    sections = [BodySection()]
    for child in stream:
        html = _rendered(child, context, anchors)
        for piece in SECTION_START.split(html):
            if SECTION_START.fullmatch(piece):
                sections.append(_heading_section(piece, len(sections)))
            elif piece.strip():
                sections[-1] = _with_more(sections[-1], _wrapped(child, piece))
    return [section for section in sections if section.heading or section.content]


def chapter_sections(stream: Iterable[Any], context: Mapping[str, Any]) -> list[BodySection]:
    """Return one section for each chapter; headings inside stand one level below the chapter's title."""
    anchors = Anchors()
    sections = []
    for chapter in stream:
        title = chapter.value["title"]
        anchor = anchors.claim(title)
        content = "".join(_wrapped(child, _rendered(child, context, anchors)) for child in chapter.value["content"])
        sections.append(BodySection(escape(title), anchor, _one_level_lower(content)))
    return sections


def flat_html(stream: Iterable[Any], context: Mapping[str, Any]) -> SafeString:
    """Return all blocks of a stream one after the other."""
    anchors = Anchors()
    html = "".join(_wrapped(child, _rendered(child, context, anchors)) for child in stream)
    return _safe(html)


def _rendered(child: Any, context: Mapping[str, Any], anchors: Anchors) -> str:
    html = str(child.render(context=dict(context)))
    if child.block_type != "rich_text":
        return html

    def anchored(match: re.Match[str]) -> str:
        level, words = match.groups()
        name = anchors.claim(" ".join(unescape(strip_tags(words)).split()))
        return f'<h{level} id="{name}">{words}</h{level}>'

    return HEADING.sub(anchored, html)


def _heading_section(html: str, number: int) -> BodySection:
    words = HEADING.fullmatch(html)
    anchor = re.search(r'\bid="([^"]+)"', html)
    return BodySection(_safe(words[2] if words else ""), anchor[1] if anchor else f"section_{number}")


def _wrapped(child: Any, html: str) -> str:
    return f'<div class="prose flow">{html}</div>' if child.block_type == "rich_text" else html


def _with_more(section: BodySection, html: str) -> BodySection:
    return replace(section, content=_safe(section.content + html))


def _one_level_lower(html: str) -> SafeString:
    lower = re.sub(r"(</?)h3\b", r"\1h4", html)
    return _safe(re.sub(r"(</?)h2\b", r"\1h3", lower))


def _safe(html: str) -> SafeString:
    # Every part comes out of a block template or Wagtail's rich text, which escape what editors write.
    return mark_safe(html)  # noqa: S308
