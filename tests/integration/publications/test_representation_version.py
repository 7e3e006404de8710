"""After a change of the code or the settings that publications are made by, they are made anew by themselves."""

from collections.abc import Callable, Iterator
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.checks import Tags, run_checks
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from cms.worker import Worker
from pages.models import ArticlePage
from pages.publications import rebuilding, versions, writer
from pages.publications.marks import Marks
from pages.publications.models import Publication, PublicationBody, SequenceCounter, StalePublication
from pages.publications.rebuilding import rebuild_stale
from pages.publications.stale import count_waiting
from pages.publications.verification import differences
from pages.publications.versions import representation_version
from tests.factories.site_tree import make_article
from tests.integration.conftest import Act, Homes
from tests.integration.publications.reading import body_of

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

Deploy = Callable[[], None]


@pytest.fixture
def article(homes: Homes, act: Act) -> ArticlePage:
    with act():
        return make_article(homes["pl"], "O nas")


@pytest.fixture
def deploy(monkeypatch: pytest.MonkeyPatch) -> Iterator[Deploy]:
    """Run another version of the program from here on."""
    monkeypatch.setattr(rebuilding, "PAUSE", 0)

    def change_the_version() -> None:
        monkeypatch.setattr(versions, "BUILDER_VERSION", versions.BUILDER_VERSION + 1)
        versions.forget()

    yield change_the_version
    monkeypatch.undo()
    versions.forget()


def warnings() -> list[str]:
    return [
        str(each.id)
        for each in run_checks(tags=[Tags.database], databases=["default"])
        if "publications" in str(each.id)
    ]


def finding() -> dict[str, object]:
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("admin", "admin@example.org", "secret"))
    found: dict[str, object] = client.get("/health/").json()["checks"]["publications"]
    get_user_model().objects.all().delete()
    return found


def test_it_depends_on_the_settings_in_bodies_and_not_on_the_language(settings: Settings) -> None:
    version = representation_version()
    with translation.override("lt"):
        assert representation_version() == version
    settings.WAGTAILAPI_BASE_URL = "https://other.example"
    assert representation_version() != version
    settings.WAGTAILAPI_BASE_URL = "http://localhost"
    settings.SECRET_KEY = "another"
    assert representation_version() != version


def test_it_depends_on_the_fields_of_the_models(monkeypatch: pytest.MonkeyPatch) -> None:
    version = representation_version()
    versions.forget()
    monkeypatch.setattr(ArticlePage, "api_fields", ArticlePage.api_fields[1:])
    assert representation_version() != version
    versions.forget()


def test_a_database_without_publications_has_the_present_version(db: None, article: ArticlePage) -> None:
    assert SequenceCounter.objects.get().representation == representation_version()
    assert warnings() == []
    assert rebuilding.adopt_version() == 0
    assert finding() == {"ok": True, "detail": "up to date"}


def test_another_version_is_told_and_the_worker_makes_everything_anew(article: ArticlePage, deploy: Deploy) -> None:
    PublicationBody.objects.update(body="{}")
    Publication.objects.update(etag="")
    deploy()
    assert warnings() == ["publications.W001"]
    assert "another version" in str(finding()["detail"])
    worker = Worker()
    worker.adopt_version()
    assert finding() == {"ok": True, "detail": f"{count_waiting()} wait to be rebuilt"}
    assert warnings() == []
    rebuild_stale()
    assert body_of(article)["title"] == "O nas"
    assert list(differences()) == []


def test_a_database_from_before_there_was_a_version_is_rebuilt(article: ArticlePage) -> None:
    SequenceCounter.objects.update(representation="")
    assert warnings() == ["publications.W001"]
    assert rebuilding.adopt_version() == Publication.objects.filter(deleted=False).count()


def test_a_rebuild_by_hand_adopts_the_version(article: ArticlePage, deploy: Deploy) -> None:
    deploy()
    output = StringIO()
    call_command("publications", "rebuild", stdout=output)
    assert output.getvalue().endswith("publications are up to date.\n")
    assert warnings() == []
    assert count_waiting() == 0


def test_what_a_process_of_the_former_version_writes_meanwhile_is_written_again(
    article: ArticlePage, deploy: Deploy
) -> None:
    former = representation_version()
    deploy()
    rebuilding.adopt_version()
    rebuild_stale()
    later = representation_version()
    SequenceCounter.objects.update(representation="the later")
    with transaction.atomic():
        writer.write(Marks(pages=frozenset({article.pk})))
    assert StalePublication.objects.filter(kind="page", object_id=article.pk).exists()
    assert former != later


def test_a_worker_of_the_former_version_leaves_the_rest_to_its_successor(article: ArticlePage) -> None:
    rebuilding.mark_everything()
    waiting = count_waiting()
    SequenceCounter.objects.update(representation="the later")
    rebuild_stale()
    assert count_waiting() == waiting > 0


def test_a_worker_takes_over_once(article: ArticlePage) -> None:
    worker = Worker()
    worker.adopt_version()
    SequenceCounter.objects.update(representation="the later")
    worker.adopt_version()
    assert count_waiting() == 0
