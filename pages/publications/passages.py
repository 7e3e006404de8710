"""The passages of a page as they are stored for search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wagtail.models import Page

from pages.publications.contributions import HasPassages, PassageSource
from pages.publications.scope import may_show
from pages.publications.site_roots import absolute_url


@dataclass(frozen=True)
class PassageRow:
    """A piece of text with the full address of its place."""

    kind: str
    heading: str
    text: str
    language_code: str
    anchor: str
    url: str
    source: str


def passage_rows(page: Page, html_url: str, language_code: str) -> Sequence[PassageRow]:
    """Return the passages of a page that all its readers may read."""
    if not isinstance(page, HasPassages):
        return []
    sources = (source for source in page.publication_passages() if source.text.strip())
    return [_row(source, html_url, language_code) for source in sources if source.file is None or may_show(source.file)]


def _row(source: PassageSource, html_url: str, language_code: str) -> PassageRow:
    base = absolute_url(source.url) if source.url else html_url
    return PassageRow(
        kind=source.kind,
        heading=source.heading,
        text=source.text,
        language_code=source.language_code or language_code,
        anchor=source.anchor,
        url=f"{base}{source.anchor}",
        source=source.source,
    )
