"""What follows when a document or a text track is saved or deleted."""

from functools import partial
from typing import Any

from django.db import models, transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from media_library.models import Document, MediaItem, TextStatus, TextTrack
from media_library.signals import file_text_changed
from media_library.tasks import read_document


@receiver(post_save, sender=Document, dispatch_uid="media_library.document_saved")
def on_document_saved(instance: Document, raw: bool, **_kwargs: Any) -> None:
    """Drop the text of a file that was replaced at once, and have the new file read."""
    if raw or instance.text_status == TextStatus.DONE:
        return
    deleted, _by_model = instance.pages.all().delete()
    if deleted:
        file_text_changed.send(sender=Document, instance=instance)
    if instance.text_status == TextStatus.PENDING:
        transaction.on_commit(partial(read_document.enqueue, instance.pk))


@receiver(post_save, sender=TextTrack, dispatch_uid="media_library.track_saved")
def on_track_saved(instance: TextTrack, raw: bool, **_kwargs: Any) -> None:
    """Announce a track that became readable, or ceased to be."""
    if not raw:
        file_text_changed.send(sender=MediaItem, instance=instance.media)


@receiver(post_delete, sender=TextTrack, dispatch_uid="media_library.track_deleted")
def on_track_deleted(instance: TextTrack, origin: models.Model | models.QuerySet, **_kwargs: Any) -> None:
    """Announce the loss of a track, unless the media item itself is being deleted."""
    model = origin.model if isinstance(origin, models.QuerySet) else type(origin)
    if model is TextTrack:
        file_text_changed.send(sender=MediaItem, instance=instance.media)
