"""Old addresses and where they lead."""

from __future__ import annotations

from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from rest_framework.request import Request
from wagtail.contrib.redirects.models import Redirect

from api import links, surrogate_keys
from api.answers import answer
from api.pagination import read_slice
from api.redirects import described_redirects, readable_redirects, redirect_at, redirect_url
from api.site_views import SiteView
from pages.publications.models import PublicationKind
from pages.publications.representation import dump

KEYS = f"{surrogate_keys.REDIRECTS} {surrogate_keys.kind_key(PublicationKind.PAGE)}"


class RedirectsView(SiteView):
    """The redirects of the site."""

    parameters = ("limit", "offset")

    def get(self, request: Request) -> HttpResponseBase:
        """Answer with the redirects whose target the reader may know, by old path."""
        wanted = read_slice(request.GET)
        redirects = readable_redirects(self.reader)
        total = redirects.count()
        shown = list(redirects.select_related("site")[wanted.offset : wanted.stop])
        content = dump({"meta": {"total_count": total}, "items": described_redirects(shown, self.reader)})
        headers = {surrogate_keys.HEADER: KEYS}
        parts = links.listing_links(links.part_url(self.http_request), wanted, total)
        if parts:
            headers[links.HEADER] = parts
        return answer(request, content.encode(), headers=headers)


class RedirectView(SiteView):
    """One redirect."""

    parameters = ()

    def get(self, request: Request, pk: int) -> HttpResponseBase:
        """Answer with the redirect, if the reader may know its target."""
        redirect = readable_redirects(self.reader, Redirect.objects.filter(pk=pk)).select_related("site").first()
        if redirect is None:
            message = "there is no such object"
            raise Http404(message)
        content = dump(described_redirects([redirect], self.reader)[0])
        return answer(request, content.encode(), headers={surrogate_keys.HEADER: KEYS})


class RedirectFindView(SiteView):
    """From an old address to its redirect."""

    parameters = ("html_path",)

    def get(self, request: Request) -> HttpResponseBase:
        """Lead to the redirect of the address, if the reader may know its target."""
        html_path = request.GET.get("html_path", "")
        redirect = redirect_at(html_path, request.get_host(), self.reader)
        if redirect is None:
            message = "not found"
            raise Http404(message)
        return HttpResponseRedirect(redirect_url(redirect))
