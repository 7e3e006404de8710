"""Filters and counts of facets among the pages of one partition that match."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np

from search.documents import TYPE_FACET
from search.engines.embedded.matches import PageMatches
from search.engines.embedded.partition_pages import Mask
from search.engines.embedded.readable_partition import ReadablePartition
from search.engines.embedded.statements import marks
from search.query import Filter
from search.query_parser import Choice
from search.results import FacetCount, FacetCounts


class PartitionFacets:
    """The filters of one query, as masks of the pages that match it."""

    def __init__(
        self,
        readable: ReadablePartition,
        matches: PageMatches,
        filters: Sequence[Filter],
        types: Choice,
    ) -> None:
        self._readable = readable
        self._pages = matches.pages
        self._masks = {asked.name: self._having_any(asked) for asked in filters}
        self._allowed = matches.found & self._of_types(types)

    def chosen(self, freed: str = "") -> Mask:
        """Return the pages that pass all filters, or all but one."""
        masks = (mask for name, mask in self._masks.items() if name != freed)
        return np.logical_and.reduce([self._allowed, *masks])

    def counts(self) -> tuple[FacetCounts, ...]:
        """Count the values of each facet under the filters of all other facets."""
        chosen = self._pages.facet_counts(self.chosen())
        freed = {name: self._pages.facet_counts(self.chosen(name)) for name in self._masks}
        rows = self._readable.execute(
            "SELECT id, name, key, labels FROM {facet_values} ORDER BY name, key",
        )
        counts: dict[str, list[FacetCount]] = defaultdict(list)
        for number, name, key, labels in rows:
            count = freed.get(name, chosen).get(number, 0)
            if count:
                counts[name].append(FacetCount(key, _labels(labels), count))
        return tuple(
            FacetCounts(name, tuple(sorted(values, key=lambda value: (-value.count, value.key))))
            for name, values in counts.items()
        )

    def _of_types(self, types: Choice) -> Mask:
        mask = np.ones(len(self._pages), dtype=np.bool_)
        if types.any_of:
            mask &= self._having_any(Filter(TYPE_FACET, types.any_of))
        if types.none_of:
            mask &= ~self._having_any(Filter(TYPE_FACET, types.none_of))
        return mask

    def _having_any(self, asked: Filter) -> Mask:
        rows = self._readable.execute(
            "SELECT id FROM {facet_values} WHERE name = ? AND key IN ({marks})",
            (asked.name, *asked.keys),
            marks=marks(asked.keys),
        )
        return self._pages.having_any([row[0] for row in rows])


@lru_cache(maxsize=1_024)
def _labels(stored: str) -> Mapping[str, str]:
    """Return labels as they are stored; all queries show the same few."""
    labels: dict[str, str] = json.loads(stored)
    return labels
