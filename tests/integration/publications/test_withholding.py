"""Stale may mean old, never too open: what may tell of something closed is withheld until it is rebuilt."""

from collections.abc import Callable, Iterable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from wagtail.models import Collection

from api.scopes import PUBLISHED
from media_library.models import Image
from pages.models import ArticlePage
from pages.publications.models import Passage
from pages.publications.rebuilding import rebuild_stale
from pages.publications.retention import purge_tombstones
from pages.publications.stale import count_waiting
from pages.publications.verification import differences
from tests.factories.media import make_collection, make_document, make_image, restrict
from tests.factories.site_tree import make_article, publish, restrict_page, translate
from tests.factories.tokens import issue_token
from tests.integration.conftest import Act, Homes
from tests.integration.publications.conftest import MANY, App

pytestmark = [pytest.mark.postgresql, pytest.mark.usefixtures("small_numbers")]

BODY = [("rich_text", "<h2>Spawanie</h2><p>Spawanie aluminium.</p>")]


@pytest.fixture
def image(homes: Homes, act: Act) -> Image:
    with act():
        return make_image("Tokarka", collection=make_collection("Zdjęcia"))


@pytest.fixture
def articles(homes: Homes, act: Act, image: Image) -> list[ArticlePage]:
    """More pages with the image than are rebuilt in an act."""
    with act():
        return [make_article(homes["pl"], f"Strona {n}", image=image, body=BODY) for n in range(MANY)]


@pytest.fixture
def member(client: Client, participants: Group) -> App:
    """An app with a token of the participants."""
    _token, secret = issue_token("App", [PUBLISHED, f"read:restricted:group-{participants.pk}"])
    return App(client, {"Authorization": f"Bearer {secret}"})


def ids(articles: Iterable[ArticlePage]) -> set[int]:
    return {article.pk for article in articles}


def close_collection(image: Image) -> None:
    restrict(image.collection)


def move_to_a_closed_collection(image: Image) -> None:
    closed: Collection = make_collection("Zamknięte")
    restrict(closed)
    image.collection = closed
    image.save()


def delete(image: Image) -> None:
    image.delete()


CLOSINGS: dict[str, Callable[[Image], None]] = {
    "its collection is closed": close_collection,
    "it is moved to a closed collection": move_to_a_closed_collection,
    "it is deleted": delete,
}


@pytest.mark.parametrize("how", CLOSINGS)
def test_pages_that_show_a_closed_image_are_withheld_until_they_are_rebuilt(
    articles: list[ArticlePage], image: Image, act: Act, stranger: App, how: str
) -> None:
    stranger.changes()
    with act():
        CLOSINGS[how](image)
    answer = stranger.get(f"pages/{articles[0].pk}/")
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "5", "no-store")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"] == "the object is being rebuilt: ask again in a moment"
    assert not stranger.listed() & ids(articles)
    assert stranger.get(f"pages/find/?id={articles[0].pk}").status_code == 404
    assert not Passage.objects.filter(publication__object_id__in=ids(articles), publication__kind="page").exists()
    assert sorted(stranger.changes()) == sorted(("delete", pk) for pk in ids(articles))
    rebuild_stale()
    answer = stranger.get(f"pages/{articles[0].pk}/")
    assert answer.status_code == 200
    assert answer.json()["image"] is None
    assert ids(articles) <= stranger.listed()
    assert sorted(stranger.changes()) == sorted(("upsert", pk) for pk in ids(articles))
    assert list(differences()) == []


def test_a_file_that_tells_of_withheld_pages_is_not_said_to_differ(homes: Homes, act: Act, image: Image) -> None:
    with act():
        document = make_document()
    body = [("rich_text", f'<p><a linktype="document" id="{document.pk}">Karta</a></p>')]
    with act():
        for number in range(MANY):
            make_article(homes["pl"], f"Strona {number}", image=image, body=body)
    with act():
        close_collection(image)
    assert count_waiting()
    assert list(differences()) == []
    rebuild_stale()
    assert list(differences()) == []


def test_a_version_that_is_withheld_is_not_said_to_be_missing(
    homes: Homes, articles: list[ArticlePage], image: Image, act: Act, stranger: App
) -> None:
    with act():
        lithuanian = translate(articles[0], homes["lt"], "Puslapis")
        english = make_article(homes["en"], "Page", image=image, translation_key=articles[0].translation_key)
        publish(articles[0], image=None)
    with act():
        close_collection(image)
    for query, status in (("locale=en", 503), ("locale=en&fallback=pl", 200), ("locale=xx", 400), ("", 200)):
        assert stranger.get(f"pages/{articles[0].pk}/?{query}").status_code == status
    rebuild_stale()
    assert stranger.get(f"pages/{articles[0].pk}/?locale=en").json()["id"] == english.pk
    assert stranger.get(f"pages/{articles[0].pk}/?locale=lt").json()["id"] == lithuanian.pk


def test_the_sites_own_pages_are_not_withheld(
    articles: list[ArticlePage], image: Image, act: Act, client: Client
) -> None:
    with act():
        image.delete()
    answer = client.get(ArticlePage.objects.get(pk=articles[0].pk).url)
    assert answer.status_code == 200


def test_a_section_that_is_closed_is_gone_for_strangers_and_withheld_from_members(
    homes: Homes, act: Act, participants: Group, stranger: App, member: App
) -> None:
    with act():
        section = make_article(homes["pl"], "Dział")
        articles = [make_article(section, f"Strona {number}") for number in range(MANY)]
    with act():
        restrict_page(section, participants)
    assert stranger.get(f"pages/{articles[0].pk}/").status_code == 404
    assert member.get(f"pages/{articles[0].pk}/").status_code == 503
    assert not (stranger.listed() | member.listed()) & ids(articles)
    rebuild_stale()
    assert stranger.get(f"pages/{articles[0].pk}/").status_code == 404
    assert member.get(f"pages/{articles[0].pk}/").status_code == 200
    assert not stranger.listed() & ids(articles)
    assert ids(articles) <= member.listed()
    assert list(differences()) == []


def test_a_section_that_is_opened_is_served_as_it_was_until_it_is_rebuilt(
    homes: Homes, act: Act, participants: Group, stranger: App, member: App
) -> None:
    with act():
        section = make_article(homes["pl"], "Dział")
        articles = [make_article(section, f"Strona {number}") for number in range(MANY)]
        restriction = restrict_page(section, participants)
    rebuild_stale()
    with act():
        restriction.delete()
    assert count_waiting() > MANY
    assert member.get(f"pages/{articles[0].pk}/").status_code == 200
    assert stranger.get(f"pages/{articles[0].pk}/").status_code == 404
    rebuild_stale()
    assert stranger.get(f"pages/{articles[0].pk}/").status_code == 200


def test_pages_behind_a_new_password_are_withheld_from_nobody(homes: Homes, act: Act, stranger: App) -> None:
    with act():
        section = make_article(homes["pl"], "Dział")
        articles = [make_article(section, f"Strona {number}") for number in range(MANY)]
    with act():
        restrict_page(section, password="tajne")
    assert stranger.get(f"pages/{articles[0].pk}/").status_code == 404
    rebuild_stale()
    assert stranger.get(f"pages/{articles[0].pk}/").status_code == 404
    assert count_waiting() == 0


def test_cards_of_a_page_whose_picture_was_closed_are_withheld_too(
    homes: Homes, act: Act, articles: list[ArticlePage], image: Image, stranger: App
) -> None:
    with act():
        card = make_article(homes["lt"], "Kortelė", body=[("page_cards", {"title": "", "pages": [articles[0]]})])
    assert "Tokarka" in stranger.get(f"pages/{card.pk}/").content.decode()
    with act():
        close_collection(image)
    assert stranger.get(f"pages/{card.pk}/").status_code == 503
    rebuild_stale()
    answer = stranger.get(f"pages/{card.pk}/")
    assert answer.status_code == 200
    assert "Tokarka" not in answer.content.decode()


def test_what_still_shows_a_picture_that_was_taken_out_before_it_was_closed_is_withheld(
    homes: Homes, act: Act, image: Image, stranger: App
) -> None:
    with act():
        page = make_article(homes["pl"], "Strona", image=image)
        card = ("page_cards", {"title": "", "pages": [page]})
        cards = [make_article(homes["lt"], f"Kortelė {number}", body=[card]) for number in range(MANY)]
    with act():
        publish(page, image=None)
    assert "Tokarka" in stranger.get(f"pages/{cards[0].pk}/").content.decode()
    with act():
        close_collection(image)
    assert {stranger.get(f"pages/{pk}/").status_code for pk in ids(cards)} == {503}
    assert stranger.get(f"pages/{page.pk}/").status_code == 200


def test_a_file_does_not_name_the_pages_of_a_section_that_was_closed(
    homes: Homes, act: Act, articles: list[ArticlePage], image: Image, stranger: App
) -> None:
    with act():
        restrict_page(homes["pl"])
    assert stranger.get(f"images/{image.pk}/").status_code == 503
    rebuild_stale()
    assert stranger.get(f"images/{image.pk}/?fields=shown_on").json()["meta"]["shown_on"] == []


@pytest.mark.parametrize("password", ["", "tajne"])
def test_a_file_does_not_name_withheld_pages_that_are_moved_to_a_closed_section(
    homes: Homes, act: Act, image: Image, stranger: App, password: str
) -> None:
    with act():
        document = make_document()
        closed, section = make_article(homes["pl"], "Zamknięte"), make_article(homes["pl"], "Dział")
        restrict_page(closed, password=password)
        draft = make_article(section, "Szkic")
    with act():
        ArticlePage.objects.get(pk=draft.pk).unpublish()
    body = [("rich_text", f'<p><a linktype="document" id="{document.pk}">Karta</a></p>')]
    with act():
        for number in range(MANY):
            make_article(draft, f"Strona {number}", image=image, body=body)
    with act():
        close_collection(image)
    assert len(stranger.get(f"documents/{document.pk}/?fields=shown_on").json()["meta"]["shown_on"]) == MANY
    with act():
        ArticlePage.objects.get(pk=section.pk).move(ArticlePage.objects.get(pk=closed.pk), pos="last-child")
    assert stranger.get(f"documents/{document.pk}/").status_code == 503
    rebuild_stale()
    assert stranger.get(f"documents/{document.pk}/?fields=shown_on").json()["meta"]["shown_on"] == []
    assert list(differences()) == []


def test_pages_that_show_an_unpublished_page_are_withheld(homes: Homes, act: Act, stranger: App) -> None:
    with act():
        shown = make_article(homes["pl"], "Wycofana")
        card = ("page_cards", {"title": "", "pages": [shown]})
        articles = [make_article(homes["lt"], f"Kortelė {number}", body=[card]) for number in range(MANY)]
    with act():
        ArticlePage.objects.get(pk=shown.pk).unpublish()
    assert {stranger.get(f"pages/{pk}/").status_code for pk in ids(articles)} == {503}
    rebuild_stale()
    answers = [stranger.get(f"pages/{pk}/") for pk in ids(articles)]
    assert {answer.status_code for answer in answers} == {200}
    assert not any("Wycofana" in answer.content.decode() for answer in answers)


def test_a_page_comes_back_after_its_tombstone_was_purged(
    articles: list[ArticlePage], image: Image, act: Act, stranger: App
) -> None:
    with act():
        image.delete()
    purge_tombstones(timezone.now() + timedelta(days=365))
    assert stranger.get(f"pages/{articles[0].pk}/").status_code == 503
    rebuild_stale()
    assert stranger.get(f"pages/{articles[0].pk}/").status_code == 200
    assert list(differences()) == []


def test_a_page_withheld_and_then_deleted_is_gone(
    articles: list[ArticlePage], image: Image, act: Act, stranger: App
) -> None:
    with act():
        image.delete()
    with act():
        ArticlePage.objects.get(pk=articles[0].pk).delete()
    assert stranger.get(f"pages/{articles[0].pk}/").status_code == 404
    assert stranger.get(f"pages/{articles[1].pk}/").status_code == 503
