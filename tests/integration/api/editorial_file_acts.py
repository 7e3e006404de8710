"""What editors do with what pages show: files, caption tracks, snippets."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from media_library.models import MediaItem, TextTrack, TrackStatus
from pages.models import Specialisation
from tests.factories.media import make_document, make_image, make_media_item, make_track
from tests.integration.api.edited_site import EditedSite


class FileActs:
    """Acts that change pages without touching them."""

    def __init__(self, site: EditedSite) -> None:
        self.site = site
        self.acts: list[Callable[[], object]] = [
            self.add_file, self.add_file, self.edit_file, self.tag_file, self.delete_file, self.move_file,
            self.add_track, self.edit_track, self.delete_track, self.edit_snippet, self.delete_snippet,
        ]  # fmt: skip

    def add_file(self) -> None:
        collection = self.site.collection()
        match self.site.random.randrange(3):
            case 0:
                make_image(self.site.title(), collection=collection)
            case 1:
                make_document(self.site.title(), collection=collection)
            case _:
                make_media_item(self.site.title(), collection=collection)

    def edit_file(self) -> None:
        for item in self.site.some_files():
            item.title = self.site.title()
            item.save()

    def tag_file(self) -> None:
        for item in self.site.some_files():
            item.tags.set([f"znak {self.site.random.randrange(3)}"])

    def move_file(self) -> None:
        for item in self.site.some_files():
            item.collection = self.site.collection()
            item.save()

    def delete_file(self) -> None:
        for item in self.site.some_files():
            item.delete()

    def add_track(self) -> None:
        for item in self.site.some(MediaItem):
            if not item.tracks.exists():
                # As the form does: what a track says is no row that anybody listens to.
                with transaction.atomic():
                    make_track(item)

    def edit_track(self) -> None:
        for track in self.site.some(TextTrack):
            track.status = self.site.random.choice(TrackStatus.values)
            track.save()

    def delete_track(self) -> None:
        for track in self.site.some(TextTrack):
            track.delete()

    def edit_snippet(self) -> None:
        for trade in self.site.some(Specialisation):
            trade.name = self.site.title()
            trade.save()

    def delete_snippet(self) -> None:
        """Delete a snippet and make another, so that there is always one to show."""
        for trade in self.site.some(Specialisation):
            locale = trade.locale
            trade.delete()
            Specialisation.objects.create(name=self.site.title(), code=self.site.slug("dzial"), locale=locale)
