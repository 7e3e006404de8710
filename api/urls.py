"""Addresses of the API, under the names that Wagtail's own API v2 has."""

from django.urls import include, path, re_path

from api.changes import ChangesView
from api.problems import not_found
from api.views import DetailView, FindView, ListingView
from pages.publications.models import PublicationKind
from pages.publications.references import API_NAMESPACE, ENDPOINTS

app_name = API_NAMESPACE


def _endpoint(kind: PublicationKind, name: str) -> object:
    routes = [
        path("", ListingView.as_view(kind=kind), name="listing"),
        path("<int:pk>/", DetailView.as_view(kind=kind), name="detail"),
        path("find/", FindView.as_view(kind=kind), name="find"),
    ]
    return path(f"{name}/", include((routes, name), namespace=name))


urlpatterns = [
    *(_endpoint(kind, name) for kind, name in ENDPOINTS.items()),
    path("changes/", ChangesView.as_view(), name="changes"),
    re_path("", not_found),
]
