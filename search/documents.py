"""What an engine is given to index: a page as readers see it, or its removal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

# The facet under which an engine counts the types of pages.
TYPE_FACET = "type"


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


@dataclass(frozen=True, slots=True)
class RemovedPage:
    """A page that one audience has lost; another audience may have it still."""

    page_id: int
    sequence: int
    audience_id: int


Change = PageDocument | RemovedPage
