"""A file says on which pages it is shown, and to whom."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from api.scopes import group_scope
from media_library.models import Document, Image
from pages.models import CoursePage, HomePage
from pages.publications import appearances
from pages.publications.models import Publication, PublicationKind, ShownFile
from tests.factories.media import make_collection, make_document, make_image, make_media_item, restricted_collection
from tests.factories.site_tree import make_article, make_course, publish, restrict_page
from tests.integration.api.conftest import Get, get
from tests.integration.api.test_tokens import bearer
from tests.integration.conftest import Act

__all__ = ["get"]

Homes = dict[str, HomePage]


def shown_on(kind: PublicationKind, pk: int) -> list[int]:
    row = Publication.objects.select_related("body").get(kind=kind, object_id=pk, deleted=False)
    return [page["id"] for page in json.loads(row.body.body)["meta"]["shown_on"]]


def image_pages(image: Image) -> list[int]:
    return shown_on(PublicationKind.IMAGE, image.pk)


def ids(answer: Any) -> list[int]:
    assert answer.status_code == 200, answer.content
    found = [item["id"] for item in answer.json()["items"]]
    assert answer.json()["meta"]["total_count"] == len(found)
    return found


def test_each_way_of_showing_a_file_counts(homes: Homes, act: Act, get: Get) -> None:
    with act():
        poster, picture, embedded = make_image("Plakat"), make_image("Zdjęcie"), make_image("W tekście")
        video, document, linked = make_media_item(poster=poster), make_document(), make_document("Podany w tekście")
        text = (
            f'<p><a linktype="document" id="{linked.pk}">plik</a></p>'
            f'<embed embedtype="image" id="{embedded.pk}" format="left" alt=""/>'
        )
        course = make_course(
            homes["pl"],
            image=picture,
            body=[
                ("document", {"document": document, "title": ""}),
                ("video", {"video": video, "caption": ""}),
                ("rich_text", text),
            ],
        )
    for kind, item in (
        ("images", poster),
        ("images", picture),
        ("images", embedded),
        ("documents", document),
        ("documents", linked),
        ("media", video),
    ):
        pages = get(f"{kind}/{item.pk}/").json()["meta"]["shown_on"]
        assert [page["id"] for page in pages] == [course.pk], item
        assert pages[0]["title"] == course.title
        assert pages[0]["meta"]["html_url"] == "http://localhost/pl/kursy/spawanie-tig/"
        assert pages[0]["meta"]["detail_url"] == f"http://localhost/api/v2/pages/{course.pk}/"
    assert ids(get(f"documents/?shown_on={course.pk}&order=title")) == [linked.pk, document.pk]
    assert ids(get(f"media/?shown_on={course.pk}")) == [video.pk]
    assert sorted(ids(get(f"images/?shown_on={course.pk}"))) == sorted([poster.pk, picture.pk, embedded.pk])
    assert ids(get(f"images/?shown_on={homes['pl'].pk}")) == []


def test_a_file_follows_what_the_pages_do(homes: Homes, act: Act) -> None:
    with act():
        image, other = make_image(), make_image("Inne")
        first = make_article(homes["pl"], "Pierwsza", image=image)
        second = make_article(homes["pl"], "Druga")
    assert image_pages(image) == [first.pk]
    with act():
        publish(second, image=image)
    assert image_pages(image) == [first.pk, second.pk]
    with act():
        publish(second, image=other)
    assert (image_pages(image), image_pages(other)) == ([first.pk], [second.pk])
    with act():
        publish(first, title="Nowy tytuł")
    row = Publication.objects.get(kind=PublicationKind.IMAGE, object_id=image.pk, deleted=False)
    assert '"title":"Nowy tytuł"' in row.body.body
    with act():
        Page.objects.get(pk=first.pk).unpublish()
    assert image_pages(image) == []
    with act():
        Page.objects.get(pk=second.pk).delete()
    assert image_pages(other) == []
    assert not ShownFile.objects.exists()


def test_a_draft_shows_nothing(homes: Homes, act: Act, get: Get) -> None:
    with act():
        image = make_image()
        page = make_article(homes["pl"], "Strona")
    with act():
        page.image = image
        page.save_revision()
    assert image_pages(image) == []
    assert ids(get(f"images/?shown_on={page.pk}")) == []


def test_a_public_file_does_not_name_the_restricted_page_that_shows_it(
    homes: Homes, act: Act, participants: Group, get: Get
) -> None:
    with act():
        image = make_image()
        page = make_article(homes["pl"], "Jawna", image=image)
        hidden = make_article(homes["pl"], "Ukryta")
        restrict_page(hidden, participants)
    before = Publication.objects.get(kind=PublicationKind.IMAGE, object_id=image.pk, deleted=False)
    with act():
        publish(hidden, image=image)
    after = Publication.objects.get(kind=PublicationKind.IMAGE, object_id=image.pk, deleted=False)
    assert (after.etag, after.sequence) == (before.etag, before.sequence)
    assert image_pages(image) == [page.pk]
    missing = get("images/?shown_on=999999")
    assert get(f"images/?shown_on={hidden.pk}").content == missing.content
    assert get(f"images/?shown_on={hidden.pk}")["ETag"] == missing["ETag"]
    token = bearer(group_scope(participants.pk))
    assert ids(get(f"images/?shown_on={hidden.pk}", **token)) == [image.pk]
    with act():
        restrict_page(page, participants)
    assert image_pages(image) == []


def test_a_participants_app_finds_the_restricted_files_of_a_public_course(
    homes: Homes, act: Act, participants: Group, get: Get, django_assert_max_num_queries: Any
) -> None:
    with act():
        document = make_document("Materiały", collection=restricted_collection([participants]))
        course = make_course(homes["pl"], body=[("document", {"document": document, "title": ""})])
    assert "Materiały" not in get(f"pages/{course.pk}/").content.decode()
    assert ids(get(f"documents/?shown_on={course.pk}")) == []
    token = bearer(group_scope(participants.pk))
    get("locales/", **token)  # the first use of an hour is written down
    with django_assert_max_num_queries(3):
        assert ids(get(f"documents/?shown_on={course.pk}", **token)) == [document.pk]
    detail = get(f"documents/{document.pk}/", **token).json()
    assert [page["id"] for page in detail["meta"]["shown_on"]] == [course.pk]


def test_a_file_moved_to_a_closed_collection_names_pages_for_its_new_readers(
    homes: Homes, act: Act, participants: Group
) -> None:
    with act():
        document: Document = make_document(collection=make_collection())
        closed = restricted_collection([participants])
        hidden = make_article(homes["pl"], "Ukryta", body=[("document", {"document": document, "title": ""})])
        restrict_page(hidden, participants)
    assert shown_on(PublicationKind.DOCUMENT, document.pk) == []
    with act():
        document.collection = closed
        document.save()
    assert shown_on(PublicationKind.DOCUMENT, document.pk) == [hidden.pk]


@pytest.mark.parametrize("query", ["shown_on=x", "shown_on=", "shown_on=-1", "shown_on=²"])
def test_a_wrong_page_is_a_400(homes: Homes, get: Get, query: str) -> None:
    assert get(f"images/?{query}").status_code == 400
    assert get("pages/?shown_on=1").status_code == 400
    assert get("images/?shown_on=999999999999999999999999").json()["items"] == []


def test_a_page_that_changes_its_text_writes_no_file(homes: Homes, act: Act) -> None:
    with act():
        image = make_image()
        page: CoursePage = make_course(homes["pl"], image=image)
    with CaptureQueriesContext(connection) as queries, act():
        publish(page, hours=99)
    written = [query["sql"] for query in queries if "shownfile" in query["sql"].lower()]
    assert [sql[:6] for sql in written] == ["SELECT"]


def test_a_rebuild_and_verify_know_of_it(homes: Homes, act: Act, capsys: pytest.CaptureFixture[str]) -> None:
    with act():
        image = make_image()
        page = make_article(homes["pl"], "Strona", image=image)
    ShownFile.objects.all().delete()
    with pytest.raises(Exception, match="publications differ"):
        call_command("publications", "verify")
    assert f"page {page.pk} “Strona”: shown files" in capsys.readouterr().out
    with act():
        call_command("publications", "rebuild", verbosity=0)
    assert image_pages(image) == [page.pk]
    call_command("publications", "verify")
    assert "are right" in capsys.readouterr().out


def test_a_file_on_many_pages_names_the_oldest(
    homes: Homes, act: Act, participants: Group, get: Get, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(appearances, "PAGES_NAMED", 2)
    with act():
        image = make_image()
        hidden = make_article(homes["pl"], "Ukryta", image=image)
        restrict_page(hidden, participants)
        pages = [make_article(homes["pl"], f"Strona {number}", image=image) for number in range(3)]
    assert image_pages(image) == [pages[0].pk, pages[1].pk]
    etag = get(f"images/{image.pk}/")["ETag"]
    with act():
        make_article(homes["pl"], "Nowa", image=image)
        publish(pages[2], title="Inny tytuł")
    assert get(f"images/{image.pk}/")["ETag"] == etag
    assert ids(get(f"images/?shown_on={pages[2].pk}")) == [image.pk]
    with act():
        Page.objects.get(pk=pages[0].pk).delete()
    assert image_pages(image) == [pages[1].pk, pages[2].pk]
