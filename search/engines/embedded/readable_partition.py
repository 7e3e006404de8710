"""What one reader may find of a partition, in one state of the index."""

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from search.engines.embedded.partition import Partition
from search.engines.embedded.statements import marks
from search.query import Reader


@dataclass(frozen=True, slots=True)
class ReadablePartition:
    """A partition read for a reader."""

    connection: sqlite3.Connection
    partition: Partition
    reader: Reader
    #: The pages that the reader has lost, and the index still holds.
    lost: Collection[int]

    def execute(self, statement: str, parameters: Sequence[object] = (), **parts: str) -> sqlite3.Cursor:
        """Execute a statement with the names of the partition's tables, and other parts, put in."""
        return self.connection.execute(self.partition.sql(statement, **parts), parameters)

    def audience_condition(self, column: str) -> tuple[str, Sequence[int]]:
        """Return what a column of audiences must fulfil for the reader, with parameters."""
        if self.partition.is_public:
            return "1", ()
        audiences = sorted(self.reader.audience_ids)
        return f"{column} IN ({marks(audiences)})", audiences
