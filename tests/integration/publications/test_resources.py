"""What a page has besides its text is a facet of its publication, as far as all its readers may have it."""

from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import Page

from pages.models import HomePage
from pages.publications.models import Publication
from tests.factories.media import make_collection, make_document, make_media_item, restrict
from tests.factories.site_tree import make_article, publish, translate
from tests.integration.conftest import Act

Homes = dict[str, HomePage]


def resources_of(page: Page) -> list[str]:
    facets = Publication.objects.get(kind="page", object_id=page.pk, deleted=False).facets
    return [facet["key"] for facet in facets if facet["name"] == "resource"]


def test_files_in_the_text_and_in_fields_are_told(homes: Homes, act: Act) -> None:
    with act():
        body = [
            ("document", {"document": make_document("Karta", filename="karta.PDF"), "title": ""}),
            ("document", {"document": make_document("Arkusz", filename="arkusz.ods"), "title": ""}),
            ("video", {"video": make_media_item("Film"), "caption": ""}),
        ]
        page, plain = make_article(homes["pl"], "Materiały", body=body), make_article(homes["pl"], "Bez plików")
    assert resources_of(page) == ["video", "pdf", "document"]
    assert resources_of(plain) == []
    (facet,) = [f for f in Publication.objects.get(object_id=page.pk, kind="page").facets if f["key"] == "pdf"]
    assert facet["labels"] == {"en": "PDF document", "lt": "PDF dokumentas", "pl": "Dokument PDF"}


def test_a_file_linked_to_in_the_text_is_told(homes: Homes, act: Act) -> None:
    with act():
        document = make_document("Karta", filename="karta.pdf")
        link = f'<p>Zob. <a linktype="document" id="{document.pk}">kartę</a>.</p>'
        page = make_article(homes["pl"], "Materiały", body=[("rich_text", link)])
    assert resources_of(page) == ["pdf"]


def test_a_file_that_not_all_readers_may_have_is_not_told(homes: Homes, act: Act, participants: Group) -> None:
    with act():
        closed = make_collection("Dla uczestników")
        restrict(closed, [participants])
        body = [("document", {"document": make_document("Karta", filename="k.pdf", collection=closed), "title": ""})]
        page = make_article(homes["pl"], "Materiały", body=body)
    assert resources_of(page) == []


def test_it_follows_the_file_and_outlives_a_new_translation(homes: Homes, act: Act) -> None:
    with act():
        document = make_document("Karta", filename="karta.pdf")
        page = make_article(homes["pl"], "Materiały", body=[("document", {"document": document, "title": ""})])
    with act():
        translate(page, homes["lt"], "Medžiaga")
    assert resources_of(page) == ["pdf"]
    with act():
        publish(page, title="Inne materiały")
    assert resources_of(page) == ["pdf"]
    call_command("publications", "verify")
