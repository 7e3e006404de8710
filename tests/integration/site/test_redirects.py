"""Old addresses lead on."""

import pytest
from django.test import Client
from wagtail.models import Page

from tests.factories.site_tree import make_article, publish, restrict_page
from tests.integration.conftest import Act, Homes
from tests.integration.site.reading import path_of


def target_of(client: Client, path: str) -> str:
    """Return where a path leads for good."""
    response = client.get(path)
    assert response.status_code == 301, f"{path}: {response.status_code}"
    return path_of(response["Location"])


def test_a_new_slug_leaves_a_redirect_for_the_page_and_what_is_beneath(homes: Homes, act: Act, client: Client) -> None:
    with act():
        page = make_article(homes["pl"], "Kontakt", slug="kontakt")
        make_article(page, "Dojazd", slug="dojazd")
    with act():
        publish(page, slug="biuro")
    assert target_of(client, "/pl/kontakt/") == "/pl/biuro/"
    assert target_of(client, "/pl/kontakt/dojazd/") == "/pl/biuro/dojazd/"
    assert client.get("/pl/biuro/dojazd/").status_code == 200


@pytest.mark.parametrize("language", ["lt", "en"])
def test_a_new_slug_leaves_a_redirect_in_every_language(homes: Homes, act: Act, client: Client, language: str) -> None:
    with act():
        page = make_article(homes[language], "Contact", slug="contact")
    with act():
        publish(page, slug="office")
    assert target_of(client, f"/{language}/contact/") == f"/{language}/office/"


def test_a_move_leaves_a_redirect(homes: Homes, act: Act, client: Client) -> None:
    with act():
        page = make_article(homes["pl"], "Dojazd", slug="dojazd")
        above = make_article(homes["pl"], "Kontakt", slug="kontakt")
    with act():
        Page.objects.get(pk=page.pk).move(Page.objects.get(pk=above.pk), pos="last-child")
    assert target_of(client, "/pl/dojazd/") == "/pl/kontakt/dojazd/"


def test_an_address_of_old_tells_nothing_of_a_page_that_the_visitor_may_not_read(
    homes: Homes, act: Act, client: Client
) -> None:
    with act():
        page = make_article(homes["pl"], "Kontakt", slug="kontakt")
    with act():
        publish(page, slug="tajne-biuro")
        restrict_page(page)
    response = client.get("/pl/kontakt/")
    assert "tajne-biuro" not in response.get("Location", "")
    assert "tajne-biuro" not in response.content.decode()
