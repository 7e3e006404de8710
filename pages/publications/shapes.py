"""The forms in which publications tell of what they refer to; the description of the API is made from these types."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

TrackUse = Literal["captions", "subtitles", "descriptions"]


class FocalPoint(TypedDict):
    """The middle of what matters in an image, in percent from its left and top edge."""

    x: float
    y: float


class Rendition(TypedDict):
    """One size of an image; the file is made when it is first asked for."""

    url: str
    width: int
    height: int
    filter: str


class ObjectMeta(TypedDict):
    """What an object is and where it is described."""

    type: str
    detail_url: str | None


class PageMeta(TypedDict):
    """What a page is, where it is described and where it is read."""

    type: str
    detail_url: str | None
    html_url: str
    locale: str


class PageLink(TypedDict):
    """A page by its title and addresses."""

    id: int
    meta: PageMeta
    title: str


class ImageReference(TypedDict):
    """An image with all that is needed to show it."""

    id: int
    meta: ObjectMeta
    title: str
    alt_text: str
    credit: str
    width: int
    height: int
    focal_point: FocalPoint | None
    renditions: list[Rendition]


class DocumentReference(TypedDict):
    """A file to read or download."""

    id: int
    meta: ObjectMeta
    title: str
    url: str
    filename: str
    content_type: str
    file_size: int | None
    language_code: str
    page_count: int | None


class PosterRendition(TypedDict):
    """One size of the picture shown before a video starts."""

    url: str
    width: int
    height: int


class Poster(TypedDict):
    """The picture shown before a video starts."""

    alt_text: str
    renditions: list[PosterRendition]


class Track(TypedDict):
    """A text track of a video."""

    id: int
    kind: TrackUse
    language_code: str
    label: str
    url: str


class MediaReference(TypedDict):
    """A video or recording with all that is needed to play it."""

    id: int
    meta: ObjectMeta
    title: str
    media_type: Literal["audio", "video"]
    url: str
    duration: float | None
    width: int | None
    height: int | None
    credit: str
    language_code: str
    poster: Poster | None
    tracks: list[Track]


class PageReference(TypedDict):
    """A page with all that is needed to show a card of it."""

    id: int
    meta: PageMeta
    title: str
    summary: str
    image: ImageReference | None


class TranslationState(TypedDict):
    """What a page's text is: an original, a translation or a part of one; what would tell of a hidden source is null."""

    state: Literal["original", "translated", "partial"]
    source_locale: str | None
    share: float | None
    translator: Literal["human", "machine", "mixed"] | None
    outdated_since: str | None


class TranslationReference(TypedDict):
    """A version of a page in another language."""

    locale: str
    id: int
    html_url: str | None
    detail_url: str | None
