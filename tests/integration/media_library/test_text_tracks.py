"""Text tracks: what readers get of them, and how editors keep them."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, GroupCollectionPermission

from cms.models import User
from media_library.models import Cue, MediaItem, TextTrack, TrackKind, TrackStatus
from media_library.selectors import poster_url, readable_tracks, track_cues
from tests.factories.media import (
    make_collection,
    make_image,
    make_media_item,
    make_reader,
    make_superuser,
    make_track,
)

CAPTIONS = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anna>Dzień dobry.\n"


@pytest.fixture
def admin(client: Client) -> Client:
    """A browser in which the administrator has logged in."""
    client.force_login(make_superuser())
    return client


def posted(media: MediaItem, **values: Any) -> dict[str, Any]:
    return {"media": media.pk, "language_code": "pl", "kind": "captions", "label": "", "status": "reviewed", **values}


def captions_editor(collection: Collection) -> User:
    """Return a user who may change the media of this collection and do nothing else."""
    group = Group.objects.create(name="Captions")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    permission = Permission.objects.get(codename="change_media", content_type__app_label="wagtailmedia")
    GroupCollectionPermission.objects.create(group=group, collection=collection, permission=permission)
    return make_reader("captioner", groups=[group])


def test_cues_are_those_of_the_reviewed_track_in_the_language() -> None:
    item = make_media_item()
    make_track(item, "pl", ["Jeden", "Dwa"])
    make_track(item, "lt", ["Vienas"], status=TrackStatus.DRAFT)
    make_track(item, "en", ["What is seen"], kind=TrackKind.DESCRIPTIONS)
    assert [cue.text for cue in track_cues(item, "pl")] == ["Jeden", "Dwa"]
    assert list(track_cues(item, "lt")) == []
    assert list(track_cues(item, "en")) == []


def test_captions_are_preferred_to_subtitles_of_the_same_language() -> None:
    item = make_media_item()
    make_track(item, texts=["Subtitle"], kind=TrackKind.SUBTITLES)
    make_track(item, texts=["[bang] Caption"])
    assert [cue.text for cue in track_cues(item, "pl")] == ["[bang] Caption"]
    assert readable_tracks(item).count() == 2


def test_poster_has_one_of_our_widths_or_none() -> None:
    item = make_media_item()
    assert poster_url(item, 640) is None
    with pytest.raises(ValueError, match="not 641"):
        poster_url(make_media_item(poster=make_image()), 641)


def test_track_is_named_by_its_label_or_in_its_own_language() -> None:
    track = make_track(make_media_item(), "lt")
    assert track.menu_label == "Lietuviškai"
    track.label = "Lietuvių"
    assert track.menu_label == "Lietuvių"
    track.label, track.language_code = "", "xx"
    assert track.menu_label == "xx"


def test_cue_that_ends_before_it_starts_cannot_be_stored() -> None:
    track = make_track(make_media_item(), texts=[])
    with pytest.raises(IntegrityError), transaction.atomic():
        Cue.objects.create(track=track, number=1, start_ms=5, end_ms=5, text="Nothing")


def test_editor_comes_from_the_media_item_and_adds_a_file(admin: Client, announced: list[Any]) -> None:
    item = make_media_item()
    page = admin.get(reverse("wagtailmedia:edit", args=[item.pk])).content.decode()
    add_url = f"{reverse('text_tracks:add')}?media={item.pk}"
    assert add_url in page
    form = admin.get(add_url)
    assert form.context["form"]["media"].value() == str(item.pk)
    upload = ContentFile(CAPTIONS.encode(), name="captions.vtt")
    response = admin.post(add_url, posted(item, captions_file=upload))
    assert response.status_code == 302
    track = TextTrack.objects.get()
    assert [(cue.number, cue.start_ms, cue.end_ms, cue.speaker, cue.text) for cue in track.cues.all()] == [
        (1, 1000, 2000, "Anna", "Dzień dobry.")
    ]
    assert set(announced) == {item}
    assert track.menu_label in admin.get(reverse("wagtailmedia:edit", args=[item.pk])).content.decode()


def test_editor_corrects_the_text_in_place(admin: Client) -> None:
    track = make_track(make_media_item(), texts=["Dzien dobry."])
    url = reverse("text_tracks:edit", args=[track.pk])
    text = admin.get(url).context["form"]["captions_text"].value()
    assert "Dzien dobry." in text
    admin.post(url, posted(track.media, captions_text=text.replace("Dzien", "Dzień").replace("\n", "\r\n")))
    assert [cue.text for cue in track.cues.all()] == ["Dzień dobry."]


def test_problems_are_told_by_line_and_nothing_is_saved(admin: Client) -> None:
    track = make_track(make_media_item(), texts=["Good"])
    url = reverse("text_tracks:edit", args=[track.pk])
    bad = "WEBVTT\n\n00:05.000 --> 00:04.000\nBackwards\n\nstray\n"
    response = admin.post(url, posted(track.media, captions_text=bad))
    assert response.context["form"].errors["captions_text"] == [
        "Wiersz 3: Kwestia kończy się przed początkiem.",
        "Wiersz 6: Ten tekst nie ma podanego czasu: „stray”.",
    ]
    assert [cue.text for cue in track.cues.all()] == ["Good"]


def test_cue_after_the_end_of_the_recording_is_refused(admin: Client) -> None:
    late = "WEBVTT\n\n00:59.000 --> 01:02.000\nToo late\n"
    response = admin.post(reverse("text_tracks:add"), posted(make_media_item(), captions_text=late))
    assert response.context["form"].errors["captions_text"] == ["Wiersz 3: Kwestia kończy się po końcu nagrania."]


def test_track_without_text_and_file_too_large_are_refused(admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    item = make_media_item()
    empty = admin.post(reverse("text_tracks:add"), posted(item))
    assert "captions_text" in empty.context["form"].errors
    monkeypatch.setattr("media_library.forms.MAX_CAPTIONS_BYTES", 3)
    upload = ContentFile(b"WEBVTT", name="captions.vtt")
    large = admin.post(reverse("text_tracks:add"), posted(item, captions_file=upload))
    assert "captions_file" in large.context["form"].errors


def test_second_track_of_a_kind_in_a_language_is_refused(admin: Client) -> None:
    item = make_media_item()
    make_track(item)
    response = admin.post(reverse("text_tracks:add"), posted(item, captions_text=CAPTIONS))
    assert response.status_code == 200
    assert TextTrack.objects.count() == 1


def test_track_stays_with_its_recording(admin: Client) -> None:
    track, other = make_track(make_media_item()), make_media_item(title="Other")
    admin.post(reverse("text_tracks:edit", args=[track.pk]), posted(other, captions_text=CAPTIONS))
    track.refresh_from_db()
    assert track.media != other


def test_editor_of_one_collection_edits_its_tracks_only(client: Client) -> None:
    mine, other = make_collection("Mine"), make_collection("Other")
    own_track = make_track(make_media_item("Own", collection=mine))
    other_track = make_track(make_media_item("Foreign", collection=other))
    client.force_login(captions_editor(mine))
    listing = client.get(reverse("text_tracks:index")).content.decode()
    assert ("Own" in listing, "Foreign" in listing) == (True, False)
    for view in ("edit", "delete", "history", "usage"):
        assert client.get(reverse(f"text_tracks:{view}", args=[own_track.pk])).status_code == 200
        assert client.get(reverse(f"text_tracks:{view}", args=[other_track.pk])).status_code == 302
    client.post(reverse("text_tracks:delete", args=[other_track.pk]))
    assert TextTrack.objects.filter(pk=other_track.pk).exists()
    response = client.post(
        reverse("text_tracks:add"), posted(other_track.media, kind="subtitles", captions_text=CAPTIONS)
    )
    assert "media" in response.context["form"].errors


def test_user_without_right_to_media_sees_no_tracks(client: Client) -> None:
    group = Group.objects.create(name="Visitors of the admin")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(make_reader(groups=[group]))
    assert client.get(reverse("text_tracks:index")).status_code == 302


def test_change_of_status_and_deletion_are_announced(announced: list[Any]) -> None:
    track = make_track(make_media_item())
    item = track.media
    announced.clear()
    track.status = TrackStatus.DRAFT
    track.save()
    assert announced == [item]
    track.delete()
    assert announced == [item, item]


def test_deletion_of_the_recording_itself_announces_no_text(announced: list[Any]) -> None:
    track = make_track(make_media_item())
    announced.clear()
    track.media.delete()
    assert announced == []
    make_track(make_media_item())
    announced.clear()
    MediaItem.objects.all().delete()
    assert announced == []


def test_poster_is_chosen_from_the_image_library(admin: Client) -> None:
    item = make_media_item()
    page = admin.get(reverse("wagtailmedia:edit", args=[item.pk])).content.decode()
    assert "image-chooser" in page
    assert 'name="thumbnail"' not in page
