"""Publications as the search sees them, written without pages."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from pages.publications.audience_keys import PUBLIC, audience_id
from pages.publications.models import Audience, Passage, Publication, PublicationBody, SequenceCounter
from pages.publications.sequence import COUNTER_NAME
from tests.contract.search_index import FILLER

VIDEO = [{"name": "resource", "key": "video", "labels": {}}]


def next_sequence() -> int:
    """Return the next number of the feed."""
    counter, _ = SequenceCounter.objects.get_or_create(name=COUNTER_NAME)
    counter.value += 1
    counter.save()
    return counter.value


def publish(
    number: int,
    title: str,
    *passages: str | dict[str, Any],
    language_code: str = "pl",
    audience: str = PUBLIC,
    facets: Sequence[dict[str, Any]] = (),
    kind: str = "page",
    type_name: str = "pages.ArticlePage",
    translation_key: UUID | None = None,
    **fields: Any,
) -> Publication:
    """Publish a page, or publish it anew; texts become sections."""
    Audience.objects.get_or_create(id=audience_id(audience), defaults={"key": audience})
    url = f"http://localhost/{language_code}/{number}/"
    values = {
        "sequence": next_sequence(),
        "deleted": False,
        "type": type_name,
        "locale_code": language_code,
        "translation_key": translation_key or uuid4(),
        "html_url": url,
        "title": title,
        "first_published_at": datetime(2024, 5, 8, tzinfo=UTC),
        "facets": list(facets),
        **fields,
    }
    publication, _ = Publication.objects.update_or_create(
        kind=kind, object_id=number, audience_id=audience_id(audience), defaults=values
    )
    PublicationBody.objects.update_or_create(publication=publication, defaults={"body": "{}", "full": "{}"})
    publication.passages.all().delete()
    for ordinal, passage in enumerate(passages):
        place = {"text": passage} if isinstance(passage, str) else passage
        anchor = place.get("anchor", f"#s{ordinal}")
        Passage.objects.create(
            publication=publication,
            ordinal=ordinal,
            language_code=language_code,
            source="body",
            **{"kind": "section", "heading": f"Część {ordinal}", "anchor": anchor, "url": f"{url}{anchor}", **place},
        )
    return publication


def take_away(publication: Publication) -> None:
    """Leave a tombstone for the audience of a publication."""
    publication.passages.all().delete()
    Publication.objects.filter(pk=publication.pk).update(deleted=True, sequence=next_sequence())


def publish_filler() -> None:
    """Publish pages about other things: a word is only telling where not every page has it."""
    for number, text in enumerate(FILLER, start=9001):
        publish(number, f"Strona {number}", text)


def film(number: int, url: str) -> dict[str, Any]:
    """Return how a representation tells of a film with a picture in two sizes."""
    sizes = [{"url": f"http://localhost/poster-{number}-{width}.jpg", "width": width} for width in (320, 640)]
    return {"url": url, "poster": {"alt_text": "", "renditions": sizes}}


def with_film(publication: Publication, full: dict[str, Any]) -> None:
    """Let a publication tell of a film."""
    PublicationBody.objects.filter(publication=publication).update(full=json.dumps(full))
