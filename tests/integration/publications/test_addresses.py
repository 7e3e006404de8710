"""A page that no address leads to is published no more than one of no site."""

import pytest
from wagtail.models import Page

from pages.models import ArticlePage
from pages.publications.models import StalePublication
from pages.publications.rebuilding import rebuild_stale
from pages.publications.stale import count_waiting
from pages.publications.verification import differences
from tests.factories.site_tree import make_article, restrict_page, translate
from tests.integration.conftest import Act, Homes
from tests.integration.publications.reading import body_of, publication_of

pytestmark = [pytest.mark.postgresql, pytest.mark.usefixtures("small_numbers")]


@pytest.fixture
def article(homes: Homes, act: Act) -> ArticlePage:
    with act():
        return make_article(homes["pl"], "O nas")


def name_it_by_code(page: Page, act: Act, slug: str) -> None:
    with act():
        page.slug = slug
        page.save(clean=False)


def test_it_is_withdrawn_and_told_of_by_nobody(homes: Homes, act: Act, article: ArticlePage) -> None:
    with act():
        card = make_article(homes["pl"], "Karty", body=[("page_cards", {"title": "", "pages": [article]})])
    name_it_by_code(article, act, "o.nas")
    rebuild_stale()
    assert publication_of(article) is None
    assert body_of(card)["body"] == []
    assert list(differences()) == []


def test_the_worker_is_done_with_it(homes: Homes, act: Act, article: ArticlePage) -> None:
    translated = translate(article, homes["lt"], "Apie mus")
    for page in (article, translated):
        name_it_by_code(Page.objects.get(pk=page.pk).specific, act, "o.nas")
    StalePublication.objects.bulk_create(
        [StalePublication(kind="page", object_id=page.pk, told_to=0) for page in (article, translated)],
        ignore_conflicts=True,
    )
    with act():
        restrict_page(Page.objects.get(pk=homes["pl"].pk))
    rounds = 0
    while count_waiting() and rounds < 10:
        rebuild_stale()
        rounds += 1
    assert count_waiting() == 0
    assert rounds <= 2
    assert list(differences()) == []
