"""What an engine is given to index: a page as readers see it, or its removal."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from urllib.parse import urlsplit

from django.utils import timezone

# The facet under which an engine counts the types of pages.
TYPE_FACET = "type"
# Where the page is: the beginning of its address, as `Site.root_url` has it.
SITE_FACET = "site"
# The year in which it was first published.
DATE_FACET = "date"


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value by which pages are filtered: a stable key and a label per language."""

    name: str
    key: str
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DocumentPassage:
    """A piece of a page's text with the address of its place."""

    kind: str
    text: str
    heading: str = ""
    anchor: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class PageDocument:
    """A page as one audience reads it; `sequence` is its place in the feed of changes."""

    page_id: int
    sequence: int
    audience_id: int
    public: bool
    language_code: str
    type: str
    title: str
    url: str
    translation_key: str = ""
    published_at: datetime | None = None
    facets: tuple[FacetValue, ...] = ()
    passages: tuple[DocumentPassage, ...] = ()
    #: Of what the page was when it was read; an engine keeps it, however much of a long page it takes.
    digest: str = ""

    @property
    def all_facets(self) -> tuple[FacetValue, ...]:
        """Return type, site and year of the page, and the facets that it declares."""
        address = urlsplit(self.url)
        own = [FacetValue(TYPE_FACET, self.type)]
        if address.netloc:
            own.append(FacetValue(SITE_FACET, f"{address.scheme}://{address.netloc}"))
        if self.published_at:
            published = timezone.localtime(self.published_at, timezone.get_default_timezone())
            own.append(FacetValue(DATE_FACET, f"{published.year}"))
        return (*own, *self.facets)

    @property
    def published_timestamp(self) -> int:
        """Return the second of the first publishing; 0 where it is unknown."""
        return int(self.published_at.timestamp()) if self.published_at else 0


@dataclass(frozen=True, slots=True)
class RemovedPage:
    """A page that one audience has lost; another audience may have it still."""

    page_id: int
    sequence: int
    audience_id: int


Change = PageDocument | RemovedPage


def digest_of(document: PageDocument) -> str:
    """Return a digest of what an engine is given of a page, less its place in the feed."""
    facets = [[facet.name, facet.key, dict(facet.labels)] for facet in document.facets]
    passages = [[place.kind, place.text, place.heading, place.anchor, place.url] for place in document.passages]
    facts = [
        document.audience_id,
        document.language_code,
        document.type,
        document.title,
        document.url,
        document.translation_key,
        document.published_timestamp,
    ]
    text = json.dumps([facts, facets, passages], ensure_ascii=False, sort_keys=True)
    return blake2b(text.encode(), digest_size=12).hexdigest()


def translation_number(translation_key: str) -> int:
    """Return a number for a translation key; 0, which no key has, for a page without one."""
    return int.from_bytes(blake2b(translation_key.encode(), digest_size=7).digest()) + 1 if translation_key else 0
