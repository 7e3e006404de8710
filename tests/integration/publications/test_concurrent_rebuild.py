"""Editors publish while the worker rebuilds."""

import threading
import time

import pytest
from django.conf import LazySettings
from django.db import transaction

from media_library.models import Image
from pages.models import ArticlePage, HomePage
from pages.publications import rebuilding, writer
from pages.publications.rebuilding import rebuild_stale
from pages.publications.stale import count_waiting
from pages.publications.verification import differences
from tests.factories.media import make_image
from tests.factories.site_tree import make_article, make_homes, publish
from tests.integration.publications.reading import body_of
from tests.integration.publications.test_sequence import run_all

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.postgresql,
    pytest.mark.usefixtures("queued_tasks"),
]

PAGES = 30
# On a machine that does nothing else a publish waits for one batch, some tenths of a second.
LONGEST_WAIT = 5.0


@pytest.fixture
def home(transactional_db: None, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> HomePage:
    monkeypatch.setattr(writer, "DEPENDANTS_REBUILT_IN_ACT", 5)
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    return make_homes()["pl"]


@pytest.fixture
def articles(home: HomePage) -> list[ArticlePage]:
    """Pages that show an image whose title has changed."""
    with transaction.atomic():
        image = make_image("Tokarka")
        articles = [make_article(home, f"Strona {number}", image=image) for number in range(PAGES)]
    rebuild_stale()
    image.title = "Frezarka"
    image.save()
    assert count_waiting() == PAGES
    return articles


def test_a_publish_does_not_wait_for_the_whole_rebuild(home: HomePage, articles: list[ArticlePage]) -> None:
    waits: list[float] = []
    rebuilt = threading.Event()

    def rebuild() -> None:
        try:
            rebuild_stale()
        finally:
            rebuilt.set()

    def publish_all_the_while() -> None:
        number = 0
        while not rebuilt.is_set():
            number += 1
            begun = time.monotonic()
            publish(articles[number % PAGES], summary=f"Wersja {number}")
            waits.append(time.monotonic() - begun)

    run_all([rebuild, publish_all_the_while])
    rebuild_stale()
    assert waits
    assert max(waits) < LONGEST_WAIT
    assert {body_of(article)["image"]["title"] for article in articles} == {"Frezarka"}
    assert list(differences()) == []


def test_a_mark_set_while_its_page_is_rebuilt_is_not_lost(articles: list[ArticlePage]) -> None:
    def rename() -> None:
        for number in range(5):
            image = Image.objects.get()
            image.title = f"Wiertarka {number}"
            image.save()

    def rebuild() -> None:
        rebuild_stale()

    run_all([rebuild, rename, rebuild])
    rebuild_stale()
    assert {body_of(article)["image"]["title"] for article in articles} == {"Wiertarka 4"}
    assert list(differences()) == []
    assert rebuilding.is_current()
