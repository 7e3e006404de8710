"""The termbase as a value: what is read of it in one go, to be kept in memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True, slots=True)
class TermEntry:
    """A concept in one language: its name and the other wordings that stand for it."""

    concept: UUID
    name: str
    admitted: tuple[str, ...] = ()
    #: Not to be written, but read: who looks for one finds the term.
    forbidden: tuple[str, ...] = ()

    @property
    def wordings(self) -> tuple[str, ...]:
        """Return all ways to write it, each once, the name first."""
        return tuple(dict.fromkeys((self.name, *self.admitted, *self.forbidden)))


@dataclass(frozen=True, eq=False)
class Termbase:
    """All terms by language. Two of them are the same only if they are one object, so that it may be a cache's key."""

    entries: Mapping[str, tuple[TermEntry, ...]] = field(default_factory=dict)
