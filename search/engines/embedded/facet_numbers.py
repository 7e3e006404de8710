"""The numbers under which the values of facets are kept with a page."""

import json
import sqlite3
from collections.abc import Iterable, Mapping

import numpy as np

from search.documents import FacetValue
from search.engines.embedded.partition import Partition


class FacetNumbers:
    """Numbers values in one partition, within one transaction: many pages of a batch have the same."""

    def __init__(self, connection: sqlite3.Connection, partition: Partition) -> None:
        self._connection = connection
        self._partition = partition
        self._known: dict[tuple[str, str], tuple[int, Mapping[str, str]]] = {}

    def packed(self, values: Iterable[FacetValue]) -> bytes:
        """Return the numbers of values, with their labels as they are now, as they are kept with a page."""
        return np.array(sorted({self._number(value) for value in values}), dtype=np.int32).tobytes()

    def _number(self, value: FacetValue) -> int:
        key = (value.name, value.key)
        known = self._known.get(key) or self._kept(key)
        if known is None or known[1] != value.labels:
            known = self._keep(value)
        self._known[key] = known
        return known[0]

    def _kept(self, key: tuple[str, str]) -> tuple[int, Mapping[str, str]] | None:
        row = self._connection.execute(
            self._partition.sql("SELECT id, labels FROM {facet_values} WHERE name = ? AND key = ?"), key
        ).fetchone()
        return (row[0], json.loads(row[1])) if row else None

    def _keep(self, value: FacetValue) -> tuple[int, Mapping[str, str]]:
        labels = json.dumps(dict(value.labels), ensure_ascii=False, sort_keys=True)
        row = self._connection.execute(
            self._partition.sql(
                "INSERT INTO {facet_values} (name, key, labels) VALUES (?, ?, ?) "
                "ON CONFLICT DO UPDATE SET labels = excluded.labels RETURNING id"
            ),
            (value.name, value.key, labels),
        )
        return int(row.fetchone()[0]), value.labels
