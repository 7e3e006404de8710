"""Which fields a publication has: Wagtail's v2 endpoints with what ours adds.

No request is served by these classes. They hold the fields, defaults and nesting rules of the v2 dialect, for the
writer of publications and for the API that projects them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from django.db.models import Model
from rest_framework.fields import CharField
from wagtail.api import APIField
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import BaseAPIViewSet, PagesAPIViewSet
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet
from wagtailmedia.api.views import MediaAPIViewSet

from media_library.image_urls import image_url
from media_library.models import Image, MediaItem
from pages.publications import references
from pages.publications.appearances import shown_on
from pages.publications.kinds import FileItem, kind_of
from pages.publications.models import PublicationKind
from pages.publications.serializers import PublishedPageSerializer, PublishedSerializer, WholeObjectField
from pages.publications.shapes import FocalPoint, PageLink, Poster, Rendition, Track
from pages.publications.site_roots import absolute_url

Endpoint = type[BaseAPIViewSet]


class ImageDownloadUrlField(WholeObjectField):
    """The signed address of the whole image; the file itself lies outside any public folder."""

    def to_representation(self, image: Image) -> str:
        """Return the address."""
        return absolute_url(image_url(image, "original"))


class FocalPointField(WholeObjectField):
    """The focal point of an image."""

    def to_representation(self, image: Image) -> FocalPoint | None:
        """Return it in percent of the image's size, or None."""
        return references.focal_point(image)


class RenditionsField(WholeObjectField):
    """The renditions of an image."""

    def to_representation(self, image: Image) -> list[Rendition]:
        """Return their addresses and sizes."""
        return references.renditions(image)


class PosterField(WholeObjectField):
    """The poster of a video."""

    def to_representation(self, item: MediaItem) -> Poster | None:
        """Return its sizes, or None."""
        return references.poster(item)


class TracksField(WholeObjectField):
    """The text tracks of a video."""

    def to_representation(self, item: MediaItem) -> list[Track]:
        """Return the reviewed tracks."""
        return references.tracks(item)


class ShownOnField(WholeObjectField):
    """The pages that show a file."""

    def to_representation(self, item: FileItem) -> list[PageLink]:
        """Return title and addresses of those that all readers of the file may read."""
        return shown_on(kind_of(type(item)), item.pk)


class PublishedFileSerializer(PublishedSerializer):
    """Serializes files."""

    shown_on = ShownOnField()


class PublishedImageSerializer(PublishedFileSerializer):
    """Serializes images."""

    download_url = ImageDownloadUrlField()


class RelatedEndpoint(BaseAPIViewSet):
    """Fields of an object that has no address of its own, such as a snippet or a child row."""

    base_serializer_class = PublishedSerializer


class PagesEndpoint(PagesAPIViewSet):
    """Fields of pages."""

    base_serializer_class = PublishedPageSerializer
    meta_fields: ClassVar[list[str]] = [*PagesAPIViewSet.meta_fields, "content_locale", "translation", "translations"]


class ImagesEndpoint(ImagesAPIViewSet):
    """Fields of images."""

    base_serializer_class = PublishedImageSerializer
    meta_fields: ClassVar[list[str]] = [*ImagesAPIViewSet.meta_fields, "shown_on"]
    # A page that refers to the file does not repeat it: then each would change with the other.
    detail_only_fields: ClassVar[list[str]] = [*ImagesAPIViewSet.detail_only_fields, "shown_on"]
    body_fields: ClassVar[list[Any]] = [
        *ImagesAPIViewSet.body_fields,
        "alt_text",
        "credit",
        APIField("focal_point", serializer=FocalPointField()),
        APIField("renditions", serializer=RenditionsField()),
    ]


class DocumentsEndpoint(DocumentsAPIViewSet):
    """Fields of documents."""

    base_serializer_class = type(
        "PublishedDocumentSerializer", (PublishedFileSerializer, DocumentsAPIViewSet.base_serializer_class), {}
    )
    meta_fields: ClassVar[list[str]] = [*DocumentsAPIViewSet.meta_fields, "shown_on"]
    # A page that refers to the file does not repeat it: then each would change with the other.
    detail_only_fields: ClassVar[list[str]] = [*DocumentsAPIViewSet.detail_only_fields, "shown_on"]
    body_fields: ClassVar[list[Any]] = [
        *DocumentsAPIViewSet.body_fields,
        APIField("filename", serializer=CharField(read_only=True)),
        APIField("content_type", serializer=CharField(read_only=True)),
        "file_size",
        "language_code",
        "page_count",
    ]


class MediaEndpoint(MediaAPIViewSet):
    """Fields of media items."""

    base_serializer_class = type(
        "PublishedMediaSerializer", (PublishedFileSerializer, MediaAPIViewSet.base_serializer_class), {}
    )
    meta_fields: ClassVar[list[str]] = [*MediaAPIViewSet.meta_fields, "shown_on"]
    # A page that refers to the file does not repeat it: then each would change with the other.
    detail_only_fields: ClassVar[list[str]] = [*MediaAPIViewSet.detail_only_fields, "shown_on"]
    body_fields: ClassVar[list[Any]] = [
        *MediaAPIViewSet.body_fields,
        "duration",
        "credit",
        "language_code",
        APIField("poster", serializer=PosterField()),
        APIField("tracks", serializer=TracksField()),
    ]


ENDPOINT_CLASSES: Final[Mapping[PublicationKind, Endpoint]] = {
    PublicationKind.PAGE: PagesEndpoint,
    PublicationKind.IMAGE: ImagesEndpoint,
    PublicationKind.DOCUMENT: DocumentsEndpoint,
    PublicationKind.MEDIA: MediaEndpoint,
}


class PublicationRouter(WagtailAPIRouter):
    """Finds the endpoint of a model; one without publications has the fields of a related object."""

    def get_model_endpoint(self, model: type[Model]) -> tuple[str, Endpoint]:
        """Return name and class of the model's endpoint."""
        return super().get_model_endpoint(model) or ("", RelatedEndpoint)

    def get_object_detail_urlpath(self, model: type[Model], pk: int) -> str | None:
        """Return the path of an object's detail, or None if it has none."""
        name, _ = self.get_model_endpoint(model)
        return super().get_object_detail_urlpath(model, pk) if name else None


def _router() -> PublicationRouter:
    router = PublicationRouter(references.API_NAMESPACE)
    for kind, endpoint in ENDPOINT_CLASSES.items():
        router.register_endpoint(references.ENDPOINTS[kind], endpoint)
    return router


ROUTER: Final = _router()
