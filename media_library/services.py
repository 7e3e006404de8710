"""Writes of the media library."""

import shutil
import tempfile
from collections.abc import Iterable

from django.db import transaction

from media_library.document_text import DocumentTextError, read_pdf_pages
from media_library.models import Cue, Document, DocumentPage, TextError, TextStatus, TextTrack
from media_library.signals import file_text_changed
from media_library.webvtt import CueLike


def extract_document_text(document_id: int) -> None:
    """Read the document's text and keep it by page, or keep the reason why there is none.

    Does nothing when the document is gone, when no text is read from its kind of file, or
    when its file was replaced while it was read: the new file is read by a task of its own.
    """
    document = Document.objects.filter(pk=document_id).first()
    if document is None or not document.has_readable_type:
        return
    try:
        pages, error = _read_pages(document), ""
    except DocumentTextError as failure:
        pages, error = [], failure.reason.value
    with transaction.atomic():
        current = Document.objects.select_for_update().filter(pk=document_id).first()
        if current is None or current.file.name != document.file.name:
            return
        current.text_status = TextStatus.FAILED if error else TextStatus.DONE
        current.text_error = error
        current.page_count = len(pages) or None
        current.pages.all().delete()
        DocumentPage.objects.bulk_create(
            DocumentPage(document=current, number=number, text=text) for number, text in enumerate(pages, start=1)
        )
        current.save(update_fields=["text_status", "text_error", "page_count"])
        file_text_changed.send(sender=Document, instance=current)


def _read_pages(document: Document) -> list[str]:
    # A copy in a real file: the storage may be remote, and the file may be replaced meanwhile.
    with tempfile.TemporaryFile() as copy:
        try:
            with document.file.storage.open(document.file.name, "rb") as source:
                shutil.copyfileobj(source, copy)
        except FileNotFoundError as error:
            raise DocumentTextError(TextError.MISSING) from error
        copy.seek(0)
        return read_pdf_pages(copy)


@transaction.atomic
def replace_cues(track: TextTrack, cues: Iterable[CueLike]) -> None:
    """Give the track these cues in place of those it had."""
    track.cues.all().delete()
    Cue.objects.bulk_create(
        Cue(
            track=track,
            number=number,
            start_ms=cue.start_ms,
            end_ms=cue.end_ms,
            speaker=cue.speaker,
            text=cue.text,
        )
        for number, cue in enumerate(cues, start=1)
    )
    track.save(update_fields=["updated_at"])
