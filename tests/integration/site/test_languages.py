"""Each language version of a page leads to the others."""

import pytest
from django.test import Client

from tests.factories.site_tree import LANGUAGES, make_article, restrict_page, translate
from tests.integration.conftest import Act, Homes
from tests.integration.site.reading import Elements, alternates_in, html_of, language_switch_in, path_of

ABOUT = {"pl": "/pl/o-nas/", "lt": "/lt/apie-mus/", "en": "/en/about-us/"}


@pytest.fixture
def about(homes: Homes, act: Act) -> None:
    """A page in three languages, each with a slug of its own."""
    with act():
        page = make_article(homes["pl"], "O nas", slug="o-nas")
        translate(page, homes["lt"], "Apie mus")
        translate(page, homes["en"], "About us")


@pytest.mark.parametrize("language", LANGUAGES)
def test_language_switch_leads_to_the_same_page(about: None, client: Client, language: str) -> None:
    html = html_of(client, ABOUT[language])
    assert language_switch_in(html) == ABOUT
    assert Elements(html).named("html")[0]["lang"] == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_search_engines_are_told_of_every_language_and_of_the_default(
    about: None, client: Client, language: str
) -> None:
    html = html_of(client, ABOUT[language])
    assert alternates_in(html) == {**ABOUT, "x-default": ABOUT["pl"]}
    assert all(link["href"].startswith("http://") for link in Elements(html).named("link", rel="alternate"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_version_is_canonical_without_its_query(about: None, client: Client, language: str) -> None:
    [canonical] = Elements(html_of(client, f"{ABOUT[language]}?utm_source=x")).named("link", rel="canonical")
    assert path_of(canonical["href"]) == ABOUT[language]


def test_a_missing_translation_leads_to_the_front_page_and_is_no_alternate(
    homes: Homes, act: Act, client: Client
) -> None:
    with act():
        page = make_article(homes["pl"], "O nas", slug="o-nas")
        translate(page, homes["lt"], "Apie mus")
    html = html_of(client, "/pl/o-nas/")
    assert language_switch_in(html) == {"pl": "/pl/o-nas/", "lt": "/lt/apie-mus/", "en": "/en/"}
    assert set(alternates_in(html)) == {"pl", "lt", "x-default"}


def test_a_translation_that_the_visitor_may_not_read_is_not_named(homes: Homes, act: Act, client: Client) -> None:
    with act():
        page = make_article(homes["pl"], "O nas", slug="o-nas")
        restrict_page(translate(page, homes["lt"], "Apie mus"))
    assert "apie-mus" not in html_of(client, "/pl/o-nas/")


def test_a_draft_translation_is_not_named(homes: Homes, act: Act, client: Client) -> None:
    with act():
        page = make_article(homes["pl"], "O nas", slug="o-nas")
        translate(page, homes["lt"], "Apie mus").unpublish()
    assert "apie-mus" not in html_of(client, "/pl/o-nas/")


@pytest.mark.parametrize(("accepted", "language"), [("lt;q=0.9,de;q=1.0", "lt"), ("en-US,en", "en"), ("fr", "pl")])
def test_the_bare_address_leads_to_a_page_in_the_language_of_the_visitor(
    homes: Homes, client: Client, accepted: str, language: str
) -> None:
    response = client.get("/", headers={"accept-language": accepted}, follow=True)
    assert response.redirect_chain == [(f"/{language}/", 302)]
    assert Elements(response.content.decode()).named("html")[0]["lang"] == language


def test_a_page_that_is_no_content_keeps_place_and_query_in_the_other_language(homes: Homes, client: Client) -> None:
    assert language_switch_in(html_of(client, "/pl/search/?q=tig")) == {
        code: f"/{code}/search/?q=tig" for code in LANGUAGES
    }


@pytest.mark.parametrize(
    ("language", "told"),
    [("lt", "Teksto kalba: lenkų."), ("en", "Language of the text: Polish.")],
)
def test_a_language_is_named_as_in_the_middle_of_a_sentence(
    homes: Homes, act: Act, client: Client, language: str, told: str
) -> None:
    with act():
        page = make_article(homes["pl"], "O nas", slug="o-nas")
        page.copy_for_translation(homes[language].locale, alias=True)
    assert told in html_of(client, f"/{language}/o-nas/")


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Multimedialne Centrum Kompetencji", "Multimedialne Centrum Kompetencji"),
        ("Start", "Start – Multimedialne Centrum Kompetencji"),
    ],
)
def test_title_of_a_home_page_names_the_site_once(
    homes: Homes, act: Act, client: Client, title: str, shown: str
) -> None:
    with act():
        homes["pl"].title = title
        homes["pl"].save_revision().publish()
    assert f"<title>{shown}</title>" in html_of(client, "/pl/")
