"""Languages of addresses, and the headers of every answer."""

import re

import pytest
from django.test import Client

from cms.request_id import RequestIdFilter

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("accepted", "home"),
    [("lt,en;q=0.5", "/lt/"), ("en-GB", "/en/"), ("pl", "/pl/"), ("de", "/pl/"), ("", "/pl/")],
)
def test_root_leads_to_the_language_of_the_visitor(client: Client, accepted: str, home: str) -> None:
    response = client.get("/", headers={"accept-language": accepted})
    assert response.status_code == 302
    assert response.headers["Location"] == home
    assert "Accept-Language" in response.headers["Vary"]
    assert "Cookie" in response.headers["Vary"]


@pytest.mark.parametrize(
    "path",
    [
        "/api/nothing/",
        "/api/v2/nothing/",
        "/documents/999/missing.pdf",
        "/media/999/missing.mp4",
        "/images/nothing",
    ],
)
def test_missing_thing_without_language_stays_missing(client: Client, path: str) -> None:
    assert client.get(path, headers={"accept-language": "lt"}).status_code == 404


def test_site_has_a_policy_without_inline_code(client: Client) -> None:
    policy = client.get("/pl/account/login/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy


def test_admin_has_its_own_policy(client: Client) -> None:
    policy = client.get("/admin/login/").headers["Content-Security-Policy"]
    assert "style-src 'self' 'unsafe-inline'" in policy


@pytest.mark.parametrize("path", ["/api/v2/schema/", "/api/v2/nothing/"])
def test_in_data_nothing_loads_and_it_is_taken_for_nothing_else(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_answer_carries_a_request_id(client: Client) -> None:
    assert re.fullmatch(r"[0-9a-f]{32}", client.get("/robots.txt").headers["X-Request-ID"])


def test_request_id_of_the_proxy_is_kept_and_a_strange_one_is_not(client: Client) -> None:
    kept = client.get("/robots.txt", headers={"x-request-id": "proxy-12345678"})
    assert kept.headers["X-Request-ID"] == "proxy-12345678"
    strange = client.get("/robots.txt", headers={"x-request-id": "<script>alert(1)</script>"})
    assert "<" not in strange.headers["X-Request-ID"]


def test_robots_are_shown_the_sitemap(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://localhost/sitemap.xml" in text
    assert "Disallow: /admin/" in text


@pytest.mark.parametrize("language", ["pl", "lt", "en"])
@pytest.mark.parametrize("page", ["login", "password/reset", "password/reset/sent", "password/reset/done"])
def test_account_pages_speak_the_language_of_their_address(client: Client, language: str, page: str) -> None:
    response = client.get(f"/{language}/account/{page}/")
    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.content.decode()


def test_log_of_a_failed_request_carries_its_id(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    response = client.get("/robots.txt/nothing", headers={"x-request-id": "proxy-12345678"})
    record = next(record for record in caplog.records if record.name == "django.request")
    RequestIdFilter().filter(record)
    assert response.status_code == 404
    assert getattr(record, "request_id", "") == "proxy-12345678"
