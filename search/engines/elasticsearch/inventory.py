"""What indexes hold, page by page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from search.engines.base import KeptPage
from search.engines.elasticsearch.cluster import Cluster

READ_AT_ONCE: Final = 1_000
_COLUMNS: Final[Sequence[str]] = ("page", "audience", "digest")
_READ: Final = ("hits.hits._version", "hits.hits.fields")


def kept_pages(cluster: Cluster, names: Iterable[str]) -> Iterator[KeptPage]:
    """Yield the pages of indexes, by their numbers."""
    for name in names:
        last = -1
        while hits := _hits_after(cluster, name, last):
            for hit in hits:
                page_id, audience_id, digest = (hit["fields"][column][0] for column in _COLUMNS)
                yield KeptPage(page_id, hit["_version"], audience_id, digest)
                last = page_id


def _hits_after(cluster: Cluster, name: str, page_id: int) -> list[dict[str, Any]]:
    answer = cluster.writing.search(
        index=name,
        size=READ_AT_ONCE,
        query={"range": {"page": {"gt": page_id}}},
        sort=[{"page": "asc"}],
        docvalue_fields=[{"field": column} for column in _COLUMNS],
        version=True,
        track_total_hits=False,
        allow_partial_search_results=False,
        filter_path=_READ,
    )
    hits: list[dict[str, Any]] = answer.get("hits", {}).get("hits", [])
    return hits
