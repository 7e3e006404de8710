"""Changes written to the indexes of one generation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from search.documents import Change, PageDocument
from search.engines.elasticsearch.bulk import Bulk
from search.engines.elasticsearch.cluster import Cluster
from search.engines.elasticsearch.forms import FormsWritten
from search.engines.elasticsearch.generations import index_name, make_indexes
from search.engines.elasticsearch.planning import Delete, HeldPage, homes_of, plan
from search.engines.elasticsearch.schema import MOST_PASSAGES

_OF_HELD = ("docs._index", "docs._id", "docs.found", "docs._version", "docs.fields")


@dataclass(frozen=True, slots=True)
class Written:
    """What has come of a batch: where pages are kept, and by page why one was refused."""

    homes: frozenset[str]
    refused: Mapping[int, str]


class Writer:
    """Writes batches; doing so again changes nothing, since each version of a page has its change's number."""

    def __init__(self, cluster: Cluster, generation: str, homes: Iterable[str], forms: FormsWritten) -> None:
        self._cluster = cluster
        self._generation = generation
        self._forms = forms
        self._homes = frozenset(homes)

    def apply(self, changes: Sequence[Change]) -> Written:
        """Write changes so that they are found when this returns."""
        changes = [_shortened(change) for change in changes]
        new = homes_of(changes) - self._homes
        homes = self._homes | new
        make_indexes(self._cluster, self._generation, sorted(new))
        steps = plan(changes, self._held({change.page_id for change in changes}, homes))
        bulk = Bulk(self._cluster, self._generation)
        refused = bulk.write(steps)
        # What the index still has of a page refused is older, and may be meant for others.
        bulk.write([Delete(step.home, step.page_id, step.sequence) for step in steps if step.page_id in refused])
        # Found before the pages are, so that no word of these is left unmarked.
        self._forms.write(self._cluster, self._generation, bulk.words)
        touched = sorted({self._index(step.home) for step in steps})
        if touched:
            self._cluster.writing.indices.refresh(index=touched)
        return Written(homes, refused)

    def _held(self, page_ids: Iterable[int], homes: Iterable[str]) -> list[HeldPage]:
        """Return where the pages are, as of now and not of the last refresh."""
        by_index = {self._index(home): home for home in homes}
        asked = [
            {"_index": index, "_id": str(page_id), "_source": False, "stored_fields": ["audience"]}
            for page_id in sorted(page_ids)
            for index in by_index
        ]
        if not asked:
            return []
        answer = self._cluster.writing.mget(docs=asked, filter_path=_OF_HELD)
        return [
            HeldPage(int(doc["_id"]), by_index[doc["_index"]], doc["_version"], doc["fields"]["audience"][0])
            for doc in answer["docs"]
            if doc.get("found")
        ]

    def _index(self, home: str) -> str:
        return index_name(self._cluster, self._generation, home)


def _shortened(change: Change) -> Change:
    if isinstance(change, PageDocument) and len(change.passages) > MOST_PASSAGES:
        return replace(change, passages=change.passages[:MOST_PASSAGES])
    return change
