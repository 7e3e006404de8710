"""Files opened with a token."""

import pytest
from django.contrib.auth.models import Group
from django.http import HttpResponseBase
from django.test import Client
from pytest_django import Settings

from api.scopes import LOGIN, group_scope
from media_library.checks import check_reader_authentication
from media_library.image_urls import image_url
from media_library.models import Document
from media_library.selectors import poster_url
from tests.factories.media import (
    make_document,
    make_image,
    make_media_item,
    make_reader,
    make_track,
    restrict,
    restricted_collection,
)
from tests.factories.tokens import issue_token
from tests.integration.api.conftest import Get
from tests.integration.conftest import Act


@pytest.fixture
def restricted_urls(db: None, act: Act, participants: Group) -> dict[str, str]:
    """The addresses of files for participants."""
    with act():
        collection = restricted_collection(groups=[participants])
        video = make_media_item(collection=collection, poster=make_image("Poster", collection=collection))
        track = make_track(video)
        return {
            "document": make_document(collection=collection).url,
            "image": image_url(make_image(collection=collection), "width-320|format-webp"),
            "video": video.url,
            "poster": str(poster_url(video, 320)),
            "track": f"/media/{video.pk}/tracks/{track.pk}.vtt",
        }


def bearer(*scopes: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {issue_token('App', scopes)[1]}"}


def read(client: Client, url: str, headers: dict[str, str]) -> HttpResponseBase:
    return client.get(url, headers=headers)


@pytest.mark.parametrize("name", ["document", "image", "video", "poster", "track"])
def test_a_participants_token_opens_the_file_and_no_other_does(
    restricted_urls: dict[str, str], participants: Group, client: Client, name: str
) -> None:
    url = restricted_urls[name]
    opened = read(client, url, bearer(group_scope(participants.pk)))
    assert opened.status_code == 200
    assert opened["Cache-Control"] == "private, no-cache"
    assert "Authorization" in opened["Vary"]
    assert read(client, url, bearer(LOGIN)).status_code == 404
    assert read(client, url, {}).status_code in {302, 403, 404}
    refused = read(client, url, {"Authorization": "Bearer unknown"})
    assert refused.status_code == 401
    assert refused["WWW-Authenticate"].startswith("Bearer")
    assert refused["Cache-Control"] == "no-store"
    assert refused["Content-Type"] == "application/problem+json"


def test_a_part_of_the_file_is_served_with_a_token(
    restricted_urls: dict[str, str], participants: Group, client: Client
) -> None:
    headers = {**bearer(group_scope(participants.pk)), "Range": "bytes=0-3"}
    assert read(client, restricted_urls["video"], headers).status_code == 206


def test_a_token_takes_the_place_of_the_session(
    restricted_urls: dict[str, str], participants: Group, client: Client
) -> None:
    client.force_login(make_reader("participant", [participants]))
    assert read(client, restricted_urls["document"], {}).status_code == 200
    assert read(client, restricted_urls["document"], bearer(LOGIN)).status_code == 404


def test_a_public_file_stays_public_but_a_wrong_token_is_told(db: None, act: Act, client: Client) -> None:
    with act():
        url = make_document().url
    assert read(client, url, bearer(LOGIN))["Cache-Control"] == "public, no-cache"
    assert read(client, url, {"Authorization": "Bearer unknown"}).status_code == 401
    assert read(client, url, {"Authorization": "Basic dXNlcjpwYXNz"}).status_code == 200


def test_a_password_cannot_be_had_by_token(db: None, act: Act, participants: Group, client: Client) -> None:
    with act():
        collection = restricted_collection(groups=[participants])
        restrict(collection, password="secret")
        url = make_document(collection=collection).url
    assert read(client, url, bearer(group_scope(participants.pk))).status_code == 404


def test_a_restricted_document_is_found_by_the_participants_token_only(
    restricted_urls: dict[str, str], participants: Group, get: Get
) -> None:
    document = Document.objects.get()
    found = get("documents/", **bearer(group_scope(participants.pk))).json()
    assert [item["id"] for item in found["items"]] == [document.pk]
    for headers in ({}, bearer(LOGIN)):
        assert get("documents/", **headers).json() == {"meta": {"total_count": 0}, "items": []}
        assert get(f"documents/{document.pk}/", **headers).status_code == 404


def test_an_app_may_read_files_from_another_origin(db: None, act: Act, client: Client, settings: Settings) -> None:
    settings.CORS_ALLOWED_ORIGINS = ["https://app.example.org"]
    with act():
        url = make_document().url
    answer = read(client, url, {"Origin": "https://app.example.org"})
    assert answer["Access-Control-Allow-Origin"] == "https://app.example.org"


def test_an_authentication_that_cannot_be_imported_is_told_at_start(settings: Settings) -> None:
    assert check_reader_authentication() == []
    settings.MEDIA_LIBRARY = {**settings.MEDIA_LIBRARY, "READER_AUTHENTICATION": "api.nowhere"}
    assert [error.id for error in check_reader_authentication()] == ["media_library.E002"]
