"""The sitemap tells of every public page and its versions."""

import xml.etree.ElementTree as ET
from uuid import uuid4

from django.test import Client

from pages.publications.models import Publication
from tests.factories.site_tree import make_article, restrict_page, translate
from tests.integration.conftest import Act, Homes
from tests.integration.site.reading import path_of

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def sitemap(client: Client) -> dict[str, dict[str, str]]:
    """Return the alternates of each page by its path."""
    root = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 - our own answer
    pages = {}
    for entry in root.findall("s:url", NAMES):
        links = {link.attrib["hreflang"]: path_of(link.attrib["href"]) for link in entry.findall("x:link", NAMES)}
        pages[path_of(entry.findtext("s:loc", "", NAMES))] = links
    return pages


def test_each_version_names_all_versions(homes: Homes, act: Act, client: Client) -> None:
    with act():
        page = make_article(homes["pl"], "O nas", slug="o-nas")
        translate(page, homes["lt"], "Apie mus")
    versions = {"pl": "/pl/o-nas/", "lt": "/lt/apie-mus/", "x-default": "/pl/o-nas/"}
    pages = sitemap(client)
    assert pages["/pl/o-nas/"] == pages["/lt/apie-mus/"] == versions
    assert pages["/en/"]["x-default"] == "/pl/"


def test_a_page_of_one_language_has_no_alternates(homes: Homes, act: Act, client: Client) -> None:
    with act():
        make_article(homes["pl"], "Tylko po polsku", slug="tylko")
    assert sitemap(client)["/pl/tylko/"] == {}


def test_what_is_not_public_is_not_there(homes: Homes, act: Act, client: Client) -> None:
    with act():
        page = make_article(homes["pl"], "O nas", slug="o-nas")
        restrict_page(translate(page, homes["lt"], "Apie mus"))
        make_article(homes["pl"], "Szkic", slug="szkic", live=False)
        restrict_page(make_article(homes["pl"], "Tajne", slug="tajne"), password="tajne")
    pages = sitemap(client)
    assert set(pages) == {"/pl/", "/lt/", "/en/", "/pl/o-nas/"}
    assert pages["/pl/o-nas/"] == {}


def test_a_large_site_is_told_whole(homes: Homes, act: Act, client: Client) -> None:
    with act():
        page = make_article(homes["pl"], "O nas", slug="o-nas")
    like = Publication.objects.get(kind="page", object_id=page.pk)
    facts = {field.attname: getattr(like, field.attname) for field in Publication._meta.concrete_fields}
    Publication.objects.bulk_create(
        Publication(
            **facts
            | {
                "id": None,
                "object_id": page.pk + number,
                "sequence": like.sequence + number,
                "translation_key": uuid4(),
                "html_url": f"http://localhost/pl/{number}/",
            }
        )
        for number in range(1, 6_000)
    )
    assert "/pl/5999/" in sitemap(client)
