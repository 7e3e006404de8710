"""Steps written in bulk: what is busy is asked again, what can never be written is told."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from elasticsearch.helpers import streaming_bulk

from search.document_terms import document_terms
from search.engines.base import SearchUnavailable
from search.engines.elasticsearch.cluster import Cluster
from search.engines.elasticsearch.generations import WRITING, index_name, writing_name
from search.engines.elasticsearch.page_source import page_source
from search.engines.elasticsearch.planning import Delete, Step

MOST_STEPS = 500
MOST_BYTES = 10_000_000
# A busy cluster is waited for 0.5 + 1 + 2 + 4 seconds, then the cursor waits.
MOST_RETRIES = 4
FIRST_WAIT_S = 0.5
LONGEST_REASON = 200

OK = range(200, 300)
# Of the document itself: it is no document of this index, or it is too large.
MALFORMED, TOO_LARGE = 400, 413
NOT_FOUND, CONFLICT = 404, 409
# Told as if it were the document's fault.
INDEX_CLOSED = "index_closed_exception"


class GenerationGoneError(Exception):
    """The indexes were removed, since another generation has taken their place."""


@dataclass(frozen=True, slots=True)
class _Failure:
    step: Step
    status: int
    reason: str


def send(
    cluster: Cluster, actions: Iterable[dict[str, Any]], at_once: int, **options: Any
) -> Iterator[Mapping[str, Any]]:
    """Do actions; yield what is told of those that can never be done, and fail if the cluster cannot write now."""
    outcomes = streaming_bulk(
        cluster.writing,
        actions,
        chunk_size=at_once,
        max_chunk_bytes=MOST_BYTES,
        raise_on_error=False,
        raise_on_exception=False,
        max_retries=MOST_RETRIES,
        initial_backoff=FIRST_WAIT_S,
        require_alias=True,
        **options,
    )
    for _ok, outcome in outcomes:
        (item,) = outcome.values()
        status, error = item["status"], item.get("error")
        if status in OK or status == CONFLICT or (status == NOT_FOUND and not error):
            continue
        reason = _reason(error)
        if status == NOT_FOUND:
            raise GenerationGoneError(reason)
        if status not in (MALFORMED, TOO_LARGE) or _type(error) == INDEX_CLOSED:
            message = f"Elasticsearch did not write: {status} {reason}"
            raise SearchUnavailable(message)
        yield item


class Bulk:
    """Writes to the indexes of pages of one generation."""

    def __init__(self, cluster: Cluster, generation: str) -> None:
        self._cluster = cluster
        self._generation = generation
        #: By index: the words of the pages that were written to it.
        self.words: defaultdict[str, set[str]] = defaultdict(set)

    def write(self, steps: Sequence[Step]) -> dict[int, str]:
        """Write all steps and return, by page, why one was refused; fail if the cluster cannot write now."""
        refused: dict[int, str] = {}
        together: list[Step] = []
        for failure in self._send(steps, MOST_STEPS):
            if failure.status == TOO_LARGE:
                together.append(failure.step)
            else:
                refused[failure.step.page_id] = failure.reason
        # What is too large together may be taken one by one.
        refused.update({failure.step.page_id: failure.reason for failure in self._send(together, 1)})
        return refused

    def _send(self, steps: Sequence[Step], at_once: int) -> Iterator[_Failure]:
        by_place = {(index_name(self._cluster, self._generation, step.home), str(step.page_id)): step for step in steps}
        for item in send(self._cluster, map(self._action, steps), at_once):
            step = by_place[item["_index"].removesuffix(WRITING), item["_id"]]
            yield _Failure(step, item["status"], _reason(item.get("error")))

    def _action(self, step: Step) -> dict[str, Any]:
        action = {
            "_index": writing_name(self._cluster, self._generation, step.home),
            "_id": str(step.page_id),
            "version": step.sequence,
            "version_type": "external",
        }
        if isinstance(step, Delete):
            return {"_op_type": "delete", **action}
        terms = document_terms(step.document)
        self.words[step.home] |= terms.words
        return {**action, "_source": page_source(step.document, terms)}


def _type(error: Any) -> str:
    return str(error.get("type")) if isinstance(error, dict) else ""


def _reason(error: Any) -> str:
    told = f"{error.get('type')}: {error.get('reason')}" if isinstance(error, dict) else str(error)
    return told[:LONGEST_REASON]
