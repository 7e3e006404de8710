"""Wagtail's own API v2 beside ours, to compare the answers."""

from django.urls import path
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet

from cms.urls import urlpatterns as site_urlpatterns

router = WagtailAPIRouter("wagtails_own")
router.register_endpoint("pages", PagesAPIViewSet)
router.register_endpoint("images", ImagesAPIViewSet)
router.register_endpoint("documents", DocumentsAPIViewSet)

urlpatterns = [path("api/wagtail/v2/", router.urls), *site_urlpatterns]
