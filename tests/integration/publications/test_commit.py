"""A publication is committed with the act that changed it, or neither is."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from wagtail.models import Page

from pages.models import HomePage
from pages.publications import writer
from pages.publications.models import Publication
from tests.factories.site_tree import make_article, make_homes, publish
from tests.integration.publications.reading import body_of, publication_of

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.postgresql]


@pytest.fixture
def home(transactional_db: None) -> HomePage:
    return make_homes()["pl"]


@pytest.fixture
def failing_flush(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def fail(*_args: object, **_kwargs: object) -> None:
        message = "the flush fails"
        raise RuntimeError(message)

    monkeypatch.setattr(writer, "write", fail)
    yield
    monkeypatch.undo()


def test_a_commit_writes_the_publication(home: HomePage) -> None:
    with transaction.atomic():
        article = make_article(home, "O nas")
        assert publication_of(article) is None
    assert publication_of(article) is not None


def test_an_act_without_a_transaction_is_published(home: HomePage) -> None:
    article = make_article(home, "O nas")
    publish(article, title="O centrum")
    assert body_of(article)["title"] == "O centrum"


def test_a_rolled_back_act_leaves_no_publication(home: HomePage) -> None:
    article = make_article(home, "O nas")
    with transaction.atomic():
        publish(article, title="Inny")
        transaction.set_rollback(True)
    assert body_of(article)["title"] == "O nas"


def test_a_rolled_back_savepoint_takes_its_marks_along(home: HomePage) -> None:
    with transaction.atomic():
        kept = make_article(home, "Zostaje")
        with transaction.atomic():
            make_article(home, "Znika")
            transaction.set_rollback(True)
    assert publication_of(kept) is not None
    assert not Publication.objects.filter(title="Znika").exists()
    assert not Page.objects.filter(title="Znika").exists()


def test_a_failing_flush_rolls_the_act_back(home: HomePage, failing_flush: None) -> None:
    with pytest.raises(RuntimeError, match="the flush fails"):
        make_article(home, "O nas")
    assert not Page.objects.filter(title="O nas").exists()
    # The connection is usable, and not inside a transaction.
    assert not connection.in_atomic_block
    assert connection.get_autocommit()
    assert Page.objects.filter(pk=home.pk).exists()


def test_callbacks_after_the_commit_see_the_publication(home: HomePage) -> None:
    seen: list[bool] = []
    with transaction.atomic():
        article = make_article(home, "O nas")
        transaction.on_commit(lambda: seen.append(publication_of(article) is not None))
    assert seen == [True]
