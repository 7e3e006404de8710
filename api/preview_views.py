"""The draft of one page for whoever has a token of it; and the way of an editor to the front end with one."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from rest_framework.exceptions import PermissionDenied as Refused
from rest_framework.request import Request
from wagtail.api.v2.utils import BadRequestError
from wagtail.models import Page

from api.drafts import draft_answer
from api.preview_tokens import PreviewRefusedError, headless_preview_url, previewed_page
from api.views import PublicationView


class PreviewView(PublicationView):
    """The draft of the page that a short-lived token opens."""

    def get(self, request: Request) -> HttpResponseBase:
        """Answer with the latest revision; the token stands for the right to read it."""
        token = request.GET.get("token")
        if not token:
            message = "token is missing"
            raise BadRequestError(message)
        try:
            pk = previewed_page(token)
        except PreviewRefusedError as error:
            message = "the token is not valid, or has expired"
            raise Refused(message) from error
        return draft_answer(request.GET, pk, lambda _audience: True)


@require_GET
@never_cache
def show_in_front_end(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Lead an editor to the draft of a page in the front end; each time with a new token."""
    if not settings.HEADLESS_PREVIEW_URL:
        raise Http404
    page = get_object_or_404(Page, pk=pk)
    permissions = page.permissions_for_user(request.user)
    if not (permissions.can_edit() or permissions.can_publish()):
        raise PermissionDenied
    return HttpResponseRedirect(headless_preview_url(page.pk))
