"""Drafts: for tokens with that right, and for a front end that shows one to an editor."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import Group
from django.core import signing
from django.test import Client
from pytest_django import Settings
from wagtail.models import Page

from api.preview_tokens import SALT, preview_token
from api.scopes import DRAFT, LOGIN, group_scope
from cms.models import User
from pages.models import ArticlePage, CoursePage, HomePage
from pages.publications.models import Publication
from tests.factories.media import make_document, make_image, make_superuser, restricted_collection
from tests.factories.site_tree import make_article, make_course, restrict_page
from tests.integration.api.conftest import Get
from tests.integration.api.test_tokens import bearer
from tests.integration.conftest import Act

Homes = dict[str, HomePage]


def save_draft(page: Page, **changes: Any) -> None:
    page = Page.objects.get(pk=page.pk).specific
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision()


@pytest.fixture
def course(homes: Homes, act: Act) -> CoursePage:
    """A published course whose draft has another title, picture and text."""
    with act():
        course = make_course(homes["pl"], "Kurs")
        image = make_image("Nowe zdjęcie")
        document = make_document("Tajny", collection=restricted_collection())
        text = f'<p><a linktype="page" id="{homes["pl"].pk}">Start</a></p>'
        body = [("rich_text", text), ("document", {"document": document, "title": ""})]
        save_draft(course, title="Szkic kursu", image=image, body=body)
    return course


def test_a_draft_is_what_its_publication_will_be(course: CoursePage, act: Act, get: Get) -> None:
    token = bearer(DRAFT)
    plain, chosen = "version=draft", "version=draft&fields=_,title,image(title),body&rich_text_format=html"
    drafts = [get(f"pages/{course.pk}/?{query}", **token) for query in (plain, chosen)]
    assert drafts[0].json()["title"] == "Szkic kursu"
    assert "Tajny" not in drafts[0].content.decode(), "not for all future readers of the page"
    for draft in drafts:
        assert draft["Cache-Control"] == "no-store"
        assert draft["Content-Language"] == "pl"
        assert "ETag" not in draft
    before = get(f"pages/{course.pk}/").json()
    assert before["title"] == "Kurs"
    with act():
        Page.objects.get(pk=course.pk).get_latest_revision().publish()
    drafted, shown = drafts[0].json(), get(f"pages/{course.pk}/").json()
    # When it was first published was not known before.
    for body in (drafted, shown):
        body["meta"]["first_published_at"] = None
    assert drafted == shown
    assert drafts[1].json() == get(f"pages/{course.pk}/?{chosen.removeprefix('version=draft&')}").json()


def test_a_page_that_was_never_published_has_a_draft(homes: Homes, act: Act, get: Get) -> None:
    with act():
        page = make_article(homes["pl"], "Nowa", live=False)
        page.save_revision()
    assert get(f"pages/{page.pk}/").status_code == 404
    answer = get(f"pages/{page.pk}/?version=draft", **bearer(DRAFT))
    assert answer.json()["title"] == "Nowa"
    assert answer.json()["meta"]["html_url"] == "http://localhost/pl/nowa/"
    assert not Publication.objects.filter(object_id=page.pk, kind="page").exists()


@pytest.mark.parametrize("pk", [None, 999999])
def test_without_the_right_nobody_learns_which_pages_there_are(course: CoursePage, get: Get, pk: int | None) -> None:
    path = f"pages/{pk or course.pk}/?version=draft"
    anonymous = get(path)
    assert (anonymous.status_code, anonymous["WWW-Authenticate"]) == (401, 'Bearer realm="api"')
    assert anonymous["Cache-Control"] == "no-store"
    other = get(path, **bearer(LOGIN))
    assert (other.status_code, other["Cache-Control"]) == (403, "no-store")
    assert other.content == get("pages/1/?version=draft", **bearer()).content


def test_the_right_to_drafts_opens_no_restricted_page(homes: Homes, act: Act, participants: Group, get: Get) -> None:
    with act():
        page = make_article(homes["pl"], "Ukryta", live=False)
        restrict_page(page, participants)
        secret = make_article(homes["pl"], "Za hasłem")
        restrict_page(secret, password="x")
    token = bearer(DRAFT, LOGIN)
    missing = get("pages/999999/?version=draft", **token)
    assert missing.status_code == 404
    for hidden in (page, secret):
        answer = get(f"pages/{hidden.pk}/?version=draft", **token)
        assert (answer.status_code, answer.content) == (404, missing.content)
    # Nothing was ever published for this audience, so nothing has named it yet.
    members = bearer(DRAFT, group_scope(participants.pk))
    assert get(f"pages/{page.pk}/?version=draft", **members).json()["title"] == "Ukryta"


def test_drafts_are_in_no_list_and_wrong_versions_are_refused(course: CoursePage, get: Get) -> None:
    token = bearer(DRAFT)
    for path in ("pages/?version=draft", "changes/?version=draft", "images/?version=draft"):
        assert get(path, **token).status_code == 400
    image = make_image()
    paths = (f"pages/{course.pk}/?version=live", f"pages/{course.pk}/?version=", f"images/{image.pk}/?version=draft")
    for path in paths:
        assert get(path, **token).status_code == 400
    assert get(f"pages/{course.pk}/?version=draft&locale=pl", **token).status_code == 400
    for path in ("pages/?fields=*", "changes/?limit=200", "pages/?title=Szkic kursu"):
        assert "Szkic kursu" not in get(path, **token).content.decode()


def test_a_preview_token_opens_the_draft_of_one_page_for_a_while(
    course: CoursePage, get: Get, settings: Settings
) -> None:
    token = preview_token(course.pk)
    answer = get(f"preview/?token={token}")
    assert answer.json() == get(f"pages/{course.pk}/?version=draft", **bearer(DRAFT)).json()
    assert answer["Cache-Control"] == "no-store"
    assert get(f"preview/?token={token}&fields=_,title").json() == {"title": "Szkic kursu"}
    save_draft(course, title="Dalszy szkic")
    assert get(f"preview/?token={token}").json()["title"] == "Dalszy szkic"
    settings.PREVIEW_TOKEN_LIFETIME = -1
    expired = get(f"preview/?token={token}")
    assert (expired.status_code, expired["Cache-Control"]) == (403, "no-store")


def test_other_preview_tokens_open_nothing(course: CoursePage, act: Act, get: Get) -> None:
    token = preview_token(course.pk)
    wrong = ["x", token[:-1], f"{token}x", signing.dumps(course.pk), signing.dumps("x", salt=SALT)]
    assert {get(f"preview/?token={value}").status_code for value in wrong} == {403}
    assert get("preview/").status_code == 400
    assert get(f"preview/?token={preview_token(999999)}").status_code == 404
    with act():
        restrict_page(course, password="x")
    assert get(f"preview/?token={token}").status_code == 404


@pytest.fixture
def front_end(settings: Settings) -> str:
    """The address of a front end that shows drafts."""
    settings.HEADLESS_PREVIEW_URL = "https://app.example.org/preview?lang=pl"
    return settings.HEADLESS_PREVIEW_URL


def test_an_editor_is_led_to_the_draft_in_the_front_end(course: CoursePage, front_end: str, client: Client) -> None:
    client.force_login(make_superuser())
    address = f"/admin/front-end-preview/{course.pk}/"
    assert address in client.get(f"/admin/pages/{course.pk}/edit/").content.decode()
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith(f"{front_end}&token=")
    assert "no-store" in answer["Cache-Control"]
    token = parse_qs(urlsplit(answer["Location"]).query)["token"][0]
    assert client.get("/api/v2/preview/", {"token": token}).json()["title"] == "Szkic kursu"


def test_who_may_not_edit_gets_no_token(
    course: CoursePage, front_end: str, client: Client, participant: User, settings: Settings
) -> None:
    address = f"/admin/front-end-preview/{course.pk}/"
    assert client.get(address)["Location"].startswith("/admin/login/")
    client.force_login(participant)
    answer = client.get(address)
    assert "app.example.org" not in answer.get("Location", "")
    client.force_login(make_superuser())
    settings.HEADLESS_PREVIEW_URL = ""
    assert address not in client.get(f"/admin/pages/{course.pk}/edit/").content.decode()
    assert client.get(address).status_code == 404


def test_a_draft_of_an_alias_is_that_of_its_page(homes: Homes, act: Act, get: Get) -> None:
    with act():
        article: ArticlePage = make_article(homes["pl"], "O nas")
        alias = article.create_alias(parent=Page.objects.get(pk=homes["pl"].pk), update_slug="o-nas-2")
    assert get(f"pages/{alias.pk}/?version=draft", **bearer(DRAFT)).json()["title"] == "O nas"
