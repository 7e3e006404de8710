"""Languages, menus, texts and redirects of the site over the API."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from api.scopes import LOGIN, group_scope
from pages.models import HomePage, Menu, MenuItem, SiteTexts
from tests.factories.media import make_document, make_image, restricted_collection
from tests.factories.site_tree import make_article, restrict_page
from tests.integration.api.conftest import Get
from tests.integration.api.test_tokens import bearer
from tests.integration.conftest import Act

Homes = dict[str, HomePage]

RESOURCES = ("locales/", "navigation/", "settings/", "redirects/")


def make_menu(homes: Homes, language: str, slot: str, *items: MenuItem) -> None:
    site = Site.objects.get(is_default_site=True)
    menu = Menu.objects.create(site=site, locale=homes[language].locale, slot=slot)
    for number, item in enumerate(items):
        item.menu, item.sort_order = menu, number
        item.save()


def make_texts(homes: Homes, language: str = "pl", **fields: Any) -> SiteTexts:
    site = Site.objects.get(is_default_site=True)
    return SiteTexts.objects.create(site=site, locale=homes[language].locale, **fields)


def labels(entries: list[dict[str, Any]]) -> list[str]:
    return [entry["label"] for entry in entries]


def test_locales_have_names_and_front_pages(homes: Homes, act: Act, get: Get) -> None:
    with act():
        restrict_page(homes["en"])
    items = get("locales/").json()["items"]
    assert [(item["code"], item["is_default"]) for item in items] == [("pl", True), ("lt", False), ("en", False)]
    assert items[1]["name"] == "Lietuvių"
    assert items[1]["names"]["en"] == "Lithuanian"
    assert items[1]["home"]["id"] == homes["lt"].pk
    assert items[1]["home"]["meta"]["html_url"] == "http://localhost/lt/"
    assert items[2]["home"] is None


def test_menus_are_trees_of_what_the_reader_may_read(homes: Homes, act: Act, get: Get) -> None:
    with act():
        about = make_article(homes["pl"], "O nas")
        make_article(about, "Zespół", show_in_menus=True)
        make_article(about, "Poza menu")
        restrict_page(make_article(about, "Ukryta niżej", show_in_menus=True))
        hidden = make_article(homes["pl"], "Ukryta")
        restrict_page(hidden)
    make_menu(
        homes,
        "pl",
        "main",
        MenuItem(page=about),
        MenuItem(page=hidden, label="Tajne"),
        MenuItem(url="https://example.org/", label="Partner"),
    )
    make_menu(homes, "pl", "footer", MenuItem(page=homes["pl"], label="Początek"))
    answer = get("navigation/?locale=pl")
    body = answer.json()
    assert body["meta"] == {"locale": "pl", "requested_locale": "pl"}
    assert labels(body["main"]) == ["O nas", "Partner"]
    assert body["main"][0]["url"] == "http://localhost/pl/o-nas/"
    assert body["main"][0]["page"]["id"] == about.pk
    assert body["main"][0]["page"]["meta"]["type"] == "pages.ArticlePage"
    assert labels(body["main"][0]["children"]) == ["Zespół"]
    assert body["main"][1]["page"] is None
    assert [(entry["label"], entry["children"]) for entry in body["footer"]] == [("Początek", [])]
    assert answer["Content-Language"] == "pl"
    assert get("navigation/?locale=lt").json()["main"] == []
    assert get("navigation/?locale=lt&fallback=en,pl").json()["meta"] == {"locale": "pl", "requested_locale": "lt"}


def test_settings_have_the_emblem_statement_and_contact(homes: Homes, act: Act, get: Get) -> None:
    with act():
        privacy, hidden = make_article(homes["pl"], "Prywatność"), make_article(homes["pl"], "Ukryta")
        restrict_page(hidden)
        emblem = make_image("Emblemat")
    make_texts(
        homes,
        funding_emblem=emblem,
        funding_statement=f'<p><a linktype="page" id="{privacy.pk}">A</a> <a linktype="page" id="{hidden.pk}">B</a></p>',
        contact_email="biuro@example.org",
        privacy_page=privacy,
        accessibility_page=hidden,
    )
    body = get("settings/?locale=pl").json()
    assert body["funding"]["emblem"]["title"] == "Emblemat"
    assert body["funding"]["emblem"]["renditions"][0]["url"].startswith("http://localhost/images/")
    assert body["funding"]["statement"] == f'<p><a id="{privacy.pk}" linktype="page">A</a> B</p>'
    assert body["contact"]["email"] == "biuro@example.org"
    assert body["privacy_page"]["meta"]["html_url"] == "http://localhost/pl/prywatnosc/"
    assert body["accessibility_page"] is None
    html = get("settings/?rich_text_format=html").json()["funding"]["statement"]
    assert html == '<p><a href="http://localhost/pl/prywatnosc/">A</a> B</p>'
    assert get("settings/?locale=lt").status_code == 404
    assert get("settings/?locale=lt&fallback=pl")["Content-Language"] == "pl"


def test_a_hidden_emblem_and_document_are_left_out(homes: Homes, act: Act, get: Get) -> None:
    with act():
        emblem = make_image("Tajny", collection=restricted_collection())
        document = make_document("Tajny", collection=restricted_collection(name="Dokumenty"))
    make_texts(homes, funding_emblem=emblem, footer=f'<a linktype="document" id="{document.pk}">Plik</a>')
    body = get("settings/").json()
    assert (body["funding"]["emblem"], body["footer"]) == (None, "Plik")


def test_redirects_lead_only_to_what_the_reader_may_read(homes: Homes, act: Act, get: Get) -> None:
    with act():
        shown, hidden = make_article(homes["pl"], "Jawna"), make_article(homes["pl"], "Ukryta")
        restrict_page(hidden)
    kept = Redirect.objects.create(old_path="/pl/a", redirect_page=shown, is_permanent=False)
    Redirect.objects.create(old_path="/pl/b", redirect_page=hidden)
    Redirect.objects.create(old_path="/pl/c", redirect_link="https://example.org/")
    Redirect.objects.create(old_path="/pl/d", redirect_link="http://localhost/pl/ukryta/")
    Redirect.objects.create(old_path="/pl/e", redirect_link="http://localhost/pl/jawna/")
    Redirect.objects.create(old_path="/pl/f", redirect_link="/pl/ukryta/")
    Redirect.objects.create(old_path="/pl/g", redirect_link="HTTPS://LOCALHOST/pl/ukryta?x=1")
    Redirect.objects.create(old_path="/pl/h", redirect_link="//localhost/pl/ukryta")
    Redirect.objects.create(old_path="/pl/i", redirect_link="/pl/jawna#dalej")
    Redirect.objects.create(old_path="/pl/j", redirect_link="http://[localhost/pl/ukryta/")
    body = get("redirects/").json()
    assert [item["old_path"] for item in body["items"]] == ["/pl/a", "/pl/c", "/pl/e", "/pl/i"]
    assert body["meta"]["total_count"] == 4
    assert body["items"][0]["location"] == "http://localhost/pl/jawna/"
    assert body["items"][0]["is_permanent"] is False
    found = get("redirects/find/?html_path=/pl/a/")
    assert found["Location"] == f"http://localhost/api/v2/redirects/{kept.pk}/"
    assert get(f"redirects/{kept.pk}/").json() == body["items"][0]
    missing = get("redirects/find/?html_path=/pl/nie-ma/")
    for path in ("/pl/b/", "/pl/d/", "/pl/f/", "/pl/g/", "/pl/h/", "/pl/j/"):
        answer = get(f"redirects/find/?html_path={path}")
        assert (answer.status_code, answer.content) == (404, missing.content)


def test_a_token_finds_what_its_group_may_follow(homes: Homes, act: Act, participants: Group, get: Get) -> None:
    with act():
        hidden = make_article(homes["pl"], "Ukryta")
        restrict_page(hidden, participants)
        make_article(hidden, "Ukryta niżej", show_in_menus=True)
        restrict_page(homes["en"], participants)
        emblem = make_image("Tajny", collection=restricted_collection([participants]))
    make_menu(homes, "pl", "main", MenuItem(page=hidden))
    make_texts(homes, privacy_page=hidden, funding_emblem=emblem, footer=f'<a linktype="page" id="{hidden.pk}">A</a>')
    redirect = Redirect.objects.create(old_path="/pl/stara", redirect_page=hidden)
    Redirect.objects.create(old_path="/pl/wpisana", redirect_link="/pl/ukryta/")
    token = bearer(group_scope(participants.pk))
    entry = get("navigation/", **token).json()["main"][0]
    assert (entry["label"], labels(entry["children"])) == ("Ukryta", ["Ukryta niżej"])
    texts = get("settings/?rich_text_format=html", **token).json()
    assert texts["footer"] == '<a href="http://localhost/pl/ukryta/">A</a>'
    assert (texts["privacy_page"]["id"], texts["funding"]["emblem"]["id"]) == (hidden.pk, emblem.pk)
    assert get("locales/", **token).json()["items"][2]["home"]["id"] == homes["en"].pk
    assert get("redirects/", **token).json()["meta"]["total_count"] == 2
    found = get("redirects/find/?html_path=/pl/stara/", **token)
    assert found["Location"].endswith(f"/redirects/{redirect.pk}/")
    assert get(f"redirects/{redirect.pk}/", **token).json()["page"]["id"] == hidden.pk


@pytest.mark.parametrize("scopes", [[], [LOGIN], ["read:restricted:group-999999"]])
def test_another_token_is_answered_as_a_stranger(
    homes: Homes, act: Act, participants: Group, get: Get, scopes: list[str]
) -> None:
    with act():
        hidden = make_article(homes["pl"], "Ukryta")
        restrict_page(hidden, participants)
    paths = (*RESOURCES, "redirects/find/?html_path=/pl/stara/")
    make_texts(homes)
    before = {path: get(path).content for path in paths}
    make_menu(homes, "pl", "main", MenuItem(page=hidden, label="Tajne"))
    SiteTexts.objects.update(privacy_page=hidden, footer=f'<a linktype="page" id="{hidden.pk}"></a>')
    redirect = Redirect.objects.create(old_path="/pl/stara", redirect_page=hidden)
    token = bearer(*scopes)
    for path in paths:
        answer = get(path, **token)
        assert answer.content == get(path).content == before[path]
        assert answer["Cache-Control"].startswith("private") or answer.status_code == 404
        assert "Authorization" in answer["Vary"]
    assert get(f"redirects/{redirect.pk}/", **token).content == get("redirects/999999/").content


@pytest.mark.parametrize("path", RESOURCES)
def test_a_resource_can_be_asked_for_conditionally(homes: Homes, get: Get, path: str) -> None:
    make_texts(homes)
    first = get(path)
    assert first["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert path.rstrip("/") in first["Surrogate-Key"].split()
    assert get(path, if_none_match=first["ETag"]).status_code == 304


@pytest.mark.parametrize("path", RESOURCES)
def test_an_unknown_parameter_is_refused(homes: Homes, get: Get, path: str) -> None:
    answer = get(f"{path}?nothing=1")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("query", ["locale=xx", "locale=pl&fallback=xx", "fallback=pl"])
def test_an_unknown_language_is_a_400(homes: Homes, get: Get, query: str) -> None:
    make_texts(homes)
    for path in ("navigation/", "settings/"):
        assert get(f"{path}?{query}").status_code == 400


def test_queries_do_not_grow_with_the_entries(
    homes: Homes, act: Act, get: Get, django_assert_max_num_queries: Any
) -> None:
    with act():
        pages = [make_article(homes["pl"], f"Strona {number}") for number in range(4)]
        for page in pages:
            make_article(page, "Niżej", show_in_menus=True)
    make_menu(homes, "pl", "main", *(MenuItem(page=page) for page in pages))
    links = "".join(f'<a linktype="page" id="{page.pk}">x</a>' for page in pages)
    make_texts(homes, footer=links, funding_statement=links, privacy_page=pages[0])
    for page in pages:
        Redirect.objects.create(old_path=f"/pl/stara-{page.pk}", redirect_page=page)
    for path, queries in {"locales/": 4, "navigation/": 4, "settings/": 3, "redirects/": 4}.items():
        get(path)
        with django_assert_max_num_queries(queries):
            get(path)
