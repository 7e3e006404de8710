"""What a program writes by Wagtail's API v3 is published like what an editor writes."""

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from wagtail.models import APIToken

from cms.models import User
from pages.models import ArticlePage
from pages.publications.verification import differences
from tests.factories.site_tree import make_article
from tests.integration.conftest import Act, Homes
from tests.integration.publications.reading import body_of, publication_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.postgresql,
    pytest.mark.urls("tests.integration.publications.wagtail_v3_urls"),
]

Write = Callable[..., Any]


@pytest.fixture
def write(client: Client, act: Act) -> Write:
    """Send a request as a program of the administrator's, and return what is answered."""
    user = User.objects.create_superuser("admin", "admin@example.org", "secret")
    _token, secret = APIToken.create_token(user=user, name="a program")

    def send(method: str, path: str, data: dict[str, Any] | None = None) -> Any:
        with act():
            response = client.generic(
                method,
                f"/wagtail/v3/pages/{path}",
                json.dumps(data or {}),
                content_type="application/json",
                headers={"Authorization": f"Bearer {secret}"},
            )
        assert response.status_code < HTTPStatus.BAD_REQUEST, response.content
        return response.json() if response.content else None

    return send


def test_a_page_is_published_changed_moved_and_withdrawn(homes: Homes, act: Act, write: Write) -> None:
    with act():
        other = make_article(homes["pl"], "Klaster")
    meta = {"type": "pages.ArticlePage", "parent_id": homes["pl"].pk}
    made = write("POST", "", {"meta": meta, "title": "O nas", "slug": "o-nas"})
    page = ArticlePage.objects.get(pk=made["id"])
    assert publication_of(page) is None

    write("POST", f"{page.pk}/actions/publish/")
    assert body_of(page)["title"] == "O nas"

    write("PATCH", f"{page.pk}/", {"title": "O centrum"})
    assert body_of(page)["title"] == "O nas"
    write("PATCH", f"{page.pk}/", {"title": "O centrum", "slug": "o-centrum", "meta": {"action": "publish"}})
    assert body_of(page)["title"] == "O centrum"

    write("POST", f"{page.pk}/actions/move/", {"destination_id": other.pk, "position": "last-child"})
    assert body_of(page)["meta"]["parent"]["id"] == other.pk
    assert list(differences()) == []

    write("POST", f"{page.pk}/actions/unpublish/")
    assert publication_of(page) is None
    assert list(differences()) == []
