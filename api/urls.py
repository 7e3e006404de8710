"""Addresses of the API, under the names that Wagtail's own API v2 has."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from api.changes import ChangesView
from api.preview_views import PreviewView
from api.problems import not_found
from api.redirect_views import RedirectFindView, RedirectsView, RedirectView
from api.schema.views import SchemaView, documentation
from api.search_views import SearchView
from api.site_views import LocalesView, NavigationView, SettingsView
from api.suggestions import SuggestView
from api.views import DetailView, FindView, ListingView
from pages.publications.models import PublicationKind
from pages.publications.references import API_NAMESPACE, ENDPOINTS

app_name = API_NAMESPACE


def _endpoint(kind: PublicationKind, name: str) -> URLResolver:
    routes = [
        path("<int:pk>/", DetailView.as_view(kind=kind), name="detail"),
        path("", ListingView.as_view(kind=kind), name="listing"),
        path("find/", FindView.as_view(kind=kind), name="find"),
    ]
    return path(f"{name}/", include((routes, name), namespace=name))


urlpatterns: list[URLPattern | URLResolver] = [
    *(_endpoint(kind, name) for kind, name in ENDPOINTS.items()),
    path("search/", SearchView.as_view(), name="search"),
    path("changes/", ChangesView.as_view(), name="changes"),
    path("preview/", PreviewView.as_view(), name="preview"),
    path("suggest/", SuggestView.as_view(), name="suggest"),
    path("locales/", LocalesView.as_view(), name="locales"),
    path("navigation/", NavigationView.as_view(), name="navigation"),
    path("settings/", SettingsView.as_view(), name="settings"),
    path("redirects/", RedirectsView.as_view(), name="redirects"),
    path("redirects/find/", RedirectFindView.as_view(), name="redirect_find"),
    path("redirects/<int:pk>/", RedirectView.as_view(), name="redirect"),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", documentation, name="documentation"),
    re_path("", not_found),
]
