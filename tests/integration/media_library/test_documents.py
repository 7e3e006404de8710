"""Documents over HTTP, and the text that is read from them."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.documents.models import document_served
from wagtail.models import Collection

from media_library.models import Document, DocumentPage, TextError, TextStatus
from media_library.selectors import document_pages
from media_library.services import extract_document_text
from tests.factories.media import make_document, make_reader, make_superuser, pdf_bytes, restricted_collection


def test_document_is_served_at_wagtails_address(client: Client) -> None:
    document = make_document()
    response = client.get(document.url)
    assert document.url == f"/documents/{document.pk}/{document.filename}"
    assert response.getvalue().startswith(b"%PDF-")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == "inline"
    assert response["Content-Security-Policy"] == "default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_page_of_a_long_document_can_be_fetched_by_range(client: Client) -> None:
    response = client.get(make_document().url, headers={"Range": "bytes=0-3"})
    assert (response.status_code, response["Content-Length"]) == (206, "4")


def test_file_that_is_not_safe_to_show_is_downloaded(client: Client) -> None:
    response = client.get(make_document(content=b"<script>", filename="notes.html").url)
    assert response["Content-Disposition"].startswith("attachment; filename=notes")


def test_visitor_is_asked_to_log_in_and_comes_back(client: Client) -> None:
    document = make_document(collection=restricted_collection())
    response = client.get(document.url)
    assert response.status_code == 302
    assert response["Location"].endswith(f"?next={quote(document.url)}")
    client.force_login(make_reader())
    assert client.get(document.url).status_code == 200


def test_visitor_learns_nothing_by_asking_for_the_hash(client: Client) -> None:
    document = make_document(collection=restricted_collection())
    reader = Client()
    reader.force_login(make_reader())
    etag = reader.head(document.url)["ETag"]
    for known in (etag, f'"{document.file_hash}"', "*"):
        response = client.get(document.url, headers={"If-None-Match": known})
        assert response.status_code == 302
        assert "ETag" not in response
    assert client.get(f"/documents/{document.pk}/guess.pdf").status_code == 404


def test_log_in_is_in_the_language_of_the_page_with_the_link(client: Client) -> None:
    document = make_document(collection=restricted_collection())
    headers = {"Referer": "http://testserver/lt/kursai/", "Accept-Language": "en"}
    assert client.get(document.url, headers=headers)["Location"].startswith("/lt/account/login/?next=/documents/")
    assert client.get(document.url, headers={"Accept-Language": "en"})["Location"].startswith("/en/account/login/")


def test_reader_without_the_right_is_refused(client: Client) -> None:
    group = Group.objects.create(name="Course 7")
    document = make_document(collection=restricted_collection(groups=[group]))
    client.force_login(make_reader())
    assert client.get(document.url).status_code == 403
    client.force_login(make_reader("participant", groups=[group]))
    assert client.get(document.url).status_code == 200


def test_wrong_name_and_missing_document_are_not_found(client: Client) -> None:
    document = make_document()
    assert client.get(f"/documents/{document.pk}/other.pdf").status_code == 404
    assert client.get("/documents/999999/strategy.pdf").status_code == 404


def test_serving_is_announced_as_wagtail_does(client: Client) -> None:
    served: list[Document] = []

    def receive(instance: Document, **kwargs: Any) -> None:
        served.append(instance)

    document_served.connect(receive)
    document = make_document()
    client.get(document.url)
    document_served.disconnect(receive)
    assert served == [document]


def test_text_is_read_after_the_upload(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks, announced: list[Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        document = make_document(content=pdf_bytes([["Strategia"], ["klastra"]]))
        assert document.text_status == TextStatus.PENDING
    document.refresh_from_db()
    assert (document.text_status, document.page_count) == (TextStatus.DONE, 2)
    pages = [(page.number, page.text) for page in document_pages(document)]
    assert pages == [(1, "Strategia"), (2, "klastra")]
    assert announced == [document]


def test_file_without_readable_text_does_not_fail_the_upload(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        document = make_document(content=b"broken")
    document.refresh_from_db()
    assert (document.text_status, document.text_error) == (TextStatus.FAILED, TextError.DAMAGED)


def tasks_among(callbacks: list[Callable[[], Any]]) -> list[Callable[[], Any]]:
    """Leave out what writes publications, just before the commit."""
    return [callback for callback in callbacks if not getattr(callback, "before_commit", False)]


def test_other_kinds_of_file_are_not_read(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        document = make_document(content=b"a;b", filename="table.csv")
    assert tasks_among(callbacks) == []
    assert document.text_status == TextStatus.NONE
    extract_document_text(document.pk)
    document.refresh_from_db()
    assert document.text_status == TextStatus.NONE


def test_text_of_a_replaced_file_goes_at_once(announced: list[Any]) -> None:
    document = make_document()
    extract_document_text(document.pk)
    announced.clear()
    document.refresh_from_db()
    document.file = ContentFile(pdf_bytes([["New"]]), name="strategy.pdf")
    document.save(update_fields=["file"])
    assert not document.pages.exists()
    assert announced == [document]
    document.refresh_from_db()
    assert (document.text_status, document.page_count) == (TextStatus.PENDING, None)
    extract_document_text(document.pk)
    assert [page.text for page in document_pages(document)] == ["New"]


def test_saving_a_title_leaves_the_text_alone(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks, announced: list[Any]
) -> None:
    document = make_document()
    extract_document_text(document.pk)
    announced.clear()
    document.refresh_from_db()
    with django_capture_on_commit_callbacks() as callbacks:
        document.title = "Another title"
        document.save()
    assert document.pages.count() == 2
    assert (tasks_among(callbacks), announced) == ([], [])


def test_file_replaced_while_it_was_read_keeps_no_old_text(monkeypatch: pytest.MonkeyPatch) -> None:
    document = make_document()

    def read_while_it_is_replaced(stream: Any) -> list[str]:
        Document.objects.filter(pk=document.pk).update(file="documents/newer.pdf")
        return ["Old text"]

    monkeypatch.setattr("media_library.services.read_pdf_pages", read_while_it_is_replaced)
    extract_document_text(document.pk)
    assert not DocumentPage.objects.exists()


def test_missing_file_is_told_to_the_editor() -> None:
    document = make_document()
    document.file.storage.delete(document.file.name)
    extract_document_text(document.pk)
    document.refresh_from_db()
    assert document.text_error == TextError.MISSING


def test_document_deleted_before_it_was_read_is_no_error() -> None:
    extract_document_text(999_999)


def test_editor_is_told_why_a_document_is_not_searchable(client: Client) -> None:
    document = make_document(content=b"broken")
    extract_document_text(document.pk)
    client.force_login(make_superuser())
    page = client.get(f"/admin/documents/edit/{document.pk}/").content.decode()
    assert str(TextError.DAMAGED.label) in page


def test_editor_uploads_a_document_in_the_admin(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    client.force_login(make_superuser())
    upload = ContentFile(pdf_bytes([["Uploaded"]]), name="uploaded.pdf")
    collection = Collection.get_first_root_node().pk
    form = {"title": "Uploaded", "file": upload, "language_code": "lt", "collection": collection}
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/admin/documents/add/", form)
    document = Document.objects.get()
    assert document.language_code == "lt"
    assert [page.text for page in document_pages(document)] == ["Uploaded"]
