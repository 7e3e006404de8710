"""``publications verify`` finds what no signal has told of, and repairs it."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import QuerySet
from wagtail.models import PageViewRestriction

from media_library.models import Image
from pages.models import ArticlePage, HomePage
from pages.publications import verification
from pages.publications.models import Passage, Publication, PublicationBody
from pages.publications.selectors import head_sequence
from pages.publications.stale import mark_all_stale
from tests.factories.media import make_document, make_image
from tests.factories.site_tree import make_article
from tests.integration.conftest import Act
from tests.integration.publications.reading import audience_of, body_of, publication_of

pytestmark = pytest.mark.postgresql

Homes = dict[str, HomePage]
Break = Callable[[ArticlePage], object]
BODY = [("rich_text", "<h2>Spawanie</h2><p>Spawanie aluminium.</p>")]


@pytest.fixture
def article(homes: Homes, act: Act) -> ArticlePage:
    """A published page with passages."""
    with act():
        return make_article(homes["pl"], "O nas", body=BODY)


def verify(*options: str) -> list[str]:
    """Return the lines that the command writes."""
    output = StringIO()
    try:
        call_command("publications", "verify", *options, stdout=output)
    except CommandError as error:
        output.write(f"exit {error.returncode}: {error}")
    return output.getvalue().splitlines()


def test_what_signals_have_written_is_right(article: ArticlePage, act: Act) -> None:
    with act():
        make_image()
        make_document()
    assert verify() == ["6 are right."]


def test_an_update_of_the_content_is_found_and_repaired(article: ArticlePage, act: Act) -> None:
    with act():
        image = make_image()
    ArticlePage.objects.filter(pk=article.pk).update(title="O centrum")
    Image.objects.filter(pk=image.pk).update(title="Frezarka")
    found = verify()
    assert found[0] == f"page {article.pk} “O nas”: title, etag, body"
    assert found[1] == f"image {image.pk} “Lathe”: title, etag, body"
    assert found[2] == "exit 1: 2 of 5 publications differ: manage.py publications verify --repair"
    assert body_of(article)["title"] == "O nas"
    before = head_sequence()
    assert verify("--repair") == [*found[:2], "5 publications compared, 2 repaired."]
    assert body_of(article)["title"] == "O centrum"
    assert head_sequence() == before + 2
    assert verify() == ["5 are right."]


def test_what_is_stale_is_told_and_not_compared(article: ArticlePage) -> None:
    ArticlePage.objects.filter(pk=article.pk).update(title="O centrum")
    mark_all_stale([("page", article.pk)])
    assert verify() == ["Not compared, since they wait for the worker: 1.", "3 are right."]
    assert body_of(article)["title"] == "O nas"


def test_a_repair_rebuilds_what_is_stale_first(article: ArticlePage) -> None:
    ArticlePage.objects.filter(pk=article.pk).update(title="O centrum")
    mark_all_stale([("page", article.pk)])
    assert verify("--repair") == ["4 are right."]
    assert body_of(article)["title"] == "O centrum"


def restrict_without_a_signal(article: ArticlePage) -> None:
    PageViewRestriction.objects.bulk_create([PageViewRestriction(page_id=article.pk, restriction_type="login")])


def bodies(article: ArticlePage) -> QuerySet[PublicationBody]:
    return PublicationBody.objects.filter(publication__object_id=article.pk)


def rows(article: ArticlePage) -> QuerySet[Publication]:
    return Publication.objects.filter(object_id=article.pk, kind="page")


BREAKS: dict[str, tuple[Break, set[str]]] = {
    "the body is another": (lambda article: bodies(article).update(body="{}"), {"body"}),
    "the body is gone": (lambda article: bodies(article).delete(), {"body"}),
    "passages are gone": (lambda article: Passage.objects.all().delete(), {"passages"}),
    "the digest is another": (lambda article: rows(article).update(etag="old"), {"etag"}),
    "the place is another": (lambda article: rows(article).update(path="0009"), {"path"}),
    "the row is a tombstone": (lambda article: rows(article).update(deleted=True), {"is missing"}),
    "the row is gone": (lambda article: rows(article).delete(), {"is missing"}),
    "the page is a draft": (
        lambda article: ArticlePage.objects.filter(pk=article.pk).update(live=False),
        {"should not be published"},
    ),
    "the page is restricted": (restrict_without_a_signal, {"etag", "audience"}),
}


@pytest.mark.parametrize("what", BREAKS)
def test_whatever_was_changed_behind_its_back_is_found_and_repaired(article: ArticlePage, what: str) -> None:
    break_it, parts = BREAKS[what]
    break_it(article)
    found = verify("--repair")
    assert len(found) == 2
    assert set(found[0].partition(": ")[2].split(", ")) == parts
    assert verify()[-1].endswith(" are right.")


def test_what_was_closed_without_a_signal_is_withdrawn(article: ArticlePage) -> None:
    restrict_without_a_signal(article)
    assert audience_of(article) == "public"
    verify("--repair")
    assert audience_of(article) == "login"


def test_batches_cover_everything_once(homes: Homes, act: Act, monkeypatch: pytest.MonkeyPatch) -> None:
    with act():
        articles = [make_article(homes["pl"], f"Strona {number}") for number in range(5)]
    ArticlePage.objects.filter(pk__in=[article.pk for article in articles]).update(title="Inna")
    monkeypatch.setattr(verification, "BATCH", 2)
    monkeypatch.setattr(verification, "REPAIR_BATCH", 1)
    found = [difference.object_id for difference in verification.differences(repair=True)]
    assert found == [article.pk for article in articles]
    assert all(publication_of(article).title == "Inna" for article in articles)  # type: ignore[union-attr]
