"""What an act does not rebuild itself is marked, and rebuilt by the worker."""

import logging

import pytest
from wagtail.models import Page

from media_library.models import Image
from pages.models import ArticlePage
from pages.publications import rebuilding, writer
from pages.publications.models import StalePublication
from pages.publications.rebuilding import StaleRebuilder, rebuild_stale
from pages.publications.representation import Representation, represent_page
from pages.publications.scope import Surroundings
from pages.publications.selectors import head_sequence
from pages.publications.stale import count_waiting
from pages.publications.verification import differences
from tests.factories.media import make_image
from tests.factories.site_tree import make_article, publish
from tests.integration.conftest import Act, Homes
from tests.integration.publications.conftest import FEW, MANY
from tests.integration.publications.reading import body_of, publication_of

pytestmark = [pytest.mark.postgresql, pytest.mark.usefixtures("small_numbers")]


@pytest.fixture
def image(homes: Homes, act: Act) -> Image:
    with act():
        return make_image("Tokarka")


def make_articles(homes: Homes, act: Act, image: Image, count: int) -> list[ArticlePage]:
    with act():
        return [make_article(homes["pl"], f"Strona {number}", image=image) for number in range(count)]


def rename(image: Image, act: Act, title: str = "Frezarka") -> None:
    with act():
        image.title = title
        image.save()


def shown_titles(articles: list[ArticlePage]) -> set[str]:
    return {body_of(article)["image"]["title"] for article in articles}


def all_differences() -> list[str]:
    return [str(difference) for difference in differences()]


def test_a_few_pages_that_show_a_changed_image_are_rebuilt_with_it(homes: Homes, act: Act, image: Image) -> None:
    articles = make_articles(homes, act, image, FEW)
    rename(image, act)
    assert shown_titles(articles) == {"Frezarka"}
    assert count_waiting() == 0


def test_many_are_left_to_the_worker(homes: Homes, act: Act, image: Image) -> None:
    articles = make_articles(homes, act, image, MANY)
    rename(image, act)
    assert body_of(image)["title"] == "Frezarka"
    assert shown_titles(articles) == {"Tokarka"}
    assert count_waiting() == MANY
    rebuild_stale()
    assert shown_titles(articles) == {"Frezarka"}
    assert count_waiting() == 0
    assert all_differences() == []


def test_what_shows_a_page_that_the_worker_has_rebuilt_follows(homes: Homes, act: Act, image: Image) -> None:
    articles = make_articles(homes, act, image, MANY)
    with act():
        card = make_article(homes["lt"], "Kortelė", body=[("page_cards", {"title": "", "pages": [articles[0]]})])
    rename(image, act)
    rebuild_stale()
    [block] = body_of(card)["body"]
    assert block["value"]["pages"][0]["image"]["title"] == "Frezarka"
    assert all_differences() == []


def test_a_page_published_while_it_is_stale_waits_no_longer(homes: Homes, act: Act, image: Image) -> None:
    articles = make_articles(homes, act, image, MANY)
    rename(image, act)
    with act():
        publish(articles[0], summary="Nowy opis")
    assert shown_titles(articles[:1]) == {"Frezarka"}
    assert count_waiting() == MANY - 1


def test_a_rebuild_that_changes_nothing_is_no_change_for_readers(homes: Homes, act: Act, image: Image) -> None:
    make_articles(homes, act, image, MANY)
    rename(image, act)
    rename(image, act, "Tokarka")
    before = head_sequence()
    rebuild_stale()
    assert head_sequence() == before


def test_a_page_that_cannot_be_rebuilt_holds_up_no_other(
    homes: Homes, act: Act, image: Image, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    articles = make_articles(homes, act, image, MANY)
    rename(image, act)

    def fail_for_the_first(page: Page, surroundings: Surroundings) -> Representation | None:
        if page.pk == articles[0].pk:
            message = "broken"
            raise ValueError(message)
        return represent_page(page, surroundings)

    with monkeypatch.context() as patch, caplog.at_level(logging.ERROR):
        patch.setattr(writer, "represent_page", fail_for_the_first)
        rebuilder = StaleRebuilder(lambda: True)
        rebuilder.run()
    assert f"page {articles[0].pk}" in caplog.text
    assert shown_titles(articles[1:]) == {"Frezarka"}
    assert [mark.object_id for mark in StalePublication.objects.all()] == [articles[0].pk]
    rename(image, act, "Wiertarka")
    rebuilder.run()
    assert shown_titles(articles[1:]) == {"Wiertarka"}
    assert shown_titles(articles[:1]) == {"Tokarka"}
    rebuilder.retry_at = 0
    rebuilder.run()
    assert shown_titles(articles) == {"Wiertarka"}


def test_a_worker_that_is_to_stop_leaves_the_rest(homes: Homes, act: Act, image: Image) -> None:
    make_articles(homes, act, image, MANY)
    rename(image, act)
    answers = iter([True, False])
    rebuild_stale(goes_on=lambda: next(answers))
    assert count_waiting() == MANY - rebuilding.BATCH


def test_a_page_that_was_unpublished_while_it_was_stale_stays_withdrawn(homes: Homes, act: Act, image: Image) -> None:
    articles = make_articles(homes, act, image, MANY)
    rename(image, act)
    with act():
        ArticlePage.objects.get(pk=articles[0].pk).unpublish()
    rebuild_stale()
    assert publication_of(articles[0]) is None
