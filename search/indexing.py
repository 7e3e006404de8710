"""The index as a reader of the feed of publications."""

import logging
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from pages.publications.audience_keys import PUBLIC_AUDIENCE_ID
from pages.publications.epoch import current_epoch
from pages.publications.models import Publication, PublicationKind
from pages.publications.selectors import audience_ids, changes_after, head_sequence, purged_through
from search.conf import search_engine
from search.documents import Change, FacetValue, PageDocument, RemovedPage, digest_of
from search.engines.base import SearchEngine
from search.selectors import passages_of

logger = logging.getLogger(__name__)

# Publications read at once.
READ_AT_ONCE = 200
# What has been read is written once it has so many passages, or changes without any: enough to be fast, since the words of
# all are counted together, and few enough to hold their texts in memory.
PASSAGES_AT_ONCE = 5_000

Progress = Callable[[int], object]


def catch_up(limit: int | None = None) -> int:
    """Apply what the feed has beyond the cursor, at most `limit` changes, and return how many."""
    engine = search_engine()
    cursor, epoch = engine.cursor(), current_epoch()
    if not cursor and engine.epoch() != epoch:
        engine.enter_epoch(epoch)
    head = head_sequence()
    reason = reason_to_rebuild(engine, cursor, head)
    if reason:
        logger.warning("The search index is made anew: %s", reason)
        return rebuild()
    # Asked several times a second: most often there is nothing new, and the feed need not be read.
    return _follow(engine, limit) if cursor < head else 0


def is_of_no_use() -> bool:
    """Say whether nothing can be found in the index though there is something: it was never filled, or must be made anew."""
    engine = search_engine()
    return bool(engine.outdated()) or (not engine.cursor() and head_sequence() > 0)


def rebuild(progress: Progress | None = None) -> int:
    """Make the index anew beside the one in use and put it in its place; return the number of changes."""
    epoch, head = current_epoch(), head_sequence()
    done = 0
    with search_engine().rebuilding() as fresh:
        fresh.enter_epoch(epoch)
        for batch in _everything():
            fresh.apply(batch.changes, cursor=0)
            done += batch.size
            if progress:
                progress(done)
        # Not further, since it was not read in the order of the feed; but what was withdrawn and is no longer kept may
        # have been last, and the cursor must not stand before it for ever.
        fresh.apply([], cursor=head)
        # What was published or withdrawn meanwhile is in the index in use, and must not come and go with it.
        _follow(fresh, None)
    return done


def reason_to_rebuild(engine: SearchEngine, cursor: int, head: int) -> str:
    """Return why an index whose cursor stands here cannot follow the feed; an empty string if it can."""
    return engine.outdated() or _reason_of_a_foreign_feed(cursor, head, is_same_epoch=engine.epoch() == current_epoch())


def change_of(publication: Publication) -> Change | None:
    """Return what a change in the feed means to an index; None for a file, which has no hits of its own."""
    if publication.kind != PublicationKind.PAGE:
        return None
    # An alias repeats a page that is indexed where it is written.
    if publication.deleted or publication.alias_of_id:
        return RemovedPage(publication.object_id, publication.sequence, publication.audience_id)
    document = PageDocument(
        page_id=publication.object_id,
        sequence=publication.sequence,
        audience_id=publication.audience_id,
        public=publication.audience_id == PUBLIC_AUDIENCE_ID,
        language_code=publication.locale_code,
        type=publication.type,
        title=publication.title,
        url=publication.html_url,
        translation_key=str(publication.translation_key or ""),
        published_at=publication.first_published_at,
        facets=tuple(FacetValue(f["name"], f["key"], f["labels"]) for f in publication.facets),
        passages=passages_of(publication),
    )
    return replace(document, digest=digest_of(document))


def _follow(engine: SearchEngine, limit: int | None) -> int:
    done, cursor = 0, engine.cursor()
    for batch in _batches(_publications(audience_ids(), cursor, limit)):
        engine.apply(batch.changes, batch.cursor, after=cursor)
        cursor = batch.cursor
        done += batch.size
    return done


@dataclass(frozen=True, slots=True)
class _Batch:
    """Changes that are written in one transaction, the last place in the feed, and how many places it covers."""

    changes: list[Change]
    cursor: int
    size: int


def _batches(read: Iterable[list[Publication]]) -> Iterator[_Batch]:
    changes: list[Change] = []
    cursor = size = weight = 0
    for publications in read:
        meant = [change for change in map(change_of, publications) if change is not None]
        changes += meant
        size += len(publications)
        weight += sum(map(_weight, meant))
        cursor = publications[-1].sequence
        if weight >= PASSAGES_AT_ONCE:
            yield _Batch(changes, cursor, size)
            changes, size, weight = [], 0, 0
    if size:
        yield _Batch(changes, cursor, size)


def _weight(change: Change) -> int:
    return max(len(change.passages), 1) if isinstance(change, PageDocument) else 1


def _everything() -> Iterator[_Batch]:
    """Yield what is public first: an engine that keeps it apart can take it over whole into an index of all."""
    yield from _batches(_publications({PUBLIC_AUDIENCE_ID}))
    yield from _batches(_publications(audience_ids() - {PUBLIC_AUDIENCE_ID}))


def _publications(audiences: Collection[int], cursor: int = 0, limit: int | None = None) -> Iterator[list[Publication]]:
    left = limit
    while left is None or left > 0:
        publications = changes_after(cursor, READ_AT_ONCE if left is None else min(READ_AT_ONCE, left), audiences)
        if not publications:
            return
        yield publications
        cursor = publications[-1].sequence
        left = None if left is None else left - len(publications)


def _reason_of_a_foreign_feed(cursor: int, head: int, *, is_same_epoch: bool) -> str:
    """Return why the cursor leads nowhere: a database was put back from a copy, or the index was away too long."""
    if not is_same_epoch:
        return "the feed has begun another epoch"
    if cursor > head:
        return f"it stands at change {cursor}, but the feed ends at {head}"
    if 0 < cursor < purged_through():
        return f"it stands at change {cursor}, and what was withdrawn since is no longer kept"
    return ""
