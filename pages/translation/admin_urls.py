"""Addresses of the admin that stand before Wagtail's own, which no hook can replace."""

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access

from pages.translation.views.privacy import SourcePrivacyView

urlpatterns = [
    path("pages/<int:page_id>/privacy/", never_cache(require_admin_access(SourcePrivacyView.as_view()))),
]
