"""All addresses: those without a language first, then the site under its language prefixes."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps.views import sitemap
from django.urls import URLPattern, URLResolver, include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from api.problems import not_found
from cms.health import health
from cms.robots import robots_txt
from pages.sitemaps import PublicationSitemap

Routes = list[URLPattern | URLResolver]

# The API first: its reads are many and quick, so that the search for their view is felt.
urlpatterns: Routes = [
    path("api/v2/", include("api.urls")),
    re_path("^api/", not_found),
    path("admin/", include("pages.translation.admin_urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("health/", health, name="health"),
    path("robots.txt", robots_txt, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": PublicationSitemap}}, name="sitemap"),
    path("", include("media_library.urls")),
    path("documents/", include("media_library.document_urls")),
]
urlpatterns += i18n_patterns(
    path("search/", include("search.urls")),
    path("account/", include("cms.accounts")),
    path("", include(wagtail_urls)),
    prefix_default_language=True,
)
