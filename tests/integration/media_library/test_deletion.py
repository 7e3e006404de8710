"""A file that was deleted is not brought back by who was about to save it."""

from collections.abc import Callable

import pytest

from media_library.models import Document, Image, MediaItem
from tests.factories.media import make_document, make_image, make_media_item

pytestmark = pytest.mark.postgresql


@pytest.mark.parametrize("make", [make_image, make_document, make_media_item])
def test_file_deleted_while_it_is_edited_stays_deleted(make: Callable[[str], Image | Document | MediaItem]) -> None:
    item = make("Plik")
    edited = type(item).objects.get(pk=item.pk)
    item.delete()
    edited.title = "Inny tytuł"
    with pytest.raises(type(edited).DoesNotExist):
        edited.save()
    assert not type(edited).objects.exists()
