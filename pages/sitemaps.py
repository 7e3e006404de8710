"""The sitemap: public pages with their versions in the other languages."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap

from pages.publications.models import Publication
from pages.publications.selectors import readable_publications


class PublicationSitemap(Sitemap[Publication]):
    """Every page that a stranger may read, each with its alternates.

    Django's own alternates come from `i18n_patterns` and would translate the prefix alone; here
    every language has its own slug, so the alternates are the translations that are published.
    """

    #: As many as the protocol allows in one file, since there is no index of several: https://www.sitemaps.org/protocol.html
    limit = 50_000

    def items(self) -> list[Publication]:
        public = readable_publications(AnonymousUser()).exclude(html_url="")
        return list(public.order_by("path").defer("facets"))

    def lastmod(self, item: Publication) -> Any:
        return item.last_published_at

    def get_urls(
        self,
        page: int | str = 1,
        site: Any = None,  # noqa: ARG002 - the signature of Django; publications hold full addresses
        protocol: str | None = None,  # noqa: ARG002
    ) -> list[dict[str, Any]]:
        paginator = self.paginator
        alternates = _alternates(paginator.object_list)
        return [
            {
                "item": item,
                "location": item.html_url,
                "lastmod": item.last_published_at,
                "changefreq": None,
                "priority": "",
                "alternates": alternates[item.translation_key],
            }
            for item in paginator.page(page).object_list
        ]


def _alternates(pages: Iterable[Publication]) -> dict[Any, list[dict[str, str]]]:
    """Return the languages of each page that has several, and the one for everybody else."""
    versions: dict[Any, dict[str, str]] = defaultdict(dict)
    for page in pages:
        versions[page.translation_key][page.locale_code] = page.html_url
    alternates: dict[Any, list[dict[str, str]]] = defaultdict(list)
    for key, urls in versions.items():
        if len(urls) > 1:
            rest = urls.get(settings.LANGUAGE_CODE, next(iter(urls.values())))
            alternates[key] = [
                {"lang_code": code, "location": url} for code, url in {**urls, "x-default": rest}.items()
            ]
    return alternates
