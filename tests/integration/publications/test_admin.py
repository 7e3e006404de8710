"""Acts in the admin, through its own views."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from pages.models import HomePage
from pages.publications.middleware import AtomicWritesMiddleware
from tests.factories.media import make_collection, make_document, make_superuser, restrict
from tests.factories.site_tree import make_article, make_homes
from tests.integration.publications.reading import audience_of

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def home(transactional_db: None) -> HomePage:
    return make_homes()["pl"]


@pytest.fixture
def editor(client: Client, home: HomePage) -> Client:
    client.force_login(make_superuser())
    return client


def test_restricting_and_opening_a_page(editor: Client, home: HomePage) -> None:
    group = Group.objects.create(name="Uczestnicy")
    article = make_article(home, "Materiały")
    address = reverse("wagtailadmin_pages:set_privacy", args=(article.pk,))
    editor.post(address, {"restriction_type": "groups", "groups": [group.pk]})
    assert audience_of(article) == f"({group.pk})"
    editor.post(address, {"restriction_type": "none"})
    assert audience_of(article) == "public"


def test_unpublishing(editor: Client, home: HomePage) -> None:
    article = make_article(home, "O nas")
    editor.post(reverse("wagtailadmin_pages:unpublish", args=(article.pk,)))
    assert audience_of(article) is None


def test_adding_files_to_a_collection_in_bulk(editor: Client, home: HomePage) -> None:
    collection = make_collection()
    restrict(collection)
    document = make_document()
    assert audience_of(document) == "public"
    address = reverse("wagtail_bulk_action", args=("media_library", "document", "add_to_collection"))
    editor.post(f"{address}?id={document.pk}", {"collection": collection.pk})
    document.refresh_from_db()
    assert document.collection == collection
    assert audience_of(document) == "login"


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [("POST", "/admin/pages/1/", True), ("GET", "/admin/pages/1/", False), ("POST", "/pl/account/login/", False)],
)
def test_only_writes_of_the_admin_are_atomic(transactional_db: None, method: str, path: str, expected: bool) -> None:
    seen: list[bool] = []

    def view(_request: HttpRequest) -> HttpResponse:
        seen.append(connection.in_atomic_block)
        return HttpResponse()

    middleware = AtomicWritesMiddleware(view)
    request = RequestFactory().generic(method, path)
    answer = middleware.process_view(request, view, (), {})
    if answer is None:
        view(request)
    assert seen == [expected]
