"""What is restricted leaves no trace."""

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from pages.models import (
    ClusterIndexPage,
    ClusterPage,
    CompanyPage,
    HomePage,
    InternshipIndexPage,
    InternshipPage,
    Menu,
    MenuItem,
)
from tests.factories.media import make_document, make_media_item, make_superuser, restricted_collection
from tests.factories.site_tree import make_article, make_page, restrict_page
from tests.integration.api.conftest import Get
from tests.integration.conftest import Act

Homes = dict[str, HomePage]

LISTINGS = (
    "pages/",
    "pages/?fields=*",
    "pages/?order=-title",
    "pages/?type=pages.ArticlePage&fields=*",
    "pages/?locale=pl",
    "pages/?locale=lt&fallback=pl,en&fields=title",
    "pages/?rich_text_format=html&fields=title",
    "documents/",
    "media/",
    "locales/",
    "navigation/?locale=pl&fallback=lt",
    "redirects/",
    "redirects/find/?html_path=/pl/stara/",
    "pages/find/?html_path=/pl/stara/",
)


def test_a_restricted_page_and_file_change_no_answer(homes: Homes, act: Act, get: Get) -> None:
    with act():
        open_page = make_article(homes["pl"], "Otwarta")
    files = [f"{kind}/?shown_on={open_page.pk}" for kind in ("images", "documents", "media")]
    paths = (*LISTINGS, *files, f"pages/{open_page.pk}/", f"pages/?child_of={homes['pl'].pk}")
    before = {path: (get(path).content, get(path).get("ETag")) for path in paths}
    with act():
        hidden = make_article(open_page, "Ukryta")
        restrict_page(hidden)
        document = make_document("Tajny dokument", collection=restricted_collection())
        video = make_media_item("Tajny film", collection=restricted_collection(name="Filmy"))
    with act():
        open_page.body = [
            ("document", {"document": document, "title": "Tajny tytuł"}),
            ("video", {"video": video, "caption": "Tajny podpis"}),
            ("page_cards", {"title": "Tajne karty", "pages": [hidden]}),
        ]
        open_page.save()
    Redirect.objects.create(old_path="/pl/stara", redirect_page=hidden)
    menu = Menu.objects.create(site=Site.objects.get(), locale=homes["pl"].locale, slot=Menu.Slot.MAIN)
    MenuItem.objects.create(menu=menu, page=hidden, label="Tajne menu")
    # A block without its reference stays in the body as null; nothing else tells the two sites apart.
    changed = {
        path for path in paths if path not in {f"pages/{open_page.pk}/", "pages/?type=pages.ArticlePage&fields=*"}
    }
    assert {path: (get(path).content, get(path).get("ETag")) for path in changed} == {
        path: before[path] for path in changed
    }
    for path in paths:
        text = get(path).content.decode()
        assert "Ukryta" not in text
        assert "Tajn" not in text


def test_a_hidden_id_answers_like_one_that_never_was(homes: Homes, act: Act, get: Get) -> None:
    with act():
        hidden = make_article(homes["pl"], "Ukryta")
        restrict_page(hidden)
        document = make_document(collection=restricted_collection())
        Redirect.objects.create(old_path="/pl/stara", redirect_page=hidden)
    missing = get("pages/999999/")
    pairs = (
        (f"pages/{hidden.pk}/", "pages/999999/"),
        (f"pages/find/?id={hidden.pk}", "pages/find/?id=999999"),
        ("pages/find/?html_path=/pl/ukryta/", "pages/find/?html_path=/pl/nie-ma/"),
        ("pages/find/?html_path=/pl/stara/", "pages/find/?html_path=/pl/nie-ma/"),
        (f"pages/?child_of={hidden.pk}", "pages/?child_of=999999"),
        (f"pages/?ancestor_of={hidden.pk}", "pages/?ancestor_of=999999"),
        (f"pages/?translation_of={hidden.pk}", "pages/?translation_of=999999"),
        (f"documents/{document.pk}/", "documents/999999/"),
    )
    assert missing.status_code == 404
    for path, reference in pairs:
        answer, expected = get(path), get(reference)
        assert (answer.status_code, answer.content) == (expected.status_code, expected.content), path


def test_a_filter_matches_only_references_that_are_shown(homes: Homes, act: Act, get: Get) -> None:
    with act():
        cluster = make_page(ClusterPage, make_page(ClusterIndexPage, homes["pl"], "Klastry"), "Klaster")
        company = make_page(CompanyPage, cluster, "Firma")
        offer = make_page(
            InternshipPage, make_page(InternshipIndexPage, homes["pl"], "Staże"), "Staż", host="Firma", company=company
        )
    query = f"pages/?type=pages.InternshipPage&company={company.pk}"
    assert get(query).json()["meta"]["total_count"] == 1
    with act():
        restrict_page(company)
    assert get(query).json()["meta"]["total_count"] == 0
    assert get(f"pages/{offer.pk}/").json()["company"] is None


def test_an_order_tells_nothing_of_references_that_are_not_shown(homes: Homes, act: Act, get: Get) -> None:
    with act():
        cluster = make_page(ClusterPage, make_page(ClusterIndexPage, homes["pl"], "Klastry"), "Klaster")
        companies = [make_page(CompanyPage, cluster, f"Firma {number}") for number in range(3)]
        index = make_page(InternshipIndexPage, homes["pl"], "Staże")
        offers = [
            make_page(InternshipPage, index, f"Staż {number}", host="Firma", company=companies[number])
            for number in (1, 0, 2)
        ]
        restrict_page(companies[1])

    def order(value: str) -> list[int]:
        query = f"pages/?type=pages.InternshipPage&order={value}"
        return [item["id"] for item in get(query).json()["items"]]

    hidden, first, last = (offer.pk for offer in offers)
    assert [pk for pk in order("company") if pk != hidden] == [first, last]
    assert [pk for pk in order("-company") if pk != hidden] == [last, first]
    assert order("company").index(hidden) in {0, 2}
    assert order("-company").index(hidden) in {0, 2}


@pytest.mark.parametrize("parameter", ["requirements", "body"])
def test_formatted_text_cannot_be_guessed_by_its_hidden_links(homes: Homes, get: Get, parameter: str) -> None:
    for query in (f"{parameter}=x", f"order={parameter}"):
        assert get(f"pages/?type=pages.InternshipPage&{query}").status_code == 400


@pytest.mark.parametrize("path", LISTINGS)
def test_a_session_cookie_opens_nothing(homes: Homes, act: Act, client: Client, get: Get, path: str) -> None:
    with act():
        restrict_page(make_article(homes["pl"], "Ukryta"))
        make_document(collection=restricted_collection())
    before = get(path).content
    client.force_login(make_superuser())
    assert get(path).content == before


def test_drafts_are_not_there(homes: Homes, act: Act, get: Get) -> None:
    with act():
        draft = make_article(homes["pl"], "Szkic", live=False)
        edited = make_article(homes["pl"], "Opublikowana")
        edited.title = "Poprawiana"
        edited.save_revision()
    assert get(f"pages/{draft.pk}/").status_code == 404
    assert get("pages/?title=Szkic").json()["items"] == []
    assert get(f"pages/{edited.pk}/").json()["title"] == "Opublikowana"
