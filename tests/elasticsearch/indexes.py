"""What tests do with the indexes of an installation behind the engine's back."""

from typing import Final

from elasticsearch import Elasticsearch

#: Of indexes as large as are measured.
LONGEST_MERGE_S: Final = 3600


def names(client: Elasticsearch, prefix: str) -> list[str]:
    """Return the names of all indexes, that of the states too."""
    return sorted(client.indices.get_alias(index=f"{prefix}-*"))


def merge(url: str, prefix: str) -> None:
    """Merge the segments of all indexes, so that deleted pages are gone from the statistics."""
    with Elasticsearch(url, request_timeout=LONGEST_MERGE_S) as client:
        client.indices.forcemerge(index=f"{prefix}-*", max_num_segments=1)
        client.indices.refresh(index=f"{prefix}-*")


def remove(url: str, prefix: str) -> None:
    """Remove all indexes."""
    with Elasticsearch(url) as client:
        if found := names(client, prefix):
            client.indices.delete(index=found)
