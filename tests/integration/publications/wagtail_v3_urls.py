"""Wagtail's API v3, by which a project may let programs write."""

from django.urls import path
from wagtail.api.v3.urls import api

from cms.urls import urlpatterns as site_urlpatterns

urlpatterns = [path("wagtail/v3/", api.urls), *site_urlpatterns]
