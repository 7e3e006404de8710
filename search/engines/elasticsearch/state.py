"""What an index knows of itself: how far it has followed the feed, and which indexes hold its pages.

The state is one document beside the indexes of pages, written after what it tells of can be
found, and only over the state that it was made from. That document also says which
generation of indexes is in use, so that writing it is the swap after a rebuild.
"""

from dataclasses import asdict, dataclass, field
from time import monotonic, time
from typing import Any

from elasticsearch import BadRequestError, ConflictError, NotFoundError

from pages.language.morphology import analyser_version
from search.engines.elasticsearch.cluster import Cluster
from search.engines.elasticsearch.schema import SCHEMA_VERSION, STATE_MAPPINGS, reason_outdated, state_settings

IN_USE = "current"
# For so long an answer may come from the state as it was: what the reader has lost is then counted from an older
# place in the feed, which hides a little more, and the generation before stays for a minute.
RECENT_S = 0.5


@dataclass(frozen=True, slots=True)
class State:
    """The state of one generation."""

    generation: str
    cursor: int = 0
    epoch: str = ""
    schema: str = SCHEMA_VERSION
    analyser: str = field(default_factory=analyser_version)
    #: Scope and language of the indexes that hold pages, such as `pub-pl`.
    homes: tuple[str, ...] = ()
    #: By page: why Elasticsearch does not take it.
    refused: dict[str, str] = field(default_factory=dict)
    #: When another generation was put aside for this one; 0 once it is removed.
    swapped_at: float = 0

    @property
    def outdated(self) -> str:
        return reason_outdated(self.schema, self.analyser)

    def languages(self) -> list[str]:
        """Return the languages of the index in alphabetical order."""
        return sorted({home.partition("-")[2] for home in self.homes})


#: Before anything was written.
EMPTY = State(generation="")


@dataclass(frozen=True, slots=True)
class Held:
    """A state as it was read, with its place in the history of the document."""

    state: State
    place: tuple[int, int]


class StateRecord:
    """The document of one state: of the generation in use, or of one that is being built."""

    def __init__(self, cluster: Cluster, key: str) -> None:
        self._cluster = cluster
        self.key = key
        self._last_read: tuple[float, State] = (0, EMPTY)

    def recent(self) -> State:
        """Return the state as it is or was a moment ago, so that not every answer has to ask for it."""
        read_at, state = self._last_read
        if monotonic() - read_at > RECENT_S:
            held = self.read()
            state = held.state if held else EMPTY
            self._last_read = (monotonic(), state)
        return state

    def read(self) -> Held | None:
        """Return the state, or None where there is none yet."""
        try:
            answer = self._cluster.reading.get(index=self._index, id=self.key)
        except NotFoundError:
            return None
        known = {name: value for name, value in answer["_source"].items() if name in State.__dataclass_fields__}
        state = State(**{**known, "homes": tuple(known["homes"])})
        return Held(state, (answer["_seq_no"], answer["_primary_term"]))

    def write(self, state: State, over: Held | None) -> bool:
        """Write a state in the place of the one it was made from; return False if that is no longer there."""
        self._last_read = (0, EMPTY)
        try:
            if over is None:
                self._ensure_index()
                self._cluster.writing.create(index=self._index, id=self.key, document=_source(state))
            else:
                seq_no, primary_term = over.place
                self._cluster.writing.index(
                    index=self._index,
                    id=self.key,
                    document=_source(state),
                    if_seq_no=seq_no,
                    if_primary_term=primary_term,
                )
        except ConflictError:
            return False
        return True

    def last_written(self) -> float:
        """Return when the state was written; 0 where there is none."""
        try:
            answer = self._cluster.writing.get(index=self._index, id=self.key, source_includes=["written_at"])
        except NotFoundError:
            return 0
        return float(answer["_source"]["written_at"])

    def delete(self) -> None:
        """Forget the state."""
        self._cluster.writing.options(ignore_status=404).delete(index=self._index, id=self.key)

    @property
    def _index(self) -> str:
        return f"{self._cluster.prefix}-state"

    def _ensure_index(self) -> None:
        try:
            self._cluster.writing.indices.create(
                index=self._index, settings=state_settings(self._cluster.replicas), mappings=STATE_MAPPINGS
            )
        except BadRequestError as error:
            if error.error != "resource_already_exists_exception":
                raise


def _source(state: State) -> dict[str, Any]:
    return {**asdict(state), "written_at": time()}
