"""All pages of one partition as columns: what ranking, filters and facets need of those that match."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from search.engines.embedded.partition import MOST_PASSAGES, PASSAGE_BITS, Partition
from search.engines.embedded.readable_partition import ReadablePartition

Ints = npt.NDArray[np.int64]
#: Places of pages or passages in the columns: half as wide as their numbers, since many are remembered.
Places = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
#: Of each page of the partition, whether it is meant.
Mask = npt.NDArray[np.bool_]

_READ: Final = np.dtype(
    [
        ("id", np.int64),
        ("audience", np.int64),
        ("factor", np.float64),
        ("published", np.int64),
        ("translation", np.int64),
        ("passages", np.int64),
        ("facets", np.object_),
    ]
)


@dataclass(frozen=True, slots=True)
class PartitionPages:
    """The pages in the order of their numbers; of each its place is the same in every column."""

    ids: Ints
    audiences: Ints
    factors: Floats
    #: The second of publishing.
    published: Ints
    #: The number of the translation set; 0 where there is none.
    translations: Ints
    #: Where the passages of each page begin among those of all pages, and after the last page where they end.
    passage_starts: Ints
    #: Each facet value of each page, and the place of its page.
    facet_values: npt.NDArray[np.int32]
    facet_owners: Places

    @classmethod
    def read(cls, connection: sqlite3.Connection, partition: Partition) -> Self:
        """Read the pages of a partition: a microsecond each."""
        statement = "SELECT page_id, audience, factor, published, translation, passages, facets FROM {meta} ORDER BY 1"
        # Read one by one into their columns: kept as thousands of tuples, they would set off the collection of garbage,
        # which takes ten times as long as the statement.
        rows = np.fromiter(connection.execute(partition.sql(statement)), dtype=_READ)
        blobs: list[bytes] = rows["facets"].tolist()
        values = np.frombuffer(b"".join(blobs), dtype=np.int32)
        sizes = np.fromiter(map(len, blobs), np.int64, len(blobs)) // values.itemsize
        return cls(
            ids=rows["id"].copy(),
            audiences=rows["audience"].copy(),
            factors=rows["factor"].copy(),
            published=rows["published"].copy(),
            translations=rows["translation"].copy(),
            passage_starts=np.concatenate([[0], np.cumsum(rows["passages"])]),
            facet_values=values,
            facet_owners=np.repeat(np.arange(len(blobs), dtype=np.int32), sizes),
        )

    def __len__(self) -> int:
        """Return how many pages there are."""
        return len(self.ids)

    @property
    def passage_count(self) -> int:
        """Return how many passages there are."""
        return int(self.passage_starts[-1])

    def places_of(self, page_ids: Ints) -> Places:
        """Return the places of pages given by number."""
        return np.searchsorted(self.ids, page_ids).astype(np.int32)

    def places_of_passages(self, numbers: Ints) -> Places:
        """Return the places of passages given by number."""
        starts = self.passage_starts[np.searchsorted(self.ids, numbers >> PASSAGE_BITS)]
        return (starts + numbers % MOST_PASSAGES).astype(np.int32)

    def are_for(self, readable: ReadablePartition) -> Mask:
        """Return which pages are for a reader, and not among those that he has lost."""
        if readable.partition.is_public:
            mask = np.ones(len(self), dtype=np.bool_)
        else:
            mask = np.isin(self.audiences, list(readable.reader.audience_ids))
        return mask & ~np.isin(self.ids, list(readable.lost)) if readable.lost else mask

    def having_any(self, facet_ids: Sequence[int]) -> Mask:
        """Return which pages have one of these facet values."""
        mask = np.zeros(len(self), dtype=np.bool_)
        mask[self.facet_owners[np.isin(self.facet_values, facet_ids)]] = True
        return mask

    def facet_counts(self, among: Mask) -> dict[int, int]:
        """Return how many of the chosen pages have each facet value."""
        counts = np.bincount(self.facet_values[among[self.facet_owners]])
        return {int(value): int(counts[value]) for value in np.flatnonzero(counts)}
