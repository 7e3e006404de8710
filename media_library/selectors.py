"""Reads of the media library for pages, publications, search and API."""

from dataclasses import dataclass
from typing import TypedDict

from django.db.models import QuerySet
from django.urls import reverse
from wagtail.images.models import Filter

from media_library.image_urls import image_url, versioned_filename
from media_library.models import (
    Cue,
    Document,
    DocumentPage,
    Image,
    MediaItem,
    TextTrack,
    TrackKind,
    TrackStatus,
)

RENDITION_WIDTHS = (320, 640, 960, 1280)


class RenditionInfo(TypedDict):
    """One rendition of an image, which need not exist as a file yet."""

    url: str
    width: int
    height: int
    filter: str


@dataclass(frozen=True)
class FocalPoint:
    """The middle of what matters in an image, in percent from its left and top edge."""

    x: float
    y: float


def document_pages(document: Document) -> QuerySet[DocumentPage]:
    """Return the pages of the document's text, in order."""
    return document.pages.order_by("number")


def readable_tracks(media: MediaItem) -> QuerySet[TextTrack]:
    """Return the tracks that readers are shown."""
    return media.tracks.filter(status=TrackStatus.REVIEWED)


def track_cues(media: MediaItem, language_code: str) -> QuerySet[Cue]:
    """Return the reviewed spoken text of the media item in this language, in order of time."""
    # A language has captions or subtitles; where it has both, captions say more.
    track = (
        readable_tracks(media)
        .filter(language_code=language_code)
        .exclude(kind=TrackKind.DESCRIPTIONS)
        .order_by("kind")
        .first()
    )
    return track.cues.order_by("number") if track else Cue.objects.none()


def filter_for_width(image: Image, width: int) -> str:
    """Return the filter specification of the rendition that is at most this wide."""
    # WebP keeps transparency and is a third smaller than JPEG; a drawing in SVG stays as it is.
    return "original" if image.is_svg() else f"width-{width}|format-webp"


def image_renditions(image: Image) -> list[RenditionInfo]:
    """Return the renditions of the image from narrow to wide, without making a file.

    An image is never enlarged: the last rendition of a narrow image has the image's own width.
    """
    if image.is_svg():
        return [_rendition_info(image, "original")]
    narrower = [width for width in RENDITION_WIDTHS if width < image.width]
    widths = [*narrower, *RENDITION_WIDTHS[len(narrower) : len(narrower) + 1]]
    return [_rendition_info(image, filter_for_width(image, width)) for width in widths]


def _rendition_info(image: Image, filter_spec: str) -> RenditionInfo:
    width, height = Filter(spec=filter_spec).get_transform(image).size
    url = image_url(image, filter_spec)
    return RenditionInfo(url=url, width=int(width), height=int(height), filter=filter_spec)


def focal_point(image: Image) -> FocalPoint | None:
    """Return the image's focal point where an editor has set one."""
    if not image.has_focal_point() or not image.width or not image.height:
        return None
    x, y = image.focal_point_x, image.focal_point_y
    return FocalPoint(round(100 * x / image.width, 2), round(100 * y / image.height, 2))


def poster_url(item: MediaItem, width: int) -> str | None:
    """Return the address of the poster; it is read by those who may read the media item.

    Raises `ValueError` for a width that is not one of `RENDITION_WIDTHS`.
    """
    if width not in RENDITION_WIDTHS:
        message = f"The width of a poster is one of {RENDITION_WIDTHS}, not {width}."
        raise ValueError(message)
    if item.poster is None:
        return None
    filename = versioned_filename(item.poster, filter_for_width(item.poster, width))
    return reverse("media_library:poster", args=(item.pk, width, filename))
