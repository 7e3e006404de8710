"""What a publication says about the pages and files it refers to.

Each function answers with enough to render the reference without another request, or with None where not all
readers of the publication may read what it refers to.
"""

from __future__ import annotations

from typing import TypeVar, cast

from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from wagtail.models import DraftStateMixin, Page, TranslatableMixin

from media_library import selectors
from media_library.models import Document, Image, MediaItem
from pages.publications.kinds import kind_of
from pages.publications.models import Publication, PublicationKind
from pages.publications.rich_text import readable_rich_text
from pages.publications.rich_text_html import rich_text_html
from pages.publications.scope import current_scope
from pages.publications.shapes import (
    DocumentReference,
    FocalPoint,
    ImageReference,
    MediaReference,
    ObjectMeta,
    PageLink,
    PageReference,
    Poster,
    Rendition,
    Track,
    TrackUse,
)
from pages.publications.site_roots import absolute_url, page_html_url

TranslatableT = TypeVar("TranslatableT", bound=TranslatableMixin)
API_NAMESPACE = "wagtailapi_v2"
ENDPOINTS = {
    PublicationKind.PAGE: "pages",
    PublicationKind.IMAGE: "images",
    PublicationKind.DOCUMENT: "documents",
    PublicationKind.MEDIA: "media",
}


def localized(obj: TranslatableT) -> TranslatableT:
    """Return the live translation of an object into the language of the text, or the object itself.

    As its property of this name, which asks the database for the language each time.
    """
    surroundings = current_scope().surroundings
    surroundings.tell_locale(obj)
    locale = surroundings.locale_of(get_language() or "")
    if locale is None or locale.pk == obj.locale_id:
        return obj
    translation: TranslatableT | None = obj.get_translation_or_none(locale)
    is_draft = isinstance(translation, DraftStateMixin) and not translation.live
    if translation is None or is_draft:
        return obj
    translation.locale = locale
    return translation


def page_reference(page: Page | None) -> PageReference | None:
    """Return title, summary, picture and address of a page, in the page's own language."""
    scope = current_scope()
    if page is None or not scope.may_show(page):
        return None
    html_url = page_html_url(page, scope.surroundings.site_roots)
    if html_url is None:
        return None
    specific = page.specific
    return {
        "id": page.pk,
        "meta": {
            "type": specific._meta.label,
            "detail_url": detail_url(PublicationKind.PAGE, page.pk),
            "html_url": html_url,
            "locale": page.locale.language_code,
        },
        "title": page.title,
        "summary": getattr(specific, "summary", ""),
        "image": image_reference(getattr(specific, "image", None)),
    }


def page_link(page: Publication) -> PageLink:
    """Return title and addresses of a published page, from its publication alone."""
    return {
        "id": page.object_id,
        "meta": {
            "type": page.type,
            "detail_url": detail_url(PublicationKind.PAGE, page.object_id),
            "html_url": page.html_url,
            "locale": page.locale_code,
        },
        "title": page.title,
    }


def image_reference(image: Image | None) -> ImageReference | None:
    """Return title, alternative text, credit, focal point and the renditions of an image."""
    if image is None or not current_scope().may_show(image):
        return None
    return {
        "id": image.pk,
        "meta": _meta(image),
        "title": image.title,
        "alt_text": image.alt_text,
        "credit": image.credit,
        "width": image.width,
        "height": image.height,
        "focal_point": focal_point(image),
        "renditions": renditions(image),
    }


def document_reference(document: Document | None) -> DocumentReference | None:
    """Return title, address, type, size, language and number of pages of a file."""
    if document is None or not current_scope().may_show(document):
        return None
    return {
        "id": document.pk,
        "meta": _meta(document),
        "title": document.title,
        "url": absolute_url(document.url),
        "filename": document.filename,
        "content_type": document.content_type,
        "file_size": document.file_size,
        "language_code": document.language_code,
        "page_count": document.page_count,
    }


def media_reference(item: MediaItem | None) -> MediaReference | None:
    """Return title, address, poster and reviewed text tracks of a video or recording."""
    if item is None or not current_scope().may_show(item):
        return None
    return {
        "id": item.pk,
        "meta": _meta(item),
        "title": item.title,
        "media_type": item.type,
        "url": absolute_url(item.url),
        "duration": item.duration,
        "width": item.width,
        "height": item.height,
        "credit": item.credit,
        "language_code": item.language_code,
        "poster": poster(item),
        "tracks": tracks(item),
    }


def rich_text_source(source: str) -> str:
    """Return rich text without the links and embeds that lead to what some reader may not read."""
    scope = current_scope()
    readable = readable_rich_text(source, scope)
    html = rich_text_html(readable, scope)
    if html != readable:
        scope.rich_texts[readable] = html
    return readable


def focal_point(image: Image) -> FocalPoint | None:
    """Return the middle of what matters in an image, in percent from its left and top edge."""
    point = selectors.focal_point(image)
    return {"x": point.x, "y": point.y} if point else None


def renditions(image: Image) -> list[Rendition]:
    """Return the addresses and sizes of an image's renditions; no file is made for them."""
    return [
        {
            "url": absolute_url(rendition["url"]),
            "width": rendition["width"],
            "height": rendition["height"],
            "filter": rendition["filter"],
        }
        for rendition in selectors.image_renditions(image)
    ]


def poster(item: MediaItem) -> Poster | None:
    """Return the picture shown before a video starts."""
    if item.poster is None or not current_scope().may_show(item.poster):
        return None
    sizes = zip(selectors.image_renditions(item.poster), selectors.RENDITION_WIDTHS, strict=False)
    return {
        "alt_text": item.poster.alt_text,
        "renditions": [
            {
                "url": absolute_url(selectors.poster_url(item, width) or ""),
                "width": rendition["width"],
                "height": rendition["height"],
            }
            for rendition, width in sizes
        ],
    }


def tracks(item: MediaItem) -> list[Track]:
    """Return the text tracks that readers are shown."""
    rows = selectors.readable_tracks(item).order_by("kind", "language_code", "pk")
    return [
        {
            "id": track.pk,
            "kind": cast("TrackUse", track.kind),
            "language_code": track.language_code,
            "label": track.menu_label,
            "url": absolute_url(track.url),
        }
        for track in rows
    ]


def detail_url(kind: PublicationKind, pk: int) -> str | None:
    """Return the address of a publication in the API, or None where the API is not installed."""
    try:
        return absolute_url(reverse(f"{API_NAMESPACE}:{ENDPOINTS[kind]}:detail", args=(pk,)))
    except NoReverseMatch:
        return None


def _meta(item: Image | Document | MediaItem) -> ObjectMeta:
    return {"type": item._meta.label, "detail_url": detail_url(kind_of(type(item)), item.pk)}
