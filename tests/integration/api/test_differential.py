"""Our answers equal those of Wagtail's own API v2."""

import json
from collections.abc import Iterable
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from wagtail.models import Locale, Page

from pages.models import (
    ClusterIndexPage,
    ClusterPage,
    CompanyPage,
    HomePage,
    InternshipIndexPage,
    InternshipPage,
    Specialisation,
)
from tests.factories.media import make_document, make_image
from tests.factories.site_tree import make_article, make_course, make_page, restrict_page, translate
from tests.integration.api.compared import without_additions
from tests.integration.conftest import Act

pytestmark = pytest.mark.urls("tests.integration.api.wagtail_urls")

LISTING_QUERIES = (
    "",
    "?fields=*",
    "?fields=_,title",
    "?fields=slug,-title,alias_of",
    "?fields=-id",
    "?fields=parent",
    "?fields=unknown",
    "?fields=title,",
    "?fields=title(slug)",
    "?fields=*,title",
    "?type=pages.CoursePage",
    "?type=pages.CoursePage&fields=*",
    "?type=pages.CoursePage&fields=level,hours,units",
    "?type=pages.CoursePage&fields=units(title)",
    "?type=pages.CoursePage&fields=_,units(_,title)",
    "?type=pages.CoursePage&level=basic",
    "?type=pages.CoursePage&hours=8&order=-title",
    "?type=pages.CoursePage&hours=x",
    "?type=pages.InternshipPage&fields=*",
    "?type=pages.InternshipPage&fields=country,host",
    "?type=pages.CoursePage,pages.ArticlePage&fields=*",
    "?type=pages.Missing",
    "?type=wagtailcore.Page",
    "?title=O nas",
    "?slug=o-nas",
    "?show_in_menus=false",
    "?show_in_menus=perhaps",
    "?unknown=1",
    "?locale=lt",
    "?locale=xx",
    "?locale=",
    "?child_of=root",
    "?child_of=x",
    "?child_of=-1",
    "?child_of=999999",
    "?descendant_of=root&order=title",
    "?descendant_of=root&child_of=root",
    "?translation_of=root",
    "?limit=2",
    "?limit=2&offset=2",
    "?limit=1000",
    "?limit=x",
    "?offset=-1",
    "?order=title",
    "?order=-first_published_at,title,id",
    "?order=unknown",
    "?order=random,title",
    "?order=random&offset=1",
    "?site=localhost",
)
DETAIL_QUERIES = (
    "",
    "?fields=*",
    "?fields=-parent",
    "?fields=_,title,parent",
    "?fields=unknown",
    "?fields=parent(id)",
    "?fields=_,alias_of,locale",
    "?title=O nas",
    "?title=O nas&unknown=1",
    "?type=pages.CoursePage",
    "?type=pages.CoursePage&hours=8",
    "?type=pages.Missing",
    "?show_in_menus=perhaps",
    "?child_of=root",
    "?child_of=x",
    "?site=localhost",
    "?site=missing.example",
    "?order=unknown",
)


@pytest.fixture
def site(homes: dict[str, HomePage], act: Act) -> None:
    """A small tree with a page of most kinds."""
    with act(), translation.override("pl"):
        polish = homes["pl"]
        trade = Specialisation.objects.create(name="Spawanie", code="tig", locale=polish.locale)
        about = make_article(polish, "O nas", image=make_image(), summary="Opis <b>pogrubiony</b> & ostry")
        make_article(about, "Zespół", body=[("quote", {"text": "Miara", "source": "CNC"})])
        translate(about, homes["lt"], "Apie mus")
        about.create_alias(
            parent=Page.objects.get(pk=homes["en"].pk), update_locale=Locale.objects.get(language_code="en")
        )
        for number in range(3):
            make_course(polish, f"Kurs {number}", specialisation=trade, hours=8 + number % 2)
        cluster = make_page(ClusterPage, make_page(ClusterIndexPage, polish, "Klastry"), "Klaster")
        company = make_page(CompanyPage, cluster, "Firma")
        make_page(
            InternshipPage, make_page(InternshipIndexPage, polish, "Staże"), "Staż", host="Firma", company=company
        )
        restrict_page(make_article(polish, "Ukryta"))
        make_article(polish, "Szkic", live=False)
        make_document()


def read(client: Client, root: str, path: str) -> tuple[int, Any]:
    answer = client.get(f"/api/{root}v2/{path}")
    text = answer.content.decode().replace("/api/wagtail/v2/", "/api/v2/")
    return answer.status_code, without_additions(json.loads(text))


def differences(client: Client, paths: Iterable[str]) -> dict[str, Any]:
    """Return both answers to each path to which they are not equal."""
    answers = {path: (read(client, "", path), read(client, "wagtail/", path)) for path in paths}
    return {path: pair for path, pair in answers.items() if pair[0] != pair[1]}


def readable_ids() -> list[int]:
    return list(Page.objects.filter(live=True, depth__gt=1).exclude(title="Ukryta").values_list("pk", flat=True))


@pytest.mark.usefixtures("site")
def test_listings_are_equal(client: Client) -> None:
    assert differences(client, [f"pages/{query}" for query in LISTING_QUERIES]) == {}


@pytest.mark.usefixtures("site")
def test_details_are_equal(client: Client) -> None:
    paths = [f"pages/{pk}/{query}" for pk in readable_ids() for query in DETAIL_QUERIES]
    assert differences(client, paths) == {}


@pytest.mark.usefixtures("site")
def test_keys_stand_in_the_same_order(client: Client) -> None:
    for pk in readable_ids():
        ours, wagtails = (read(client, root, f"pages/{pk}/")[1] for root in ("", "wagtail/"))
        assert list(ours) == list(wagtails)
        assert list(ours["meta"]) == list(wagtails["meta"])
