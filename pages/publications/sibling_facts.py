"""What a page tells of its translations, put right without serializing the page again.

When a page is published, this is all that its translations show of it: their `meta`, and the labels of facets, which
may be titles in all languages.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from wagtail.models import Page

from pages.publications.audience_keys import AudienceKey
from pages.publications.models import Publication, PublicationBody, PublicationKind
from pages.publications.representation import content_etag, declared_facets, detail_of, dump, fixed_surface
from pages.publications.resources import RESOURCE_FACET
from pages.publications.rows import stored_columns, stored_passages
from pages.publications.scope import Surroundings, reader_scope
from pages.publications.sequence import Sequence
from pages.publications.serializers import TranslationsField
from pages.publications.translation_state import translation_state


@dataclass
class Patched:
    """What came of it."""

    changed: set[int] = field(default_factory=set)
    #: Pages that have nothing stored that could be put right.
    unfit: set[int] = field(default_factory=set)


def patch_translation_facts(
    page_ids: Collection[int], renamed: Collection[int], surroundings: Surroundings, sequence: Sequence
) -> Patched:
    """Write what pages tell of their translations where it has changed.

    That is whether they are outdated, and for those in ``renamed`` also what they name of their translations.
    """
    pages = Page.objects.filter(pk__in=page_ids, live=True).specific()
    rows = Publication.objects.filter(kind=PublicationKind.PAGE, object_id__in=page_ids, deleted=False)
    rows = rows.select_related("audience", "body").prefetch_related("passages")
    stored = {row.object_id: row for row in rows}
    result = Patched()
    changed: list[Publication] = []
    for page in sorted(pages, key=lambda page: page.pk):
        surroundings.tell_locale(page)
        row = stored.get(page.pk)
        audience = surroundings.pages.audience_of(page.path)
        if row is None or audience is None or row.audience.key != str(audience) or not hasattr(row, "body"):
            result.unfit.add(page.pk)
        elif _put_right(row, page, audience, surroundings, is_renamed=page.pk in renamed):
            row.sequence = sequence.next()
            changed.append(row)
            result.changed.add(page.pk)
    if changed:
        Publication.objects.bulk_update(changed, ["facets", "etag", "sequence"])
        PublicationBody.objects.bulk_update([row.body for row in changed], ["body", "full"])
    return result


def _put_right(
    row: Publication, page: Page, audience: AudienceKey, surroundings: Surroundings, *, is_renamed: bool
) -> bool:
    """Put the facts right in the row, and say whether anything was wrong."""
    full = json.loads(row.body.full)
    with reader_scope(audience, surroundings), fixed_surface(page.locale.language_code):
        facts: dict[str, Any] = {"translation": translation_state(page)}
        if is_renamed:
            facts["translations"] = TranslationsField().to_representation(page)
            # The files have not changed.
            resources = [facet for facet in row.facets if facet["name"] == RESOURCE_FACET]
            row.facets = [*declared_facets(page), *resources]
    full["meta"] |= json.loads(dump(facts))
    row.body.full = dump(full)
    row.body.body = detail_of(apps.get_model(row.type), full)
    before = row.etag
    row.etag = content_etag(stored_columns(row), row.body.body, row.body.full, row.body.html, stored_passages(row))
    return row.etag != before
