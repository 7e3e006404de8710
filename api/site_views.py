"""What an outside front end shows around its pages: languages, menus, contact and co-funding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import Http404, HttpResponseBase
from rest_framework.request import Request
from wagtail.models import Site

from api import surrogate_keys
from api.answers import answer
from api.languages import PARAMETERS, site_preference
from api.parameters import wants_html
from api.site_content import site_locales, site_menus, site_texts
from api.strict_views import StrictView
from pages.publications.models import PublicationKind
from pages.publications.representation import dump


class SiteView(StrictView):
    """A resource that the site has once, or once in each language."""

    parameters: ClassVar[tuple[str, ...]] = PARAMETERS

    @property
    def site(self) -> Site:
        """Return the site of the address that was asked, or the default site."""
        site = Site.find_for_request(self.request)
        if site is None:
            message = "there is no site"
            raise Http404(message)
        return site

    def described(self, meta: Mapping[str, Any], content: Mapping[str, Any], *keys: str) -> HttpResponseBase:
        """Answer with a document; a change of any page or image in it names one of the keys."""
        language = meta.get("locale")
        return answer(
            self.request,
            dump({"meta": meta, **content}).encode(),
            language_codes=[language] if language else [],
            headers={surrogate_keys.HEADER: " ".join(keys)},
        )


class LocalesView(SiteView):
    """The languages of the site."""

    parameters = ()

    def get(self, request: Request) -> HttpResponseBase:  # noqa: ARG002
        """Answer with the languages in the order of the site."""
        items = site_locales(self.site, self.reader)
        pages = surrogate_keys.kind_key(PublicationKind.PAGE)
        return self.described({"total_count": len(items)}, {"items": items}, surrogate_keys.LOCALES, pages)


class NavigationView(SiteView):
    """The menus in one language."""

    def get(self, request: Request) -> HttpResponseBase:
        """Answer with the entries that the reader may follow."""
        preference = site_preference(request.GET)
        served, menus = site_menus(self.site, preference, self.reader)
        pages = surrogate_keys.kind_key(PublicationKind.PAGE)
        meta = {"locale": served, "requested_locale": preference.requested}
        return self.described(meta, menus, surrogate_keys.NAVIGATION, pages)


class SettingsView(SiteView):
    """Footer, contact and co-funding in one language."""

    def get(self, request: Request) -> HttpResponseBase:
        """Answer with the texts of the site."""
        preference = site_preference(request.GET)
        found = site_texts(self.site, preference, self.reader, as_html=wants_html(request.GET))
        if found is None:
            message = "the site has no settings in this language"
            raise Http404(message)
        served, texts = found
        kinds = (PublicationKind.PAGE, PublicationKind.IMAGE, PublicationKind.DOCUMENT)
        keys = [surrogate_keys.kind_key(kind) for kind in kinds]
        meta = {"locale": served, "requested_locale": preference.requested}
        return self.described(meta, texts, surrogate_keys.SETTINGS, *keys)
