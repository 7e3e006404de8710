"""Privacy of pages in the admin: set on the source, shown on its translations and aliases."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.admin.views.page_privacy import SetPrivacyView
from wagtail.models import Page

from pages.translation.families import source_page


class SourcePrivacyView(SetPrivacyView):
    """Sets who may read a page, unless it is a translation or alias: these are open to whom their source is open."""

    def dispatch(self, request: HttpRequest, page_id: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        page = get_object_or_404(Page, pk=page_id)
        source = source_page(page)
        if source.pk == page.pk:
            response: HttpResponseBase = super().dispatch(request, page_id, *args, **kwargs)
            return response
        permissions = page.permissions_for_user(request.user)
        if not (permissions.can_edit() or permissions.can_set_view_restrictions()):
            raise PermissionDenied
        # A form that was opened before the page became a translation gets the same answer, and changes nothing.
        explanation: HttpResponseBase = render_modal_workflow(
            request,
            "translation/privacy_of_translation.html",
            None,
            {
                "page": page,
                "source": source,
                "restrictions": page.get_view_restrictions(),
                "may_change_source": source.permissions_for_user(request.user).can_set_view_restrictions(),
            },
            json_data={"step": "set_privacy"},
        )
        return explanation
