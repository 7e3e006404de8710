"""What the search asks of publications and of the translation memory."""

from collections import defaultdict
from collections.abc import Collection

from pages.language.morphology import Terms, analyse_form
from pages.memory.selectors import translations_of
from pages.publications.audience_keys import PUBLIC_AUDIENCE_ID
from pages.publications.models import Publication, PublicationKind
from pages.publications.selectors import publications_for
from pages.publications.stored import withdrawn_after
from search.documents import DocumentPassage
from search.memory import MEMORY, Taught, Translation
from search.query import Reader


def pages_lost_after(cursor: int, audience_ids: frozenset[int]) -> frozenset[int]:
    """Return the pages, or versions of them, that a reader has lost since a place in the feed.

    When a file was taken away from him, the pages rewritten since are lost as well: the index may
    hold passages of that file in them.
    """
    taken = withdrawn_after(cursor, audience_ids)
    if not taken:
        return frozenset()
    changed = Publication.objects.filter(sequence__gt=cursor, audience_id__in=audience_ids)
    page_ids = {object_id for kind, object_id in taken if kind == PublicationKind.PAGE}
    kept = Publication.objects.filter(
        kind=PublicationKind.PAGE, object_id__in=page_ids, deleted=False, audience_id__in=audience_ids
    )
    lost = page_ids - set(kept.values_list("object_id", flat=True))
    if any(kind != PublicationKind.PAGE for kind, _object_id in taken):
        lost |= set(changed.filter(kind=PublicationKind.PAGE).values_list("object_id", flat=True))
    return frozenset(lost)


def passages_of(publication: Publication) -> tuple[DocumentPassage, ...]:
    """Return the passages that lie beside a publication, or those of them that were fetched with it."""
    return tuple(DocumentPassage(p.kind, p.text, p.heading, p.anchor, p.url) for p in publication.passages.all())


def restricted_pages(page_ids: Collection[int], reader: Reader) -> frozenset[int]:
    """Return those of the pages found that an outsider does not find; no query where the reader is one."""
    if reader.public_only or not page_ids:
        return frozenset()
    return pages_not_public(page_ids)


def pages_not_public(page_ids: Collection[int]) -> frozenset[int]:
    """Return those of the pages that an outsider may not read at this moment, drafts among them."""
    public = publications_for({PUBLIC_AUDIENCE_ID}).filter(object_id__in=page_ids)
    return frozenset(page_ids) - frozenset(public.values_list("object_id", flat=True))


def taught(lemmas: Collection[str], language_code: str) -> Taught:
    """Return what the translation memory teaches about words of a language, by other language and word."""
    known: dict[tuple[str, str], list[Translation]] = defaultdict(list)
    for row in translations_of(lemmas, language_code):
        terms = Terms(row.target_term, analyse_form(row.written, row.target_language).stem)
        known[row.target_language, row.source_term].append(Translation(terms, row.written, row.score, MEMORY))
    return known
