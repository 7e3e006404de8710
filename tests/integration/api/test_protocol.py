"""What holds for each address of the API: methods, other origins, and errors as JSON."""

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from pages.models import HomePage
from tests.factories.site_tree import make_article
from tests.integration.api.test_site_resources import RESOURCES, make_texts
from tests.integration.conftest import Act

Homes = dict[str, HomePage]
ADDRESSES = (*RESOURCES, "pages/", "images/", "changes/", "search/?q=centrum")
ORIGIN = "https://app.example.org"


@pytest.fixture
def site(homes: Homes, act: Act, own_index: None) -> None:
    """A site of which each address has something to say."""
    with act():
        make_article(homes["pl"], "O nas")
    make_texts(homes)


@pytest.mark.parametrize("path", ADDRESSES)
def test_head_has_the_headers_of_get_and_no_body(site: None, client: Client, path: str) -> None:
    get, head = client.get(f"/api/v2/{path}"), client.head(f"/api/v2/{path}")
    assert head.status_code == 200
    assert head.content == b""
    for name in ("ETag", "Content-Type", "Cache-Control", "Vary", "Content-Length"):
        assert head[name] == get[name], name


@pytest.mark.parametrize("path", ADDRESSES)
def test_options_and_refused_methods_say_what_is_allowed(site: None, path: str) -> None:
    client = Client(enforce_csrf_checks=True)
    options = client.options(f"/api/v2/{path}")
    assert options.status_code == 200
    assert options["Allow"] == "GET, HEAD, OPTIONS"
    for method in (client.post, client.put, client.patch, client.delete):
        answer: Any = method(f"/api/v2/{path}")
        assert answer.status_code == 405
        assert answer["Allow"] == "GET, HEAD, OPTIONS"
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["status"] == 405


@pytest.mark.parametrize("path", ADDRESSES)
def test_only_configured_origins_may_read(site: None, client: Client, settings: Settings, path: str) -> None:
    settings.CORS_ALLOWED_ORIGINS = [ORIGIN]
    answer = client.get(f"/api/v2/{path}", headers={"Origin": ORIGIN})
    assert answer["Access-Control-Allow-Origin"] == ORIGIN
    assert {"ETag", "Link", "Content-Language"} <= set(answer["Access-Control-Expose-Headers"].split(", "))
    assert "Origin" in answer["Vary"].replace(" ", "").title().split(",")
    foreign = client.get(f"/api/v2/{path}", headers={"Origin": "https://other.example.org"})
    assert "Access-Control-Allow-Origin" not in foreign
    asked = {
        "Origin": ORIGIN,
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "authorization, if-none-match",
    }
    preflight = client.options(f"/api/v2/{path}", headers=asked)
    assert preflight.status_code == 200
    allowed = preflight["Access-Control-Allow-Headers"].split(", ")
    assert {"authorization", "if-none-match"} <= set(allowed)
    assert preflight["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("path", ["nowhere/", "", "locales/1/", "settings", "redirects/x/", "navigation/pl/"])
@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_an_address_without_a_resource_is_a_json_404(db: None, path: str, method: str) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = getattr(client, method)(f"/api/v2/{path}")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["message"] == answer.json()["detail"]


@pytest.mark.parametrize("path", ["pages/find/?html_path=/pl/", "redirects/find/?html_path=/pl/"])
def test_a_host_that_is_not_ours_is_a_json_400(site: None, client: Client, path: str) -> None:
    answer = client.get(f"/api/v2/{path}", headers={"host": "other.example"})
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert "ALLOWED_HOSTS" not in answer.content.decode()


@pytest.mark.parametrize("path", ADDRESSES)
def test_what_is_refused_before_it_comes_to_a_view_is_a_json_400(
    db: None, client: Client, settings: Settings, path: str
) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3
    answer = client.get(f"/api/v2/{path}", dict.fromkeys("abcd", "1"))
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize("path", ADDRESSES)
def test_an_answer_that_is_not_the_one_expected_is_a_json_412(site: None, client: Client, path: str) -> None:
    answer = client.get(f"/api/v2/{path}", headers={"if-match": '"another"'})
    assert (answer.status_code, answer["Content-Type"]) == (412, "application/problem+json")
    assert answer.json()["status"] == 412
    etag = client.get(f"/api/v2/{path}")["ETag"]
    assert client.get(f"/api/v2/{path}", headers={"if-match": etag}).status_code == 200


@pytest.mark.parametrize("path", ADDRESSES)
def test_an_error_of_ours_is_a_json_500_that_no_cache_keeps(
    site: None, client: Client, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        message = "secret"
        raise RuntimeError(message)

    monkeypatch.setattr("django.http.QueryDict.get", fail)
    client.raise_request_exception = False
    answer = client.get(f"/api/v2/{path}")
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert answer["Cache-Control"] == "no-store"
    assert json.loads(answer.content)["detail"] == "internal server error"
    assert b"secret" not in answer.content
