"""Wagtail's own API v2 beside ours, to compare the answers."""

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.utils import get_restricted_collection_ids
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet
from wagtailmedia.api.views import MediaAPIViewSet

from cms.urls import urlpatterns as site_urlpatterns
from pages.publications.endpoints import DocumentsEndpoint, ImagesEndpoint, MediaEndpoint


class ImagesAsOurs(ImagesAPIViewSet):
    """Wagtail's, with the fields that ours adds, as a project would add them."""

    body_fields = ImagesEndpoint.body_fields


class DocumentsAsOurs(DocumentsAPIViewSet):
    """Wagtail's, with the fields that ours adds, as a project would add them."""

    body_fields = DocumentsEndpoint.body_fields


class MediaAsOurs(MediaAPIViewSet):
    """Wagtailmedia's, with our fields, less the restricted collections, which it forgets and Wagtail's leave out."""

    body_fields = MediaEndpoint.body_fields

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().exclude(collection__in=get_restricted_collection_ids(self.request))


router = WagtailAPIRouter("wagtails_own")
router.register_endpoint("pages", PagesAPIViewSet)
router.register_endpoint("images", ImagesAsOurs)
router.register_endpoint("documents", DocumentsAsOurs)
router.register_endpoint("media", MediaAsOurs)

urlpatterns = [path("api/wagtail/v2/", router.urls), *site_urlpatterns]
