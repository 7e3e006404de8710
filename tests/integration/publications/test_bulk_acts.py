"""After what an editor does to many things at once the publications are right."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from pages.models import ArticlePage, HomePage
from pages.publications.verification import differences
from tests.factories.accounts import log_in
from tests.factories.media import make_collection, make_image, restrict
from tests.factories.site_tree import make_article, restrict_page
from tests.integration.conftest import Act
from tests.integration.publications.reading import audience_of, body_of, publication_of

Homes = dict[str, HomePage]


@pytest.fixture
def editor(homes: Homes) -> Client:
    return log_in(is_superuser=True)


@pytest.fixture
def articles(homes: Homes, act: Act) -> list[ArticlePage]:
    with act():
        return [make_article(homes["pl"], f"Strona {number}") for number in range(3)]


def do(editor: Client, act: Act, action: str, pages: list[ArticlePage], **data: object) -> None:
    """Choose pages in the list and do something to all of them."""
    ids = "&".join(f"id={page.pk}" for page in pages)
    address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", action))
    with act():
        response = editor.post(f"{address}?{ids}&next=/admin/", data)
    assert response.status_code == 302


def test_unpublishing_and_publishing(editor: Client, act: Act, articles: list[ArticlePage]) -> None:
    with act():
        below = make_article(articles[0], "Pod spodem")
    do(editor, act, "unpublish", articles[:2], include_descendants="on")
    assert [publication_of(page) is None for page in (*articles, below)] == [True, True, False, True]
    do(editor, act, "publish", articles[:2], include_descendants="on")
    assert [audience_of(page) for page in (*articles, below)] == ["public"] * 4


def test_deleting(editor: Client, act: Act, articles: list[ArticlePage]) -> None:
    do(editor, act, "delete", articles[1:])
    assert [publication_of(page) is None for page in articles] == [False, True, True]
    assert list(differences()) == []


def test_moving_into_a_closed_section(editor: Client, act: Act, articles: list[ArticlePage]) -> None:
    with act():
        restrict_page(articles[0])
    do(editor, act, "move", articles[1:], chooser=articles[0].pk)
    for page in articles[1:]:
        assert Page.objects.get(pk=page.pk).is_child_of(Page.objects.get(pk=articles[0].pk))
        assert audience_of(page) == "login"
        assert body_of(page)["meta"]["html_url"].startswith("http://localhost/pl/strona-0/")
    assert list(differences()) == []


def test_moving_a_collection_into_a_closed_one(editor: Client, act: Act) -> None:
    group = Group.objects.create(name="Uczestnicy")
    with act():
        closed, moved = make_collection("Zamknięty"), make_collection("Przenoszony")
        restrict(closed, [group])
        image = make_image(collection=moved)
    assert audience_of(image) == "public"
    address = reverse("wagtailadmin_collections:edit", args=(moved.pk,))
    with act():
        response = editor.post(address, {"name": moved.name, "parent": closed.pk})
    assert response.status_code == 302
    assert audience_of(image) == f"({group.pk})"
