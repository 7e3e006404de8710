"""The feed of changes over the API."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import Group
from django.utils import timezone

from api import views
from api.readers import Reader
from pages.models import HomePage
from pages.publications.audience_keys import LOGIN_AUDIENCE, PUBLIC_AUDIENCE_ID, audience_id
from pages.publications.epoch import begin_epoch
from pages.publications.models import Publication
from pages.publications.retention import purge_tombstones
from tests.factories.media import make_document, make_image, make_media_item, restricted_collection
from tests.factories.site_tree import make_article, publish, restrict_page
from tests.integration.api.conftest import Get
from tests.integration.conftest import Act

pytestmark = pytest.mark.postgresql

Homes = dict[str, HomePage]
LOGIN_AUDIENCE_ID = audience_id(str(LOGIN_AUDIENCE))
PARTICIPANT = Reader(frozenset({PUBLIC_AUDIENCE_ID, LOGIN_AUDIENCE_ID}), "login", is_anonymous=False)


def cursor_at_end(get: Get) -> str:
    data = get("changes/?limit=200").json()
    assert data["meta"]["more"] is False
    return str(data["meta"]["next_cursor"])


def changes_after(get: Get, cursor: str) -> list[tuple[str, str, int]]:
    items = get(f"changes/?cursor={cursor}").json()["items"]
    return [(item["op"], item["kind"], item["id"]) for item in items]


def read_as(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "reader_for", lambda request: reader)


def in_two_years() -> None:
    purge_tombstones(timezone.now() + timedelta(days=730))


def test_the_export_holds_pages_and_files_as_their_details_show_them(homes: Homes, act: Act, get: Get) -> None:
    with act():
        image, document, media = make_image(), make_document(), make_media_item()
        article = make_article(homes["pl"], "O nas")
    data = get("changes/").json()
    items = {(item["kind"], item["id"]): item for item in data["items"]}
    assert len(items) == len(data["items"]) == 7
    page = items["page", article.pk]
    assert list(page) == ["op", "kind", "id", "type", "locale", "etag", "body"]
    assert (page["op"], page["type"], page["locale"]) == ("upsert", "pages.ArticlePage", "pl")
    detail = get(f"pages/{article.pk}/")
    assert page["body"] == detail.json()
    assert detail["ETag"] == f'"{page["etag"]}"'
    assert items["image", image.pk]["body"] == get(f"images/{image.pk}/").json()
    assert items["document", document.pk]["body"] == get(f"documents/{document.pk}/").json()
    assert items["media", media.pk]["body"] == get(f"media/{media.pk}/").json()
    assert "sequence" not in str(data)


def test_what_has_changed_since_comes_in_order(homes: Homes, act: Act, get: Get) -> None:
    with act():
        first, second = make_article(homes["pl"], "Pierwsza"), make_article(homes["pl"], "Druga")
    cursor = cursor_at_end(get)
    with act():
        publish(first, summary="Nowy opis")
    with act():
        second.delete()
    assert changes_after(get, cursor) == [("upsert", "page", first.pk), ("delete", "page", second.pk)]


def test_the_feed_goes_on_page_by_page(homes: Homes, act: Act, get: Get) -> None:
    with act():
        for number in range(4):
            make_article(homes["pl"], f"Strona {number}")
    seen: list[int] = []
    cursor, more = "", True
    while more:
        data = get(f"changes/?limit=3{cursor}").json()
        seen.extend(item["id"] for item in data["items"])
        cursor, more = f"&cursor={data['meta']['next_cursor']}", data["meta"]["more"]
    assert seen == [item["id"] for item in get("changes/").json()["items"]]
    assert len(seen) == len(set(seen)) == 7


def test_what_is_restricted_arrives_as_deleted(homes: Homes, act: Act, get: Get) -> None:
    with act():
        article, document = make_article(homes["pl"], "Materiały"), make_document()
    cursor = cursor_at_end(get)
    with act():
        restriction = restrict_page(article)
    with act():
        document.collection = restricted_collection()
        document.save()
    assert changes_after(get, cursor) == [("delete", "page", article.pk), ("delete", "document", document.pk)]
    with act():
        restriction.delete()
    assert ("upsert", "page", article.pk) in changes_after(get, cursor)


def test_hidden_changes_leave_no_trace(homes: Homes, act: Act, get: Get) -> None:
    with act():
        section = make_article(homes["pl"], "Sekcja")
        restrict_page(section, Group.objects.create(name="Uczestnicy"))
    cursor = cursor_at_end(get)
    export, following = get("changes/"), get(f"changes/?cursor={cursor}")
    with act():
        hidden = make_article(section, "Ukryta")
        make_document(collection=restricted_collection())
    with act():
        publish(hidden, title="Ukryta nadal")
        make_article(homes["pl"], "Szkic", live=False)
    with act():
        hidden.delete()
    in_two_years()
    assert get("changes/").content == export.content
    again = get(f"changes/?cursor={cursor}")
    assert (again.content, again["ETag"]) == (following.content, following["ETag"])
    assert again.json() == {"items": [], "meta": {"next_cursor": cursor, "more": False}}
    assert get(f"changes/?cursor={cursor}", if_none_match=again["ETag"]).status_code == 304


def test_an_export_tells_nothing_of_what_is_long_gone(homes: Homes, act: Act, get: Get) -> None:
    with act():
        article = make_article(homes["pl"], "Dawna")
    with act():
        article.delete()
    assert {item["op"] for item in get("changes/").json()["items"]} == {"upsert"}
    # Its cursor stands behind the tombstone, which may be purged without harm.
    cursor = cursor_at_end(get)
    in_two_years()
    assert changes_after(get, cursor) == []


def test_who_begins_after_a_purge_is_not_told_to_begin_anew(homes: Homes, act: Act, get: Get) -> None:
    with act():
        gone, article = make_article(homes["pl"], "Dawna"), make_article(homes["pl"], "Stała")
    with act():
        gone.delete()
    in_two_years()
    first = get("changes/?limit=1")
    assert first.status_code == 200
    assert ("upsert", "page", article.pk) in changes_after(get, first.json()["meta"]["next_cursor"])
    assert changes_after(get, cursor_at_end(get)) == []


def test_an_export_that_takes_long_outlives_a_purge(homes: Homes, act: Act, get: Get) -> None:
    with act():
        gone, article = make_article(homes["pl"], "Dawna"), make_article(homes["pl"], "Stała")
    with act():
        gone.delete()
    first = get("changes/?limit=1").json()
    in_two_years()
    following = changes_after(get, first["meta"]["next_cursor"])
    assert ("upsert", "page", article.pk) in following
    with act():
        article.delete()
    assert ("delete", "page", article.pk) in changes_after(get, first["meta"]["next_cursor"])


def assert_gone(get: Get, cursor: str) -> None:
    answer = get(f"changes/?cursor={cursor}")
    assert answer.status_code == 410
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["message"] == "the cursor is not valid any more: begin again without one"


def test_a_cursor_older_than_what_is_kept_is_gone(homes: Homes, act: Act, get: Get) -> None:
    with act():
        article = make_article(homes["pl"], "Dawna")
    cursor = cursor_at_end(get)
    with act():
        article.delete()
    purge_tombstones(timezone.now() + timedelta(days=89))
    assert changes_after(get, cursor) == [("delete", "page", article.pk)]
    purge_tombstones(timezone.now() + timedelta(days=91))
    assert_gone(get, cursor)


def test_a_cursor_of_another_epoch_is_gone(homes: Homes, get: Get) -> None:
    cursor = cursor_at_end(get)
    begin_epoch()
    assert_gone(get, cursor)


def test_a_cursor_of_other_rights_is_gone(homes: Homes, get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    cursor = cursor_at_end(get)
    read_as(PARTICIPANT, monkeypatch)
    assert_gone(get, cursor)


def test_a_cursor_of_another_secret_is_gone_unless_it_is_being_replaced(
    homes: Homes, get: Get, settings: LazySettings
) -> None:
    cursor, old = cursor_at_end(get), settings.SECRET_KEY
    settings.SECRET_KEY = "another"
    assert_gone(get, cursor)
    settings.SECRET_KEY_FALLBACKS = [old]
    assert get(f"changes/?cursor={cursor}").status_code == 200


def test_a_forged_cursor_is_gone(homes: Homes, get: Get) -> None:
    cursor = cursor_at_end(get)
    assert_gone(get, ("B" if cursor[0] == "A" else "A") + cursor[1:])


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("cursor=", "cursor is malformed"),
        ("cursor=17", "cursor is malformed"),
        (f"cursor={'ą' * 43}", "cursor is malformed"),
        ("limit=0", "limit must be an integer from 1 to 200"),
        ("limit=201", "limit must be an integer from 1 to 200"),
        ("limit=-1", "limit must be an integer from 1 to 200"),
        ("limit=abc", "limit must be an integer from 1 to 200"),
        ("limit=²", "limit must be an integer from 1 to 200"),
        ("order=title", "query parameter is not an operation or a recognised field: order"),
    ],
)
def test_a_wrong_parameter_is_a_problem_that_says_so(homes: Homes, get: Get, query: str, message: str) -> None:
    answer = get(f"changes/?{query}")
    assert (answer.status_code, answer.json()["message"]) == (400, message)


def test_an_empty_site_has_a_cursor(db: None, get: Get) -> None:
    Publication.objects.all().delete()
    assert changes_after(get, cursor_at_end(get)) == []


def test_the_number_of_queries_does_not_depend_on_what_is_found(
    homes: Homes, act: Act, get: Get, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with act():
        restrict_page(make_article(homes["pl"], "Dla zalogowanych"))
    read_as(PARTICIPANT, monkeypatch)
    cursor = cursor_at_end(get)
    with act():
        for number in range(3):
            make_article(homes["pl"], f"Strona {number}")
    for limit in (1, 200):
        with django_assert_num_queries(4):
            get(f"changes/?limit={limit}")
        with django_assert_num_queries(3):
            get(f"changes/?limit={limit}&cursor={cursor}")


def test_a_reader_of_several_audiences_gets_one_order(
    homes: Homes, act: Act, get: Get, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_as(PARTICIPANT, monkeypatch)
    with act():
        hidden, public = make_article(homes["pl"], "Ukryta"), make_article(homes["pl"], "Jawna")
    cursor = cursor_at_end(get)
    with act():
        restrict_page(hidden)
    with act():
        publish(public, summary="Opis")
    with act():
        publish(hidden, summary="Opis")
    assert changes_after(get, cursor) == [
        ("delete", "page", hidden.pk),
        ("upsert", "page", public.pk),
        ("upsert", "page", hidden.pk),
    ]


def test_the_feed_has_rich_text_in_both_forms(homes: Homes, act: Act, get: Get) -> None:
    with act():
        target = make_article(homes["pl"], "Cel")
        make_article(homes["pl"], "Tekst", body=[("rich_text", f'<a linktype="page" id="{target.pk}">tutaj</a>')])
    stored, html = get("changes/"), get("changes/?rich_text_format=html")
    assert stored.content == get("changes/?rich_text_format=db_html").content
    assert stored["ETag"] != html["ETag"]
    assert stored.json()["meta"] == html.json()["meta"], "a cursor goes on in either form"
    for item, other in zip(stored.json()["items"], html.json()["items"], strict=True):
        if item["kind"] == "page":
            detail = get(f"pages/{item['id']}/?rich_text_format=html")
            assert (other["body"], other["etag"]) == (detail.json(), detail["ETag"].strip('"'))
            assert item["etag"] == get(f"pages/{item['id']}/")["ETag"].strip('"')
    assert '<a href=\\"http://localhost/pl/cel/\\">tutaj</a>' in html.content.decode()
    assert "linktype" not in html.content.decode()
    assert get("changes/?rich_text_format=markdown").status_code == 400
