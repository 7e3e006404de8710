"""A page may show, and a collection may hold, more files than SQLite takes conditions in one statement."""

import pytest
from django.db import transaction
from wagtail.models import Collection

from media_library.models import Image
from pages.publications.audience_keys import LOGIN, PUBLIC_AUDIENCE_ID, audience_id
from pages.publications.models import Publication, PublicationKind, ShownFile, StalePublication
from pages.publications.sequence import Sequence
from tests.factories.media import make_collection, make_image, restrict
from tests.factories.site_tree import make_article
from tests.integration.conftest import Act, Homes

pytestmark = pytest.mark.postgresql

# SQLite refuses an expression that is more than a thousand levels deep.
MANY = 1_100


@pytest.fixture
def collection(homes: Homes, act: Act) -> Collection:
    """A collection with many images, published as the worker leaves them."""
    with act():
        collection = make_collection("Zdjęcia")
        first = make_image("Tokarka", collection=collection)
    images = Image.objects.bulk_create(
        Image(title=f"Zdjęcie {number}", file=first.file.name, width=1, height=1, collection=collection)
        for number in range(MANY)
    )
    with transaction.atomic():
        sequence = Sequence()
        before = sequence.reserve(MANY)
        sequence.save()
    Publication.objects.bulk_create(
        Publication(
            kind=PublicationKind.IMAGE,
            object_id=image.pk,
            audience_id=PUBLIC_AUDIENCE_ID,
            sequence=before + place,
            type=Image._meta.label,
            title=image.title,
            reference_etag="published",
        )
        for place, image in enumerate(images, start=1)
    )
    return collection


def test_a_collection_of_any_size_can_be_closed(collection: Collection, act: Act) -> None:
    with act():
        restrict(collection)
    withheld = StalePublication.objects.filter(kind=PublicationKind.IMAGE, withheld_from=audience_id(LOGIN))
    assert withheld.count() == MANY + 1
    assert not Publication.objects.filter(kind=PublicationKind.IMAGE, deleted=False).exists()


def test_a_page_with_any_number_of_files_can_be_unpublished(homes: Homes, act: Act) -> None:
    with act():
        page = make_article(homes["pl"], "Galeria")
    ShownFile.objects.bulk_create(
        ShownFile(page_id=page.pk, kind=PublicationKind.IMAGE, file_id=number) for number in range(1, MANY)
    )
    with act():
        page.unpublish()
    assert not ShownFile.objects.filter(page_id=page.pk).exists()
