"""The demo content: loaded once, whole, in every language."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from cms.demo.logins import LOGINS
from cms.models import User
from media_library.models import Document, DocumentPage, MediaItem, TextTrack
from pages.models import CourseMeeting, CoursePage, StrategyDocumentPage, VideoPage
from pages.publications.models import Passage, Publication
from tests.factories.site_tree import LANGUAGES
from tests.integration.api.described import answer_schema, errors_of, named

FEWEST_WORDS = 400
MEETINGS_PER_COURSE = 3

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def state_of_site() -> dict[str, Any]:
    """Return what a second run must not change."""
    return {
        "pages": list(
            Page.objects.order_by("path").values_list("pk", "path", "numchild", "latest_revision_id", "title")
        ),
        "publications": list(Publication.objects.order_by("pk").values_list("pk", "sequence", "etag")),
        "translations": Translation.objects.count(),
        "files": (Document.objects.count(), MediaItem.objects.count()),
        "users": list(User.objects.order_by("pk").values_list("username", "password")),
    }


def test_a_second_run_changes_nothing(demo: str) -> None:
    before = state_of_site()
    output = StringIO()
    call_command("load_demo", stdout=output)
    assert "nothing was changed" in output.getvalue()
    assert state_of_site() == before


def test_it_refuses_a_site_that_is_not_for_development(db: None, settings: Settings) -> None:
    settings.DEBUG = settings.SHOW_DEMO_LOGINS = False
    before = state_of_site()
    with pytest.raises(CommandError, match="--in-production"):
        call_command("load_demo")
    assert state_of_site() == before


def test_every_page_is_live_in_every_language(demo: str) -> None:
    sources = Page.objects.filter(locale__language_code="pl", depth__gt=1)
    assert sources.count() > 30
    for locale in Locale.objects.all():
        own = Page.objects.filter(locale=locale, depth__gt=1)
        assert set(own.values_list("translation_key", flat=True)) == set(
            sources.values_list("translation_key", flat=True)
        )
        assert not own.filter(live=False).exists()
        assert not own.filter(alias_of__isnull=False).exists()
        assert not own.filter(has_unpublished_changes=True).exists()


def test_the_page_tree_is_sound(demo: str) -> None:
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_course_teaches_something(demo: str, language: str) -> None:
    courses = CoursePage.objects.filter(locale__language_code=language)
    assert courses.count() == 4
    for course in courses:
        texts = Passage.objects.filter(
            publication__kind="page", publication__object_id=course.pk, publication__deleted=False, kind="section"
        )
        words = sum(len(text.split()) for text in texts.values_list("text", flat=True))
        assert words >= FEWEST_WORDS, f"{course.title} ({language}) has {words} words"
        assert course.meetings.count() == MEETINGS_PER_COURSE
    assert CourseMeeting.objects.filter(page__in=courses, materials__isnull=False).exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_documents_have_text_and_films_have_captions(demo: str, language: str) -> None:
    for strategy in StrategyDocumentPage.objects.filter(locale__language_code=language):
        assert strategy.file is not None
        assert strategy.file.language_code == language
        assert DocumentPage.objects.filter(document=strategy.file).exclude(text="").count() >= 2
    films = VideoPage.objects.filter(locale__language_code=language)
    assert films.count() == 3
    for film in films:
        assert TextTrack.objects.filter(media=film.video, language_code=language, cues__isnull=False).exists()


def test_some_matter_is_for_participants_only(demo: str, client: Client) -> None:
    closed = Publication.objects.filter(kind="page", deleted=False).exclude(audience__key="public")
    assert set(closed.values_list("locale_code", flat=True)) == set(LANGUAGES)
    page = closed.select_related("body").first()
    assert page is not None
    path = Page.objects.get(pk=page.object_id).get_url()
    assert path is not None
    assert client.get(path).status_code == 302
    participant = next(login for login in LOGINS if login.role == "project participant")
    assert client.login(username=participant.username, password=participant.password)
    assert client.get(path).status_code == 200


def test_every_demo_account_can_log_in(demo: str, client: Client) -> None:
    for login in LOGINS:
        assert client.login(username=login.username, password=login.password)
        user = User.objects.get(username=login.username)
        assert set(user.groups.values_list("name", flat=True)) == set(login.group_names)


def test_every_publication_has_the_form_that_the_api_describes(demo: str) -> None:
    publications = Publication.objects.filter(deleted=False).select_related("body")
    assert len({publication.type for publication in publications}) > 15
    differences = {
        f"{publication.type} {publication.object_id}": errors
        for publication in publications
        if (errors := errors_of(named(publication.type.split(".")[1]), json.loads(publication.body.body)))
    }
    assert differences == {}


@pytest.mark.parametrize(
    "path",
    ["pages", "images", "documents", "media", "changes", "locales", "navigation", "settings", "redirects"],
)
def test_every_answer_has_the_form_that_the_api_describes(demo: str, client: Client, path: str) -> None:
    response = client.get(f"/api/v2/{path}/")
    assert response.status_code == 200
    assert errors_of(answer_schema(f"/{path}/"), response.json()) == []
