"""What an Elasticsearch says of itself while it is measured: how long it took, and what it keeps."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from elastic_transport import Transport, TransportApiResponse
from elasticsearch import Elasticsearch

from tests.elasticsearch import indexes


class Server:
    """The one node that is measured, or none."""

    def __init__(self, url: str = "", prefix: str = "") -> None:
        self._url = url
        self._prefix = prefix
        #: Milliseconds that the server says it has taken so far, and for how many requests.
        self.took = 0.0
        self.requests = 0

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Add up what the responses to this process tell."""
        perform = Transport.perform_request

        def listened(transport: Transport, *args: Any, **options: Any) -> TransportApiResponse:
            response = perform(transport, *args, **options)
            self.requests += 1
            if isinstance(response.body, dict):
                self.took += response.body.get("took", 0)
            return response

        with patch.object(Transport, "perform_request", listened):
            yield

    def remove(self) -> None:
        """Remove what a measurement before has left."""
        if self._url:
            indexes.remove(self._url, self._prefix)

    def settle(self) -> None:
        """Merge what was written, as a rebuild does in the background."""
        if self._url:
            indexes.merge(self._url, self._prefix)

    def kept(self) -> str:
        """Tell what the server keeps in memory, and on disk once its indexes are merged."""
        if not self._url:
            return ""
        with Elasticsearch(self._url) as client:
            (node,) = client.nodes.stats(metric="jvm,process")["nodes"].values()
            (told,) = client.nodes.info(metric="process")["nodes"].values()
            stored = client.indices.stats(index=f"{self._prefix}-*", metric="store")
        heap, disk = node["jvm"]["mem"], stored["_all"]["total"]["store"]["size_in_bytes"]
        return (
            f"{disk / 1e6:,.0f} MB on disk once merged; the server has {_resident(told['process']['id']):,.0f} MB resident, "
            f"{heap['heap_used_in_bytes'] / 1e6:,.0f} of {heap['heap_max_in_bytes'] / 1e6:,.0f} of its heap in use, "
            f"and has used {node['process']['cpu']['total_in_millis'] / 1000:,.0f} s of processor time"
        )


def _resident(process_id: int) -> float:
    """Return the megabytes of a process on this machine."""
    lines = Path(f"/proc/{process_id}/status").read_text().splitlines()
    (kilobytes,) = (line.split()[1] for line in lines if line.startswith("VmRSS:"))
    return int(kilobytes) * 1024 / 1e6
