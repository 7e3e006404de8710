"""Work of the media library that is done after the answer to the editor."""

from django_tasks import task

from media_library.services import extract_document_text


@task()
def read_document(document_id: int) -> None:
    """Read the text of a document."""
    extract_document_text(document_id)
