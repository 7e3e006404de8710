"""Video files, captions and posters over HTTP."""

import pytest
from django.test import Client

from media_library.models import TrackKind, TrackStatus
from media_library.selectors import poster_url
from tests.factories.media import (
    make_image,
    make_media_item,
    make_reader,
    make_track,
    restricted_collection,
)


def test_whole_file_is_served_with_what_a_player_needs(client: Client) -> None:
    response = client.get(make_media_item().url)
    assert response.status_code == 200
    assert response.getvalue() == b"0123456789"
    assert response["Content-Type"] == "video/mp4"
    assert response["Content-Length"] == "10"
    assert response["Accept-Ranges"] == "bytes"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_address_is_ours_and_never_that_of_the_file(client: Client) -> None:
    item = make_media_item()
    assert item.url == f"/media/{item.pk}/{item.filename}"
    assert item.sources == [{"src": item.url, "type": "video/mp4"}]
    assert client.get(item.file.url).status_code == 404


@pytest.mark.parametrize(
    ("header", "content", "content_range"),
    [
        ("bytes=2-5", b"2345", "bytes 2-5/10"),
        ("bytes=7-", b"789", "bytes 7-9/10"),
        ("bytes=-3", b"789", "bytes 7-9/10"),
    ],
)
def test_range_is_served_alone(client: Client, header: str, content: bytes, content_range: str) -> None:
    response = client.get(make_media_item().url, headers={"Range": header})
    assert response.status_code == 206
    assert response.getvalue() == content
    assert response["Content-Range"] == content_range
    assert response["Content-Length"] == str(len(content))


def test_range_outside_the_file_tells_its_size(client: Client) -> None:
    response = client.get(make_media_item().url, headers={"Range": "bytes=10-"})
    assert response.status_code == 416
    assert response["Content-Range"] == "bytes */10"


def test_range_of_another_version_gets_the_whole_file(client: Client) -> None:
    item = make_media_item()
    etag = client.head(item.url)["ETag"]
    same = client.get(item.url, headers={"Range": "bytes=0-1", "If-Range": etag})
    other = client.get(item.url, headers={"Range": "bytes=0-1", "If-Range": '"other"'})
    assert (same.status_code, other.status_code) == (206, 200)


def test_head_tells_of_the_file_without_it(client: Client) -> None:
    response = client.head(make_media_item().url, headers={"Range": "bytes=0-1"})
    assert response.status_code == 200
    assert response["Content-Length"] == "10"
    assert not response.streaming


def test_unchanged_file_is_not_sent_again(client: Client) -> None:
    url = make_media_item().url
    first = client.head(url)
    by_etag = client.get(url, headers={"If-None-Match": first["ETag"]})
    by_date = client.get(url, headers={"If-Modified-Since": first["Last-Modified"]})
    assert (by_etag.status_code, by_date.status_code) == (304, 304)
    assert by_etag["ETag"] == first["ETag"]
    assert by_etag["Cache-Control"] == "public, no-cache"


def test_posting_to_a_file_is_refused(client: Client) -> None:
    assert client.post(make_media_item().url).status_code == 405


def test_wrong_name_missing_item_and_missing_file_are_not_found(client: Client) -> None:
    item = make_media_item()
    assert client.get(f"/media/{item.pk}/other.mp4").status_code == 404
    assert client.get("/media/999999/welding.mp4").status_code == 404
    item.file.storage.delete(item.file.name)
    assert client.get(item.url).status_code == 404


def test_file_that_is_no_recording_is_only_ever_downloaded(client: Client) -> None:
    response = client.get(make_media_item(filename="page.html", content=b"<script>").url)
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"] == "attachment"


def test_public_file_may_be_cached_for_everyone(client: Client) -> None:
    response = client.get(make_media_item().url)
    assert response["Cache-Control"] == "public, no-cache"
    assert "Cookie" not in response.get("Vary", "")


def test_every_byte_of_a_restricted_video_is_behind_the_check(client: Client) -> None:
    item = make_media_item(collection=restricted_collection(), poster=make_image())
    track = make_track(item)
    urls = [item.url, track.url, str(poster_url(item, 640))]
    assert [client.get(url).status_code for url in urls] == [403, 404, 403]
    client.force_login(make_reader())
    responses = [client.get(url) for url in urls]
    assert [response.status_code for response in responses] == [200, 200, 200]
    assert {response["Cache-Control"] for response in responses} == {"private, no-cache"}
    assert all("Cookie" in response["Vary"] for response in responses)


def test_refused_reader_learns_nothing_by_asking_conditionally(client: Client) -> None:
    item = make_media_item(collection=restricted_collection())
    reader = Client()
    reader.force_login(make_reader())
    known = reader.head(item.url)
    for headers in (
        {"If-None-Match": known["ETag"]},
        {"If-Modified-Since": known["Last-Modified"]},
        {"If-Match": '"other"'},
        {"Range": "bytes=99-"},
    ):
        response = client.get(item.url, headers=headers)
        assert response.status_code == 403
        assert not {"ETag", "Last-Modified", "Content-Range"} & set(response.headers)


def test_refused_reader_cannot_count_restricted_files_by_their_numbers(client: Client) -> None:
    item = make_media_item(collection=restricted_collection(), poster=make_image())
    track = make_track(item)
    for path in (f"{item.pk}/guess.mp4", f"{item.pk}/tracks/{track.pk}.vtt", f"{item.pk}/poster/640/guess.webp"):
        missing = path.replace(f"{item.pk}/", "999999/", 1)
        assert client.get(f"/media/{path}").status_code == client.get(f"/media/{missing}").status_code == 404


def test_track_is_written_anew_as_webvtt(client: Client) -> None:
    track = make_track(make_media_item(), texts=["a < b"])
    response = client.get(track.url)
    assert response["Content-Type"] == "text/vtt; charset=utf-8"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response.content == b"WEBVTT\n\n00:00:00.000 --> 00:00:02.000\na &lt; b\n"
    assert client.get(track.url, headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_draft_and_track_of_another_video_are_not_found(client: Client) -> None:
    item, other = make_media_item(), make_media_item(title="Other")
    draft = make_track(item, status=TrackStatus.DRAFT)
    foreign = make_track(other, kind=TrackKind.SUBTITLES)
    assert client.get(draft.url).status_code == 404
    assert client.get(f"/media/{item.pk}/tracks/{foreign.pk}.vtt").status_code == 404


def test_poster_of_a_public_video_does_not_open_a_restricted_picture(client: Client) -> None:
    item = make_media_item(poster=make_image(collection=restricted_collection()))
    assert client.get(str(poster_url(item, 640))).status_code == 403


def test_poster_is_a_cached_picture_of_the_asked_width(client: Client) -> None:
    item = make_media_item(poster=make_image(width=800))
    response = client.get(str(poster_url(item, 640)))
    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "public, max-age=86400, s-maxage=0"


def test_poster_of_an_old_version_or_any_other_width_is_not_served(client: Client) -> None:
    item = make_media_item(poster=make_image())
    current = str(poster_url(item, 320))
    old = client.get(f"/media/{item.pk}/poster/320/old.webp")
    assert (old.status_code, old["Location"]) == (302, current)
    assert client.get(current.replace("/320/", "/321/")).status_code == 404
    assert client.get(f"/media/{make_media_item().pk}/poster/320/any.webp").status_code == 404
