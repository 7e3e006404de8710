"""What a page tells of its translations is put right without the page being serialized again."""

import pytest
from wagtail.models import Page

from pages.models import ArticlePage
from pages.publications import writer
from pages.publications.models import Publication
from pages.publications.representation import Representation, represent_page
from pages.publications.scope import Surroundings
from pages.publications.verification import differences
from tests.factories.media import make_document
from tests.factories.site_tree import make_article, publish, translate
from tests.integration.conftest import Act, Homes
from tests.integration.publications.reading import body_of, publication_of

pytestmark = pytest.mark.postgresql


@pytest.fixture
def article(homes: Homes, act: Act) -> ArticlePage:
    with act():
        return make_article(homes["pl"], "O nas", body=[("rich_text", "<h2>Spawanie</h2><p>Aluminium.</p>")])


@pytest.fixture
def translated(article: ArticlePage, homes: Homes, act: Act) -> ArticlePage:
    with act():
        return translate(article, homes["lt"], "Apie mus")


@pytest.fixture
def serialized(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The ids of the pages that were serialized."""
    pks: list[int] = []

    def noting(page: Page, surroundings: Surroundings) -> Representation | None:
        pks.append(page.pk)
        return represent_page(page, surroundings)

    monkeypatch.setattr(writer, "represent_page", noting)
    return pks


def published(page: Page) -> Publication:
    publication = publication_of(page)
    assert publication is not None
    return publication


def addresses(page: Page) -> list[str]:
    return [each["html_url"] for each in body_of(page)["meta"]["translations"]]


def test_a_new_address_is_told_by_the_translation(
    article: ArticlePage, translated: ArticlePage, act: Act, serialized: list[int]
) -> None:
    before = published(translated)
    with act():
        publish(article, slug="o-centrum")
    [address] = addresses(translated)
    assert address.endswith("/o-centrum/")
    assert translated.pk not in serialized
    after = published(translated)
    assert after.sequence > before.sequence
    assert after.etag != before.etag
    assert list(differences()) == []


def test_a_page_that_can_be_filtered_keeps_the_entity_tag_of_what_it_is(
    article: ArticlePage, homes: Homes, act: Act, serialized: list[int]
) -> None:
    with act():
        translated = translate(article, homes["lt"], "Apie mus")
        publish(translated, body=[("document", {"document": make_document(filename="karta.pdf"), "title": ""})])
    before = published(translated)
    assert before.facets
    serialized.clear()
    with act():
        publish(article, slug="o-centrum")
    assert translated.pk not in serialized
    assert published(translated).etag != before.etag
    assert list(differences()) == []


def test_a_new_text_is_no_change_of_the_translation(
    article: ArticlePage, translated: ArticlePage, act: Act, serialized: list[int]
) -> None:
    before = published(translated)
    with act():
        publish(article, summary="Nowy opis")
    after = published(translated)
    assert (after.sequence, after.etag) == (before.sequence, before.etag)
    assert serialized == [article.pk]


def test_a_new_translation_is_told_by_the_others(
    article: ArticlePage, translated: ArticlePage, homes: Homes, act: Act, serialized: list[int]
) -> None:
    with act():
        english = translate(article, homes["en"], "About us")
    assert serialized == [english.pk]
    assert [each["locale"] for each in body_of(translated)["meta"]["translations"]] == ["en", "pl"]
    assert list(differences()) == []


def test_a_translation_that_was_unpublished_is_told_no_more(
    article: ArticlePage, translated: ArticlePage, act: Act
) -> None:
    with act():
        ArticlePage.objects.get(pk=article.pk).unpublish()
    assert addresses(translated) == []
    assert list(differences()) == []


def test_a_translation_whose_body_is_missing_is_written_whole(
    article: ArticlePage, translated: ArticlePage, act: Act, serialized: list[int]
) -> None:
    published(translated).body.delete()
    with act():
        publish(article, slug="o-centrum")
    assert translated.pk in serialized
    assert list(differences()) == []


def test_titles_in_all_languages_are_right_after_one_has_changed(homes: Homes, article: ArticlePage, act: Act) -> None:
    with act():
        publish(homes["pl"], title="Centrum")
    assert list(differences()) == []
